"""The management report: read once, then shown, set on paper or written as a workbook from the same value."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.access import Act, may
from app.domain.errors import NotAllowed
from app.domain.form import Form
from app.domain.officer import Desk, Officer
from app.domain.period import Period
from app.domain.reference import Reference
from app.domain.report import Report, make_report
from app.domain.report_sheet import ReportSheet
from app.ports.queries import ReportQueries
from app.ports.stores import Units
from app.ports.world import Clock, ReportBook, ReportPaper
from app.usecases.register_complaint import zone_of
from app.usecases.report_names import Word
from app.usecases.word_report import WordReport


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagementReport:
    """Whoever may see the sums of the agency makes them; each paper and workbook that is made is logged."""

    units: Units
    queries: ReportQueries
    desk: Callable[[], Desk]
    form: Form
    lists: Reference
    words: Callable[[str], Word]
    paper: ReportPaper
    book: ReportBook
    clock: Clock

    def __call__(self, actor: Officer, period: Period) -> Report:
        """Give the sums of a period as they stand now.  Raises NotAllowed ``report_not_allowed``, StorageProblem."""
        _require(actor)
        desk, now = self.desk(), self.clock()
        facts = self.queries.facts(period, counter=desk.counter, utc_offset_minutes=desk.utc_offset_minutes)
        today = now.astimezone(zone_of(desk)).date()
        return make_report(period, facts, desk=desk, made_at=now, today=today, calendar=self.lists.calendar)

    def interrupt(self) -> None:
        """Break off the reading that runs in another thread; it ends with ``query_interrupted``."""
        self.queries.interrupt()

    def sheet(self, report: Report, language: str) -> ReportSheet:
        """Give a report in words."""
        return WordReport(form=self.form, lists=self.lists, word=self.words(language), language=language)(report)

    def pdf(self, actor: Officer, report: Report) -> bytes:
        """Set a report on A4, in the desk's language.  Raises NotAllowed, StorageProblem ``fonts_unreadable``."""
        _require(actor)
        made = self.paper.report(self.sheet(report, report.desk.language))
        self._note(actor, report, "pdf")
        return made

    def xlsx(self, actor: Officer, report: Report) -> bytes:
        """Write a report as a workbook, one sheet for each table, in the desk's language.  Raises NotAllowed."""
        _require(actor)
        made = self.book(self.sheet(report, report.desk.language))
        self._note(actor, report, "xlsx")
        return made

    def _note(self, actor: Officer, report: Report, way: str) -> None:
        with self.units() as unit:
            unit.audit.add(
                at=self.clock(), officer_id=actor.id, act="report_made", subject=str(report.period), detail=way
            )
            unit.commit()


def _require(actor: Officer) -> None:
    if not may(actor, Act.REPORT):
        raise NotAllowed("report_not_allowed", role=actor.role.value)
