"""What today asks of the desk, in groups: what is owed by a day, what waits for somebody, what did not get through."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.listing import ListRow
from app.domain.next_step import Step
from app.domain.outbox import Delivery
from app.domain.task import TaskKind


class TodayGroup(StrEnum):
    """The groups in their order on the page.

    DUE and LATE are cases whose next step is owed today or was; WAITING those the reporter has to complete; REFUSED
    what centre or LAPOR! did not take, and other tasks the sync left; UNSENT what exists only on this PC; UNTOLD what
    ended at the centre while nobody told the reporter.
    """

    DUE = "due"
    LATE = "late"
    WAITING = "waiting"
    REFUSED = "refused"
    UNSENT = "unsent"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a case stands in REFUSED: a task that is open, or a delivery that waits for a person."""

    task: TaskKind | None = None
    delivery: Delivery | None = None
    code: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayFound:
    """One case of a group as the store has it: a row of the list, masked, with its next step."""

    case: ListRow
    step: Step | None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayRow:
    """One line of the page: ``days_left`` are working days, None where no day is known or may be told."""

    case: ListRow
    step: Step | None
    days_left: int | None
    trouble: Trouble | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPart:
    """A group: how many cases are in it, and the first of them."""

    group: TodayGroup
    count: int
    rows: tuple[TodayRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """One look at the day; ``heard_at`` is when the centre was last heard, None when never.

    ``only_here_since`` is since when the oldest unsent case exists only on this PC.
    """

    on: date
    parts: tuple[TodayPart, ...]
    connected: bool
    heard_at: datetime | None
    only_here_since: datetime | None

    def count(self, group: TodayGroup) -> int:
        """Give how many cases are in a group."""
        return next(part.count for part in self.parts if part.group is group)
