"""A text to read: as high as it needs up to some lines, then it scrolls by keyboard; never markup, never editable."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from ui import theme


class ReadingText(QPlainTextEdit):
    """``most_lines`` is the height at which it begins to scroll."""

    def __init__(self, name: str, *, most_lines: int = 7, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most_lines
        self.setObjectName(name)
        self.setProperty("kind", "reading")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)

    def show_text(self, text: str) -> None:
        """Show a text from its beginning."""
        self.setPlainText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        lines = max(1, min(round(self.document().size().height()), self._most))
        height = lines * self.fontMetrics().lineSpacing() + theme.current().px(6)
        if height != self.height():
            self.setFixedHeight(height)
