"""Finding named things while their name is being typed: every typed word begins some word of the thing.

Things are numbered by their place in the list they came in; ranking beyond the text itself is the caller's.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from app.domain.text import folded, words

_Id = TypeVar("_Id", bound=str)


class Hit(NamedTuple):
    """How one thing answers to what was typed; the fields are in the order of their weight, better is greater."""

    all_own: bool
    """Every typed word begins a word of the thing's own names, none needed its surroundings."""
    exact: bool
    """What was typed is one of its names."""
    in_order: bool
    """One of its names begins with the typed words in their order."""
    first_own: bool
    """The first typed word begins a word of its own."""
    whole: int
    """How many typed words are whole words of its own."""
    position: int


class TypeAhead:
    """An index over things of which each has names of its own and words of its surroundings (parents, kind)."""

    def __init__(self, things: Iterable[tuple[Sequence[str], Iterable[str]]]) -> None:
        """Take (names, folded words of the surroundings) for each thing."""
        self._names: Final[list[tuple[tuple[str, ...], ...]]] = []
        own: dict[str, set[int]] = {}
        around: dict[str, set[int]] = {}
        for position, (names, surroundings) in enumerate(things):
            forms = tuple(words(name) for name in dict.fromkeys(names))
            self._names.append(forms)
            for word in {word for form in forms for word in form}:
                own.setdefault(word, set()).add(position)
            for word in surroundings:
                around.setdefault(word, set()).add(position)
        self._own: Final = _Prefixes(own)
        self._around: Final = _Prefixes(around)

    def hits(self, typed: str) -> list[Hit]:
        """Give what answers to the typed words, in no order; nothing for an empty text."""
        sought = words(typed)
        if not sought:
            return []
        own = [self._own.starting(word) for word in sought]
        found = set.intersection(*(mine | self._around.starting(word) for mine, word in zip(own, sought, strict=True)))
        found = found.intersection(set[int]().union(*own))
        return [self._hit(position, sought, own) for position in found]

    def _hit(self, position: int, sought: tuple[str, ...], own: list[set[int]]) -> Hit:
        names = self._names[position]
        return Hit(
            all_own=all(position in mine for mine in own),
            exact=sought in names,
            in_order=any(_begins(name, sought) for name in names),
            first_own=position in own[0],
            whole=sum(any(word in name for name in names) for word in sought),
            position=position,
        )


class _Prefixes:
    """Sorted words with the places of the things that have them."""

    def __init__(self, places: Mapping[str, set[int]]) -> None:
        self._words: Final = sorted(places)
        self._places: Final = [places[word] for word in self._words]

    def starting(self, prefix: str) -> set[int]:
        start = bisect_left(self._words, prefix)
        end = bisect_left(self._words, prefix + "\U0010ffff", lo=start)
        return set().union(*self._places[start:end])


def _begins(name: tuple[str, ...], sought: tuple[str, ...]) -> bool:
    return len(name) >= len(sought) and all(word.startswith(s) for word, s in zip(name, sought, strict=False))


def keyed(entries: Iterable[tuple[str, _Id]]) -> dict[str, _Id]:
    """Give folded spelling -> id for (spelling, id) pairs; what two ids claim means neither and is left out."""
    known: dict[str, _Id] = {}
    doubtful: set[str] = set()
    for spelling, owner in entries:
        key = folded(spelling)
        if known.setdefault(key, owner) != owner:
            doubtful.add(key)
    return {key: owner for key, owner in known.items() if key and key not in doubtful}
