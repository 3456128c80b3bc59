"""What an entry asks just now: fields that only some answers make matter, and the question that is asked anew."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from app.domain.complaint import Secrecy
from app.domain.draft import Draft
from app.domain.errors import UserProblem
from app.domain.form import Form
from app.domain.nik import Nik, nik_hint
from app.domain.person import age_on
from app.domain.reference import Reference
from app.domain.typed_dates import parse_typed_date, parse_typed_moment

_LETTER: Final = "letter"
_Rule = Callable[[Draft, Form, Reference, datetime], bool]


def asked_now(draft: Draft, *, form: Form, lists: Reference, now: datetime) -> frozenset[str]:
    """Give the names of the conditional fields of the form that matter for what is typed.

    ``now`` is aware and in the desk's own zone.
    """
    return frozenset(name for name, rule in _RULES.items() if form.has(name) and rule(draft, form, lists, now))


def asks_secrecy_again(answer: str, *, was_sensitive: bool, is_sensitive: bool) -> bool:
    """Tell whether *biasa* was answered before category or words became sensitive; asked once for each such change."""
    return is_sensitive and not was_sensitive and answer == Secrecy.PLAIN


def _received_earlier(draft: Draft, _form: Form, _lists: Reference, now: datetime) -> bool:
    received = parse_typed_moment(draft.get("received_at"), now)
    return received is not None and received.date() < now.date()


def _by_letter(draft: Draft, _form: Form, _lists: Reference, _now: datetime) -> bool:
    return draft.get("channel").partition(".")[0] == _LETTER


def _for_another(draft: Draft, _form: Form, _lists: Reference, _now: datetime) -> bool:
    return draft.get("relation") not in ("", "self")


def _young(draft: Draft, form: Form, lists: Reference, now: datetime) -> bool:
    born_on = _born_on(draft, lists, now.date())
    return born_on is not None and born_on <= now.date() and age_on(now.date(), born_on) < form.guardian_under_years


def _born_on(draft: Draft, lists: Reference, today: date) -> date | None:
    told = parse_typed_date(draft.get("born_on"), today)
    if told is not None:
        return told
    try:
        return nik_hint(Nik.parse(draft.get("nik")), lists.areas, today).born_on
    except UserProblem:
        return None


_RULES: Final[dict[str, _Rule]] = {
    "backdate_reason": _received_earlier,
    "letter_number": _by_letter,
    "letter_on": _by_letter,
    "represented": _for_another,
    "guardian": _young,
}
