"""Change who forwards a record: what this desk forwards it gives away at once, what the pusat has it asks for.

Between the two sides there is never a moment in which both may post: the pusat lets go by a line of its feed, this
desk by its own commit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.domain.access import Act, require
from app.domain.complaint import Complaint, Forwarder, Status
from app.domain.direct import DirectState
from app.domain.errors import UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId
from app.domain.officer import Desk, Officer
from app.domain.outbox import EventKind, hand_over_body
from app.ports.queries import Queries
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock
from app.usecases.later_event import add_event

_OF_HAND_OVERS: Final = (FactKind.HAND_OVER_ASKED, FactKind.HANDED_OVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassForwarding:
    """Hands one record over."""

    units: Units
    queries: Queries
    desk: Callable[[], Desk]
    clock: Clock
    salt: Callable[[], bytes]

    def __call__(self, actor: Officer, id: ComplaintId, to: Forwarder) -> Forwarder:
        """Hand a record over, and give who forwards it now: unchanged while the pusat has not let go.

        Raises UserProblem ``complaint_unknown``, ``complaint_void``, ``forwarded_already``, ``forwarder_same``,
        ``hand_over_pending`` while the pusat has not answered, ``attempt_open``, ``direct_not_set_up``; NotAllowed,
        StorageProblem.
        """
        require(actor, Act.FOLLOW_UP)
        if to is Forwarder.NONE:
            raise UserProblem("forwarder_same")
        with self.units() as unit:
            complaint = unit.complaints.get(id)
            if complaint is None:
                raise UserProblem("complaint_unknown")
            self._check(unit, complaint, to)
            asked = complaint.forwarder is Forwarder.PUSAT
            now = self.clock()
            if not asked:
                unit.complaints.hand_over(id, to)
            unit.complaints.add_fact(
                CaseFact(
                    complaint_id=id,
                    at=now,
                    kind=FactKind.HAND_OVER_ASKED if asked else FactKind.HANDED_OVER,
                    officer_id=actor.id,
                    officer_name=actor.full_name,
                    detail=to.value,
                )
            )
            body = hand_over_body(id, complaint.number, to, at=now, officer_id=actor.id, salt=self.salt())
            add_event(unit, self.desk(), EventKind.HAND_OVER, complaint_id=id, body=body, at=now)
            unit.audit.add(at=now, officer_id=actor.id, act="forwarding_passed", subject=id, detail=to.value)
            unit.commit()
        return complaint.forwarder if asked else to

    def _check(self, unit: UnitOfWork, complaint: Complaint, to: Forwarder) -> None:
        if complaint.status is Status.VOID:
            raise UserProblem("complaint_void")
        if complaint.tracking_id is not None or complaint.forwarder is Forwarder.NONE or _is_there(unit, complaint):
            raise UserProblem("forwarded_already")
        if complaint.forwarder is to:
            raise UserProblem("forwarder_same")
        told = [fact.kind for fact in self.queries.facts(complaint.id) if fact.kind in _OF_HAND_OVERS]
        if told and told[-1] is FactKind.HAND_OVER_ASKED:
            raise UserProblem("hand_over_pending")
        if unit.attempts.unsettled_of(complaint.id) is not None:
            raise UserProblem("attempt_open")
        if to is Forwarder.DESK and unit.direct.access() is None:
            raise UserProblem("direct_not_set_up")


def _is_there(unit: UnitOfWork, complaint: Complaint) -> bool:
    """Tell whether this counter posted a record, even if LAPOR! has told no number yet."""
    direct = unit.direct.get(complaint.id)
    return direct is not None and direct.state is DirectState.THERE
