"""A history drawn on one line of time: squares for the desk, diamonds for the centre, texts that wrap."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import icons, theme
from ui.models.facts_model import MOMENT, Moment
from ui.theme import Type

_WHEN: Final = 108
_MARK: Final = 12
_TEXT_AT: Final = 148
_GAP: Final = 12
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class _MomentDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        moment = index.data(MOMENT)
        width = self._room(option).width()
        height = self._words_height(moment, width) if isinstance(moment, Moment) else 0
        return QSize(width, height + theme.current().px(_GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        moment = index.data(MOMENT)
        if not isinstance(moment, Moment):
            return
        worn = theme.current()
        painter.save()
        room = self._room(option)
        line = theme.metrics(Type.BODY).height()
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(worn.font(Type.LABEL))
        painter.setPen(worn.color("soft"))
        painter.drawText(QRect(0, room.top(), worn.px(_WHEN), line), right, moment.when)
        self._paint_mark(painter, option, room, moment, last=index.row() == index.model().rowCount() - 1)
        painter.setFont(worn.font(Type.BODY))
        painter.setPen(worn.color("text"))
        said, beside = self._split(moment, room.width())
        box = QRect(room.left(), room.top(), room.width(), room.height())
        painter.drawText(box, _WRAPPED, moment.what)
        painter.setFont(worn.font(Type.LABEL))
        painter.setPen(worn.color("soft"))
        if beside:
            at = QRect(room.left() + said + worn.px(6), room.top(), room.width() - said, line)
            who = f"· {moment.who}" if moment.who else ""
            painter.drawText(at, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), who)
        else:
            below = room.adjusted(0, room.height() - worn.px(_GAP) - theme.metrics(Type.LABEL).height(), 0, 0)
            painter.drawText(below, _WRAPPED, moment.who)
        painter.restore()

    def _paint_mark(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, moment: Moment, *, last: bool
    ) -> None:
        worn = theme.current()
        side = worn.px(_MARK)
        middle = worn.px(_WHEN) + worn.px(20)
        top = room.top() + (theme.metrics(Type.BODY).height() - side) // 2
        if not last:
            painter.fillRect(QRect(middle, top + side // 2, 1, option.rect.height()), worn.color("line"))
        if option.rect.top() < top and room.top() > 0:
            painter.fillRect(QRect(middle, option.rect.top(), 1, top - option.rect.top()), worn.color("line"))
        box = QRectF(middle - side / 2 + 0.5, top, side, side)
        color = worn.color("soft" if moment.of_centre else "accent")
        icons.paint(painter, "diamond" if moment.of_centre else "square", color, box)

    def _room(self, option: QStyleOptionViewItem) -> QRect:
        view = self.parent()
        left = theme.current().px(_TEXT_AT)
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QRect(left, option.rect.top(), max(width - left - theme.current().px(8), 80), option.rect.height())

    def _split(self, moment: Moment, width: int) -> tuple[int, bool]:
        """Give the width of the words and whether the name fits beside them."""
        said = theme.metrics(Type.BODY).horizontalAdvance(moment.what)
        name = theme.metrics(Type.LABEL).horizontalAdvance(f"· {moment.who}") + theme.current().px(8)
        return said, said + name <= width

    def _words_height(self, moment: Moment, width: int) -> int:
        body = theme.metrics(Type.BODY)
        height = body.boundingRect(QRect(0, 0, width, 10_000), _WRAPPED, moment.what).height()
        _, beside = self._split(moment, width)
        return max(height, body.height()) + (0 if beside or not moment.who else theme.metrics(Type.LABEL).height())


class Timeline(QListView):
    """Arrows move through it, so that screen readers tell every fact."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setItemDelegate(_MomentDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
