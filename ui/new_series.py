"""Asks, after a sync or an enrolment, whether the desk goes on in another series or its log forked; says so once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from ui.context import Context

if TYPE_CHECKING:
    from app.domain.anchor import LogForked
    from app.domain.incarnation import Begun


class NewSeries(QObject):
    """Speaks for whatever page is shown."""

    told = Signal(object)  # AppError: the sentence

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx

    def ask(self) -> None:
        """Ask whether there is something to tell."""
        self._ctx.read.ask(self._ctx.session.services.tell_incarnation, self._on_answer, self._on_failed, owner=self)

    def _on_answer(self, begun: "Begun | LogForked | None") -> None:
        if begun is not None:
            self.told.emit(begun.notice())

    def _on_failed(self, _: AppError) -> None:
        """Nothing is lost: it is told at the next sign-in."""
