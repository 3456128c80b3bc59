"""Days and times on paper."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.adapters.paper.moments import day_in_figures, day_in_words, local, time_in_zone, zone_name


def test_days_are_told_in_words_of_the_language() -> None:
    assert day_in_words(date(2026, 11, 23), "id") == "Senin, 23 November 2026"
    assert day_in_words(date(2026, 11, 23), "en") == "Monday, 23 November 2026"
    assert day_in_words(date(2027, 1, 1), "id") == "Jumat, 1 Januari 2027"


def test_every_month_and_weekday_has_its_own_name() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    for language in ("id", "en"):
        told = [day_in_words(day, language).replace(",", "").split() for day in days]
        assert len({month for _, _, month, _ in told}) == 12
        assert len({weekday for weekday, *_ in told}) == 7


def test_days_in_figures_have_two_and_four_digits() -> None:
    assert day_in_figures(date(2026, 3, 9)) == "09-03-2026"


def test_a_moment_is_told_in_the_zone_of_the_desk() -> None:
    moment = local(datetime(2026, 11, 22, 17, 5, tzinfo=UTC), 480)
    assert moment.date() == date(2026, 11, 23)
    assert time_in_zone(moment, 480) == "01.05\xa0WITA"


@pytest.mark.parametrize(
    ("offset", "name"),
    [(420, "WIB"), (480, "WITA"), (540, "WIT"), (570, "UTC+09.30"), (-150, "UTC-02.30"), (0, "UTC+00.00")],
)
def test_zones_have_their_indonesian_names(offset: int, name: str) -> None:
    assert zone_name(offset) == name
