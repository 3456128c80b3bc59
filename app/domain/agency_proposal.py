"""Who usually handles a category: proposed beside the field, never put there unasked.

A body that is named in the report goes first, then the desk's own agency when the work is its own, then the table;
for what regencies handle, the one of the place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from app.domain.agency import Agencies, Agency, AgencyId
from app.domain.category import Categories, CategoryId
from app.domain.text import words

REGENCY: Final = "@regency"
_REGENCY_DIGITS: Final = 5
_SHORTEST_NAME: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRules:
    """``handlers`` gives for a category, or the one above it, who may handle it, the likeliest first.

    ``regencies`` gives the government of an area by its code of five letters.
    """

    handlers: Mapping[CategoryId, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    regencies: Mapping[str, AgencyId] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, category_id: str, categories: Categories) -> tuple[str, ...]:
        """Give who may handle a category, REGENCY for the government of the place; () when nobody is known."""
        category = categories.by_id(category_id)
        while category is not None:
            if found := self.handlers.get(category.id):
                return found
            category = categories.by_id(category.parent) if category.parent else None
        return ()

    def work_of(self, agency_id: str, categories: Categories) -> frozenset[CategoryId]:
        """Give the categories that a body may handle."""
        return frozenset(c.id for c in categories.all() if agency_id in self.of(c.id, categories))


def proposed_agency(
    typed: Mapping[str, str], *, rules: AgencyRules, own_agency: str, agencies: Agencies, categories: Categories
) -> Agency | None:
    """Give the body to propose for what is typed; None without a category that anybody is known to handle."""
    regency = _regency(typed, rules, agencies)
    possible = [regency if id == REGENCY else id for id in rules.of(typed.get("category", ""), categories)]
    known = [agency for id in dict.fromkeys(possible) if id and (agency := agencies.by_id(id)) and agency.active]
    if not known:
        return None
    told = " ".join(typed.get(name, "") for name in ("title", "text", "unit", "place"))
    said = f" {' '.join(words(told))} "
    named = [agency for agency in known if _is_named(agency, said)]
    if named:
        return named[0]
    return next((agency for agency in known if agency.id == own_agency), None) or _usual(known)


def _usual(known: Sequence[Agency]) -> Agency | None:
    """Give the first that is not one hospital of several: which one it is, only the reporter knows."""
    return next((agency for agency in known if agency.parent is None), None)


def _regency(typed: Mapping[str, str], rules: AgencyRules, agencies: Agencies) -> str | None:
    by_area = rules.regencies.get(typed.get("place_area", "")[:_REGENCY_DIGITS])
    if by_area:
        return by_area
    told = " ".join(words(f"{typed.get('place', '')} {typed.get('title', '')} {typed.get('text', '')}"))
    for id in rules.regencies.values():
        agency = agencies.by_id(id)
        if agency is not None and _is_placed(agency, f" {told} "):
            return id
    return rules.regencies.get(typed.get("area", "")[:_REGENCY_DIGITS])


def _is_placed(agency: Agency, said: str) -> bool:
    bare = " ".join(words(agency.short_name)[1:])
    short = [alias for alias in agency.aliases if " " not in alias]
    return any(f" {name} " in said for name in (bare, *(" ".join(words(alias)) for alias in short)) if name)


def _is_named(agency: Agency, said: str) -> bool:
    names = (agency.short_name, agency.name, *agency.aliases)
    return any(len(name) >= _SHORTEST_NAME and f" {' '.join(words(name))} " in said for name in names)
