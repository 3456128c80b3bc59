"""A button that shows its key beside its word: primary for the one action of a page, plain for the others."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import Type
from ui.widgets.enter import is_plain_enter
from ui.widgets.shapes import rounded

_HEIGHT = 30
_TALL = 36
_PADDING = 13
_GAP = 8
_SIGN = 15


class Weight(StrEnum):
    """How much a button asks for: one PRIMARY on a page, QUIET without a frame."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"


class ActionButton(QPushButton):
    """``key`` is only shown: the page binds its shortcuts.  Enter presses the focused button unless told not to.

    Saving is told not to, for the Enter of a bar-code scanner must never save.
    """

    def __init__(
        self,
        name: str,
        text: str,
        *,
        key: str = "",
        weight: Weight = Weight.PLAIN,
        sign: str = "",
        tall: bool = False,
        spread: bool = False,
        enter_presses: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``sign`` is the name of an icon; ``spread`` puts the key to the right edge."""
        super().__init__(parent)
        self._key, self._weight, self._sign = key, weight, sign
        self._tall, self._spread, self._enter_presses = tall, spread, enter_presses
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_words(text, key=key)

    def set_words(self, text: str, *, key: str | None = None) -> None:
        """Change the word and, if given, the key."""
        self._words = text
        self._key = self._key if key is None else key
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(self._key)
        self.updateGeometry()
        self.update()

    def set_sign(self, sign: str) -> None:
        """Change the icon, as for what is open and what is closed."""
        self._sign = sign
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        worn = theme.current()
        width = self._words_width() + self._key_width() + self._sign_width() + 2 * worn.px(_PADDING)
        return QSize(width, worn.px(_TALL if self._tall else _HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event):
            event.accept()
            if self._enter_presses and not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        self._paint_words(painter)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _paint_frame(self, painter: QPainter) -> None:
        worn = theme.current()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        line, fill = self._frame_colors(hovered=self.underMouse(), pressed=self.isDown())
        painter.setPen(QPen(line, 1) if line else Qt.PenStyle.NoPen)
        painter.setBrush(fill or Qt.BrushStyle.NoBrush)
        painter.drawPath(rounded(box, worn.px(6)))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self._weight is Weight.PRIMARY:
                painter.setPen(QPen(worn.color("text"), 2))
                painter.drawPath(rounded(box.adjusted(0.5, 0.5, -0.5, -0.5), worn.px(6)))
                painter.setPen(QPen(worn.color("card"), 1.5))
                painter.drawPath(rounded(box.adjusted(2.25, 2.25, -2.25, -2.25), worn.px(4)))
            else:
                painter.setPen(QPen(worn.color("accent"), 2))
                painter.drawPath(rounded(box.adjusted(0.5, 0.5, -0.5, -0.5), worn.px(6)))

    def _frame_colors(self, *, hovered: bool, pressed: bool) -> tuple[QColor | None, QColor | None]:
        worn = theme.current()
        if not self.isEnabled():
            quiet = self._weight is Weight.QUIET
            return (None, None) if quiet else (worn.color("line"), worn.color("neutral_bg"))
        if self._weight is Weight.PRIMARY:
            return None, worn.color("accent_strong" if hovered or pressed else "accent")
        fill = "accent_bg" if pressed else "neutral_bg" if hovered else ""
        if self._weight is Weight.QUIET:
            return None, worn.color(fill) if fill else None
        return worn.color("field_line"), worn.color(fill or "card")

    def _paint_words(self, painter: QPainter) -> None:
        worn = theme.current()
        primary = self._weight is Weight.PRIMARY and self.isEnabled()
        ink = worn.color("on_accent" if primary else "text" if self.isEnabled() else "soft")
        content = self._words_width() + self._key_width() + self._sign_width()
        pad = worn.px(_PADDING)
        left = pad if self._spread else max(pad, (self.width() - content) // 2)
        if self._sign:
            side = worn.px(_SIGN)
            icons.paint(painter, self._sign, ink, QRectF(left, (self.height() - side) / 2, side, side))
            left += self._sign_width()
        painter.setPen(ink)
        painter.setFont(worn.font(Type.BODY, bold=self._weight is Weight.PRIMARY))
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(left, 0, self._words_width() + 1, self.height()), middle, self._words)
        if self._key:
            painter.setFont(worn.font(Type.HINT))
            painter.setPen(ink if primary else worn.color("soft"))
            width = theme.metrics(Type.HINT).horizontalAdvance(self._key)
            at = self.width() - pad - width if self._spread else left + self._words_width() + worn.px(_GAP)
            painter.drawText(QRect(at, 0, width + 1, self.height()), middle, self._key)

    def _words_width(self) -> int:
        return theme.metrics(Type.BODY, bold=self._weight is Weight.PRIMARY).horizontalAdvance(self._words)

    def _key_width(self) -> int:
        return theme.metrics(Type.HINT).horizontalAdvance(self._key) + theme.current().px(_GAP) if self._key else 0

    def _sign_width(self) -> int:
        return theme.current().px(_SIGN) + theme.current().px(6) if self._sign else 0
