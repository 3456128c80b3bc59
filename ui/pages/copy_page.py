"""Meja salin: the oldest waiting record with its fields; figures copy, Ctrl+V takes the number, Enter goes on.

The try is noted before the first field reaches the clipboard; what is copied of a person is gone from it in a minute.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.complaint import Forwarder
from app.domain.copy_desk import CopySheet, CopyState
from app.domain.errors import AppError, UserProblem
from app.domain.ids import ComplaintId
from ui import theme
from ui.clipboard import SensitiveClipboard
from ui.dialogs.reason import ReasonDialog
from ui.export_run import ExportRun
from ui.keys import bind, bind_numbered, shown_key
from ui.models.copy_model import CopyModel
from ui.problems import line, show_in
from ui.theme import Type
from ui.widgets.action_button import ActionButton
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.copy_sheet import STACKED, CopySheetView
from ui.widgets.fitting_area import FittingArea
from ui.widgets.label import ElidedLabel, label
from ui.widgets.line_list import LineList
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import CopyQueue, Session
    from ui.context import Context

SHOWN_S: Final = 60
_LIST: Final = 254
_LIST_HIGH: Final = 104
_NARROW: Final = 1.4
_LETTERS: Final = 40


class CopyPage(QWidget):
    case_wanted = Signal(str)  # complaint id
    changed = Signal()  # something waits no more, or stands otherwise

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._sheet: CopySheet | None = None
        self._taken: ComplaintId | None = None
        self._known: Mapping[str, str] = {}
        self._wanted = -1
        self._same_number = ""
        self._dialog: ReasonDialog | None = None
        self._clipboard = SensitiveClipboard(self)
        self._covering = QTimer(self, interval=SHOWN_S * 1000, singleShot=True)
        self._covering.timeout.connect(self.cover)
        self._build()

    def _build(self) -> None:
        worn = theme.current()
        self.setObjectName("copy_page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.banner = Banner("copy_problem")
        self.model = CopyModel(self._ctx, self)
        self.list = LineList("copy_queue", fitting=False)
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Waiting to be copied"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.count = label("", Type.BODY)
        self.count.setProperty("kind", "soft")
        self.done = ElidedLabel("", Type.HINT, role="soft")
        self.view = CopySheetView(self._ctx)
        self._empty = label("", "soft", wrap=True)
        self._empty.setObjectName("copy_empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setSpacing(worn.px(10))
        head.addWidget(label(self.tr("Copy desk"), Type.TITLE))
        head.addWidget(self.count)
        head.addStretch(1)
        card = Card()
        card.body.addWidget(self.list)
        card.set_bare()
        self._queue = QWidget()
        left = QVBoxLayout(self._queue)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(worn.px(6))
        left.addLayout(head)
        left.addWidget(card, 1)
        left.addWidget(self.done)
        self.import_button = ActionButton(
            "copy_import", self.tr("Import numbers"), key=shown_key("copy", "copy_import"), spread=True
        )
        left.addWidget(self.import_button)
        right = QVBoxLayout()
        right.setSpacing(worn.px(8))
        right.addWidget(self.view, 1)
        working = QWidget()
        stacked = worn.scale >= STACKED
        columns: QBoxLayout = QVBoxLayout(working) if stacked else QHBoxLayout(working)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(worn.px(12 if not stacked else 4))
        columns.addWidget(self._queue)
        columns.addLayout(right, 1)
        if stacked:
            card.setFixedHeight(worn.px(_LIST_HIGH))
            self.done.hide()
            working = self.view.area = FittingArea(working)
        else:
            self._queue.setFixedWidth(worn.px(_LIST if worn.scale < _NARROW else _LIST - 68))
            self.count.setVisible(worn.scale < _NARROW)  # the side bar counts too
        self._room = QStackedWidget()
        self._room.addWidget(working)
        self._room.addWidget(self._empty)
        self.export = ExportRun(self._ctx, self)
        self.export.taken.connect(self._on_export_taken)
        self.export.failed.connect(self._on_failed)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(worn.px(8))
        rows.addWidget(self.banner)
        rows.addWidget(self._room, 1)
        QWidget.setTabOrder(self.list, self.view.tracking)
        self._wire()

    def _wire(self) -> None:
        view = self.view
        self.list.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.list.open_wanted.connect(self._on_enter_in_list)
        view.tracking.advance.connect(self.store)
        view.tracking.changed.connect(self._on_number_typed)
        for button, act in (
            (view.next_button, self.store),
            (view.skip_button, self.skip),
            (view.doubt_button, self.doubt),
            (view.absent_button, self.mark_absent),
            (view.case_button, self.open_case),
            (view.hand_button, self.ask_forwarder),
            (view.files_button, self.save_files),
            (view.secret_button, self.ask_secret),
            (self.import_button, self.export.choose),
        ):
            button.clicked.connect(act)
        for place, one in enumerate(view.lines):
            one.clicked.connect(partial(self.copy, place))
        bind_numbered("copy", self, "copy_field", self.copy)
        bind(
            "copy",
            self,
            {
                "copy_next": self.copy_next,
                "copy_paste": self.paste,
                "copy_skip": view.skip_button.click,
                "copy_doubt": view.doubt_button.click,
                "copy_absent": view.absent_button.click,
                "copy_files": view.files_button.click,
                "copy_case": self.open_case,
                "copy_hand_over": view.hand_button.click,
                "copy_import": self.import_button.click,
                "open_secret": view.secret_button.click,
                "back": self._on_escaped,
            },
        )

    # ---- what the window relies on ----

    def start(self) -> None:
        """Look anew, with the focus in the queue."""
        self.banner.dismiss()
        self.look()
        self._focus()

    def may_leave(self) -> bool:
        """Leaving covers the reporter; what was begun stays begun and is seen as such."""
        self.cover()
        return True

    def stop(self) -> None:
        """Leave nothing open and nothing on the clipboard."""
        self.cover()
        self._clipboard.clear()

    def cover(self) -> None:
        """Forget who reported; the next copy of a name asks for the reason again."""
        self._covering.stop()
        self._known = {}

    # ---- the queue ----

    def look(self) -> None:
        """Ask what waits."""
        session = self._ctx.session
        self._ctx.read.ask(
            partial(session.services.copy_desk.queue, session.officer), self._on_queue, self._on_failed, owner=self
        )

    def _on_queue(self, queue: "CopyQueue") -> None:
        rows = queue.rows
        waited = self.hasFocus() and bool(rows)
        before = self._sheet.id if self._sheet else None
        self.model.show_rows(rows)
        self.count.setText(self.tr("%n waiting", "", len(rows)))
        self.done.set_text(self.tr("Oldest first · %n done today", "", queue.done_today))
        self._room.setCurrentIndex(0 if rows else 1)
        if not rows:
            self._sheet = None
            self._empty.setText(self._nothing_waits(queue))
            self._focus()
            return
        self.list.choose(next((n for n, row in enumerate(rows) if row.id == before), 0))
        if waited:
            self._focus()
        self._ask_sheet()

    def _nothing_waits(self, queue: "CopyQueue") -> str:
        said = self.tr("Nothing waits to be copied.")
        if queue.done_today:
            said += " " + self.tr("%n done today.", "", queue.done_today)
        who = self._ctx.words.word("forwarder", queue.forwarder.value)
        rule = self.tr("New complaints are sent to LAPOR! by: %1. An admin changes that in the settings.")
        imports = self.tr("%1 takes in Tracking IDs and statuses from an export of LAPOR!.")
        imports = imports.replace("%1", shown_key("copy", "copy_import"))
        return "\n".join((said, rule.replace("%1", who), imports))

    def _on_row_chosen(self) -> None:
        self._ask_sheet()

    def _ask_sheet(self) -> None:
        at = self.list.chosen()
        if not 0 <= at < len(self.model.rows):
            return
        session, id = self._ctx.session, self.model.rows[at].id
        work = partial(session.services.copy_desk.sheet, session.officer, id)
        self._ctx.read.ask(work, self._on_sheet, self._on_failed, owner=self)

    def _on_sheet(self, sheet: CopySheet) -> None:
        at = self.list.chosen()
        if not 0 <= at < len(self.model.rows) or self.model.rows[at].id != sheet.id:
            return
        before = self._sheet
        if before is None or before.id != sheet.id:
            self._show(sheet)
            return
        self._sheet = replace(before, state=sheet.state, by=sheet.by, since=sheet.since)
        self.view.show_acts(self._sheet)

    def _show(self, sheet: CopySheet) -> None:
        self.cover()
        self._sheet, self._same_number = sheet, ""
        self._taken = sheet.id if sheet.state is CopyState.OPEN else None
        self.view.show_sheet(sheet)
        self.view.tracking.set_value("")
        self.view.tracking_field.set_error(None)
        self._mark_next()

    def _focus(self) -> None:
        (self.list if self.model.rows else self).setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- copying ----

    def copy_next(self) -> None:
        """Copy the first field that was not copied yet."""
        self.copy(self._next())

    def copy(self, place: int) -> None:
        """Copy a field; before the first one the try is noted, before a name the reason is asked for."""
        sheet = self._sheet
        if sheet is None or not 0 <= place < len(sheet.fields) or sheet.state is CopyState.NEEDS_CHECK:
            return
        self.banner.dismiss()
        self._wanted = place
        if self._taken == sheet.id:
            self._on_taken(sheet.id)
            return
        session = self._ctx.session
        self._ctx.write.ask(partial(_take, session, sheet.id), self._on_taken, self._on_not_taken, owner=self)

    def _on_taken(self, id: ComplaintId) -> None:
        sheet = self._sheet
        if sheet is None or sheet.id != id or not 0 <= self._wanted < len(sheet.fields):
            return
        first, self._taken = self._taken != id, id
        field = sheet.fields[self._wanted]
        if not field.identity:
            self._put(field.text)
        elif field.name in self._known:
            self._put(self._known[field.name])
        else:
            self._ask_identity()
        if first:
            self.changed.emit()
            self.look()

    def _put(self, text: str) -> None:
        self._clipboard.put(text)
        now = self._ctx.formats.time(self._ctx.local(self._ctx.now()))
        self.view.lines[self._wanted].set_copied(now)
        self._wanted = -1
        self._mark_next()

    def _next(self) -> int:
        count = len(self._sheet.fields) if self._sheet else 0
        return next((n for n in range(count) if not self.view.lines[n].copied()), -1)

    def _mark_next(self) -> None:
        unclear = self._sheet is None or self._sheet.state is CopyState.NEEDS_CHECK
        self.view.show_next(-1 if unclear else self._next())

    def _on_not_taken(self, problem: AppError) -> None:
        self._on_failed(problem)
        self._sheet = None
        self.look()

    # ---- deliberate acts ----

    def _ask_identity(self) -> None:
        self._ask(
            self.tr("Copy who reported"),
            self.tr("Who opened it, when and why is noted in the history of the case."),
            self._on_identity_reason,
            reason=self.tr("copied into SP4N-LAPOR!"),
            ok=self.tr("Copy, and note it"),
        )

    def _on_identity_reason(self, reason: str) -> None:
        self._do("identity", self._on_identity, reason)

    def _on_identity(self, known: Mapping[str, str]) -> None:
        self._close_dialog()
        self._known = known
        self._covering.start()
        sheet = self._sheet
        if sheet is not None and 0 <= self._wanted < len(sheet.fields):
            name = sheet.fields[self._wanted].name
            if name in known:
                self._put(known[name])

    def ask_secret(self) -> None:
        """Ask for the reason, then show a secret record of somebody else."""
        if self._sheet is not None and self._sheet.may_open:
            self._ask(
                self.tr("Open the secret report"),
                self.tr("Who opened it, when and why is noted in the history of the case."),
                self._on_secret_reason,
                reason=self.tr("copied into SP4N-LAPOR!"),
            )

    def _on_secret_reason(self, reason: str) -> None:
        self._do("open_secret", self._on_secret, reason)

    def _on_secret(self, sheet: CopySheet) -> None:
        self._close_dialog()
        self._show(sheet)

    def skip(self) -> None:
        """Ask why a record is not sent now, then go on to the next."""
        self._ask(
            self.tr("Not sent yet: skip"),
            self.tr("It goes behind the others, with your reason. Nothing was sent."),
            self._on_skip_reason,
            hint=self.tr("For example: the site is slow, a file is missing"),
            ok=self.tr("Skip"),
        )

    def _on_skip_reason(self, reason: str) -> None:
        self._do("skip", self._on_settled, reason)

    def doubt(self) -> None:
        """Mark a record of which nobody knows whether it got there."""
        self._do("doubt", self._on_settled)

    def mark_absent(self) -> None:
        """Ask how it is known that a record is not there."""
        self._ask(
            self.tr("Surely not in LAPOR!"),
            self.tr("After this it can be copied again. Look in LAPOR! for its number first."),
            self._on_absent_reason,
            hint=self.tr("For example: searched by number and title, not found"),
            ok=self.tr("It is not there"),
        )

    def _on_absent_reason(self, reason: str) -> None:
        self._do("not_there", self._on_settled, reason)

    def _on_settled(self, _: object) -> None:
        self._close_dialog()
        self._after()

    def ask_forwarder(self) -> None:
        """Ask who is to send the record instead of this desk."""
        from ui.dialogs.forwarder import ForwarderDialog

        if self._sheet is not None:
            dialog = ForwarderDialog(self._ctx.words, self._sheet.number, Forwarder.BY_HAND, parent=self)
            dialog.chosen.connect(self._on_forwarder_chosen)
            dialog.open()

    def _on_forwarder_chosen(self, to: Forwarder) -> None:
        if self._sheet is not None:
            session = self._ctx.session
            work = partial(session.services.pass_forwarding, session.officer, self._sheet.id, to)
            self._ctx.write.ask(work, self._on_settled, self._on_refused, owner=self)

    # ---- the number ----

    def paste(self) -> None:
        """Take the Tracking ID from the clipboard into its field."""
        if self.view.tracking.isEnabled():
            text = " ".join(QGuiApplication.clipboard().text().split())[:_LETTERS]
            self.view.tracking.set_value(text)
            self.view.tracking.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def store(self) -> None:
        """Store the Tracking ID and go on; the number of another record is stored when asked for a second time."""
        sheet, typed = self._sheet, self.view.tracking.value().strip()
        if sheet is None or sheet.hidden:
            return
        if not typed:
            self.view.tracking_field.set_error(self.tr("Paste the number that LAPOR! gave, or skip."))
            self.view.tracking.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        copy, officer = self._ctx.session.services.copy_desk, self._ctx.session.officer
        work = partial(copy.entered, officer, sheet.id, typed, same_number=typed == self._same_number)
        self._ctx.write.ask(work, self._on_stored, self._on_not_stored, owner=self)

    def _on_stored(self, tracking_id: str) -> None:
        number = self._sheet.number if self._sheet else ""
        self._after()
        said = self.tr("%1 is in SP4N-LAPOR! as %2").replace("%1", number).replace("%2", tracking_id)
        self.banner.say(said, tone=Tone.OK)

    def _on_not_stored(self, problem: AppError) -> None:
        if problem.code in ("tracking_shape", "tracking_of_another"):
            if problem.code == "tracking_of_another":
                self._same_number = self.view.tracking.value().strip()
            said = self._ctx.words.problem(problem)
            self.view.tracking_field.set_error(said.what)
            if problem.code == "tracking_of_another":
                show_in(self.banner, self._ctx.words, problem)
            self.view.tracking.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.tracking.selectAll()
            return
        self._on_not_taken(problem)

    def _on_number_typed(self) -> None:
        self.view.tracking_field.set_error(None)

    def _after(self) -> None:
        """Go on to the next record."""
        self._clipboard.clear()
        self.banner.dismiss()
        self.cover()
        at = self.list.chosen()
        self._sheet = self._taken = None
        self._focus()
        self.list.choose(at)
        self.changed.emit()
        self.look()

    # ---- the rest ----

    def open_case(self) -> None:
        """Open the complaint."""
        if self._sheet is not None:
            self.case_wanted.emit(self._sheet.id)

    def save_files(self) -> None:
        """Save the attachments to a folder, from where LAPOR!'s site takes them."""
        sheet = self._sheet
        folder = self.choose_folder() if sheet is not None and sheet.files else None
        if sheet is not None and folder is not None:
            work = partial(_save_files, self._ctx.session, sheet, folder)
            self._ctx.files.ask(work, self._on_files_saved, self._on_failed, owner=self)

    def choose_folder(self) -> Path | None:
        """Ask where the attachments go; None when the officer thinks better of it."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Save the attachments"))
        return Path(chosen) if chosen else None

    def _on_files_saved(self, count: int) -> None:
        self.banner.say(
            self.tr("%n attachment(s) saved", "", count),
            what=self.tr("Delete them from that folder once they are uploaded: there they are not encrypted."),
            tone=Tone.WARN,
        )

    def _on_export_taken(self, said: str, left: str) -> None:
        self.changed.emit()
        self.look()
        self.banner.say(said, what=left, tone=Tone.WARN if left else Tone.OK)

    def _on_enter_in_list(self, _row: int) -> None:
        self.store()

    def _on_escaped(self) -> None:
        self.view.tracking_field.set_error(None)
        self._focus()

    def _do(self, name: str, done: Callable[..., object], *given: str) -> None:
        sheet, session = self._sheet, self._ctx.session
        if sheet is not None:
            work = partial(getattr(session.services.copy_desk, name), session.officer, sheet.id, *given)
            self._ctx.write.ask(work, done, self._on_refused, owner=self)

    def _ask(
        self, title: str, said: str, given: Callable[[str], None], *, reason: str = "", hint: str = "", ok: str = ""
    ) -> None:
        if self._sheet is None:
            return
        self._dialog = ReasonDialog(title, said, hint=hint, ok=ok, parent=self)
        self._dialog.reason.set_value(reason)
        self._dialog.reason.selectAll()
        self._dialog.given.connect(given)
        self._dialog.open()

    def _on_refused(self, problem: AppError) -> None:
        if self._dialog is not None and isinstance(problem, UserProblem) and problem.code.startswith("reason_"):
            self._dialog.refuse(line(self._ctx.words, problem))
            return
        self._close_dialog()
        self._on_not_taken(problem)

    def _close_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()
            self._dialog = None

    def _on_failed(self, problem: AppError) -> None:
        show_in(self.banner, self._ctx.words, problem)


def _take(session: "Session", id: ComplaintId) -> ComplaintId:
    session.services.copy_desk.take(session.officer, id)
    return id


def _save_files(session: "Session", sheet: CopySheet, folder: Path) -> int:
    from app.domain.attachment import AttachmentId
    from app.domain.errors import StorageProblem

    for one in sheet.files:
        content = session.services.attach.content(session.officer, AttachmentId(one.id))
        try:
            (folder / f"{sheet.number}-{one.name}").write_bytes(content)
        except OSError as error:
            raise StorageProblem("output_unwritable", file=one.name) from error
    return len(sheet.files)
