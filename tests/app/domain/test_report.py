"""The report: its sums agree with one another, its clocks know what is certain, secret reports stay untold."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.reference import load_reference
from app.domain.changes import FeedScope
from app.domain.complaint import Status
from app.domain.outbox import Delivery
from app.domain.period import Period
from app.domain.report import HIDDEN, AgeBand, Cell, Cut, Report, ReportFacts, cross, make_report
from app.domain.report_clocks import Kept, Timed, Timeliness, answered, closed
from app.paths import resources
from tests.builders import NOON, a_desk

CALENDAR = load_reference(resources() / "reference").calendar
TODAY = date(2026, 11, 23)
QUARTER = Period.parse("2026-Q4")
DAYS = st.dates(date(2026, 10, 1), date(2026, 12, 31))
CELLS = st.lists(
    st.builds(
        Cell,
        cut=st.just(Cut.CHANNEL),
        code=st.sampled_from(["phone", "walk-in.counter", "letter", HIDDEN, ""]),
        month=st.sampled_from(QUARTER.months),
        own=st.booleans(),
        n=st.integers(1, 40),
    )
)
TIMES = st.lists(
    st.builds(
        Timed,
        received_on=DAYS,
        status=st.sampled_from(Status),
        central_status=st.sampled_from(["", "Selesai", "Dalam Proses", "DITOLAK", "Diarsipkan"]),
        central_on=st.none() | DAYS,
        answered_on=st.none() | DAYS,
        answered_exact=st.booleans(),
        closed_on=st.none() | DAYS,
        closed_exact=st.booleans(),
        answer_due_on=st.none() | DAYS,
        close_due_on=st.none() | DAYS,
        n=st.integers(1, 9),
    )
)


def a_cell(**values: Any) -> Cell:
    return Cell(**{"cut": Cut.STATUS, "code": "recorded", "month": date(2026, 11, 1), "own": True, "n": 1, **values})


def timed(**values: Any) -> Timed:
    return Timed(**{"received_on": date(2026, 11, 2), "status": Status.RECORDED, **values})


def report(period: Period = QUARTER, **facts: Any) -> Report:
    found = ReportFacts(**{"cells": (), "times": (), **facts})
    return make_report(period, found, desk=a_desk(), made_at=NOON, today=TODAY, calendar=CALENDAR)


def kept(timeliness: Timeliness) -> Kept:
    return next(one for one, n in timeliness.counts.items() if n)


@given(CELLS)
def test_every_table_adds_up_to_its_total(cells: list[Cell]) -> None:
    table = cross(cells, QUARTER.months)
    assert table.sums.total == sum(cell.n for cell in cells) == sum(row.total for row in table.rows)
    for n, _ in enumerate(QUARTER.months):
        assert table.sums.months[n] == sum(row.months[n] for row in table.rows)
    assert len({row.code for row in table.rows}) == len(table.rows)
    plain = [row.total for row in table.rows if row.code != HIDDEN]
    assert plain == sorted(plain, reverse=True)
    assert all(row.code != HIDDEN for row in table.rows[:-1])


@given(TIMES)
def test_every_report_stands_once_under_each_clock_and_once_by_age(times: list[Timed]) -> None:
    made = report(times=times)
    counted = sum(one.n for one in times if one.status is not Status.VOID)
    assert sum(made.answer.counts.values()) == sum(made.close.counts.values()) == counted
    assert made.void == sum(one.n for one in times if one.status is Status.VOID)
    assert sum(made.ages.values()) == made.open
    assert made.open + made.finished <= counted
    for clock in (made.answer, made.close):
        assert clock.measured <= counted
        assert clock.share_on_time is None or 0 <= clock.share_on_time <= 1
        if clock.measured:
            assert clock.median_days is not None
            assert clock.longest_days is not None
            assert 0 <= clock.median_days <= clock.longest_days


def test_void_numbers_are_told_apart_and_counted_in_no_table() -> None:
    made = report(cells=[a_cell(n=3), a_cell(code="closed", own=False)], times=[timed(n=4), timed(status=Status.VOID)])
    assert (made.received, made.own, made.void) == (4, 3, 1)


@pytest.mark.parametrize(
    ("course", "stands"),
    [
        ({"answered_on": date(2026, 11, 9)}, Kept.ON_TIME),
        ({"answered_on": date(2026, 11, 10)}, Kept.LATE),
        ({"answered_on": date(2026, 11, 10), "answered_exact": False}, Kept.UNKNOWN),
        ({"answered_on": date(2026, 11, 9), "answered_exact": False}, Kept.ON_TIME),
        ({}, Kept.OVERDUE),
        ({"answer_due_on": TODAY}, Kept.RUNNING),
        ({"answer_due_on": None}, Kept.NO_CLOCK),
        ({"status": Status.WITHDRAWN}, Kept.ENDED),
        ({"central_status": "Ditolak"}, Kept.ENDED),
        ({"status": Status.CLOSED}, Kept.UNKNOWN),
        ({"central_status": "Selesai", "central_on": date(2026, 11, 5)}, Kept.ON_TIME),
        ({"central_status": "Selesai", "central_on": date(2026, 11, 20)}, Kept.UNKNOWN),
    ],
)
def test_the_first_answer_against_its_day(course: dict[str, Any], stands: Kept) -> None:
    one = timed(**{"answer_due_on": date(2026, 11, 9), **course})
    assert kept(answered([one], today=TODAY, calendar=CALENDAR)) is stands


@pytest.mark.parametrize(
    ("course", "stands"),
    [
        ({"status": Status.CLOSED, "closed_on": date(2026, 11, 20)}, Kept.ON_TIME),
        ({"status": Status.CLOSED, "closed_on": date(2026, 11, 21)}, Kept.LATE),
        ({"closed_on": date(2026, 11, 3)}, Kept.OVERDUE),
        ({"central_status": "selesai", "central_on": date(2026, 11, 20)}, Kept.ON_TIME),
        ({"central_status": "Ditutup", "central_on": date(2026, 11, 21)}, Kept.LATE),
        ({"central_status": "Dalam Proses", "central_on": date(2026, 11, 3)}, Kept.OVERDUE),
    ],
)
def test_the_end_against_its_day(course: dict[str, Any], stands: Kept) -> None:
    one = timed(**{"close_due_on": date(2026, 11, 20), **course})
    assert kept(closed([one], today=TODAY, calendar=CALENDAR)) is stands


def test_days_are_working_days_of_what_is_known_to_the_day() -> None:
    friday = date(2026, 11, 6)
    took = [
        timed(received_on=friday, answered_on=friday, n=2),
        timed(received_on=friday, answered_on=date(2026, 11, 9)),
        timed(received_on=friday, answered_on=date(2026, 11, 16)),
        timed(received_on=friday, answered_on=date(2026, 11, 30), answered_exact=False),
        timed(received_on=date(2019, 1, 7), answered_on=date(2019, 1, 9)),
    ]
    found = answered(took, today=TODAY, calendar=CALENDAR)
    assert (found.measured, found.median_days, found.mean_days, found.longest_days) == (4, 0.5, 1.75, 6)


def test_the_share_on_time_leaves_out_what_is_not_decided() -> None:
    due = date(2026, 11, 9)
    found = answered(
        [
            timed(answer_due_on=due, answered_on=due, n=3),
            timed(answer_due_on=due),
            timed(answer_due_on=TODAY, n=5),
            timed(n=7),
        ],
        today=TODAY,
        calendar=CALENDAR,
    )
    assert found.share_on_time == 0.75
    assert answered([timed()], today=TODAY, calendar=CALENDAR).share_on_time is None


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, "0-7"), (7, "0-7"), (8, "8-14"), (15, "15-30"), (30, "15-30"), (31, "31-90"), (90, "31-90"), (91, "91")],
)
def test_open_ones_are_told_by_their_age(days: int, band: str) -> None:
    made = report(times=[timed(received_on=TODAY - timedelta(days=days))])
    assert made.ages[AgeBand(band)] == made.open == 1
    assert made.oldest_open_on == TODAY - timedelta(days=days)


def test_what_lapor_calls_over_is_open_no_more_whatever_the_desk_calls_it() -> None:
    made = report(times=[timed(central_status="Selesai"), timed(central_status="Diarsipkan"), timed()])
    assert (made.finished, made.open) == (1, 1)


def test_what_is_not_unproven_is_proven() -> None:
    made = report(cells=[a_cell(n=9), a_cell(own=False, n=5)], unproven={Delivery.PENDING: 2})
    assert made.deliveries == {Delivery.CONFIRMED: 7, Delivery.PENDING: 2}


def test_what_was_set_aside_is_told_with_what_needs_a_look() -> None:
    made = report(cells=[a_cell(n=3)], unproven={Delivery.SET_ASIDE: 1, Delivery.NEEDS_CHECK: 2})
    assert made.deliveries == {Delivery.NEEDS_CHECK: 3}


def test_it_covers_the_agency_only_when_the_centre_tells_of_it() -> None:
    assert not report().covers_agency
    assert not report(scope=FeedScope.DEVICE).covers_agency
    assert report(scope=FeedScope.AGENCY).covers_agency
