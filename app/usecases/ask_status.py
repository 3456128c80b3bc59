"""*Bertanya status*: number and status code, or two facts of identity, open the status to whoever asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.access import Act, require
from app.domain.agency import AgencyId
from app.domain.asking import (
    FACTS,
    FACTS_NEEDED,
    NOTE_LETTERS,
    Proof,
    StatusAsked,
    StatusNote,
    facts_given,
    only_by_code,
    opens,
    proof_of,
    wait_s,
)
from app.domain.changes import SharedCase
from app.domain.clocks import CalendarMissing, working_days_left
from app.domain.complaint import Complaint, Secrecy, Status
from app.domain.errors import UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId
from app.domain.known import ENDED
from app.domain.number import ComplaintNumber
from app.domain.officer import Desk, Officer
from app.domain.reference import Reference
from app.domain.text import harmful
from app.ports.queries import FeedQueries, Queries
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.register_complaint import zone_of

_OVER = ENDED | {Status.VOID}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTold:
    """What may be said aloud: nothing of who reported, and nothing of what a report says.

    ``counter`` names the counter of a colleague who recorded it, "" for this one.
    ``due_on`` is the next day by which something must happen, None where another agency counts it or nothing is due.
    """

    id: ComplaintId
    number: str
    proof: Proof
    status: Status
    central_status: str | None
    tracking_id: str | None
    received_at: datetime
    agency: str
    own_agency: bool
    due_on: date | None
    days_left: int | None
    complete_by: date | None
    counter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskStatus:
    """Tell a status to whoever can show that the case is theirs; every try is logged, wrong ones are slowed."""

    units: Units
    queries: Queries
    feed: FeedQueries
    desk: Callable[[], Desk]
    lists: Reference
    clock: Clock

    def __call__(self, actor: Officer, asked: StatusAsked) -> StatusTold:
        """Give what may be said.

        Raises UserProblem ``number_shape``, ``number_check``, ``complaint_unknown``; ``status_only_by_code``,
        ``status_needs_proof`` when too little was given to try; ``status_wait`` too soon after wrong tries;
        ``status_not_proven``, which does not say what was wrong.  A case of a colleague's counter opens by its code
        alone, for no identity is here: ``status_at_colleague`` without one, ``status_code_elsewhere`` when its counter
        told no proof of it.
        """
        require(actor, Act.FOLLOW_UP)
        number = str(ComplaintNumber.parse(asked.number))
        id = self.queries.id_of_number(number)
        complaint = self.queries.complaint(id) if id else None
        if complaint is None:
            return self._of_colleague(actor, number, asked.code)
        if not asked.code and only_by_code(complaint):
            raise UserProblem("status_only_by_code")
        if not asked.code and facts_given(asked.facts) < FACTS_NEEDED:
            raise UserProblem("status_needs_proof", needed=FACTS_NEEDED)
        now = self.clock()
        seconds = wait_s(self.queries.facts(complaint.id), now)
        if seconds:
            raise UserProblem("status_wait", seconds=seconds)
        today = now.astimezone(zone_of(self.desk())).date()
        facts = {name: text for name, text in asked.facts.items() if name in FACTS}
        proof = proof_of(complaint, code=asked.code, facts=facts, today=today)
        with self.units() as unit:
            act = "status_shown" if proof else "status_refused"
            tried = proof.value if proof else " ".join((*(["code"] if asked.code else []), *sorted(facts)))
            unit.audit.add(at=now, officer_id=actor.id, act=act, subject=complaint.id, detail=tried)
            if proof is None:
                unit.complaints.add_fact(_fact(actor, complaint.id, FactKind.STATUS_REFUSED, now))
            unit.commit()
        if proof is None:
            raise UserProblem("status_not_proven")
        return self._told(complaint, proof, today)

    def note(self, actor: Officer, id: ComplaintId, note: StatusNote) -> None:
        """Keep that the status was told, in one line of the case's history.  Raises UserProblem ``text_harmful``."""
        require(actor, Act.FOLLOW_UP)
        if harmful(note.note):
            raise UserProblem("text_harmful", most=NOTE_LETTERS)
        now = self.clock()
        fact = _fact(actor, id, FactKind.STATUS_TOLD, now, note.written())
        with self.units() as unit:
            if unit.complaints.has(id):
                unit.complaints.add_fact(fact)
            else:
                unit.feed.add_fact(fact)
            unit.audit.add(at=now, officer_id=actor.id, act="status_told", subject=id, detail=note.by.value)
            unit.commit()

    def _of_colleague(self, actor: Officer, number: str, code: str) -> StatusTold:
        """Give what may be said of a case of another counter; of a secret one no number at LAPOR! and no days."""
        id = self.feed.id_of_number(number)
        case = self.feed.case(id) if id else None
        if case is None:
            raise UserProblem("complaint_unknown")
        if not code:
            raise UserProblem("status_at_colleague", counter=case.counter)
        if case.status_code_hash is None:
            raise UserProblem("status_code_elsewhere", counter=case.counter)
        now = self.clock()
        if seconds := wait_s(self.feed.facts(case.complaint_id), now):
            raise UserProblem("status_wait", seconds=seconds)
        proven = opens(code, case.complaint_id, case.status_code_hash)
        with self.units() as unit:
            act = "status_shown" if proven else "status_refused"
            unit.audit.add(at=now, officer_id=actor.id, act=act, subject=case.complaint_id, detail=Proof.CODE.value)
            if not proven:
                unit.feed.add_fact(_fact(actor, case.complaint_id, FactKind.STATUS_REFUSED, now))
            unit.commit()
        if not proven:
            raise UserProblem("status_not_proven")
        return self._told_of_colleague(case, now.astimezone(zone_of(self.desk())).date())

    def _told_of_colleague(self, case: SharedCase, today: date) -> StatusTold:
        agency, word = self.lists.agencies.by_id(AgencyId(case.agency)), self.feed.status(case.complaint_id)
        plain, status = case.secrecy == Secrecy.PLAIN, Status(case.status)
        due_on = _next_due(status, case.complete_by, case.answer_due_on, case.close_due_on) if plain else None
        return StatusTold(
            id=case.complaint_id,
            number=case.number,
            proof=Proof.CODE,
            status=status,
            central_status=word.name if word else None,
            tracking_id=case.tracking_id if plain else None,
            received_at=case.received_at,
            agency=agency.name if agency else "",
            own_agency=case.agency == self.desk().agency_id,
            due_on=due_on,
            days_left=self._left(today, due_on),
            complete_by=case.complete_by if status is Status.INCOMPLETE and plain else None,
            counter=case.counter,
        )

    def _told(self, complaint: Complaint, proof: Proof, today: date) -> StatusTold:
        agency = self.lists.agencies.by_id(complaint.report.agency)
        due_on = _next_due(complaint.status, complaint.complete_by, complaint.answer_due_on, complaint.close_due_on)
        return StatusTold(
            id=complaint.id,
            number=complaint.number,
            proof=proof,
            status=complaint.status,
            central_status=complaint.central_status,
            tracking_id=complaint.tracking_id,
            received_at=complaint.intake.received_at,
            agency=agency.name if agency else "",
            own_agency=complaint.report.agency == self.desk().agency_id,
            due_on=due_on,
            days_left=self._left(today, due_on),
            complete_by=complaint.complete_by if complaint.status is Status.INCOMPLETE else None,
        )

    def _left(self, today: date, due: date | None) -> int | None:
        try:
            return working_days_left(today, due, self.lists.calendar) if due else None
        except CalendarMissing:
            return None


def _next_due(
    status: Status, complete_by: date | None, answer_due_on: date | None, close_due_on: date | None
) -> date | None:
    if status in _OVER:
        return None
    if status is Status.INCOMPLETE:
        return complete_by
    if status is Status.ANSWERED:
        return close_due_on
    return answer_due_on or close_due_on


def _fact(actor: Officer, id: ComplaintId, kind: FactKind, at: datetime, detail: str = "") -> CaseFact:
    return CaseFact(complaint_id=id, at=at, kind=kind, officer_id=actor.id, officer_name=actor.full_name, detail=detail)
