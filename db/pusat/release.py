"""Who forwards a record is handed over: from the server to a desk only while nobody here has it in hand."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from app.domain.changes import Released
from app.domain.ids import ComplaintId, EventId
from app.domain.outbox import Forwarder
from db.pusat.feed import Line
from db.pusat.posting_rows import in_hand, take_back
from db.pusat.ready import Waiting
from db.pusat.tables import complaints

TRACKING_KNOWN: Final = "tracking_known"
_ROW: Final = (
    sa.select(complaints.c.event_id, complaints.c.forwarder, complaints.c.tracking_id)
    .where(
        complaints.c.complaint_id == sa.bindparam("complaint_id"),
        complaints.c.device == sa.bindparam("device"),
    )
    .order_by(complaints.c.central_number)
    .with_for_update()
)


def handed_over(connection: sa.Connection, one: Waiting, *, at: datetime) -> list[Line]:
    """Answer a hand-over while the record's row is held; none of the record, no answer."""
    key = {"complaint_id": one.facts.complaint_id, "device": one.device}
    row = connection.execute(_ROW, key).first()
    if row is None:
        return []
    to, now = Forwarder(str(one.facts.content["to"])), Forwarder(row.forwarder)
    reason: str | None = None
    if now is Forwarder.NONE or row.tracking_id is not None:
        reason = TRACKING_KNOWN
    elif now is Forwarder.PUSAT and to is not now:
        reason = in_hand(connection, **key)
    if reason is None:
        connection.execute(
            sa.update(complaints).where(complaints.c.event_id == row.event_id).values(forwarder=to.value)
        )
        if to is Forwarder.PUSAT:
            take_back(connection, **key, now=at)
    told = Released(
        complaint_id=ComplaintId(one.facts.complaint_id),
        event_id=EventId(one.id),
        forwarder=(to if reason is None else now).value,
        granted=reason is None,
        reason=reason or "",
        at=at,
    )
    return [Line(told=told, device=one.device)]
