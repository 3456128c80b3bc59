"""*Bertanya status*: number and status code, or two facts of identity, open the status to whoever asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.access import Act, require
from app.domain.asking import (
    FACTS,
    FACTS_NEEDED,
    NOTE_LETTERS,
    Proof,
    StatusAsked,
    StatusNote,
    facts_given,
    only_by_code,
    proof_of,
    wait_s,
)
from app.domain.clocks import CalendarMissing, working_days_left
from app.domain.complaint import Complaint, Status
from app.domain.errors import UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId
from app.domain.known import ENDED
from app.domain.number import ComplaintNumber
from app.domain.officer import Desk, Officer
from app.domain.reference import Reference
from app.domain.text import harmful
from app.ports.queries import Queries
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.register_complaint import zone_of

_OVER = ENDED | {Status.VOID}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTold:
    """What may be said aloud: nothing of who reported, and nothing of what a report says.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class AskStatus:
    """Tell a status to whoever can show that the case is theirs; every try is logged, wrong ones are slowed."""

    units: Units
    queries: Queries
    desk: Callable[[], Desk]
    lists: Reference
    clock: Clock

    def __call__(self, actor: Officer, asked: StatusAsked) -> StatusTold:
        """Give what may be said.

        Raises UserProblem ``number_shape``, ``number_check``, ``complaint_unknown``; ``status_only_by_code``,
        ``status_needs_proof`` when too little was given to try; ``status_wait`` too soon after wrong tries;
        ``status_not_proven``, which does not say what was wrong.
        """
        require(actor, Act.FOLLOW_UP)
        complaint = self._complaint(asked.number)
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
        with self.units() as unit:
            unit.complaints.add_fact(_fact(actor, id, FactKind.STATUS_TOLD, now, note.written()))
            unit.audit.add(at=now, officer_id=actor.id, act="status_told", subject=id, detail=note.by.value)
            unit.commit()

    def _complaint(self, typed: str) -> Complaint:
        id = self.queries.id_of_number(str(ComplaintNumber.parse(typed)))
        complaint = self.queries.complaint(id) if id else None
        if complaint is None:
            raise UserProblem("complaint_unknown")
        return complaint

    def _told(self, complaint: Complaint, proof: Proof, today: date) -> StatusTold:
        agency = self.lists.agencies.by_id(complaint.report.agency)
        due_on = _next_due(complaint)
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


def _next_due(complaint: Complaint) -> date | None:
    if complaint.status in _OVER:
        return None
    if complaint.status is Status.INCOMPLETE:
        return complaint.complete_by
    if complaint.status is Status.ANSWERED:
        return complaint.close_due_on
    return complaint.answer_due_on or complaint.close_due_on


def _fact(actor: Officer, id: ComplaintId, kind: FactKind, at: datetime, detail: str = "") -> CaseFact:
    return CaseFact(complaint_id=id, at=at, kind=kind, officer_id=actor.id, officer_name=actor.full_name, detail=detail)
