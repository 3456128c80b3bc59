"""Where a record stands on its way to a target that knows no keys, and which steps there are from one to the next.

One posting is one request that must not be made twice: the report itself, or one follow-up to it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.domain.complaint import Status
from app.domain.ids import ComplaintId, EventId

FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=6)
FILES_PATIENCE: Final = timedelta(days=3)
"""How long a record waits for files that its counter announced before a person is asked."""


class PostingKind(StrEnum):
    """What is posted."""

    REPORT = "report"
    FOLLOW_UP = "follow_up"
    PASS_ON = "pass_on"


class Standing(StrEnum):
    """WAITING, UNMAPPED, FILES_MISSING and INCOMPLETE go on by themselves; OPEN is being posted.

    NEEDS_CHECK may have got through and leaves through a person or a look there only.  INCLUDED was part of what was
    posted before it.  INCIDENT would have to be hidden, and was posted openly before.
    """

    WAITING = "waiting"
    UNMAPPED = "unmapped"
    FILES_MISSING = "files_missing"
    INCOMPLETE = "incomplete"
    OPEN = "open"
    NEEDS_CHECK = "needs_check"
    REFUSED = "refused"
    INCIDENT = "incident"
    DONE = "done"
    INCLUDED = "included"
    DROPPED = "dropped"
    RELEASED = "released"


GOES_ON: Final = frozenset({Standing.WAITING, Standing.UNMAPPED, Standing.FILES_MISSING, Standing.INCOMPLETE})
NOT_FORWARDED: Final = frozenset({Status.VOID, Status.WITHDRAWN})
"""Records that never go to LAPOR!; one that was answered on the spot does: whatever the channel, it ends there."""
FOR_A_PERSON: Final = (
    Standing.NEEDS_CHECK,
    Standing.REFUSED,
    Standing.INCIDENT,
    Standing.UNMAPPED,
    Standing.FILES_MISSING,
)
IN_HAND: Final = frozenset({Standing.OPEN, Standing.NEEDS_CHECK})


class Way(StrEnum):
    """Who posts: the connector, or a person who types at LAPOR!'s site."""

    CONNECTOR = "connector"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to work on one posting; whoever gets it next has a higher ``fence``, which makes the lower one void."""

    event_id: EventId
    fence: int
    by: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOn:
    """Not the matter of who has it: it shall go to the agency with this id at LAPOR!, for this reason."""

    institution_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One posting as lists and the forwarder see it; ``held_by`` is who has its lease, "" for nobody.

    ``asked`` is what a person wants passed on; ``pieces_done`` counts the parts of a long follow-up that stand there.
    """

    event_id: EventId
    complaint_id: ComplaintId
    device: str
    number: str
    kind: PostingKind
    state: Standing
    code: str
    detail: str
    fence: int
    tries: int
    since: datetime
    held_by: str
    lapor_id: str | None
    asked: PassOn | None
    file_ids: tuple[str, ...]
    pieces_done: int


def wait_after(tries: int) -> timedelta:
    """Give the longest wait after so many vain tries; the caller draws from it."""
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(tries, 12)))
