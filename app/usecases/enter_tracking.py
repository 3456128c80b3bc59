"""A Tracking ID of LAPOR!, typed by hand: it becomes part of the case, of later receipts, and an event."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.access import Act, require
from app.domain.errors import UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId, EventId, new_id
from app.domain.officer import Desk, Officer
from app.domain.outbox import SCHEMA, Event, EventKind, digest, tracking_body
from app.domain.tracking import tracking_id_of
from app.ports import Clock, Units


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
            version = complaint.version if seen_version is None else seen_version
            unit.complaints.enter_tracking(id, tracking_id, seen_version=version)
            unit.complaints.add_fact(
                CaseFact(
                    complaint_id=id,
                    at=now,
                    kind=FactKind.TRACKING_ENTERED,
                    officer_id=actor.id,
                    officer_name=actor.full_name,
                    detail=tracking_id,
                )
            )
            body = tracking_body(id, complaint.number, tracking_id, at=now, salt=self.salt())
            event = Event(
                id=EventId(new_id(now)),
                device_id=desk.device_id,
                incarnation=desk.incarnation,
                seq=unit.outbox.next_seq(),
                kind=EventKind.TRACKING,
                complaint_id=id,
                follows=unit.outbox.last_event_of(id),
                created_at=now,
                schema=SCHEMA,
                body=body,
                sha256=digest(body),
            )
            unit.outbox.add(event)
            unit.audit.add(at=now, officer_id=actor.id, act="tracking_entered", subject=id, detail=tracking_id)
            unit.commit()
        return tracking_id
