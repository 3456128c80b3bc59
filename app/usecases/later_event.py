"""What happens to a record after it was filed becomes an event that follows the last one of that record."""

from datetime import datetime

from app.domain.ids import ComplaintId, EventId, new_id
from app.domain.officer import Desk
from app.domain.outbox import SCHEMA, Event, EventKind, digest
from app.ports.stores import UnitOfWork


def add_event(
    unit: UnitOfWork,
    desk: Desk,
    kind: EventKind,
    *,
    complaint_id: ComplaintId,
    body: bytes,
    at: datetime,
    identity: bytes | None = None,
) -> Event:
    """Put a frozen body into the outbox of an open unit of work, behind what was told of this record before."""
    event = Event(
        id=EventId(new_id(at)),
        device_id=desk.device_id,
        incarnation=unit.staff.present(desk).incarnation,
        seq=unit.outbox.next_seq(),
        kind=kind,
        complaint_id=complaint_id,
        follows=unit.outbox.last_event_of(complaint_id),
        created_at=at,
        schema=SCHEMA,
        body=body,
        sha256=digest(body),
        identity=identity,
    )
    unit.outbox.add(event)
    return event
