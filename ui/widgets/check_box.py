"""A box to tick: Space ticks, Enter goes on."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.widgets.enter import step


class CheckBox(QCheckBox):
    changed = Signal()
    advance = Signal()
    back = Signal()

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.toggled.connect(self._on_toggled)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, ticked: bool) -> None:
        self.setChecked(ticked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not step(self, event, advance=self.advance, back=self.back):
            super().keyPressEvent(event)

    def _on_toggled(self, _: bool) -> None:
        self.changed.emit()
