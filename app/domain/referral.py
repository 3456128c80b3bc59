"""Where else a matter belongs: what LAPOR! usually does not handle, whom it is taken to, and how to reach them.

It tells the officer where to send the person; it never refuses a report.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.agency import UNKNOWN_AGENCY, Agencies, AgencyId
from app.domain.category import Categories, CategoryId, sensitive_words
from app.domain.documents import lineage
from app.domain.errors import UserProblem
from app.domain.text import clean_line, folded, harmful, words

REACH: Final = ("address", "phone", "hours", "web")
"""What of a contact can be corrected at the desk."""

_LONGEST: Final = {"address": 200, "phone": 60, "hours": 120, "web": 120}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach a body; "" is what nobody has filled in yet."""

    id: str
    name: str
    short_name: str
    address: str = ""
    phone: str = ""
    hours: str = ""
    web: str = ""

    def is_reachable(self) -> bool:
        """Tell whether there is anything to send a person to."""
        return bool(self.address or self.phone or self.web)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A kind of matter that LAPOR! usually does not handle; ``to`` are the ids of bodies, the first one first."""

    id: str
    name: Mapping[str, str]
    said: Mapping[str, str]
    words: tuple[str, ...]
    categories: frozenset[CategoryId]
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """What a slip says that sends a person on: no identity and nothing of what was told."""

    letterhead: tuple[str, ...]
    agency_line: str
    contact_line: str
    phone: str
    city: str
    bodies: tuple[Contact, ...]
    bring: tuple[str, ...]
    printed_at: datetime
    utc_offset_minutes: int


def matter_of(typed: Mapping[str, str], matters: Sequence[Matter], categories: Categories) -> Matter | None:
    """Give the first matter of the list that the category or a word of title and text points to, None for most."""
    told = f"{typed.get('title', '')} {typed.get('text', '')}"
    above = frozenset(lineage(typed.get("category", ""), categories))
    said = frozenset(sensitive_words(told, [word for matter in matters for word in matter.words]))
    for matter in matters:
        if not above.isdisjoint(matter.categories) or any(word.replace("*", "") in said for word in matter.words):
            return matter
    return None


def contacts_of(
    agencies: Agencies, bodies: Sequence[Contact], edits: Mapping[str, Mapping[str, object]]
) -> dict[str, Contact]:
    """Give every body by its id, agencies first, each as this desk has corrected it."""
    known = [
        Contact(
            id=agency.id,
            name=agency.name,
            short_name=agency.short_name,
            address=agency.address or "",
            phone=agency.phone or "",
        )
        for agency in agencies.all()
        if agency.active and agency.id != UNKNOWN_AGENCY
    ]
    return {contact.id: _edited(contact, edits.get(contact.id, {})) for contact in (*known, *bodies)}


def find_contacts(contacts: Iterable[Contact], typed: str, *, limit: int = 8) -> tuple[Contact, ...]:
    """Give the bodies whose names hold every typed word's beginning, those whose short name begins with it first.

    Nothing typed gives those that nobody can be sent to yet.
    """
    sought = words(typed)
    if not sought:
        return tuple(contact for contact in contacts if not contact.is_reachable())[:limit]
    found = []
    for place, contact in enumerate(contacts):
        own = words(f"{contact.short_name} {contact.name}")
        if all(any(word.startswith(part) for word in own) for part in sought):
            found.append((not folded(contact.short_name).startswith(sought[0]), place, contact))
    return tuple(contact for _, _, contact in sorted(found, key=lambda hit: hit[:2])[:limit])


def reach_content(typed: Mapping[str, str]) -> dict[str, str]:
    """Give what was typed for a contact as it is stored.

    Raises UserProblem ``text_long`` with the field, ``control_characters``.
    """
    content = {}
    for name in REACH:
        if harmful(typed.get(name, "")):
            raise UserProblem("control_characters", field=name)
        content[name] = clean_line(typed.get(name, ""))
        if len(content[name]) > _LONGEST[name]:
            raise UserProblem("text_long", field=name, most=_LONGEST[name], length=len(content[name]))
    return content


def sent_to(typed: Mapping[str, str], matter: Matter | None, *, own_agency: str, agencies: Agencies) -> tuple[str, ...]:
    """Give the ids of the bodies a person is sent to: of the matter, else the agency picked when it is another one."""
    if matter is not None:
        return matter.to
    picked = agencies.by_id(typed.get("agency", ""))
    elsewhere = picked is not None and picked.id not in (AgencyId(own_agency), UNKNOWN_AGENCY)
    return (picked.id,) if picked is not None and elsewhere else ()


def _edited(contact: Contact, edit: Mapping[str, object]) -> Contact:
    if not edit:
        return contact
    reach = {name: str(edit.get(name, getattr(contact, name)) or "") for name in REACH}
    return Contact(id=contact.id, name=contact.name, short_name=contact.short_name, **reach)
