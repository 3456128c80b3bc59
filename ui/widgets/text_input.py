"""One line of text: Enter goes on, Shift+Enter back; nothing is cut off, over-long text is for the form to refuse."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.pasted import left_to_page
from ui.widgets.enter import step

_MORE_THAN_ANY_FORM_TAKES = 1_000_000


class TextInput(QLineEdit):
    """``counter`` turns the number of letters into a note, as "38 dari 255 huruf"."""

    changed = Signal()
    advance = Signal()
    back = Signal()
    note_changed = Signal()

    def __init__(
        self, name: str, *, counter: Callable[[int], str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._counter = counter
        self.setObjectName(name)
        self.setMaxLength(_MORE_THAN_ANY_FORM_TAKES)
        self.textChanged.connect(self._on_text_changed)

    def value(self) -> str:
        """Give the text as it was typed."""
        return self.text()

    def set_value(self, text: str) -> None:
        """Put a text there; Ctrl+Z does not bring back what stood before."""
        self.setText(text)
        self.setCursorPosition(0)

    def note(self) -> str:
        """Give what the counter says; nothing for an empty line."""
        return self._counter(len(self.text())) if self._counter and self.text() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (left_to_page(event) or step(self, event, advance=self.advance, back=self.back)):
            super().keyPressEvent(event)

    def _on_text_changed(self, _: str) -> None:
        self.note_changed.emit()
        self.changed.emit()
