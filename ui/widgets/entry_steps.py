"""The four steps of a call in one line: whom to call back, what happened, read back, the number."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import Type
from ui.widgets.badge import badge_width, paint_badge
from ui.widgets.tone import Tone

_HEIGHT = 38
_GAP = 14
_CHEVRON = 12


class EntrySteps(QFrame):
    """A step is done, the present one, or still to come; by sign and tint as well as by order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry_steps")
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._steps: tuple[str, ...] = ()
        self._done: frozenset[int] = frozenset()
        self._note = ""

    def set_steps(self, done: Sequence[bool], *, note: str = "") -> None:
        """Say which of the four are done; the first that is not is the present one."""
        self._steps = (self.tr("Contact"), self.tr("Report"), self.tr("Read back"), self.tr("Say the number"))
        self._done = frozenset(number for number, is_done in enumerate(done) if is_done)
        self._note = note
        said = [f"{step} {'✓' if number in self._done else ''}".strip() for number, step in enumerate(self._steps)]
        self.setAccessibleName(", ".join(said))
        self.update()

    def present(self) -> int:
        """Give the number of the present step, from 0."""
        return next((n for n in range(len(self._steps)) if n not in self._done), len(self._steps) - 1)

    def sizeHint(self) -> QSize:
        worn = theme.current()
        width = sum(badge_width(step, sign="check", kind=Type.BODY) for step in self._steps)
        return QSize(width + worn.px(4 * (2 * _GAP + _CHEVRON)), worn.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        worn = theme.current()
        painter = QPainter(self)
        present = self.present()
        left, middle = worn.px(10), self.height()
        for number, step in enumerate(self._steps):
            done = number in self._done
            now = number == present and not done
            tone = Tone.OK if done else Tone.ACCENT if now else Tone.NEUTRAL
            sign = "check" if done else "square" if now else "circle"
            width = badge_width(step, sign=sign, kind=Type.BODY)
            paint_badge(painter, QRect(left, 0, width, middle), step, tone, sign=sign, tinted=now, kind=Type.BODY)
            if not now:
                width -= worn.px(16)
            left += width + worn.px(_GAP)
            if number < len(self._steps) - 1:
                side = worn.px(_CHEVRON)
                box = QRectF(left, (middle - side) / 2, side, side)
                icons.paint(painter, "chevron-right", worn.color("soft"), box)
                left += side + worn.px(_GAP)
        if self._note and left < self.width():
            painter.setFont(worn.font(Type.LABEL))
            painter.setPen(worn.color("soft"))
            room = QRect(left, 0, self.width() - left - worn.px(14), middle)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._note)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
