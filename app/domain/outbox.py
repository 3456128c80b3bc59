"""Events for the centre: frozen once, sent until decided. See the decision record on the outbox.

An event's body is canonical JSON, frozen in the transaction of the act it tells of; it travels and is stored as one
opaque string.  Identity is not in it: only a salted commitment, which the sealed identity part must match.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.ids import ComplaintId, DeviceId, EventId

SCHEMA = 1


class EventKind(StrEnum):
    """What an event tells."""

    COMPLAINT = "complaint"
    TRACKING = "tracking"


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


def commitment(identity: bytes, salt: bytes) -> str:
    """Give the salted commitment to an identity part: SHA-256 of salt and bytes as hex."""
    return hashlib.sha256(salt + identity).hexdigest()


def identity_info(event_id: EventId, sha256: str) -> bytes:
    """Give the context under which an identity part is sealed, so that it opens for its own event only."""
    return f"loket-aduan identity v1 {event_id} {sha256}".encode()
