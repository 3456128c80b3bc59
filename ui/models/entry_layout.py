"""Where each field of the form stands on the entry page: three cards as on the paper form, the rest under "Lainnya".

Plain data: every field of the profile has exactly one place, whatever the profile holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.form import FieldRule, Form, Kind

MORE: Final = "more"
"""The place of the button that opens the rest."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field with its least width in pixels at 100 % and its share of what is left over in its row."""

    name: str
    least: int
    share: int = 1


Rows = tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Rows of the three cards, and the groups of the rest by section of the form."""

    intake: Rows
    reporter: Rows
    report: Rows
    more: tuple[tuple[str, tuple[Place, ...]], ...]


_INTAKE: Final = (
    (Place("channel", 164, 0), Place("received_at", 142, 0), Place("identity", 256, 1), Place("secrecy", 180, 1)),
    (
        Place("letter_number", 170, 1),
        Place("letter_on", 126, 0),
        Place("backdate_reason", 440, 3),
        Place("slip_number", 136, 0),
    ),
)
_WHO: Final = (Place("nik", 314, 0), Place("name", 152, 1), Place("phone", 292, 0))
_VISIT: Final = (
    _WHO,
    (Place("address", 220, 1), Place("area", 234, 0), Place("relation", 290, 0)),
    (Place("guardian", 260),),
)
_VISIT_FOR_ANOTHER: Final = (
    _WHO,
    (Place("address", 130, 1), Place("area", 176, 0), Place("relation", 290, 0), Place("represented", 148, 1)),
    (Place("guardian", 260),),
)
_CALL: Final = ((Place("phone", 300, 0), Place("name", 200, 2), Place("contact_time", 200, 1)),)
_CALL_ASKED: Final = ((Place("represented", 260), Place("guardian", 260)),)
_STORY: Final = (Place("text", 300),)
_VISIT_REPORT: Final = (
    (Place("classification", 190, 0), Place("title", 320)),
    _STORY,
    (Place("event_on", 126, 0), Place("place", 190, 2), Place("expectation", 260, 4)),
    (Place("category", 240, 3), Place("agency", 176, 2), Place(MORE, 270, 1)),
)
_CALL_REPORT: Final = (
    _STORY,
    (Place("classification", 190, 0), Place("title", 320), Place(MORE, 224, 0)),
    (Place("category", 208, 2), Place("agency", 200, 1), Place("event_on", 126, 0), Place("place", 204, 2)),
)
_WIDTHS: Final = {
    Kind.TEXT: (420, 3),
    Kind.CHOICE: (200, 1),
    Kind.FLAG: (170, 0),
    Kind.DATE: (140, 0),
    Kind.MOMENT: (150, 0),
    Kind.TIME: (120, 0),
    Kind.NUMBER: (160, 0),
}
_WIDE: Final = {"backdate_reason": (460, 2), "supervisory": (300, 1)}
_HEADS: Final = frozenset({"notice"})
_CONDITIONAL: Final = frozenset(
    {"letter_number", "letter_on", "backdate_reason", "slip_number", "represented", "guardian"}
)


def entry_layout(form: Form, *, phone: bool, asked: Iterable[str]) -> Layout:
    """Give the layout for a visit or a call; ``asked`` are the conditional fields that matter just now."""
    hidden = _CONDITIONAL.difference(asked)
    shown = {rule.name: rule for rule in form.fields if _is_shown(rule, phone=phone) and rule.name not in hidden}
    for name in _CONDITIONAL.intersection(asked):
        if form.has(name):
            shown[name] = form.field(name)
    joined = {"returns_to_desk"} if form.has("phone") else set()
    placed = _HEADS | joined
    cards: dict[str, Rows] = {}
    visit = _VISIT_FOR_ANOTHER if "represented" in shown else _VISIT
    plans = {
        "intake": _INTAKE,
        "reporter": (*_CALL, *_CALL_ASKED) if phone else visit,
        "report": _CALL_REPORT if phone else _VISIT_REPORT,
    }
    for section, plan in plans.items():
        rows = tuple(kept for row in plan if (kept := tuple(p for p in row if p.name in shown or p.name == MORE)))
        placed |= {place.name for row in rows for place in row}
        left = (rule for name, rule in shown.items() if rule.section == section and name not in placed)
        rest = tuple(map(_place, left))
        placed |= {place.name for place in rest}
        cards[section] = (*rows, rest) if rest else rows
    return Layout(intake=cards["intake"], reporter=cards["reporter"], report=cards["report"], more=_more(form, placed))


def _is_shown(rule: FieldRule, *, phone: bool) -> bool:
    return rule.phone if phone else rule.place == "main"


def _more(form: Form, placed: set[str] | frozenset[str]) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    groups: dict[str, list[Place]] = {}
    for rule in form.fields:
        if rule.name not in placed and rule.place != "apart":
            groups.setdefault(rule.section, []).append(_place(rule))
    return tuple((section, tuple(places)) for section, places in groups.items())


def _place(rule: FieldRule) -> Place:
    least, share = _WIDE.get(rule.name) or _WIDTHS.get(rule.kind, (220, 1))
    return Place(rule.name, least, share)


def names(rows: Sequence[Sequence[Place]]) -> tuple[str, ...]:
    """Give the names in rows, in order."""
    return tuple(place.name for row in rows for place in row)
