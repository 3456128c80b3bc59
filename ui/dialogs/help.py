"""Help on one sheet: the keys, where the data is, and honestly what the desk protects against and what not."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.texts import Texts
from ui import theme
from ui.dialogs.frame import FramedDialog
from ui.keys import KEYS, rooms, written
from ui.theme import Type
from ui.widgets.key_hint import KeyHint
from ui.widgets.label import label

_LARGE: Final = 1.5


class HelpDialog(FramedDialog):
    """Nothing to learn, something to look up; the keys of the page that is shown come ``first``."""

    def __init__(self, words: Texts, first: str = "", parent: QWidget | None = None) -> None:
        super().__init__("help_dialog", "", width=960, parent=parent)
        self._words, self._first = words, first
        self._fill()

    def _fill(self) -> None:
        worn = theme.current()
        self.setWindowTitle(self.tr("Help"))
        self.title.setText(self.tr("Help"))
        sheet = QWidget()
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(0, 0, worn.px(8), 0)
        rows.setSpacing(worn.px(8))
        for room in rooms(self._first):
            rows.addWidget(label(self._words.word("room", room), Type.HEADING))
            rows.addLayout(self._keys(room))
        for heading, said in self._chapters():
            rows.addWidget(label(heading, Type.HEADING))
            rows.addWidget(label(said, wrap=True))
        rows.addStretch(1)
        area = QScrollArea()
        area.setObjectName("help_sheet")
        area.setAccessibleName(self.tr("Help"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(sheet)
        self.content.addWidget(area, 1)
        self.add_close(self.tr("Close"))
        self.set_least(960, 660)
        area.setFocus()

    def _keys(self, room: str) -> QGridLayout:
        """Give the keys of one room, in two columns, straight from the table."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(10))
        grid.setVerticalSpacing(theme.current().px(4))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        keys = [key for key in KEYS if key.room == room]
        half = (len(keys) + 1) // 2 if theme.current().scale < _LARGE else len(keys)
        for place, key in enumerate(keys):
            row, column = place % half, place // half * 2
            grid.addWidget(KeyHint(written(key.keys[0])), row, column)
            grid.addWidget(label(self._words.word("key", key.act), wrap=True), row, column + 1)
        return grid

    def _chapters(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                self.tr("What is safe"),
                self.tr(
                    "A complaint with a number is on the disk, even if the power fails the next moment. What is being"
                    " typed is kept every second. Names, contacts and texts are encrypted on this disk and sealed on"
                    " the line; identities are shown only on purpose, and every look is noted."
                ),
            ),
            (
                self.tr("What the desk cannot promise"),
                self.tr(
                    "It does not protect against an unlocked computer, harmful programs, an administrator of this"
                    " computer, hibernation, what a printer keeps, or paper. Lock the desk when you stand up, and have"
                    " the whole disk encrypted. What exists only on this PC is lost if its disk dies: sync often."
                ),
            ),
            (
                self.tr("Anonymous, nameless, secret"),
                self.tr(
                    "Anonymous: the name is recorded and hidden. Nameless: no name is recorded. Secret: the report"
                    " itself is read by its officer only, and by a supervisor with a reason."
                ),
            ),
            (
                self.tr("When something is lost"),
                self.tr(
                    "PIN forgotten: an admin gives a new one. Phrase forgotten: the recovery code on paper opens the"
                    " desk. Printer broken: save the receipt as PDF and print it later; the number stays valid."
                ),
            ),
        )
