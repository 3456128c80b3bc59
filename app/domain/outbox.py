"""Events for the centre: frozen once, sent until decided. See the decision record on the outbox.

An event's body is canonical JSON, frozen in the transaction of the act it tells of; it travels and is stored as one
opaque string.  Identity is not in it: only a salted commitment, which the sealed identity part must match.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from app.domain.attachment import Attachment, AttachmentId
from app.domain.channel import Channels
from app.domain.complaint import Complaint, Handling, Identity, Intake, Report, Reporter
from app.domain.complaint import Forwarder as Forwarder  # noqa: PLC0414  (events name it)
from app.domain.form import Form
from app.domain.ids import ComplaintId, DeviceId, EventId, OfficerId, to_iso

SCHEMA = 1


class EventKind(StrEnum):
    """What an event tells."""

    COMPLAINT = "complaint"
    TRACKING = "tracking"
    ANSWER = "answer"
    CORRECTION = "correction"
    VOID = "void"
    ATTACHED = "attached"
    HAND_OVER = "hand_over"
    CENTRAL_STATUS = "central_status"
    CENTRAL_ANSWER = "central_answer"


ASIDE: Final = frozenset({EventKind.CENTRAL_STATUS, EventKind.CENTRAL_ANSWER})
"""What LAPOR! says of a record: nothing builds on it, so that a server that does not know it holds no record back."""


class Outcome(StrEnum):
    """What the centre decided of one event; UNDECIDED is also every missing answer."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    HELD = "held"
    UNDECIDED = "not_decided"


class Delivery(StrEnum):
    """Where an event stands with the target: only PENDING ones are sent."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    HELD = "held"
    REJECTED = "rejected"
    CONFLICT = "conflict"
    SET_ASIDE = "set_aside"
    NEEDS_CHECK = "needs_check"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One immutable fact for the centre; ``sha256`` is the hex digest of ``body``, ``salt`` is 16 bytes hex in it."""

    id: EventId
    device_id: DeviceId
    incarnation: str
    seq: int
    kind: EventKind
    complaint_id: ComplaintId
    follows: EventId | None
    created_at: datetime
    schema: int
    body: bytes
    sha256: str
    identity: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOutcome:
    """The centre's word on one event, matched by id and hash."""

    event_id: EventId
    outcome: Outcome
    central_number: str | None = None
    received_at: datetime | None = None
    code: str | None = None
    field: str | None = None


