"""What LAPOR! says of a case and this desk heard: kept here, noted in the history, and told to the centre as an event.

What the centre's feed brings is not heard here: it makes no event, so that nothing comes back to where it came from.
"""

from datetime import datetime
from typing import Final

from app.domain.central_words import NAME_LETTERS, answer_body, said_at, status_body
from app.domain.changes import CentralAnswer, CentralStatus
from app.domain.complaint import Complaint
from app.domain.follow_up import CaseFact, FactKind
from app.domain.officer import Desk, Officer
from app.domain.outbox import EventKind
from app.domain.text import clean_line, harmful
from app.ports.stores import UnitOfWork
from app.usecases.later_event import add_event

LAPOR: Final = "SP4N-LAPOR!"
"""Who said it, where no officer noted it."""


def hear_status(
    unit: UnitOfWork,
    desk: Desk,
    complaint: Complaint,
    *,
    name: str,
    code: str,
    source: str,
    now: datetime,
    salt: bytes,
    by: Officer | None = None,
) -> bool:
    """Keep how LAPOR! says a case stands, inside an open unit of work; tell whether that was news.

    Whoever hears it knows the last word, so this one counts as later, even where another clock is ahead of this one.
    """
    said, last = clean_line(name)[:NAME_LETTERS], unit.feed.status(complaint.id)
    if not said or harmful(name) or (last is not None and last.name == said):
        return False
    told = CentralStatus(
        complaint_id=complaint.id, code=clean_line(code)[:NAME_LETTERS], name=said, at=said_at(now, last), source=source
    )
    unit.feed.keep_status(told)
    unit.complaints.add_fact(
        CaseFact(
            complaint_id=complaint.id,
            at=now,
            kind=FactKind.CENTRE_STATUS,
            officer_id=by.id if by else None,
            officer_name=by.full_name if by else LAPOR,
            detail=said[:200],
        )
    )
    body = status_body(told, complaint.number, officer_id=by.id if by else None, salt=salt)
    add_event(unit, desk, EventKind.CENTRAL_STATUS, complaint_id=complaint.id, body=body, at=now)
    return True


def hear_answer(
    unit: UnitOfWork, desk: Desk, complaint: Complaint, told: CentralAnswer, *, now: datetime, salt: bytes
) -> bool:
    """Keep what was said in a case there, inside an open unit of work; tell whether that was news."""
    if not unit.feed.keep_answer(told):
        return False
    unit.complaints.add_fact(
        CaseFact(
            complaint_id=complaint.id,
            at=told.at,
            kind=FactKind.CENTRE_ANSWERED,
            officer_name=LAPOR,
            detail=told.from_name[:200],
        )
    )
    body = answer_body(told, complaint.number, salt=salt)
    add_event(unit, desk, EventKind.CENTRAL_ANSWER, complaint_id=complaint.id, body=body, at=now)
    return True
