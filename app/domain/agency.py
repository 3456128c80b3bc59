"""Public bodies a complaint can be about: the province's own, its companies, regencies, national bodies here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NewType

from app.domain.text import folded
from app.domain.type_ahead import Hit, TypeAhead, keyed

AgencyId = NewType("AgencyId", str)
UNKNOWN_AGENCY: Final = AgencyId("unknown")

_OF_THE_PROVINCE: Final = re.compile(r" ((pemerintah|pemprov|provinsi|prov) )*(kalimantan timur|kaltim|provinsi|prov)$")


class AgencyKind(StrEnum):
    """What a body belongs to."""

    OPD = "opd"
    BUMD = "bumd"
    REGENCY = "regency"
    VERTICAL = "vertical"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """One body; ``code`` opens its complaint numbers, ``lapor_id`` is LAPOR!'s institution id once it is known.

    ``letterhead`` is the lines printed on top of its papers, without the address.
    """

    id: AgencyId
    code: str
    name: str
    short_name: str
    kind: AgencyKind
    parent: AgencyId | None
    address: str | None
    phone: str | None
    letterhead: tuple[str, ...]
    lapor_id: str | None
    active: bool
    source: str
    aliases: tuple[str, ...]


class Agencies:
    """All bodies held, in the order in which they are shown."""

    def __init__(self, rows: Iterable[Agency]) -> None:
        """Take the bodies; the indexes are made when first asked for."""
        self._by_id: Final = {agency.id: agency for agency in rows}
        self._searchable: list[Agency] = []
        self._index: TypeAhead | None = None
        self._meanings: dict[str, AgencyId] | None = None

    def __len__(self) -> int:
        return len(self._by_id)

    def all(self) -> tuple[Agency, ...]:
        """Give every body in the order of the list."""
        return tuple(self._by_id.values())

    def by_id(self, agency_id: str) -> Agency | None:
        """Give a body, active or not; None when it is not held."""
        return self._by_id.get(AgencyId(agency_id))

    def label(self, agency_id: str) -> str:
        """Give the short name for a field ("RSUD AWS"); else the id."""
        agency = self.by_id(agency_id)
        return agency.short_name if agency else agency_id

    def find(self, typed: str, limit: int = 8) -> tuple[Agency, ...]:
        """Give the best active bodies for what is being typed: "rsud aw", "dishub", "pekerjaan um"."""
        if self._index is None:
            self._searchable = [agency for agency in self._by_id.values() if agency.active]
            self._index = TypeAhead((_names(agency), ()) for agency in self._searchable)
        hits = sorted(self._index.hits(typed), key=_rank)
        return tuple(self._searchable[hit.position] for hit in hits[:limit])

    def understand(self, text: str) -> AgencyId | None:
        """Give the body that a register names by any of its names, with or without "Provinsi Kalimantan Timur".

        A name that could mean two bodies means none.
        """
        if self._meanings is None:
            active = [agency for agency in self._by_id.values() if agency.active]
            self._meanings = keyed((name, agency.id) for agency in active for name in (agency.id, *_names(agency)))
        name = folded(text)
        return self._meanings.get(name) or self._meanings.get(_OF_THE_PROVINCE.sub("", name))


def _names(agency: Agency) -> tuple[str, ...]:
    return (agency.short_name, agency.name, agency.code, *agency.aliases)


def _rank(hit: Hit) -> tuple[bool, bool, bool, int, int]:
    return (not hit.exact, not hit.in_order, not hit.first_own, -hit.whole, hit.position)
