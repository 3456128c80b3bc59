"""A complaint number in its groups, each with the words to say it by phone."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.shapes import rounded

_COLUMNS = 3
_HEIGHT = 54
_GAP = 6


class SpokenNumber(QWidget):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[tuple[str, str], ...] = ()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_groups(self, groups: Sequence[tuple[str, str]]) -> None:
        """Show (signs, words) pairs, three in a line."""
        self._groups = tuple(groups)
        self.setAccessibleName(", ".join(words for _, words in self._groups))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        worn = theme.current()
        widest = max((theme.metrics(Type.LABEL).horizontalAdvance(words) for _, words in self._groups), default=0)
        lines = -(-len(self._groups) // _COLUMNS)
        width = _COLUMNS * (widest + worn.px(16)) + worn.px(_GAP * (_COLUMNS - 1))
        return QSize(width, lines * worn.px(_HEIGHT) + max(0, lines - 1) * worn.px(_GAP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap, height = worn.px(_GAP), worn.px(_HEIGHT)
        width = (self.width() - gap * (_COLUMNS - 1)) // _COLUMNS
        for number, (signs, words) in enumerate(self._groups):
            left = (number % _COLUMNS) * (width + gap)
            box = QRect(left, (number // _COLUMNS) * (height + gap), width, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(worn.color("neutral_bg"))
            painter.drawPath(rounded(QRectF(box), worn.px(5)))
            self._write(painter, box.adjusted(0, worn.px(4), 0, -height * 2 // 5), signs, Type.TITLE, "text")
            self._write(
                painter, box.adjusted(0, height * 3 // 5 - worn.px(4), 0, -worn.px(4)), words, Type.LABEL, "soft"
            )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _write(self, painter: QPainter, box: QRect, text: str, kind: Type, role: str) -> None:
        worn = theme.current()
        painter.setFont(worn.font(kind))
        painter.setPen(worn.color(role))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
