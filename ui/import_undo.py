"""An import taken back from the window: asked for a reason, done on the write lane with progress, all or nothing."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.import_run import ImportRun
from ui.context import Context
from ui.lane import Request
from ui.problems import line

if TYPE_CHECKING:
    from app.services import Session
    from ui.dialogs.undo_import import UndoImportDialog


class ImportUndo(QObject):
    """One import at a time; its dialog stands above the page that owns this."""

    undone = Signal(int)  # how many reports are void now

    def __init__(self, ctx: Context, page: QWidget) -> None:
        super().__init__(page)
        self._ctx = ctx
        self._run_id = ""
        self._dialog: UndoImportDialog | None = None
        self._request: Request | None = None

    def ask(self, run: ImportRun) -> None:
        """Ask why an import is to be taken back."""
        if self._dialog is not None:
            return
        from ui.dialogs.undo_import import UndoImportDialog

        when = self._ctx.formats.moment(self._ctx.local(run.at))
        self._run_id = run.id
        self._dialog = dialog = UndoImportDialog(when, run.accepted, parent=cast("QWidget", self.parent()))
        dialog.given.connect(self._on_given)
        dialog.stop_wanted.connect(self.stop)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def stop(self) -> None:
        """Ask what is being done to end, with everything as it was."""
        if self._request is not None:
            self._request.stop.set()

    def _on_given(self, reason: str) -> None:
        work = partial(_undo, self._ctx.session, self._run_id, reason)
        self._request = self._ctx.write.follow(
            work, self._on_undone, self._on_refused, progress=self._on_progress, owner=self
        )

    def _on_progress(self, progress: tuple[int, int]) -> None:
        if self._dialog is not None and self._request is not None:
            done, total = map(self._ctx.formats.number, progress)
            fact = self.tr("%1 of %2").replace("%1", done).replace("%2", total)
            self._dialog.show_progress(progress[0], progress[1], fact)

    def _on_undone(self, count: int) -> None:
        self._request = None
        if self._dialog is not None:
            self._dialog.accept()
        self.undone.emit(count)

    def _on_refused(self, problem: AppError) -> None:
        self._request = None
        if self._dialog is not None:
            self._dialog.refuse(line(self._ctx.words, problem))

    def _on_closed(self) -> None:
        self._dialog = None


def _undo(session: "Session", run_id: str, reason: str, request: Request) -> int:
    """Run on the write lane: the request carries the progress out and the wish to stop in."""
    undo = session.services.undo_import
    return undo(session.officer, run_id, reason, progress=request.report, stop=request.stop.is_set)
