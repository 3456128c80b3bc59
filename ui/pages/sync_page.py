"""Sync: a sentence first, then every event with what became of it and what to do; the run itself goes on anywhere."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.access import Act, may
from app.domain.centre import FileOnItsWay, ProofSummary, SyncProgress, SyncRow, SyncSummary
from app.domain.errors import AppError, NetworkProblem
from app.domain.task import TaskKind, TaskRow
from ui import theme
from ui.context import Context
from ui.keys import bind, shown_key
from ui.lane import Request
from ui.models.sync_model import DROP, LEAST, WIDTHS, SyncModel
from ui.parcel_run import ParcelRun
from ui.problems import show_in
from ui.sync_tasks import AGAIN, EVENTS_AGAIN, TO_DECIDE, SyncTasks
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.help_line import HelpLine
from ui.widgets.label import label
from ui.widgets.progress_row import ProgressRow
from ui.widgets.rows_view import RowsView
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import Session, Standing


_LARGE: Final = 1.4
_VERY_LARGE: Final = 1.75
_ALL: Final = 8
_SKEW_S: Final = 120


class SyncPage(QWidget):
    """Shows the outbox and runs the sync on its own lane; leaving the page does not stop a run."""

    standing_changed = Signal()
    running_changed = Signal(bool)
    case_wanted = Signal(str)  # complaint id

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._run: Request | None = None
        self._began = ""
        self._minutes = 0
        self._build()

    def _build(self) -> None:
        self.setObjectName("sync_page")
        large = theme.current().scale >= _VERY_LARGE
        self.sentence = label("", Type.TITLE if large else Type.BIG, wrap=True)
        self.sentence.setObjectName("sync_sentence")
        self.detail = label("", "soft", wrap=True)
        self.detail.setObjectName("sync_detail")
        self.connect_button = ActionButton(
            "connect", self.tr("Connect to the provincial server ..."), weight=Weight.PRIMARY, tall=True
        )
        self.connect_button.hide()
        head = Card()
        head.body.addWidget(self.sentence)
        head.body.addWidget(self.detail)
        offered = QHBoxLayout()
        offered.addWidget(self.connect_button)
        offered.addStretch(1)
        head.body.addLayout(offered)
        self.progress = ProgressRow("sync_progress")
        self._progress_card = Card()
        self._progress_card.body.addWidget(self.progress)
        self._calm = label(
            self.tr(
                "You may go on typing in New entry. When cancelled, what was confirmed stays sent and the rest stays"
                " safe on this PC."
            ),
            Type.HINT,
        )
        self._progress_card.body.addWidget(self._calm)
        self._progress_card.hide()
        self.banner = Banner("sync_problem")
        self.model = SyncModel(self._ctx, self)
        self.table = RowsView("outbox")
        self.table.setModel(self.model)
        self.table.set_widths(*WIDTHS, least=LEAST, drop=DROP)
        self.table.setAccessibleName(self.tr("What was sent and what waits"))
        self._empty = label(self.tr("Nothing to send yet. What you record appears here."), "soft")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room = QStackedWidget()
        self._room.addWidget(self.table)
        self._room.addWidget(self._empty)
        card = Card()
        card.body.addWidget(self._room)
        card.set_bare()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.current().px(8))
        rows.addWidget(head)
        rows.addWidget(self._progress_card)
        rows.addWidget(self.banner)
        rows.addWidget(card, 1)
        self.to_do = HelpLine("sync_to_do")
        rows.addWidget(self.to_do)
        rows.addLayout(self._foot())
        self.progress.cancel_wanted.connect(self.cancel)
        self.connect_button.clicked.connect(self._on_connect_clicked)
        self.table.open_wanted.connect(self._on_open_wanted)
        self.table.mark_wanted.connect(self._on_open_wanted)
        self.table.selectionModel().currentRowChanged.connect(self._enable)
        self.tasks = SyncTasks(self._ctx, self)
        self.tasks.done.connect(self._on_task_done)
        self.tasks.failed.connect(self._on_task_failed)
        self.tasks.mapped.connect(self._on_mapped)
        self.stick = ParcelRun(self._ctx, self)
        self.stick.said.connect(self._on_stick_said)
        self.stick.failed.connect(self._on_failed)
        self._bind()
        QWidget.setTabOrder(self.courier_button, self.connect_button)
        self.setFocusProxy(self.table)

    def _foot(self) -> QGridLayout:
        worn = theme.current()
        self.open_button = self._act("sync_open", self.tr("Open"))
        self.done_button = self._act("sync_done", self.tr("Done"))
        self.again_button = self._act("sync_again", self.tr("Send again"))
        self.leaving_button = self._act("sync_leaving", self.tr("What would leave"))
        self.prove_button = self._act("sync_prove", self.tr("Make sure"))
        self.export_button = self._act("sync_export", self.tr("To a stick"))
        self.answer_button = self._act("sync_answer", self.tr("Read an answer"))
        self.courier_button = self._act("sync_courier", self.tr("Carry for others"))
        may_sync = may(self._ctx.session.officer, Act.SYNC)
        of_task = (self.open_button, self.done_button, self.again_button)
        of_line = self._of_line = (
            self.leaving_button,
            self.prove_button,
            self.export_button,
            self.answer_button,
            self.courier_button,
        )
        foot = QGridLayout()
        foot.setSpacing(worn.px(8))
        in_a_row = _ALL if worn.scale < _LARGE else 3
        for place, button in enumerate((*of_task, *of_line)):
            row, column = divmod(place, in_a_row)
            foot.addWidget(button, row, column + (1 if in_a_row == _ALL and place >= len(of_task) else 0))
            if not may_sync and button in of_line:
                button.hide()
        if in_a_row == _ALL:
            foot.setColumnStretch(len(of_task), 1)
        return foot

    def _act(self, act: str, words: str) -> ActionButton:
        return ActionButton(f"{act}_button", words, key=shown_key("sync", act), spread=True)

    def _bind(self) -> None:
        acts = {
            self.open_button: self._open_chosen,
            self.done_button: self.finish_task,
            self.again_button: self.try_again,
            self.leaving_button: self.show_leaving,
            self.prove_button: self.prove,
            self.export_button: self.stick.export,
            self.answer_button: self.stick.take_answer,
            self.courier_button: self.carry,
        }
        for button, act in acts.items():
            button.clicked.connect(act)
        bind(
            "sync",
            self,
            {
                "sync_done": self.done_button.click,
                "sync_again": self.again_button.click,
                "sync_leaving": self.leaving_button.click,
                "sync_prove": self.prove_button.click,
                "sync_export": self.export_button.click,
                "sync_answer": self.answer_button.click,
                "sync_courier": self.courier_button.click,
            },
        )

    # ---- what the window relies on ----

    def start(self) -> None:
        """Look at the outbox."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look()

    def may_leave(self) -> bool:
        """A run goes on behind other pages."""
        return True

    def stop(self) -> None:
        """Ask a run to end; what was recorded of it stays."""
        if self._run is not None:
            self._run.stop.set()

    @property
    def running(self) -> bool:
        """Whether a run is on."""
        return self._run is not None

    def sync_now(self) -> None:
        """Begin a run unless one is on."""
        if self._run is not None:
            return
        self.banner.dismiss()
        session = self._ctx.session
        self._began = self._ctx.formats.time(self._ctx.local(self._ctx.now()))
        self._run = self._ctx.net.follow(
            partial(_sync, session), self._on_synced, self._on_sync_failed, progress=self._on_progress, owner=self
        )
        self._progress_card.show()
        self.progress.set_cancellable(True)
        self._show_progress(SyncProgress(done=0, total=0))
        self.running_changed.emit(True)

    def show_interval(self, minutes: int) -> None:
        """Take how often a sync begins by itself, 0 for never."""
        self._minutes = minutes

    def cancel(self) -> None:
        """Ask the run to end after what is on its way."""
        if self._run is not None:
            self._run.stop.set()
            self.progress.set_cancellable(False)

    def look(self) -> None:
        """Read the outbox anew."""
        session = self._ctx.session
        self._ctx.read.ask(partial(_standing, session), self._on_looked, self._on_failed, owner=self)

    # ---- inside ----

    def _on_looked(self, found: "tuple[Standing, tuple[SyncRow, ...], tuple[TaskRow, ...]]") -> None:
        standing, rows, tasks = found
        self._say(standing)
        chosen = self.table.chosen()
        self.model.show_rows(rows, tasks)
        self.table.clearSpans()
        for number in self.model.headings():
            self.table.setSpan(number, 0, 1, self.model.columnCount())
        self._room.setCurrentIndex(0 if rows or tasks else 1)
        self.table.choose(max(chosen, 1))
        for button in self._of_line:
            button.setEnabled(standing.sync.connected)
        for button in (self.prove_button, self.courier_button):  # both ask the centre itself
            button.setEnabled(standing.sync.connected and not standing.sync.by_stick)
        self._enable()

    def _enable(self) -> None:
        at = self.table.chosen()
        task = self.model.task(at)
        self.to_do.setVisible(task is not None)
        self.to_do.say(self.model.to_do(at))
        works = may(self._ctx.session.officer, Act.FOLLOW_UP)
        self.open_button.setEnabled(task is not None or self.model.event_row(at) is not None)
        self.open_button.set_words(self._opens(task))
        self.done_button.setEnabled(works and task is not None and task.kind not in TO_DECIDE)
        unclear = task is not None and task.kind is TaskKind.FORWARD_UNCLEAR
        self.done_button.set_words(self.tr("It is there") if unclear else self.tr("Done"))
        row = self.model.event_row(at)
        stopped = row is not None and row.delivery in EVENTS_AGAIN
        self.again_button.setVisible(stopped or (task is not None and task.kind in AGAIN))
        self.again_button.setEnabled(works or stopped)
        self.again_button.set_words(self.tr("Not there") if unclear else self.tr("Send again"))

    def _opens(self, task: TaskRow | None) -> str:
        if task is not None and task.kind in TO_DECIDE:
            return self.tr("Decide")
        return self.tr("Map") if task is not None and self._to_map(task) else self.tr("Open")

    def _to_map(self, task: TaskRow) -> bool:
        return task.kind is TaskKind.FORWARD_UNMAPPED and may(self._ctx.session.officer, Act.MANAGE)

    def _say(self, standing: "Standing") -> None:
        sync = standing.sync
        if not sync.connected:
            self.sentence.setText(self.tr("Not connected yet"))
            admin = may(self._ctx.session.officer, Act.CONNECT)
            self.detail.setText(
                self.tr("%n complaint(s) exist only on this PC.", "", sync.only_here)
                + " "
                + (
                    self.tr("Ask the provincial administrator for the address and a one-time code.")
                    if admin
                    else self.tr("Ask the desk's admin to connect it to the provincial server.")
                )
            )
            self.connect_button.setVisible(admin)
            return
        self.connect_button.hide()
        parts = []
        if sync.confirmed:
            parts.append(self._confirmed(sync.confirmed, sync.proven_at))
        if sync.accepted:
            parts.append(self.tr("%n received, not confirmed yet", "", sync.accepted))
        if to_look := sync.needs_person + standing.tasks_waiting:
            parts.append(self.tr("%n need(s) a look", "", to_look))
        if not parts:
            waiting = self.tr("%n wait(s) to be sent", "", sync.pending)
            nothing = self.tr("Enrolled, nothing to send yet")
            if not sync.by_stick:
                nothing = self.tr("Connected, nothing to send yet")
            parts.append(waiting if sync.pending else nothing)
        self.sentence.setText(" · ".join(parts))
        self.detail.setText(self._detail(standing))

    def _confirmed(self, count: int, at: datetime | None) -> str:
        """Give "37 dipastikan pusat pada 28-11-2026 14.05": what is proven is true for a moment."""
        said = self.tr("%n confirmed by the centre", "", count)
        if at is None:
            return said
        return self.tr("%1 on %2").replace("%1", said).replace("%2", self._ctx.formats.moment(self._ctx.local(at)))

    def _detail(self, standing: "Standing") -> str:
        sync, formats = standing.sync, self._ctx.formats
        parts = []
        if sync.only_here and sync.only_here_since is not None:
            since = formats.moment(self._ctx.local(sync.only_here_since))
            parts.append(
                self.tr("%n complaint(s) exist only on this PC, since %1.", "", sync.only_here).replace("%1", since)
            )
        if sync.pending:
            parts.append(self.tr("%n item(s) wait to be sent, oldest first.", "", sync.pending))
        else:
            parts.append(self.tr("Nothing waits to be sent."))
        if sync.by_stick:
            parts.append(self.tr("No line leads to the centre: E writes a parcel to the stick, J reads its answer."))
        elif self._minutes:
            parts.append(self.tr("Syncs by itself every %n minute(s).", "", self._minutes))
        else:
            parts.append(self.tr("Syncs only with F9."))
        if sync.skew_s is not None and abs(sync.skew_s) >= _SKEW_S:
            minutes = round(abs(sync.skew_s) / 60)
            late = self.tr("This PC's clock is %n minute(s) behind the server's: set it right.", "", minutes)
            early = self.tr("This PC's clock is %n minute(s) ahead of the server's: set it right.", "", minutes)
            parts.append(late if sync.skew_s > 0 else early)
        if sync.last_contact_at is not None:
            when = formats.moment(self._ctx.local(sync.last_contact_at))
            parts.append(self.tr("Last contact %1.").replace("%1", when))
        if sync.last_problem and not sync.by_stick:
            said = self._ctx.words.problem(NetworkProblem(sync.last_problem))
            parts.append(f"{said.title}: {said.do}")
            if sync.next_try_at is not None and sync.next_try_at > self._ctx.now():
                when = formats.time(self._ctx.local(sync.next_try_at))
                parts.append(self.tr("The next try by itself is not before %1; F9 tries now.").replace("%1", when))
        return " ".join(parts)

    def _on_progress(self, progress: SyncProgress) -> None:
        self._show_progress(progress)

    def _show_progress(self, progress: SyncProgress) -> None:
        fact = self.tr("asking the server ...")
        if progress.total:
            fact = self.tr("%1 of %2 done").replace("%1", self._ctx.formats.number(progress.done))
            fact = fact.replace("%2", self._ctx.formats.number(progress.total))
        share = self._ctx.formats.percent(progress.done / progress.total) if progress.total else ""
        if progress.file is not None:
            share = self._file_on_its_way(progress.file)
        title = self.tr("Sync is running, since %1").replace("%1", self._began)
        self.progress.show_progress(title, fact=fact, now=share, done=progress.done, total=progress.total)

    def _file_on_its_way(self, file: FileOnItsWay) -> str:
        formats = self._ctx.formats
        said = self.tr("Attachment of %1: %2 of %3").replace("%1", file.number)
        there = formats.size(file.there_bytes)
        return said.replace("%2", there).replace("%3", formats.size(file.size_bytes))

    def _on_synced(self, summary: SyncSummary) -> None:
        self._end()
        if summary.problem and summary.problem != "sync_stopped":
            show_in(self.banner, self._ctx.words, NetworkProblem(summary.problem))

    def _on_sync_failed(self, problem: AppError) -> None:
        self._end()
        if problem.code != "not_connected":
            show_in(self.banner, self._ctx.words, problem)

    def _end(self) -> None:
        self._run = None
        self._progress_card.hide()
        self.running_changed.emit(False)
        self.standing_changed.emit()
        self.look()

    def _on_failed(self, problem: AppError) -> None:
        show_in(self.banner, self._ctx.words, problem)

    # ---- acts ----

    def finish_task(self) -> None:
        """Note that the chosen task is done."""
        task = self.model.task(self.table.chosen())
        if task is not None:
            self.banner.dismiss()
            self.tasks.finish(task)

    def try_again(self) -> None:
        """Let what was refused or is surely not there go out again."""
        task = self.model.task(self.table.chosen())
        row = self.model.event_row(self.table.chosen())
        if task is not None:
            self.banner.dismiss()
            self.tasks.try_again(task)
        elif row is not None:
            self.banner.dismiss()
            self.tasks.send_again(row)

    def _on_task_done(self) -> None:
        self.standing_changed.emit()
        self.look()

    def _on_mapped(self) -> None:
        what = self.tr("Reports that waited for it go with the next sync (F9); then they leave this list.")
        self.banner.say(self.tr("The number is kept"), what=what, tone=Tone.OK)

    def _on_task_failed(self, problem: AppError) -> None:
        self._on_failed(problem)
        self.look()

    def show_leaving(self) -> None:
        """Show exactly what would leave this PC, before it leaves."""
        from ui.dialogs.leaving import LeavingDialog

        LeavingDialog(self._ctx, parent=self).open()

    def carry(self) -> None:
        """Hand parcels of counters without a line to the centre."""
        from ui.dialogs.courier import CourierDialog

        CourierDialog(self._ctx, parent=self).open()

    def prove(self) -> None:
        """Ask the centre what it holds of everything that was ever sent."""
        if self._run is None:
            self.banner.say(self.tr("Asking the centre what it holds ..."), tone=Tone.NEUTRAL)
            session = self._ctx.session
            work = partial(session.services.prove, session.officer)
            self._ctx.net.ask(work, self._on_proven, self._on_failed, owner=self)

    def _on_proven(self, proof: ProofSummary) -> None:
        when = self._ctx.formats.moment(self._ctx.local(proof.at))
        said = self.tr("%n confirmed by the centre", "", proof.confirmed)
        further = []
        if proof.missing:
            further.append(self.tr("%n was/were not there and go(es) out again.", "", proof.missing))
        if proof.different:
            further.append(self.tr("%n differ(s): see what needs a look.", "", proof.different))
        if proof.extra:
            further.append(self.tr("The centre holds %n more that this desk does not know.", "", proof.extra))
        tone = Tone.WARN if further else Tone.OK
        self.banner.say(self.tr("%1 on %2").replace("%1", said).replace("%2", when), what=" ".join(further), tone=tone)
        self.standing_changed.emit()
        self.look()

    def _on_stick_said(self, title: str, what: str) -> None:
        self.banner.say(title, what=what, tone=Tone.OK)
        self.standing_changed.emit()
        self.look()

    def _open_chosen(self) -> None:
        if self.table.chosen() >= 0:
            self._on_open_wanted(self.table.chosen())

    def _on_open_wanted(self, number: int) -> None:
        task = self.model.task(number)
        if task is not None:
            if task.kind in TO_DECIDE and may(self._ctx.session.officer, Act.FOLLOW_UP):
                self.tasks.decide(task)
            elif self._to_map(task):
                self.tasks.map()
            else:
                self.case_wanted.emit(task.complaint_id)
            return
        row = self.model.event_row(number)
        if row is not None:
            session = self._ctx.session
            find = partial(session.services.find_complaints.by_number, session.officer, row.number)
            self._ctx.read.ask(find, self._on_case_found, self._on_failed, owner=self)

    def _on_case_found(self, id: str | None) -> None:
        if id is not None:
            self.case_wanted.emit(id)

    def _on_connect_clicked(self) -> None:
        from ui.dialogs.connect import ConnectDialog

        dialog = ConnectDialog(self._ctx, parent=self)
        dialog.connected.connect(self._on_connected)
        dialog.open()

    def _on_connected(self) -> None:
        self.standing_changed.emit()
        self.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._run is not None:
            self.cancel()
        else:
            super().keyPressEvent(event)


def _sync(session: "Session", request: Request) -> SyncSummary:
    """Run on the net lane: the request carries the progress out and the wish to stop in."""
    return session.services.sync(session.officer, progress=request.report, stop=request.stop.is_set)


def _standing(session: "Session") -> "tuple[Standing, tuple[SyncRow, ...], tuple[TaskRow, ...]]":
    tasks = session.services.work_off_tasks.waiting(session.officer)
    status = session.services.desk_status
    return status(session.officer), status.rows(session.officer), tasks
