"""A report on the lanes: read, put into words, and written into the file that was chosen."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import AppError
from app.domain.period import Period
from app.domain.report import Report
from app.domain.report_sheet import ReportSheet

if TYPE_CHECKING:
    from app.services import Session
    from ui.context import Context
    from ui.lane import Request

_KINDS: Final = {"pdf": "PDF (*.pdf)", "xlsx": "Excel (*.xlsx)"}


class ReportRun(QObject):
    """Of two reports that are asked for one after the other only the later one is told."""

    read = Signal(object, object)  # Report, ReportSheet
    saved = Signal(str)  # name of the file
    failed = Signal(object)  # AppError

    def __init__(self, ctx: "Context", page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._page = ctx, page
        self._request: Request | None = None
        self._report: Report | None = None
        self._ending = "pdf"
        self.saving = False

    def ask(self, period: Period) -> None:
        """Read the sums of a period."""
        if self._request is not None:
            self._request.cancel()
        session = self._ctx.session
        work = partial(_read, session, period, self._ctx.language)
        self._request = self._ctx.read.ask(
            work, self._on_read, self._on_failed, owner=self, interrupt=session.services.report.interrupt
        )

    def stop(self) -> None:
        """Break off what is being read."""
        if self._request is not None:
            self._request.cancel()

    def choose(self, report: Report, ending: str) -> None:
        """Ask for a file and write the report into it as "pdf" or "xlsx"."""
        if self.saving:
            return
        self._report, self._ending = report, ending
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"{folder}/laporan-{report.desk.agency_code}-{report.period}.{ending}"
        dialog = QFileDialog(self._page, self.tr("Save the report"), name, _KINDS[ending])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(name)
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, file: str) -> None:
        """Write the report that was to be saved into a file."""
        if self._report is None:
            return
        self.saving = True
        work = partial(_save, self._ctx.session, self._report, self._ending, Path(file))
        self._ctx.files.ask(work, self._on_saved, self._on_not_saved, owner=self)

    def _on_read(self, made: tuple[Report, ReportSheet]) -> None:
        self._request = None
        self.read.emit(*made)

    def _on_saved(self, name: str) -> None:
        self.saving = False
        self.saved.emit(name)

    def _on_not_saved(self, problem: AppError) -> None:
        self.saving = False
        self.failed.emit(problem)

    def _on_failed(self, problem: AppError) -> None:
        self._request = None
        if problem.code != "query_interrupted":
            self.failed.emit(problem)


def _read(session: "Session", period: Period, language: str) -> tuple[Report, ReportSheet]:
    report = session.services.report(session.officer, period)
    return report, session.services.report.sheet(report, language)


def _save(session: "Session", report: Report, ending: str, file: Path) -> str:
    from ui.printing import to_pdf_file

    journey = session.services.report
    content = journey.pdf(session.officer, report) if ending == "pdf" else journey.xlsx(session.officer, report)
    to_pdf_file(content, file)
    return file.name
