"""What comes into the queue to LAPOR!, and what leaves it because its number is known."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from app.domain.forwarding import GOES_ON, PostingKind, Standing
from app.domain.ids import to_iso
from app.domain.lapor import Ending
from app.domain.outbox import EventKind, Forwarder
from db.pusat.lost_life import CODE, lost_among, lost_until
from db.pusat.posting_rows import end_attempt, new_row
from db.pusat.ready import APPLIED
from db.pusat.rows import insert_rows
from db.pusat.tables import complaints, events
from db.pusat.tables_forwarding import postings

_LATER: Final = (
    EventKind.CORRECTION.value,
    EventKind.VOID.value,
    EventKind.ANSWER.value,
    EventKind.ATTACHED.value,
)
_NOT_THERE_YET: Final = sorted(one.value for one in GOES_ON | {Standing.NEEDS_CHECK, Standing.REFUSED})
_NEW: Final = (
    sa.select(
        complaints.c.event_id,
        complaints.c.complaint_id,
        complaints.c.device,
        complaints.c.recorded_at.label("created_at"),
    )
    .where(
        complaints.c.forwarder == Forwarder.PUSAT.value,
        complaints.c.tracking_id.is_(None),
        ~sa.exists().where(postings.c.event_id == complaints.c.event_id),
    )
    .order_by(complaints.c.event_id)
)
_report = postings.alias("report")
_LATE: Final = (
    sa.select(events.c.id, events.c.complaint_id, events.c.device, events.c.created_at)
    .where(
        events.c.kind.in_(_LATER),
        events.c.state == APPLIED,
        sa.exists().where(
            _report.c.complaint_id == events.c.complaint_id,
            _report.c.device == events.c.device,
            _report.c.kind == PostingKind.REPORT.value,
            _report.c.state == Standing.DONE.value,
        ),
        ~sa.exists().where(postings.c.event_id == events.c.id),
    )
    .order_by(events.c.id)
)


def _end_what_has_its_number(connection: sa.Connection, now: datetime) -> None:
    ended = connection.execute(
        sa.update(postings)
        .where(
            postings.c.kind == PostingKind.REPORT.value,
            postings.c.state.in_(_NOT_THERE_YET),
            sa.exists().where(complaints.c.event_id == postings.c.event_id, complaints.c.tracking_id.is_not(None)),
        )
        .values(
            state=Standing.DONE.value,
            code="",
            detail="",
            fence=postings.c.fence + 1,
            since=to_iso(now),
            next_at=None,
            lease_by=None,
            lease_until=None,
        )
        .returning(postings.c.event_id)
    ).scalars()
    for event_id in ended.all():
        end_attempt(connection, event_id, Ending.DONE, "tracking_known", now)


def enlist(connection: sa.Connection, now: datetime) -> int:
    """Put what has to be forwarded and is not in the queue yet into it, and give how many.

    What got its number otherwise, as by a person at its counter, is there: it leaves the queue.  Another forwarder
    may do the same at the same time.
    """
    _end_what_has_its_number(connection, now)
    rows = [
        (new_row(r.event_id, r.complaint_id, r.device, PostingKind.REPORT, now), r.created_at)
        for r in connection.execute(_NEW)
    ]
    rows += [
        (new_row(r.id, r.complaint_id, r.device, PostingKind.FOLLOW_UP, now), r.created_at)
        for r in connection.execute(_LATE)
    ]
    lost = lost_until(connection) if rows else ""
    known = lost_among(connection, [row["event_id"] for row, _ in rows]) if lost else ()
    doubt = {"state": Standing.NEEDS_CHECK.value, "code": CODE}
    told = [row | doubt if created_at < lost or row["event_id"] in known else row for row, created_at in rows]
    return len(insert_rows(connection, postings, told)) if told else 0
