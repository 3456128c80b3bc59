"""Backups from the window: an encrypted copy now, when the last one was made, and a rehearsal that changes nothing."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.backup import BackupMade, BackupProgress, Follow, LastDone, Rehearsed
from app.domain.errors import AppError
from ui import theme
from ui.problems import show_in
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.label import label
from ui.widgets.progress_row import ProgressRow
from ui.widgets.text_input import TextInput
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from datetime import datetime

    from app.services import LastBackups, Session
    from ui.context import Context
    from ui.lane import Request

_KIB = 1024


class BackupPanel(QWidget):
    """One piece of work at a time, on the lane of files; cancelling leaves nothing half."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._run: Request | None = None
        self._build()
        self.look()

    def _build(self) -> None:
        worn = theme.current()
        self.setObjectName("backup_panel")
        self.banner = Banner("backup_problem")
        self.progress = ProgressRow("backup_progress")
        self.progress.hide()
        self.made_said, self.rehearsed_said = label("", wrap=True), label("", wrap=True)
        self.made_said.setObjectName("backup_last")
        self.rehearsed_said.setObjectName("rehearsal_last")
        self.save = ActionButton("backup_save", self.tr("Save a backup now ..."), weight=Weight.PRIMARY)
        copy = Card(self.tr("Second copy"))
        copy.body.addWidget(
            label(
                self.tr(
                    "One encrypted file with all complaints and attachments. Only the recovery code opens it. Keep it"
                    " on a stick or another PC: a copy on this disk dies with this disk."
                ),
                "soft",
                wrap=True,
            )
        )
        copy.body.addWidget(self.made_said)
        copy.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.code = TextInput("rehearsal_code")
        self.field = Field(
            self.tr("Recovery code"), self.code, hint=self.tr("From the paper; it is not kept"), required=True
        )
        self.rehearse = ActionButton("backup_rehearse", self.tr("Rehearse with a file ..."))
        trial = Card(self.tr("Rehearsal"))
        trial.body.addWidget(
            label(
                self.tr(
                    "Restores a backup in a temporary place, checks it and removes it again. This desk is not touched."
                ),
                "soft",
                wrap=True,
            )
        )
        trial.body.addWidget(self.rehearsed_said)
        trial.body.addWidget(self.field)
        trial.body.addWidget(self.rehearse, 0, Qt.AlignmentFlag.AlignLeft)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, worn.px(12), 0, 0)
        rows.setSpacing(worn.px(8))
        for widget in (self.banner, self.progress, copy, trial):
            rows.addWidget(widget)
        rows.addStretch(1)
        self.save.clicked.connect(self._on_save)
        self.rehearse.clicked.connect(self._on_rehearse)
        self.code.advance.connect(self._on_rehearse)
        self.progress.cancel_wanted.connect(self.cancel)

    # ---- what the dialog around relies on ----

    @property
    def running(self) -> bool:
        """Whether a backup or a rehearsal is on."""
        return self._run is not None

    def cancel(self) -> None:
        """Ask the work to end."""
        if self._run is not None:
            self._run.stop.set()
            self.progress.set_cancellable(False)

    def look(self) -> None:
        """Ask when both were last done."""
        session = self._ctx.session
        work = partial(session.services.back_up.last, session.officer)
        self._ctx.read.ask(work, self._on_last, self._on_failed, owner=self)

    def choose_place(self) -> Path | None:
        """Ask where the backup goes; None when the officer thinks better of it."""
        desk = self._ctx.session.desk
        name = self.tr("backup-%1.loket").replace("%1", f"{desk.agency_code}-{desk.series}-{self._ctx.today():%Y%m%d}")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the backup"), name)
        return Path(chosen) if chosen else None

    def choose_backup(self) -> Path | None:
        """Ask which backup is rehearsed."""
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Backup to rehearse"))
        return Path(chosen) if chosen else None

    # ---- inside ----

    def _on_save(self) -> None:
        file = self.choose_place() if self._run is None else None
        if file is not None:
            self._begin()
            self._run = self._ctx.files.follow(
                partial(_back_up, self._ctx.session, file),
                self._on_made,
                self._on_failed,
                progress=self._on_progress,
                owner=self,
            )

    def _on_rehearse(self) -> None:
        typed = self.code.value().strip()
        self.field.set_error(None if typed else self.tr("Needed: the code opens the backup."))
        if not typed:
            self.field.focus_input()
            return
        file = self.choose_backup() if self._run is None else None
        if file is not None:
            self._begin()
            self._run = self._ctx.files.follow(
                partial(_rehearse, self._ctx.session, file, typed),
                self._on_rehearsed,
                self._on_failed,
                progress=self._on_progress,
                owner=self,
            )

    def _begin(self) -> None:
        self.banner.dismiss()
        self.save.setEnabled(False)
        self.rehearse.setEnabled(False)
        self.progress.set_cancellable(True)
        self.progress.show_progress(self.tr("Beginning ..."))
        self.progress.show()

    def _on_progress(self, progress: BackupProgress) -> None:
        size, fact = self._ctx.formats.size, ""
        if progress.total:
            fact = self.tr("%1 of %2").replace("%1", size(progress.done)).replace("%2", size(progress.total))
        title = self._ctx.words.word("backup_step", progress.step.value)
        done, total = progress.done // _KIB, progress.total // _KIB
        self.progress.show_progress(title, fact=fact, done=min(done, total), total=total)

    def _on_made(self, made: BackupMade) -> None:
        self._end()
        word = self._ctx.words.word
        said = word("backup", "made", file=made.file.name, complaints=made.complaints, files=made.files)
        absent = word("backup", "absent_seen", absent=made.absent) if made.absent else ""
        self.banner.say(
            self.tr("The backup is made and was read back"),
            what=said,
            do=absent or self.tr("Take it to another place now."),
            tone=Tone.WARN if made.absent else Tone.OK,
        )

    def _on_rehearsed(self, found: Rehearsed) -> None:
        self._end()
        self.code.clear()
        counted = self.tr("%n complaint(s) are in it, as of %1.", "", found.complaints)
        counted = counted.replace("%1", self._when_at(found.made_at))
        if found.findings:
            self.banner.say(
                self.tr("The backup opens, but %n thing(s) do not fit", "", found.findings),
                what=counted,
                do=self.tr("Check this desk in the tab beside this one, then make a new backup."),
                tone=Tone.WARN,
            )
        else:
            title = self.tr("The rehearsal went well: this backup brings the desk back")
            self.banner.say(title, what=counted, safe=self.tr("Nothing of it was left behind."), tone=Tone.OK)

    def _on_failed(self, problem: AppError) -> None:
        self._end()
        if problem.code == "recovery_code_wrong":
            self.field.set_error(self._ctx.words.problem(problem).title)
            self.field.focus_input()
        if problem.code == "backup_stopped":
            said = self._ctx.words.problem(problem)
            self.banner.say(said.title, safe=said.safe, tone=Tone.NEUTRAL)
        else:
            show_in(self.banner, self._ctx.words, problem)

    def _end(self) -> None:
        if self._run is not None:
            self._run = None
            self.progress.hide()
            self.save.setEnabled(True)
            self.rehearse.setEnabled(True)
            self.look()

    def _on_last(self, last: "LastBackups") -> None:
        never = self.tr("No backup was made on this PC yet.")
        self.made_said.setText(self._said(self.tr("Last one: %1."), last.made) or never)
        tried = self._said(self.tr("Last rehearsal: %1."), last.rehearsed)
        self.rehearsed_said.setText(tried or self.tr("Not rehearsed yet. A backup that was never opened is a hope."))

    def _said(self, sentence: str, done: LastDone | None) -> str:
        if done is None:
            return ""
        when = self._when_at(done.at)
        return sentence.replace("%1", f"{when}, {done.officer_name}" if done.officer_name else when)

    def _when_at(self, moment: "datetime") -> str:
        return self._ctx.formats.moment(self._ctx.local(moment))


def _followed(request: "Request") -> Follow:
    return Follow(told=request.report, stop=request.stop.is_set)


def _back_up(session: "Session", file: Path, request: "Request") -> BackupMade:
    return session.services.back_up(session.officer, file, follow=_followed(request))


def _rehearse(session: "Session", file: Path, code: str, request: "Request") -> Rehearsed:
    return session.services.back_up.rehearse(session.officer, file, code, follow=_followed(request))
