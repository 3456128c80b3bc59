"""How a report's clocks were kept: on time or late against the stored due days, and how many working days it took.

What other counters tell has no line of time: where only the last change of a case is known, an end before the due day
is on time for certain, one after it is not known.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.domain.clocks import CalendarMissing, WorkCalendar, working_days_left
from app.domain.complaint import Status
from app.domain.known import ENDED
from app.domain.next_step import is_over_there
from app.domain.text import folded

_WITHOUT: Final = ENDED - {Status.CLOSED}
_FINISHED_THERE: Final = frozenset({"selesai", "ditutup"})
"""Of the words of LAPOR!'s own pages for a case that is over, those for one that was answered to the end."""


class Standing(StrEnum):
    """Whether something is still to be done: answered to the end, ended in another way, or open."""

    OPEN = "open"
    FINISHED = "finished"
    ENDED = "ended"


class Kept(StrEnum):
    """How one clock of one report stands; ENDED went another way, NO_CLOCK is another agency's or not complete."""

    ON_TIME = "on_time"
    LATE = "late"
    RUNNING = "running"
    OVERDUE = "overdue"
    ENDED = "ended"
    NO_CLOCK = "no_clock"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """How many reports have these days in common.

    ``answered_on`` is the day of the first answer, ``closed_on`` that of the desk's own end; while ``*_exact`` is False
    it was then or earlier.  ``central_on`` is the day since which LAPOR! calls it ``central_status``.
    """

    received_on: date
    status: Status
    central_status: str = ""
    central_on: date | None = None
    answered_on: date | None = None
    answered_exact: bool = True
    closed_on: date | None = None
    closed_exact: bool = True
    answer_due_on: date | None = None
    close_due_on: date | None = None
    n: int = 1

    @property
    def standing(self) -> Standing:
        """Give whether it is open; the desk's own word counts before the centre's."""
        if self.status is Status.CLOSED:
            return Standing.FINISHED
        if self.status in _WITHOUT:
            return Standing.ENDED
        if folded(self.central_status) in _FINISHED_THERE:
            return Standing.FINISHED
        return Standing.ENDED if is_over_there(self.central_status) else Standing.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeliness:
    """A clock over all reports: ``counts`` add up to their number; days are working days over those ``measured``."""

    counts: Mapping[Kept, int]
    measured: int
    median_days: float | None
    mean_days: float | None
    longest_days: int | None

    @property
    def share_on_time(self) -> float | None:
        """Give the share on time of those of which it is decided, None when there is none."""
        decided = sum(self.counts[kept] for kept in (Kept.ON_TIME, Kept.LATE, Kept.OVERDUE))
        return self.counts[Kept.ON_TIME] / decided if decided else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """One clock of a report."""

    standing: Standing
    done_on: date | None
    exact: bool
    due_on: date | None


def answered(times: Iterable[Timed], *, today: date, calendar: WorkCalendar) -> Timeliness:
    """Give how the clock of the first answer was kept; what LAPOR! calls finished was answered by then."""
    return _timeliness(times, _to_answer, today=today, calendar=calendar)


def closed(times: Iterable[Timed], *, today: date, calendar: WorkCalendar) -> Timeliness:
    """Give how the clock of the end was kept."""
    return _timeliness(times, _to_end, today=today, calendar=calendar)


def _to_answer(timed: Timed) -> _Course:
    done_on, exact = timed.answered_on, timed.answered_exact
    if done_on is None and timed.standing is Standing.FINISHED:
        done_on, exact = timed.central_on, False
    return _Course(standing=timed.standing, done_on=done_on, exact=exact, due_on=timed.answer_due_on)


def _to_end(timed: Timed) -> _Course:
    done_on, exact = None, True
    if timed.status is Status.CLOSED:
        done_on, exact = timed.closed_on, timed.closed_exact
    elif timed.standing is Standing.FINISHED:
        done_on = timed.central_on
    return _Course(standing=timed.standing, done_on=done_on, exact=exact, due_on=timed.close_due_on)


def _timeliness(
    times: Iterable[Timed], course_of: Callable[[Timed], _Course], *, today: date, calendar: WorkCalendar
) -> Timeliness:
    counts = dict.fromkeys(Kept, 0)
    lasted: dict[int, int] = {}
    worked: dict[tuple[date, date], int | None] = {}
    for timed in times:
        course = course_of(timed)
        counts[_kept(course, today)] += timed.n
        if course.done_on is None or not course.exact:
            continue
        span = (timed.received_on, course.done_on)
        if span not in worked:
            worked[span] = _working_days(*span, calendar)
        if (days := worked[span]) is not None:
            lasted[days] = lasted.get(days, 0) + timed.n
    measured = sum(lasted.values())
    return Timeliness(
        counts=counts,
        measured=measured,
        median_days=_median(sorted(lasted.items()), measured) if measured else None,
        mean_days=sum(days * n for days, n in lasted.items()) / measured if measured else None,
        longest_days=max(lasted) if lasted else None,
    )


def _kept(course: _Course, today: date) -> Kept:
    if course.done_on is None and course.standing is Standing.ENDED:
        return Kept.ENDED
    if course.due_on is None:
        return Kept.NO_CLOCK
    if course.done_on is not None:
        if course.done_on <= course.due_on:
            return Kept.ON_TIME
        return Kept.LATE if course.exact else Kept.UNKNOWN
    if course.standing is Standing.FINISHED:
        return Kept.UNKNOWN
    return Kept.RUNNING if today <= course.due_on else Kept.OVERDUE


def _working_days(received_on: date, done_on: date, calendar: WorkCalendar) -> int | None:
    """Give the working days from receipt, which is day 0; None where the calendar does not reach."""
    try:
        return working_days_left(received_on, done_on, calendar) if done_on >= received_on else 0
    except CalendarMissing:
        return None


def _median(days: Sequence[tuple[int, int]], measured: int) -> float:
    """Give the middle of the sorted days, each with how often it occurs."""
    low, high = (measured - 1) // 2, measured // 2
    return (_at(days, low) + _at(days, high)) / 2


def _at(days: Sequence[tuple[int, int]], place: int) -> int:
    for day, n in days:
        if place < n:
            return day
        place -= n
    raise IndexError(place)
