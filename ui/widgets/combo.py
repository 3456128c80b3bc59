"""A short drop-down list: typing the beginning of a word selects it, Enter goes on, the wheel changes nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets.enter import step
from ui.widgets.option import Option


class Combo(QComboBox):
    """``value`` is None as long as nothing is chosen; Alt+Down or Space opens the list."""

    changed = Signal()
    advance = Signal()
    back = Signal()

    def __init__(self, name: str, options: Sequence[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)
        self.set_options(options)
        self.currentIndexChanged.connect(self._on_index_changed)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other answers; the value stays if it is among them, else nothing is chosen."""
        kept = self.value()
        silent = self.blockSignals(True)
        self.clear()
        for option in options:
            self.addItem(option.label, option.id)
        self.setCurrentIndex(self.findData(kept) if kept is not None else -1)
        self.blockSignals(silent)

    def value(self) -> str | None:
        """Give the id chosen, None as long as nothing is."""
        chosen = self.currentData()
        return str(chosen) if chosen is not None else None

    def set_value(self, chosen: str | None) -> None:
        """Choose by id; None or an unknown id chooses nothing."""
        self.setCurrentIndex(self.findData(chosen) if chosen is not None else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not step(self, event, advance=self.advance, back=self.back):
            super().keyPressEvent(event)

    def showPopup(self) -> None:
        self.make_list_wide()
        super().showPopup()

    def make_list_wide(self) -> None:
        """Let the list be as wide as its longest answer, however narrow the field is."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + theme.current().px(24))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        worn = theme.current()
        side = worn.px(13)
        box = QRectF(self.width() - side - worn.px(9), (self.height() - side) / 2, side, side)
        icons.paint(QPainter(self), "chevron-down", worn.color("text" if self.isEnabled() else "soft"), box)

    def _on_index_changed(self, _: int) -> None:
        self.changed.emit()
