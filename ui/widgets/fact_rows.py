"""A few facts below each other: a soft word at the left, what is so at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui import theme
from ui.widgets.label import label


class FactRows(QWidget):
    """``values`` are the labels at the right by the name of their fact."""

    def __init__(self, name: str, heads: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """``heads`` are names of facts with their words."""
        super().__init__(parent)
        worn = theme.current()
        self.setObjectName(f"{name}_facts")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(worn.px(14))
        grid.setVerticalSpacing(worn.px(3))
        grid.setColumnStretch(1, 1)
        self.values: dict[str, QLabel] = {}
        for row, (fact, words) in enumerate(heads):
            grid.addWidget(label(words, "soft"), row, 0, Qt.AlignmentFlag.AlignTop)
            self.values[fact] = label("", wrap=True)
            self.values[fact].setObjectName(f"{name}_{fact}")
            grid.addWidget(self.values[fact], row, 1)

    def say(self, fact: str, words: str) -> None:
        """Show a fact."""
        self.values[fact].setText(words)
