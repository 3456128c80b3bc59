"""Tries at a target that knows no keys: LAPOR! cannot tell whether it has a record, so each try is noted beforehand.

A try that did not end in the run in which it began is unclear; only a person or a look at the target ends it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.ids import ComplaintId, OfficerId


class Target(StrEnum):
    """Where it is tried: a person types at LAPOR!'s site, or this counter's own connector posts."""

    BY_HAND = "by_hand"
    LAPOR = "lapor"


class Ended(StrEnum):
    """How a try ended: the record has its Tracking ID, or it is surely not there."""

    SENT = "sent"
    NOT_SENT = "not_sent"


class AttemptState(StrEnum):
    """OPEN goes on now; NEEDS_CHECK may have got through."""

    OPEN = "open"
    NEEDS_CHECK = "needs_check"
    SENT = "sent"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try; ``run`` names the start of the program in which it began, ``note`` says why it ended."""

    n: int
    complaint_id: ComplaintId
    target: Target
    run: str
    officer_id: OfficerId | None
    begun_at: datetime
    doubted_at: datetime | None = None
    ended_at: datetime | None = None
    ended: Ended | None = None
    note: str = ""

    def state(self, run: str) -> AttemptState:
        """Give how it stands, seen from a run of the program."""
        if self.ended is not None:
            return AttemptState(self.ended.value)
        return AttemptState.OPEN if self.run == run and self.doubted_at is None else AttemptState.NEEDS_CHECK
