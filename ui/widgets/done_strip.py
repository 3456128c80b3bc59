"""Selesai di tempat: the answer given at the desk, its result and how it was told, filed with the entry in one save."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from app.domain.draft import Draft
from app.domain.form import FieldRule, Required
from app.domain.handling import told_by
from app.domain.text import clean_line, shortened
from ui.keys import shown_key
from ui.widgets.choice_bar import ChoiceBar
from ui.widgets.field import Field
from ui.widgets.field_rows import Cell, FieldRows
from ui.widgets.foot_strip import FootStrip
from ui.widgets.form_fields import Binding, FormField, form_field
from ui.widgets.option import Option

if TYPE_CHECKING:
    from ui.context import Context

_NAMES: Final = ("answer", "result", "told")
_LETTERS: Final = 60


class DoneStrip(FootStrip):
    """The same key that opens it saves; how it was told is proposed by the channel once an answer is typed."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(ctx, "done_strip", "done_here", parent)
        self._filling = False
        self._channel = ""
        self._build()

    def _build(self) -> None:
        self.set_heading(self.tr("Done on the spot"))
        for name in _NAMES:
            rule = replace(self._ctx.form.field(name), required=Required.ALWAYS)
            made = _bar_field(rule, self._ctx) if rule.choices else form_field(rule, self._ctx)
            field = self.fields[name] = made
            field.changed.connect(self._on_changed)
        cells = FieldRows()
        self.rows.addLayout(cells)
        cells.arrange(
            [
                [Cell(widget=self.fields["answer"].widget, least=300)],
                [
                    Cell(widget=self.fields["result"].widget, least=380),
                    Cell(widget=self.fields["told"].widget, least=330),
                ],
            ]
        )

    def acts(self) -> Mapping[str, Callable[[], object]]:
        return {"done_here": self.go_on}

    def go_on(self) -> None:
        """Open; with the focus inside already, save the entry with its answer."""
        if self.is_open() and self.has_focus():
            self.save_wanted.emit()
        else:
            self.open()

    def begin(self, draft: Draft) -> None:
        self._filling = True
        for name, field in self.fields.items():
            field.put(draft.get(name))
            field.shown.set_error(None)
        self._filling = False
        self.look(draft)
        self.sheet.hide()
        self.show_line()

    def look(self, draft: Draft) -> None:
        self._channel = draft.get("channel")

    def told(self) -> str:
        answer = clean_line(self.fields["answer"].typed())
        if not answer:
            return ""
        parts = [shortened(answer, _LETTERS)]
        for name in ("result", "told"):
            chosen = self.fields[name].typed()
            parts += [c.label[self._ctx.language] for c in self.fields[name].rule.choices if c.id == chosen]
        return " · ".join(parts)

    def keys(self) -> str:
        said = self.tr("%1 saves with the answer · Esc back to the form")
        return said.replace("%1", shown_key("entry", "done_here"))

    def _on_changed(self, name: str) -> None:
        if self._filling:
            return
        self.fields[name].shown.set_error(None)
        if not self.fields["answer"].typed().strip():
            self.typed.emit(dict.fromkeys(_NAMES, ""))  # nothing was answered: an open choice is no answer
            return
        if name == "answer" and not self.fields["told"].typed():
            self._filling = True
            self.fields["told"].put(self._proposed())
            self._filling = False
        self.typed.emit({name: field.typed() for name, field in self.fields.items()})

    def _proposed(self) -> str:
        return told_by(self._channel, self._ctx.lists.channels)


def _bar_field(rule: FieldRule, ctx: "Context") -> FormField:
    """Give a question whose answers all stand side by side."""
    bar = ChoiceBar(rule.name, [Option(id=choice.id, label=choice.label[ctx.language]) for choice in rule.choices])
    binding = Binding(bar, bar.changed, lambda: bar.value() or "", lambda text: bar.set_value(text or None))
    label, hint = rule.label[ctx.language], rule.hint[ctx.language]
    return FormField(rule, binding, Field(label, bar, hint=hint, required=True))
