"""The management report: sums over the reports received in a period, as they stand on the day it is made.

Every complaint stands in exactly one cell, so whatever a table is cut by, its rows add up to the same total.  Of secret
reports only number, times and status are told: in every other table they share the row ``HIDDEN``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from app.domain.changes import FeedScope
from app.domain.clocks import WorkCalendar
from app.domain.complaint import Status
from app.domain.officer import Desk
from app.domain.outbox import Delivery
from app.domain.period import Period
from app.domain.report_clocks import Standing, Timed, Timeliness, answered, closed

HIDDEN: Final = "*"
"""Stands for what may not be told of a secret report; no id of a list is one star."""


class Cut(StrEnum):
    """What a table is cut by."""

    COUNTER = "counter"
    CHANNEL = "channel"
    CLASSIFICATION = "classification"
    CATEGORY = "category"
    AREA = "area"
    AGENCY = "agency"
    STATUS = "status"
    AT_LAPOR = "at_lapor"
    CENTRAL_STATUS = "central_status"


class AtLapor(StrEnum):
    """Whether a report has its number there: it has, it came from there, it waits, or it need not."""

    HAS_ID = "has_id"
    FROM_THERE = "from_there"
    WAITING = "waiting"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many reports of a month, its first day, are alike in one thing; void ones are in none.

    Areas are regencies, "" where no place was told; what a secret report may not tell is HIDDEN.
    """

    cut: Cut
    code: str
    month: date
    own: bool
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What only the own counter knows of its reports; sex and needs are not told of secret or hidden reporters."""

    receipts: int = 0
    joined: int = 0
    women: int = 0
    men: int = 0
    special_needs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """All that is read for a report, in one transaction: each report once in the cells of every cut, and in ``times``.

    ``times`` alone hold the void ones too.  ``waiting_since`` is the first day of receipt of what waits for LAPOR!,
    ``returned`` counts by the code with which the centre gave records back, ``unproven`` the own reports that the
    centre did not confirm, by how far they have come.  ``read_at`` is when the centre was last listened to, ``scope``
    in what scope; both are None before that.
    """

    cells: Sequence[Cell]
    times: Sequence[Timed]
    unused_numbers: int = 0
    waiting_since: date | None = None
    unproven: Mapping[Delivery, int] = field(default_factory=dict)
    returned: Mapping[str, int] = field(default_factory=dict)
    evidence: Evidence = field(default_factory=Evidence)
    connected: bool = False
    scope: FeedScope | None = None
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossRow:
    """One row: how many of each month of the period, and altogether."""

    code: str
    months: tuple[int, ...]

    @property
    def total(self) -> int:
        """Give how many of all months."""
        return sum(self.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cross:
    """A table of months: the most frequent row first, HIDDEN last."""

    rows: tuple[CrossRow, ...]
    sums: CrossRow


class AgeBand(StrEnum):
    """How long open ones have been waiting, in calendar days, of which every reader knows the length."""

    WEEK = "0-7"
    FORTNIGHT = "8-14"
    MONTH = "15-30"
    QUARTER = "31-90"
    LONGER = "91"


_UP_TO: Final = ((AgeBand.WEEK, 7), (AgeBand.FORTNIGHT, 14), (AgeBand.MONTH, 30), (AgeBand.QUARTER, 90))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report, ready to be worded; sums leave out void numbers, which ``void`` counts."""

    period: Period
    desk: Desk = field(repr=False)
    made_at: datetime
    received: int
    own: int
    void: int
    unused_numbers: int
    finished: int
    open: int
    oldest_open_on: date | None
    ages: Mapping[AgeBand, int]
    cuts: Mapping[Cut, Cross]
    answer: Timeliness
    close: Timeliness
    waiting_since: date | None
    deliveries: Mapping[Delivery, int]
    returned: Mapping[str, int]
    evidence: Evidence
    connected: bool
    scope: FeedScope | None
    read_at: datetime | None

    @property
    def by_month(self) -> CrossRow:
        """Give how many were received in each month."""
        return self.cuts[Cut.STATUS].sums

    @property
    def covers_agency(self) -> bool:
        """Tell whether the other counters of the agency are in it."""
        return self.scope is FeedScope.AGENCY


