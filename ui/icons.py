"""The one family of icons: small SVG shapes, drawn in the colour of their use at any size."""

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache

from app.paths import resources
from ui import theme

_SIZES: Final = (16, 24, 32, 48)


def icon(name: str, role: str = "text") -> QIcon:
    """Give an icon in the colour of a token of the present theme; ask again after the theme has changed."""
    made = QIcon()
    color = theme.current().color(role)
    for size in _SIZES:
        made.addPixmap(pixmap(name, color, size))
    return made


def pixmap(name: str, color: QColor, size: int, device_ratio: float = 1.0) -> QPixmap:
    """Give the shape in one colour, ``size`` pixels square before the ``device_ratio`` of the screen."""
    key = f"loket/{name}/{color.name()}/{size}/{device_ratio}"
    made = QPixmap()
    if QPixmapCache.find(key, made):
        return made
    from PySide6.QtSvg import QSvgRenderer  # on use: nothing is drawn before the first paint

    made = QPixmap(QSize(size, size) * device_ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(_svg(name).replace("currentColor", color.name()).encode())).render(painter)
    painter.end()
    made.setDevicePixelRatio(device_ratio)
    QPixmapCache.insert(key, made)
    return made


def paint(painter: QPainter, name: str, color: QColor, box: QRectF) -> None:
    """Draw the shape as large as fits into the middle of ``box``."""
    size = round(min(box.width(), box.height()))
    drawn = pixmap(name, color, size, painter.device().devicePixelRatio())
    painter.drawPixmap(round(box.center().x() - size / 2), round(box.center().y() - size / 2), drawn)


@cache
def _svg(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text("utf-8")
