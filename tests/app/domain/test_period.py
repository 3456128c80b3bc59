"""Periods: what is typed, what lies in them, and that they follow one another without a gap."""

from datetime import date, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserProblem
from app.domain.period import FIRST_YEAR, LAST_YEAR, Period, PeriodKind, read_period
from tests.builders import WITA

TODAY = date(2026, 11, 23)
PERIODS = st.builds(
    Period.around, st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), st.sampled_from(PeriodKind)
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026", "2026"),
        (" 2026-q1 ", "2026-Q1"),
        ("2026-11", "2026-11"),
        ("tw 3", "2026-Q3"),
        ("TW IV", "2026-Q4"),
        ("triwulan ii 2025", "2025-Q2"),
        ("2025 q2", "2025-Q2"),
        ("nov", "2026-11"),
        ("desember", "2025-12"),
        ("bulan maret 2024", "2024-03"),
        ("11-2026", "2026-11"),
        ("7/2026", "2026-07"),
        ("2026/7", "2026-07"),
        ("12", "2025-12"),
        ("bulan ini", "2026-11"),
        ("Bulan Lalu", "2026-10"),
        ("triwulan lalu", "2026-Q3"),
        ("tahun kemarin", "2025"),
        ("this quarter", "2026-Q4"),
        ("last year", "2025"),
        ("1", "2026-01"),
    ],
)
def test_a_period_is_understood_as_it_is_typed(typed: str, meant: str) -> None:
    assert str(read_period(typed, TODAY)) == meant


@pytest.mark.parametrize("typed", ["", "semua", "2026-13", "2026-Q5", "0", "13-2026", "1999", "tw 5", "1 2 3", "bulan"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(UserProblem, match="period_shape"):
        read_period(typed, TODAY)


@pytest.mark.parametrize("written", ["", "2026-1", "2026-Q0", "26", "2026-00", "nov 2026", "2026 - 11"])
def test_the_command_line_takes_the_written_form_alone(written: str) -> None:
    with pytest.raises(UserProblem, match="period_shape"):
        Period.parse(written)


def test_a_period_that_does_not_exist_cannot_be_made() -> None:
    for kind, year, n in ((PeriodKind.MONTH, 2026, 13), (PeriodKind.QUARTER, 2026, 0), (PeriodKind.YEAR, 1999, 1)):
        with pytest.raises(UserProblem):
            Period(kind=kind, year=year, n=n)


def test_days_are_those_of_the_counter_and_not_of_greenwich() -> None:
    begin, end = Period.parse("2026-11").instants(WITA)
    assert (begin.isoformat(), end.isoformat()) == ("2026-10-31T16:00:00+00:00", "2026-11-30T16:00:00+00:00")
    assert Period.parse("2024-Q1").last == date(2024, 3, 31)
    assert Period.parse("2024-02").last == date(2024, 2, 29)


@given(PERIODS)
def test_what_is_written_is_read_again(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert read_period(str(period), TODAY) == period


@given(PERIODS)
def test_periods_follow_one_another_without_a_gap(period: Period) -> None:
    later = period.moved(1)
    assert period.first <= period.last
    assert later == period or later.first == period.last + timedelta(days=1)
    assert later == period or later.moved(-1) == period
    zone = timezone(timedelta(hours=8))
    assert later == period or period.instants(zone)[1] == later.instants(zone)[0]


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_every_day_is_in_one_month_of_its_quarter_and_its_year(day: date) -> None:
    month, quarter, year = (Period.around(day, kind) for kind in PeriodKind)
    assert month.first <= day <= month.last
    assert month.first in quarter.months
    assert set(quarter.months) <= set(year.months)
