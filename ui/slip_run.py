"""The slip that sends a person on, to a printer or a file: logged first; a printer that fails is told back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from ui.context import Context

if TYPE_CHECKING:
    from app.services import ReferredSlip

_JOB: str = "Slip"


class SlipRun(QObject):
    """One slip at a time."""

    finished = Signal()
    failed = Signal(object)  # AppError

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._slip: ReferredSlip | None = None
        self._file: Path | None = None
        self.busy = False

    def print(self, bodies: Sequence[str], bring: Sequence[str]) -> None:
        """Print on the default printer."""
        self._begin(bodies, bring, "print", None)

    def save(self, bodies: Sequence[str], bring: Sequence[str], file: Path) -> None:
        """Write a PDF."""
        self._begin(bodies, bring, "pdf", file)

    def _begin(self, bodies: Sequence[str], bring: Sequence[str], way: str, file: Path | None) -> None:
        if self.busy:
            return
        self.busy, self._file = True, file
        session = self._ctx.session
        issue = partial(session.services.refer_elsewhere, session.officer, tuple(bodies), tuple(bring), way=way)
        self._ctx.write.ask(issue, self._on_set, self._on_refused, owner=self)

    def _on_set(self, slip: "ReferredSlip") -> None:
        self._slip = slip
        work = partial(_print, slip.pdf) if self._file is None else partial(_write, slip.pdf, self._file)
        self._ctx.read.ask(work, self._on_done, self._on_paper_failed, owner=self)

    def _on_done(self, _: object) -> None:
        self.busy = False
        self.finished.emit()

    def _on_paper_failed(self, problem: AppError) -> None:
        session = self._ctx.session
        assert self._slip is not None
        told = partial(session.services.refer_elsewhere.failed, session.officer, self._slip)
        self._ctx.write.ask(told, self._on_told, owner=self)
        self._on_refused(problem)

    def _on_told(self, _: object) -> None:
        """The log knows that the slip did not come out."""

    def _on_refused(self, problem: AppError) -> None:
        self.busy = False
        self.failed.emit(problem)


def _print(pdf: bytes) -> None:
    from ui.printing import print_on_default

    print_on_default(pdf, job_title=_JOB)


def _write(pdf: bytes, file: Path) -> None:
    from ui.printing import to_pdf_file

    to_pdf_file(pdf, file)
