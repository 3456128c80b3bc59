"""Keeps what each case waits for next: worked out by the domain whenever something of the case was written."""

from datetime import timedelta, timezone
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, bindparam, case, delete, literal, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.call_back import Outcome
from app.domain.complaint import Complaint, Identity, Secrecy, Status
from app.domain.follow_up import FactKind
from app.domain.ids import ComplaintId
from app.domain.next_step import CaseState, Step, next_step
from db.prepared import Prepared
from db.tables import case_facts, complaints, reporters
from db.tables_centre import central_answers, central_statuses, shared_cases
from db.tables_next_steps import next_steps

TELLS: Final = frozenset({FactKind.STATUS_TOLD, FactKind.CALLED_BACK})
"""The facts by which a reporter may have heard how the case ended."""

_NEW: Final = upsert(next_steps)
_KEEP: Final = Prepared(
    _NEW.on_conflict_do_update(
        index_elements=[next_steps.c.complaint_id], set_={name: _NEW.excluded[name] for name in ("kind", "day")}
    ),
    "complaint_id",
    "kind",
    "day",
)
_DROP: Final = delete(next_steps).where(next_steps.c.complaint_id == bindparam("wanted"))
_DROP_SHARED: Final = delete(next_steps).where(
    next_steps.c.complaint_id.in_(select(shared_cases.c.complaint_id)),
    next_steps.c.complaint_id.not_in(select(complaints.c.id)),
)
_ANSWERED: Final = (
    select(central_answers.c.id)
    .where(central_answers.c.complaint_id == bindparam("wanted"))
    .limit(1)
    .scalar_subquery()
    .is_not(None)
    .label("answered")
)
_TOLD: Final = (
    select(case_facts.c.n)
    .where(
        case_facts.c.complaint_id == bindparam("wanted"),
        case_facts.c.at >= central_statuses.c.at,
        or_(
            case_facts.c.kind == FactKind.STATUS_TOLD,
            and_(case_facts.c.kind == FactKind.CALLED_BACK, case_facts.c.detail.startswith(Outcome.REACHED.value)),
        ),
    )
    .limit(1)
    .correlate(central_statuses)
    .scalar_subquery()
    .is_not(None)
    .label("told")
)
_REACHABLE: Final = or_(reporters.c.identity != Identity.NAMELESS, reporters.c.returns_to_desk == 1)
_OWN: Final = (
    select(
        complaints.c.status,
        complaints.c.answer_due_on,
        complaints.c.close_due_on,
        complaints.c.complete_by,
        complaints.c.utc_offset_minutes,
        case((_REACHABLE, 1), else_=0).label("reachable"),
        central_statuses.c.name,
        central_statuses.c.at,
        _ANSWERED,
        _TOLD,
    )
    .join_from(complaints, reporters, reporters.c.complaint_row == complaints.c.row)
    .outerjoin(central_statuses, central_statuses.c.complaint_id == complaints.c.id)
    .where(complaints.c.id == bindparam("wanted"))
)
# Colleagues are not told of answers in a secret case: of it only the end is held to its day.
_SHARED: Final = (
    select(
        shared_cases.c.status,
        shared_cases.c.answer_due_on,
        shared_cases.c.close_due_on,
        shared_cases.c.complete_by,
        literal(0).label("utc_offset_minutes"),
        literal(0).label("reachable"),
        central_statuses.c.name,
        central_statuses.c.at,
        case((shared_cases.c.secrecy == Secrecy.PLAIN, _ANSWERED), else_=1).label("answered"),
        literal(0).label("told"),
    )
    .outerjoin_from(shared_cases, central_statuses, central_statuses.c.complaint_id == shared_cases.c.complaint_id)
    .where(shared_cases.c.complaint_id == bindparam("wanted"))
)


def begin(connection: Connection, complaint: Complaint) -> None:
    """Keep the first step of a new record, of which the centre knows nothing yet."""
    state = CaseState(
        status=complaint.status,
        answer_due_on=complaint.answer_due_on,
        close_due_on=complaint.close_due_on,
        complete_by=complaint.complete_by,
    )
    step = next_step(state)
    if step is not None:
        _keep(connection, complaint.id, step)


def settle(connection: Connection, id: ComplaintId) -> None:
    """Work out anew what a case waits for, after something of it was written; unknown ones wait for nothing."""
    row = connection.execute(_OWN, {"wanted": id}).first() or connection.execute(_SHARED, {"wanted": id}).first()
    step = next_step(_state(row)) if row is not None else None
    if step is None:
        connection.execute(_DROP, {"wanted": id})
    else:
        _keep(connection, id, step)


def forget_shared(connection: Connection) -> None:
    """Forget the steps of all cases that are of other counters only."""
    connection.execute(_DROP_SHARED)


def _keep(connection: Connection, id: ComplaintId, step: Step) -> None:
    _KEEP.run(connection, {"complaint_id": id, "kind": step.kind.value, "day": step.day})


def _state(row: Row[*tuple[Any, ...]]) -> CaseState:
    zone = timezone(timedelta(minutes=row.utc_offset_minutes))
    return CaseState(
        status=Status(row.status),
        answer_due_on=row.answer_due_on,
        close_due_on=row.close_due_on,
        complete_by=row.complete_by,
        central_status=row.name,
        central_on=row.at.astimezone(zone).date() if row.at else None,
        answered=bool(row.answered),
        told=bool(row.told),
        reachable=bool(row.reachable),
    )
