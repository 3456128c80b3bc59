"""A short help beside the buttons that turns into what is wrong, in at most two lines, with a sign before it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import Type
from ui.widgets.label import label
from ui.widgets.tone import Tone


class HelpLine(QWidget):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.NEUTRAL
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._sign = _Sign(self)
        self._text = label("", Type.LABEL, wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self._measure()

    def say(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Say something; every tone but the neutral one has a sign and is announced."""
        self._tone = tone
        self._sign.show_tone(tone)
        self._text.setText(text)
        self._dress()
        self.setAccessibleName(text)
        if tone is not Tone.NEUTRAL:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """Give what is said."""
        return self._text.text()

    def tone(self) -> Tone:
        """Give how it is said."""
        return self._tone

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        self._row.setSpacing(theme.current().px(7))
        self._dress()

    def _dress(self) -> None:
        self._text.setStyleSheet(f"color: {self._tone.ink().name()};")


class _Sign(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone = Tone.NEUTRAL
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_tone(self, tone: Tone) -> None:
        self._tone = tone
        self.setVisible(tone is not Tone.NEUTRAL)
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px(14)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), "warning", self._tone.ink(), QRectF(self.rect()))
