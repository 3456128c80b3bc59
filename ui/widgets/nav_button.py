"""An entry of the side bar: the page's name, its key at the right or below, and a count of what waits there."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.badge import badge_width, paint_badge
from ui.widgets.enter import is_plain_enter
from ui.widgets.shapes import rounded
from ui.widgets.tone import Tone

_HEIGHT = 34
_PADDING = 10
_LINE = 16
_LARGE = 1.75


class NavButton(QPushButton):
    """Checked while its page is shown: the window says so with ``setChecked``, a click only asks.

    The window binds the key too.
    """

    def __init__(
        self, name: str, text: str, *, key: str = "", width: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._room = width
        self._words, self._key, self._count, self._tone = text, key, 0, Tone.BAD
        self.setObjectName(name)
        self.setToolTip(key)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_count(self, count: int, tone: Tone = Tone.BAD) -> None:
        """Show how many things wait; 0 shows nothing."""
        self._count, self._tone = count, tone
        self._describe()
        self.update()

    def nextCheckState(self) -> None:
        """Leave the check to the window, for a page may refuse to be left."""

    def sizeHint(self) -> QSize:
        worn = theme.current()
        width = theme.metrics(Type.BODY, bold=True).horizontalAdvance(self._words) + 2 * worn.px(_PADDING)
        width += self._key_width()
        if self._count:
            width += worn.px(8) + badge_width(str(self._count))
        return QSize(width, worn.px(_HEIGHT + (_LINE if self._is_tall() else 0)))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(hint.width() - self._key_width(), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event):
            event.accept()
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(worn.color("accent_bg" if self.isChecked() else "neutral_bg"))
            painter.drawPath(rounded(box, worn.px(6)))
        if self.hasFocus():
            painter.setPen(QPen(worn.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(rounded(box.adjusted(1, 1, -1, -1), worn.px(6)))
        room = self.rect().adjusted(worn.px(_PADDING), 0, -worn.px(_PADDING), 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(worn.font(Type.HINT))
        painter.setPen(worn.color("soft"))
        if self._is_tall():
            above = room.adjusted(0, worn.px(4), 0, -worn.px(_LINE + 4))
            below = QRect(room.left(), above.bottom(), room.width(), worn.px(_LINE + 2))
            painter.drawText(below, middle | int(Qt.AlignmentFlag.AlignLeft), self._key)
            room = above
        elif self.sizeHint().width() <= self.width():  # else the tool tip and the help sheet tell it
            painter.drawText(room, middle | int(Qt.AlignmentFlag.AlignRight), self._key)
        painter.setFont(worn.font(Type.BODY, bold=self.isChecked()))
        painter.setPen(worn.color("accent" if self.isChecked() else "text"))
        painter.drawText(room, middle | int(Qt.AlignmentFlag.AlignLeft), self._words)
        if self._count:
            left = room.left() + theme.metrics(Type.BODY, bold=self.isChecked()).horizontalAdvance(self._words)
            place = QRect(left + worn.px(8), room.top(), badge_width(str(self._count)), room.height())
            paint_badge(painter, place, str(self._count), self._tone, pill=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _is_tall(self) -> bool:
        """Tell whether the key stands below the name: there is no room beside it, and letters are not large."""
        worn = theme.current()
        if self._room is None or not self._key or worn.scale >= _LARGE:
            return False
        words = theme.metrics(Type.BODY, bold=True).horizontalAdvance(self._words) + 2 * worn.px(_PADDING)
        return words + self._key_width() > worn.px(self._room)

    def _key_width(self) -> int:
        return theme.current().px(8) + theme.metrics(Type.HINT).horizontalAdvance(self._key) if self._key else 0

    def _describe(self) -> None:
        self.setAccessibleName(f"{self._words} ({self._count})" if self._count else self._words)
        self.setAccessibleDescription(self._key)
