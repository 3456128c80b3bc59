"""Administrative areas by Kemendagri code: found while typing, understood from the columns of a register.

A code names its parents ("64.72.08.1002" lies in "64.72.08"), so a level is the number of its parts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NewType

from app.domain.text import folded, words
from app.domain.type_ahead import Hit, TypeAhead

AreaId = NewType("AreaId", str)


class AreaKind(StrEnum):
    """The four levels, highest first."""

    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"


_KINDS: Final = tuple(AreaKind)
_ORDER: Final = (AreaKind.REGENCY, AreaKind.VILLAGE, AreaKind.DISTRICT, AreaKind.PROVINCE)
_HOME: Final = "64"
_TITLE: Final = re.compile(
    r"^(provinsi|prov|kabupaten|kab|kota|kotamadya|kodya|kecamatan|kec|distrik|kelurahan|kel|desa|ds|kampung)"
    r" (administrasi |adm )?"
)
_WRITTEN_OUT: Final = {
    "kab": "kabupaten",
    "kodya": "kota",
    "kotamadya": "kota",
    "prov": "provinsi",
    "adm": "administrasi",
    "gn": "gunung",
    "gng": "gunung",
    "sei": "sungai",
    "tj": "tanjung",
    "tjg": "tanjung",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area; ``name`` is the official one ("Kabupaten Paser"), inactive ones live on in old records and NIKs."""

    id: AreaId
    name: str
    kind: AreaKind
    parent: AreaId | None
    active: bool = True
    postcode: str | None = None
    aliases: tuple[str, ...] = ()


def area_of_code(
    code: str, name: str, *, postcode: str | None = None, aliases: Iterable[str] = (), active: bool = True
) -> Area:
    """Give the area of a dotted code; its kind and parent are in the code.  ValueError for more than four parts."""
    depth = code.count(".")
    if depth >= len(_KINDS):
        raise ValueError("area code")
    return Area(
        id=AreaId(code),
        name=name,
        kind=_KINDS[depth],
        parent=AreaId(code.rpartition(".")[0]) if depth else None,
        active=active,
        postcode=postcode,
        aliases=tuple(aliases),
    )


