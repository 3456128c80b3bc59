"""Puts a report into words: names for codes, columns for months, and the notes that say how it was counted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from app.domain.complaint import Status
from app.domain.form import Form
from app.domain.period import Period, PeriodKind
from app.domain.reference import Reference
from app.domain.report import HIDDEN, AgeBand, AtLapor, Cross, CrossRow, Cut, Report, merged
from app.domain.report_clocks import Kept, Timeliness
from app.domain.report_sheet import Column, Figure, Line, ReportSheet, Table, Unit, Value, written
from app.usecases.register_complaint import zone_of
from app.usecases.report_names import ReportNames, Word

_STATUSES: Final = {status.value: n for n, status in enumerate(Status)}
_AT_LAPOR: Final = {one.value: n for n, one in enumerate(AtLapor)}
_QUARTERS: Final = ("I", "II", "III", "IV")
_CHARTED: Final = ("month", "channel", "category")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordReport:
    """Knows the lists, the form, and the words of one language."""

    form: Form
    lists: Reference
    word: Word
    language: str

    def __call__(self, report: Report) -> ReportSheet:
        """Give the report in words."""
        desk = report.desk
        return ReportSheet(
            language=self.language,
            period=str(report.period),
            title=self._say("title"),
            subtitle=self.period(report.period),
            letterhead=desk.letterhead or (desk.agency_name,),
            agency=desk.agency_name,
            state=self._state(report),
            facts=self._facts(report),
            figures=self._figures(report),
            tables=tuple(self._tables(report)),
            charted=tuple(code for code in _CHARTED if code != "month" or report.period.kind is not PeriodKind.MONTH),
            notes=tuple(self._notes(report)),
            place_and_day=f"{desk.city}, {self._day(self._local(report, report.made_at).date())}",
            signatory=self._say("signatory", agency=desk.agency_name),
        )

    def period(self, period: Period) -> str:
        """Give "November 2026", "Triwulan IV 2026" or "Tahun 2026"."""
        match period.kind:
            case PeriodKind.MONTH:
                return f"{self.word('month', str(period.n))} {period.year}"
            case PeriodKind.QUARTER:
                return self._say("quarter", n=_QUARTERS[period.n - 1], year=period.year)
            case PeriodKind.YEAR:
                return self._say("year", year=period.year)

    # ---- head ----

    def _facts(self, report: Report) -> tuple[tuple[str, str], ...]:
        span = f"{self._day(report.period.first)} – {self._day(report.period.last)}"
        if self._local(report, report.made_at).date() <= report.period.last:
            span = self._say("not_over", span=span)
        counters = ", ".join(line.code for line in _ordered(report.cuts[Cut.COUNTER], {}).rows) or report.desk.counter
        return (
            (self._say("fact_period"), span),
            (self._say("fact_agency"), report.desk.agency_name),
            (self._say("fact_counters"), counters),
            (self._say("fact_state"), self._state(report)),
        )

    def _state(self, report: Report) -> str:
        told = {"made": self._moment(report, report.made_at), "counter": report.desk.counter}
        if report.covers_agency and report.read_at is not None:
            return self._say("state_agency", **told, read=self._moment(report, report.read_at))
        return self._say("state_own" if report.connected else "state_alone", **told)

    def _figures(self, report: Report) -> tuple[Figure, ...]:
        waiting = report.cuts[Cut.AT_LAPOR]
        sent = sum(row.total for row in waiting.rows if row.code in (AtLapor.HAS_ID, AtLapor.FROM_THERE))
        others = report.received - report.own
        days = report.answer.median_days
        took = (
            self._say("median", days=written(days, Unit.DAYS, self.language))
            if days is not None
            else self._say("no_days")
        )
        return (
            self._figure("received", self._count(report.received), own=self._count(report.own), n=self._count(others)),
            self._figure("finished", self._count(report.finished), share=self._share(report.finished, report.received)),
            self._figure("open", self._count(report.open), since=self._since(report.oldest_open_on)),
            self._figure("on_time", written(report.answer.share_on_time, Unit.SHARE, self.language), took=took),
            self._figure("at_lapor", self._count(sent), share=self._share(sent, report.received)),
        )

    def _figure(self, code: str, value: str, **facts: str) -> Figure:
        note = self.word("report_figure_note", code, **facts)
        return Figure(code=code, label=self.word("report_figure", code), value=value, note=note)

    def _since(self, day: date | None) -> str:
        return self._say("since", day=f"{day:%d-%m-%Y}") if day else self._say("nothing_open")

    # ---- tables ----

    def _tables(self, report: Report) -> Iterable[Table]:
        names = ReportNames(form=self.form, lists=self.lists, word=self.word, language=self.language)
        if report.period.kind is not PeriodKind.MONTH:
            yield self._months(report)
        yield self._cross(report, "channel", report.cuts[Cut.CHANNEL], names.channels())
        yield self._cross(report, "classification", report.cuts[Cut.CLASSIFICATION], names.classes())
        yield self._cross(
            report, "category", merged(report.cuts[Cut.CATEGORY], names.main_category), names.categories()
        )
        yield self._cross(report, "area", report.cuts[Cut.AREA], names.areas())
        yield self._cross(report, "agency", report.cuts[Cut.AGENCY], names.agencies(report.desk))
        yield self._cross(report, "counter", _ordered(report.cuts[Cut.COUNTER], {}), {})
        yield self._cross(report, "status", _ordered(report.cuts[Cut.STATUS], _STATUSES), names.of("status", Status))
        yield self._clocks(report)
        yield self._days(report)
        yield self._counts("age", [(band, self.word("report_age", band), report.ages[band]) for band in AgeBand])
        at_lapor = _ordered(report.cuts[Cut.AT_LAPOR], _AT_LAPOR)
        yield self._cross(report, "at_lapor", at_lapor, names.of("report_at_lapor", AtLapor))
        yield self._cross(report, "central_status", report.cuts[Cut.CENTRAL_STATUS], {"": self._say("no_status")})
        yield self._counts(
            "deliveries", [(state, self.word("delivery", state), n) for state, n in report.deliveries.items()]
        )
        yield self._counts("returned", [(code, self.word("task_code", code), n) for code, n in report.returned.items()])
        yield self._counts("numbers", self._numbers(report))
        yield self._evidence(report)

    def _months(self, report: Report) -> Table:
        lines = [
            self._line(f"{month:%Y-%m}", self.word("month", str(month.month)), n, report.received)
            for month, n in zip(report.period.months, report.by_month.months, strict=True)
        ]
        return self._table("month", lines, self._line("total", self._say("total"), report.received, report.received))

    def _cross(self, report: Report, code: str, cross: Cross, names: Mapping[str, str]) -> Table:
        months = report.period.months if report.period.kind is not PeriodKind.MONTH else ()
        columns = [Column(code=f"{m:%Y-%m}", title=self.word("month_short", str(m.month))) for m in months]
        columns.append(Column(code="total", title=self._say("total")))
        if report.period.kind is not PeriodKind.YEAR:
            columns.append(self._share_column())

        def line(row: CrossRow, label: str) -> Line:
            values: list[Value] = [*(row.months if months else ()), row.total]
            if report.period.kind is not PeriodKind.YEAR:
                values.append(row.total / report.received if report.received else None)
            return Line(code=row.code or "-", label=label, values=tuple(values))

        named = {**names, HIDDEN: self._say("hidden")}
        lines = [line(row, named.get(row.code, row.code or "–")) for row in cross.rows]
        total = line(CrossRow(code="total", months=cross.sums.months), self._say("total"))
        return self._table(code, lines, total, columns=columns)

    def _counts(self, code: str, rows: Sequence[tuple[str, str, int]]) -> Table:
        whole = sum(n for _, _, n in rows)
        lines = [self._line(str(row), label, n, whole) for row, label, n in rows]
        return self._table(code, lines, self._line("total", self._say("total"), whole, whole))

    def _clocks(self, report: Report) -> Table:
        clocks = self._clock_columns(Unit.COUNT)
        lines = [
            Line(
                code=kept,
                label=self.word("report_kept", kept),
                values=(report.answer.counts[kept], report.close.counts[kept]),
            )
            for kept in Kept
            if report.answer.counts[kept] or report.close.counts[kept]
        ]
        total = Line(
            code="total", label=self._say("total"), values=_both(report, lambda clock: sum(clock.counts.values()))
        )
        return self._table("clocks", lines, total, columns=clocks)

    def _days(self, report: Report) -> Table:
        rows = {
            "median": _both(report, lambda clock: clock.median_days),
            "mean": _both(report, lambda clock: clock.mean_days),
            "longest": _both(report, lambda clock: clock.longest_days),
            "measured": _both(report, lambda clock: clock.measured),
        }
        lines = [Line(code=code, label=self.word("report_days", code), values=values) for code, values in rows.items()]
        return self._table("days", lines, None, columns=self._clock_columns(Unit.DAYS))

    def _evidence(self, report: Report) -> Table:
        found = report.evidence
        rows = {
            "receipts": found.receipts,
            "joined": found.joined,
            "women": found.women,
            "men": found.men,
            "special_needs": found.special_needs,
        }
        lines = [self._line(code, self.word("report_evidence", code), n, report.own) for code, n in rows.items()]
        return self._table("evidence", lines, None)

    def _table(self, code: str, lines: Sequence[Line], total: Line | None, *, columns: Sequence[Column] = ()) -> Table:
        usual = (Column(code="total", title=self._say("total")), self._share_column())
        return Table(
            code=code,
            title=self.word("report_table", code),
            head=self.word("report_head", code),
            columns=tuple(columns) or usual,
            lines=tuple(lines),
            total=total,
            note=self.word("report_note", code),
        )

    def _line(self, code: str, label: str, n: int, whole: int) -> Line:
        return Line(code=code, label=label, values=(n, n / whole if whole else None))

    def _share_column(self) -> Column:
        return Column(code="share", title="%", unit=Unit.SHARE)

    def _clock_columns(self, unit: Unit) -> tuple[Column, ...]:
        return tuple(Column(code=code, title=self._say(code), unit=unit) for code in ("answer", "close"))

    def _numbers(self, report: Report) -> list[tuple[str, str, int]]:
        rows = {"counted": report.received, "void": report.void, "unused": report.unused_numbers}
        return [(code, self.word("report_number", code), n) for code, n in rows.items() if n or code != "unused"]

    # ---- notes ----

    def _notes(self, report: Report) -> Iterable[str]:
        first, last = self._day(report.period.first), self._day(report.period.last)
        yield self._say("note_basis", first=first, last=last, made=self._moment(report, report.made_at))
        if report.covers_agency and report.read_at is not None:
            read = self._moment(report, report.read_at)
            yield self._say("note_agency", read=read, counter=report.desk.counter)
        else:
            yield self._say("note_own", counter=report.desk.counter)
        for code in ("note_secret", "note_clocks", "note_days", "note_finished", "note_void", "note_satisfaction"):
            yield self._say(code)
        if report.answer.counts[Kept.UNKNOWN] or report.close.counts[Kept.UNKNOWN]:
            yield self._say("note_unknown")
        if report.waiting_since is not None:
            yield self._say("note_waiting", day=self._day(report.waiting_since))

    def _say(self, code: str, **facts: str | int) -> str:
        return self.word("report", code, **facts)

    def _count(self, n: int) -> str:
        return written(n, Unit.COUNT, self.language)

    def _share(self, n: int, whole: int) -> str:
        return written(n / whole if whole else None, Unit.SHARE, self.language)

    def _day(self, day: date) -> str:
        return f"{day.day} {self.word('month', str(day.month))} {day.year}"

    def _local(self, report: Report, moment: datetime) -> datetime:
        return moment.astimezone(zone_of(report.desk))

    def _moment(self, report: Report, moment: datetime) -> str:
        local = self._local(report, moment)
        return f"{self._day(local.date())} {local:%H}{'.' if self.language == 'id' else ':'}{local:%M}"


def _both(report: Report, figure: Callable[[Timeliness], Value]) -> tuple[Value, Value]:
    return figure(report.answer), figure(report.close)


def _ordered(cross: Cross, order: Mapping[str, int]) -> Cross:
    """Give the rows in the order of their codes, HIDDEN last."""
    rows = sorted(cross.rows, key=lambda row: (row.code == HIDDEN, order.get(row.code, 0), row.code))
    return Cross(rows=tuple(rows), sums=cross.sums)
