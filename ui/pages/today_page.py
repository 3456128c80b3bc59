"""Hari ini: what is owed today and what waits, in groups, each line one key away from its case."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.access import Act, may
from app.domain.errors import AppError
from app.domain.ids import ComplaintId
from app.domain.listing import CaseView
from app.domain.today import Today, TodayGroup
from ui import theme
from ui.call_later import CallLater
from ui.day_words import DayWords
from ui.keys import bind, shown_key
from ui.lane import Request
from ui.models.today_model import DROP, LEAST, WIDTHS, TodayModel
from ui.models.today_words import TodayWords
from ui.problems import show_in
from ui.theme import Type
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.label import ElidedLabel, label
from ui.widgets.rows_view import RowsView
from ui.widgets.today_case import TodayCase
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.context import Context

MORE: Final = 100
"""So many further rows of a group are shown at a time."""
_ASIDE: Final = 316
_LARGE: Final = 1.4


class TodayPage(QWidget):
    case_wanted = Signal(str)  # complaint id
    back_wanted = Signal()
    changed = Signal()  # somebody waits to be called

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._words, self._days = TodayWords(ctx), DayWords(ctx)
        self._limits: dict[TodayGroup, int] = {}
        self._kept: tuple[TodayGroup | None, ComplaintId | None] = (None, None)
        self._look: Request | None = None
        self._reading: Request | None = None
        self._calls = CallLater(ctx, self)
        self._calls.listed.connect(self._on_listed)
        self._calls.failed.connect(self._on_failed)
        self._build()

    def _build(self) -> None:
        worn = theme.current()
        self.setObjectName("today_page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.heading = label(self.tr("Today"), Type.TITLE)
        self.date = ElidedLabel(role="soft")
        self.date.setObjectName("today_date")
        self._keys = ElidedLabel(self._known_keys(), Type.HINT, role="soft")
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sentence = label("", wrap=True)
        self.sentence.setObjectName("today_sentence")
        self.as_of = ElidedLabel(kind=Type.HINT, role="soft")
        self.as_of.setObjectName("today_as_of")
        self.banner = Banner("today_problem")
        self.model = TodayModel(self._ctx, self)
        self.table = RowsView("today")
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("What today asks"))
        self.table.set_widths(*WIDTHS, least=LEAST, drop=DROP)
        self.table.horizontalHeader().hide()
        self.empty = label("", "soft", wrap=True)
        self.empty.setObjectName("today_empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room = QStackedWidget()
        self._room.addWidget(self._nothing())
        self._room.addWidget(self.table)
        card = Card()
        card.body.addWidget(self._room)
        card.set_bare()
        self.aside = TodayCase(self._ctx)
        self.aside.setFixedWidth(worn.px(_ASIDE))
        self.aside.hide()
        first, second, parts = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (first, second, parts):
            row.setSpacing(worn.px(12))
        first.addWidget(self.heading)
        first.addWidget(self.date, 1)
        first.addWidget(self._keys, 2)
        second.addWidget(self.sentence, 1)
        second.addWidget(self.as_of)
        if worn.scale >= _LARGE:  # the help sheet tells the keys, the top of the window when the centre was heard
            self._keys.hide()
            self.as_of.hide()
        parts.addWidget(card, 1)
        parts.addWidget(self.aside)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(worn.px(6))
        rows.addLayout(first)
        rows.addLayout(second)
        rows.addWidget(self.banner)
        rows.addLayout(parts, 1)
        self.table.open_wanted.connect(self._on_open_wanted)
        self.table.typed.connect(self._on_typed)
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.aside.open_wanted.connect(self.open_chosen)
        self.aside.call_wanted.connect(self.call_later)
        bind(
            "today",
            self,
            {
                "today_next_group": partial(self._go, 1),
                "today_former_group": partial(self._go, -1),
                "call_later": self.call_later,
                "back": self.back_wanted.emit,
            },
        )

    def _nothing(self) -> QWidget:
        """Give what stands in place of the list when there is nothing to do."""
        done = label(self.tr("All is done for today"), Type.HEADING)
        done.setAlignment(Qt.AlignmentFlag.AlignCenter)
        room = QWidget()
        rows = QVBoxLayout(room)
        rows.setSpacing(theme.current().px(4))
        rows.addStretch(1)
        rows.addWidget(done)
        rows.addWidget(self.empty)
        rows.addStretch(1)
        return room

    def _known_keys(self) -> str:
        said = self.tr("A–Z opens · ↑ ↓ choose · ← → group · %1 opens the chosen one · Esc back")
        return said.replace("%1", shown_key("today", "today_open"))

    # ---- what the window relies on ----

    def start(self) -> None:
        """Look anew, with the focus in the list and the choice where it was."""
        self.banner.dismiss()
        self._focus()
        self.look()

    def may_leave(self) -> bool:
        """Nothing here can be lost."""
        return True

    def stop(self) -> None:
        """Ask for nothing more."""
        for request in (self._look, self._reading):
            if request is not None:
                request.cancel()

    def rows_shown(self) -> int:
        """Give how many cases are shown."""
        return self.model.cases()

    def look(self) -> None:
        """Ask anew what today asks."""
        if self._look is not None:
            self._look.cancel()
        session = self._ctx.session
        journey = session.services.look_at_today
        work = partial(journey, session.officer, dict(self._limits))
        self._look = self._ctx.read.ask(work, self._on_looked, self._on_failed, owner=self, interrupt=journey.interrupt)

    # ---- the list ----

    def _on_looked(self, today: Today) -> None:
        self._look = None
        self._show_head(today)
        if self.model.shows(today):
            self._on_chosen()
            return
        at, (group, id) = self.table.chosen(), self._kept
        had_focus = self.table.hasFocus() or self.hasFocus()
        self.model.show_today(today)
        self.table.clearSpans()
        for number in self.model.headings():
            self.table.setSpan(number, 0, 1, self.model.columnCount())
        rows = self.model.rowCount()
        self.empty.setText("" if rows else self._why_empty(today))
        self._room.setCurrentIndex(1 if rows else 0)
        self.aside.setVisible(bool(rows) and theme.current().scale < _LARGE)
        place = self.model.place_of(group, id)
        self._choose(place if place >= 0 else min(max(at, 1), rows - 1))
        if had_focus:
            self._focus()

    def _show_head(self, today: Today) -> None:
        now = self._ctx.local(self._ctx.now())
        self.date.set_text(f"{self._ctx.formats.long_date(today.on)} · {self._ctx.formats.time(now)}")
        self.sentence.setText(self._words.sentence(today))
        self.as_of.set_text(self._heard(today))

    def _choose(self, number: int) -> None:
        """Put the choice on a line, or the next one that is a case."""
        while (
            self.model.group(number) is not None and self.model.row(number) is None and not self.model.is_more(number)
        ):
            number += 1
        self.table.choose(number)
        self._on_chosen()

    def _focus(self) -> None:
        (self.table if self.model.rowCount() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _heard(self, today: Today) -> str:
        """Give of when the word of the centre and of colleagues' counters is."""
        if not today.connected:
            return ""
        if today.heard_at is None:
            return self.tr("the centre was not heard yet")
        return self.tr("Centre and other counters %1").replace("%1", self._days.as_of(today.heard_at))

    def _why_empty(self, today: Today) -> str:
        if may(self._ctx.session.officer, Act.SYNC) and today.connected:
            return self.tr("F9 asks the centre for news, F2 begins a new entry.")
        return self.tr("Nothing is due, nothing waits to be told or sent.")

    def _on_chosen(self) -> None:
        at = self.table.chosen()
        row, group = self.model.row(at), self.model.group(at)
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if row is None or group is None:
            self.aside.clear()
            return
        self._kept = group, row.case.id
        self.aside.show_row(group, row)
        session = self._ctx.session
        work = partial(session.services.open_case, session.officer, row.case.id)
        self._reading = self._ctx.read.ask(work, self._on_view, self._on_failed, owner=self)

    def _on_view(self, view: CaseView) -> None:
        self._reading = None
        row = self.model.row(self.table.chosen())
        if row is not None and row.case.id == view.id:
            self.aside.show_case(view)

    def _go(self, way: int) -> None:
        """Go to the first case of the next group, or of the one before."""
        at, headings = self.table.chosen(), self.model.headings()
        ahead = [number for number in headings if number > at]
        behind = [number for number in headings if number < at][:-1]
        if way > 0 and ahead:
            self._choose(ahead[0])
        elif way < 0 and behind:
            self._choose(behind[-1])

    def _on_typed(self, letters: str) -> None:
        number = self.model.of_letter(letters)
        if number >= 0:
            self._choose(number)
            self._on_open_wanted(number)

    def _on_open_wanted(self, number: int) -> None:
        row, group = self.model.row(number), self.model.group(number)
        if row is not None:
            self.case_wanted.emit(row.case.id)
        elif group is not None and self.model.is_more(number):
            shown = sum(self.model.row(n) is not None for n in range(number) if self.model.group(n) is group)
            self._limits[group] = shown + MORE
            self._kept = None, None
            self.look()

    # ---- acts ----

    def open_chosen(self) -> None:
        """Open the case that is chosen."""
        self._on_open_wanted(self.table.chosen())

    def call_later(self) -> None:
        """Ask why the reporter of the chosen case is to be called back."""
        row = self.model.row(self.table.chosen())
        if row is not None and not row.case.counter and may(self._ctx.session.officer, Act.FOLLOW_UP):
            self._calls.ask(row.case.id)

    def _on_listed(self) -> None:
        self.banner.say(self.tr("The case stands on the call-back list."), tone=Tone.OK)
        self.changed.emit()

    def _on_failed(self, problem: AppError) -> None:
        self._look = self._reading = None
        show_in(self.banner, self._ctx.words, problem)
