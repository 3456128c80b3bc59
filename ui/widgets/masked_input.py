"""A line whose middle is covered as soon as it is left: the NIK is whole only while somebody types in it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.pasted import left_to_page
from ui.widgets.enter import step


class MaskedInput(QLineEdit):
    """``mask`` gives what may be seen of a value; the value itself never leaves but through ``value``."""

    changed = Signal()
    advance = Signal()
    back = Signal()

    def __init__(self, name: str, *, mask: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mask = mask
        self._value = ""
        self.setObjectName(name)
        self.setDragEnabled(False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhPreferNumbers
        )
        self.textEdited.connect(self._on_edited)

    def value(self) -> str:
        """Give the whole value as it was typed."""
        return self._value

    def set_value(self, text: str) -> None:
        """Put a value there; it is seen whole only if the focus is here."""
        if text != self._value:
            self._value = text
            self._show_value()
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (left_to_page(event) or step(self, event, advance=self.advance, back=self.back)):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._show(self._value)
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._show(self._covered())

    def _on_edited(self, text: str) -> None:
        self._value = text
        self.changed.emit()

    def _show_value(self) -> None:
        self._show(self._value if self.hasFocus() else self._covered())

    def _covered(self) -> str:
        return self._mask(self._value) if self._value else ""

    def _show(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
