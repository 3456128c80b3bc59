"""One line of what can be done now: the key, the act, and at the right how things stand; the proposed one is tinted."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.key_hint import key_width, paint_key
from ui.widgets.shapes import rounded

_HEIGHT = 44
_KEYS = 76
_PADDING = 10


class KeyRow(QPushButton):
    """A button that takes no focus: its page binds the key, the mouse may click it."""

    def __init__(self, name: str, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._words, self._note = key, text, ""
        self._proposed = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_words(text)

    def set_words(self, text: str, note: str = "") -> None:
        """Change the act and how it stands."""
        self._words, self._note = text, note
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(" · ".join(part for part in (self._key, note) if part))
        self.updateGeometry()
        self.update()

    def note(self) -> str:
        """Give how it stands."""
        return self._note

    def set_proposed(self, proposed: bool) -> None:
        """Mark it as what is usually done next."""
        self._proposed = proposed
        self.update()

    def is_proposed(self) -> bool:
        """Tell whether it is marked so."""
        return self._proposed

    def sizeHint(self) -> QSize:
        worn = theme.current()
        width = theme.metrics(Type.BODY, bold=True).horizontalAdvance(self._words)
        return QSize(width + worn.px(_KEYS + 2 * _PADDING), worn.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect()
        live = self.isEnabled()
        if live and (self._proposed or self.underMouse()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(worn.color("accent_bg" if self._proposed else "neutral_bg"))
            painter.drawPath(rounded(QRectF(box), worn.px(6)))
        else:
            painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), worn.color("line"))
        room = box.adjusted(worn.px(_PADDING), 0, -worn.px(_PADDING), 0)
        paint_key(painter, room, self._key)
        room.setLeft(room.left() + max(worn.px(_KEYS), key_width(self._key) + worn.px(_PADDING)))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        bold = self._proposed and live
        painter.setFont(worn.font(Type.BODY, bold=bold))
        painter.setPen(worn.color("accent" if bold else "text" if live else "soft"))
        painter.drawText(room, middle | int(Qt.AlignmentFlag.AlignLeft), self._words)
        room.setLeft(room.left() + theme.metrics(Type.BODY, bold=bold).horizontalAdvance(self._words) + worn.px(12))
        painter.setFont(worn.font(Type.LABEL))
        painter.setPen(worn.color("soft"))
        note = theme.metrics(Type.LABEL).elidedText(self._note, Qt.TextElideMode.ElideMiddle, max(0, room.width()))
        painter.drawText(room, middle | int(Qt.AlignmentFlag.AlignRight), note)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
