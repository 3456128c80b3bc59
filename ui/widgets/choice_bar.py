"""A question with a few answers side by side and none of them preset; one stop for Tab, chosen by arrows or letter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.enter import step
from ui.widgets.option import Option
from ui.widgets.shapes import rounded, segment

_HEIGHT = 30
_RADIUS = 6
_PADDING = 11


class _Segment(QRadioButton):
    """A real radio button, so that screen readers know it, drawn as a part of the bar."""

    def __init__(self, option: Option, bar: "ChoiceBar") -> None:
        super().__init__(option.label.replace("&", "&&"), bar)
        self.option = option
        self._bar = bar
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        worn = theme.current()
        width = theme.metrics(Type.BODY, bold=True).horizontalAdvance(self.option.label)
        return QSize(width + 2 * worn.px(_PADDING), worn.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        worn = theme.current()
        width = theme.metrics(Type.BODY, bold=True).horizontalAdvance(self.option.label)
        return QSize(width + worn.px(12), worn.px(_HEIGHT))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def nextCheckState(self) -> None:
        self._bar.choose(self.option.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        if not self.isEnabled():
            color = "soft"
        elif self.isChecked():
            color = "on_accent"
        else:
            color = "text"
        painter.setPen(worn.color(color))
        painter.setFont(worn.font(Type.BODY, bold=self.isChecked()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.option.label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._bar.take_key(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._bar.keep_one_stop()  # Qt takes the Tab stop away from every answer that is not chosen
        self._bar.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._bar.update()


class ChoiceBar(QWidget):
    """``value`` is None until somebody has chosen; a choice can be changed but not taken back by the officer."""

    changed = Signal()
    advance = Signal()
    back = Signal()

    def __init__(self, name: str, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._value: str | None = None
        self._segments = [_Segment(option, self) for option in options]
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)  # without one, Qt takes all radio buttons of the window for one question
        for part in self._segments:
            self._group.addButton(part)
            part.setObjectName(f"{name}_{part.option.id}")
            row.addWidget(part)
        self.keep_one_stop()

    def value(self) -> str | None:
        """Give the id chosen, None as long as nothing is."""
        return self._value

    def set_value(self, chosen: str | None) -> None:
        """Choose for the officer, or make the question unanswered again with None."""
        if chosen == self._value:
            return
        self._value = chosen
        self._group.setExclusive(False)  # else Qt refuses to take the last choice away
        for part in self._segments:
            part.setChecked(part.option.id == chosen)
        self._group.setExclusive(True)
        self.keep_one_stop()
        self.update()
        self.changed.emit()

    def choose(self, chosen: str) -> None:
        """Choose as the officer does: the focus goes along."""
        had_focus = self._has_focus()
        self.set_value(chosen)
        if had_focus:
            self._stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def describe(self, name: str, description: str) -> None:
        """Hand the spoken name and description on to the parts."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        for part in self._segments:
            part.setAccessibleName(f"{name}: {part.option.label}")
            part.setAccessibleDescription(description)

    def take_key(self, part: _Segment, event: QKeyEvent) -> bool:
        """Take a key that a segment got: arrows, a first letter, Space, Enter; False if it is none of these."""
        if step(part, event, advance=self.advance, back=self.back):
            return True
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        target = self._target(event)
        if target is None:
            return False
        event.accept()
        self.choose(target.option.id)
        return True

    def keep_one_stop(self) -> None:
        """Let Tab stop at the chosen answer only, at the first while none is chosen."""
        stop = self._stop()
        for part in self._segments:
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus if part is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for part in self.findChildren(_Segment):
                part.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        invalid = self.property("invalid") is True
        outline = "bad" if invalid else "accent" if self._has_focus() else "field_line"
        pen = QPen(worn.color(outline), 2 if self._has_focus() else 1)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.color("card" if self.isEnabled() else "bg"))
        painter.drawPath(rounded(box, worn.px(_RADIUS)))
        for number, part in enumerate(self._segments):
            if part.isChecked():
                painter.setBrush(worn.color("accent"))
                first, last = number == 0, number == len(self._segments) - 1
                painter.drawPath(segment(QRectF(part.geometry()), worn.px(_RADIUS), left=first, right=last))
            elif number and not self._segments[number - 1].isChecked():
                painter.fillRect(QRectF(part.x(), 1, 1, self.height() - 2), worn.color("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        inset = pen.widthF() / 2
        painter.drawPath(rounded(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), worn.px(_RADIUS)))
        if self._has_focus() and self._value is not None and not invalid:
            painter.setPen(QPen(worn.color("card"), 1))
            painter.drawPath(rounded(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), worn.px(_RADIUS) - 2))

    def _target(self, event: QKeyEvent) -> _Segment | None:
        parts = self._segments
        at = next((n for n, part in enumerate(parts) if part.isChecked()), None)
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                return parts[0 if at is None else min(at + 1, len(parts) - 1)]
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                return parts[-1 if at is None else max(at - 1, 0)]
            case Qt.Key.Key_Space:
                return parts[at or 0]
        typed = event.text().casefold()
        if not typed or not typed.isalnum():
            return None
        begins = self._beginning(typed, 0) or self._beginning(typed, 1)
        after = [n for n in begins if at is not None and n > at]
        return parts[(after or begins)[0]] if begins else None

    def _beginning(self, letter: str, word: int) -> list[int]:
        """Give the places of the answers whose word of that number begins with the letter: N is "Tanpa nama"."""
        told = [part.option.label.casefold().split() for part in self._segments]
        return [n for n, words in enumerate(told) if len(words) > word and words[word].startswith(letter)]

    def _stop(self) -> _Segment:
        return next((part for part in self._segments if part.isChecked()), self._segments[0])

    def _has_focus(self) -> bool:
        return any(part.hasFocus() for part in self._segments)
