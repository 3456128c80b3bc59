"""Which documents and answers a report of its kind usually needs, and which are missing: a proposal, never a gate."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.category import Categories, CategoryId, sensitive_words
from app.domain.text import clean_line, folded

MOST_PROPOSED: Final = 9
SEPARATOR: Final = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRule:
    """One document and when it is asked for; ``label`` by language.

    All of ``values`` (field of the form -> answer) and ``classes`` must hold.  Where ``categories`` or ``words`` are
    given, the report must lie in one of the categories (or below it) or say one of the words.  With a ``part`` it is
    no document but an answer, asked for as long as the report does not tell that part.
    """

    id: str
    label: Mapping[str, str]
    categories: frozenset[CategoryId] = frozenset()
    words: tuple[str, ...] = ()
    values: Mapping[str, str]
    classes: frozenset[str] = frozenset()
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What is still to be brought: documents of the list by id, in its order, and what was said in own words."""

    ids: tuple[str, ...] = ()
    other: str = ""


def documents_for(
    typed: Mapping[str, str],
    rules: Sequence[DocumentRule],
    categories: Categories,
    *,
    untold: Collection[str] = (),
    most: int = MOST_PROPOSED,
) -> tuple[DocumentRule, ...]:
    """Give what a report with these values typed usually needs, in the order of the list; at most ``most``.

    ``untold`` are the parts that the report does not tell yet.
    """
    told = f"{typed.get('title', '')} {typed.get('text', '')}"
    said = frozenset(sensitive_words(told, [word for rule in rules for word in rule.words])) if told.strip() else ()
    above = frozenset(lineage(typed.get("category", ""), categories))
    found = (rule for rule in rules if (rule.part in untold if rule.part else _asks(rule, typed, above, said)))
    return tuple(found)[:most]


def lineage(category_id: str, categories: Categories) -> Iterable[CategoryId]:
    """Give a category and what stands above it, nearest first; nothing for an unknown one."""
    category = categories.by_id(category_id)
    while category is not None:
        yield category.id
        category = categories.by_id(category.parent) if category.parent else None


def missing_text(missing: Missing, rules: Sequence[DocumentRule], language: str) -> str:
    """Give what is missing as one line for the form, the receipt and the centre."""
    labels = {rule.id: rule.label[language] for rule in rules}
    other = clean_line(missing.other).strip("; ")
    return SEPARATOR.join([*(labels[id] for id in missing.ids if id in labels), *([other] if other else [])])


def read_missing(text: str, rules: Sequence[DocumentRule]) -> Missing:
    """Read such a line again, whoever typed it and in whichever language: known documents by id, the rest as said."""
    known = {folded(label): rule.id for rule in rules for label in rule.label.values()}
    parts = [part for part in map(str.strip, clean_line(text).split(SEPARATOR.strip())) if part]
    ids = {known[folded(part)] for part in parts if folded(part) in known}
    return Missing(
        ids=tuple(rule.id for rule in rules if rule.id in ids),
        other=SEPARATOR.join(part for part in parts if folded(part) not in known),
    )


def _asks(rule: DocumentRule, typed: Mapping[str, str], above: frozenset[CategoryId], said: Iterable[str]) -> bool:
    if any(typed.get(name, "") != answer for name, answer in rule.values.items()):
        return False
    if rule.classes and typed.get("classification", "") not in rule.classes:
        return False
    if not rule.categories and not rule.words:
        return True
    return not above.isdisjoint(rule.categories) or any(word.replace("*", "") in said for word in rule.words)
