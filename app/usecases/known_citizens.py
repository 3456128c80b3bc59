"""Known citizens: while somebody is typed in, what they brought before; their data are taken over by a logged act."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from app.domain.access import Act, require
from app.domain.clocks import CalendarMissing, working_days_left
from app.domain.complaint import Status
from app.domain.draft import Draft
from app.domain.errors import UserProblem
from app.domain.form import Form
from app.domain.ids import ComplaintId
from app.domain.known import Match, PersonFact, asked_of, contact_of, matches, people_in, to_take
from app.domain.officer import Desk, Officer
from app.domain.person import masked_name
from app.domain.reference import Reference
from app.ports.queries import KnownPeople
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.register_complaint import zone_of

SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRow:
    """One earlier case; ``name`` is masked, and "" while all cases are one person's."""

    id: ComplaintId
    number: str
    title: str
    name: str
    received_on: date
    status: Status
    is_open: bool
    days_left: int | None
    facts: frozenset[PersonFact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of whoever is typed in: counts, by which facts, the newest cases.

    ``people`` is more than 1 where several people share a telephone.
    """

    count: int = 0
    open_count: int = 0
    people: int = 0
    facts: frozenset[PersonFact] = frozenset()
    rows: tuple[KnownRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """What goes into empty fields, and what stands recorded differently from what was typed, by field name."""

    values: Mapping[str, str]
    different: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCitizens:
    """Look up whoever a draft tells of; only open identities, and of secret reports the officer's own."""

    units: Units
    people: KnownPeople
    desk: Callable[[], Desk]
    form: Form
    lists: Reference
    clock: Clock

    def __call__(self, actor: Officer, draft: Draft) -> Known:
        """Give what is known, without identity."""
        require(actor, Act.REGISTER)
        found = self._found(actor, draft)
        people = people_in(found)
        today = self.clock().astimezone(zone_of(self.desk())).date()
        return Known(
            count=len(found),
            open_count=sum(match.is_open for match in found),
            people=people,
            facts=frozenset[PersonFact]().union(*(match.facts for match in found)),
            rows=tuple(self._row(match, today, named=people > 1) for match in found[:SHOWN]),
        )

    def interrupt(self) -> None:
        """Break off the look-up that runs in another thread; it ends with ``query_interrupted``."""
        self.people.interrupt()

    def take_over(self, actor: Officer, draft: Draft, id: ComplaintId) -> TakenOver:
        """Give the data of whoever brought that case, for the form; the act is logged before anything is given.

        Raises UserProblem ``known_no_more`` when the draft does not tell of that person (any more).
        """
        require(actor, Act.REGISTER)
        found = self._found(actor, draft)
        chosen = next((match for match in found if match.case.id == id), None)
        if chosen is None:
            raise UserProblem("known_no_more")
        self._log(actor, "known_taken_over", id, by=chosen.facts)
        defaults = {rule.name: rule.default for rule in self.form.fields if rule.default}
        asked_for = {name: text for name, text in contact_of(chosen, found).items() if self.form.has(name)}
        values, different = to_take(draft, asked_for, defaults)
        return TakenOver(values=values, different=different)

    def opened(self, actor: Officer, id: ComplaintId) -> None:
        """Note in the log that an earlier case was opened from what is known of a citizen."""
        require(actor, Act.REGISTER)
        self._log(actor, "known_opened", id)

    def _found(self, actor: Officer, draft: Draft) -> tuple[Match, ...]:
        asked = asked_of(draft)
        return matches(asked, self.people.earlier(actor.id, asked)) if asked else ()

    def _row(self, match: Match, today: date, *, named: bool) -> KnownRow:
        case = match.case
        return KnownRow(
            id=case.id,
            number=case.number,
            title=case.title,
            name=masked_name(case.reporter.name) if named else "",
            received_on=self._day(case.received_at),
            status=case.status,
            is_open=match.is_open,
            days_left=self._left(today, case.close_due_on) if match.is_open else None,
            facts=match.facts,
        )

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(zone_of(self.desk())).date()

    def _left(self, today: date, due: date | None) -> int | None:
        try:
            return working_days_left(today, due, self.lists.calendar) if due else None
        except CalendarMissing:
            return None

    def _log(self, actor: Officer, act: str, id: ComplaintId, by: Iterable[PersonFact] = ()) -> None:
        detail = " ".join(sorted(fact.value for fact in by))
        with self.units() as unit:
            unit.audit.add(at=self.clock(), officer_id=actor.id, act=act, subject=id, detail=detail)
            unit.commit()
