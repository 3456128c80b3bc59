"""Identifiers and instants as text: UUIDv7 (RFC 9562) and ISO 8601 in UTC, both sortable as strings."""

import re
import secrets
import threading
from datetime import UTC, datetime
from typing import Final, NewType
from uuid import UUID

_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")

ComplaintId = NewType("ComplaintId", str)
OfficerId = NewType("OfficerId", str)
EventId = NewType("EventId", str)
DeviceId = NewType("DeviceId", str)


class _Stamps:
    """Milliseconds and a count within one, as one rising number."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def next(self, now: datetime) -> int:
        with self._lock:
            self._last = max(int(now.timestamp() * 1000) << 12, self._last + 1)
            return self._last


_stamps = _Stamps()


def new_id(now: datetime) -> str:
    """Give a UUIDv7 as its 36 letters; ids made in this process are unique and rise, even when the clock steps back.

    48 bits of Unix milliseconds, 12 bits that count within one, 62 random bits.  Source: RFC 9562, 5.7 and 6.2.
    """
    stamp = _stamps.next(now)
    return str(UUID(int=(stamp >> 12) << 80 | 7 << 76 | (stamp & 0xFFF) << 64 | 2 << 62 | secrets.randbits(62)))


def to_iso(instant: datetime) -> str:
    """Give ``YYYY-MM-DDTHH:MM:SS.ffffffZ`` for an aware instant; a naive one is a bug and raises ValueError."""
    if instant.tzinfo is None:
        raise ValueError("naive instant")
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def from_iso(text: str) -> datetime:
    """Give the aware UTC instant that :func:`to_iso` wrote; ValueError for anything else."""
    if not _INSTANT.fullmatch(text):
        raise ValueError("no instant")
    return datetime.fromisoformat(text)
