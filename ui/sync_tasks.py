"""What a person does with what came back from the centre: decide between two values, or note that it was done."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.centre import SyncRow
from app.domain.errors import AppError, UserProblem
from app.domain.outbox import Delivery
from app.domain.task import TaskKind, TaskRow
from ui.dialogs.choose_values import ChooseValues, Difference
from ui.dialogs.reason import ReasonDialog
from ui.problems import line

if TYPE_CHECKING:
    from app.services import ConflictView, Session
    from ui.context import Context

TO_DECIDE: Final = frozenset({TaskKind.EDIT_DIFFERS, TaskKind.TRACKING_DIFFERS})
AGAIN: Final = frozenset({TaskKind.FILE_REFUSED, TaskKind.FORWARD_UNCLEAR})
EVENTS_AGAIN: Final = frozenset({Delivery.REJECTED, Delivery.SET_ASIDE})
_TRACKING: Final = "tracking_id"


class SyncTasks(QObject):
    """Asks in a dialog above the page that owns it."""

    done = Signal()
    mapped = Signal()
    failed = Signal(object)  # AppError

    def __init__(self, ctx: "Context", page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._page = ctx, page
        self._task: TaskRow | None = None
        self._dialog: ChooseValues | None = None
        self._reason: ReasonDialog | None = None

    def finish(self, task: TaskRow) -> None:
        """Note that a task is done; of an unclear addition, that it is there."""
        services, officer = self._ctx.session.services, self._ctx.session.officer
        work = partial(services.work_off_tasks.done, officer, task.n)
        if task.kind is TaskKind.FORWARD_UNCLEAR:
            work = partial(services.direct_desk.piece_there, officer, task.complaint_id)
        self._ctx.write.ask(work, self._on_done, self._on_failed, owner=self)

    def try_again(self, task: TaskRow) -> None:
        """Let refused files go out again, or what is surely not there, with the reason of whoever looked."""
        self._task = task
        services, officer = self._ctx.session.services, self._ctx.session.officer
        if task.kind is TaskKind.FILE_REFUSED:
            work = partial(services.send_files.again, officer, task.complaint_id)
            self._ctx.write.ask(work, self._on_done, self._on_failed, owner=self)
        elif task.kind is TaskKind.FORWARD_UNCLEAR:
            self._reason = ReasonDialog(
                self.tr("Surely not in LAPOR!"),
                self.tr("After this it is sent again. Look in LAPOR! for its number first."),
                hint=self.tr("For example: searched by number and title, not found"),
                ok=self.tr("It is not there"),
                parent=self._page,
            )
            self._reason.given.connect(self._on_absent)
            self._reason.open()

    def send_again(self, row: SyncRow) -> None:
        """Let what the centre refused of a record go out again: what was wrong there or here is mended."""
        work = partial(self._ctx.session.services.work_off_tasks.send_again, self._ctx.session.officer, row.event_id)
        self._ctx.write.ask(work, self._on_done, self._on_failed, owner=self)

    def _on_absent(self, reason: str) -> None:
        if self._task is not None:
            services, officer = self._ctx.session.services, self._ctx.session.officer
            work = partial(services.direct_desk.not_there, officer, self._task.complaint_id, reason)
            self._ctx.write.ask(work, self._on_absent_noted, self._on_absent_refused, owner=self)

    def _on_absent_noted(self, _: object) -> None:
        self._close_reason()
        self.done.emit()

    def _on_absent_refused(self, problem: AppError) -> None:
        if self._reason is not None and problem.code.startswith("reason_"):
            self._reason.refuse(line(self._ctx.words, problem))
            return
        self._close_reason()
        self._on_failed(problem)

    def _close_reason(self) -> None:
        if self._reason is not None:
            self._reason.accept()
            self._reason = None

    def map(self) -> None:
        """Let an admin type the ids at LAPOR! that reports wait for."""
        from ui.dialogs.mapping import MappingDialog

        dialog = MappingDialog(self._ctx, parent=self._page)
        dialog.kept.connect(self.mapped)
        dialog.finished.connect(self._on_done)
        dialog.open()

    def decide(self, task: TaskRow) -> None:
        """Show what differs and let it be decided."""
        self._task = task
        self._ctx.read.ask(partial(_differences, self._ctx, task), self._on_differences, self._on_failed, owner=self)

    def _on_differences(self, lines: tuple[Difference, ...]) -> None:
        task = self._task
        if task is None:
            return
        if not lines:
            self.failed.emit(UserProblem("task_done"))
            return
        self._dialog = ChooseValues(
            self.tr("The centre says otherwise"),
            self.tr("%1 · decide field by field. Nothing was overwritten; what you decide goes to the centre.").replace(
                "%1", task.number
            ),
            lines,
            parent=self._page,
        )
        self._dialog.chosen.connect(self._on_chosen)
        self._dialog.open()

    def _on_chosen(self, decided: Mapping[str, bool], reason: str) -> None:
        if self._task is not None:
            work = partial(_settle, self._ctx.session, self._task, decided, reason)
            self._ctx.write.ask(work, self._on_settled, self._on_refused, owner=self)

    def _on_settled(self, _: object) -> None:
        self._close()
        self.done.emit()

    def _on_done(self, _: object) -> None:
        self.done.emit()

    def _on_refused(self, problem: AppError) -> None:
        if self._dialog is not None and problem.code.startswith("reason_"):
            self._dialog.refuse(line(self._ctx.words, problem))
            return
        self._close()
        self._on_failed(problem)

    def _on_failed(self, problem: AppError) -> None:
        self.failed.emit(problem)

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()
            self._dialog = None


def _conflict(session: "Session", task: TaskRow) -> "ConflictView | None":
    waiting = session.services.settle_conflicts.waiting(session.officer, of=task.complaint_id)
    return next((one for one in waiting if one.conflict.edit_id == task.detail), None)


def _differences(ctx: "Context", task: TaskRow) -> tuple[Difference, ...]:
    """Run on the read lane."""
    session = ctx.session
    if task.kind is TaskKind.TRACKING_DIFFERS:
        ours = session.services.open_case(session.officer, task.complaint_id).tracking_id or ""
        return (
            Difference(
                name=_TRACKING, label=ctx.words.word("event", "tracking"), before="", ours=ours, theirs=task.detail
            ),
        )
    found = _conflict(session, task)
    return tuple(
        Difference(
            name=one.field,
            label=ctx.form.field(one.field).label[ctx.language] if ctx.form.has(one.field) else one.field,
            before=one.before,
            ours=one.ours,
            theirs=one.theirs,
        )
        for one in (found.lines if found else ())
    )


def _settle(session: "Session", task: TaskRow, decided: Mapping[str, bool], reason: str) -> None:
    """Run on the write lane; each field is a correction of its own, so the version is asked for anew."""
    if task.kind is TaskKind.TRACKING_DIFFERS:
        session.services.work_off_tasks.settle_tracking(session.officer, task.n, take_theirs=decided[_TRACKING])
        return
    for field, take_theirs in decided.items():
        found = _conflict(session, task)
        if found is None:
            raise UserProblem("conflict_settled")
        session.services.settle_conflicts(
            session.officer,
            task.detail,
            field,
            take_theirs=take_theirs,
            reason=reason,
            seen_version=found.version,
        )
