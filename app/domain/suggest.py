"""Which category a report may belong to, from what is typed: words of a list, then what earlier reports have taught.

It ranks and says why; picking is the officer's.  The whole of it runs at a key press, so nothing here is slow.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import sqrt
from typing import Final, NamedTuple

from app.domain.category import Categories, Category, CategoryId
from app.domain.errors import UserProblem
from app.domain.learning import NOTHING_LEARNED, Learned, spoken
from app.domain.text import clean_line, harmful, words

SHOWN: Final = 3
MOST_ENTRIES: Final = 200
LONGEST_ENTRY: Final = 60
_SEPARATORS: Final = re.compile(r"[,;\n]")
_ENOUGH: Final = 0.7
_FIELDS: Final = (("title", 2.0), ("text", 1.0), ("unit", 0.8), ("place", 0.6), ("expectation", 0.6))
_MOST_WORDS: Final = 400
_NAME_WEIGHT: Final = 0.5
_GAP: Final = 2
_GAP_LOSS: Final = 0.75
_OWN_WORK: Final = 1.25
_OF_LEARNED: Final = 6.0
_FILLERS: Final = frozenset(
    "ada agar akan atau bagi dan dari dengan di dong hanya ini itu jadi juga kami ke kita kok lagi lalu masih "
    "namun nya oleh pada para pun saja sama sampai sangat saya sebelum sedang selalu sering serta setiap sudah telah "
    "terus untuk yang".split()
)
_GENERIC: Final = frozenset(
    "bantuan daerah informasi institusi jasa kasus layanan lainnya masalah masyarakat nasional pelayanan "
    "pengembangan perlindungan program rumah sistem tenaga terkait umum usaha".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A category and why: the words that spoke for it, or how many earlier reports with such words are in it."""

    category: CategoryId
    words: tuple[str, ...]
    reports: int = 0
    score: float = 0.0


class _Entry(NamedTuple):
    said: str
    parts: tuple[str, ...]
    weight: float
    categories: tuple[CategoryId, ...]


@dataclass(slots=True)
class _Found:
    score: float = 0.0
    words: list[tuple[float, str]] = field(default_factory=list)


class Suggester:
    """An index over one list of words; made anew when the list or what was learned has changed."""

    def __init__(
        self,
        categories: Categories,
        word_list: Mapping[CategoryId, Sequence[str]],
        *,
        stop_words: Set[str] = frozenset(),
        own_work: Set[CategoryId] = frozenset(),
        learned: Learned = NOTHING_LEARNED,
    ) -> None:
        """Take the words of each category; ``own_work`` are the categories that this desk's own agency handles."""
        self._active: Final = {c.id for c in categories.all() if c.active}
        self._stop_words: Final = stop_words
        self._own_work: Final = own_work
        self.learned: Final = learned
        claims: dict[tuple[str, ...], dict[CategoryId, tuple[float, str]]] = defaultdict(dict)
        for category in categories.all():
            if category.active:
                for word in _name_words(category, stop_words):
                    claims[_said((word,))][category.id] = (_NAME_WEIGHT, word)
                for entry in word_list.get(category.id, ()):
                    parts = _parts(entry)
                    if parts and claims[parts].get(category.id, (0.0, ""))[0] < 1.0:
                        claims[parts][category.id] = (1.0, entry)
        self._entries: Final[dict[str, list[_Entry]]] = defaultdict(list)
        for parts, claimed in claims.items():
            said = min((said for _, said in claimed.values()), key=lambda text: (text != " ".join(parts), text))
            by_weight: dict[float, list[CategoryId]] = defaultdict(list)
            for id, (weight, _) in claimed.items():
                by_weight[weight].append(id)
            for weight, ids in by_weight.items():
                share = weight * len(parts) ** 1.4 / sqrt(len(claimed))
                self._entries[parts[0]].append(_Entry(said.casefold(), parts, share, tuple(ids)))

    def suggest(self, typed: Mapping[str, str], limit: int = SHOWN) -> tuple[Suggested, ...]:
        """Give the best categories for what is typed, best first; none when too little speaks for any."""
        found = self._by_words(typed)
        suggested = {
            id: Suggested(category=id, words=_best(hit.words), score=hit.score * self._own(id))
            for id, hit in found.items()
        }
        if self.learned.is_enough:
            self._blend(suggested, typed)
        ranked = sorted(suggested.values(), key=lambda one: (-one.score, one.category))
        return tuple(one for one in ranked[:limit] if one.score >= _ENOUGH)

    def _own(self, id: CategoryId) -> float:
        return _OWN_WORK if id in self._own_work else 1.0

    def _by_words(self, typed: Mapping[str, str]) -> dict[CategoryId, _Found]:
        hits: dict[tuple[str, ...], tuple[float, _Entry]] = {}
        for name, weight in _FIELDS:
            if text := typed.get(name):
                for entry, closeness in self._hits(text):
                    worth = weight * closeness * entry.weight
                    key = (*entry.parts, *entry.categories)
                    if key not in hits or hits[key][0] < worth:
                        hits[key] = (worth, entry)
        found: dict[CategoryId, _Found] = defaultdict(_Found)
        for worth, entry in hits.values():
            for id in entry.categories:
                found[id].score += worth
                found[id].words.append((worth, entry.said))
        return found

    def _hits(self, text: str) -> Iterator[tuple[_Entry, float]]:
        said = [word for word in _said(words(text)[:_MOST_WORDS]) if word not in _FILLERS]
        for place, word in enumerate(said):
            for entry in self._entries.get(word, ()):
                closeness = _closeness(entry.parts, said, place)
                if closeness:
                    yield entry, closeness

    def _blend(self, suggested: dict[CategoryId, Suggested], typed: Mapping[str, str]) -> None:
        for id, share, reports, telling in self.learned.guesses(typed, self._stop_words):
            if id not in self._active:
                continue
            more = share * self.learned.trust * _OF_LEARNED
            known = suggested.get(id)
            by_words = known is not None and known.score >= more
            suggested[id] = Suggested(
                category=id,
                words=known.words if known is not None and by_words else telling,
                reports=0 if by_words else reports,
                score=(known.score if known else 0.0) + more,
            )


