"""One case: both statuses, the text, the line of time, due dates; identity only by a deliberate, logged act."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from app.domain.complaint import Forwarder, Identity, Reporter, Status
from app.domain.errors import AppError, UserProblem
from app.domain.ids import ComplaintId
from app.domain.listing import CaseView
from app.domain.message import number_message, receipt_message
from app.domain.receipt import Receipt
from app.texts import texts
from ui.call_later import CallLater
from ui.case_changes import CaseChanges
from ui.case_sheet import CaseSheet
from ui.clipboard import SensitiveClipboard
from ui.context import Context
from ui.dialogs.reason import ReasonDialog
from ui.keys import bind
from ui.problems import line, show_in
from ui.receipt_run import ReceiptRun
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import Correctable, Corrected, Session
    from ui.widgets.correction_view import CorrectionView, Unfinished

SHOWN_S: Final = 60


class CasePage(QWidget):
    """Reads and acts; what stands where is in :class:`CaseSheet`."""

    back_wanted = Signal()
    changed = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case_page")
        self.sheet = CaseSheet(ctx)
        self._rooms = QStackedLayout(self)
        self._rooms.setContentsMargins(0, 0, 0, 0)
        self._rooms.addWidget(self.sheet)
        self.correction: CorrectionView | None = None
        self._unfinished: dict[ComplaintId, Unfinished] = {}
        self._version = 0
        self._ctx = ctx
        self._id: ComplaintId | None = None
        self._view: CaseView | None = None
        self._dialog: ReasonDialog | None = None
        self._clipboard = SensitiveClipboard(self)
        self._covering = QTimer(self, interval=SHOWN_S * 1000, singleShot=True)
        self._covering.timeout.connect(self.cover)
        self._receipts = ReceiptRun(ctx, self)
        self._receipts.finished.connect(self._on_receipt_out)
        self._receipts.failed.connect(self._on_failed)
        self._calls = CallLater(ctx, self)
        self._calls.listed.connect(self._on_call_listed)
        self._calls.failed.connect(self._on_failed)
        self._changes = CaseChanges(ctx, self)
        self._changes.begun.connect(self._on_correction_begun)
        self._changes.opened.connect(self._on_correction_opened)
        self._changes.corrected.connect(self._on_corrected)
        self._changes.refused.connect(self._on_correction_refused)
        self._changes.voided.connect(self._on_voided)
        self._changes.failed.connect(self._on_failed)
        self._wire()

    def _wire(self) -> None:
        self.sheet.identity_button.clicked.connect(self.ask_identity)
        self.sheet.secret_button.clicked.connect(self.ask_secret)
        self.sheet.print_button.clicked.connect(self.print_copy)
        self.sheet.save_button.clicked.connect(self.save_copy)
        self.sheet.message_button.clicked.connect(self.copy_message)
        self.sheet.tell_button.clicked.connect(self.tell_number)
        self.sheet.hand_button.clicked.connect(self.ask_forwarder)
        self.sheet.tracking.advance.connect(self._on_tracking_entered)
        self.sheet.call_button.clicked.connect(self.call_later)
        self.sheet.correct_button.clicked.connect(self.correct)
        self.sheet.void_button.clicked.connect(self.void)
        self.sheet.awaited.complete.clicked.connect(self.complete)
        bind(
            "case",
            self.sheet,
            {
                "call_later": self.sheet.call_button.click,
                "identity": self.sheet.identity_button.click,
                "open_secret": self.sheet.secret_button.click,
                "tracking": self._to_tracking,
                "central_status": self.ask_central_status,
                "correct": self.sheet.correct_button.click,
                "void": self.sheet.void_button.click,
                "complete": self.complete,
                "print_copy": self.sheet.print_button.click,
                "save_copy": self.sheet.save_button.click,
                "message": self.sheet.message_button.click,
                "tell_number": self.sheet.tell_button.click,
                "hand_forwarding": self.sheet.hand_button.click,
                "back": self.back_wanted.emit,
            },
        )

    # ---- what the window relies on ----

    def open(self, id: str) -> None:
        """Read a case and show it."""
        self.cover()
        self._show_sheet()
        self.sheet.banner.dismiss()
        self._id, self._view = ComplaintId(id), None
        self.sheet.clear()
        self._read()

    def start(self) -> None:
        """Put the focus where reading begins, or where a correction was left."""
        if self.correction is not None and self._rooms.currentWidget() is self.correction:
            self.correction.start()
        else:
            self.sheet.history.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        """Leaving covers the identity again."""
        self.cover()
        return True

    def stop(self) -> None:
        """Leave nothing open and nothing on the clipboard."""
        self.cover()
        self._clipboard.clear()

    def cover(self) -> None:
        """Show the reporter masked again."""
        self._covering.stop()
        if self.correction is not None:
            self.correction.cover()
        if self._view is not None:
            self.sheet.show_masked(self._view)

    # ---- reading ----

    def _read(self) -> None:
        session = self._ctx.session
        self._ctx.read.ask(
            partial(session.services.open_case, session.officer, self._known),
            self._on_view,
            self._on_failed,
            owner=self,
        )

    @property
    def _known(self) -> ComplaintId:
        assert self._id is not None
        return self._id

    def _on_view(self, view: CaseView) -> None:
        if view.id != self._id:
            return
        self._view = view
        self.sheet.show_case(view)

    def _on_failed(self, problem: AppError) -> None:
        show_in(self.sheet.banner, self._ctx.words, problem)

    # ---- the two deliberate acts ----

    def ask_identity(self) -> None:
        """Ask for the reason, then show who reported."""
        view = self._view
        if view is None or view.hidden or view.counter or view.identity is Identity.NAMELESS:
            return
        if self._covering.isActive():
            self.cover()
            return
        self._ask(
            self.tr("Show the identity"),
            self.tr("Who opened it, when and why is noted in the history of the case. It is shown for one minute."),
            self._on_identity_reason,
        )

    def ask_secret(self) -> None:
        """Ask for the reason, then show a secret report of somebody else."""
        if self._view is not None and self._view.may_open:
            self._ask(
                self.tr("Open the secret report"),
                self.tr("Who opened it, when and why is noted in the history of the case."),
                self._on_secret_reason,
            )

    def _ask(self, title: str, said: str, given: "object") -> None:
        self._dialog = ReasonDialog(title, said, parent=self)
        self._dialog.given.connect(given)
        self._dialog.open()

    def _on_identity_reason(self, reason: str) -> None:
        session = self._ctx.session
        opening = partial(session.services.open_case.identity, session.officer, self._known, reason)
        self._ctx.write.ask(opening, self._on_identity, self._on_reason_refused, owner=self)

    def _on_identity(self, reporter: Reporter) -> None:
        self._close_dialog()
        self.sheet.show_identity(reporter)
        self._covering.start()
        self._read_history()

    def _on_secret_reason(self, reason: str) -> None:
        session = self._ctx.session
        opening = partial(session.services.open_case.secret, session.officer, self._known, reason)
        self._ctx.write.ask(opening, self._on_secret, self._on_reason_refused, owner=self)

    def _on_secret(self, view: CaseView) -> None:
        self._close_dialog()
        self._on_view(view)

    def _on_reason_refused(self, problem: AppError) -> None:
        if self._dialog is not None and isinstance(problem, UserProblem):
            self._dialog.refuse(line(self._ctx.words, problem))
        else:
            self._close_dialog()
            self._on_failed(problem)

    def _close_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()
            self._dialog = None

    def _read_history(self) -> None:
        session = self._ctx.session
        self._ctx.read.ask(
            partial(session.services.open_case, session.officer, self._known),
            self._on_history,
            self._on_failed,
            owner=self,
        )

    def _on_history(self, view: CaseView) -> None:
        if view.id == self._id:
            self.sheet.history_model.show_facts(view.facts, view.corrections, view.central_answers)

    # ---- what was missing ----

    def complete(self) -> None:
        """Note that what was missing has been brought; the clocks start today."""
        view = self._view
        if view is None or self.sheet.awaited.isHidden() or self.sheet.awaited.complete.isHidden():
            return
        session = self._ctx.session
        said = self._ctx.words.word("fact", "completed")
        work = partial(session.services.complete_case, session.officer, view.id, said, seen_version=view.version)
        self._ctx.write.ask(work, self._on_completed, self._on_not_completed, owner=self)

    def _on_completed(self, _: object) -> None:
        self.sheet.banner.say(
            self.tr("Nothing is missing any more"), what=self.tr("The due dates count from today."), tone=Tone.OK
        )
        self._read()
        self.changed.emit()

    def _on_not_completed(self, problem: AppError) -> None:
        self._on_failed(problem)
        self._read()

    # ---- Tracking ID ----

    def _to_tracking(self) -> None:
        if self.sheet.tracking.isEnabled():
            self.sheet.tracking.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.sheet.tracking.selectAll()

    def _on_tracking_entered(self) -> None:
        typed = self.sheet.tracking.value().strip()
        if not typed or self._view is None or typed == self._view.tracking_id:
            return
        session = self._ctx.session
        entering = partial(
            session.services.enter_tracking, session.officer, self._known, typed, seen_version=self._view.version
        )
        self._ctx.write.ask(entering, self._on_tracking_stored, self._on_tracking_refused, owner=self)

    def _on_tracking_stored(self, tracking_id: str) -> None:
        self.sheet.tracking_field.set_error(None)
        self.sheet.banner.say(
            self.tr("LAPOR! number %1 is stored").replace("%1", tracking_id),
            what=self.tr("It goes to the centre with the next sync and stands on later copies of the receipt."),
            tone=Tone.OK,
        )
        self._read()
        self.changed.emit()

    def _on_tracking_refused(self, problem: AppError) -> None:
        if problem.code == "tracking_shape":
            self.sheet.tracking_field.set_error(self._ctx.words.problem(problem).what)
            self._to_tracking()
            return
        self._on_failed(problem)
        if problem.code == "changed_meanwhile":
            self._read()

    # ---- what was wrong from the start ----

    def correct(self) -> None:
        """Open the record in its form, to put right what was typed wrong."""
        view = self._view
        if view is not None and not view.hidden and view.status is not Status.VOID:
            self.sheet.banner.dismiss()
            self._changes.begin(view.id)

    def void(self) -> None:
        """Ask for the reason, then make the entry void."""
        if self._view is not None and not self._view.hidden:
            self.sheet.banner.dismiss()
            self._changes.ask_void(self._known, self._view.number, version=self._view.version)

    def _on_correction_begun(self, case: "Correctable") -> None:
        if case.id != self._id:
            return
        from ui.widgets.correction_view import CorrectionView

        if self.correction is None:
            self.correction = CorrectionView(self._ctx, self)
            self.correction.stored.connect(self._on_correction_wanted)
            self.correction.identity_wanted.connect(self._on_correction_identity)
            self.correction.left.connect(self._on_correction_left)
            self._rooms.addWidget(self.correction)
        self._version = case.version
        self._rooms.setCurrentWidget(self.correction)
        self.correction.begin(case, self._unfinished.pop(case.id, None))
        self.correction.start()

    def _on_correction_wanted(self, changed: Mapping[str, str], reason: str) -> None:
        self._changes.correct(self._known, changed, reason, version=self._version)

    def _on_correction_identity(self) -> None:
        self._changes.ask_identity(self._known)

    def _on_correction_opened(self, reporter: Reporter) -> None:
        if self.correction is not None:
            self.correction.show_identity(reporter)

    def _on_correction_refused(self, problem: AppError) -> None:
        if self.correction is not None:
            self.correction.refuse(problem)

    def _on_correction_left(self) -> None:
        self._show_sheet()
        self.start()

    def _on_corrected(self, corrected: "Corrected") -> None:
        if self.correction is not None:
            self.correction.finish()
            self.correction.forget()
        self._show_sheet()
        if corrected.forwarded:
            self.sheet.banner.say(
                self.tr("Corrected; what was sent before cannot be taken back"),
                what=self.tr("The centre is told with the next sync. Tell your supervisor that it was open until now."),
                tone=Tone.WARN,
            )
        else:
            self.sheet.banner.say(
                self.tr("%n field(s) corrected", "", len(corrected.fields)),
                what=self.tr("What stood there before is in the history; the next receipt says that it was corrected."),
                tone=Tone.OK,
            )
        self._read()
        self.start()
        self.changed.emit()

    def _on_voided(self) -> None:
        self.sheet.banner.say(
            self.tr("The entry is void"),
            what=self.tr("Its number stays, with the reason. Print the receipt again for the reporter: it says so."),
            tone=Tone.OK,
        )
        self._read()
        self.changed.emit()

    def _show_sheet(self) -> None:
        """Show the case; a correction that is not stored yet waits for its case to be opened again."""
        if self.correction is not None and self._rooms.currentWidget() is self.correction:
            unfinished = self.correction.unfinished()
            if unfinished is not None and self._id is not None:
                self._unfinished[self._id] = unfinished
            self._rooms.setCurrentWidget(self.sheet)

    # ---- calling back ----

    def call_later(self) -> None:
        """Ask for the reason, then put the case on the call-back list."""
        if self._view is not None:
            self._calls.ask(self._known)

    def _on_call_listed(self) -> None:
        self.sheet.banner.say(self.tr("On the call-back list"), tone=Tone.OK)
        self._read_history()
        self.changed.emit()

    # ---- receipts ----

    def print_copy(self) -> None:
        """Print the receipt again, marked as a copy."""
        self.sheet.banner.dismiss()
        self._receipts.print((self._known,))

    def save_copy(self) -> None:
        """Ask for a file and write the receipt as PDF."""
        if self._view is None:
            return
        dialog = QFileDialog(self, self.tr("Save the receipt"), f"{self._view.number}.pdf", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    def _on_file_chosen(self, file: str) -> None:
        self._receipts.save((self._known,), Path(file))

    def _on_receipt_out(self, _: int) -> None:
        self.sheet.banner.say(self.tr("The receipt left the desk and stands in the ledger"), tone=Tone.OK)
        self._read()

    def copy_message(self) -> None:
        """Put the receipt as a text for WhatsApp on the clipboard."""
        session = self._ctx.session
        made = partial(_message, session, self._known)
        self._ctx.read.ask(made, self._on_message, self._on_failed, owner=self)

    # ---- the second stage, and who sends ----

    def tell_number(self) -> None:
        """Put a text with both numbers on the clipboard; that the reporter is told is noted."""
        session = self._ctx.session
        work = partial(session.services.issue_receipts.number_told, session.officer, self._known)
        self._ctx.write.ask(work, self._on_number_told, self._on_failed, owner=self)

    def _on_number_told(self, receipt: Receipt) -> None:
        words = texts(self._ctx.session.desk.language)
        self._clipboard.put(number_message(receipt, word=partial(words.word, "message")))
        self.sheet.banner.say(
            self.tr("The text with both numbers is copied"),
            what=self.tr("Paste it into WhatsApp or SMS within a minute. It is noted that the reporter was told."),
            tone=Tone.OK,
        )
        self._read()
        self.changed.emit()

    def ask_central_status(self) -> None:
        """Ask how LAPOR! says the case stands, for one that is there."""
        from ui.dialogs.central_status import CentralStatusDialog

        view = self._view
        if view is not None and view.tracking_id is not None and self.sheet.tracking.isEnabled():
            dialog = CentralStatusDialog(view.number, view.central_status or "", parent=self)
            dialog.chosen.connect(self._on_central_status)
            dialog.open()

    def _on_central_status(self, status: str) -> None:
        session = self._ctx.session
        work = partial(session.services.take_in_export.set_status, session.officer, self._known, status)
        self._ctx.write.ask(work, self._on_status_kept, self._on_failed, owner=self)

    def _on_status_kept(self, _: str) -> None:
        self._read()
        self.changed.emit()

    def ask_forwarder(self) -> None:
        """Ask who is to send the record to LAPOR! from now on."""
        from ui.dialogs.forwarder import ForwarderDialog

        if self._view is not None:
            dialog = ForwarderDialog(self._ctx.words, self._view.number, self._view.forwarder, parent=self)
            dialog.chosen.connect(self._on_forwarder_chosen)
            dialog.open()

    def _on_forwarder_chosen(self, to: Forwarder) -> None:
        session = self._ctx.session
        work = partial(session.services.pass_forwarding, session.officer, self._known, to)
        self._ctx.write.ask(work, self._on_handed, self._on_failed, owner=self)

    def _on_handed(self, now: Forwarder) -> None:
        who = self._ctx.words.word("forwarder", now.value)
        self.sheet.banner.say(
            self.tr("It is sent by: %1").replace("%1", who),
            what=self.tr("The centre hears of it with the next sync; its answer comes back as a line of the history."),
            tone=Tone.OK,
        )
        self._read()
        self.changed.emit()

    def _on_message(self, receipt: Receipt) -> None:
        formats = self._ctx.formats
        text = receipt_message(receipt, word=partial(self._ctx.words.word, "message"), day=formats.day_and_date)
        self._clipboard.put(text)
        self.sheet.banner.say(
            self.tr("The text is copied"), what=self.tr("Paste it into WhatsApp within a minute."), tone=Tone.OK
        )


def _message(session: "Session", id: ComplaintId) -> Receipt:
    return session.services.issue_receipts.message(session.officer, id)
