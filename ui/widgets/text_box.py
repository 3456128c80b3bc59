"""Several lines of text: Enter makes a new line, Tab moves on, Shift+Enter back; Ctrl+Enter is left to the page."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui import theme
from ui.pasted import is_for_attaching, left_to_page
from ui.theme import Type
from ui.widgets.enter import ENTER_KEYS, goes_back, is_plain_enter


class TextBox(QPlainTextEdit):
    """``counter`` turns the number of letters into a note; ``lines`` is the least height."""

    changed = Signal()
    back = Signal()
    note_changed = Signal()

    def __init__(
        self,
        name: str,
        *,
        lines: int = 3,
        counter: Callable[[int], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._counter = counter
        self.setObjectName(name)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.textChanged.connect(self._on_text_changed)

    def value(self) -> str:
        """Give the text with plain line breaks."""
        return self.toPlainText()

    def set_value(self, text: str) -> None:
        """Put a text there; Ctrl+Z does not bring back what stood before."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def note(self) -> str:
        """Give what the counter says; nothing for an empty box."""
        text = self.toPlainText() if self._counter else ""
        return self._counter(len(text)) if self._counter and text else ""

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(320), self._least_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self._least_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not is_plain_enter(event):
            event.ignore()
        elif left_to_page(event):
            return
        elif is_plain_enter(event) and goes_back(event):
            event.accept()
            self.back.emit()
            if self.hasFocus():
                self.focusNextPrevChild(False)
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return not is_for_attaching(source) and super().canInsertFromMimeData(source)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _least_height(self) -> int:
        worn = theme.current()
        line = ceil(QFontMetricsF(worn.font(Type.BODY)).height())
        return self._lines * line + 2 * worn.px(4) + 2 * round(self.document().documentMargin()) + 3

    def _on_text_changed(self) -> None:
        self.note_changed.emit()
        self.changed.emit()
