"""A short list of two lines a row, for a narrow column: what it is, and below it number, day and status."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.theme import Type
from ui.widgets.badge import badge_width, paint_badge
from ui.widgets.enter import is_plain_enter
from ui.widgets.tone import Tone

LINE: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 62
_LOW_ROW: Final = 42
_PADDING: Final = 6
_SHOWN: Final = 4
_ROOMY: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row with its ``note`` at the right: beside the head, or with a ``tone`` beside the badge of a third line."""

    head: str
    below: str = ""
    badge: str = ""
    tone: Tone | None = None
    sign: str = ""
    note: str = ""

    def said(self) -> str:
        """Give it as one text, as screen readers tell it."""
        return " · ".join(part for part in (self.head, self.below, self.badge, self.note) if part)


class _LineDelegate(QStyledItemDelegate):
    """Draws lines; nothing that a citizen typed is ever taken for markup."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = index.data(LINE)
        tall = isinstance(line, Line) and line.tone is not None
        view = self.parent()
        more = _ROOMY if isinstance(view, LineList) and not view.fitting else 0
        return QSize(theme.current().px(80), theme.current().px((_ROW if tall else _LOW_ROW) + more))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = index.data(LINE)
        view = self.parent()
        if not isinstance(line, Line) or not isinstance(view, LineList):
            return
        worn = theme.current()
        painter.save()
        box = option.rect
        if option.state & QStyle.StateFlag.State_Selected and view.shows_choice():
            painter.fillRect(box, worn.color("accent_bg"))
            painter.fillRect(QRect(box.left(), box.top(), worn.px(3), box.height()), worn.color("accent"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), worn.color("line"))
        roomy = 0 if view.fitting else worn.px(_ROOMY // 2)
        room = box.adjusted(
            worn.px(_PADDING + 2) + roomy, worn.px(2) + roomy, -worn.px(_PADDING) - roomy, -worn.px(2) - roomy
        )
        beside_head = line.note if line.tone is None else ""
        taken = theme.metrics(Type.HINT).horizontalAdvance(beside_head) + worn.px(8) if beside_head else 0
        if theme.metrics(Type.BODY).horizontalAdvance(line.head) + taken > room.width():
            beside_head, taken = "", 0
        left = self._text(painter, room.adjusted(0, 0, -taken, 0), line.head, Type.BODY, "text")
        if beside_head:
            head = QRect(room.left(), room.top(), room.width(), left)
            self._text(painter, head, beside_head, Type.HINT, "soft", right=True)
        left = self._text(painter, room.adjusted(0, left, 0, 0), line.below, Type.HINT, "soft") + left
        if line.tone is not None:
            width = badge_width(line.badge, sign=line.sign, kind=Type.HINT)
            at = QRect(room.left(), room.top() + left, width, room.height() - left)
            paint_badge(painter, at, line.badge, line.tone, sign=line.sign, kind=Type.HINT)
            beside = QRect(at.right() + worn.px(8), at.top(), room.right() - at.right() - worn.px(8), at.height())
            if view.fitting or theme.metrics(Type.HINT).horizontalAdvance(line.note) <= beside.width():
                self._text(painter, beside, line.note, Type.HINT, "soft", right=True)
        painter.restore()

    def _text(self, painter: QPainter, room: QRect, text: str, kind: Type, role: str, *, right: bool = False) -> int:
        """Draw one line at the top of the room, or in its middle at the right, and give its height."""
        metrics = theme.metrics(kind)
        painter.setFont(theme.current().font(kind))
        painter.setPen(theme.current().color(role))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        box = room if right else QRect(room.left(), room.top(), room.width(), metrics.height())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
        return metrics.height()


class LineList(QListView):
    """Arrows choose, Enter opens, Esc leaves, letters are handed on; as high as its first rows."""

    open_wanted = Signal(int)  # row
    typed = Signal(str)  # a letter pressed on a row
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, fitting: bool = True) -> None:
        """``fitting`` takes the height of the first rows; a list that has a page's height scrolls instead."""
        super().__init__(parent)
        self.fitting = fitting
        self.setObjectName(name)
        self.setProperty("answers_letters", True)
        self.setItemDelegate(_LineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.doubleClicked.connect(self._on_double_clicked)

    def choose(self, row: int) -> None:
        """Put the choice on a row."""
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def chosen(self) -> int:
        """Give the row chosen, -1 for none."""
        return self.currentIndex().row()

    def shows_choice(self) -> bool:
        """Tell whether the chosen row is to be seen: beside a page always, within a panel only with the focus."""
        return not self.fitting or self.hasFocus()

    def fit(self) -> None:
        """Take the height of the rows, of four at most."""
        if not self.fitting:
            return
        rows = self.model().rowCount()
        heights = [self.sizeHintForRow(row) for row in range(min(rows, _SHOWN))]
        self.setFixedHeight(max(1, sum(heights)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event):
            event.accept()
            if self.chosen() >= 0 and not event.isAutoRepeat():
                self.open_wanted.emit(self.chosen())
        elif event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
        elif event.text().isalpha() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
            self.typed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.chosen() < 0:
            self.choose(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.model() is not None:
            self.fit()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.open_wanted.emit(index.row())
