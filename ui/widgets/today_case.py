"""The case that is chosen on the page of the day: its days, how it stands on both sides, and what it says."""

from textwrap import shorten
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.access import Act, may
from app.domain.complaint import Identity
from app.domain.listing import CaseView
from app.domain.next_step import is_over_there
from app.domain.today import TodayGroup, TodayRow
from ui import theme
from ui.day_words import DayWords
from ui.keys import shown_key
from ui.models.facts_model import MOMENT, FactsModel
from ui.models.today_words import TodayWords
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.fitting_area import FittingArea
from ui.widgets.label import ElidedLabel, label

if TYPE_CHECKING:
    from ui.context import Context

_LETTERS: Final = 220
_FACTS: Final = 3
_NAMES: Final = 88


class TodayCase(Card):
    """Filled in two steps: at once from the row, then from the snapshot of the case."""

    open_wanted = Signal()
    call_wanted = Signal()

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._ctx = ctx
        self._words, self._days = TodayWords(ctx), DayWords(ctx)
        self._history = FactsModel(ctx, self)
        self._build()

    def _build(self) -> None:
        worn = theme.current()
        self.setObjectName("today_case")
        self.number = label("", Type.TITLE)
        self.number.setObjectName("today_number")
        self.lapor = ElidedLabel(kind=Type.LABEL, role="soft")
        self.lapor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.title = label("", Type.HEADING, wrap=True)
        self.title.setObjectName("case_title")
        self.badge = Badge()
        head = QHBoxLayout()
        head.addWidget(self.number)
        head.addWidget(self.lapor, 1)
        badges = QHBoxLayout()
        badges.addWidget(self.badge)
        badges.addStretch(1)
        self.advice = label("", Type.LABEL, wrap=True)
        self.advice.setObjectName("today_advice")
        self._facts = _grid()
        self.text = label("", wrap=True)
        self.text.setObjectName("today_text")
        self._moments = _grid()
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(worn.px(8))
        rows.addLayout(head)
        rows.addWidget(self.title)
        rows.addLayout(badges)
        rows.addWidget(self.advice)
        rows.addLayout(self._facts)
        self._lines = [_line(), _line()]
        rows.addWidget(self._lines[0])
        rows.addWidget(self.text)
        rows.addWidget(self._lines[1])
        rows.addLayout(self._moments)
        rows.addStretch(1)
        self._area = FittingArea(inner)
        self.open_button = ActionButton(
            "today_open", self.tr("Open the case"), key=shown_key("today", "today_open"), weight=Weight.PRIMARY,
            spread=True, tall=True,
        )  # fmt: skip
        self.call_button = ActionButton(
            "call_later", self.tr("Call back later"), key=shown_key("today", "call_later"), sign="phone", spread=True
        )
        self.open_button.clicked.connect(self.open_wanted)
        self.call_button.clicked.connect(self.call_wanted)
        self.body.addWidget(self._area, 1)
        self.body.addSpacing(worn.px(4))
        self.body.addWidget(self.open_button)
        self.body.addSpacing(worn.px(2))
        self.body.addWidget(self.call_button)
        self.clear()

    def clear(self) -> None:
        """Show no case."""
        for said in (self.number, self.title, self.text, self.advice):
            said.setText("")
        self.advice.hide()
        self.lapor.set_text("")
        self.badge.hide()
        for line in self._lines:
            line.hide()
        _fill(self._facts, [])
        _fill(self._moments, [])
        self.open_button.setEnabled(False)
        self.call_button.setEnabled(False)

    def show_row(self, group: TodayGroup, row: TodayRow) -> None:
        """Show at once what the row knows; the rest of another case goes."""
        case = row.case
        if self.number.text() != case.number:
            self.clear()
        self.number.setText(case.number)
        self.title.setText(case.title or self.tr("Secret report"))
        self.lapor.set_text(f"LAPOR! {case.tracking_id}" if case.tracking_id else "")
        tone, sign = self._words.look(group, row)
        self.badge.set_status(self._words.state(group, row), tone, sign=sign)
        self.badge.show()
        self.advice.setText(self._words.advice(row))
        self.advice.setVisible(bool(self.advice.text()))
        self.open_button.setEnabled(True)
        self.call_button.setEnabled(not case.counter and may(self._ctx.session.officer, Act.FOLLOW_UP))

    def show_case(self, view: CaseView) -> None:
        """Show the snapshot."""
        _fill(self._facts, self._facts_of(view))
        self.text.setText(shorten(view.text, _LETTERS, placeholder=" …"))
        self._lines[0].setVisible(bool(view.text))
        self._history.show_facts(view.facts, view.corrections, view.central_answers)
        moments = [self._history.index(n).data(MOMENT) for n in range(min(_FACTS, self._history.rowCount()))]
        shown = [(one.when, one.what.partition("\n")[0], "text") for one in moments]
        _fill(self._moments, shown)
        self._lines[1].setVisible(bool(shown))

    def _facts_of(self, view: CaseView) -> list[tuple[str, str, str]]:
        formats, words = self._ctx.formats, self._ctx.words
        ended = is_over_there(view.central_status)  # no day is owed any more
        facts = []
        for name, day, left in (
            (self.tr("Answer"), view.answer_due_on, view.answer_days_left),
            (self.tr("Closing"), view.close_due_on, view.close_days_left),
            (self.tr("Completed by"), view.complete_by, None),
        ):
            if day is not None:
                said = formats.day_and_date(day)
                counted = f"\n{self._days.left(left)}" if left is not None and not ended else ""
                facts.append((name, said + counted, "bad" if counted and left is not None and left < 0 else "text"))
        facts.append((self.tr("Counter"), words.word("status", view.status.value), "text"))
        if view.central_status:
            as_of = f" ({self._days.as_of(view.central_status_at)})" if view.central_status_at else ""
            facts.append(("LAPOR!", view.central_status + as_of, "text"))
        facts += [(self._label(name), view.report[name], "text") for name in ("agency", "unit") if name in view.report]
        received = self._ctx.local(view.received_at)
        facts.append((self._label("received_at"), formats.day_and_date(received.date()), "text"))
        facts.append((self.tr("Reporter"), self._reporter(view), "text"))
        return facts

    def _reporter(self, view: CaseView) -> str:
        if view.counter:
            return self.tr("known at counter %1").replace("%1", view.counter)
        if view.hidden:
            return self.tr("hidden with the report")
        identity = self._ctx.words.word("identity", view.identity.value)
        return f"{view.masked.name} · {identity}" if view.identity is Identity.OPEN and view.masked.name else identity

    def _label(self, name: str) -> str:
        return self._ctx.form.field(name).label[self._ctx.language] if self._ctx.form.has(name) else name


def _grid() -> QGridLayout:
    worn = theme.current()
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, worn.px(_NAMES))
    grid.setHorizontalSpacing(worn.px(8))
    grid.setVerticalSpacing(worn.px(4))
    return grid


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line


def _fill(grid: QGridLayout, lines: list[tuple[str, str, str]]) -> None:
    """Put a name and what is said beside it into each line; ``bad`` is said in its colour."""
    while (item := grid.takeAt(0)) is not None:
        if isinstance(widget := item.widget(), QLabel):
            widget.hide()
            widget.deleteLater()
    for row, (name, said, ink) in enumerate(lines):
        grid.addWidget(label(name, Type.LABEL, wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(said, "error" if ink == "bad" else Type.BODY, wrap=True), row, 1)
