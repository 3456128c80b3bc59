"""When a sync begins by itself: at an interval, and when the line is back; never before a Retry-After."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LINE_PROBLEMS: Final = frozenset({"server_absent", "line_cut", "server_timeout", "server_unavailable"})
"""Codes that tell of the line: it may be worth a try as soon as the line answers again."""
LONGEST_ASKED: Final = timedelta(hours=1)
"""No Retry-After binds for longer; one that lies farther ahead was written by a clock that was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The standing of the line: what the last try brought, and how long to wait; None before the first try."""

    tried_at: datetime
    problem: str | None
    next_try_at: datetime | None
    retry_after: datetime | None


def is_asked_to_wait(now: datetime, retry_after: datetime | None) -> bool:
    """Tell whether the centre's own word binds now."""
    return retry_after is not None and now < retry_after <= now + LONGEST_ASKED


def is_due(now: datetime, line: Line | None, *, interval: timedelta) -> bool:
    """Tell whether a sync should begin by itself; ``interval`` of zero is never.

    After a failure it is due when the waiting time is over, and not later than the interval says: a clock that was
    turned back puts nothing off for longer.
    """
    if not interval:
        return False
    if line is None:
        return True
    if is_asked_to_wait(now, line.retry_after):
        return False
    since = now - line.tried_at
    if since < timedelta(0) or since >= interval:
        return True
    return line.problem is not None and line.next_try_at is not None and now >= line.next_try_at


def is_worth_a_probe(now: datetime, line: Line | None, *, interval: timedelta) -> bool:
    """Tell whether to look if the line is back: it was the line that failed, and nothing else forbids a try."""
    return (
        bool(interval)
        and line is not None
        and line.problem in LINE_PROBLEMS
        and not is_asked_to_wait(now, line.retry_after)
    )
