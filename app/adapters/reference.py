"""Reads the lists of ``resources/reference`` into values; a broken or mixed folder is one problem with a name."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from app.domain.agency import Agencies, Agency, AgencyId, AgencyKind
from app.domain.agency_proposal import AgencyRules
from app.domain.area import Areas, area_of_code
from app.domain.category import Categories, Category, CategoryId
from app.domain.channel import Channel, ChannelId, Channels
from app.domain.clocks import ClockId, Holiday, HolidayKind, SlaClock, Unit, WorkCalendar
from app.domain.documents import DocumentRule
from app.domain.errors import StorageProblem
from app.domain.reference import Reference
from app.domain.referral import Contact, Matter
from app.domain.text import folded

_Value = TypeVar("_Value")
_File = Mapping[str, Any]

_BROKEN: Final = (OSError, ValueError, KeyError, TypeError, AttributeError)


def load_reference(folder: Path) -> Reference:
    """Give the lists of a folder.

    Raises StorageProblem ``reference_unreadable`` with the name of the file that is absent, broken, or not of the same
    version as the ones before it.
    """
    files = _Folder(folder)
    areas = files.read("areas.json", _areas)
    categories = files.read("categories.json", _categories)
    agencies = files.read("agencies.json", _agencies)
    channels = files.read("channels.json", _channels)
    calendar = files.read("holidays.json", _calendar)
    clocks = files.read("clocks.json", _clocks)
    sensitive = files.read("sensitive-words.json", _words)
    documents = files.read("documents.json", _documents)
    matters, bodies = files.read("scope.json", _scope)
    category_words = files.read("category-words.json", _category_words)
    agency_rules = files.read("category-agencies.json", _agency_rules)
    stop_words = _plain_words(folder / "stop-words-id.txt")
    return Reference(
        version=files.version,
        areas=areas,
        categories=categories,
        agencies=agencies,
        channels=channels,
        calendar=calendar,
        clocks=clocks,
        sensitive_words=sensitive,
        documents=documents,
        matters=matters,
        bodies=bodies,
        stop_words=stop_words,
        category_words=category_words,
        agency_rules=agency_rules,
    )


def _plain_words(path: Path) -> frozenset[str]:
    """Give the words of a file that holds one on each line."""
    try:
        return frozenset(map(folded, path.read_text(encoding="utf-8").split()))
    except (OSError, ValueError) as error:
        raise StorageProblem("reference_unreadable", file=path.name) from error


class _Folder:
    """The folder, and the version that its files agree on."""

    def __init__(self, folder: Path) -> None:
        self._folder: Final = folder
        self.version = ""

    def read(self, name: str, make: Callable[[_File], _Value]) -> _Value:
        try:
            content = json.loads((self._folder / name).read_bytes())
            version = str(content["version"])
            value = make(content)
        except _BROKEN as error:
            raise StorageProblem("reference_unreadable", file=name) from error
        self.version = self.version or version
        if version != self.version:
            raise StorageProblem("reference_unreadable", file=name)
        return value


def _areas(content: _File) -> Areas:
    aliases = content["aliases"]
    rows = [
        area_of_code(code, name, postcode=rest[0] if rest else None, aliases=aliases.get(code, ()))
        for code, name, *rest in content["rows"]
    ]
    rows += [area_of_code(code, name, active=False) for code, name in content["retired"].items()]
    return Areas(rows)


def _categories(content: _File) -> Categories:
    return Categories(
        Category(
            id=CategoryId(row["id"]),
            name=row["name"],
            parent=CategoryId(row["parent"]) if row["parent"] else None,
            active=row["active"],
            sensitive=row["sensitive"],
            source=row["source"],
            lapor_id=row["lapor_id"],
            words=tuple(row["words"]),
        )
        for row in content["rows"]
    )


def _category_words(content: _File) -> Mapping[CategoryId, tuple[str, ...]]:
    return MappingProxyType({CategoryId(row["id"]): tuple(map(str, row["words"])) for row in content["rows"]})


def _agency_rules(content: _File) -> AgencyRules:
    handlers = {CategoryId(id): tuple(map(str, row["agencies"])) for row in content["rows"] for id in row["categories"]}
    regencies = {str(code): AgencyId(id) for code, id in content["regencies"].items()}
    return AgencyRules(handlers=MappingProxyType(handlers), regencies=MappingProxyType(regencies))


def _agencies(content: _File) -> Agencies:
    return Agencies(
        Agency(
            id=AgencyId(row["id"]),
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            kind=AgencyKind(row["kind"]),
            parent=AgencyId(row["parent"]) if row["parent"] else None,
            address=row["address"],
            phone=row["phone"],
            letterhead=tuple(row["letterhead"]),
            lapor_id=row["lapor_id"],
            active=row["active"],
            source=row["source"],
            aliases=tuple(row["aliases"]),
        )
        for row in content["rows"]
    )


def _channels(content: _File) -> Channels:
    return Channels(
        Channel(
            id=ChannelId(row["id"]),
            name=row["name"],
            parent=ChannelId(row["parent"]) if row["parent"] else None,
            active=row["active"],
            aliases=tuple(row["aliases"]),
            group=row["group"],
        )
        for row in content["rows"]
    )


def _calendar(content: _File) -> WorkCalendar:
    sources = content["source"]
    holidays = [
        Holiday(
            day=date.fromisoformat(row["date"]),
            name=row["name"],
            kind=HolidayKind(row["kind"]),
            source=sources[row["date"][:4]],
            provisional=row["provisional"],
        )
        for row in content["rows"]
    ]
    return WorkCalendar.of(holidays, years=content["years"])


def _clocks(content: _File) -> Mapping[str, SlaClock]:
    clocks = (
        SlaClock(
            id=ClockId(row["id"]),
            name=row["name"],
            amount=int(row["amount"]),
            unit=Unit(row["unit"]),
            basis=row["basis"],
        )
        for row in content["rows"]
    )
    return MappingProxyType({clock.id: clock for clock in clocks})


def _words(content: _File) -> tuple[str, ...]:
    return _folded_words(content["rows"])


def _documents(content: _File) -> tuple[DocumentRule, ...]:
    return tuple(
        DocumentRule(
            id=row["id"],
            label=_spoken(row["label"]),
            categories=frozenset(map(CategoryId, row["categories"])),
            words=_folded_words(row["words"]),
            values=dict(row["values"]),
            classes=frozenset(row["classes"]),
            part=row.get("part", ""),
        )
        for row in content["rows"]
    )


def _scope(content: _File) -> tuple[tuple[Matter, ...], tuple[Contact, ...]]:
    bodies = tuple(
        Contact(
            id=row["id"],
            name=row["name"],
            short_name=row["short_name"],
            **{name: row[name] or "" for name in ("address", "phone", "hours", "web")},
        )
        for row in content["bodies"]
    )
    matters = tuple(
        Matter(
            id=row["id"],
            name=_spoken(row["name"]),
            said=_spoken(row["said"]),
            words=_folded_words(row["words"]),
            categories=frozenset(map(CategoryId, row["categories"])),
            to=tuple(row["to"]),
        )
        for row in content["rows"]
    )
    return matters, bodies


def _spoken(words: Mapping[str, Any]) -> Mapping[str, str]:
    """Give words in both languages; KeyError when one is missing."""
    return MappingProxyType({language: str(words[language]) for language in ("id", "en")})


def _folded_words(rows: Iterable[str]) -> tuple[str, ...]:
    """Give entries for :func:`sensitive_words`: folded words, the star of an open ending kept."""
    entries = (" ".join(folded(word) + "*" * word.endswith("*") for word in row.split()) for row in rows)
    return tuple(entry for entry in entries if entry.strip(" *"))
