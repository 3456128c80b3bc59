"""Rows of fields that wrap when there is no room: each cell has a least width, what is left goes by its share.

Fields may be arranged anew at any time: those that stay keep the focus, those that go are hidden and keep their value.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from ui import theme

GAP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """``least`` is the least width in pixels at 100 %; ``share`` of what is left over, 0 for none."""

    widget: QWidget
    least: int
    share: int = 1


@dataclass(slots=True)
class _Place:
    """A cell with what it measures; asked once for each time the layout was made invalid."""

    item: QWidgetItem
    cell: Cell
    _least: int = -1
    _height: int = -1

    def least(self) -> int:
        if self._least < 0:
            self._least = max(theme.current().px(self.cell.least), self.item.minimumSize().width())
        return self._least

    def height(self) -> int:
        if self._height < 0:
            self._height = self.item.sizeHint().height()
        return self._height

    def forget(self) -> None:
        self._least = self._height = -1

    def grows(self) -> bool:
        return bool(self.item.expandingDirections() & Qt.Orientation.Vertical)


class FieldRows(QLayout):
    """A layout to be added to a card's body; rows with a cell that expands take the height that is left."""

    def __init__(self, *, gap: int = GAP) -> None:
        """``gap`` is between cells, in pixels at 100 %."""
        super().__init__()
        self._gap = gap
        self._rows: list[list[_Place]] = []
        self._heights: dict[int, int] = {}

    def arrange(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Show these cells in these rows, in this order, and hide what was shown before and is not among them."""
        wanted = {cell.widget for row in rows for cell in row}
        for place in self._places():
            if place.cell.widget not in wanted:
                place.cell.widget.hide()
        self._rows = []
        for row in rows:
            places = []
            for cell in row:
                self.addChildWidget(cell.widget)
                places.append(_Place(QWidgetItem(cell.widget), cell))
                self._bring_back(cell.widget)
            self._rows.append(places)
        self.invalidate()

    def _bring_back(self, widget: QWidget) -> None:
        """Show what was hidden before; what is new comes with its parent, and is styled only then."""
        parent = self.parentWidget()
        seen = parent is not None and parent.isVisible()
        if seen or widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            widget.show()

    def invalidate(self) -> None:
        for place in self._places():
            place.forget()
        self._heights.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        raise TypeError("cells come through arrange")

    def count(self) -> int:
        return len(self._places())

    def itemAt(self, index: int) -> QLayoutItem | None:
        places = self._places()
        return places[index].item if 0 <= index < len(places) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        taken = self.itemAt(index)
        self._heights.clear()
        self._rows = [[place for place in row if place.item is not taken] for row in self._rows]
        return taken

    def expandingDirections(self) -> Qt.Orientation:
        grows = any(place.grows() for place in self._places())
        return Qt.Orientation.Horizontal | Qt.Orientation.Vertical if grows else Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            lines = self._lines(width)
            height = self._heights[width] = sum(map(_height, lines)) + self._line_gap() * max(0, len(lines) - 1)
        return height

    def sizeHint(self) -> QSize:
        gap = theme.current().px(self._gap)
        width = max((sum(place.least() for place in row) + gap * (len(row) - 1) for row in self._rows), default=0)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        width = max((place.least() for place in self._places()), default=0)
        height = max(map(_height, self._rows), default=0)
        return QSize(width, height)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        lines = self._lines(rect.width())
        spare = max(0, rect.height() - self.heightForWidth(rect.width()))
        growing = [number for number, line in enumerate(lines) if any(place.grows() for place in line)]
        top = rect.top()
        for number, line in enumerate(lines):
            height = _height(line) + (spare // len(growing) if number in growing else 0)
            self._place(line, QRect(QPoint(rect.left(), top), QSize(rect.width(), height)))
            top += height + self._line_gap()

    def _places(self) -> list[_Place]:
        return [place for row in self._rows for place in row]

    def _lines(self, width: int) -> list[list[_Place]]:
        """Break each row into lines that fit; a cell alone in its line may be wider than there is room."""
        gap = theme.current().px(self._gap)
        lines: list[list[_Place]] = []
        for row in self._rows:
            room = -1
            for place in row:
                least = place.least()
                if room < least + gap:
                    lines.append([])
                    room = width + gap
                lines[-1].append(place)
                room -= least + gap
        return lines

    def _place(self, line: Sequence[_Place], box: QRect) -> None:
        gap = theme.current().px(self._gap)
        left_over = max(0, box.width() - sum(place.least() for place in line) - gap * (len(line) - 1))
        shares = sum(place.cell.share for place in line)
        left = box.left()
        for place in line:
            extra = left_over * place.cell.share // shares if shares else 0
            width = min(place.least() + extra, box.width())
            if place is line[-1] and shares:
                width = box.right() + 1 - left
            place.item.setGeometry(QRect(left, box.top(), width, box.height()))
            left += width + gap

    def _line_gap(self) -> int:
        return theme.current().px(1)


def _height(line: Sequence[_Place]) -> int:
    return max((place.height() for place in line), default=0)
