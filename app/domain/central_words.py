"""What LAPOR! says of a case, heard at a desk: the bodies that tell the centre of it, and which of two words counts.

Of two words on how a case stands the later one counts, whoever heard it and in whichever order they are told.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from app.domain.changes import CentralAnswer, CentralStatus, ChangeKind, body_of, read_change
from app.domain.ids import OfficerId
from app.domain.outbox import SCHEMA, EventKind, canonical

NAME_LETTERS: Final = 200
SOURCES: Final = frozenset({"by_hand", "import", "lapor"})
_TICK: Final = timedelta(microseconds=1)


def said_at(now: datetime, last: CentralStatus | None) -> datetime:
    """Give the instant of a word that is heard by whoever knows the last one: later than that, whatever clocks say."""
    return now if last is None else max(now, last.at + _TICK)


def counts_more(told: CentralStatus, than: CentralStatus | None) -> bool:
    """Tell whether a word takes another one's place; of one and the same instant the names decide, everywhere alike."""
    return than is None or (told.at, told.name) > (than.at, than.name)


def status_body(told: CentralStatus, number: str, *, officer_id: OfficerId | None, salt: bytes) -> bytes:
    """Freeze how LAPOR! says a case stands; ``officer_id`` is who noted it, None for a connector."""
    return canonical({**body_of(told), **_head(EventKind.CENTRAL_STATUS, number, salt), "officer_id": officer_id})


def answer_body(told: CentralAnswer, number: str, *, salt: bytes) -> bytes:
    """Freeze what was said in a case there."""
    return canonical({**body_of(told), **_head(EventKind.CENTRAL_ANSWER, number, salt)})


def status_of(body: Mapping[str, object]) -> CentralStatus:
    """Give the word that a body tells of.  Raises ChangeUnreadable."""
    told = read_change(ChangeKind.STATUS, body)
    assert isinstance(told, CentralStatus)
    return told


def answer_of(body: Mapping[str, object]) -> CentralAnswer:
    """Give what a body says was said.  Raises ChangeUnreadable."""
    told = read_change(ChangeKind.ANSWER, body)
    assert isinstance(told, CentralAnswer)
    return told


def _head(kind: EventKind, number: str, salt: bytes) -> dict[str, object]:
    return {"schema": SCHEMA, "kind": kind.value, "number": number, "salt": salt.hex()}
