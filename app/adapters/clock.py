"""The one clock."""

from datetime import UTC, datetime


def system_now() -> datetime:
    """Give the present as an aware UTC instant."""
    return datetime.now(UTC)
