"""The right column of the entry page, which works for the officer: what to read back, what is missing, until when.

It proposes and never blocks; nothing in it is a field.
"""

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.completeness import Completeness, Part
from app.domain.due import DueDates, in_working_days
from app.domain.read_back import Span
from app.domain.scope import Scope
from ui import theme
from ui.keys import shown_key
from ui.theme import Type
from ui.widgets.action_button import ActionButton
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.entry_panels import panels_above, panels_below
from ui.widgets.field_rows import Cell, FieldRows
from ui.widgets.label import ElidedLabel, label
from ui.widgets.side_panel import SidePanel
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.context import Context


class EntrySide(QWidget):
    approved = Signal()  # what was read back is right

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._build()
        self.show_completeness(Completeness(asked=tuple(Part), told=frozenset()))
        self.show_due(None, None)

    def _build(self) -> None:
        self.setObjectName("entry_side")
        self.read_back = Card(self.tr("Read back"))
        self._spans = QLabel()
        self._spans.setObjectName("read_back_text")
        self._spans.setTextFormat(Qt.TextFormat.RichText)
        self._spans.setWordWrap(True)
        self._agreed = Badge()
        self.read_back.head.addWidget(self._agreed)
        self.approve = ActionButton(
            "read_back_right", self.tr("Read back and right"), key=shown_key("entry", "read_back")
        )
        self.approve.clicked.connect(self.approved)
        self.read_back.body.addWidget(self._spans)
        self.read_back.body.addWidget(self.approve, 0, Qt.AlignmentFlag.AlignLeft)
        self.read_back.hide()
        self.parts = Card(self.tr("Completeness"))
        self._badges = {part: Badge() for part in Part}
        self._whole = Badge()
        self.parts.head.addWidget(self._whole)
        self._badge_rows = FieldRows(gap=6)
        self._ask = label("", Type.HINT, wrap=True)
        self._ask.setProperty("kind", "hint")
        self.parts.body.addLayout(self._badge_rows)
        self.parts.body.addWidget(self._ask)
        self.due = Card(self.tr("Due"))
        self._due_grid = QGridLayout()
        self._due_names = [label(""), label("")]
        self._due_days = [ElidedLabel(kind=Type.LABEL, role="soft") for _ in range(2)]
        for row, (name, day) in enumerate(zip(self._due_names, self._due_days, strict=True)):
            day.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._due_grid.addWidget(name, row, 0)
            self._due_grid.addWidget(day, row, 1)
        self._due_grid.setColumnStretch(1, 1)
        self._due_said = label("", Type.HINT, wrap=True)
        self.due.body.addLayout(self._due_grid)
        self.due.body.addWidget(self._due_said)
        self.draft = ElidedLabel(kind=Type.LABEL, role="soft")
        self.draft.setObjectName("draft_mark")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        above, below = panels_above(self._ctx, self), panels_below(self._ctx, self)
        self.panels: tuple[SidePanel, ...] = (*above, *below)
        for card in (self.read_back, *above, self.parts, self.due, *below):
            self._column.addWidget(card)
        self._column.addWidget(self.draft)
        self._column.addStretch(1)
        self._measure()

    # ---- what is told ----

    def show_completeness(self, found: Completeness) -> None:
        """Show the light and what to ask next; once all is told, one line says so."""
        words = self._ctx.words
        for part, badge in self._badges.items():
            told = part in found.told
            badge.set_status(
                words.word("completeness", part), Tone.OK if told else Tone.NEUTRAL, sign="check" if told else "circle"
            )
        whole = found.next_open() is None
        self._whole.set_status(words.word("ask", "none").rstrip("."), Tone.OK, sign="check")
        self._whole.setVisible(whole)
        self._ask.setVisible(not whole)
        open_parts = [] if whole else [part for part in Part if part in found.asked]
        self._badge_rows.arrange([[Cell(widget=self._badges[part], least=0, share=0) for part in open_parts]])
        self._ask.setText(words.word("ask", found.next_open() or "none"))

    def show_due(self, dates: DueDates | None, scope: Scope | None, *, incomplete: bool = False) -> None:
        """Show the last days of the own agency, or why there are none yet."""
        limits = ((dates.answer, dates.answer_on), (dates.close, dates.close_on)) if dates else ()
        names = (self.tr("Answer"), self.tr("Close"))
        for row, (name, day) in enumerate(zip(self._due_names, self._due_days, strict=True)):
            name.setVisible(bool(limits))
            day.setVisible(bool(limits))
            if limits:
                clock, ends_on = limits[row]
                name.setText(names[row])
                counted = self.tr("%n working day(s)", "", clock.amount)
                amount = counted if in_working_days(clock) else clock.name
                day.set_text(" · ".join([*([self._day(ends_on)] if ends_on else []), amount]))
        if dates:
            said = ""
        elif incomplete:
            said = self.tr("Counted from the day on which it is complete.")
        elif scope is None:
            said = self.tr("Known once the agency is chosen.")
        else:
            said = self.tr("Counted from receipt by the agency addressed.")
        self._due_said.setText(said)
        self._due_said.setVisible(bool(said))

    def show_read_back(self, spans: Sequence[Span]) -> None:
        """Show what to read to the caller; nothing hides the card."""
        self.read_back.setVisible(bool(spans))
        self._spans.setText(
            "“" + "".join(f"<b>{escape(s.text)}</b>" if s.strong else escape(s.text) for s in spans) + "”"
        )

    def show_agreed(self, at: datetime | None) -> None:
        """Show when the caller agreed, or ask for it; what was read and agreed to takes no more room."""
        self._agreed.setVisible(at is not None)
        self._spans.setVisible(at is None)
        self.approve.setVisible(at is None)
        if at is not None:
            said = self.tr("agreed %1").replace("%1", self._ctx.formats.time(at))
            self._agreed.set_status(said, Tone.OK, sign="check")

    def show_draft(self, kept_at: datetime | None) -> None:
        """Show when the draft was stored, to the second."""
        if kept_at is None:
            self.draft.set_text("", icon="")
            return
        at = self._ctx.formats.time_to_the_second(kept_at)
        self.draft.set_text(self.tr("Draft stored %1").replace("%1", at), role="soft", icon="check")

    def show_draft_problem(self, said: str) -> None:
        """Say that the draft could not be stored."""
        self.draft.set_text(said, role="warn", icon="warning")

    def _day(self, day: date) -> str:
        return self._ctx.formats.day_and_date(day)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        worn = theme.current()
        self._column.setSpacing(worn.px(8))
        self._due_grid.setVerticalSpacing(worn.px(3))
