"""Suggest categories: give the index to ask at the keyboard, and learn from confirmed reports when nobody waits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.access import Act, require
from app.domain.category import CategoryId
from app.domain.complaint import Complaint
from app.domain.learning import ENOUGH_REPORTS, Learned, Lessons, lessons, may_teach
from app.domain.officer import Desk, Officer
from app.domain.reference import Reference
from app.domain.suggest import Suggester, edited_words
from app.ports.queries import LearnedCounts, ReferenceEdits
from app.ports.stores import UnitOfWork, Units
from app.usecases.edit_reference import CATEGORY_WORDS

LOT: Final = 20
"""How many reports are read at a time: a save that comes meanwhile waits for no more."""

_GROWN: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryHelp:
    """An index and what it was made of."""

    suggester: Suggester
    edits: Mapping[str, Mapping[str, object]]
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestCategories:
    """The index is made anew when words were changed at the desk, or when much was learned."""

    units: Units
    kept: ReferenceEdits
    counts: LearnedCounts
    desk: Callable[[], Desk]
    lists: Reference

    def load(self, actor: Officer, known: CategoryHelp | None = None) -> CategoryHelp:
        """Give the index as it should be now; the one that is ``known`` when nothing speaks for another."""
        require(actor, Act.READ)
        edits = self.kept.of(CATEGORY_WORDS)
        learned = Learned(self.counts.totals())
        if known is not None and known.edits == edits and not _has_grown(known.reports, learned.reports):
            return known
        if learned.is_enough:
            learned = Learned(self.counts.counts())
        rules, categories = self.lists.agency_rules, self.lists.categories
        suggester = Suggester(
            categories,
            edited_words(self.lists.category_words, edits),
            stop_words=self.lists.stop_words,
            own_work=rules.work_of(self.desk().agency_id, categories),
            learned=learned,
        )
        return CategoryHelp(suggester=suggester, edits=edits, reports=learned.reports)

    def words(self, actor: Officer) -> Mapping[CategoryId, Sequence[str]]:
        """Give the words of each category as this desk has changed them."""
        require(actor, Act.READ)
        return edited_words(self.lists.category_words, self.kept.of(CATEGORY_WORDS))

    def learn(self, actor: Officer) -> bool:
        """Learn from the next lot of reports; tell whether there are more."""
        require(actor, Act.REGISTER)
        with self.units() as unit:
            read = unit.learned.next(LOT)
            if not read:
                return False
            said = [(c.report.category, lessons(c, self.lists.stop_words)) for c in read if may_teach(c)]
            taught = _taught(unit, self.desk(), [words for _, words in said])
            for category, words in said:
                taught.add(category, words)
            _keep(unit, taught)
            unit.learned.move_on(read[-1].row)
            unit.commit()
        return len(read) == LOT


def forget(unit: UnitOfWork, desk: Desk, complaint: Complaint) -> None:
    """Take away what a report has taught, inside an open unit of work: it is void, or purged.

    ``complaint`` is the report as it stands, before it changes; one that was not learned from is passed over.
    """
    learn_anew(unit, desk, complaint, None, frozenset())


def learn_anew(
    unit: UnitOfWork, desk: Desk, before: Complaint, after: Complaint | None, stop_words: frozenset[str]
) -> None:
    """Put what a corrected report teaches in place of what it taught, inside an open unit of work."""
    if before.row > unit.learned.upto():
        return
    gone = lessons(before, frozenset()) if may_teach(before) else None
    come = lessons(after, stop_words) if after is not None and may_teach(after) else None
    taught = _taught(unit, desk, [said for said in (gone, come) if said is not None])
    if gone is not None:
        taught.take_away(before.report.category, gone)
    if after is not None and come is not None:
        taught.add(after.report.category, come)
    _keep(unit, taught)


def _taught(unit: UnitOfWork, desk: Desk, said: list[frozenset[str]]) -> Lessons:
    prints = Lessons(desk.status_key)
    wanted = {kept for words in said for kept in prints.kept_words(words)}
    return Lessons(desk.status_key, unit.learned.held({"", *wanted}))


def _keep(unit: UnitOfWork, taught: Lessons) -> None:
    held = taught.counts()
    unit.learned.keep({key: held.get(key, 0) for key in taught.changed})


def _has_grown(known: int, now: int) -> bool:
    if max(known, now) < ENOUGH_REPORTS:
        return False
    return abs(now - known) > _GROWN * known
