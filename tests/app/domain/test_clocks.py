"""Working days and due dates: the shipped calendar, the rules, and what must always hold."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.reference import load_reference
from app.domain.clocks import (
    CalendarMissing,
    ClockId,
    Holiday,
    HolidayKind,
    SlaClock,
    Unit,
    WorkCalendar,
    due_on,
    working_days_left,
)
from app.domain.errors import UserProblem

LISTS = load_reference(Path(__file__).parents[3] / "resources" / "reference")
CALENDAR = LISTS.calendar
DAY = timedelta(days=1)


def a_clock(amount: int, unit: Unit = Unit.WORKING_DAYS) -> SlaClock:
    return SlaClock(id=ClockId("test"), name="Uji", amount=amount, unit=unit, basis="uji")


def a_holiday(day: date, *, provisional: bool = False) -> Holiday:
    return Holiday(day=day, name="Libur", kind=HolidayKind.LOCAL, source="uji", provisional=provisional)


def a_calendar(*days: date, work_days: int = 5) -> WorkCalendar:
    return WorkCalendar.of(map(a_holiday, days), years=range(2024, 2031), work_days=6 if work_days == 6 else 5)


@pytest.mark.parametrize(
    ("year", "national", "joint_leave"), [(2024, 19, 10), (2025, 17, 11), (2026, 17, 8), (2027, 18, 8)]
)
def test_each_year_has_its_holidays_and_joint_leave(year: int, national: int, joint_leave: int) -> None:
    kinds = [h.kind for h in CALENDAR.holidays.values() if h.day.year == year]
    assert kinds.count(HolidayKind.NATIONAL) == national
    assert kinds.count(HolidayKind.JOINT_LEAVE) == joint_leave


def test_the_shipped_calendar_names_its_sources_and_what_is_still_an_estimate() -> None:
    assert CALENDAR.years == {2024, 2025, 2026, 2027} and CALENDAR.work_days == 5
    assert all(h.source and h.name and "perkiraan" not in h.name for h in CALENDAR.holidays.values())
    estimates = CALENDAR.provisional_between(date(2024, 1, 1), date(2027, 12, 31))
    assert [h.day for h in estimates] == [date(2027, 3, 10), date(2027, 3, 11), date(2027, 5, 17)]
    assert CALENDAR.provisional_between(date(2027, 3, 11), date(2027, 5, 16)) == estimates[1:2]


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 21), False),
        (date(2026, 12, 24), False),
        (date(2026, 12, 25), False),
        (date(2025, 8, 18), False),
        (date(2026, 3, 25), True),
    ],
)
def test_days_are_worked_or_not(day: date, worked: bool) -> None:
    assert CALENDAR.is_working_day(day) is worked


def test_a_six_day_week_works_on_saturday() -> None:
    saturday = date(2026, 11, 21)
    assert a_calendar(work_days=6).is_working_day(saturday)
    assert not a_calendar(work_days=6).is_working_day(saturday + DAY)
    assert not a_calendar(saturday, work_days=6).is_working_day(saturday)


@pytest.mark.parametrize(
    ("clock", "amount", "unit"),
    [
        ("forward", 3, Unit.WORKING_DAYS),
        ("verify", 3, Unit.WORKING_DAYS),
        ("first-response", 5, Unit.WORKING_DAYS),
        ("information", 5, Unit.WORKING_DAYS),
        ("complaint", 14, Unit.WORKING_DAYS),
        ("supervisory", 60, Unit.WORKING_DAYS),
        ("silent-reporter", 10, Unit.WORKING_DAYS),
        ("complete-data", 30, Unit.CALENDAR_DAYS),
        ("hospital-red", 24, Unit.HOURS),
    ],
)
def test_the_shipped_clocks_carry_the_numbers_and_a_basis(clock: str, amount: int, unit: Unit) -> None:
    found = LISTS.clocks[clock]
    assert (found.id, found.amount, found.unit) == (clock, amount, unit)
    assert found.name and found.basis


@pytest.mark.parametrize(
    ("received", "clock", "due"),
    [
        (date(2026, 11, 23), "first-response", date(2026, 11, 30)),
        (date(2026, 11, 23), "complaint", date(2026, 12, 11)),
        (date(2026, 12, 23), "first-response", date(2027, 1, 4)),
        (date(2026, 3, 17), "verify", date(2026, 3, 27)),
        (date(2026, 11, 23), "complete-data", date(2026, 12, 23)),
        (date(2026, 11, 23), "hospital-red", date(2026, 11, 24)),
    ],
)
def test_due_dates_pass_over_weekends_holidays_and_joint_leave(received: date, clock: str, due: date) -> None:
    assert due_on(received, LISTS.clocks[clock], CALENDAR) == due


def test_a_few_hours_end_on_the_day_of_receipt() -> None:
    assert due_on(date(2026, 11, 23), a_clock(3, Unit.HOURS), CALENDAR) == date(2026, 11, 23)


def test_the_day_of_receipt_is_day_zero_even_on_a_holiday() -> None:
    sunday = date(2026, 11, 22)
    assert due_on(sunday, a_clock(1), CALENDAR) == sunday + DAY
    assert due_on(sunday + DAY, a_clock(1), CALENDAR) == sunday + 2 * DAY
    assert due_on(sunday, a_clock(0), CALENDAR) == sunday


def test_a_year_the_calendar_lacks_is_said_not_guessed() -> None:
    with pytest.raises(CalendarMissing) as caught:
        due_on(date(2027, 12, 20), LISTS.clocks["complaint"], CALENDAR)
    assert isinstance(caught.value, UserProblem)
    assert (caught.value.code, caught.value.facts["year"]) == ("calendar_missing", 2028)
    with pytest.raises(CalendarMissing):
        working_days_left(date(2023, 12, 30), date(2024, 1, 3), CALENDAR)
    assert due_on(date(2027, 12, 20), a_clock(30, Unit.CALENDAR_DAYS), CALENDAR) == date(2028, 1, 19)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 11, 23), 5),
        (date(2026, 11, 27), 1),
        (date(2026, 11, 28), 1),
        (date(2026, 11, 30), 0),
        (date(2026, 12, 1), -1),
        (date(2026, 12, 4), -4),
        (date(2026, 12, 6), -4),
        (date(2026, 12, 7), -5),
    ],
)
def test_days_left_are_counted_to_the_due_day_and_beyond(today: date, left: int) -> None:
    assert working_days_left(today, date(2026, 11, 30), CALENDAR) == left


def test_the_weekend_after_a_due_friday_is_late() -> None:
    assert working_days_left(date(2026, 11, 28), date(2026, 11, 27), CALENDAR) == -1


_DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 12, 31))
_OFF = st.sets(_DAYS, max_size=25)
_AMOUNTS = st.integers(min_value=1, max_value=60)
_WEEKS = st.sampled_from([5, 6])


@given(received=_DAYS, amount=_AMOUNTS, off=_OFF, week=_WEEKS)
def test_a_due_day_is_worked_and_lies_exactly_that_many_working_days_ahead(
    received: date, amount: int, off: set[date], week: int
) -> None:
    calendar = a_calendar(*off, work_days=week)
    due = due_on(received, a_clock(amount), calendar)
    assert calendar.is_working_day(due) and due > received
    ahead = [received + n * DAY for n in range(1, (due - received).days + 1)]
    assert sum(map(calendar.is_working_day, ahead)) == amount
    assert working_days_left(received, due, calendar) == amount


@given(received=_DAYS, amount=_AMOUNTS, off=_OFF, extra=_DAYS)
def test_another_holiday_never_shortens_a_limit_and_a_longer_limit_ends_later(
    received: date, amount: int, off: set[date], extra: date
) -> None:
    due = due_on(received, a_clock(amount), a_calendar(*off))
    assert due_on(received, a_clock(amount), a_calendar(*off, extra)) >= due
    assert due_on(received, a_clock(amount + 1), a_calendar(*off)) > due
    assert due_on(received + DAY, a_clock(amount), a_calendar(*off)) >= due
    assert due_on(received, a_clock(amount), a_calendar(*off, work_days=6)) <= due


@given(today=_DAYS, due=_DAYS, off=_OFF)
def test_days_left_are_negative_exactly_when_the_due_day_is_over(today: date, due: date, off: set[date]) -> None:
    left = working_days_left(today, due, a_calendar(*off))
    assert (left < 0) == (today > due)
    assert abs(left) <= max(1, abs((due - today).days))
    if today == due:
        assert left == 0


@given(today=_DAYS, due=_DAYS, off=_OFF)
def test_a_day_later_never_leaves_more_time(today: date, due: date, off: set[date]) -> None:
    calendar = a_calendar(*off)
    assert working_days_left(today + DAY, due, calendar) <= working_days_left(today, due, calendar)


def test_the_first_of_two_holidays_on_one_day_is_kept() -> None:
    day = date(2026, 8, 17)
    calendar = WorkCalendar.of([a_holiday(day), a_holiday(day, provisional=True)], years=[2026])
    assert len(calendar.holidays) == 1 and calendar.provisional_between(day, day) == ()
