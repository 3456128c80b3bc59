"""A calm table: whole rows are chosen, one hairline below each, cells drawn from :class:`Cell`; keys before mouse."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import icons, theme
from ui.theme import Type
from ui.widgets.badge import badge_width, paint_badge
from ui.widgets.enter import ANSWERS_LETTERS, is_plain_enter
from ui.widgets.shapes import rounded
from ui.widgets.tone import Tone

CELL: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 33
_HEAD: Final = 30
_PADDING: Final = 12
_HEAD_PADDING: Final = 10
_TICK: Final = 14
_CAP: Final = 20
_FOR_THE_PAGE: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a place of a table; ``faint`` is the part before the text that matters less.

    With a ``tone`` it is a status: sign and word.  ``ticked`` draws a box to tick.  ``heading`` begins a group, its
    ``aside`` stands at the right, ``bold`` ends one as a total.  ``cap`` draws the text as a key, ``tag`` is a mark of
    its own before the text.
    """

    text: str = ""
    faint: str = ""
    ink: str = "text"
    tone: Tone | None = None
    sign: str = ""
    right: bool = False
    ticked: bool | None = None
    heading: bool = False
    bold: bool = False
    note: str = ""
    aside: str = ""
    cap: bool = False
    tag: str = ""

    def said(self) -> str:
        """Give it as one text, as screen readers tell it."""
        return " ".join(part for part in (self.tag, self.faint + self.text, self.note, self.aside) if part)


