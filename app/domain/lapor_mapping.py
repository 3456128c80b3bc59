"""Which id at LAPOR! stands for which of ours: typed by a person, it stands before what the profile says.

The server's page and the counter's window keep the same rule.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.errors import UserProblem
from app.domain.lapor import IdMap, MapList, Unmapped, target_in
from app.domain.reference import Reference

_CLASSES: Final = ("complaint", "aspiration", "information", "wbs", "procurement")
_MOST_LETTERS: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """One of our ids; ``target`` is its id there, ``held`` counts the records that wait for one.

    ``typed`` tells a person's choice from the profile's.
    """

    list: MapList
    id: str
    name: str
    target: str
    held: int
    typed: bool = False


def merged(profile: IdMap, chosen: IdMap) -> IdMap:
    """Give the ids that hold: what was chosen stands before what the profile says."""
    return {name: {**profile.get(name, {}), **chosen.get(name, {})} for name in MapList}


def target_of(typed: str) -> str:
    """Give an id of LAPOR! as it is kept, "" for none.  Raises UserProblem ``mapping_target_wrong``."""
    target = typed.strip()
    plain = target.replace("-", "").replace("_", "")
    if len(target) > _MOST_LETTERS or (target and not (plain.isascii() and plain.isalnum())):
        raise UserProblem("mapping_target_wrong")
    return target


def check_id(reference: Reference, of: MapList, id: str) -> None:
    """Pass an id of one of our lists, and "", which stands for the rest.  Raises UserProblem ``mapping_unknown``."""
    if id and id not in dict(named(reference, of)):
        raise UserProblem("mapping_unknown")


def named(reference: Reference, of: MapList) -> Sequence[tuple[str, str]]:
    """Give ids and names of one of our lists; regencies of areas alone: what lies in them takes their id."""
    match of:
        case MapList.AGENCY:
            return [(one.id, one.name) for one in reference.agencies.all() if one.active]
        case MapList.CATEGORY:
            return [(one.id, reference.categories.label(one.id)) for one in reference.categories.all() if one.active]
        case MapList.CHANNEL:
            return [(one.id, reference.channels.label(one.id)) for one in reference.channels.all() if one.active]
        case MapList.CLASSIFICATION:
            return [(id, id) for id in _CLASSES]
        case MapList.AREA:
            return [(one.id, one.name) for one in reference.areas.all() if one.id.count(".") <= 1]


def told(missing: Iterable[Unmapped]) -> str:
    """Give what lacks an id as it is noted at a record."""
    return ", ".join(f"{one.list.value}:{one.id}" for one in missing)


def missing_in(detail: str) -> Sequence[Unmapped]:
    """Give what a note says that lacks an id; a note that was cut short loses its last part."""
    parts = (part.partition(":") for part in detail.split(", "))
    return [Unmapped(list=MapList(name), id=id) for name, colon, id in parts if colon and name in set(MapList)]


def held_by(details: Iterable[str]) -> Mapping[Unmapped, int]:
    """Count the records that wait for each id, from the notes at them; the one most wait for comes first."""
    held: dict[Unmapped, int] = {}
    for detail in details:
        for one in missing_in(detail):
            held[one] = held.get(one, 0) + 1
    return dict(sorted(held.items(), key=lambda item: (-item[1], item[0].list, item[0].id)))


def without_one(held: Mapping[Unmapped, int], holds: IdMap) -> Mapping[Unmapped, int]:
    """Give those that have no id by now: what was typed since counts before the next try of its records."""
    return {one: n for one, n in held.items() if not target_in(holds.get(one.list, {}), one.id)}


def rows_of(
    reference: Reference, of: MapList, *, holds: IdMap, chosen: IdMap, held: Mapping[Unmapped, int]
) -> tuple[MapRow, ...]:
    """Give one list whole, with what stands for each of its ids."""
    return tuple(_row(of, id, name, holds, chosen, held) for id, name in named(reference, of))


def lacking(reference: Reference, *, holds: IdMap, chosen: IdMap, held: Mapping[Unmapped, int]) -> tuple[MapRow, ...]:
    """Give what holds records back, the one most wait for first."""
    names = {of: dict(named(reference, of)) for of in MapList}
    return tuple(_row(one.list, one.id, names[one.list].get(one.id, one.id), holds, chosen, held) for one in held)


def _row(of: MapList, id: str, name: str, holds: IdMap, chosen: IdMap, held: Mapping[Unmapped, int]) -> MapRow:
    return MapRow(
        list=of,
        id=id,
        name=name,
        target=holds.get(of, {}).get(id, ""),
        held=held.get(Unmapped(list=of, id=id), 0),
        typed=id in chosen.get(of, {}),
    )
