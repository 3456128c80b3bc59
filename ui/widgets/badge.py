"""A status in a word, a shape and a tint; the same drawing serves as a widget and inside the rows of a list."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import Type
from ui.widgets.shapes import rounded
from ui.widgets.tone import Tone

_HEIGHT = 20
_PADDING = 8
_SIGN = 12
_SIGN_GAP = 5


def badge_width(text: str, *, sign: str = "", tinted: bool = True, kind: Type = Type.LABEL) -> int:
    """Give the width a badge takes."""
    worn = theme.current()
    signs = worn.px(_SIGN) + worn.px(_SIGN_GAP) if sign else 0
    return theme.metrics(kind).horizontalAdvance(text) + signs + (2 * worn.px(_PADDING) if tinted else 0) + 1


def paint_badge(
    painter: QPainter,
    box: QRect,
    text: str,
    tone: Tone,
    *,
    sign: str = "",
    tinted: bool = True,
    pill: bool = False,
    kind: Type = Type.LABEL,
) -> None:
    """Draw a badge at the left of ``box``, in the middle of its height; without a tint it is sign and word only."""
    worn = theme.current()
    width = min(badge_width(text, sign=sign, tinted=tinted, kind=kind), box.width())
    left = box.left()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if tinted:
        height = min(box.height(), max(worn.px(_HEIGHT), theme.metrics(kind).height() + worn.px(2)))
        shape = QRectF(left, box.top() + (box.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone.tint())
        painter.drawPath(rounded(shape, height / 2 if pill else worn.px(4)))
        left += worn.px(_PADDING)
        width -= 2 * worn.px(_PADDING)
    if sign:
        side = worn.px(_SIGN)
        icons.paint(painter, sign, tone.ink(), QRectF(left, box.top() + (box.height() - side) / 2, side, side))
        left += side + worn.px(_SIGN_GAP)
        width -= side + worn.px(_SIGN_GAP)
    painter.setFont(worn.font(kind))
    painter.setPen(tone.ink())
    shown = theme.metrics(kind).elidedText(text, Qt.TextElideMode.ElideRight, width)
    painter.drawText(
        QRect(left, box.top(), width + 1, box.height()),
        int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
        shown,
    )
    painter.restore()


class Badge(QWidget):
    """``sign`` is the name of an icon; a pill is for counts and the state of the desk."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.NEUTRAL,
        *,
        sign: str = "",
        pill: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pill = pill
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_status(text, tone, sign=sign)

    def set_status(self, text: str, tone: Tone, *, sign: str = "") -> None:
        """Show another status."""
        self._text, self._tone, self._sign = text, tone, sign
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Give the word."""
        return self._text

    def sizeHint(self) -> QSize:
        worn = theme.current()
        height = max(worn.px(_HEIGHT), theme.metrics(Type.LABEL).height() + worn.px(2))
        return QSize(badge_width(self._text, sign=self._sign), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), self.rect(), self._text, self._tone, sign=self._sign, pill=self._pill)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
