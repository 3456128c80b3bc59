"""Identifiers and instants as text: UUIDv7 (RFC 9562) and ISO 8601 in UTC, both sortable as strings."""

import secrets
import threading
from datetime import UTC, datetime
from typing import NewType
from uuid import UUID

ComplaintId = NewType("ComplaintId", str)
OfficerId = NewType("OfficerId", str)
EventId = NewType("EventId", str)
DeviceId = NewType("DeviceId", str)

_lock = threading.Lock()
_last = 0


def new_id(now: datetime) -> str:
    """Give a UUIDv7 as its 36 letters; ids made in this process are unique and rise, even when the clock steps back.

    48 bits of Unix milliseconds, 12 bits that count within one, 62 random bits.  Source: RFC 9562, 5.7 and 6.2.
    """
    global _last
    with _lock:
        _last = max(int(now.timestamp() * 1000) << 12, _last + 1)
        stamp = _last
    return str(
        UUID(int=(stamp >> 12) << 80 | 7 << 76 | (stamp & 0xFFF) << 64 | 2 << 62 | secrets.randbits(62))
    )


def to_iso(instant: datetime) -> str:
    """Give ``YYYY-MM-DDTHH:MM:SS.ffffffZ`` for an aware instant; a naive one is a bug and raises ValueError."""
    if instant.tzinfo is None:
        raise ValueError("naive instant")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_iso(text: str) -> datetime:
    """Give the aware UTC instant that :func:`to_iso` wrote; ValueError for anything else."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
