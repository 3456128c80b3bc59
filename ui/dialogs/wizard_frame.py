"""The common shape of what is asked before there is a desk: a title, where one is, one step at a time."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.keys import shown_key
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.fitting_area import FittingArea
from ui.widgets.label import label

_WIDTH: Final = 700


class WizardFrame(QWidget):
    """To be filled with steps once; each wizard shows and leaves them as it likes."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        worn = theme.current()
        self.setObjectName(name)
        self.title = label("", Type.BIG)
        self._said = label("", "soft", wrap=True)
        self.banner = Banner("wizard_problem")
        self.steps = QStackedWidget()
        self.back = ActionButton("wizard_back", "", key=shown_key("wizard", "wizard_back"), tall=True)
        self.next = ActionButton(
            "wizard_next", "", key=shown_key("wizard", "wizard_next"), weight=Weight.PRIMARY, tall=True
        )
        card = Card()
        card.body.addWidget(FittingArea(self.steps))
        self._foot = QHBoxLayout()
        self._foot.setSpacing(worn.px(8))
        column = QVBoxLayout()
        column.setSpacing(worn.px(8))
        for widget in (self.title, self._said, self.banner, card):
            column.addWidget(widget)
        column.addLayout(self._foot)
        self._middle = QWidget()
        self._middle.setLayout(column)
        rows = QVBoxLayout(self)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._middle, 1000)
        middle.addStretch(1)
        rows.addStretch(2)
        rows.addLayout(middle)
        rows.addStretch(3)
        self._measure()

    def fill(self, steps: Sequence[QWidget], *others: ActionButton) -> None:
        """Put the steps in, then the buttons, so that Tab comes to them last; ``others`` stand where "back" does."""
        for step in steps:
            self.steps.addWidget(step)
        for button in (*others, self.back):
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        self._foot.addWidget(self.next)

    def step(self) -> int:
        """Give the step that is shown, the first is 0."""
        return self.steps.currentIndex()

    def say(self, text: str) -> None:
        """Say below the title where one is."""
        self._said.setText(text)

    def set_busy(self, said: str) -> None:
        """Let nothing be pressed while something is done, or again with ""."""
        self.next.setEnabled(not said)
        self.back.setEnabled(not said)
        if said:
            self.say(said)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        self._middle.setMaximumWidth(theme.current().px(_WIDTH))
