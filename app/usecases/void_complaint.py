"""Batal: an entry that was filed by mistake keeps its number, with the reason; it counts as nobody's complaint."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from app.domain.access import Act, may, require
from app.domain.complaint import Complaint, Status
from app.domain.correction import names_reporter, void_body
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId
from app.domain.officer import Desk, Officer
from app.domain.outbox import EventKind
from app.domain.text import clean_line, harmful
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock
from app.usecases.later_event import add_event
from app.usecases.suggest_categories import forget

REASON_LETTERS: Final = 5
_MOST_LETTERS: Final = 200
_DONE: Final = frozenset({Status.ANSWERED, Status.CLOSED, Status.ARCHIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidComplaint:
    """Take back an entry that should not have been filed."""

    units: Units
    desk: Callable[[], Desk]
    clock: Clock
    salt: Callable[[], bytes]

    def __call__(self, actor: Officer, id: ComplaintId, reason: str, *, seen_version: int) -> None:
        """Void an entry of one's own; a supervisor may void any.

        Raises UserProblem ``reason_missing``, ``reason_names_reporter``, ``complaint_unknown``, ``complaint_void``,
        ``void_answered``, ``changed_meanwhile``; NotAllowed.
        """
        require(actor, Act.FOLLOW_UP)
        desk, now = self.desk(), self.clock()
        with self.units() as unit:
            complaint = unit.complaints.get(id)
            if complaint is None:
                raise UserProblem("complaint_unknown")
            if complaint.officer_id != actor.id and not may(actor, Act.OPEN_SECRET):
                raise NotAllowed("not_allowed", act=Act.FOLLOW_UP.value, role=actor.role.value)
            if complaint.version != seen_version:
                raise UserProblem("changed_meanwhile")
            void(unit, actor, desk, complaint, reason=reason, now=now, salt=self.salt)
            unit.commit()


def void(
    unit: UnitOfWork,
    actor: Officer,
    desk: Desk,
    complaint: Complaint,
    *,
    reason: str,
    now: datetime,
    salt: Callable[[], bytes],
    kind: FactKind = FactKind.VOIDED,
) -> None:
    """Void a complaint inside an open unit of work, without commit: status, fact, event, audit entry.

    Raises UserProblem ``reason_missing``, ``reason_names_reporter``, ``complaint_void``, ``void_answered``.
    """
    said = reason_of(reason)
    if kind is FactKind.VOIDED and names_reporter(said, (complaint.reporter,)):
        raise UserProblem("reason_names_reporter")  # of many at once, an ordinary word is somebody's name
    if complaint.status is Status.VOID:
        raise UserProblem("complaint_void")
    if complaint.status in _DONE:
        raise UserProblem("void_answered")
    forget(unit, desk, complaint)
    unit.complaints.void(complaint.id, seen_version=complaint.version)
    unit.complaints.add_fact(
        CaseFact(
            complaint_id=complaint.id,
            at=now,
            kind=kind,
            officer_id=actor.id,
            officer_name=actor.full_name,
            detail=said,
        )
    )
    after = replace(complaint, status=Status.VOID, version=complaint.version + 1)
    body = void_body(after, at=now, officer_id=actor.id, reason=said, salt=salt())
    add_event(unit, desk, EventKind.VOID, complaint_id=complaint.id, body=body, at=now)
    hashed = hashlib.sha256(said.encode()).hexdigest()
    unit.audit.add(at=now, officer_id=actor.id, act="complaint_voided", subject=complaint.id, detail=hashed)


def reason_of(typed: str) -> str:
    """Give a reason as it is kept: one line that can be read.  Raises UserProblem ``reason_missing``."""
    said = clean_line(typed)[:_MOST_LETTERS]
    if harmful(typed) or len(said) < REASON_LETTERS:
        raise UserProblem("reason_missing")
    return said
