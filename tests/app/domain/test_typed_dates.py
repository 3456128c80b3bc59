"""What a typed date or time means, and what is refused rather than guessed."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.typed_dates import parse_coming_date, parse_typed_date, parse_typed_moment

MONDAY = date(2026, 11, 23)
WITA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 23, 9, 41, 7, tzinfo=WITA)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("23-11-2026", date(2026, 11, 23)),
        ("23/11/2026", date(2026, 11, 23)),
        ("3.1.2026", date(2026, 1, 3)),
        ("23 11 26", date(2026, 11, 23)),
        ("231126", date(2026, 11, 23)),
        ("23112026", date(2026, 11, 23)),
        ("2311", date(2026, 11, 23)),
        ("2026-11-23", date(2026, 11, 23)),
        (" 23-11 ", date(2026, 11, 23)),
        ("-3", date(2026, 11, 20)),
        ("-0", date(2026, 11, 23)),
        ("+10", date(2026, 12, 3)),
        ("24-11", date(2025, 11, 24)),
        ("29-2", None),
        ("29-02-2024", date(2024, 2, 29)),
        ("12-05-90", date(1990, 5, 12)),
        ("12-05-27", date(2027, 5, 12)),
        ("12-05-28", date(1928, 5, 12)),
        ("23 nov", date(2026, 11, 23)),
        ("23 Nopember 2026", date(2026, 11, 23)),
        ("1 mei 26", date(2026, 5, 1)),
        ("Jumat, 20 November 2026", date(2026, 11, 20)),
        ("17 agustus", date(2026, 8, 17)),
        ("hari ini", MONDAY),
        ("Kemarin", date(2026, 11, 22)),
        ("kemarin lusa", date(2026, 11, 21)),
        ("dua hari lalu", date(2026, 11, 21)),
        ("3 hari yang lalu", date(2026, 11, 20)),
        ("seminggu lalu", date(2026, 11, 16)),
        ("2 minggu lalu", date(2026, 11, 9)),
        ("yesterday", date(2026, 11, 22)),
        ("two days ago", date(2026, 11, 21)),
        ("senin", MONDAY),
        ("senin lalu", date(2026, 11, 16)),
        ("Jum'at", date(2026, 11, 20)),
        ("jumat", date(2026, 11, 20)),
        ("minggu", date(2026, 11, 22)),
    ],
)
def test_a_typed_date_is_read_as_it_was_meant(typed: str, meant: date | None) -> None:
    assert parse_typed_date(typed, MONDAY) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "kapan-kapan", "31-02-2026", "00-11-2026", "23-13", "23", "2026", "23-11-226", "23 foo", "32-1"),
        *("11-23-2026", "99999999999 hari lalu", "9999999 hari lalu", "²-³-2026", "1-1-0000", "12:30", "--", "0000"),
    ],
)
def test_what_is_no_date_gives_none(typed: str) -> None:
    assert parse_typed_date(typed, MONDAY) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("07-12", date(2026, 12, 7)),
        ("7 des", date(2026, 12, 7)),
        ("22-11", date(2027, 11, 22)),
        ("07-12-2026", date(2026, 12, 7)),
        ("22-11-2026", date(2026, 11, 22)),
        ("jumat", date(2026, 11, 27)),
        ("senin", date(2026, 11, 30)),
        ("besok", date(2026, 11, 24)),
        ("+10", date(2026, 12, 3)),
        ("kemarin", date(2026, 11, 22)),
        ("2 hari lalu", date(2026, 11, 21)),
        ("-3", date(2026, 11, 20)),
        ("kapan", None),
    ],
)
def test_a_deadline_means_the_day_to_come(typed: str, meant: date | None) -> None:
    assert parse_coming_date(typed, MONDAY) == meant


@given(day=st.dates(min_value=date(1930, 1, 1), max_value=date(2027, 12, 31)))
def test_a_date_written_in_full_is_always_read_back(day: date) -> None:
    for form in ("%d-%m-%Y", "%d/%m/%Y", "%d%m%Y", "%Y-%m-%d"):
        assert parse_typed_date(day.strftime(form), MONDAY) == day


@given(text=st.text(max_size=30))
def test_no_text_at_all_makes_it_stumble(text: str) -> None:
    assert parse_typed_date(text, MONDAY) is None or text.strip()
    assert parse_typed_moment(text, NOW) is None or text.strip()


@given(today=st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)), back=st.integers(0, 364))
def test_a_day_and_month_alone_are_never_of_the_future(today: date, back: int) -> None:
    day = today - timedelta(days=back)
    if (day.month, day.day) != (2, 29):
        assert parse_typed_date(day.strftime("%d-%m"), today) == day


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09.41", (23, 9, 41)),
        ("9:05", (23, 9, 5)),
        ("0941", (23, 9, 41)),
        ("jam 7", (23, 7, 0)),
        ("pukul 16.30 WITA", (23, 16, 30)),
        ("23-11-2026 09.41", (23, 9, 41)),
        ("23-11-2026, 09:41:59", (23, 9, 41)),
        ("22-11 8.00", (22, 8, 0)),
        ("kemarin 16.30", (22, 16, 30)),
        ("kemarin jam 4", (22, 4, 0)),
        ("20 november 2026 pukul 10", (20, 10, 0)),
        ("jumat 10.00", (20, 10, 0)),
        ("221126 07.15", (22, 7, 15)),
        ("sekarang", (23, 9, 41)),
    ],
)
def test_a_typed_moment_is_read_as_it_was_meant(typed: str, meant: tuple[int, int, int]) -> None:
    day, hour, minute = meant
    assert parse_typed_moment(typed, NOW) == datetime(2026, 11, day, hour, minute, tzinfo=WITA)


@pytest.mark.parametrize(
    "typed", ["", "23-11-2026", "24.00", "9.60", "9", "kemarin 9", "pagi", "2460", "23-13 09.00", "2026-02-30 09.00"]
)
def test_what_is_no_moment_gives_none(typed: str) -> None:
    assert parse_typed_moment(typed, NOW) is None


def test_a_moment_keeps_the_time_zone_it_was_asked_in() -> None:
    there = parse_typed_moment("09.41", NOW)
    assert there is not None
    assert there.astimezone(UTC) == datetime(2026, 11, 23, 1, 41, tzinfo=UTC)
