"""SP4N-LAPOR! as a target: which ids a record gets there, what its text says, and how a call may have ended.

It knows no idempotency key: a call whose ending is unclear may have been stored.  Source: domain.md 3.4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.domain.complaint import Identity, Secrecy
from app.domain.record import Record

MOST_FOLLOW_UP_LETTERS: Final = 1_000


class MapList(StrEnum):
    """The lists whose ids LAPOR! numbers otherwise."""

    AGENCY = "agency"
    CATEGORY = "category"
    CHANNEL = "channel"
    CLASSIFICATION = "classification"
    AREA = "area"


IdMap = Mapping[MapList, Mapping[str, str]]
"""From ids of the shipped lists to ids at LAPOR!, as text; "" stands for whatever is not named."""

OPTIONAL: Final = frozenset({MapList.AREA})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """An id that has none at LAPOR! yet."""

    list: MapList
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporReport:
    """A record as LAPOR! takes it; the ids are those of LAPOR!."""

    number: str
    title: str
    content: str = field(repr=False)
    institution_id: str
    category_id: str
    channel_id: str
    classification_id: str
    location_id: str | None
    event_on: str
    is_anonymous: bool
    is_secret: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporFile:
    """An attachment in clear, for as long as it is being posted."""

    id: str
    name: str
    media_type: str
    content: bytes = field(repr=False)


class Ending(StrEnum):
    """How a call ended: stored; surely not stored and why; never sent; or nobody knows."""

    DONE = "done"
    REFUSED = "refused"
    NOT_SENT = "not_sent"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The ending of one call; ids only with DONE, ``code`` says why with anything else."""

    ending: Ending
    lapor_id: str | None = None
    tracking_id: str | None = None
    file_ids: tuple[str, ...] = ()
    code: str = ""
    retry_after_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporStatus:
    """How a case stands there."""

    code: str
    name: str
    institution: str
    tracking_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporFollowUp:
    """Something said in the case there; ``id`` is the same at every look."""

    id: str
    text: str
    from_name: str
    at: datetime | None


def marked(number: str, text: str) -> str:
    """Give a text with the local number at its head: the only means to recognise it there."""
    return f"[No. {number}] {text}"


def content_of(record: Record) -> str:
    """Give the text that is posted: number, report, place and wish; never who complained."""
    lines = [marked(record.number, record.value("text"))]
    for label, name in (("Lokasi kejadian", "place"), ("Waktu kejadian", "event_time"), ("Harapan", "expectation")):
        if value := record.value(name):
            lines.append(f"{label}: {value}")
    return "\n".join(lines)


def mapped(record: Record, mapping: IdMap) -> LaporReport | tuple[Unmapped, ...]:
    """Give the report with LAPOR!'s ids, or every id that has none; a leaf of a tree may take the id of its branch."""
    wanted = {
        MapList.AGENCY: record.value("agency"),
        MapList.CATEGORY: record.value("category"),
        MapList.CHANNEL: record.value("channel"),
        MapList.CLASSIFICATION: record.value("classification"),
        MapList.AREA: record.value("place_area"),
    }
    found = {name: target_in(mapping.get(name, {}), id) for name, id in wanted.items()}
    missing = tuple(
        Unmapped(list=name, id=wanted[name]) for name, target in found.items() if not target and name not in OPTIONAL
    )
    if missing:
        return missing
    return LaporReport(
        number=record.number,
        title=record.value("title"),
        content=content_of(record),
        institution_id=str(found[MapList.AGENCY]),
        category_id=str(found[MapList.CATEGORY]),
        channel_id=str(found[MapList.CHANNEL]),
        classification_id=str(found[MapList.CLASSIFICATION]),
        location_id=found[MapList.AREA],
        event_on=record.value("event_on"),
        is_anonymous=record.identity is not Identity.OPEN,
        is_secret=record.secrecy is Secrecy.SECRET,
    )


def target_in(targets: Mapping[str, str], id: str) -> str | None:
    """Give the id at LAPOR!: of this very id, of the branch it is on (a.b.c, a.b, a), or of anything else."""
    while id:
        if target := targets.get(id):
            return target
        id = id.rpartition(".")[0]
    return targets.get("") or None


def follow_up_texts(number: str, text: str) -> Sequence[str]:
    """Give a text as follow-ups that LAPOR! takes, cut between words, each with the number at its head."""
    room = MOST_FOLLOW_UP_LETTERS - len(marked(number, "")) - len("(99/99) ")
    pieces: list[str] = []
    rest = text.strip()
    while len(rest) > room:
        cut = rest.rfind(" ", room // 2, room)
        cut = cut if cut > 0 else room
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    pieces.append(rest)
    if len(pieces) == 1:
        return [marked(number, pieces[0])]
    return [marked(number, f"({n}/{len(pieces)}) {piece}") for n, piece in enumerate(pieces, start=1)]
