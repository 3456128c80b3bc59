"""Belum lengkap: what the reporter still has to bring or answer, and until when; ticked by number, filed in one save.

An entry is incomplete as long as something is said to be missing here; untick all and it is an ordinary one again.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from app.domain.completeness import completeness
from app.domain.documents import Missing, documents_for, missing_text, read_missing
from app.domain.draft import Draft
from app.domain.due import bring_by
from app.domain.ids import ComplaintId
from app.domain.text import clean_line, shortened
from app.domain.typed_dates import parse_typed_date
from ui.keys import shown_key
from ui.widgets.field import Field
from ui.widgets.field_rows import Cell, FieldRows
from ui.widgets.foot_strip import FootStrip
from ui.widgets.form_fields import Binding, FormField, form_field
from ui.widgets.option import Option
from ui.widgets.text_input import TextInput
from ui.widgets.tick_row import TickRow

if TYPE_CHECKING:
    from ui.context import Context

_LETTERS: Final = 90
_MISSING: Final = "missing_documents"
_UNTIL: Final = "complete_by"


class IncompleteStrip(FootStrip):
    """Proposes what a report like this one usually needs; nothing is ticked by itself."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(ctx, "incomplete_strip", "incomplete", parent)
        self._filling = False
        self._draft = Draft(id=ComplaintId(""), values={})
        self._build()

    def _build(self) -> None:
        self.set_heading(self.tr("Incomplete"))
        self.ticks = TickRow("missing_ticks")
        self.other = TextInput("missing_other")
        other = Field(
            self.tr("Something else"), self.other, hint=self.tr("In own words; several with a semicolon between them")
        )
        rule = self._ctx.form.field(_MISSING)
        binding = Binding(self.other, self.other.changed, self._missing, self._put_missing)
        self.fields[_MISSING] = FormField(rule, binding, other)
        self.fields[_UNTIL] = form_field(self._ctx.form.field(_UNTIL), self._ctx)
        cells = FieldRows()
        self.rows.addWidget(self.ticks)
        self.rows.addLayout(cells)
        cells.arrange([[Cell(widget=other, least=320, share=2), Cell(widget=self.fields[_UNTIL].widget, least=420)]])
        self.ticks.changed.connect(self._on_missing_changed)
        self.other.changed.connect(self._on_missing_changed)
        self.fields[_UNTIL].changed.connect(self._on_until_changed)

    def acts(self) -> Mapping[str, Callable[[], object]]:
        return {"incomplete": self.go_on}

    def stops(self) -> list[QWidget]:
        boxes: list[QWidget] = [self.ticks.present()] if self.ticks.options() else []
        return [*boxes, self.other, self.fields[_UNTIL].input]

    def go_on(self) -> None:
        """Open with what is usually needed; with the focus inside already, go back to the form."""
        if self.is_open() and self.has_focus():
            self.close_sheet()
            return
        self.look_wanted.emit()
        self._propose(self.fields[_MISSING].typed())
        self.open()

    def begin(self, draft: Draft) -> None:
        self._draft = draft
        self._filling = True
        self._put_missing(draft.get(_MISSING))
        self.fields[_UNTIL].put(draft.get(_UNTIL))
        self._say_days()
        for field in self.fields.values():
            field.shown.set_error(None)
        self._filling = False
        self.sheet.hide()
        self.show_line()

    def look(self, draft: Draft) -> None:
        self._draft = draft

    def told(self) -> str:
        missing = self._missing()
        if not missing:
            return ""
        typed = self.fields[_UNTIL].typed()
        until = parse_typed_date(typed, self._ctx.today())
        day = self._ctx.formats.day_and_date(until) if until else typed
        awaited = self.tr("awaited until %1").replace("%1", day)
        return " · ".join((shortened(missing, _LETTERS), awaited) if day else (shortened(missing, _LETTERS),))

    def keys(self) -> str:
        said = self.tr("1–9 tick · %1 or Esc back to the form")
        return said.replace("%1", shown_key("entry", "incomplete"))

    # ---- what is missing ----

    def _missing(self) -> str:
        """Give what is missing as the draft keeps it."""
        missing = Missing(ids=self.ticks.ticked(), other=self.other.value())
        return missing_text(missing, self._ctx.lists.documents, self._ctx.language)

    def _put_missing(self, text: str) -> None:
        missing = read_missing(text, self._ctx.lists.documents)
        self.other.set_value(missing.other)
        self._offer(missing.ids, missing.ids)

    def _propose(self, text: str) -> None:
        """Offer what is ticked already and what a report like this one usually needs."""
        lists = self._ctx.lists
        ticked = read_missing(text, lists.documents).ids
        light = completeness(self._draft)
        untold = [part for part in light.asked if part not in light.told]
        usual = documents_for(self._draft.values, lists.documents, lists.categories, untold=untold)
        self._offer((*ticked, *(rule.id for rule in usual)), ticked)

    def _offer(self, ids: tuple[str, ...], ticked: tuple[str, ...]) -> None:
        rules = {rule.id: rule for rule in self._ctx.lists.documents}
        options = [Option(id=id, label=rules[id].label[self._ctx.language]) for id in dict.fromkeys(ids)][:9]
        self.ticks.set_options(options, ticked)

    def _on_missing_changed(self) -> None:
        if self._filling:
            return
        missing, until = self._missing(), self.fields[_UNTIL]
        self.fields[_MISSING].shown.set_error(None)
        self._filling = True
        if missing and not until.typed():
            days = bring_by(self._ctx.today(), clocks=self._ctx.lists.clocks, calendar=self._ctx.lists.calendar)
            until.put(self._ctx.formats.date(days.proposed_on) if days.proposed_on else "")
        elif not missing:
            until.put("")
        self._filling = False
        self._put()

    def _on_until_changed(self, _: str) -> None:
        if not self._filling:
            self.fields[_UNTIL].shown.set_error(None)
            self._put()

    def _put(self) -> None:
        missing = clean_line(self._missing())
        self.typed.emit({_MISSING: missing, _UNTIL: self.fields[_UNTIL].typed() if missing else ""})

    def _say_days(self) -> None:
        """Say below the day what the law gives."""
        days = bring_by(self._ctx.today(), clocks=self._ctx.lists.clocks, calendar=self._ctx.lists.calendar)
        if days.by_law_on is not None:
            said = self.tr("by law until %1 (UU 25/2009 art. 44)")
            self.fields[_UNTIL].say(said.replace("%1", self._ctx.formats.date(days.by_law_on)))
