"""A line for a phrase or a PIN: covered and out of every history; a phrase can be uncovered to check its spelling."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import icons
from ui.widgets.enter import step


class SecretInput(QLineEdit):
    """``digits`` asks on-screen keyboards for numbers; ``show_word`` and ``hide_word`` name the uncovering eye."""

    advance = Signal()
    back = Signal()

    def __init__(
        self,
        name: str,
        *,
        digits: bool = False,
        show_word: str = "",
        hide_word: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = (show_word, hide_word)
        self.setObjectName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setDragEnabled(False)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        hints |= Qt.InputMethodHint.ImhNoAutoUppercase | Qt.InputMethodHint.ImhHiddenText
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhDigitsOnly if digits else hints)
        if show_word:
            self._eye = QAction(icons.icon("eye", "soft"), show_word, self)
            self._eye.setObjectName(f"{name}_eye")
            self._eye.triggered.connect(self._on_eye)
            self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def clear(self) -> None:
        """Forget what was typed, and cover what comes."""
        super().clear()
        if self._words[0] and self.echoMode() != QLineEdit.EchoMode.Password:
            self._on_eye()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not step(self, event, advance=self.advance, back=self.back):
            super().keyPressEvent(event)

    def _on_eye(self) -> None:
        covered = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if covered else QLineEdit.EchoMode.Password)
        self._eye.setText(self._words[1 if covered else 0])
