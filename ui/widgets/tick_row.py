"""Boxes with a number each: its key ticks them while one of them has the focus; one stop for Tab."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.check_box import CheckBox
from ui.widgets.field_rows import Cell, FieldRows
from ui.widgets.option import Option


class TickRow(QWidget):
    """Keys 1 to 9 tick, arrows move, Space ticks the present one, Enter goes on."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._options: tuple[Option, ...] = ()
        self._boxes: list[CheckBox] = []
        self._cells = FieldRows(gap=16)
        self.setLayout(self._cells)

    def set_options(self, options: Sequence[Option], ticked: Sequence[str]) -> None:
        """Offer these, ticked or not; what was offered before goes."""
        if tuple(options) != self._options:
            former = self._boxes
            boxes = [self._box(n, option) for n, option in enumerate(options, 1)]
            self._options, self._boxes = tuple(options), boxes  # together: who hears of a lost focus may ask here
            self._cells.arrange([])
            for box in former:
                box.deleteLater()
            self._cells.arrange([[Cell(widget=box, least=0, share=0) for box in self._boxes]])
        for option, box in zip(self._options, self._boxes, strict=True):
            silent = box.blockSignals(True)
            box.set_value(option.id in ticked)
            box.blockSignals(silent)
        self.setVisible(bool(self._options))
        self.updateGeometry()

    def ticked(self) -> tuple[str, ...]:
        """Give the ids that are ticked, in order."""
        pairs = zip(self._options, self._boxes, strict=True)
        return tuple(option.id for option, box in pairs if box.value())

    def options(self) -> tuple[Option, ...]:
        """Give what is offered."""
        return self._options

    def present(self) -> QWidget:
        """Give the one stop of the row: the box with the focus, else the first.  IndexError when none is offered."""
        return next((box for box in self._boxes if box.hasFocus()), self._boxes[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier)
        number = event.key() - Qt.Key.Key_1
        if plain and 0 <= number < len(self._boxes):
            event.accept()
            if not event.isAutoRepeat():
                self._boxes[number].toggle()
                self._boxes[number].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(event.key())  # type: ignore[call-overload]
        at = next((n for n, box in enumerate(self._boxes) if box.hasFocus()), None)
        if plain and step and at is not None:
            event.accept()
            self._boxes[(at + step) % len(self._boxes)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _box(self, number: int, option: Option) -> CheckBox:
        box = CheckBox(f"{self.objectName()}_{option.id}", f"{number}  {option.label}", self)
        box.changed.connect(self.changed)
        return box
