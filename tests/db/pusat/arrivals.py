"""Events as they reach the server's store."""

from typing import Any

from app.domain.ids import EventId, new_id, to_iso
from app.domain.outbox import SCHEMA, Event, EventKind, digest, tracking_body
from app.pusat.bodies import read_body
from db.pusat.records import Arrival
from tests.builders import DEVICE_ID, INCARNATION, NOON


def an_arrival(event: Event, *, sealed: bytes | None = b"sealed") -> Arrival:
    return Arrival(
        id=event.id,
        incarnation=event.incarnation,
        seq=event.seq,
        kind=event.kind.value,
        complaint_id=read_body(event.kind.value, event.body).complaint_id,
        follows=event.follows,
        schema_version=event.schema,
        created_at=to_iso(event.created_at),
        body=event.body,
        sha256=event.sha256,
        sealed=sealed,
    )


def a_tracking_event(of: Event, tracking_id: str, **values: Any) -> Event:
    """Give the event that a Tracking ID was typed for the complaint of another event."""
    body = tracking_body(of.complaint_id, "AWS-A-26-000001-00", tracking_id, at=NOON, salt=b"t" * 16)
    defaults = {
        "id": EventId(new_id(NOON)),
        "device_id": DEVICE_ID,
        "incarnation": INCARNATION,
        "seq": of.seq + 1,
        "kind": EventKind.TRACKING,
        "complaint_id": of.complaint_id,
        "follows": of.id,
        "created_at": NOON,
        "schema": SCHEMA,
        "body": body,
        "sha256": digest(body),
    }
    return Event(**{**defaults, **values})
