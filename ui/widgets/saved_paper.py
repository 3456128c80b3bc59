"""The right half after saving: the receipt as the next print would be, and by phone the text to send above it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.receipt import PaperSize
from ui import theme
from ui.theme import Type
from ui.widgets.card import Card
from ui.widgets.label import ElidedLabel, label
from ui.widgets.sheet_view import SheetView

if TYPE_CHECKING:
    from ui.context import Context


class SavedPaper(QWidget):
    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._build()

    def _build(self) -> None:
        self._heading = label(self.tr("Receipt preview"), Type.HEADING)
        self.note = ElidedLabel(kind=Type.LABEL, role="soft")
        self.note.setObjectName("paper_note")
        self._head = QHBoxLayout()
        self._head.addWidget(self._heading)
        self._head.addWidget(self.note, 1)
        self.sheet = SheetView("receipt_preview")
        words = self.tr("NIK and phone are partly covered on paper. Every sheet is noted: one original, then copies.")
        self._ledger = label(words, Type.LABEL, wrap=True)
        self.message_card = Card(self.tr("WhatsApp text"))
        self.message = QPlainTextEdit()
        self.message.setObjectName("message_text")
        self.message.setAccessibleName(self.tr("WhatsApp text"))
        self.message.setReadOnly(True)
        self.message.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._no_name = label("", Type.LABEL)
        self.message_card.body.addWidget(self.message)
        self.message_card.body.addWidget(self._no_name)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.message_card)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self.sheet)
        self._rows.addWidget(self._ledger)
        self._rows.addStretch(1)
        self._measure()

    def begin(self, *, phone: bool) -> None:
        """Show an empty place for the receipt, and by phone one for the text above it."""
        self.message_card.setVisible(phone)
        self.message.setPlainText("")
        self._no_name.setText("")
        self.note.set_text("")
        self.sheet.show_word(self.tr("The receipt is being set …"))

    def show_sheet(self, image: QImage, size: PaperSize, printer: str) -> None:
        """Show the page, on what paper it will be and by which printer."""
        self.sheet.show_sheet(image)
        self.sheet.setAccessibleName(self.tr("Receipt preview"))
        printer = printer or self.tr("no printer found")
        self.note.set_text(f"{self._ctx.words.word('paper_size', size.value)} · {printer}")

    def show_message(self, text: str, *, named: bool) -> None:
        """Show the text to send, and say so when it leaves the reporter's name out."""
        self.message.setPlainText(text)
        lines = text.count("\n") + 2
        self.message.setFixedHeight(lines * theme.metrics(Type.BODY).lineSpacing() + theme.current().px(18))
        self._no_name.setText("" if named else self.tr("Without the reporter's name, as asked."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        worn = theme.current()
        self._rows.setSpacing(worn.px(10))
        self._head.setSpacing(worn.px(12))
