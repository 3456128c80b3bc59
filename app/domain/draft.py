"""What was typed, and the one reading of it: a Draft becomes an Entry, or a list of problems at their fields."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from app.domain.category import sensitive_words
from app.domain.complaint import Entry, Handling, Identity, Intake, Report, Reporter, Secrecy
from app.domain.errors import Fact, FieldProblem, UserProblem
from app.domain.form import FieldRule, Form, Kind, Required
from app.domain.ids import ComplaintId
from app.domain.nik import Nik, nik_hint
from app.domain.number import ComplaintNumber
from app.domain.person import age_on
from app.domain.text import clean, clean_line, harmful
from app.domain.typed_dates import parse_coming_date, parse_typed_date, parse_typed_moment

if TYPE_CHECKING:  # the lists know rules that look at drafts
    from app.domain.reference import Reference

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE: Final = re.compile(r"\+?[0-9\s().\-/]{3,40}")
_TIME: Final = re.compile(r"([01]?\d|2[0-3])[.:]?([0-5]\d)")
_COORDINATE: Final = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)")
_YES: Final = frozenset({"1", "ya", "yes", "y", "true", "x", "v", "✓", "√"})
_NO: Final = frozenset({"", "0", "tidak", "tdk", "bukan", "no", "n", "false", "-"})
_ON_THE_SPOT: Final = ("answer", "result", "told")
_KEPT_WHEN_NAMELESS: Final = frozenset({"identity", "returns_to_desk"})
_EARLIEST: Final = date(1900, 1, 1)
_LONGEST: Final = timedelta(days=366)
_TYPING_TIME: Final = timedelta(minutes=1)
_PARTS: Final = {part: part.__dataclass_fields__ for part in (Intake, Reporter, Report, Handling)}
_KNOWN: Final = frozenset({"secrecy"}.union(*_PARTS.values()))
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One unfinished entry: text as typed for each field of the form; choices hold ids.

    ``id`` becomes the complaint's id, so that one draft can be filed once only.
    """

    id: ComplaintId
    values: Mapping[str, str]

    def get(self, name: str) -> str:
        """Give what was typed, "" when nothing was."""
        return self.values.get(name, "")

    def is_empty(self, defaults: Mapping[str, str]) -> bool:
        """Tell whether nothing was typed beyond what the desk itself filled in."""
        return all(not text.strip() or text == defaults.get(name) for name, text in self.values.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The outcome of reading a draft: an entry and no problems, or problems and no entry; warnings block nothing.

    ``values`` are those of the fields that are recorded, in the types of their kinds; None for what is wrong or empty.
    """

    entry: Entry | None
    problems: tuple[FieldProblem, ...]
    warnings: tuple[FieldProblem, ...]
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class _Reader:
    form: Form
    lists: "Reference"
    now: datetime
    draft: Draft
    problems: list[FieldProblem] = field(default_factory=list)
    warnings: list[FieldProblem] = field(default_factory=list)

    def wrong(self, name: str, code: str, **facts: Fact) -> None:
        if not any(p.field == name for p in self.problems):
            self.problems.append(FieldProblem(field=name, code=code, facts=MappingProxyType(facts)))

    def warn(self, name: str, code: str, **facts: Fact) -> None:
        self.warnings.append(FieldProblem(field=name, code=code, facts=MappingProxyType(facts)))

    def value(self, rule: FieldRule) -> object:
        """Give the typed value of one field in the type of its kind, None when empty or wrong (then noted)."""
        typed = self.draft.get(rule.name)
        if not typed and rule.required is not Required.ALWAYS:  # as most fields of most entries
            return False if rule.kind is Kind.FLAG else None
        if harmful(typed):
            self.wrong(rule.name, "control_characters")
            return None
        text = clean(typed) if rule.kind is Kind.TEXT else clean_line(typed)
        if rule.kind is Kind.FLAG:
            if rule.required is Required.ALWAYS and not text:
                self.wrong(rule.name, "field_required")
            if text.casefold() not in _YES | _NO:
                self.wrong(rule.name, "choice_unknown")
            return text.casefold() in _YES
        if not text:
            if rule.required is Required.ALWAYS:
                self.wrong(rule.name, "field_required")
            return None
        try:
            return _READERS[rule.kind](self, rule, text)
        except UserProblem as problem:
            self.wrong(rule.name, problem.code, **problem.facts)
            return None


def _line(_: _Reader, rule: FieldRule, text: str) -> str:
    if len(text) < rule.min_length:
        raise UserProblem("text_short", least=rule.min_length, length=len(text))
    if len(text) > rule.max_length:
        raise UserProblem("text_long", most=rule.max_length, length=len(text))
    return text


def _choice(_: _Reader, rule: FieldRule, text: str) -> str:
    return _known(rule.choice(text), "choice_unknown")


def _channel(r: _Reader, _: FieldRule, text: str) -> str:
    return _known(r.lists.channels.by_id(text), "channel_unknown").id


def _category(r: _Reader, _: FieldRule, text: str) -> str:
    return _known(r.lists.categories.by_id(text), "category_unknown").id


def _agency(r: _Reader, _: FieldRule, text: str) -> str:
    return _known(r.lists.agencies.by_id(text), "agency_unknown").id


def _area(r: _Reader, _: FieldRule, text: str) -> str:
    return _known(r.lists.areas.by_id(text), "area_unknown").id


def _date(r: _Reader, _: FieldRule, text: str) -> date:
    day = _known(parse_typed_date(text, r.now.date()), "date_wrong")
    if day > r.now.date():
        raise UserProblem("date_future")
    if day < _EARLIEST:
        raise UserProblem("date_wrong")
    return day


def _deadline(r: _Reader, _: FieldRule, text: str) -> date:
    day = _known(parse_coming_date(text, r.now.date()), "date_wrong")
    if day <= r.now.date():
        raise UserProblem("date_past")
    if day > r.now.date() + _LONGEST:
        raise UserProblem("date_far", days=_LONGEST.days)
    return day


def _moment(r: _Reader, _: FieldRule, text: str) -> datetime:
    moment = _known(parse_typed_moment(text, r.now), "date_wrong")
    if moment > r.now + _TYPING_TIME:
        raise UserProblem("date_future")
    if moment.date() < _EARLIEST:
        raise UserProblem("date_wrong")
    return moment


def _time(_: _Reader, __: FieldRule, text: str) -> str:
    found = _known(_TIME.fullmatch(text), "time_wrong")
    return f"{int(found[1]):02d}.{found[2]}"


def _nik(r: _Reader, rule: FieldRule, text: str) -> str:
    nik = Nik.parse(text)
    for code in nik_hint(nik, r.lists.areas, r.now.date()).warnings:
        r.warn(rule.name, code)
    return nik.digits


def _phone(_: _Reader, __: FieldRule, text: str) -> str:
    if not _PHONE.fullmatch(text) or not 3 <= sum(c.isdigit() for c in text) <= 15:
        raise UserProblem("phone_wrong")
    return text


def _email(_: _Reader, __: FieldRule, text: str) -> str:
    if not _EMAIL.fullmatch(text) or len(text) > 254:
        raise UserProblem("email_wrong")
    return text


def _number(_: _Reader, __: FieldRule, text: str) -> int:
    digits = re.sub(r"(?i)^rp|[.\s]|,-$|,00$", "", text)
    if not re.fullmatch(r"[0-9]{1,15}", digits):
        raise UserProblem("number_wrong")
    return int(digits)


def _earlier(_: _Reader, __: FieldRule, text: str) -> str:
    bare = text.lstrip("#")
    return bare if re.fullmatch(r"[0-9]{1,20}", bare) else str(ComplaintNumber.parse(text))


def _coordinate(_: _Reader, __: FieldRule, text: str) -> str:
    found = _known(_COORDINATE.fullmatch(text), "coordinate_wrong")
    if abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        raise UserProblem("coordinate_wrong")
    return f"{found[1]}, {found[2]}"


def _known(found: _T | None, code: str) -> _T:
    if found is None:
        raise UserProblem(code)
    return found


_READERS: Final[Mapping[Kind, Callable[[_Reader, FieldRule, str], object]]] = {
    Kind.LINE: _line,
    Kind.TEXT: _line,
    Kind.CHOICE: _choice,
    Kind.CHANNEL: _channel,
    Kind.CATEGORY: _category,
    Kind.AGENCY: _agency,
    Kind.AREA: _area,
    Kind.DATE: _date,
    Kind.DEADLINE: _deadline,
    Kind.MOMENT: _moment,
    Kind.TIME: _time,
    Kind.NIK: _nik,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.NUMBER: _number,
    Kind.EARLIER: _earlier,
    Kind.COORDINATE: _coordinate,
}


def read_draft(draft: Draft, *, form: Form, lists: "Reference", now: datetime) -> Reading:
    """Read what was typed against the form; ``now`` is aware and in the desk's own zone.

    Every problem is found at once, one per field, in the order of the form.
    """
    r = _Reader(form=form, lists=lists, now=now, draft=draft)
    unrecorded = left_out(draft, form)
    values = {rule.name: r.value(rule) for rule in form.fields if rule.name not in unrecorded}
    _check_together(r, values)
    if not r.problems:
        return Reading(entry=_entry(form, values), problems=(), warnings=tuple(r.warnings), values=values)
    order = {rule.name: n for n, rule in enumerate(form.fields)}
    problems = tuple(sorted(r.problems, key=lambda p: order.get(p.field, len(order))))
    return Reading(entry=None, problems=problems, warnings=tuple(r.warnings), values=values)


def left_out(draft: Draft, form: Form) -> frozenset[str]:
    """Give the names of the fields that are not recorded, whatever was typed, because nobody is named."""
    if draft.get("identity") != Identity.NAMELESS:
        return frozenset()
    return frozenset(rule.name for rule in form.fields if rule.identity and rule.name not in _KEPT_WHEN_NAMELESS)


def _check_together(r: _Reader, values: dict[str, object]) -> None:
    """Note what no field alone can tell: contact, guardian, who is represented, the reason for an earlier date."""
    is_open = values.get("identity") == Identity.OPEN
    for rule in r.form.fields:
        if rule.required is Required.OPEN and is_open and not values.get(rule.name):
            r.wrong(rule.name, "field_required")
    for names in r.form.one_of:
        asked = [n for n in names if r.form.has(n)]
        if is_open and asked and not any(values.get(n) for n in asked):
            r.wrong(asked[0], "contact_missing")
    if values.get("relation") not in (None, "self") and r.form.has("represented") and not values.get("represented"):
        r.wrong("represented", "represented_missing")
    received, event_on = values.get("received_at"), values.get("event_on")
    if isinstance(received, datetime):
        if received.date() < r.now.date() and not values.get("backdate_reason"):
            r.wrong("backdate_reason", "backdate_reason_missing")
        if isinstance(event_on, date) and event_on > received.date():
            r.wrong("event_on", "event_after_receipt")
    _check_handling(r, values)
    _check_age(r, values)


def _check_handling(r: _Reader, values: dict[str, object]) -> None:
    """Note what is half said of what the desk does with the entry: answered, or waiting for what is missing."""
    answered = r.form.has("answer") and any(values.get(name) for name in _ON_THE_SPOT)
    for name in _ON_THE_SPOT if answered else ():
        if not values.get(name):
            r.wrong(name, "field_required")
    if values.get("complete_by"):
        if answered:
            r.wrong("complete_by", "incomplete_answered")
        if r.form.has("missing_documents") and not values.get("missing_documents"):
            r.wrong("missing_documents", "missing_documents_missing")


def _check_age(r: _Reader, values: dict[str, object]) -> None:
    born_on, nik = values.get("born_on"), values.get("nik")
    if isinstance(nik, str):
        hint = nik_hint(Nik.parse(nik), r.lists.areas, r.now.date())
        if born_on is None and hint.born_on:
            values["born_on"] = born_on = hint.born_on
        elif born_on is not None and hint.born_on and born_on != hint.born_on:
            r.warn("born_on", "nik_born_differs")
        if values.get("sex") is None and hint.sex:
            values["sex"] = hint.sex
        elif values.get("sex") is not None and hint.sex and values["sex"] != hint.sex:
            r.warn("sex", "nik_sex_differs")
    years = r.form.guardian_under_years
    young = isinstance(born_on, date) and age_on(r.now.date(), born_on) < years
    if young and r.form.has("guardian") and not values.get("guardian"):
        r.wrong("guardian", "guardian_missing", years=years)


def _entry(form: Form, values: Mapping[str, object]) -> Entry:
    values = {**values, "identity": Identity(str(values["identity"]))}
    made = {
        part: part(**{n: v for n, v in values.items() if n in names and v is not None})  # type: ignore[arg-type]
        for part, names in _PARTS.items()
    }
    intake, reporter, report, handling = made[Intake], made[Reporter], made[Report], made[Handling]
    assert isinstance(intake, Intake)
    assert isinstance(reporter, Reporter)
    assert isinstance(report, Report)
    assert isinstance(handling, Handling)
    return Entry(
        secrecy=Secrecy(str(values["secrecy"])),
        intake=intake,
        reporter=reporter,
        report=report,
        handling=handling,
        extra={n: str(v) for n, v in values.items() if n not in _KNOWN and v not in (None, False)},
        form_version=form.version,
    )


def is_sensitive(draft: Draft, lists: "Reference") -> bool:
    """Tell whether the category or a word of title and text asks for the question "biasa atau rahasia?" anew."""
    told = f"{draft.get('title')} {draft.get('text')}"
    return lists.categories.is_sensitive(draft.get("category")) or bool(sensitive_words(told, lists.sensitive_words))
