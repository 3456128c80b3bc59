"""Report categories, two levels, as LAPOR! shows them; and the words that make a report a sensitive one."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NewType

from app.domain.text import folded, words
from app.domain.type_ahead import Hit, TypeAhead, keyed

CategoryId = NewType("CategoryId", str)

_ABOUT: Final = "terkait"
_OLD_SPELLING: Final = {
    "ketenteraman": "ketentraman",
    "pelindungan": "perlindungan",
    "permasyarakatan": "pemasyarakatan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One category; ``lapor_id`` is LAPOR!'s own id once it is known, ``source`` the list it was seen in.

    ``words`` are what people say for it ("KDRT", "lampu jalan"): they help to find it and name nothing by themselves.
    """

    id: CategoryId
    name: str
    parent: CategoryId | None
    active: bool
    sensitive: bool
    source: str
    lapor_id: str | None
    words: tuple[str, ...] = ()


class Categories:
    """The tree; any number of main categories and sub-categories."""

    def __init__(self, rows: Iterable[Category]) -> None:
        """Take the categories in the order in which they are shown; the indexes are made when first asked for."""
        self._by_id: Final = {category.id: category for category in rows}
        self._searchable: list[Category] = []
        self._index: TypeAhead | None = None
        self._meanings: tuple[dict[str, CategoryId], ...] | None = None

    def __len__(self) -> int:
        return len(self._by_id)

    def all(self) -> tuple[Category, ...]:
        """Give every category in the order of the list."""
        return tuple(self._by_id.values())

    def by_id(self, category_id: str) -> Category | None:
        """Give a category, active or not; None when it is not held."""
        return self._by_id.get(CategoryId(category_id))

    def label(self, category_id: str) -> str:
        """Give "Kesehatan › Pelayanan Obat"; what a sub-category repeats of its parent is left out; else the id."""
        category = self.by_id(category_id)
        if category is None:
            return category_id
        parent = self.by_id(category.parent) if category.parent else None
        if parent is None:
            return category.name
        return f"{parent.name} › {_without_parent(category.name, parent.name)}"

    def is_sensitive(self, category_id: str) -> bool:
        """Tell whether reports in it must have the question *rahasia* answered anew; a parent's mark counts."""
        category = self.by_id(category_id)
        if category is None:
            return False
        return category.sensitive or (category.parent is not None and self.is_sensitive(category.parent))

    def find(self, typed: str, limit: int = 8) -> tuple[Category, ...]:
        """Give the best active categories for what is being typed, by words of "Parent › Child"; own words go first."""
        if self._index is None:
            self._searchable = [category for category in self._by_id.values() if category.active]
            self._index = TypeAhead((self._names(c), words(self._above(c))) for c in self._searchable)
        hits = sorted(self._index.hits(typed), key=_rank)
        return tuple(self._searchable[hit.position] for hit in hits[:limit])

    def understand(self, text: str) -> CategoryId | None:
        """Give the category that a register names: an id, a main category, "Parent › Child", or a child's own name.

        Case, accents, punctuation, no-break spaces, "dan" and the order of the words do not matter.  A child's name
        that stands under two parents means neither.
        """
        if self._meanings is None:
            self._meanings = self._spellings()
        exact = folded(text)
        for known in self._meanings:
            found = known.get(exact) or known.get(_same_words(text))
            if found:
                return found
        return None

    def _spellings(self) -> tuple[dict[str, CategoryId], ...]:
        active = [category for category in self._by_id.values() if category.active]
        tops = [(name, c.id) for c in active if c.parent is None for name in (c.id, c.name, _same_words(c.name))]
        paths: list[tuple[str, CategoryId]] = []
        children: list[tuple[str, CategoryId]] = []
        for category in active:
            if category.parent:
                path = f"{self._above(category)} {category.name}"
                paths += [(p, category.id) for p in (category.id, path, _same_words(path), self.label(category.id))]
                children += [(name, category.id) for name in (category.name, _same_words(category.name))]
        return keyed(tops), keyed(paths), keyed(children)

    def _names(self, category: Category) -> tuple[str, ...]:
        above = self._above(category)
        return (_without_parent(category.name, above), category.name, *category.words)

    def _above(self, category: Category) -> str:
        parent = self.by_id(category.parent) if category.parent else None
        return parent.name if parent else ""


def sensitive_words(text: str, sensitive: Sequence[str]) -> tuple[str, ...]:
    """Give those entries of the list that stand in the text, in the order of the list and without their stars.

    An entry is one or more whole words next to each other; a trailing ``*`` takes any ending as well.
    """
    said = words(text)
    starts: dict[str, list[int]] = {}
    for place, word in enumerate(said):
        starts.setdefault(word, []).append(place)
    begins, opens = _by_first_word(tuple(sensitive))
    found = {
        number
        for word, entries in begins.items()
        if word in starts
        for number, sought in entries
        if any(_stands_at(place, sought, said) for place in starts[word])
    }
    ordered = sorted(starts)
    for number, sought in opens:
        beginning = sought[0][:-1]
        begun = ordered[bisect_left(ordered, beginning) : bisect_left(ordered, beginning + "\U0010ffff")]
        if any(_stands_at(place, sought, said) for word in begun for place in starts[word]):
            found.add(number)
    return tuple(sensitive[number].replace("*", "") for number in sorted(found))


_Entries = list[tuple[int, tuple[str, ...]]]


@lru_cache(maxsize=16)
def _by_first_word(entries: tuple[str, ...]) -> tuple[dict[str, _Entries], _Entries]:
    """Give the entries with their places in the list: by their first word, and those whose first word has a star."""
    begins: dict[str, _Entries] = {}
    opens: _Entries = []
    for number, entry in enumerate(entries):
        sought = tuple(entry.split())
        if sought and sought[0].endswith("*"):
            opens.append((number, sought))
        elif sought:
            begins.setdefault(sought[0], []).append((number, sought))
    return begins, opens


def _stands_at(place: int, sought: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return place + len(sought) <= len(said) and all(_same(wanted, said[place + n]) for n, wanted in enumerate(sought))


def _same(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _without_parent(name: str, parent: str) -> str:
    """Give "Obat dan Makanan" for "Perlindungan Konsumen terkait Obat dan Makanan", "Lainnya" for what is left over."""
    said, above = name.split(), parent.split()
    spoken, spared = name.casefold().split(), parent.casefold().split()
    if above and spoken == ["lainnya", _ABOUT, *spared]:
        return said[0]
    if above and spoken[: len(above) + 1] == [*spared, _ABOUT]:
        return " ".join(said[len(above) + 1 :])
    return name


def _same_words(text: str) -> str:
    """Give a spelling that is equal for the same words in any order, "dan" and old spellings aside."""
    return " ".join(sorted(_OLD_SPELLING.get(word, word) for word in words(text) if word != "dan"))


def _rank(hit: Hit) -> tuple[bool, bool, bool, bool, int, int]:
    return (not hit.all_own, not hit.exact, not hit.first_own, not hit.in_order, -hit.whole, hit.position)
