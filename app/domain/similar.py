"""Similar complaints: what of a draft is looked for, how alike two reports are, and for which reasons in words.

Only what is said and where counts, never who says it; the store narrows down, here it is decided.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.domain.complaint import Status
from app.domain.draft import Draft
from app.domain.ids import ComplaintId
from app.domain.known import ENDED
from app.domain.text import clean_line, folded, words

MOST_WORDS: Final = 10
"""So many words are looked for, however long the report is."""
SHOWN: Final = 3
OVER: Final = ENDED | {Status.VOID}
"""Nobody joins a case that is over."""
TAKEN_OVER: Final = ("title", "category", "agency", "place", "place_area")
"""What a further reporter's entry takes from the case it joins, where it is still empty."""

_LEAST_LETTERS: Final = 3
_SURE_TITLE: Final = 82
_ALIKE_TITLE: Final = 70
_SURE_TOLD: Final = 74
_ALIKE_TOLD: Final = 62
_SAME_PLACE: Final = 88
_OTHER_PLACE: Final = 50
_HINT_OF_IT: Final = 42
_LEAST_SHARED: Final = 3
_DISTRICT: Final = len("64.72.01")

Alike = Callable[[str, str], float]
"""Tells how alike two texts are, 0 to 100."""


class Reason(StrEnum):
    """Why a case is shown, in the order in which it is told."""

    TITLE = "title"
    PLACE = "place"
    TEXT = "text"
    CATEGORY = "category"


class Grade(StrEnum):
    """How alike, in the only two steps an officer is told."""

    VERY = "very"
    SOME = "some"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What of a draft may show that somebody told of the same; ``words`` are those that the store looks for."""

    title: str
    text: str
    place: str
    area: str
    category: str
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An open report that shares words or the place; ``id`` is None for one of another counter, whose text is ""."""

    row: int
    id: ComplaintId | None
    number: str
    title: str
    text: str
    place: str
    area: str
    category: str
    agency: str
    status: Status
    received_on: date

    def takes(self) -> Mapping[str, str]:
        """Give what an entry that joins this case takes over, by field name."""
        given = {
            "title": self.title,
            "category": self.category,
            "agency": self.agency,
            "place": self.place,
            "place_area": self.area,
        }
        return MappingProxyType({name: text for name in TAKEN_OVER if (text := given[name])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """A candidate that is alike enough to be shown, and why."""

    candidate: Candidate
    grade: Grade
    reasons: tuple[Reason, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """``alike`` compares two titles or places, ``within`` how far the words of one text stand in the other."""

    alike: Alike
    within: Alike


def sought_of(draft: Draft, stop_words: Set[str]) -> Sought:
    """Give what is looked for: words of title and place first, then the longest of the text."""
    title, place = clean_line(draft.get("title")), clean_line(draft.get("place"))
    text = clean_line(draft.get("text"))
    first = dict.fromkeys((*_telling(title, stop_words), *_telling(place, stop_words)))
    rest = [word for word in dict.fromkeys(_telling(text, stop_words)) if word not in first]
    longest = sorted(rest, key=len, reverse=True)[: max(0, MOST_WORDS - len(first))]
    kept = frozenset(longest)
    return Sought(
        title=title,
        text=text,
        place=place,
        area=draft.get("place_area"),
        category=draft.get("category"),
        words=(*tuple(first)[:MOST_WORDS], *(word for word in rest if word in kept))[:MOST_WORDS],
    )


def similar(
    sought: Sought, candidates: Iterable[Candidate], *, stop_words: Set[str], measures: Measures
) -> tuple[Similar, ...]:
    """Give those that are alike, the most alike first, then the newest."""
    title, told = _said(sought.title, "", stop_words), _said(sought.title, sought.text, stop_words)
    looked_for = _Looked(sought=sought, title=title, told=told, stop_words=stop_words, measures=measures)
    found = [one for candidate in candidates if (one := looked_for.compare(candidate))]
    return tuple(
        sorted(found, key=lambda s: (s.grade is not Grade.VERY, -s.score, -s.candidate.received_on.toordinal()))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """What is typed, made ready to be compared with many."""

    sought: Sought
    title: tuple[str, ...]
    told: tuple[str, ...]
    stop_words: Set[str]
    measures: Measures

    def compare(self, candidate: Candidate) -> Similar | None:
        if self._elsewhere(candidate):
            return None
        title = self._title(candidate)
        told = self._told(candidate)
        place = self._place(candidate)
        category = bool(candidate.category) and candidate.category == self.sought.category
        here = place >= _SAME_PLACE
        sure = title >= _SURE_TITLE or told >= _SURE_TOLD or (here and category and max(title, told) >= _ALIKE_TOLD)
        alike = title >= _ALIKE_TITLE or told >= _ALIKE_TOLD
        meant = here and (not self.told or max(title, told) >= _HINT_OF_IT)
        if not (alike or meant):
            return None
        beyond = here or category or (title >= _ALIKE_TITLE and told >= _ALIKE_TOLD)
        elsewhere = 0 <= place < _OTHER_PLACE
        reasons = (
            (Reason.TITLE, title >= _ALIKE_TITLE),
            (Reason.PLACE, here),
            (Reason.TEXT, told >= _ALIKE_TOLD),
            (Reason.CATEGORY, category),
        )
        return Similar(
            candidate=candidate,
            grade=Grade.VERY if sure and beyond and not elsewhere else Grade.SOME,
            reasons=tuple(reason for reason, holds in reasons if holds),
            score=title + told + (40 if here else 0) + (15 if category else 0),
        )

    def _elsewhere(self, candidate: Candidate) -> bool:
        """Tell whether both say where, and it is another district."""
        one, other = self.sought.area, candidate.area
        return bool(one and other) and one[:_DISTRICT] != other[:_DISTRICT]

    def _title(self, candidate: Candidate) -> float:
        """Give how alike the titles are; without one typed, whether the other's stands in what is told."""
        other = _said(candidate.title, "", self.stop_words)
        if not other:
            return 0.0
        if self.title:
            return self.measures.alike(" ".join(self.title), " ".join(other))
        if len(other) < _LEAST_SHARED:
            return 0.0
        return self.measures.within(" ".join(other), " ".join(self.told))

    def _told(self, candidate: Candidate) -> float:
        """Give how far the one tells what the other tells; a few words in common tell nothing."""
        other = _said(candidate.title, candidate.text, self.stop_words)
        shared = len(set(self.told) & set(other))
        if shared < _LEAST_SHARED:
            return 0.0
        told = self.measures.within(" ".join(self.told), " ".join(other))
        return told if shared > _LEAST_SHARED else min(told, _SURE_TOLD - 1)

    def _place(self, candidate: Candidate) -> float:
        """Give how alike the places are, -1 where one of both is not told."""
        one, other = folded(self.sought.place), folded(candidate.place)
        return self.measures.alike(one, other) if one and other else -1.0


def _telling(text: str, stop_words: Set[str]) -> tuple[str, ...]:
    """Give the words that tell something: no stop words, no short ones, no bare numbers."""
    return tuple(
        word for word in words(text) if len(word) >= _LEAST_LETTERS and word not in stop_words and not word.isdigit()
    )


def _said(title: str, text: str, stop_words: Set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_telling(f"{title} {text}", stop_words)))
