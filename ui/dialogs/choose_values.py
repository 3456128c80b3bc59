"""Where the centre says otherwise: field by field what stood before, what stands here, what the centre says; choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.dialogs.frame import FramedDialog
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.choice_bar import ChoiceBar
from ui.widgets.field import Field
from ui.widgets.label import label
from ui.widgets.option import Option
from ui.widgets.text_input import TextInput

OURS: Final = "ours"
THEIRS: Final = "theirs"
_HIGHEST: Final = 340


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field that differs, in words; ``before`` is "" where nobody knows what stood before."""

    name: str
    label: str
    before: str
    ours: str
    theirs: str


class ChooseValues(FramedDialog):
    """Nothing is preset; emits whether theirs is taken, by field name, and the reason."""

    chosen = Signal(object, str)  # Mapping[str, bool], reason

    def __init__(self, title: str, said: str, lines: Sequence[Difference], parent: QWidget | None = None) -> None:
        super().__init__("choose_values", title, said=said, width=760, parent=parent)
        self._lines = tuple(lines)
        self.bars: dict[str, ChoiceBar] = {}
        self._fill()

    def _fill(self) -> None:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, theme.current().px(6), 0)
        rows.setSpacing(theme.current().px(12))
        for one in self._lines:
            rows.addLayout(self._line(one))
        rows.addStretch(1)
        area = QScrollArea()
        area.setObjectName("choose_values_lines")
        area.setAccessibleName(self.windowTitle())
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        inside.setProperty("kind", "clear")
        wanted = inside.sizeHint().height() + theme.current().px(8)
        area.setMinimumHeight(min(_HIGHEST, wanted))
        self.reason = TextInput("choose_reason")
        self.reason.setMaxLength(200)
        self.field = Field(
            self.tr("Reason"),
            self.reason,
            hint=self.tr("The centre hears it too; do not name the reporter"),
            required=True,
        )
        self.ok = ActionButton("choose_ok", self.tr("Decide"), key="Enter", weight=Weight.PRIMARY, tall=True)
        self.content.addWidget(area, 1)
        self.content.addWidget(self.field)
        self.add_close(self.tr("Not now"))
        self.buttons.addWidget(self.ok)
        self.reason.advance.connect(self._on_ok)
        self.ok.clicked.connect(self._on_ok)
        if self.bars:
            next(iter(self.bars.values())).setFocus()

    def _line(self, one: Difference) -> QGridLayout:
        worn = theme.current()
        grid = QGridLayout()
        grid.setHorizontalSpacing(worn.px(12))
        grid.setVerticalSpacing(worn.px(3))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(one.label, Type.HEADING), 0, 0, 1, 2)
        empty = self.tr("empty")
        told = [(self.tr("Here"), one.ours), (self.tr("Centre"), one.theirs)]
        if one.before not in ("", one.ours):
            told.insert(0, (self.tr("Before"), one.before))
        for row, (who, value) in enumerate(told, start=1):
            grid.addWidget(label(who, Type.LABEL), row, 0)
            grid.addWidget(label(value or empty, Type.BODY, wrap=True), row, 1)
        bar = ChoiceBar(
            f"choice_{one.name}",
            (
                Option(id=OURS, label=self.tr("Keep what is here")),
                Option(id=THEIRS, label=self.tr("Take the centre's")),
            ),
        )
        bar.describe(one.label, "")
        self.bars[one.name] = bar
        grid.addWidget(bar, len(told) + 1, 0, 1, 2)
        return grid

    def refuse(self, words: str) -> None:
        """Say why nothing was decided, and ask again."""
        self.ok.setEnabled(True)
        self.field.set_error(words)
        self.reason.setFocus()

    def _on_ok(self) -> None:
        decided: Mapping[str, bool] = {
            name: bar.value() == THEIRS for name, bar in self.bars.items() if bar.value() is not None
        }
        if not self.ok.isEnabled():
            return
        if not decided:
            self.refuse(self.tr("Choose at least one of the two for a field."))
            next(iter(self.bars.values())).setFocus()
            return
        self.field.set_error(None)
        self.ok.setEnabled(False)
        self.chosen.emit(decided, self.reason.value())
