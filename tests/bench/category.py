"""Keys to the right category over written-down sentences: with suggestions, by type-ahead alone, by a list to scroll.

The typist knows the category's name and types its most telling beginning; the sentences and the word list have one
author, so the figure says what the list can do, not what any report will need.
"""

import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any, Final

from app.adapters.reference import load_reference
from app.domain.category import Categories, Category, CategoryId
from app.domain.learning import Learned
from app.domain.reference import Reference
from app.domain.suggest import Suggester
from app.domain.text import words
from app.paths import resources
from tests.bench.figures import Figure, Scale, percentile

CASES: Final = Path(__file__).parents[1] / "data" / "category-cases.toml"
_SHOWN: Final = 8
_TREE: Final = (38, 929)
_REPEATS: Final = 5


def figures(scale: Scale) -> Iterator[Figure]:
    """Give keys to the right category and how long the suggestions take at the full tree of the centre."""
    lists = load_reference(resources() / "reference")
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    suggester = Suggester(lists.categories, lists.category_words, stop_words=lists.stop_words)
    helped = [_helped(suggester, lists, case) for case in cases]
    typed = [_by_typing(lists.categories, case["category"]) for case in cases]
    scrolled = [_by_scrolling(lists.categories, case["category"]) for case in cases]
    yield Figure(
        name="category.keys", value=median(helped), unit="keys", floor=median(typed), goal=2, goal_of_value=True
    )
    yield Figure(name="category.keys_mean", value=mean(helped), unit="keys", floor=mean(typed), goal=0.5)
    yield Figure(name="category.scrolling", value=mean(helped), unit="keys", floor=mean(scrolled), goal=0.2)
    yield _at_the_keyboard(lists, cases, repeats=_REPEATS if scale.saves > len(cases) else 1)


def _helped(suggester: Suggester, lists: Reference, case: dict[str, str]) -> int:
    """Count one digit where it is offered, else what typing costs."""
    offered = [one.category for one in suggester.suggest(case)]
    return 1 if case["category"] in offered else _by_typing(lists.categories, case["category"])


def _by_typing(categories: Categories, wanted: str) -> int:
    """Count the letters of the most telling beginning, the arrows down to the row, and Enter."""
    category = categories.by_id(wanted)
    assert category is not None
    names = dict.fromkeys(part for name in (category.name, *category.words) for part in (name, *words(name)))
    return min(cost for name in names for cost in _costs(categories, category, name.casefold()))


def _costs(categories: Categories, wanted: Category, name: str) -> Iterator[int]:
    for letters in range(1, len(name) + 1):
        found = categories.find(name[:letters], _SHOWN)
        if wanted in found:
            yield letters + found.index(wanted) + 1


def _by_scrolling(categories: Categories, wanted: str) -> int:
    """Count opening a flat list, pages and rows down to the category, and Enter."""
    rows = [category.id for category in categories.all() if category.active]
    pages, rest = divmod(rows.index(CategoryId(wanted)), _SHOWN)
    return 2 + pages + min(rest, _SHOWN - rest + 1)


def _at_the_keyboard(lists: Reference, cases: Sequence[dict[str, str]], *, repeats: int) -> Figure:
    """Measure processor time of suggesting at 929 categories with much learned, beside type-ahead over that tree."""
    tree = Categories(_full_tree())
    taught = Learned(_counts(lists, tree))
    suggester = Suggester(tree, lists.category_words, stop_words=lists.stop_words, learned=taught)
    long = [{**case, "text": f"{case['text']} {' '.join(other['text'] for other in cases[:7])}"} for case in cases]
    suggester.suggest(long[0])
    asked = [_timed(lambda case=case: suggester.suggest(case)) for _ in range(repeats) for case in long]
    found = [_timed(lambda case=case: tree.find(case["title"][:4])) for _ in range(repeats) for case in long]
    return Figure(
        name="category.suggest_ms",
        value=percentile(asked, 0.99),
        unit="ms",
        floor=percentile(found, 0.99),
        goal=3,
        goal_of_value=True,
    )


def _timed(work: Any) -> float:
    start = time.thread_time_ns()
    work()
    return (time.thread_time_ns() - start) / 1e6


def _full_tree() -> Iterator[Category]:
    tops, subs = _TREE
    for n in range(tops):
        yield _category(f"t{n}", f"Bidang {n}", None)
    for n in range(subs):
        yield _category(f"s{n}", f"Urusan\u00a0{n} terkait Bidang {n % tops}", f"t{n % tops}")


def _category(id: str, name: str, parent: str | None) -> Category:
    return Category(
        id=CategoryId(id),
        name=name,
        parent=CategoryId(parent) if parent else None,
        active=True,
        sensitive=False,
        source="bench",
        lapor_id=None,
    )


def _counts(lists: Reference, tree: Categories) -> dict[tuple[str, CategoryId], int]:
    """Give counts as a busy year leaves them: common words in many categories."""
    subs = [category.id for category in tree.all() if category.parent]
    known = [word for entries in lists.category_words.values() for entry in entries for word in words(entry)]
    counts = {("", category): 20 for category in subs}
    for n, word in enumerate(dict.fromkeys(known)):
        for category in subs[n % 7 :: 23]:
            counts[word, category] = 2 + n % 5
    return counts
