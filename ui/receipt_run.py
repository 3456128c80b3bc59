"""Receipts to a printer or a file: entered in the ledger first, then on paper; a printer that fails is told back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError, StorageProblem
from app.domain.ids import ComplaintId
from ui.context import Context

if TYPE_CHECKING:
    from app.services import Issued


class ReceiptRun(QObject):
    """One run at a time; nothing that was saved is undone when paper fails."""

    finished = Signal(int)  # how many receipts left the desk
    failed = Signal(object)  # AppError

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._issued: Issued | None = None
        self._file: Path | None = None
        self.busy = False

    def print(self, ids: Sequence[ComplaintId]) -> None:
        """Print on the default printer."""
        self._begin(ids, "print", None)

    def save(self, ids: Sequence[ComplaintId], file: Path) -> None:
        """Write one PDF."""
        self._begin(ids, "pdf", file)

    def _begin(self, ids: Sequence[ComplaintId], way: str, file: Path | None) -> None:
        if self.busy or not ids:
            return
        self.busy, self._file = True, file
        session = self._ctx.session
        issue = partial(session.services.issue_receipts, session.officer, tuple(ids), way=way)
        self._ctx.write.ask(issue, self._on_issued, self._on_refused, owner=self)

    def _on_issued(self, issued: "Issued") -> None:
        self._issued = issued
        work = partial(_print, issued) if self._file is None else partial(_write, issued.pdf, self._file)
        self._ctx.read.ask(work, self._on_done, self._on_paper_failed, owner=self)

    def _on_done(self, _: object) -> None:
        assert self._issued is not None
        self.busy = False
        self.finished.emit(len(self._issued.printings))

    def _on_paper_failed(self, problem: AppError) -> None:
        session = self._ctx.session
        assert self._issued is not None
        told = partial(session.services.issue_receipts.failed, session.officer, self._issued)
        self._ctx.write.ask(told, self._on_told, owner=self)
        self._on_refused(problem)

    def _on_told(self, _: object) -> None:
        """The ledger knows that the sheets did not come out."""

    def _on_refused(self, problem: AppError) -> None:
        self.busy = False
        self.failed.emit(problem)


def _print(issued: "Issued") -> None:
    from ui.printing import print_on_default

    print_on_default(issued.pdf, job_title=issued.printings[0].number)


def _write(pdf: bytes, file: Path) -> None:
    try:
        file.write_bytes(pdf)
    except OSError:
        raise StorageProblem("file_unwritable") from None
