"""A tick box with its words in one line, and to its left, in red, what is wrong while it must be ticked and is not."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.check_box import CheckBox
from ui.widgets.label import ElidedLabel


class TickLine(QWidget):
    """Speaks like a Field: an error in words, a hint that only screen readers get."""

    def __init__(self, box: CheckBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.input = box
        self._error: str | None = None
        self.setObjectName(f"{box.objectName()}_field")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.below = ElidedLabel(kind=Type.HINT, role="bad")
        self.below.setObjectName(f"{box.objectName()}_hint")
        self.below.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.below)
        self._row.addWidget(box)
        self._measure()

    def set_error(self, text: str | None) -> None:
        """Show what is wrong in words, or nothing wrong with None."""
        self._error = text or None
        self.below.set_text(text or "", icon="warning" if text else "")
        self.input.setProperty("invalid", self._error is not None)
        self.input.style().unpolish(self.input)
        self.input.style().polish(self.input)
        self.input.setAccessibleDescription(text or "")

    def error(self) -> str | None:
        """Give the error that is shown."""
        return self._error

    def focus_input(self) -> None:
        """Put the focus on the box."""
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        self._row.setSpacing(theme.current().px(8))
