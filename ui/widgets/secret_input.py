"""A line for a phrase or a PIN: covered and out of every history; a phrase can be uncovered to check its spelling."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.enter import step


class SecretInput(QLineEdit):
    """``digits`` asks on-screen keyboards for numbers."""

    advance = Signal()
    back = Signal()

    def __init__(self, name: str, *, digits: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ("", "")
        self.setObjectName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setDragEnabled(False)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        hints |= Qt.InputMethodHint.ImhNoAutoUppercase | Qt.InputMethodHint.ImhHiddenText
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhDigitsOnly if digits else hints)

    def add_eye(self, show: str, hide: str) -> None:
        """Add the button that uncovers the line and covers it again, with its two words."""
        from ui import icons

        self._words = (show, hide)
        self._eye = self.addAction(icons.icon("eye", "soft"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setObjectName(f"{self.objectName()}_eye")
        self._eye.setText(show)
        self._eye.triggered.connect(self._on_eye)

    def clear(self) -> None:
        """Forget what was typed, and cover what comes."""
        super().clear()
        if self.echoMode() != QLineEdit.EchoMode.Password:
            self._on_eye()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not step(self, event, advance=self.advance, back=self.back):
            super().keyPressEvent(event)

    def _on_eye(self) -> None:
        covered = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if covered else QLineEdit.EchoMode.Password)
        self._eye.setText(self._words[1 if covered else 0])
