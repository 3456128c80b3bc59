"""The time a report is of: a year, a quarter or a month of the counter's own calendar, as typed and as shown."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final, Self

from app.domain.errors import UserProblem
from app.domain.text import folded
from app.domain.typed_dates import month_named

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099
"""The years that complaint numbers can tell apart."""

_MONTHS: Final = 12
_WRITTEN: Final = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_QUARTER: Final = re.compile(
    r"(?:(?P<year_first>\d{4}) )?(?:q|tw|triwulan|kuartal|quarter) ?(?P<n>[1-4]|iv|i{1,3})(?: (?P<year>\d{4}))?"
)
_YEAR_MONTH: Final = re.compile(r"(?P<year>\d{4}) (?P<n>\d{1,2})")
_MONTH_YEAR: Final = re.compile(r"(?P<n>\d{1,2})(?: (?P<year>\d{4}))?")
_NAMED: Final = re.compile(r"(?:bulan )?(?P<name>[a-z]+)(?: (?P<year>\d{4}))?")
_SPOKEN: Final = re.compile(
    r"(?:(?P<before>this|last) )?(?P<kind>bulan|triwulan|tahun|month|quarter|year)(?: (?P<after>ini|lalu|kemarin))?"
)
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class PeriodKind(StrEnum):
    """How long it is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_KINDS: Final = {
    "bulan": PeriodKind.MONTH,
    "month": PeriodKind.MONTH,
    "triwulan": PeriodKind.QUARTER,
    "quarter": PeriodKind.QUARTER,
    "tahun": PeriodKind.YEAR,
    "year": PeriodKind.YEAR,
}
_COUNT: Final = {PeriodKind.MONTH: _MONTHS, PeriodKind.QUARTER: 4, PeriodKind.YEAR: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """``n`` is the month (1-12) or the quarter (1-4), and 1 for a year; a Period that does not exist cannot be made."""

    kind: PeriodKind
    year: int
    n: int = 1

    def __post_init__(self) -> None:
        if not (FIRST_YEAR <= self.year <= LAST_YEAR and 1 <= self.n <= _COUNT[self.kind]):
            raise UserProblem("period_shape")

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.year}"
            case PeriodKind.QUARTER:
                return f"{self.year}-Q{self.n}"
            case PeriodKind.MONTH:
                return f"{self.year}-{self.n:02d}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026", "2026-Q1" or "2026-11".  Raises UserProblem ``period_shape``."""
        found = _WRITTEN.fullmatch(text.strip().upper())
        if found is None:
            raise UserProblem("period_shape")
        year = int(found["year"])
        if found["quarter"]:
            return cls(kind=PeriodKind.QUARTER, year=year, n=int(found["quarter"]))
        if found["month"]:
            return cls(kind=PeriodKind.MONTH, year=year, n=int(found["month"]))
        return cls(kind=PeriodKind.YEAR, year=year)

    @classmethod
    def around(cls, day: date, kind: PeriodKind) -> Self:
        """Give the period of that kind in which the day lies."""
        return cls(kind=kind, year=day.year, n=(day.month - 1) * _COUNT[kind] // _MONTHS + 1)

    @property
    def months(self) -> tuple[date, ...]:
        """Give the first days of its months."""
        length = _MONTHS // _COUNT[self.kind]
        numbers = range((self.n - 1) * length + 1, self.n * length + 1)
        return tuple(date(self.year, number, 1) for number in numbers)

    @property
    def first(self) -> date:
        """Give its first day."""
        return self.months[0]

    @property
    def last(self) -> date:
        """Give its last day."""
        beyond = self.months[-1] + timedelta(days=31)
        return beyond.replace(day=1) - timedelta(days=1)

    def instants(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Give its begin and the begin of what comes after it, as UTC, for a counter in that zone."""
        begin = datetime.combine(self.first, time(), zone)
        end = datetime.combine(self.last + timedelta(days=1), time(), zone)
        return begin.astimezone(UTC), end.astimezone(UTC)

    def moved(self, by: int) -> Self:
        """Give the one so many periods later, or earlier when negative; at the ends of time it stays."""
        count = _COUNT[self.kind]
        at = self.year * count + self.n - 1 + by
        year, place = divmod(at, count)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return self
        return type(self)(kind=self.kind, year=year, n=place + 1)


def read_period(typed: str, today: date) -> Period:
    """Give the period that somebody typed: 2026, 2026-Q1, tw 3, triwulan II 2026, nov, 11-2026, bulan lalu.

    Without a year it is the latest one that has begun.  Raises UserProblem ``period_shape``.
    """
    words = folded(typed)
    if _WRITTEN.fullmatch(typed.strip().upper()):
        return Period.parse(typed)
    if (found := _SPOKEN.fullmatch(words)) and (found["before"] or found["after"]):
        former = found["before"] == "last" or found["after"] in ("lalu", "kemarin")
        return Period.around(today, _KINDS[found["kind"]]).moved(-1 if former else 0)
    if found := _QUARTER.fullmatch(words):
        n = _ROMAN.get(found["n"]) or int(found["n"])
        return _latest(PeriodKind.QUARTER, n, found["year"] or found["year_first"], today)
    if found := _YEAR_MONTH.fullmatch(words) or _MONTH_YEAR.fullmatch(words):
        return _latest(PeriodKind.MONTH, int(found["n"]), found["year"], today)
    if (found := _NAMED.fullmatch(words)) and (month := month_named(found["name"])):
        return _latest(PeriodKind.MONTH, month, found["year"], today)
    raise UserProblem("period_shape")


def _latest(kind: PeriodKind, n: int, year: str | None, today: date) -> Period:
    period = Period(kind=kind, year=int(year) if year else today.year, n=n)
    return period if year or period.first <= today else period.moved(-_COUNT[kind])
