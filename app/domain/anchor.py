"""A desk's log anchored at the centre: what was logged before the last anchor can no longer be changed unseen.

The centre keeps (n, head) of each incarnation.  It moves on only when the desk's log still gives the kept head at the
kept n; a desk that does not know what is kept, as after a lost answer or a restore there, is told where to compare.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.errors import StorageProblem


class Anchoring(StrEnum):
    """What the centre says to the end of a log: kept, not the log it knows, or to be compared at the n it keeps."""

    ANCHORED = "anchored"
    FORKED = "forked"
    COMPARE = "compare"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEnd:
    """The hash of the n-th entry of a log, which holds all before it; zeros where there is no such entry."""

    n: int
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogTold:
    """Where a log ends, and what it gives now at the n that the centre is known to keep."""

    n: int
    head: str
    since: LogEnd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorSaid:
    """The centre's word on a log; ``n`` is what it keeps now.  A word that is not known here says nothing."""

    outcome: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a desk knows of its anchor: acknowledged up to ``n`` (0 before the first), and where to compare next.

    ``forked_at`` is when the centre first said that this is not the log it knows.
    """

    epoch: str = ""
    n: int = 0
    head: str = ""
    at: datetime | None = None
    since: int = 0
    forked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogForked:
    """What an officer is told once of a log that the centre knows otherwise."""

    @staticmethod
    def notice() -> StorageProblem:
        """Give it as a problem that has words."""
        return StorageProblem("audit_forked")


def compared(kept: LogEnd | None, told: LogTold) -> Anchoring:
    """Give the centre's word on a log of which it keeps ``kept``; one that was late on the line is no fork."""
    if kept is None:
        return Anchoring.ANCHORED
    if told.n == kept.n:
        return Anchoring.ANCHORED if told.head == kept.head else Anchoring.FORKED
    if told.since is None or told.since.n != kept.n:
        return Anchoring.COMPARE
    return Anchoring.ANCHORED if told.since.head == kept.head and told.n > kept.n else Anchoring.FORKED
