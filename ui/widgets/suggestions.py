"""The list below a picker: matched beginnings marked, details beside, a note at the right; never over its field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.domain.text import folded, words
from ui import theme
from ui.theme import Type
from ui.widgets.shapes import rounded

_ROW = 26
_MARGIN = 4
_PADDING = 10
_MOST_ROWS = 8
_KEY = 18
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """``detail`` tells it from others of the same name, ``note`` says where the suggestion comes from.

    ``key`` is the digit that picks it, shown before it.
    """

    id: str
    label: str
    detail: str = ""
    note: str = ""
    key: str = ""


def matched(text: str, typed: str) -> tuple[tuple[int, int], ...]:
    """Give the spans (start, end) of the beginnings of words in ``text`` that the typed words are."""
    wanted = words(typed)
    spans = []
    for found in _WORD.finditer(text):
        begins = [word for word in wanted if folded(found.group()).startswith(word)]
        if begins:
            spans.append((found.start(), min(found.end(), found.start() + max(map(len, begins)))))
    return tuple(spans)


class SuggestionList(QWidget):
    """A panel inside the window; it takes no focus, its picker tells it where to go."""

    chosen = Signal(object)  # the Suggestion that was clicked

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self._rows: tuple[Suggestion, ...] = ()
        self._typed = ""
        self._at = 0
        self._top = 0
        self.hide()

    def show_for(self, field: QWidget, rows: Sequence[Suggestion], typed: str, *, chosen: bool = True) -> None:
        """Show rows for a field: below it if they fit there, else on the side with more room.

        The first one is highlighted, or none when nothing is ``chosen`` yet.
        """
        self._rows = tuple(rows)
        self._typed = typed
        self._at, self._top = (0 if chosen else -1), 0
        self._place(field)
        self.raise_()
        self.show()
        self.update()
        self._announce()

    def current(self) -> Suggestion | None:
        """Give the highlighted row, None while there is none."""
        return self._rows[self._at] if self._at >= 0 else None

    def rows(self) -> tuple[Suggestion, ...]:
        """Give all rows."""
        return self._rows

    def rows_shown(self) -> int:
        """Give how many rows there is room for."""
        worn = theme.current()
        return max(1, (self.height() - 2 * worn.px(_MARGIN)) // worn.px(_ROW))

    def highlight(self, by: int) -> None:
        """Move the highlight, not beyond the ends."""
        self._at = min(max(self._at + by, 0), len(self._rows) - 1)
        self._top = max(0, min(max(self._top, self._at - self.rows_shown() + 1), self._at))
        self.update()
        self._announce()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(worn.color("field_line"), 1))
        painter.setBrush(worn.color("card"))
        painter.drawPath(rounded(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), worn.px(6)))
        for number in range(self._top, min(self._top + self.rows_shown(), len(self._rows))):
            self._paint_row(painter, self._row_box(number), self._rows[number], chosen=number == self._at)
        if len(self._rows) > self.rows_shown():
            self._paint_place(painter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position().toPoint())
        if number is not None and number != self._at:
            self._at = number
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position().toPoint())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._rows[number])

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.highlight(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def _place(self, field: QWidget) -> None:
        worn = theme.current()
        window = self._window
        corner = field.mapTo(window, QPoint(0, 0))
        gap = worn.px(4)
        wanted = 2 * worn.px(_MARGIN) + min(len(self._rows), _MOST_ROWS) * worn.px(_ROW)
        below = window.height() - (corner.y() + field.height() + gap) - gap
        above = corner.y() - 2 * gap
        under = wanted <= below or below >= above
        height = min(wanted, below if under else above)
        top = corner.y() + field.height() + gap if under else corner.y() - gap - height
        width = min(max(field.width(), self._width()), window.width() - 2 * gap)
        left = max(gap, min(corner.x(), window.width() - width - gap))
        self.setGeometry(QRect(left, top, width, height))

    def _width(self) -> int:
        worn = theme.current()
        body, small = theme.metrics(Type.BODY), theme.metrics(Type.LABEL)
        return max(
            body.horizontalAdvance(row.label)
            + (worn.px(_KEY) if row.key else 0)
            + sum(small.horizontalAdvance(extra) + worn.px(16) for extra in (row.detail, row.note) if extra)
            + worn.px(2 * _PADDING + 2 * _MARGIN)
            for row in self._rows
        )

    def _row_box(self, number: int) -> QRect:
        worn = theme.current()
        margin, height = worn.px(_MARGIN), worn.px(_ROW)
        return QRect(margin, margin + (number - self._top) * height, self.width() - 2 * margin, height)

    def _row_at(self, where: QPoint) -> int | None:
        worn = theme.current()
        number = self._top + (where.y() - worn.px(_MARGIN)) // worn.px(_ROW)
        return number if 0 <= number < len(self._rows) and self.rect().contains(where) else None

    def _paint_row(self, painter: QPainter, box: QRect, row: Suggestion, *, chosen: bool) -> None:
        worn = theme.current()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(worn.color("accent_bg"))
            painter.drawPath(rounded(QRectF(box), worn.px(4)))
        body, small = theme.metrics(Type.BODY), theme.metrics(Type.LABEL)
        room = box.adjusted(worn.px(_PADDING - _MARGIN), 0, -worn.px(_PADDING - _MARGIN), 0)
        if row.note:
            painter.setFont(worn.font(Type.LABEL))
            painter.setPen(worn.color("soft"))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), row.note)
            room.setRight(room.right() - small.horizontalAdvance(row.note) - worn.px(12))
        if row.key:
            self._paint_text(painter, room, row.key, Type.LABEL, small, "soft")
            room.setLeft(room.left() + worn.px(_KEY))
        used = self._paint_text(painter, room, row.label, Type.BODY, body, "text")
        room.setLeft(room.left() + used + worn.px(10))
        if row.detail and room.width() > worn.px(20):
            self._paint_text(painter, room, row.detail, Type.LABEL, small, "soft")

    def _paint_text(
        self, painter: QPainter, room: QRect, text: str, kind: Type, metrics: QFontMetrics, role: str
    ) -> int:
        worn = theme.current()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.color("mark"))
        for start, end in matched(text, self._typed):
            if end <= len(shown):
                left = room.left() + metrics.horizontalAdvance(shown[:start])
                width = metrics.horizontalAdvance(shown[:end]) - metrics.horizontalAdvance(shown[:start])
                height = metrics.height() - worn.px(1)
                painter.drawPath(
                    rounded(QRectF(left - 1, room.center().y() - height / 2 + 1, width + 2, height), worn.px(3))
                )
        painter.setFont(worn.font(kind))
        painter.setPen(worn.color(role))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        return metrics.horizontalAdvance(shown)

    def _paint_place(self, painter: QPainter) -> None:
        worn = theme.current()
        track = self.height() - 2 * worn.px(_MARGIN + 2)
        height = max(worn.px(16), track * self.rows_shown() // len(self._rows))
        most = max(1, len(self._rows) - self.rows_shown())
        top = worn.px(_MARGIN + 2) + (track - height) * self._top / most
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.color("field_line"))
        painter.drawPath(rounded(QRectF(self.width() - worn.px(5), top, worn.px(3), height), worn.px(1)))

    def _announce(self) -> None:
        row = self.current() or self._rows[0]
        said = ", ".join(part for part in (row.key, row.label, row.detail, row.note) if part)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def sizeHint(self) -> QSize:
        return QSize(self._width() if self._rows else 0, theme.current().px(_ROW))
