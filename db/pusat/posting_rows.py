"""The rows of the queue to LAPOR!, one at a time: who may write, what ends an attempt, what a number changes.

All is done inside a transaction of somebody else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from app.domain.changes import TrackingGiven
from app.domain.forwarding import Lease, PostingKind, Standing
from app.domain.ids import ComplaintId, to_iso
from app.domain.lapor import Ending
from app.domain.outbox import Forwarder
from db.pusat.feed import Audience, Line
from db.pusat.ready import APPLIED
from db.pusat.rows import insert_rows
from db.pusat.tables import complaints, events
from db.pusat.tables_forwarding import attempts, cases_there, postings

_STANDING: Final = sa.select(postings).where(postings.c.event_id == sa.bindparam("id")).with_for_update()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent:
    """One applied event of a record; ``received_at`` is as it is stored."""

    id: str
    kind: str
    follows: str | None
    seq: int
    received_at: str
    body: bytes = field(repr=False)


class Fenced(Exception):
    """Somebody else has taken this posting since; what was meant to be written is void."""


def new_row(event_id: str, complaint_id: str, device: str, kind: PostingKind, now: datetime) -> dict[str, Any]:
    """Give what a posting begins as: waiting."""
    return {
        "event_id": event_id,
        "complaint_id": complaint_id,
        "device": device,
        "kind": kind.value,
        "state": Standing.WAITING.value,
        "code": "",
        "detail": "",
        "fence": 0,
        "tries": 0,
        "since": to_iso(now),
        "file_ids": "[]",
        "pieces_done": 0,
    }


def locked(connection: sa.Connection, event_id: str) -> Any:
    """Give a posting, its record's row and its own locked in this order; None when there is none."""
    record = (
        sa.select(complaints.c.event_id)
        .join(
            postings,
            sa.and_(postings.c.complaint_id == complaints.c.complaint_id, postings.c.device == complaints.c.device),
        )
        .where(postings.c.event_id == event_id)
        .order_by(complaints.c.central_number)
        .with_for_update(of=complaints)
    )
    connection.execute(record).all()
    return standing(connection, event_id)


def standing(connection: sa.Connection, event_id: str) -> Any:
    """Give a posting locked, None when there is none; its record's row must be locked already."""
    return connection.execute(_STANDING, {"id": event_id}).one_or_none()


def fenced(connection: sa.Connection, lease: Lease) -> Any:
    """Give the posting of a lease, locked.  Raises Fenced when somebody else has taken it since."""
    row = locked(connection, lease.event_id)
    if row is None or row.fence != lease.fence:
        raise Fenced
    return row


def told_of(connection: sa.Connection, complaint_id: str, device: str) -> list[RecordEvent]:
    """Give the applied events of a record."""
    columns = (events.c[name] for name in RecordEvent.__dataclass_fields__)
    wanted = sa.select(*columns).where(
        events.c.complaint_id == complaint_id, events.c.device == device, events.c.state == APPLIED
    )
    return [RecordEvent(**row._mapping) for row in connection.execute(wanted)]


def is_ours(connection: sa.Connection, row: Any) -> bool:
    """Tell whether the server still is who forwards this record, and no number of it is known."""
    record = connection.execute(
        sa.select(complaints.c.forwarder, complaints.c.tracking_id)
        .where(complaints.c.complaint_id == row.complaint_id, complaints.c.device == row.device)
        .order_by(complaints.c.central_number)
        .limit(1)
    ).one_or_none()
    mine = record is not None and record.forwarder == Forwarder.PUSAT.value and record.tracking_id is None
    return mine or row.kind != PostingKind.REPORT


def change(connection: sa.Connection, event_id: str, **values: Any) -> None:
    """Write columns of a posting."""
    connection.execute(sa.update(postings).where(postings.c.event_id == event_id).values(**values))


def end_attempt(connection: sa.Connection, event_id: str, ending: Ending, code: str, now: datetime) -> None:
    """Write down how the open attempt of a posting ended; without one nothing is written."""
    connection.execute(
        sa.update(attempts)
        .where(attempts.c.event_id == event_id, attempts.c.ended_at.is_(None))
        .values(ended_at=to_iso(now), ending=ending.value, code=code)
    )