def canonical(content: Mapping[str, object]) -> bytes:
    """Give the one byte form of a JSON object: UTF-8, sorted keys, no spaces, no escapes of letters."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(body: bytes) -> str:
    """Give SHA-256 of the frozen bytes as hex."""
    return hashlib.sha256(body).hexdigest()


def commitment(identity: bytes) -> str:
    """Give the commitment to an identity part: SHA-256 of its bytes, which hold their own secret salt, as hex.

    The salt travels sealed with the part and nowhere else: who reads the body alone cannot confirm a guessed name.
    """
    return hashlib.sha256(identity).hexdigest()


def identity_info(event_id: EventId, sha256: str) -> bytes:
    """Give the context under which an identity part is sealed, so that it opens for its own event only."""
    return f"loket-aduan identity v1 {event_id} {sha256}".encode()


def file_info(attachment_id: AttachmentId, sha256: str) -> bytes:
    """Give the context under which an attachment is sealed; ``sha256`` is of its plain content, as hex."""
    return f"loket-aduan file v1 {attachment_id} {sha256}".encode()


def forwarder_of(intake: Intake, tracking_id: str | None, channels: Channels, *, usual: Forwarder) -> Forwarder:
    """Give who forwards a new record: nobody what came out of LAPOR! or has its number there, else the usual one."""
    return Forwarder.NONE if tracking_id or channels.is_from_lapor(intake.channel) else usual


def identity_part(complaint: Complaint, form: Form, *, salt: bytes) -> bytes | None:
    """Give the bytes that travel sealed, salted; None when the profile lets no identity of this one leave the desk."""
    reporter = complaint.reporter
    if reporter.identity is Identity.NAMELESS:
        return None
    if reporter.identity is Identity.ANONYMOUS and not form.forward_anonymous_identity:
        return None
    kept_back = set() if form.forward_nik else {"nik"}
    told = {n: v for n, v in _plain(reporter).items() if n not in kept_back}
    return canonical({**told, "salt": salt.hex()})


def complaint_body(
    complaint: Complaint,
    *,
    desk: Mapping[str, object],
    forwarder: Forwarder,
    identity: bytes | None,
    salt: bytes,
    handling: Handling | None = None,
    attached: Sequence[Attachment] = (),
    names_reporter: bool = False,
) -> bytes:
    """Freeze a complaint: everything said and when, without identity; only a commitment to that part.

    Of files it tells id, kind, size and digest; a name may tell whose it is.

    ``desk`` names agency, counter, device and incarnation.  ``names_reporter`` tells that the text itself says who
    reported, though that one hides: who has no identity to compare cannot see it.
    """
    content: dict[str, object] = {
        "schema": SCHEMA,
        "kind": EventKind.COMPLAINT.value,
        "complaint_id": complaint.id,
        "number": complaint.number,
        "desk": dict(desk),
        "officer_id": complaint.officer_id,
        "identity": complaint.reporter.identity.value,
        "secrecy": complaint.secrecy.value,
        "recorded_at": to_iso(complaint.recorded_at),
        "utc_offset_minutes": complaint.utc_offset_minutes,
        "intake": _plain(complaint.intake),
        "report": _plain(complaint.report),
        "extra": dict(complaint.extra),
        "form": complaint.form_version,
        "forwarder": forwarder.value,
        "tracking_id": complaint.tracking_id,
        "salt": salt.hex(),
        "identity_commitment": commitment(identity) if identity is not None else None,
    }
    if handling is not None and (told := _plain(handling)):
        content["handling"] = told
    if complaint.status_code_hash:
        content["status_code_hash"] = complaint.status_code_hash
    for name, due in (("answer_due_on", complaint.answer_due_on), ("close_due_on", complaint.close_due_on)):
        if due is not None:
            content[name] = due.isoformat()
    if attached:
        content["attachments"] = _announced(attached)
    if names_reporter:
        content["names_reporter"] = True
    return canonical(content)


def tracking_body(complaint_id: ComplaintId, number: str, tracking_id: str, *, at: datetime, salt: bytes) -> bytes:
    """Freeze the fact that a Tracking ID was entered by hand."""
    return canonical(
        {
            "schema": SCHEMA,
            "kind": EventKind.TRACKING.value,
            "complaint_id": complaint_id,
            "number": number,
            "tracking_id": tracking_id,
            "at": to_iso(at),
            "salt": salt.hex(),
        }
    )


def attached_body(
    complaint_id: ComplaintId,
    number: str,
    attached: Sequence[Attachment],
    *,
    at: datetime,
    officer_id: OfficerId,
    salt: bytes,
) -> bytes:
    """Freeze the fact that files were added to a record after it was filed."""
    content = _later(EventKind.ATTACHED, complaint_id, number, at=at, officer_id=officer_id, salt=salt)
    return canonical({**content, "attachments": _announced(attached)})


def hand_over_body(
    complaint_id: ComplaintId, number: str, to: Forwarder, *, at: datetime, officer_id: OfficerId, salt: bytes
) -> bytes:
    """Freeze the wish that somebody else forwards a record: ``to`` is PUSAT, DESK or BY_HAND."""
    content = _later(EventKind.HAND_OVER, complaint_id, number, at=at, officer_id=officer_id, salt=salt)
    return canonical({**content, "to": to.value})


def _later(
    kind: EventKind, complaint_id: ComplaintId, number: str, *, at: datetime, officer_id: OfficerId, salt: bytes
) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "kind": kind.value,
        "complaint_id": complaint_id,
        "number": number,
        "at": to_iso(at),
        "officer_id": officer_id,
        "salt": salt.hex(),
    }


def _announced(attached: Sequence[Attachment]) -> list[dict[str, object]]:
    """Tell of files id, kind, size and digest of the plain content; a name may tell whose it is."""
    return [
        {"id": one.id, "sha256": one.sha256, "size_bytes": one.size_bytes, "media_type": one.media_type.value}
        for one in attached
    ]


def _plain(part: Intake | Reporter | Report | Handling) -> dict[str, object]:
    """Give the values of a part as JSON knows them, without the empty ones."""
    shown: dict[str, object] = {}
    for name in part.__dataclass_fields__:
        value = getattr(part, name)
        if value is None or value is False:
            continue
        if isinstance(value, datetime):
            shown[name] = to_iso(value)
        elif isinstance(value, date):
            shown[name] = value.isoformat()
        else:
            shown[name] = value
    return shown
