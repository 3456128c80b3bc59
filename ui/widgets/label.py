"""Labels: always plain text, for what citizens typed must never be taken for markup; one that shortens with dots."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import Type

_ICON: Final = 13
_ICON_GAP: Final = 4


def label(text: str, kind: Type | str = Type.BODY, *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Give a label of plain text; ``kind`` is a Type, or "soft" for secondary facts in body size."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", str(kind))
    made.setWordWrap(wrap)
    return made


def plain_tip(text: str) -> str:
    """Give a tool tip that shows the text as it is, whatever signs it holds."""
    from html import escape  # on use: few labels are ever too long

    return f"<p style='white-space:pre-wrap'>{escape(text)}</p>" if text else ""


class ElidedLabel(QLabel):
    """One line that shortens with dots instead of being cut, and then tells the whole as a tool tip."""

    def __init__(
        self, text: str = "", kind: Type = Type.BODY, *, role: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self._role = role
        self._icon = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str, *, role: str | None = None, icon: str = "") -> None:
        """Show another line, in the colour of a token and with an icon before it, if given."""
        self._role = role or self._role
        self._icon = icon
        self.setText(text)
        self._tell_the_whole()
        self.updateGeometry()
        self.update()

    def elided(self) -> bool:
        """Tell whether the line is too long for its place."""
        return self._text_width() > self.width()

    def sizeHint(self) -> QSize:
        return QSize(self._text_width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._text_width(), theme.current().px(24)), self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        painter.setFont(worn.font(self._kind))
        painter.setPen(worn.color(self._role))
        left = 0
        if self._icon:
            side = worn.px(_ICON)
            icons.paint(painter, self._icon, worn.color(self._role), QRectF(0, (self.height() - side) / 2, side, side))
            left = side + worn.px(_ICON_GAP)
        room = self.rect().adjusted(left, 0, 0, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(self.alignment() | Qt.TextFlag.TextSingleLine), text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_the_whole()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _tell_the_whole(self) -> None:
        self.setToolTip(plain_tip(self.text()) if self.elided() else "")

    def _text_width(self) -> int:
        worn = theme.current()
        icon = worn.px(_ICON) + worn.px(_ICON_GAP) if self._icon else 0
        return icon + theme.metrics(self._kind).horizontalAdvance(self.text()) + 1

    def _height(self) -> int:
        return theme.metrics(self._kind).height()