def doubt(connection: sa.Connection, event_id: str, code: str, now: datetime) -> None:
    """Leave a posting to a person: nobody knows whether it got there."""
    change(
        connection,
        event_id,
        state=Standing.NEEDS_CHECK.value,
        code=code,
        since=to_iso(now),
        lease_by=None,
        lease_until=None,
    )


def finish(
    connection: sa.Connection,
    row: Any,
    *,
    lapor_id: str | None,
    tracking_id: str | None,
    included: Iterable[str],
    source: str,
    now: datetime,
    poll_at: datetime | None,
    code: str,
) -> list[Line]:
    """Write down that a posting is there, with ``included`` events in it, and give the lines that tell of it."""
    end_attempt(connection, row.event_id, Ending.DONE, code, now)
    change(
        connection,
        row.event_id,
        state=Standing.DONE.value,
        code=code,
        detail="",
        lapor_id=lapor_id or row.lapor_id,
        since=to_iso(now),
        next_at=None,
        lease_by=None,
        lease_until=None,
    )
    taken = [
        {**new_row(id, row.complaint_id, row.device, PostingKind.FOLLOW_UP, now), "state": "included"}
        for id in included
    ]
    if taken:
        insert_rows(connection, postings, taken)
    if row.kind != PostingKind.REPORT:
        return []
    if lapor_id is not None and poll_at is not None:
        connection.execute(
            sa.insert(cases_there).values(
                event_id=row.event_id,
                complaint_id=row.complaint_id,
                device=row.device,
                lapor_id=lapor_id,
                status_code="",
                status_name="",
                final=False,
                failures=0,
                next_poll_at=to_iso(poll_at),
            )
        )
    return give_tracking(connection, row.complaint_id, row.device, tracking_id, source=source, now=now)


def give_tracking(
    connection: sa.Connection, complaint_id: str, device: str, tracking_id: str | None, *, source: str, now: datetime
) -> list[Line]:
    """Write a Tracking ID into the record, once, and give the line that tells of it."""
    if tracking_id is None:
        return []
    same = sa.and_(complaints.c.complaint_id == complaint_id, complaints.c.device == device)
    changed = connection.execute(
        sa.update(complaints).where(same, complaints.c.tracking_id.is_(None)).values(tracking_id=tracking_id)
    ).rowcount
    if not changed:
        return []
    agency = connection.execute(sa.select(complaints.c.desk_agency).where(same).limit(1)).scalar_one()
    told = TrackingGiven(complaint_id=ComplaintId(complaint_id), tracking_id=tracking_id, at=now, source=source)
    return [Line(told=told, device=device, agency=agency, audience=Audience.AGENCY)]


def in_hand(connection: sa.Connection, *, complaint_id: str, device: str) -> str | None:
    """Give why a record cannot be handed back: somebody has it in hand, or it stands there; None when it can.

    Asked while the record's own row is locked; what waits is taken out of the queue.
    """
    rows = connection.execute(
        sa.select(postings.c.event_id, postings.c.state)
        .where(
            postings.c.complaint_id == complaint_id,
            postings.c.device == device,
            postings.c.kind == PostingKind.REPORT.value,
        )
        .with_for_update()
    ).all()
    for row in rows:
        if row.state in (Standing.OPEN, Standing.NEEDS_CHECK):
            return "attempt_open"
        if row.state == Standing.DONE:
            return "forwarded"
    for row in rows:
        change(connection, row.event_id, state=Standing.RELEASED.value, lease_by=None, lease_until=None)
    return None


def take_back(connection: sa.Connection, *, complaint_id: str, device: str, now: datetime) -> None:
    """Put a record that a desk handed over again back into the queue."""
    connection.execute(
        sa.update(postings)
        .where(
            postings.c.complaint_id == complaint_id,
            postings.c.device == device,
            postings.c.state == Standing.RELEASED.value,
        )
        .values(state=Standing.WAITING.value, since=to_iso(now), next_at=None, tries=0)
    )
