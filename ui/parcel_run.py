"""A parcel to the stick and its answer from there, as the sync page does them: choose a place, then say what became."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import AppError

if TYPE_CHECKING:
    from app.services import AnswerTaken, Exported
    from ui.context import Context


class ParcelRun(QObject):
    """Works on the lane of files."""

    said = Signal(str, str)  # what happened, and what to do now
    failed = Signal(object)  # AppError

    def __init__(self, ctx: "Context", page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._page = ctx, page

    def export(self) -> None:
        """Ask for a folder and write what waits there."""
        folder = self.choose_folder()
        if folder is not None:
            session = self._ctx.session
            work = partial(session.services.export_parcel, session.officer, folder)
            self._ctx.files.ask(work, self._on_exported, self._on_failed, owner=self)

    def take_answer(self) -> None:
        """Ask for the answer file and take it in."""
        file = self.choose_file()
        if file is not None:
            session = self._ctx.session
            work = partial(session.services.take_in_answer, session.officer, file)
            self._ctx.files.ask(work, self._on_answer, self._on_failed, owner=self)

    def choose_folder(self) -> Path | None:
        """Ask where the parcel goes; None when the officer thinks better of it."""
        chosen = QFileDialog.getExistingDirectory(self._page, self.tr("Folder of the stick"))
        return Path(chosen) if chosen else None

    def choose_file(self) -> Path | None:
        """Ask for the answer file."""
        chosen, _ = QFileDialog.getOpenFileName(self._page, self.tr("Answer file"))
        return Path(chosen) if chosen else None

    def _on_exported(self, left: "Exported") -> None:
        title = self.tr("Parcel %1 is on the stick: %n item(s)", "", left.events + left.attachments)
        names = ", ".join(file.name for file in left.files)
        what = self.tr("%1. Bring it to a connected office; its answer file closes the records here.")
        self.said.emit(title.replace("%1", str(left.n)), what.replace("%1", names))

    def _on_answer(self, taken: "AnswerTaken") -> None:
        word = self._ctx.words.word
        counts: dict[str, int] = {}
        for _, _, outcome, _ in taken.outcomes:
            counts[outcome.value] = counts.get(outcome.value, 0) + 1
        told = ", ".join(f"{word('outcome', name)}: {count}" for name, count in counts.items())
        title = self.tr("This answer was taken in before") if taken.repeated else self.tr("The answer was taken in")
        self.said.emit(title, told)

    def _on_failed(self, problem: AppError) -> None:
        self.failed.emit(problem)
