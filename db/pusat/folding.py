"""Records folded anew from all their applied events, beside their rows: what follows from events is never edited."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from app.domain.ids import to_iso
from app.domain.outbox import EventKind, digest
from app.domain.record import Record, RecordUnreadable, fold, in_order
from db.pusat.ready import APPLIED
from db.pusat.tables import complaints, events

FIRST: Final = EventKind.COMPLAINT.value
_IDS: Final[sa.BindParameter[list[str]]] = sa.bindparam("ids", expanding=True)
_TOLD: Final = (
    sa.select(
        events.c.id,
        events.c.device,
        events.c.seq,
        events.c.kind,
        events.c.follows,
        events.c.complaint_id,
        events.c.body,
    )
    .where(events.c.complaint_id.in_(_IDS), events.c.state == APPLIED)
    .order_by(events.c.complaint_id, events.c.seq, events.c.id)
)
_ROWS: Final = sa.select(complaints).where(complaints.c.complaint_id.in_(_IDS)).order_by(complaints.c.central_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A row of complaints with its record, None when that cannot be folded, and the newest of its events."""

    row: Mapping[str, Any]
    record: Record | None
    newest: str

    @property
    def key(self) -> tuple[str, str]:
        """Whose record it is: the same complaint of two counters is two records."""
        return self.row["complaint_id"], self.row["device"]


def folded(connection: sa.Connection, ids: Sequence[str]) -> list[Folded]:
    """Give the records of complaints by central number; one complaint has several where it forked."""
    told: dict[tuple[str, str], list[Any]] = {}
    for event in connection.execute(_TOLD, {"ids": ids}):
        told.setdefault((event.complaint_id, event.device), []).append(event)
    found = []
    for row in connection.execute(_ROWS, {"ids": ids}).mappings().all():
        order = _order(row["event_id"], told[row["complaint_id"], row["device"]])
        try:
            record: Record | None = fold(json.loads(event.body) for event in order)
        except RecordUnreadable:
            record = None
        found.append(Folded(row=dict(row), record=record, newest=order[-1].id))
    return found


def _order(first_id: str, told: Sequence[Any]) -> list[Any]:
    """Give the events of one record, its first in front; another first event of the complaint begins its own."""
    by_id = {event.id: event for event in told if event.id == first_id or event.kind != FIRST}
    order = in_order((event.id, event.follows, event.seq) for event in by_id.values())
    return [by_id[id] for id in (first_id, *(id for id in order if id != first_id))]


def parsed(record: Record) -> dict[str, Any]:
    """Give the columns that follow from a record's events alone."""
    return {
        "classification": record.value("classification"),
        "title": record.value("title"),
        "text_sha256": digest(record.value("text").encode()),
        "agency": record.value("agency"),
        "category": record.value("category"),
        "channel": record.value("channel"),
        "secrecy": record.secrecy.value,
        "received_at": record.value("received_at"),
        "status": record.status.value,
        "changed_at": None if record.changed_at is None else to_iso(record.changed_at),
    }
