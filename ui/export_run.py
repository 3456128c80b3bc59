"""An export of LAPOR! taken in from a page: choose the file, look through it, take in what changes something."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import AppError
from app.domain.lapor_export import ExportRow

if TYPE_CHECKING:
    from app.services import ExportTaken
    from ui.context import Context


class ExportRun(QObject):
    """Works on the lanes of files and writing."""

    taken = Signal(str, str)  # what was taken in, and what was left
    failed = Signal(object)  # AppError

    def __init__(self, ctx: "Context", page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._page = ctx, page

    def choose(self) -> None:
        """Ask for the file and look through it."""
        file = self.choose_file()
        if file is not None:
            session = self._ctx.session
            work = partial(session.services.take_in_export.look, session.officer, file)
            self._ctx.files.ask(work, self._on_looked, self._on_failed, owner=self)

    def choose_file(self) -> Path | None:
        """Ask which file; None when the officer thinks better of it."""
        what = self.tr("Tables (*.xlsx *.xls *.ods *.csv)")
        chosen, _ = QFileDialog.getOpenFileName(self._page, self.tr("Export of LAPOR!"), "", what)
        return Path(chosen) if chosen else None

    def _on_looked(self, rows: Sequence[ExportRow]) -> None:
        from ui.dialogs.export_preview import ExportPreview

        dialog = ExportPreview(self._ctx, rows, parent=self._page)
        dialog.wanted.connect(self._on_wanted)
        dialog.open()

    def _on_wanted(self, rows: Sequence[ExportRow]) -> None:
        session = self._ctx.session
        work = partial(session.services.take_in_export, session.officer, rows)
        self._ctx.write.ask(work, self._on_taken, self._on_failed, owner=self)

    def _on_taken(self, taken: "ExportTaken") -> None:
        numbers = self.tr("%n number(s) taken in", "", taken.numbers)
        statuses = self.tr("%n status(es) taken in", "", taken.statuses)
        left = self.tr("%n line(s) changed here meanwhile and were left.", "", taken.left) if taken.left else ""
        self.taken.emit(f"{numbers} · {statuses}", left)

    def _on_failed(self, problem: AppError) -> None:
        self.failed.emit(problem)
