"""One field to copy: its key, what it is called in LAPOR!, what is copied, and at the right whether that was done."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import Type
from ui.widgets.key_hint import paint_key

_HEIGHT: Final = 37
_EDGE: Final = 14
_KEY: Final = 34
_LABEL: Final = 132
_STATE: Final = 122
_MOST_LINES: Final = 4
_LARGE: Final = 1.5


class CopyLine(QPushButton):
    """A button that takes no focus: its page binds the key, the mouse may click it.

    Long text is broken and shortened on the screen; what is copied is the page's matter, and whole.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = self._label = self._text = ""
        self._copied = ""
        self._next = self._noted = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_field(self, key: str, label: str, text: str, *, noted: bool) -> None:
        """Show a field; copying one that is ``noted`` is a deliberate act."""
        self._key, self._label, self._text, self._noted = key, label, text, noted
        self._copied, self._next = "", False
        self._describe()

    def set_copied(self, when: str) -> None:
        """Show since when it is copied; "" for not yet."""
        self._copied = when
        self._describe()

    def set_next(self, is_next: bool) -> None:
        """Mark it as what is copied next."""
        self._next = is_next
        self._describe()

    def is_next(self) -> bool:
        """Tell whether it is marked so."""
        return self._next

    def copied(self) -> str:
        """Give since when it is copied."""
        return self._copied

    def state(self) -> str:
        """Give what stands at the right; nothing while it may not be copied."""
        if not self.isEnabled():
            return ""
        if self._copied:
            return self.tr("copied %1").replace("%1", self._copied)
        if self._next:
            return self.tr("copy (next)")
        return self.tr("copy (noted)") if self._noted else self.tr("copy")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        worn = theme.current()
        lines = len(self._lines(self._text_room(width).width()))
        return worn.px(_HEIGHT) + max(0, lines - 1) * theme.metrics(Type.BODY).lineSpacing()

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.current().px(360))
        return QSize(theme.current().px(360), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(240), theme.current().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        box = self.rect()
        if self.isEnabled() and (self._next or self.underMouse()):
            painter.fillRect(box, worn.color("accent_bg" if self._next else "neutral_bg"))
        if self.isEnabled() and self._next:
            painter.fillRect(QRect(0, 0, worn.px(3), box.height()), worn.color("accent"))
        edge = worn.px(_EDGE)
        painter.fillRect(QRect(edge, box.bottom(), box.width() - 2 * edge, 1), worn.color("line"))
        room = box.adjusted(edge, 0, -edge, -1)
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        if self._key:
            paint_key(painter, room, self._key)
        painter.setFont(worn.font(Type.LABEL))
        painter.setPen(worn.color("soft"))
        text_room = self._text_room(self.width())
        beside = QRect(room.left() + worn.px(_KEY), room.top(), self._label_width(), room.height())
        label = theme.metrics(Type.LABEL).elidedText(self._label, Qt.TextElideMode.ElideRight, beside.width())
        painter.drawText(beside, middle, label)
        painter.setFont(worn.font(Type.BODY))
        painter.setPen(worn.color("text"))
        lines, step = self._lines(text_room.width()), theme.metrics(Type.BODY).lineSpacing()
        top = (self.height() - len(lines) * step) // 2
        for number, line in enumerate(lines):
            painter.drawText(QRect(text_room.left(), top + number * step, text_room.width(), step), middle, line)
        self._paint_state(painter, room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _paint_state(self, painter: QPainter, room: QRect) -> None:
        worn = theme.current()
        words, bold = self.state(), self._next and not self._copied
        metrics = theme.metrics(Type.LABEL, bold=bold)
        painter.setFont(worn.font(Type.LABEL, bold=bold))
        painter.setPen(worn.color("ok" if self._copied else "accent" if self._next else "soft"))
        width = metrics.horizontalAdvance(words) + 1
        place = QRect(room.right() - width, room.top(), width + 1, room.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        if self._copied:
            side = worn.px(13)
            left = place.left() - side - worn.px(5)
            icons.paint(painter, "check", worn.color("ok"), QRectF(left, (self.height() - side) / 2, side, side))

    def _label_width(self) -> int:
        worn = theme.current()
        return worn.px(_LABEL if worn.scale < _LARGE else _LABEL - 24)

    def _text_room(self, width: int) -> QRect:
        worn = theme.current()
        left = worn.px(_EDGE + _KEY) + self._label_width()
        right = width - worn.px(_EDGE + _STATE)
        return QRect(left, 0, max(worn.px(60), right - left), self.height())

    def _lines(self, width: int) -> list[str]:
        """Give the text broken to a width, at most so many lines, the last one shortened."""
        font = theme.current().font(Type.BODY)
        text = " ".join(self._text.split())
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lines: list[str] = []
        layout.beginLayout()
        while len(lines) < _MOST_LINES:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            start = line.textStart()
            rest = text[start:]
            whole = rest[: line.textLength()]
            last = len(lines) == _MOST_LINES - 1
            shown = theme.metrics(Type.BODY).elidedText(rest, Qt.TextElideMode.ElideRight, width) if last else whole
            lines.append(shown.rstrip())
        layout.endLayout()
        return lines or [""]

    def _describe(self) -> None:
        self.setAccessibleName(f"{self._label}: {self._text}")
        self.setAccessibleDescription(" · ".join(part for part in (self._key, self.state()) if part))
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.updateGeometry()
        self.update()
