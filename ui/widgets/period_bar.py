"""Which time a report is of: month, quarter or year, and which one: typed, or one earlier and later by the arrows."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.domain.errors import UserProblem
from app.domain.period import Period, PeriodKind, read_period
from ui import theme
from ui.keys import shown_key
from ui.widgets.action_button import ActionButton
from ui.widgets.choice_bar import ChoiceBar
from ui.widgets.field import Field
from ui.widgets.option import Option
from ui.widgets.text_input import TextInput

_KIND: Final = 290
_TYPED: Final = 210
_LARGE: Final = 1.4


class PeriodInput(TextInput):
    """Up is later, down is earlier, as a calendar is turned."""

    turned = Signal(int)  # by how many periods

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if by is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        event.accept()
        self.turned.emit(by)


class PeriodBar(QWidget):
    """``period`` is the one that was last understood; what is typed counts from Enter on, or when it is left."""

    changed = Signal(object)  # Period
    refused = Signal(object)  # UserProblem

    def __init__(
        self, today: Callable[[], date], named: Callable[[Period], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today, self._named = today, named
        self.period = Period.around(today(), PeriodKind.MONTH)
        self._build()
        self._show()

    def _build(self) -> None:
        self.setObjectName("period_bar")
        words = {
            PeriodKind.MONTH: self.tr("Month"),
            PeriodKind.QUARTER: self.tr("Quarter"),
            PeriodKind.YEAR: self.tr("Year"),
        }
        self.kind = ChoiceBar("period_kind", [Option(id=kind.value, label=word) for kind, word in words.items()])
        self.typed = PeriodInput("period")
        self._typed_field = Field(self.tr("Period"), self.typed, hint=self.tr("2026, 2026-Q1, nov, tw 3 · ↑ ↓"))
        self._kind_field = Field(self.tr("Length"), self.kind)
        self.kind.describe(self.tr("Length"), "")
        worn = theme.current()
        large = worn.scale >= _LARGE  # then the help sheet alone tells the keys
        self.earlier, self.later = (
            ActionButton(f"period_{name}", words, key="" if large else shown_key("report", f"report_{name}"))
            for name, words in (("earlier", self.tr("Earlier")), ("later", self.tr("Later")))
        )
        turning = QHBoxLayout()
        turning.setSpacing(worn.px(8))
        for button in (self.earlier, self.later):
            turning.addWidget(button)
        turning.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(worn.px(12))
        row = int(large)
        grid.addWidget(self._kind_field, 0, 0, 1, 1 if row == 0 else 2)
        grid.addWidget(self._typed_field, row, 1 - row)
        grid.addLayout(turning, row, 2 - row)
        grid.setColumnStretch(2 - row, 1)
        self._kind_field.setFixedWidth(worn.px(_KIND))
        self._typed_field.setFixedWidth(worn.px(_TYPED))
        self.kind.changed.connect(self._on_kind_chosen)
        self.kind.advance.connect(self.typed.setFocus)
        self.typed.advance.connect(self._on_typed)
        self.typed.editingFinished.connect(self._on_typed)
        self.typed.turned.connect(self.turn)
        self.earlier.clicked.connect(self._on_earlier_clicked)
        self.later.clicked.connect(self._on_later_clicked)

    def turn(self, by: int) -> None:
        """Go to an earlier or later period of the same length."""
        self._take(self.period.moved(by))

    def focus_first(self) -> None:
        """Put the keyboard where a period is typed."""
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed.selectAll()

    def say(self, problem: str | None) -> None:
        """Say below the field what is wrong with what was typed."""
        self._typed_field.set_error(problem)

    def _take(self, period: Period) -> None:
        self.say(None)
        moved = period != self.period
        self.period = period
        self._show()
        if moved:
            self.changed.emit(period)

    def _show(self) -> None:
        self.kind.set_value(self.period.kind.value)
        self.typed.set_value(self._named(self.period))

    def _on_kind_chosen(self) -> None:
        kind = PeriodKind(self.kind.value() or PeriodKind.MONTH)
        if kind is not self.period.kind:
            self._take(Period.around(min(self.period.last, max(self.period.first, self._today())), kind))

    def settle(self) -> bool:
        """Take what is typed as the period; tell whether it is one."""
        typed = self.typed.value().strip()
        if typed == self._named(self.period):
            self.say(None)
            return True
        try:
            period = read_period(typed, self._today())
        except UserProblem as problem:
            self.refused.emit(problem)
            return False
        self._take(period)
        return True

    def _on_typed(self) -> None:
        self.settle()

    def _on_earlier_clicked(self) -> None:
        self.turn(-1)

    def _on_later_clicked(self) -> None:
        self.turn(1)