class CellDelegate(QStyledItemDelegate):
    """Draws cells; nothing that a citizen typed is ever taken for markup."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.current().px(40), theme.current().px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        painter.save()
        self._paint_ground(painter, option, cell)
        worn = theme.current()
        room = option.rect.adjusted(worn.px(_PADDING), 0, -worn.px(_HEAD_PADDING if cell.right else 4), -1)
        if cell.ticked is not None:
            self._paint_tick(painter, room, ticked=cell.ticked)
        elif cell.tone is not None:
            paint_badge(painter, room, cell.text, cell.tone, sign=cell.sign, tinted=False, kind=Type.BODY)
        elif cell.heading:
            self._paint_heading(painter, room, cell)
        elif cell.cap and cell.text:
            self._paint_cap(painter, room, cell.text)
        else:
            self._paint_text(painter, room, cell)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell) -> None:
        worn = theme.current()
        box = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and not cell.heading
        if chosen or cell.heading:
            painter.fillRect(box, worn.color("accent_bg" if chosen else "bg"))
        if chosen and box.left() == 0:  # the first column that is shown
            painter.fillRect(QRect(box.left(), box.top(), worn.px(3), box.height()), worn.color("accent"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), worn.color("line"))

    def _paint_tick(self, painter: QPainter, room: QRect, *, ticked: bool) -> None:
        worn = theme.current()
        side = worn.px(_TICK)
        box = QRectF(room.left() + 0.5, room.center().y() - side / 2 + 0.5, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(worn.color("accent" if ticked else "field_line"))
        painter.setBrush(worn.color("accent" if ticked else "card"))
        painter.drawPath(rounded(box, worn.px(3)))
        if ticked:
            icons.paint(painter, "check", worn.color("on_accent"), box.adjusted(2, 2, -2, -2))

    def _paint_heading(self, painter: QPainter, room: QRect, cell: Cell) -> None:
        worn = theme.current()
        self._draw(painter, room, cell.text, Type.HEADING, worn.color("text"))
        beside = room.adjusted(theme.metrics(Type.HEADING).horizontalAdvance(cell.text) + worn.px(8), 0, 0, 0)
        self._draw(painter, beside, cell.note, Type.LABEL, worn.color("soft"))
        taken = theme.metrics(Type.LABEL).horizontalAdvance(cell.note) + worn.px(16)
        rest = beside.adjusted(taken, 0, -worn.px(_PADDING - 4), 0)
        self._draw(painter, rest, cell.aside, Type.LABEL, worn.color("soft"), right=True)

    def _paint_cap(self, painter: QPainter, room: QRect, key: str) -> None:
        worn = theme.current()
        side = worn.px(_CAP)
        box = QRectF(room.left() + 0.5, room.center().y() - side / 2 + 0.5, side + worn.px(2), side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(worn.color("field_line"))
        painter.setBrush(worn.color("neutral_bg"))
        painter.drawPath(rounded(box, worn.px(4)))
        painter.setFont(worn.font(Type.HINT))
        painter.setPen(worn.color("text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), key)

    def _paint_text(self, painter: QPainter, room: QRect, cell: Cell) -> None:
        worn = theme.current()
        if cell.tag:
            paint_badge(painter, room, cell.tag, Tone.ACCENT)
            room = room.adjusted(badge_width(cell.tag) + worn.px(6), 0, 0, 0)
        if cell.faint:
            self._draw(painter, room, cell.faint, Type.BODY, worn.color("soft"))
            room = room.adjusted(theme.metrics(Type.BODY).horizontalAdvance(cell.faint), 0, 0, 0)
        kind = Type.HEADING if cell.bold else Type.BODY
        self._draw(painter, room, cell.text, kind, worn.color(cell.ink), right=cell.right)

    def _draw(
        self, painter: QPainter, room: QRect, text: str, kind: Type, color: QColor, *, right: bool = False
    ) -> None:
        painter.setFont(theme.current().font(kind))
        painter.setPen(color)
        shown = theme.metrics(kind).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


class RowsView(QTableView):
    """Enter opens, Space marks, Ctrl+A marks all; letters and Esc are handed to the page, to go on searching."""

    open_wanted = Signal(int)  # row
    mark_wanted = Signal(int)  # row
    mark_all_wanted = Signal()
    typed = Signal(str)  # letters typed while the table has the focus
    up_from_first = Signal()
    near_end = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty(ANSWERS_LETTERS, True)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._widths: tuple[int, ...] = ()
        self._drop: tuple[int, ...] = ()
        self._least = 0
        self._left_out: set[int] = set()
        self.doubleClicked.connect(self._on_double_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._measure()

    def set_widths(self, *widths: int, least: int = 0, drop: tuple[int, ...] = ()) -> None:
        """Set the columns' widths at 100 %; those of 0 share what is left.

        Where that is less than ``least``, the columns of ``drop`` go, one after another.
        """
        self._widths, self._least, self._drop = widths, least, drop
        self._measure()

    def leave_out(self, column: int) -> None:
        """Never show a column."""
        self._left_out.add(column)
        self._measure()

    def choose(self, row: int) -> None:
        """Put the choice on a row."""
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def chosen(self) -> int:
        """Give the row chosen, -1 for none."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.chosen()
        if is_plain_enter(event):
            if row >= 0:
                self.open_wanted.emit(row)
        elif event.key() == Qt.Key.Key_Space:
            if row >= 0:
                self.mark_wanted.emit(row)
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.mark_all_wanted.emit()
        elif event.key() == Qt.Key.Key_Up and row <= 0:
            self.up_from_first.emit()
        elif event.text().isprintable() and event.text() and not event.modifiers() & _FOR_THE_PAGE:
            self.typed.emit(event.text())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _choose_columns(self) -> None:
        worn = theme.current()
        gone = set(self._left_out)
        for column in (None, *self._drop):
            gone |= {column} if column is not None else set()
            taken = sum(worn.px(width) for n, width in enumerate(self._widths) if width and n not in gone)
            if self.viewport().width() - taken >= worn.px(self._least):
                break
        for column in range(len(self._widths)):
            self.setColumnHidden(column, column in gone)

    def _measure(self) -> None:
        worn = theme.current()
        self.verticalHeader().setDefaultSectionSize(worn.px(_ROW))
        head = self.horizontalHeader()
        head.setFixedHeight(worn.px(_HEAD))
        if self.model() is None or self.model().columnCount() != len(self._widths):
            return
        head.setMinimumSectionSize(worn.px(24))
        for column, width in enumerate(self._widths):
            if width:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                head.resizeSection(column, worn.px(width))
            else:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._choose_columns()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.open_wanted.emit(index.row())

    def _on_scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep():
            self.near_end.emit()
