"""From a rule of the form profile to the widget that asks for it; its value is the text that a Draft keeps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.agency import UNKNOWN_AGENCY, Agency
from app.domain.form import FieldRule, Kind, Required
from app.domain.person import masked_nik
from ui.context import Context
from ui.widgets.beside import Beside
from ui.widgets.check_box import CheckBox
from ui.widgets.choice_bar import ChoiceBar
from ui.widgets.combo import Combo
from ui.widgets.enter import TAKES_SCANS
from ui.widgets.field import Field
from ui.widgets.masked_input import MaskedInput
from ui.widgets.option import Option
from ui.widgets.picker import Picker
from ui.widgets.suggestions import Suggestion
from ui.widgets.text_box import TextBox
from ui.widgets.text_input import TextInput
from ui.widgets.tick_line import TickLine
from ui.widgets.when_input import WhenInput, date_input, moment_input

YES: Final = "yes"
_BAR_LETTERS: Final = 34
_NIK_DIGITS: Final = 16
_TELLING: Final = frozenset({Kind.CATEGORY, Kind.AGENCY, Kind.AREA, Kind.DATE})
"""Kinds whose input says something itself once it is filled; the hint then gives way, as it does to a counter."""
_COMBO_LETTERS: Final = 7


class Shown(Protocol):
    """What stands on the page for a field: a Field, or a line with a tick box."""

    below: Any

    def set_error(self, text: str | None) -> None: ...
    def error(self) -> str | None: ...
    def focus_input(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Binding:
    """An input, how to read from it what a Draft keeps, and how to put that back."""

    input: QWidget
    changed: SignalInstance
    typed: Callable[[], str]
    put: Callable[[str], None]


class FormField(QObject):
    """One field of the form on the page; ``widget`` is what is laid out, it may serve two fields."""

    changed = Signal(str)  # the field's name

    def __init__(self, rule: FieldRule, binding: Binding, shown: Field | TickLine) -> None:
        super().__init__(shown)
        self.rule = rule
        self.name = rule.name
        self.input = binding.input
        self.widget: QWidget = shown
        self.shown: Shown = shown
        self.typed = binding.typed
        self.put = binding.put
        self._gives_way = rule.kind in _TELLING or (rule.kind is Kind.LINE and rule.required is Required.ALWAYS)
        self._hint = shown.hint() if isinstance(shown, Field) else ""
        binding.changed.connect(self._on_changed)

    def say(self, hint: str) -> None:
        """Change the hint below, where there is a place for one."""
        self._hint = hint
        if isinstance(self.shown, Field):
            self.shown.set_hint(hint)

    def warn(self, text: str) -> None:
        """Say below, in the colour of a warning, what is odd but may be saved; "" takes it away."""
        if isinstance(self.shown, Field):
            self.shown.set_warning(text or None)

    def _on_changed(self) -> None:
        if self._gives_way and isinstance(self.shown, Field):
            self.shown.set_hint("" if self.typed() else self._hint)
        self.changed.emit(self.name)


def form_field(rule: FieldRule, ctx: Context) -> FormField:
    """Give the field of a rule: label above, input, hint below."""
    binding = _bind(rule, ctx)
    return FormField(rule, binding, _field(rule, ctx, binding.input))


def contact_fields(phone: FieldRule, desk: FieldRule, ctx: Context) -> tuple[FormField, FormField]:
    """Give two fields in one widget: a phone number, and beside it the box for who has none and comes back."""
    number = _bind(phone, ctx)
    label = desk.label[ctx.language]
    box = CheckBox(desk.name, label[:1].lower() + label[1:])
    both = _field(phone, ctx, Beside(number.input, box))
    return FormField(phone, number, both), FormField(desk, _ticked(box), both)


def tick_field(rule: FieldRule, words: str, answer: str) -> FormField:
    """Give a field that is one box to tick, whose value is ``answer`` once it is ticked."""
    box = CheckBox(rule.name, words)
    return FormField(rule, _ticked(box, answer), TickLine(box))


def _field(rule: FieldRule, ctx: Context, field_input: QWidget) -> Field:
    return Field(
        rule.label[ctx.language],
        field_input,
        hint=rule.hint[ctx.language],
        required=rule.required is not Required.NEVER,
    )


def _bind(rule: FieldRule, ctx: Context) -> Binding:
    make = _MAKERS.get(rule.kind)
    return make(rule, ctx) if make else _line(rule, ctx)


def _line(rule: FieldRule, _: Context) -> Binding:
    counted = rule.required is Required.ALWAYS and rule.kind is Kind.LINE
    made = TextInput(rule.name, counter=_count_of(rule.max_length) if counted else None)
    made.setProperty(TAKES_SCANS, rule.kind is Kind.EARLIER)  # there a receipt under the scanner is the answer
    return Binding(made, made.changed, made.value, made.set_value)


def _text(rule: FieldRule, _: Context) -> Binding:
    made = TextBox(rule.name, lines=2, counter=_count)
    return Binding(made, made.changed, made.value, made.set_value)


def _nik(rule: FieldRule, _: Context) -> Binding:
    made = MaskedInput(rule.name, mask=_covered)
    return Binding(made, made.changed, made.value, made.set_value)


def _date(rule: FieldRule, ctx: Context) -> Binding:
    made = date_input(rule.name, today=ctx.today, formats=ctx.formats)
    return Binding(made, made.changed, made.typed, _writer(made))


def _moment(rule: FieldRule, ctx: Context) -> Binding:
    def now() -> datetime:
        return ctx.local(ctx.now())

    made = moment_input(rule.name, now=now, formats=ctx.formats)
    return Binding(made, made.changed, made.typed, _writer(made))


def _choice(rule: FieldRule, ctx: Context) -> Binding:
    options = [Option(id=choice.id, label=choice.label[ctx.language]) for choice in rule.choices]
    asked = rule.required is Required.ALWAYS or bool(rule.default)
    if asked and sum(len(option.label) for option in options) <= _BAR_LETTERS:
        bar = ChoiceBar(rule.name, options)
        return Binding(bar, bar.changed, lambda: bar.value() or "", lambda text: bar.set_value(text or None))
    return _combo(rule, options if asked else [Option(id="", label="–"), *options])


def _channel(rule: FieldRule, ctx: Context) -> Binding:
    return _combo(rule, [Option(id=c.id, label=c.name) for c in ctx.lists.channels.all() if c.active])


def _combo(rule: FieldRule, options: Sequence[Option]) -> Binding:
    made = Combo(rule.name, options)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(_COMBO_LETTERS)
    empty = "" if options[0].id == "" else None
    made.set_value(empty)
    return Binding(made, made.changed, lambda: made.value() or "", lambda text: made.set_value(text or empty))


def _flag(rule: FieldRule, _: Context) -> Binding:
    return _ticked(CheckBox(rule.name, QCoreApplication.translate("FormField", "Yes")))


def _ticked(box: CheckBox, answer: str = YES) -> Binding:
    return Binding(box, box.changed, lambda: answer if box.value() else "", lambda text: box.set_value(bool(text)))


def _category(rule: FieldRule, ctx: Context) -> Binding:
    categories = ctx.lists.categories
    tops = tuple(category for category in categories.all() if category.active and category.parent is None)

    def told(id: str) -> Suggestion | None:
        return Suggestion(id=id, label=categories.label(id)) if categories.by_id(id) else None

    def find(typed: str) -> Sequence[Suggestion]:
        found = categories.find(typed) if typed.strip() else tops
        return [Suggestion(id=category.id, label=categories.label(category.id)) for category in found]

    return _picker(rule, find, told)


def _agency(rule: FieldRule, ctx: Context) -> Binding:
    agencies, own = ctx.lists.agencies, ctx.session.desk.agency_id

    def shown(agency: Agency) -> Suggestion:
        detail = agency.name if agency.name != agency.short_name else ""
        note = QCoreApplication.translate("FormField", "this agency") if agency.id == own else ""
        return Suggestion(id=agency.id, label=agency.short_name, detail=detail, note=note)

    def told(id: str) -> Suggestion | None:
        agency = agencies.by_id(id)
        return shown(agency) if agency else None

    def find(typed: str) -> Sequence[Suggestion]:
        if typed.strip():
            return [shown(agency) for agency in agencies.find(typed)]
        return [found for found in (told(own), told(UNKNOWN_AGENCY)) if found]

    return _picker(rule, find, told)


def _area(rule: FieldRule, ctx: Context) -> Binding:
    areas = ctx.lists.areas

    def told(id: str) -> Suggestion | None:
        return Suggestion(id=id, label=areas.label(id), detail=areas.hint(id)) if areas.by_id(id) else None

    def find(typed: str) -> Sequence[Suggestion]:
        return [found for found in (told(area.id) for area in areas.find(typed)) if found]

    return _picker(rule, find, told)


def _picker(
    rule: FieldRule, find: Callable[[str], Sequence[Suggestion]], told: Callable[[str], Suggestion | None]
) -> Binding:
    made = Picker(rule.name, find)

    def put(text: str) -> None:
        known = told(text)
        if known:
            made.set_value(known.id, known.label, detail=known.detail)
        else:
            made.set_value(None, text)

    return Binding(made, made.changed, lambda: made.value() or made.typed(), put)


def _writer(made: WhenInput[Any]) -> Callable[[str], None]:
    def put(text: str) -> None:
        made.setText(text)
        made.setCursorPosition(0)

    return put


def _covered(typed: str) -> str:
    """Cover the middle of a NIK, and all but the beginning of what is none yet."""
    digits = "".join(letter for letter in typed if letter.isdigit())
    return masked_nik(digits) if len(digits) == _NIK_DIGITS else typed[:4] + "•" * len(typed[4:])


def _count(letters: int) -> str:
    return QCoreApplication.translate("FormField", "%1 letters").replace("%1", str(letters))


def _count_of(most: int) -> Callable[[int], str]:
    def count(letters: int) -> str:
        said = QCoreApplication.translate("FormField", "%1 of %2 letters")
        return said.replace("%1", str(letters)).replace("%2", str(most))

    return count


_MAKERS: Final[dict[Kind, Callable[[FieldRule, Context], Binding]]] = {
    Kind.TEXT: _text,
    Kind.NIK: _nik,
    Kind.DATE: _date,
    Kind.DEADLINE: _date,
    Kind.MOMENT: _moment,
    Kind.CHOICE: _choice,
    Kind.CHANNEL: _channel,
    Kind.FLAG: _flag,
    Kind.CATEGORY: _category,
    Kind.AGENCY: _agency,
    Kind.AREA: _area,
}
