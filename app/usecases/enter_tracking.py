"""A Tracking ID of LAPOR!, typed by hand: it becomes part of the case, of later receipts, and an event."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.domain.access import Act, require
from app.domain.complaint import Complaint
from app.domain.errors import UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId
from app.domain.officer import Desk, Officer
from app.domain.outbox import EventKind, tracking_body
from app.domain.tracking import tracking_id_of
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock
from app.usecases.end_try import end_try
from app.usecases.later_event import add_event


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterTracking:
    """Give a complaint the number it has at SP4N-LAPOR!."""

    units: Units
    desk: Callable[[], Desk]
    clock: Clock
    salt: Callable[[], bytes]

    def __call__(self, actor: Officer, id: ComplaintId, typed: str, *, seen_version: int | None = None) -> str:
        """Store the Tracking ID and give it as stored; the same one again changes nothing.

        Raises UserProblem ``tracking_shape``, ``complaint_unknown``, ``changed_meanwhile``.
        """
        require(actor, Act.FOLLOW_UP)
        tracking_id = tracking_id_of(typed)
        desk, now = self.desk(), self.clock()
        with self.units() as unit:
            complaint = unit.complaints.get(id)
            if complaint is None:
                raise UserProblem("complaint_unknown")
            if complaint.tracking_id == tracking_id:
                return tracking_id
            if seen_version is not None and complaint.version != seen_version:
                raise UserProblem("changed_meanwhile")
            enter(unit, actor, desk, complaint, tracking_id, now=now, salt=self.salt())
            unit.commit()
        return tracking_id


def enter(
    unit: UnitOfWork, actor: Officer, desk: Desk, complaint: Complaint, tracking_id: str, *, now: datetime, salt: bytes
) -> None:
    """Give a complaint its Tracking ID inside an open unit of work, without commit; an open try ends by it."""
    unit.complaints.enter_tracking(complaint.id, tracking_id, seen_version=complaint.version)
    end_try(unit, complaint.id, tracking_id, at=now)
    unit.complaints.add_fact(
        CaseFact(
            complaint_id=complaint.id,
            at=now,
            kind=FactKind.TRACKING_ENTERED,
            officer_id=actor.id,
            officer_name=actor.full_name,
            detail=tracking_id,
        )
    )
    body = tracking_body(complaint.id, complaint.number, tracking_id, at=now, salt=salt)
    add_event(unit, desk, EventKind.TRACKING, complaint_id=complaint.id, body=body, at=now)
    unit.audit.add(at=now, officer_id=actor.id, act="tracking_entered", subject=complaint.id, detail=tracking_id)
