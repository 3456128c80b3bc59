"""What the screen shows for dates, numbers and sizes, in both languages."""

from datetime import date, datetime, timedelta, timezone

import pytest

from ui.formats import Formats

MONDAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 9, 5, 59, tzinfo=timezone(timedelta(hours=8)))
ID = Formats("id")
EN = Formats("en")


def test_dates_are_written_as_an_indonesian_office_writes_them() -> None:
    assert ID.date(MONDAY) == "23-11-2026"
    assert ID.day_and_date(MONDAY) == "Sen 23-11-2026"
    assert ID.day_and_short_date(date(2026, 11, 20)) == "Jum 20-11"
    assert ID.long_date(MONDAY) == "Senin, 23 November 2026"
    assert ID.long_date(date(2026, 8, 1)) == "Sabtu, 1 Agustus 2026"
    assert ID.long_date(date(2026, 11, 22)) == "Minggu, 22 November 2026"


def test_dates_are_written_in_english_when_english_is_set() -> None:
    assert EN.date(MONDAY) == "23-11-2026"
    assert EN.day_and_date(MONDAY) == "Mon 23-11-2026"
    assert EN.long_date(date(2026, 8, 1)) == "Saturday, 1 August 2026"


def test_a_time_has_a_dot_in_indonesian_and_a_colon_in_english() -> None:
    assert ID.time(MOMENT) == "09.05"
    assert EN.time(MOMENT) == "09:05"
    assert ID.moment(MOMENT) == "23-11-2026 09.05"


def test_numbers_have_the_signs_of_the_language() -> None:
    assert ID.number(1_284) == "1.284"
    assert EN.number(1_284) == "1,284"
    assert ID.decimal(1234567.5) == "1.234.567,5"
    assert ID.percent(0.624) == "62 %"


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1 kB"),
        (412_300, "412 kB"),
        (999_499, "999 kB"),
        (999_600, "1,0 MB"),
        (1_100_000, "1,1 MB"),
        (18_200_000, "18 MB"),
        (2_500_000_000, "2,5 GB"),
        (7_000_000_000_000, "7.000 GB"),
    ],
)
def test_sizes_are_short(size: int, shown: str) -> None:
    assert ID.size(size) == shown


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (-1, "yesterday"), (-2, "two days ago"), (1, "tomorrow")],
)
def test_near_days_have_a_word(qapp, days: int, said: str) -> None:
    assert EN.relative_day(MONDAY + timedelta(days=days), MONDAY) == said


@pytest.mark.parametrize(
    ("days", "number", "unit"),
    [
        *(
            (-3, 3, "days"),
            (-13, 13, "days"),
            (-14, 2, "weeks"),
            (-59, 8, "weeks"),
            (-61, 2, "months"),
            (-729, 24, "months"),
        ),
        *((-731, 2, "years"), (-13_149, 36, "years"), (5, 5, "in")),
    ],
)
def test_far_days_are_counted_in_the_unit_that_fits(qapp, days: int, number: int, unit: str) -> None:
    said = EN.relative_day(MONDAY + timedelta(days=days), MONDAY)
    assert {str(number), unit} <= set(said.split())


def test_a_moment_may_be_told_to_the_second() -> None:
    assert ID.time_to_the_second(MOMENT) == "09.05.59"
    assert EN.time_to_the_second(MOMENT) == "09:05:59"
