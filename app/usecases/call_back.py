"""The call-back list: asked for with a reason, worked off oldest first; telephone numbers are opened one by one."""

from dataclasses import dataclass
from typing import Final

from app.domain.access import Act, require, text_visible
from app.domain.call_back import (
    NOTE_LETTERS,
    REASON_LETTERS,
    CallBack,
    Callee,
    Outcome,
    Waiting,
    outcome_written,
)
from app.domain.complaint import Complaint, Identity, Status
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId
from app.domain.officer import Officer
from app.domain.text import clean_line, harmful
from app.ports.queries import CallBackList
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock

SHOWN: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackLater:
    """Put complaints on the list, show it, and note how each call went."""

    units: Units
    list: CallBackList
    clock: Clock

    def add(self, actor: Officer, id: ComplaintId, reason: str) -> None:
        """Put a complaint on the list, with a fact in its history.

        Raises UserProblem ``call_back_reason``, ``call_back_waiting`` when it is there already, ``text_harmful``,
        ``complaint_unknown``.
        """
        require(actor, Act.FOLLOW_UP)
        told = _line(reason)
        if len(told) < REASON_LETTERS:
            raise UserProblem("call_back_reason")
        now = self.clock()
        with self.units() as unit:
            complaint = unit.complaints.get(id)
            if complaint is None or complaint.status is Status.VOID:
                raise UserProblem("complaint_unknown")
            if unit.call_backs.waiting_of(id) is not None:
                raise UserProblem("call_back_waiting")
            unit.call_backs.add(complaint_id=id, asked_at=now, officer_id=actor.id, reason=told)
            self._tell(unit, actor, id, FactKind.CALL_BACK, told)
            unit.audit.add(at=now, officer_id=actor.id, act="call_back_asked", subject=id)
            unit.commit()

    def waiting(self, actor: Officer) -> tuple[Waiting, ...]:
        """Give who waits, the longest first, masked for whoever looks."""
        require(actor, Act.READ)
        return tuple(self.list.waiting(actor.id, limit=SHOWN))

    def open_phone(self, actor: Officer, n: int) -> Callee:
        """Give whom to call, logged before anything is given; what the list was told is the reason in the history.

        Raises UserProblem ``call_back_done``, NotAllowed.
        """
        require(actor, Act.SEE_IDENTITY)
        with self.units() as unit:
            row, complaint = self._open(unit, n)
            self._check_seen(actor, complaint)
            now = self.clock()
            self._tell(unit, actor, complaint.id, FactKind.IDENTITY_SEEN, row.reason)
            unit.audit.add(at=now, officer_id=actor.id, act="call_back_phone_seen", subject=complaint.id)
            unit.commit()
        reporter = complaint.reporter
        return Callee(
            n=n,
            name=(reporter.name or "") if reporter.identity is Identity.OPEN else "",
            phone=reporter.phone or "",
            contact_time=reporter.contact_time or "",
        )

    def done(self, actor: Officer, n: int, outcome: Outcome, note: str = "") -> None:
        """Note how a call went: one not reached stays on the list.

        Raises UserProblem ``call_back_done`` when somebody was quicker, ``text_harmful``.
        """
        require(actor, Act.FOLLOW_UP)
        told = outcome_written(outcome, _line(note))
        with self.units() as unit:
            _, complaint = self._open(unit, n)
            self._check_seen(actor, complaint)
            now = self.clock()
            if outcome is not Outcome.NOT_REACHED:
                unit.call_backs.finish(n, at=now, by=actor.id, outcome=outcome.value)
            self._tell(unit, actor, complaint.id, FactKind.CALLED_BACK, told)
            unit.audit.add(at=now, officer_id=actor.id, act="called_back", subject=complaint.id, detail=outcome.value)
            unit.commit()

    def _open(self, unit: UnitOfWork, n: int) -> tuple[CallBack, Complaint]:
        row = unit.call_backs.get(n)
        complaint = unit.complaints.get(row.complaint_id) if row else None
        if row is None or complaint is None or row.done_at is not None:
            raise UserProblem("call_back_done")
        return row, complaint

    def _check_seen(self, actor: Officer, complaint: Complaint) -> None:
        if not text_visible(actor, complaint.secrecy, complaint.officer_id, opened=True):
            raise NotAllowed("not_allowed", act=Act.OPEN_SECRET.value, role=actor.role.value)

    def _tell(self, unit: UnitOfWork, actor: Officer, id: ComplaintId, kind: FactKind, detail: str) -> None:
        unit.complaints.add_fact(
            CaseFact(
                complaint_id=id,
                at=self.clock(),
                kind=kind,
                officer_id=actor.id,
                officer_name=actor.full_name,
                detail=detail,
            )
        )


def _line(typed: str) -> str:
    if harmful(typed):
        raise UserProblem("text_harmful", most=NOTE_LETTERS)
    return clean_line(typed)[:NOTE_LETTERS]
