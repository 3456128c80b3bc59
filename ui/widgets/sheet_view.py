"""A sheet of paper on the screen, as large as it fits, with the outline of its edge; or a word while there is none."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import Type

_MOST = 540


class SheetView(QWidget):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._word = ""
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_sheet(self, image: QImage) -> None:
        """Show a page."""
        self._image, self._word = image, ""
        self.updateGeometry()
        self.update()

    def show_word(self, word: str) -> None:
        """Show a word in the place of a page."""
        self._image, self._word = QImage(), word
        self.setAccessibleName(word)
        self.update()

    def has_sheet(self) -> bool:
        """Tell whether a page is shown."""
        return not self._image.isNull()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        most = theme.current().px(_MOST)
        if self._image.isNull():
            return most
        return min(most, round(self._image.height() * min(width / self._image.width(), 1 / self._ratio())))

    def sizeHint(self) -> QSize:
        worn = theme.current()
        return QSize(worn.px(640), worn.px(460))

    def minimumSizeHint(self) -> QSize:
        worn = theme.current()
        return QSize(worn.px(240), worn.px(180))

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            painter.setFont(worn.font(Type.LABEL))
            painter.setPen(worn.color("soft"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), self._word)
            return
        size = self._image.size() / self._ratio()
        share = min(self.width() / size.width(), self.height() / size.height(), 1.0)
        box = QRectF(0, 0, int(size.width() * share) - 1, int(size.height() * share) - 1)
        painter.drawImage(box, self._image)
        painter.setPen(QPen(worn.color("field_line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.translated(0.5, 0.5).adjusted(-0.5, -0.5, -0.5, -0.5))

    def _ratio(self) -> float:
        return self._image.devicePixelRatio()