class Areas:
    """All areas held: the home province to village, the country to regency."""

    def __init__(self, rows: Iterable[Area]) -> None:
        """Take the areas; the indexes for finding are made when first asked for."""
        self._by_id: Final = {area.id: area for area in rows}
        self._searchable: list[Area] = []
        self._index: TypeAhead | None = None
        self._spelled: dict[tuple[AreaKind, bool, str], list[AreaId]] | None = None

    def __len__(self) -> int:
        return len(self._by_id)

    def all(self) -> tuple[Area, ...]:
        """Give every area, by code."""
        return tuple(self._by_id.values())

    def by_id(self, area_id: str) -> Area | None:
        """Give an area by its dotted code, active or not; None when it is not held."""
        return self._by_id.get(AreaId(area_id))

    def path(self, area_id: str) -> tuple[Area, ...]:
        """Give the area and all it lies in: village, district, regency, province; empty when it is not held."""
        found: list[Area] = []
        area = self.by_id(area_id)
        while area is not None:
            found.append(area)
            area = self.by_id(area.parent) if area.parent else None
        return tuple(found)

    def label(self, area_id: str) -> str:
        """Give the short name for a field: "Sungai Pinang Dalam", "Kec. Loa Janan", "Kab. Paser"; else the code."""
        area = self.by_id(area_id)
        if area is None:
            return area_id
        if area.kind is AreaKind.DISTRICT:
            return f"Kec. {area.name}"
        return re.sub("^Kabupaten ", "Kab. ", area.name)

    def hint(self, area_id: str) -> str:
        """Give where it lies up to the regency: "Kec. Sungai Pinang, Kota Samarinda"; a regency's is its province."""
        above = self.path(area_id)[1:]
        if len(above) > 1:
            above = above[:-1]
        return ", ".join(self.label(area.id) for area in above)

    def line(self, area_id: str) -> str:
        """Give the whole line for paper: "Kel. X, Kec. Y, Kota Z, Kalimantan Timur"; "" when it is not held."""
        path = self.path(area_id)
        labels = [self.label(area.id) for area in path]
        if path and path[0].kind is AreaKind.VILLAGE:
            labels[0] = f"{'Kel.' if _is_kelurahan(path[0]) else 'Desa'} {labels[0]}"
        return ", ".join(labels)

    def find(self, typed: str, limit: int = 8) -> tuple[Area, ...]:
        """Give the best active areas for what is being typed: "loa jan", "sung pin sama", "kec sanga".

        Each word begins a word of the area or, once one begins its own name, of what it lies in.  Own names go
        before surroundings, exact before begun, the home province before the country, regencies before villages.
        """
        if self._index is None:
            self._searchable = [area for area in self._by_id.values() if area.active]
            above: dict[AreaId, set[str]] = {}
            self._index = TypeAhead((self._names(area), self._surroundings(area, above)) for area in self._searchable)
        hits = sorted(self._index.hits(_written_out(typed)), key=self._rank)
        return tuple(self._searchable[hit.position] for hit in hits[:limit])

    def understand(self, *, village: str = "", district: str = "", regency: str = "") -> AreaId | None:
        """Give the area that three columns name exactly (any case, spacing, "Kab."/"Kec."/"Desa" or none).

        From the regency down, an empty column is passed over.  A name that is unknown or could mean two areas ends
        the reading: what was understood above it is the answer, None when that is nothing.
        """
        found: AreaId | None = None
        for kind, typed in (
            (AreaKind.REGENCY, regency),
            (AreaKind.DISTRICT, district),
            (AreaKind.VILLAGE, village),
        ):
            if not folded(typed):
                continue
            matches = self._named(kind, typed, found)
            if len(matches) != 1:
                return found
            (found,) = matches
        return found

    def _named(self, kind: AreaKind, typed: str, within: AreaId | None) -> list[AreaId]:
        """Give the areas of that kind and name; a full name goes before one that only lacks its title."""
        if self._spelled is None:
            self._spelled = self._spellings()
        for key in ((True, _joined(typed)), (True, _bare(typed)), (False, _joined(typed)), (False, _bare(typed))):
            same = self._spelled.get((kind, *key), [])
            matches = [code for code in same if within is None or code.startswith(f"{within}.")]
            if matches:
                return matches
        return []

    def _spellings(self) -> dict[tuple[AreaKind, bool, str], list[AreaId]]:
        spelled: dict[tuple[AreaKind, bool, str], list[AreaId]] = {}
        for area in self._by_id.values():
            if area.active:
                for key in {(True, _joined(name)) for name in (area.name, *area.aliases)} | {(False, _bare(area.name))}:
                    spelled.setdefault((area.kind, *key), []).append(area.id)
        return spelled

    def _names(self, area: Area) -> tuple[str, ...]:
        untitled = _TITLE.sub("", area.name.casefold()) if area.kind is AreaKind.REGENCY else area.name
        return (untitled, area.name, area.name.replace("'", ""), *area.aliases)

    def _surroundings(self, area: Area, above: dict[AreaId, set[str]]) -> set[str]:
        """Give the words of all it lies in and of its own kind; ``above`` keeps what siblings share."""
        around: set[str] = set()
        if area.parent:
            if area.parent not in above:
                path = self.path(area.parent)
                above[area.parent] = {word for a in path for name in (a.name, *a.aliases) for word in words(name)}
            around |= above[area.parent]
        if area.kind is AreaKind.DISTRICT:
            around |= {"kec", "kecamatan"}
        elif area.kind is AreaKind.VILLAGE:
            around |= {"kel", "kelurahan"} if _is_kelurahan(area) else {"desa"}
        return around

    def _rank(self, hit: Hit) -> tuple[bool, bool, bool, bool, bool, int, int, str, str]:
        area = self._searchable[hit.position]
        return (
            not hit.all_own,
            not hit.exact,
            not area.id.startswith(_HOME),
            not hit.in_order,
            not hit.first_own,
            -hit.whole,
            _ORDER.index(area.kind),
            area.name,
            area.id,
        )


def _is_kelurahan(area: Area) -> bool:
    """Tell a kelurahan from a desa: the last part of its code is 1xxx, not 2xxx.  Source: Permendagri 56/2015."""
    return area.id.rpartition(".")[2].startswith("1")


def _written_out(text: str) -> str:
    """Give the folded words with abbreviations written out: "Sei. Pinang" -> "sungai pinang"."""
    return " ".join(_WRITTEN_OUT.get(word, word) for word in words(text))


def _joined(name: str) -> str:
    """Give the letters only, abbreviations written out: "Sei Pinang  Dalam" -> "sungaipinangdalam"."""
    return _written_out(name).replace(" ", "")


def _bare(name: str) -> str:
    """Give the same without the title in front: "Kab. Paser" -> "paser"."""
    return _joined(_TITLE.sub("", folded(name)))
