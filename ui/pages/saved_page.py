"""After saving: the number to read aloud, the receipt as it would be printed, one key for everything that follows."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QStandardPaths, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.message import receipt_message
from app.domain.receipt import PaperSize, Receipt
from app.texts import texts
from ui import theme
from ui.call_later import CallLater
from ui.clipboard import SensitiveClipboard
from ui.formats import Formats
from ui.keys import bind, shown_key
from ui.problems import show_in
from ui.receipt_run import ReceiptRun
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.key_row import KeyRow
from ui.widgets.label import label
from ui.widgets.saved_facts import SavedFacts
from ui.widgets.saved_paper import SavedPaper

if TYPE_CHECKING:
    from app.domain.ids import ComplaintId
    from app.services import Recorded, Session
    from ui.context import Context

_LEFT: Final = 448
_SHEET: Final = 694
_TWO_HALVES: Final = frozenset({PaperSize.A4X2, PaperSize.F4X2})
_UPPER_HALF: Final = 0.487  # up to the line where the halves are cut


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the next print would be, and on what."""

    image: QImage
    size: PaperSize
    printer: str


class SavedPage(QWidget):
    next_wanted = Signal()
    case_wanted = Signal(str)  # the complaint's id
    changed = Signal()  # it stands on the call-back list now

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._recorded: Recorded | None = None
        self._receipt: Receipt | None = None
        self._phone = self._to_print = self._copy_wanted = False
        self._out_at = ""
        self._clipboard = SensitiveClipboard(self)
        self._run = ReceiptRun(ctx, self)
        self._run.finished.connect(self._on_paper_out)
        self._run.failed.connect(self._on_paper_failed)
        self._calls = CallLater(ctx, self)
        self._calls.listed.connect(self._on_call_listed)
        self._calls.failed.connect(self._on_failed)
        self._build()
        self._bind_keys()

    def _build(self) -> None:
        self.setObjectName("saved_page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.banner = Banner("saved_problem")
        self.facts, self.paper = SavedFacts(self._ctx), SavedPaper(self._ctx)
        self.rows = {
            "print": KeyRow(
                "print_original", shown_key("saved", "print_original"), self.tr("Print the receipt (original)")
            ),
            "again": KeyRow("print_again", shown_key("saved", "print_again"), self.tr("Print a copy")),
            "copy": KeyRow("copy_message", shown_key("saved", "message"), self.tr("Copy the text for WhatsApp")),
            "pdf": KeyRow("save_pdf", shown_key("saved", "save_copy"), self.tr("Save as PDF")),
            "call": KeyRow("call_later", shown_key("saved", "call_later"), self.tr("Call back later")),
            "open": KeyRow("open_case", shown_key("saved", "open_case"), self.tr("Open this complaint")),
        }
        self.next = ActionButton(
            "next_entry", "", key=shown_key("saved", "next_entry"), weight=Weight.PRIMARY, tall=True
        )
        self.next.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._last = QHBoxLayout()
        self._last.addWidget(self.next)
        self._last.addWidget(label(self.tr("Empty form, the channel stays."), Type.LABEL))
        self._last.addStretch(1)
        self._keys = QVBoxLayout()
        for row in self.rows.values():
            self._keys.addWidget(row)
        left = QVBoxLayout()
        left.addWidget(self.facts)
        left.addLayout(self._keys)
        left.addStretch(1)
        left.addLayout(self._last)
        self._columns = QHBoxLayout()
        self._columns.addLayout(left)
        self._columns.addWidget(self.paper, 1)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self.banner)
        self._outer.addLayout(self._columns, 1)
        self._measure()

    def _bind_keys(self) -> None:
        acts = {
            "copy": self.copy_message,
            "print": self.print_original,
            "again": self.print_again,
            "pdf": self.save_pdf,
            "call": self.call_later,
            "open": self.open_case,
        }
        for name, act in acts.items():
            self.rows[name].clicked.connect(act)
        self.next.clicked.connect(self.next_wanted)
        bind(
            "saved",
            self,
            {
                "call_later": self.call_later,
                "message": self.copy_message,
                "print_original": self.print_original,
                "print_again": self.print_again,
                "save_copy": self.save_pdf,
                "open_case": self.open_case,
                "next_entry": self.next_wanted.emit,
            },
        )

    # ---- what the window asks of a page ----

    def show_recorded(self, recorded: "Recorded", phone: bool, to_print: bool = True) -> None:
        """Show what stands recorded; by phone the number is spelled and the text to send is shown instead of paper.

        ``to_print`` proposes the print as the next key, which it is not after a plain save.
        """
        self._recorded, self._receipt = recorded, None
        self._phone, self._to_print = phone, to_print and not phone
        self._copy_wanted, self._out_at = False, ""
        self.banner.dismiss()
        self.facts.show_recorded(recorded, phone=phone)
        self.paper.begin(phone=phone)
        self.next.set_words(self.tr("Next call") if phone else self.tr("Next entry"))
        self._keys.removeWidget(self.rows["copy"])
        self._keys.insertWidget(0 if phone else 2, self.rows["copy"])
        self.rows["copy"].set_words(self.tr("Copy the text for WhatsApp"))
        self.rows["call"].set_words(self.tr("Call back later"))
        self._show_rows()

    def start(self) -> None:
        """Take the keys and look at the receipt."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._recorded is not None and self._receipt is None:
            self._ask_receipt()
            self._ask_sheet()

    def may_leave(self) -> bool:
        """Let the officer go anywhere: everything stands recorded."""
        return True

    def stop(self) -> None:
        """Leave nothing about a person on the clipboard."""
        self._clipboard.clear()

    # ---- acts ----

    def copy_message(self) -> None:
        """Put the text for WhatsApp on the clipboard for a minute."""
        self._copy_wanted = self._receipt is None
        if self._receipt is not None:
            self._clipboard.put(self._message_of(self._receipt))
            note = self.tr("copied %1, for a minute").replace("%1", self._time_now())
            self.rows["copy"].set_words(self.tr("Copy the text for WhatsApp"), note)

    def print_original(self) -> None:
        """Print the first sheet; once it is out, only copies come."""
        if self._receipt is not None and self._receipt.copy == 0:
            self._print()

    def print_again(self) -> None:
        """Print a sheet marked as a copy."""
        if self._receipt is not None and self._receipt.copy > 0:
            self._print()

    def save_pdf(self) -> None:
        """Save the receipt as a PDF, in a folder the officer chooses."""
        if self._recorded is None or self._run.busy:
            return
        file = self.choose_file(f"{self._recorded.number}.pdf")
        if file is not None:
            self.banner.dismiss()
            self._run.save([self._recorded.id], file)
            self._show_rows()

    def call_later(self) -> None:
        """Ask for the reason, then put the complaint on the call-back list."""
        if self._recorded is not None:
            self._calls.ask(self._recorded.id)

    def _on_call_listed(self) -> None:
        self.rows["call"].set_words(self.tr("Call back later"), self.tr("on the list"))
        self.changed.emit()

    def open_case(self) -> None:
        """Open the complaint."""
        if self._recorded is not None:
            self.case_wanted.emit(self._recorded.id)

    def choose_file(self, name: str) -> Path | None:
        """Ask where to save; None when the officer thinks better of it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the receipt"), f"{folder}/{name}", "PDF (*.pdf)")
        return Path(chosen) if chosen else None

    def _print(self) -> None:
        if self._recorded is not None and not self._run.busy:
            self.banner.dismiss()
            self._run.print([self._recorded.id])
            self._show_rows()

    def _on_paper_out(self, _: int) -> None:
        self._out_at, self._to_print = self._time_now(), False
        self._ask_receipt()
        self._ask_sheet()
        self._show_rows()

    def _on_paper_failed(self, problem: AppError) -> None:
        show_in(self.banner, self._ctx.words, problem)
        self._ask_receipt()
        self._show_rows()

    # ---- what is shown ----

    def _ask_receipt(self) -> None:
        """Ask on the lane that writes, so that the ledger has been told of what came out or failed."""
        assert self._recorded is not None
        session = self._ctx.session
        work = partial(session.services.issue_receipts.message, session.officer, self._recorded.id)
        self._ctx.write.ask(work, self._on_receipt, self._on_failed, owner=self)

    def _ask_sheet(self) -> None:
        assert self._recorded is not None
        width, ratio = theme.current().px(_SHEET), self.devicePixelRatioF()
        work = partial(_sheet, self._ctx.session, self._recorded.id, width, ratio)
        self._ctx.read.ask(work, self._on_sheet, self._on_failed, owner=self)

    def _on_receipt(self, receipt: Receipt) -> None:
        if self._recorded is None or receipt.complaint_id != self._recorded.id:
            return
        self._receipt = receipt
        self.facts.show_receipt(receipt)
        self.paper.show_message(self._message_of(receipt), named=bool(receipt.reporter_signs_as) and not receipt.secret)
        if self._copy_wanted:
            self.copy_message()
        self._show_rows()

    def _on_sheet(self, sheet: _Sheet) -> None:
        self.paper.show_sheet(sheet.image, sheet.size, sheet.printer)

    def _on_failed(self, problem: AppError) -> None:
        self.paper.sheet.show_word("")
        show_in(self.banner, self._ctx.words, problem)

    def _show_rows(self) -> None:
        copies = self._receipt.copy if self._receipt else 0
        busy = self._run.busy
        first, again = self.rows["print"], self.rows["again"]
        out = self.tr("out %1").replace("%1", self._out_at) if self._out_at else ""
        first.set_words(self.tr("Print the receipt (original)"), self.tr("on its way …") if busy else out)
        again.set_words(self.tr("Print a copy"), self.tr("copy %1").replace("%1", str(copies)) if copies else "")
        first.setEnabled(copies == 0 and not busy)
        again.setEnabled(copies > 0 and not busy)
        self.rows["pdf"].setEnabled(not busy)
        first.set_proposed(self._to_print)
        self.rows["copy"].set_proposed(self._phone)

    def _message_of(self, receipt: Receipt) -> str:
        language = self._ctx.session.desk.language
        word, day = partial(texts(language).word, "message"), Formats(language).day_and_date
        return receipt_message(receipt, word=word, day=day)

    def _time_now(self) -> str:
        return self._ctx.formats.time(self._ctx.local(self._ctx.now()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        worn = theme.current()
        self._outer.setContentsMargins(worn.px(6), worn.px(6), 0, 0)
        self._outer.setSpacing(worn.px(10))
        self._columns.setSpacing(worn.px(22))
        self._keys.setSpacing(0)
        self._keys.setContentsMargins(0, worn.px(14), 0, 0)
        self._last.setSpacing(worn.px(10))
        self.facts.setMinimumWidth(worn.px(_LEFT))


def _sheet(session: "Session", id: "ComplaintId", width_px: int, device_ratio: float) -> _Sheet:
    """Set the receipt and draw it; of a sheet with two halves the reporter's, which is the upper one."""
    from ui.printing import default_printer_name, preview_image

    issue = session.services.issue_receipts
    size = PaperSize(issue.desk().receipt_size)
    image = preview_image(issue.preview(session.officer, id, size), 0, width_px, device_ratio)
    if size in _TWO_HALVES:
        image = image.copy(0, 0, image.width(), int(image.height() * _UPPER_HALF))
        image.setDevicePixelRatio(device_ratio)
    return _Sheet(image, size, default_printer_name())
