"""Taking in from the window: a tenth of a second of rows at a time on the write lane, with drafts and saves between.

Whoever stops it, or closes the window, has what was told so far; the run holds nothing that is not on disk.
"""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.domain.register import Table
from ui.context import Context

if TYPE_CHECKING:
    from app.services import RowResult

STEP_S: Final = 0.1


class ImportRun(QObject):
    """One run at a time over a table; ``busy`` while it is on."""

    told = Signal(object)  # Sequence[RowResult], in the order of the rows
    finished = Signal()
    failed = Signal(object)  # AppError

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._lots: Iterator[Sequence[RowResult]] | None = None
        self._stopping = False

    @property
    def busy(self) -> bool:
        """Whether rows are being looked at or taken in."""
        return self._lots is not None

    def begin(self, table: Table, *, dry_run: bool, clock_confirmed: bool = False) -> None:
        """Begin, unless a run is on."""
        if self._lots is None:
            session = self._ctx.session
            run = session.services.take_in_register.run
            self._lots = run(session.officer, table, dry_run=dry_run, clock_confirmed=clock_confirmed)
            self._stopping = False
            self._go_on()

    def stop(self) -> None:
        """Look at no more rows after those that are on their way."""
        self._stopping = True

    def _go_on(self) -> None:
        assert self._lots is not None
        self._ctx.write.ask(partial(_step, self._lots), self._on_step, self._on_failed, owner=self)

    def _on_step(self, step: "tuple[tuple[RowResult, ...], bool]") -> None:
        results, over = step
        if over or self._stopping:
            self._lots = None
        else:
            self._go_on()
        if results:
            self.told.emit(results)
        if self._lots is None:
            self.finished.emit()

    def _on_failed(self, problem: AppError) -> None:
        self._lots = None
        self.failed.emit(problem)


def _step(lots: "Iterator[Sequence[RowResult]]") -> "tuple[tuple[RowResult, ...], bool]":
    """Give the next results, and whether they are the last."""
    results: list[RowResult] = []
    until = time.monotonic() + STEP_S
    while time.monotonic() < until:
        lot = next(lots, None)
        if lot is None:
            return tuple(results), True
        results += lot
    return tuple(results), False
