"""Days and moments in the words of the desk: of another year with the year, of another day with its age."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui.day_words import DayWords


@pytest.fixture(scope="module")
def words(qapp, tmp_path_factory) -> Iterator[DayWords]:
    with page_desk(tmp_path_factory.mktemp("desk")) as desk:
        yield of(desk)


def of(desk: PageDesk) -> DayWords:
    return DayWords(desk.ctx)


@pytest.mark.parametrize(
    ("days", "day", "said"),
    [
        (3, None, "3 working day(s) left"),
        (0, None, "today"),
        (-2, None, "2 working day(s) late"),
        (None, date(2027, 1, 4), "04-01-2027"),
        (None, None, ""),
    ],
)
def test_days_left(words: DayWords, days: int | None, day: date | None, said: str) -> None:
    assert words.left(days, day) == said


def test_since_and_as_of(words: DayWords) -> None:
    assert words.since(date(2026, 11, 20)) == "since Jum 20-11"
    assert words.since(date(2025, 12, 30)) == "since 30-12-2025"
    assert words.since_moment(COUNTER_TIME - timedelta(hours=2)) == "since 07.41"
    assert words.since_moment(COUNTER_TIME - timedelta(days=2)) == "since 21-11-2026 09.41"
    assert words.as_of(COUNTER_TIME) == "as of 09.41"
    assert words.as_of(COUNTER_TIME - timedelta(days=1)) == "as of yesterday"
