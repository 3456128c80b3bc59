"""What comes back to the desk and waits for a person: opened once for each cause, closed once, never taken away."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.ids import ComplaintId


class TaskKind(StrEnum):
    """What there is to do."""

    SECOND_RECEIPT = "second_receipt"
    RETURNED = "returned"
    TRACKING_DIFFERS = "tracking_differs"
    EDIT_DIFFERS = "edit_differs"
    HAND_OVER_REFUSED = "hand_over_refused"
    FILE_REFUSED = "file_refused"
    FORWARD_UNCLEAR = "forward_unclear"
    FORWARD_REFUSED = "forward_refused"
    FORWARD_UNMAPPED = "forward_unmapped"
    FOLLOW_UP_BY_HAND = "follow_up_by_hand"
    FILES_BY_HAND = "files_by_hand"
    LATE_HIDING = "late_hiding"


class TaskOutcome(StrEnum):
    """How it ended: done, kept what is here, took what the centre says, or no longer of any use."""

    DONE = "done"
    KEPT_OURS = "kept_ours"
    TOOK_THEIRS = "took_theirs"
    MOOT = "moot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do; ``code`` says more exactly what, ``detail`` is what the centre said, never identity.

    ``cause`` is the same whenever the same thing is told again.
    """

    kind: TaskKind
    complaint_id: ComplaintId
    cause: str
    opened_at: datetime
    code: str = ""
    detail: str = ""
    n: int = 0
    done_at: datetime | None = None
    done_by: str | None = None
    outcome: TaskOutcome | None = None


def edit_cause(edit_id: str) -> str:
    """Give the cause of the task that an edit of the centre makes, to end it when the last field is decided."""
    return f"{TaskKind.EDIT_DIFFERS.value} {edit_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task as lists show it; number and title are "" where they are not known here or may not be seen."""

    n: int
    kind: TaskKind
    complaint_id: ComplaintId
    number: str
    title: str
    code: str
    detail: str
    opened_at: datetime
