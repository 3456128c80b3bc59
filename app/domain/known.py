"""Known citizens: what of a draft tells who somebody is, which earlier cases are that person's, what may be taken over.

Only people with an open identity are ever known; who is meant is compared here, the store only narrows down.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.domain.complaint import Identity, Reporter, Status
from app.domain.draft import Draft
from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId
from app.domain.nik import Nik
from app.domain.text import clean_line, folded, harmful

ENDED: Final = frozenset({Status.CLOSED, Status.ARCHIVED, Status.WITHDRAWN, Status.NOT_OURS})
LOOKED_AT: Final = 500
"""So many of the newest hits are looked at, however many there are."""
TAKEN_OVER: Final = (
    "nik",
    "name",
    "phone",
    "email",
    "address",
    "area",
    "returns_to_desk",
    "kind",
    "sex",
    "born_on",
    "occupation",
    "disability",
    "contact_way",
    "contact_time",
    "guardian",
)
"""The fields that are a person's own and not one report's, in the order in which they are told."""
_TOGETHER: Final = frozenset({"address", "area"})
_LEAST_PHONE: Final = 6
_COUNTRY_AND_MORE: Final = 4
_LEAST_NAME: Final = 3


class PersonFact(StrEnum):
    """By what somebody is known."""

    NIK = "nik"
    PHONE = "phone"
    NAME_AREA = "name_area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the store: None for what was not typed in full; ``phone`` is its digits alone."""

    nik: str | None = None
    phone: str | None = None
    name: str | None = None
    area: str | None = None

    @property
    def by_name(self) -> bool:
        """Whether name and area are both there: either alone says nothing."""
        return self.name is not None and self.area is not None

    def __bool__(self) -> bool:
        return bool(self.nik or self.phone or self.by_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierCase:
    """One earlier case with its reporter as recorded: stays inside the use case."""

    row: int
    id: ComplaintId
    number: str
    title: str
    received_at: datetime
    status: Status
    close_due_on: date | None
    reporter: Reporter


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An earlier case and the facts by which its reporter is the one asked for."""

    case: EarlierCase
    facts: frozenset[PersonFact]

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.case.status not in ENDED


def asked_of(draft: Draft) -> Asked:
    """Give what the draft tells of a person; nothing of somebody who wants no name recorded."""
    if draft.get("identity") == Identity.NAMELESS:
        return Asked()
    phone, area = phone_digits(draft.get("phone")), draft.get("area")
    name = clean_line(draft.get("name"))
    return Asked(
        nik=_whole_nik(draft.get("nik")),
        phone=phone if len(phone) >= _LEAST_PHONE else None,
        name=name if len(folded(name)) >= _LEAST_NAME else None,
        area=None if harmful(area) else area or None,
    )


def phone_digits(phone: str | None) -> str:
    """Give the digits of a phone number alone, beginning with 0 where +62 was written."""
    digits = re.sub(r"[^0-9]", "", phone or "")
    return f"0{digits[2:]}" if digits.startswith("62") and len(digits) > _COUNTRY_AND_MORE else digits


def matches(asked: Asked, cases: Sequence[EarlierCase]) -> tuple[Match, ...]:
    """Give the cases of the person asked for, newest first.

    A case with another NIK than the one typed is another person's, whatever else agrees: families share a phone.
    """
    found = []
    for case in cases:
        reporter = case.reporter
        if reporter.identity is not Identity.OPEN or case.status is Status.VOID:
            continue
        if asked.nik and reporter.nik and reporter.nik != asked.nik:
            continue
        facts = _agreeing(asked, reporter)
        if facts:
            found.append(Match(case=case, facts=facts))
    return tuple(sorted(found, key=lambda match: -match.case.row))


def _agreeing(asked: Asked, reporter: Reporter) -> frozenset[PersonFact]:
    facts = set()
    if asked.nik and reporter.nik == asked.nik:
        facts.add(PersonFact.NIK)
    if asked.phone and phone_digits(reporter.phone) == asked.phone:
        facts.add(PersonFact.PHONE)
    if asked.by_name and reporter.area == asked.area and folded(reporter.name or "") == folded(asked.name or ""):
        facts.add(PersonFact.NAME_AREA)
    return frozenset(facts)


def same_person(one: Reporter, other: Reporter) -> bool:
    """Tell whether two open reporters are one: by NIK where both have it, else by name with phone or area."""
    if one.nik and other.nik:
        return one.nik == other.nik
    if folded(one.name or "") != folded(other.name or ""):
        return False
    phones = phone_digits(one.phone), phone_digits(other.phone)
    return (bool(phones[0]) and phones[0] == phones[1]) or (one.area is not None and one.area == other.area)


def people_in(found: Sequence[Match]) -> int:
    """Give how many different people the cases belong to."""
    people: list[Reporter] = []
    for match in found:
        if not any(same_person(match.case.reporter, known) for known in people):
            people.append(match.case.reporter)
    return len(people)


def contact_of(chosen: Match, found: Sequence[Match]) -> Mapping[str, str]:
    """Give the person's own data as it is typed into the form, by field name.

    Each from the newest case of the same person that has it; address and area from one case, for they belong
    together.
    """
    person = chosen.case.reporter
    own = [match.case.reporter for match in found if same_person(match.case.reporter, person)]
    own = own or [person]
    lives = next((reporter for reporter in own if reporter.address or reporter.area), person)
    values: dict[str, str] = {}
    for name in TAKEN_OVER:
        given = (getattr(reporter, name) for reporter in ((lives,) if name in _TOGETHER else own))
        text = next((typed for value in given if (typed := _typed(value))), "")
        if text:
            values[name] = text
    return MappingProxyType(values)


def to_take(
    draft: Draft, contact: Mapping[str, str], defaults: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Give what goes into empty fields, and what stands recorded differently from what was typed.

    A field that holds what the form itself proposes counts as empty.
    """
    empty, different = {}, {}
    for name, text in contact.items():
        typed = draft.get(name)
        if not typed or (typed == defaults.get(name) and typed != text):
            empty[name] = text
        elif not _says_the_same(name, typed, text):
            different[name] = text
    if "address" in different or "area" in different:  # half an old address beside half a new one is neither
        different |= {name: empty.pop(name) for name in _TOGETHER & empty.keys()}
    return empty, different


def _says_the_same(name: str, typed: str, recorded: str) -> bool:
    if name == "phone":
        return phone_digits(typed) == phone_digits(recorded)
    if name == "nik":
        return _whole_nik(typed) == recorded
    return folded(typed) == folded(recorded)


def _typed(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def _whole_nik(typed: str) -> str | None:
    try:
        return Nik.parse(typed).digits if typed.strip() else None
    except UserProblem:
        return None
