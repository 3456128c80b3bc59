"""Outlines shared by the widgets that paint themselves."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath


def rounded(box: QRectF, radius: float) -> QPainterPath:
    """Give a box with four round corners."""
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    return path


def segment(box: QRectF, radius: float, *, left: bool, right: bool) -> QPainterPath:
    """Give a part of a bar: round at the ends that are the bar's own ends."""
    path = rounded(box, radius)
    path.setFillRule(Qt.FillRule.WindingFill)
    if not left:
        path.addRect(QRectF(box.left(), box.top(), radius, box.height()))
    if not right:
        path.addRect(QRectF(box.right() - radius, box.top(), radius, box.height()))
    return path
