"""An input with a tick box beside it, another answer to the same question: a phone number, or back to the desk."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QWidget

from ui import theme
from ui.widgets.check_box import CheckBox


class Beside(QWidget):
    """Takes the focus on its input; Enter and Tab go on to the box."""

    def __init__(self, field_input: QWidget, box: CheckBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.input, self.box = field_input, box
        self.setObjectName(f"{field_input.objectName()}_beside")
        self.setFocusProxy(field_input)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(field_input, 1)
        self._row.addWidget(box)
        self._measure()

    def describe(self, name: str, description: str) -> None:
        """Hand the spoken name and description, and the frame of an error, on to the input."""
        self.input.setAccessibleName(name)
        self.input.setAccessibleDescription(description)
        if self.input.property("invalid") != self.property("invalid"):
            self.input.setProperty("invalid", self.property("invalid"))
            style: QStyle = self.input.style()
            style.unpolish(self.input)
            style.polish(self.input)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        self._row.setSpacing(theme.current().px(8))