def edited_words(
    shipped: Mapping[CategoryId, Sequence[str]], edits: Mapping[str, Mapping[str, object]]
) -> dict[CategoryId, tuple[str, ...]]:
    """Give the words of each category as this desk has changed them: shipped ones less ``removed``, then ``added``."""
    found = {id: tuple(entries) for id, entries in shipped.items()}
    for id, edit in edits.items():
        added, removed = texts_in(edit.get("added")), {spelling(text) for text in texts_in(edit.get("removed"))}
        kept = [text for text in found.get(CategoryId(id), ()) if spelling(text) not in removed]
        found[CategoryId(id)] = tuple(dict.fromkeys((*kept, *added)))
    return found


def spelling(entry: str) -> str:
    """Give what two entries have in common that mean the same: "Antri obat" and "antrean obat"."""
    return " ".join(_parts(entry))


def texts_in(value: object) -> tuple[str, ...]:
    """Give the texts of a list that came out of a store; whatever else stands there is left out."""
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, Iterable) else ()


def _parts(entry: str) -> tuple[str, ...]:
    said = _said(words(entry))
    return tuple(word for word in said if word not in _FILLERS) or said


def _said(written: Iterable[str]) -> tuple[str, ...]:
    return tuple(part for word in written for part in spoken(word).split())


def _name_words(category: Category, stop_words: Set[str]) -> Iterator[str]:
    said = words(category.name)
    if said[:1] == ("lainnya",):
        return
    for word in dict.fromkeys(said):
        if len(word) > 2 and word not in stop_words and word not in _GENERIC and not word.isdigit():
            yield word


def _closeness(parts: tuple[str, ...], said: Sequence[str], place: int) -> float:
    """Tell how close together the parts stand from a place on: 1 next to each other, 0 not there or too far apart."""
    at, apart = place, 0
    for part in parts[1:]:
        for step in range(1, _GAP + 2):
            if at + step < len(said) and said[at + step] == part:
                at, apart = at + step, apart + step - 1
                break
        else:
            return 0.0
    return float(_GAP_LOSS**apart)


def _best(hits: Sequence[tuple[float, str]]) -> tuple[str, ...]:
    """Give the words that spoke loudest; a word that a longer entry says as well is not said twice."""
    told: list[str] = []
    for _, said in sorted(hits, key=lambda hit: (-hit[0], hit[1])):
        parts = set(_parts(said))
        if not any(parts <= set(_parts(other)) or parts >= set(_parts(other)) for other in told):
            told.append(said)
    return tuple(told[:SHOWN])


def words_content(shipped: Sequence[str], typed: str) -> dict[str, object]:
    """Give what was typed for a category, one entry at each comma or line, as it is stored; {} when it is as shipped.

    Raises UserProblem ``text_long``, ``control_characters``.
    """
    if harmful(typed):
        raise UserProblem("control_characters")
    entries = {spelling(line): line for raw in _SEPARATORS.split(typed) if (line := clean_line(raw))}
    entries.pop("", None)
    if len(entries) > MOST_ENTRIES:
        raise UserProblem("text_long", most=MOST_ENTRIES, length=len(entries))
    longest = max(entries.values(), key=len, default="")
    if len(longest) > LONGEST_ENTRY:
        raise UserProblem("text_long", most=LONGEST_ENTRY, length=len(longest))
    held = {spelling(entry) for entry in shipped}
    added = [line for key, line in entries.items() if key not in held]
    removed = sorted(held.difference(entries))
    return {"added": added, "removed": removed} if added or removed else {}