def make_report(
    period: Period, facts: ReportFacts, *, desk: Desk, made_at: datetime, today: date, calendar: WorkCalendar
) -> Report:
    """Give the report of what was read; ``today`` is the counter's day."""
    times = [timed for timed in facts.times if timed.status is not Status.VOID]
    waiting = [timed for timed in times if timed.standing is Standing.OPEN]
    by_status = [cell for cell in facts.cells if cell.cut is Cut.STATUS]
    own = sum(cell.n for cell in by_status if cell.own)
    return Report(
        period=period,
        desk=desk,
        made_at=made_at,
        received=sum(cell.n for cell in by_status),
        own=own,
        void=sum(timed.n for timed in facts.times if timed.status is Status.VOID),
        unused_numbers=facts.unused_numbers,
        finished=sum(timed.n for timed in times if timed.standing is Standing.FINISHED),
        open=sum(timed.n for timed in waiting),
        oldest_open_on=min((timed.received_on for timed in waiting), default=None),
        ages=_ages(waiting, today),
        cuts={cut: cross((cell for cell in facts.cells if cell.cut is cut), period.months) for cut in Cut},
        answer=answered(times, today=today, calendar=calendar),
        close=closed(times, today=today, calendar=calendar),
        waiting_since=facts.waiting_since,
        deliveries=_deliveries(own, facts.unproven),
        returned=dict(facts.returned),
        evidence=facts.evidence,
        connected=facts.connected,
        scope=facts.scope,
        read_at=facts.read_at,
    )


def cross(cells: Iterable[Cell], months: Sequence[date]) -> Cross:
    """Give the cells of one cut summed by code and month."""
    place = {month: n for n, month in enumerate(months)}
    found: dict[str, list[int]] = {}
    sums = [0] * len(months)
    for cell in cells:
        row = found.setdefault(cell.code, [0] * len(months))
        row[place[cell.month]] += cell.n
        sums[place[cell.month]] += cell.n
    return _most_first(found, sums)


def merged(table: Cross, code_of: Callable[[str], str]) -> Cross:
    """Give a table with rows put together that have a code in common: sub-categories under their category."""
    found: dict[str, list[int]] = {}
    for row in table.rows:
        under = found.setdefault(code_of(row.code), [0] * len(row.months))
        under[:] = [one + other for one, other in zip(under, row.months, strict=True)]
    return _most_first(found, table.sums.months)


def _most_first(found: Mapping[str, Sequence[int]], sums: Sequence[int]) -> Cross:
    rows = [CrossRow(code=code, months=tuple(counts)) for code, counts in found.items()]
    rows.sort(key=lambda row: (row.code == HIDDEN, -row.total, row.code))
    return Cross(rows=tuple(rows), sums=CrossRow(code="", months=tuple(sums)))


def _deliveries(own: int, unproven: Mapping[Delivery, int]) -> Mapping[Delivery, int]:
    """Give how far the own reports have come: each has its event, so what is not unproven is proven.

    What was set aside needs a look as well, and is told with the rest of these.
    """
    found = {Delivery.CONFIRMED: own - sum(unproven.values())}
    for state, n in unproven.items():
        shown = Delivery.NEEDS_CHECK if state is Delivery.SET_ASIDE else state
        found[shown] = found.get(shown, 0) + n
    return {state: n for state, n in found.items() if n}


def _ages(waiting: Iterable[Timed], today: date) -> Mapping[AgeBand, int]:
    found = dict.fromkeys(AgeBand, 0)
    for timed in waiting:
        days = (today - timed.received_on).days
        found[next((band for band, most in _UP_TO if days <= most), AgeBand.LONGER)] += timed.n
    return found
