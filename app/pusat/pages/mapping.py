"""Pemetaan: which id at LAPOR! stands for which of ours; what lacks one holds records back and comes first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.errors import UserProblem
from app.domain.forwarding import Standing
from app.domain.lapor import MapList
from app.domain.reference import Reference
from app.domain.staff import StaffRole
from app.pusat.pages.frame import ROOT, Answer, Goto, Pages, Shown, Visit

_PATH: Final = "/pemetaan"
_WHO: Final = frozenset({StaffRole.ADMIN, StaffRole.PENYALIN})
_CLASSES: Final = ("complaint", "aspiration", "information", "wbs", "procurement")
_MOST_LETTERS: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One of our ids; ``held`` counts the records that wait for it."""

    list: MapList
    id: str
    name: str
    target: str
    held: int


def add(pages: Pages) -> None:
    """Add the pages."""
    reference = pages.look.reference

    @pages.page(_PATH, roles=_WHO, menu="Pemetaan", asks=("daftar",))
    def mapping(visit: Visit) -> Answer:
        """Show what lacks an id, then one of the lists."""
        chosen = visit.pusat.store.lapor_cases.mapping()
        held = _held(visit)
        shown = next((one for one in MapList if one.value == visit.query["daftar"]), MapList.AGENCY)
        rows = [_row(shown, id, name, chosen, held) for id, name in _named(reference, shown)]
        lacking = [
            _row(of, id, dict(_named(reference, of)).get(id, id), chosen, held)
            for of, id in sorted(held, key=lambda key: (-held[key], key))
        ]
        return Shown("mapping.html", {"lacking": lacking, "rows": rows, "shown": shown, "lists": tuple(MapList)})

    @pages.act(_PATH, roles=_WHO, fields=("list", "id", "target"), back=_PATH)
    def map_one(visit: Visit) -> Answer:
        """Choose an id at LAPOR!; records that waited for it go on."""
        fields = visit.form.fields
        of = next((one for one in MapList if one.value == fields["list"]), None)
        target = fields["target"].strip()
        if of is None or (fields["id"] and fields["id"] not in dict(_named(reference, of))):
            raise UserProblem("mapping_unknown")
        if len(target) > _MOST_LETTERS or not (not target or target.replace("-", "").replace("_", "").isalnum()):
            raise UserProblem("mapping_target_wrong")
        now = visit.pusat.clock()
        visit.pusat.store.lapor_cases.map(of, fields["id"], target, who=visit.member.login, now=now)
        visit.pusat.store.postings.unmapped_back(now)
        return Goto(f"{ROOT}{_PATH}", said="mapping_kept")


def _held(visit: Visit) -> dict[tuple[MapList, str], int]:
    """Count the records that wait for each id."""
    held: dict[tuple[MapList, str], int] = {}
    for posting in visit.pusat.store.postings.reports([Standing.UNMAPPED], limit=1_000):
        for part in posting.detail.split(", "):
            name, _, id = part.partition(":")
            if name in set(MapList):
                held[MapList(name), id] = held.get((MapList(name), id), 0) + 1
    return held


def _row(
    of: MapList,
    id: str,
    name: str,
    chosen: Mapping[MapList, Mapping[str, str]],
    held: Mapping[tuple[MapList, str], int],
) -> Row:
    return Row(list=of, id=id, name=name, target=chosen.get(of, {}).get(id, ""), held=held.get((of, id), 0))


def _named(reference: Reference, of: MapList) -> Sequence[tuple[str, str]]:
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
