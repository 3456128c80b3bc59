"""Events as they reach the server's store."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.attachment import Attachment, AttachmentId, MediaType
from app.domain.central_words import answer_body, status_body
from app.domain.changes import CentralAnswer, CentralStatus
from app.domain.correction import CorrectedField, correction_body, void_body
from app.domain.ids import ComplaintId, EventId, new_id, to_iso
from app.domain.outbox import (
    SCHEMA,
    Event,
    EventKind,
    Forwarder,
    attached_body,
    digest,
    hand_over_body,
    tracking_body,
)
from app.pusat.bodies import read_body
from db.pusat.records import Arrival
from tests.builders import DEVICE_ID, INCARNATION, NOON, OFFICER_ID, a_complaint


def an_arrival(event: Event, *, sealed: bytes | None = b"sealed") -> Arrival:
    return Arrival(
        id=event.id,
        incarnation=event.incarnation,
        seq=event.seq,
        kind=event.kind.value,
        facts=read_body(event.kind.value, event.body),
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
    return later(of, EventKind.TRACKING, body, **values)


def a_correction(
    of: Event, changed: Mapping[str, tuple[str, str]], *, made: Mapping[str, Any] | None = None, **values: Any
) -> Event:
    """Give the event that fields of the complaint of another event were corrected: name -> before, after.

    ``made`` names what else the record is after it: identity, secrecy.
    """
    fields = [
        CorrectedField(
            complaint_id=of.complaint_id,
            at=NOON,
            officer_id=OFFICER_ID,
            reason="salah ketik",
            field=name,
            before=before,
            after=after,
            identity=False,
        )
        for name, (before, after) in changed.items()
    ]
    body = correction_body(_record(of.complaint_id, **(made or {})), fields, identity=None, salt=b"t" * 16)
    return later(of, EventKind.CORRECTION, body, **values)


def a_void_event(of: Event, **values: Any) -> Event:
    """Give the event that the complaint of another event was filed by mistake."""
    body = void_body(_record(of.complaint_id), at=NOON, officer_id=OFFICER_ID, reason="tercatat dua kali", salt=b"t")
    return later(of, EventKind.VOID, body, **values)


def a_hand_over(of: Event, to: Forwarder, **values: Any) -> Event:
    """Give the event that somebody else shall forward the complaint of another event."""
    body = hand_over_body(of.complaint_id, "AWS-A-26-000001-00", to, at=NOON, officer_id=OFFICER_ID, salt=b"t" * 16)
    return later(of, EventKind.HAND_OVER, body, **values)


def a_status_heard(of: Event, name: str, *, at: datetime = NOON, source: str = "by_hand", **values: Any) -> Event:
    """Give the event that a desk heard how LAPOR! says the complaint of another event stands."""
    told = CentralStatus(complaint_id=of.complaint_id, code="", name=name, at=at, source=source)
    body = status_body(told, "AWS-A-26-000001-00", officer_id=OFFICER_ID, salt=b"t" * 16)
    return later(of, EventKind.CENTRAL_STATUS, body, **values)


def an_answer_heard(of: Event, text: str, *, id: str = "lapor:1:7", **values: Any) -> Event:
    """Give the event that a desk heard what was said at LAPOR! in the complaint of another event."""
    told = CentralAnswer(id=id, complaint_id=of.complaint_id, text=text, from_name="RSUD AWS", at=NOON)
    body = answer_body(told, "AWS-A-26-000001-00", salt=b"t" * 16)
    return later(of, EventKind.CENTRAL_ANSWER, body, **values)


def an_attached_event(of: Event, *files: Attachment, **values: Any) -> Event:
    """Give the event that files were added to the complaint of another event."""
    body = attached_body(of.complaint_id, "AWS-A-26-000001-00", files, at=NOON, officer_id=OFFICER_ID, salt=b"t" * 16)
    return later(of, EventKind.ATTACHED, body, **values)


def an_attachment(of: Event, n: int = 1, **values: Any) -> Attachment:
    """Give the n-th file of the complaint of an event."""
    defaults = {
        "id": AttachmentId(new_id(NOON)),
        "complaint_id": of.complaint_id,
        "place": n,
        "name": f"{n}.pdf",
        "media_type": MediaType.PDF,
        "size_bytes": n,
        "sha256": f"{n:064x}",
        "stored_as": str(n),
        "pages": 1,
        "added_at": NOON,
        "officer_id": OFFICER_ID,
    }
    return Attachment(**{**defaults, **values})


def _record(id: ComplaintId, **values: Any) -> Any:
    return replace(a_complaint(**values), id=id, version=2)


def later(of: Event, kind: EventKind, body: bytes, **values: Any) -> Event:
    defaults = {
        "id": EventId(new_id(NOON)),
        "device_id": DEVICE_ID,
        "incarnation": INCARNATION,
        "seq": of.seq + 1,
        "kind": kind,
        "complaint_id": of.complaint_id,
        "follows": of.id,
        "created_at": NOON,
        "schema": SCHEMA,
        "body": body,
        "sha256": digest(body),
    }
    return Event(**{**defaults, **values})
