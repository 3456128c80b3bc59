"""Changes a case after it was saved: gives what to correct, takes corrections, makes it void; all on the lanes."""

from collections.abc import Mapping
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


class CaseChanges(QObject):
    begun = Signal(object)  # Correctable
    opened = Signal(object)  # Reporter, once the look is logged
    corrected = Signal(object)  # Corrected
    refused = Signal(object)  # AppError of a correction; what was typed stands
    voided = Signal()
    failed = Signal(object)  # AppError

    def __init__(self, ctx: "Context", page: QWidget) -> None:
        super().__init__(page)
        self._ctx = ctx
        self._id = ComplaintId("")
        self._version = 0
        self._dialog: ReasonDialog | None = None

    def begin(self, id: ComplaintId) -> None:
        """Ask for what may be corrected."""
        session = self._ctx.session
        begin = partial(session.services.correct_complaint.begin, session.officer, id)
        self._ctx.write.ask(begin, self._on_begun, self._on_failed, owner=self)

    def correct(self, id: ComplaintId, changed: Mapping[str, str], reason: str, *, version: int) -> None:
        """Store a correction."""
        session = self._ctx.session
        work = partial(session.services.correct_complaint, session.officer, id, changed, reason, seen_version=version)
        self._ctx.write.ask(work, self._on_corrected, self._on_refused, owner=self)

    def ask_identity(self, id: ComplaintId) -> None:
        """Ask for the reason, then open the reporter's fields."""
        self._ask(
            id,
            self.tr("Open the reporter's fields"),
            self.tr("Who opened them, when and why is noted in the history of the case."),
            hint=self.tr("For example: reporter asks to put the address right"),
            ok=self.tr("Open, and note it"),
        ).given.connect(self._on_identity_reason)

    def ask_void(self, id: ComplaintId, number: str, *, version: int) -> None:
        """Ask for the reason, then make the entry void."""
        self._version = version
        self._ask(
            id,
            self.tr("Make %1 void").replace("%1", number),
            self.tr(
                "For an entry that should not have been filed. The number stays, with this reason; it cannot be undone."
            ),
            hint=self.tr("For example: filed twice. Without the name of the reporter."),
            ok=self.tr("Make it void"),
            close=self.tr("Leave it as it is"),
        ).given.connect(self._on_void_reason)

    def _on_begun(self, case: object) -> None:
        self.begun.emit(case)

    def _on_corrected(self, corrected: object) -> None:
        self.corrected.emit(corrected)

    def _on_refused(self, problem: AppError) -> None:
        self.refused.emit(problem)

    def _on_failed(self, problem: AppError) -> None:
        self.failed.emit(problem)

    def _ask(self, id: ComplaintId, title: str, said: str, *, hint: str, ok: str, close: str = "") -> "ReasonDialog":
        from ui.dialogs.reason import ReasonDialog

        self._id = id
        self._dialog = ReasonDialog(title, said, hint=hint, ok=ok, close=close, parent=cast("QWidget", self.parent()))
        self._dialog.open()
        return self._dialog

    def _on_identity_reason(self, reason: str) -> None:
        session = self._ctx.session
        work = partial(session.services.open_case.identity, session.officer, self._id, reason)
        self._ctx.write.ask(work, self._on_opened, self._on_reason_refused, owner=self)

    def _on_opened(self, reporter: object) -> None:
        self._close()
        self.opened.emit(reporter)

    def _on_void_reason(self, reason: str) -> None:
        session = self._ctx.session
        work = partial(session.services.void_complaint, session.officer, self._id, reason, seen_version=self._version)
        self._ctx.write.ask(work, self._on_voided, self._on_reason_refused, owner=self)

    def _on_voided(self, _: object) -> None:
        self._close()
        self.voided.emit()

    def _on_reason_refused(self, problem: AppError) -> None:
        wrong_reason = isinstance(problem, UserProblem) and problem.code.startswith("reason_")
        if self._dialog is not None and wrong_reason:
            self._dialog.refuse(line(self._ctx.words, problem))
        else:
            self._close()
            self.failed.emit(problem)

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()
            self._dialog = None
