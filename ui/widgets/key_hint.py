"""A key cap: which key does it, drawn as a small key; also for the rows of a list."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.shapes import rounded

_HEIGHT = 21
_PADDING = 6


def key_width(key: str) -> int:
    """Give the width of a key cap; one letter gives a square one."""
    worn = theme.current()
    return max(worn.px(_HEIGHT + 2), theme.metrics(Type.HINT).horizontalAdvance(key) + 2 * worn.px(_PADDING))


def paint_key(painter: QPainter, box: QRect, key: str) -> None:
    """Draw a key cap at the left of ``box``, in the middle of its height."""
    worn = theme.current()
    height = min(worn.px(_HEIGHT), box.height())
    cap = QRectF(box.left() + 0.5, box.top() + (box.height() - height) // 2 + 0.5, key_width(key) - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(worn.color("field_line"))
    painter.drawPath(rounded(cap, worn.px(3)))
    painter.setPen(QPen(worn.color("line"), 1))
    painter.setBrush(worn.color("neutral_bg"))
    painter.drawPath(rounded(cap.adjusted(0, 0, 0, -worn.px(1)), worn.px(3)))
    painter.setFont(worn.font(Type.HINT))
    painter.setPen(worn.color("text"))
    painter.drawText(cap.adjusted(0, 0, 0, -worn.px(1)), int(Qt.AlignmentFlag.AlignCenter), key)
    painter.restore()


class KeyHint(QWidget):
    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(key_width(self._key), theme.current().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_key(QPainter(self), self.rect(), self._key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
