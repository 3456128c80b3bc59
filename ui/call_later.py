"""Puts a case on the call-back list from any page: one line for the reason, then it stands there."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError, UserProblem
from app.domain.ids import ComplaintId
from ui.problems import line

if TYPE_CHECKING:
    from ui.context import Context
    from ui.dialogs.reason import ReasonDialog


class CallLater(QObject):
    listed = Signal()
    failed = Signal(object)  # AppError

    def __init__(self, ctx: "Context", page: QWidget) -> None:
        super().__init__(page)
        self._ctx = ctx
        self._id: ComplaintId | None = None
        self._dialog: ReasonDialog | None = None

    def ask(self, id: ComplaintId) -> None:
        """Ask why somebody is to be called back."""
        from ui.dialogs.reason import ReasonDialog

        self._id = id
        self._dialog = ReasonDialog(
            self.tr("Call back later"),
            self.tr("The case stands on the call-back list until somebody was reached."),
            hint=self.tr("For example: wants to hear of the X-ray, after 15.00"),
            ok=self.tr("Put it on the list"),
            parent=cast("QWidget", self.parent()),
        )
        self._dialog.given.connect(self._on_reason)
        self._dialog.open()

    def _on_reason(self, reason: str) -> None:
        assert self._id is not None
        session = self._ctx.session
        work = partial(session.services.call_back.add, session.officer, self._id, reason)
        self._ctx.write.ask(work, self._on_listed, self._on_refused, owner=self)

    def _on_listed(self, _: object) -> None:
        self._close()
        self.listed.emit()

    def _on_refused(self, problem: AppError) -> None:
        if self._dialog is not None and isinstance(problem, UserProblem) and problem.code != "call_back_waiting":
            self._dialog.refuse(line(self._ctx.words, problem))
        else:
            self._close()
            self.failed.emit(problem)

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()
            self._dialog = None
