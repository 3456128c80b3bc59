"""Shows the pages of a picture or a PDF from bytes in memory: as wide as it fits, nearer or farther, page by page.

Nothing of it is ever written to a file.  Drawing is done on the read lane; an answer that came too late is dropped.
"""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.domain.errors import AppError
from ui import theme
from ui.theme import Type

if TYPE_CHECKING:
    from ui.context import Context
    from ui.lane import Request
    from ui.page_images import PageImage

_STEPS: Final = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
_AS_WIDE: Final = _STEPS.index(1.0)
_AGAIN_MS: Final = 120
_EDGE: Final = 6
_STEP_PX: Final = 48


class PageView(QAbstractScrollArea):
    """Keys when it has the focus: + and - nearer and farther, 0 as wide as it fits, PgDn and PgUp, arrows to move."""

    turned = Signal(int, int)  # page shown (first is 0), pages there are
    failed = Signal(object)  # AppError: there is nothing to show, and why; the view says it as well

    def __init__(self, ctx: "Context", name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._content = b""
        self._shown: PageImage | None = None
        self._asked: Request | None = None
        self._word = ""
        self._page, self._step = 0, _AS_WIDE
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self._draw)

    # ---- what others use ----

    @property
    def page(self) -> int:
        """The page shown, the first is 0."""
        return self._page

    @property
    def pages(self) -> int:
        """How many pages there are; 0 while nothing is shown."""
        return self._shown.pages if self._shown else 0

    def show_bytes(self, content: bytes, page: int = 0) -> None:
        """Show a picture or PDF; the zoom stays as it was."""
        self._content, self._page, self._shown, self._word = content, page, None, ""
        self._draw()
        self.viewport().update()

    def show_word(self, word: str) -> None:
        """Show a word in the place of a page."""
        self.clear()
        self._word = word
        self.setAccessibleDescription(word)
        self.viewport().update()

    def clear(self) -> None:
        """Show nothing and forget the bytes."""
        self._again.stop()
        if self._asked is not None:
            self._asked.cancel()
        self._content, self._page, self._shown, self._asked, self._word = b"", 0, None, None, ""
        self._measure()
        self.viewport().update()

    def turn(self, by: int) -> None:
        """Go on or back by pages, as far as there are any."""
        wanted = min(max(self._page + by, 0), max(self.pages - 1, 0))
        if wanted != self._page:
            self._page = wanted
            self._draw()

    def zoom(self, by: int) -> None:
        """Go nearer (1) or farther (-1); 0 is as wide as it fits."""
        step = min(max(self._step + by, 0), len(_STEPS) - 1) if by else _AS_WIDE
        if step != self._step:
            self._step = step
            self._measure()
            self.viewport().update()
            self._draw()

    def shift(self, *, right: int = 0, down: int = 0) -> None:
        """Move what is seen by steps, for keys of the page around."""
        across, along = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + right * theme.current().px(_STEP_PX))
        along.setValue(along.value() + down * theme.current().px(_STEP_PX))

    # ---- drawing ----

    def _draw(self) -> None:
        self._again.stop()
        if not self._content:
            return
        if self._asked is not None:
            self._asked.cancel()
        width = round(self._width() * self.devicePixelRatioF())
        work = partial(_page_image, self._content, self._page, width)
        self._asked = self._ctx.read.ask(work, self._on_drawn, self._on_failed, owner=self)

    def _on_drawn(self, shown: "PageImage") -> None:
        before = self._shown
        self._asked, self._shown, self._page = None, shown, shown.page
        self._measure()
        if before is None or before.page != shown.page:
            self.verticalScrollBar().setValue(0)
        self.viewport().update()
        self.turned.emit(shown.page, shown.pages)

    def _on_failed(self, problem: AppError) -> None:
        self._asked, self._shown = None, None
        self._word = self._ctx.words.problem(problem).what
        self.setAccessibleDescription(self._word)
        self._measure()
        self.viewport().update()
        self.failed.emit(problem)

    def _width(self) -> int:
        """Give how wide the page is to be on the screen."""
        room = self.maximumViewportSize().width() - 2 * theme.current().px(_EDGE)
        bar = self.verticalScrollBar().sizeHint().width()
        return max(40, round((room - bar) * _STEPS[self._step]))

    def _box(self) -> QSize:
        if self._shown is None:
            return QSize()
        image = self._shown.image
        width = self._width()
        return QSize(width, max(1, round(image.height() * width / image.width())))

    def _measure(self) -> None:
        box, seen, edge = self._box(), self.viewport().size(), 2 * theme.current().px(_EDGE)
        for bar, whole, part in (
            (self.horizontalScrollBar(), box.width() + edge, seen.width()),
            (self.verticalScrollBar(), box.height() + edge, seen.height()),
        ):
            bar.setPageStep(part)
            bar.setSingleStep(theme.current().px(_STEP_PX))
            bar.setRange(0, max(0, whole - part) if self._shown else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), worn.color("neutral_bg"))
        if self._shown is None:
            painter.setFont(worn.font(Type.LABEL))
            painter.setPen(worn.color("soft"))
            room = self.viewport().rect().adjusted(*[worn.px(12)] * 2, *[-worn.px(12)] * 2)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._word)
            return
        box, edge = self._box(), worn.px(_EDGE)
        left = max(edge, (self.viewport().width() - box.width()) // 2)
        target = QRect(left, edge, box.width(), box.height())
        target.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._shown.image)
        painter.setPen(QPen(worn.color("line"), 1))
        painter.drawRect(target.adjusted(-1, -1, 0, 0))

    # ---- keys and sizes ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            event.ignore()  # chords are the page's
            return
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom(-1)
        elif key == Qt.Key.Key_0:
            self.zoom(0)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in _ARROWS:
            right, down = _ARROWS[key]
            self.shift(right=right, down=down)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        if self._content:
            self._again.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.viewport().update()

    def sizeHint(self) -> QSize:
        worn = theme.current()
        return QSize(worn.px(420), worn.px(520))

    def minimumSizeHint(self) -> QSize:
        worn = theme.current()
        return QSize(worn.px(120), worn.px(120))


_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _page_image(content: bytes, page: int, width_px: int) -> "PageImage":
    from ui.page_images import page_image

    return page_image(content, page, width_px)
