"""Time limits in working days: the calendar they are counted on, and when each must be met.

The day of receipt is day 0; national and local holidays and cuti bersama are not worked.  Source: domain notes 2.3.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, NewType, Self

from app.domain.errors import UserProblem

ClockId = NewType("ClockId", str)

_DAY: Final = timedelta(days=1)
_HOURS_A_DAY: Final = 24


class HolidayKind(StrEnum):
    """Who gave the day off."""

    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"
    LOCAL = "local"


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """One day off; ``provisional`` while it is an estimate that a decree may still move."""

    day: date
    name: str
    kind: HolidayKind
    source: str
    provisional: bool = False


class CalendarMissing(UserProblem):
    """The calendar does not hold a year that is needed; an admin can add it."""

    def __init__(self, year: int) -> None:
        """Say which year is missing."""
        super().__init__("calendar_missing", year=year)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Which days are worked: 5 is Monday to Friday, 6 to Saturday; ``years`` are those whose holidays are known."""

    holidays: Mapping[date, Holiday]
    years: frozenset[int]
    work_days: Literal[5, 6] = 5

    @classmethod
    def of(cls, holidays: Iterable[Holiday], *, years: Iterable[int], work_days: Literal[5, 6] = 5) -> Self:
        """Give the calendar of these holidays; where one day has two, the first is kept."""
        days: dict[date, Holiday] = {}
        for holiday in holidays:
            days.setdefault(holiday.day, holiday)
        return cls(holidays=MappingProxyType(days), years=frozenset(years), work_days=work_days)

    def is_working_day(self, day: date) -> bool:
        """Tell whether the day is worked. Raises CalendarMissing for a year the calendar does not hold."""
        if day.year not in self.years:
            raise CalendarMissing(day.year)
        return day.weekday() < self.work_days and day not in self.holidays

    def provisional_between(self, first: date, last: date) -> tuple[Holiday, ...]:
        """Give the estimated holidays from ``first`` to ``last``, both included: a due date beyond them may move."""
        return tuple(h for day, h in sorted(self.holidays.items()) if first <= day <= last and h.provisional)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaClock:
    """One limit; ``basis`` is the rule it rests on, in words for people."""

    id: ClockId
    name: str
    amount: int
    unit: Unit
    basis: str


def due_on(received_on: date, clock: SlaClock, calendar: WorkCalendar) -> date:
    """Give the last day on which ``clock`` may still be met; the day of receipt is day 0.

    Of hours only full days count: 3 hours end on day 0, 24 hours on day 1.
    Raises CalendarMissing for a year the calendar does not hold.
    """
    if clock.unit is Unit.CALENDAR_DAYS:
        return received_on + clock.amount * _DAY
    if clock.unit is Unit.HOURS:
        return received_on + clock.amount // _HOURS_A_DAY * _DAY
    day = received_on
    left = clock.amount
    while left:
        day += _DAY
        left -= calendar.is_working_day(day)
    return day


def working_days_left(today: date, due_on: date, calendar: WorkCalendar) -> int:
    """Give the working days after today up to the due day; 0 on the due day, negative once it has passed.

    At least one day late as soon as the due day is over, even on a weekend.
    Raises CalendarMissing for a year the calendar does not hold.
    """
    if today <= due_on:
        return _worked(today, due_on, calendar)
    return -max(1, _worked(due_on, today, calendar))


def _worked(after: date, until: date, calendar: WorkCalendar) -> int:
    """Give the working days after one day up to and with another."""
    return sum(calendar.is_working_day(after + n * _DAY) for n in range(1, (until - after).days + 1))
