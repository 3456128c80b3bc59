"""The open entries as a slim row of tabs, hidden while there is only one; keys go between them, the focus never."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.shapes import rounded

_HEIGHT: Final = 26
_PADDING: Final = 10
_WIDEST: Final = 250
_GAP: Final = 4
_BAR: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """What is said of one open entry; ``word`` is its state: that it is shown now, or offered to colleagues."""

    title: str
    time: str
    word: str = ""

    def said(self) -> str:
        """Give it as one line."""
        return " · ".join(part for part in (self.word, self.title, self.time) if part)


class DraftTabs(QTabBar):
    """The present one is marked by a word, a frame and a bar; a click shows another (``tabBarClicked``)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: tuple[Tab, ...] = ()
        self.setObjectName("draft_tabs")
        self.setAccessibleName(self.tr("Open entries"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_tabs(self, tabs: Sequence[Tab], current: int) -> None:
        """Show these, none when there is only one."""
        before, self._tabs = len(self._tabs), tuple(tabs)
        self.blockSignals(True)
        for _ in range(before, len(tabs)):
            self.addTab("")
        for place in range(before - 1, len(tabs) - 1, -1):
            self.removeTab(place)
        for place, tab in enumerate(tabs):
            self.setTabText(place, tab.said().replace("&", "&&"))
            self.setTabToolTip(place, tab.said())
        self.setCurrentIndex(current)
        self.blockSignals(False)
        self.setVisible(len(tabs) > 1)
        self.updateGeometry()
        self.update()

    def words(self) -> tuple[str, ...]:
        """Give what is said of each."""
        return tuple(tab.said() for tab in self._tabs)

    def tabSizeHint(self, index: int) -> QSize:
        worn = theme.current()
        told = self._tabs[index].said() if index < len(self._tabs) else ""
        metrics = QFontMetrics(worn.font(Type.LABEL, bold=index == self.currentIndex()))
        width = metrics.horizontalAdvance(told) + worn.px(2 * _PADDING + _GAP)
        return QSize(min(max(width, worn.px(70)), worn.px(_WIDEST)), worn.px(_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.current().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), theme.current().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, tab in enumerate(self._tabs):
            box = self.tabRect(place).adjusted(0, 0, -theme.current().px(_GAP), 0)
            self._paint_tab(painter, box, tab, present=place == self.currentIndex())

    def _paint_tab(self, painter: QPainter, box: QRect, tab: Tab, *, present: bool) -> None:
        worn = theme.current()
        painter.setPen(QPen(worn.color("accent" if present else "line"), 2 if present else 1))
        painter.setBrush(worn.color("accent_bg" if present else "card"))
        painter.drawPath(rounded(QRectF(box).adjusted(1, 1, -1, -1), worn.px(6)))
        if present:
            edge, high = worn.px(8), worn.px(_BAR)
            bar = QRectF(box.left() + edge, box.bottom() - high, box.width() - 2 * edge, high)
            painter.fillRect(bar, worn.color("accent"))
        painter.setFont(worn.font(Type.LABEL, bold=present))
        painter.setPen(worn.color("text" if present else "soft"))
        room = box.adjusted(worn.px(_PADDING), 0, -worn.px(_PADDING), 0)
        metrics = QFontMetrics(painter.font())
        head = " · ".join(part for part in (tab.word, tab.title) if part)
        behind = f" · {tab.time}" if tab.time else ""
        shown = metrics.elidedText(head, Qt.TextElideMode.ElideRight, room.width() - metrics.horizontalAdvance(behind))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown + behind)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()
