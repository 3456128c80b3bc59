"""What the management report asks of the tables: sums over a period, read from one covering index each.

What a secret report may not tell is HIDDEN before it leaves the database; no identity leaves it at all.  Asked with
``first`` and ``last`` (days), ``begin`` and ``end`` (instants), ``zone`` (a modifier of SQLite) and ``counter``.
"""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Label,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    literal_column,
    null,
    select,
)
from sqlalchemy.types import Text

from app.domain.complaint import Forwarder, Identity, Secrecy, Status
from app.domain.outbox import Delivery, EventKind
from app.domain.report import HIDDEN, AtLapor, Cut
from db.columns import Day
from db.outbox import PUSAT
from db.tables import answers, centre, complaints, deliveries, number_marks, outbox, receipts, reporters
from db.tables_centre import central_answers, central_statuses, feed, shared_cases, tasks

_Rows = Select[*tuple[Any, ...]]
_REGENCY: Final = len("64.72")
_MONTH: Final = len("2026-11")
_NO_NEEDS: Final = "none"

_IN_PERIOD: Final = complaints.c.received_on.between(bindparam("first"), bindparam("last"))
_COUNTED: Final = and_(_IN_PERIOD, complaints.c.status != Status.VOID)
_IN_SPAN: Final = and_(
    shared_cases.c.received_at >= bindparam("begin"),
    shared_cases.c.received_at < bindparam("end"),
    ~exists(select(complaints.c.row).where(complaints.c.id == shared_cases.c.complaint_id)),
)
_SHARED_COUNTED: Final = and_(_IN_SPAN, shared_cases.c.status != Status.VOID)


def _day(moment: ColumnElement[Any]) -> ColumnElement[Any]:
    """Give the counter's day of an instant."""
    return func.date(moment, bindparam("zone"), type_=Day)


def _grouped(found: _Rows) -> _Rows:
    """Give how many of the rows are alike; each value is found once, and only then grouped by."""
    rows = found.limit(-1).subquery()  # a limit keeps SQLite from finding the values anew where it groups
    return select(*rows.c, func.count().label("alike")).group_by(*rows.c)


# ---- how many are alike ----

_OWN_ON: Final = complaints.c.received_on
_SHARED_ON: Final = _day(shared_cases.c.received_at)


def _told(source: FromClause, value: ColumnElement[Any]) -> ColumnElement[Any]:
    """Give a value, HIDDEN of a secret report."""
    return case((source.c.secrecy == Secrecy.PLAIN, func.coalesce(value, "")), else_=HIDDEN)


def _face(source: FromClause, received_on: ColumnElement[Any], **cuts: ColumnElement[Any]) -> _Rows:
    """Give months and codes of each report, by the names of the cuts."""
    month = func.substr(received_on, 1, _MONTH, type_=Text)
    return select(month.label("month"), *(code.label(name) for name, code in cuts.items())).select_from(source)


def _at_lapor(source: FromClause) -> ColumnElement[Any]:
    return case(
        (source.c.tracking_id.is_not(None), AtLapor.HAS_ID.value),
        (source.c.forwarder == Forwarder.NONE, AtLapor.FROM_THERE.value),
        (source.c.status == Status.WITHDRAWN, AtLapor.NOT_NEEDED.value),
        else_=AtLapor.WAITING.value,
    )


def _faces(
    source: FromClause,
    received_on: ColumnElement[Any],
    counter: ColumnElement[Any],
    central_status: ColumnElement[Any],
) -> tuple[tuple[tuple[Cut, ...], _Rows], ...]:
    """Give the statements that together hold each report once in every cut."""
    seen = {
        Cut.COUNTER: counter,
        Cut.STATUS: source.c.status,
        Cut.CLASSIFICATION: _told(source, source.c.classification),
        Cut.CHANNEL: _told(source, source.c.channel),
        Cut.CATEGORY: _told(source, source.c.category),
        Cut.AT_LAPOR: _told(source, _at_lapor(source)),
        Cut.AREA: _told(source, func.substr(source.c.place_area, 1, _REGENCY)),
        Cut.AGENCY: _told(source, source.c.agency),
        Cut.CENTRAL_STATUS: _told(source, central_status),
    }
    together = (
        (Cut.COUNTER, Cut.STATUS, Cut.CLASSIFICATION, Cut.CHANNEL),
        (Cut.CATEGORY, Cut.AT_LAPOR),
        (Cut.AREA, Cut.AGENCY, Cut.CENTRAL_STATUS),
    )
    return tuple((cuts, _face(source, received_on, **{cut.value: seen[cut] for cut in cuts})) for cuts in together)


OWN_FACES: Final = tuple(
    (cuts, _grouped(face.where(_COUNTED)))
    for cuts, face in _faces(complaints, _OWN_ON, bindparam("counter", type_=Text), complaints.c.central_status)
)
_WITH_STATUS: Final = shared_cases.outerjoin(
    central_statuses, central_statuses.c.complaint_id == shared_cases.c.complaint_id
)
SHARED_FACES: Final = tuple(
    (
        cuts,
        _grouped((face.select_from(_WITH_STATUS) if Cut.CENTRAL_STATUS in cuts else face).where(_SHARED_COUNTED)),
    )
    for cuts, face in _faces(shared_cases, _SHARED_ON, shared_cases.c.counter, central_statuses.c.name)
)
WAITING_SINCE: Final = (
    select(_OWN_ON.label("day"))
    .where(_COUNTED, complaints.c.secrecy == Secrecy.PLAIN, _at_lapor(complaints) == AtLapor.WAITING)
    .order_by(_OWN_ON)
    .limit(1)
)
SHARED_WAITING_SINCE: Final = (
    select(_SHARED_ON.label("day"))
    .where(_SHARED_COUNTED, shared_cases.c.secrecy == Secrecy.PLAIN, _at_lapor(shared_cases) == AtLapor.WAITING)
    .order_by(shared_cases.c.received_at)
    .limit(1)
)

# ---- when they were answered and ended ----


def _first_there(source: FromClause, id: ColumnElement[Any]) -> ColumnElement[Any]:
    """Give when the agency first said something in the case at LAPOR!."""
    first = select(func.min(central_answers.c.at)).where(central_answers.c.complaint_id == id)
    return first.correlate(source).scalar_subquery()


def _named(**values: ColumnElement[Any]) -> list[Label[Any]]:
    return [value.label(name) for name, value in values.items()]


_OF_OWN: Final = answers.c.complaint_id == complaints.c.id
OWN_TIMES: Final = _grouped(
    select(
        *_named(
            received_on=_OWN_ON,
            status=complaints.c.status,
            central_status=func.coalesce(complaints.c.central_status, ""),
            central_on=_day(central_statuses.c.at),
            answered_on=_day(select(func.min(answers.c.at)).where(_OF_OWN).correlate(complaints).scalar_subquery()),
            there_on=_day(_first_there(complaints, complaints.c.id)),
            exact=literal_column("1"),
            closed_on=_day(select(func.max(answers.c.at)).where(_OF_OWN).correlate(complaints).scalar_subquery()),
            answer_due_on=complaints.c.answer_due_on,
            close_due_on=complaints.c.close_due_on,
        )
    )
    .outerjoin_from(complaints, central_statuses, central_statuses.c.complaint_id == complaints.c.id)
    .where(_IN_PERIOD)
)
_LAST_CHANGE: Final = _day(func.coalesce(shared_cases.c.changed_at, shared_cases.c.recorded_at))
_ANSWERED: Final = shared_cases.c.status.in_([literal_column("'answered'"), literal_column("'closed'")])
SHARED_TIMES: Final = _grouped(
    select(
        *_named(
            received_on=_SHARED_ON,
            status=shared_cases.c.status,
            central_status=func.coalesce(central_statuses.c.name, ""),
            central_on=_day(central_statuses.c.at),
            answered_on=case((_ANSWERED, _LAST_CHANGE), else_=null()),
            there_on=_day(_first_there(shared_cases, shared_cases.c.complaint_id)),
            exact=shared_cases.c.changed_at.is_(None),
            closed_on=case((shared_cases.c.status == Status.CLOSED, _LAST_CHANGE), else_=null()),
            answer_due_on=shared_cases.c.answer_due_on,
            close_due_on=shared_cases.c.close_due_on,
        )
    )
    .select_from(_WITH_STATUS)
    .where(_IN_SPAN)
)

# ---- what only the own counter knows ----

_NOT_PROVEN: Final = [state.value for state in Delivery if state is not Delivery.CONFIRMED]
UNPROVEN: Final = (
    select(deliveries.c.state, func.count().label("alike"))
    .join_from(deliveries, outbox, outbox.c.seq == deliveries.c.seq)
    .join(complaints, complaints.c.id == outbox.c.complaint_id)
    .where(
        deliveries.c.target == PUSAT,
        deliveries.c.state.in_(_NOT_PROVEN),
        deliveries.c.kind == EventKind.COMPLAINT,
        _COUNTED,
    )
    .group_by(deliveries.c.state)
)
RETURNED: Final = (
    select(tasks.c.code, func.count().label("alike"))
    .join_from(tasks, complaints, complaints.c.id == tasks.c.complaint_id)
    .where(tasks.c.kind == literal_column("'returned'"), _COUNTED)
    .group_by(tasks.c.code)
    .order_by(tasks.c.code)
)
_SHOWN: Final = and_(complaints.c.secrecy == Secrecy.PLAIN, reporters.c.identity == Identity.OPEN)
_ORIGINAL: Final = exists(
    select(receipts.c.n).where(
        receipts.c.complaint_id == complaints.c.id, receipts.c.copy == 0, receipts.c.failed == literal_column("0")
    )
)


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


EVIDENCE: Final = (
    select(
        *_named(
            receipts=_how_many(_ORIGINAL),
            joined=_how_many(complaints.c.joins.is_not(None)),
            women=_how_many(and_(_SHOWN, reporters.c.sex == "P")),
            men=_how_many(and_(_SHOWN, reporters.c.sex == "L")),
            special_needs=_how_many(
                and_(_SHOWN, reporters.c.disability.is_not(None), reporters.c.disability != _NO_NEEDS)
            ),
        )
    )
    .join_from(complaints, reporters, reporters.c.complaint_row == complaints.c.row)
    .where(_COUNTED)
)
UNUSED_NUMBERS: Final = (
    select(func.count())
    .select_from(number_marks)
    .where(number_marks.c.at >= bindparam("begin"), number_marks.c.at < bindparam("end"))
)
FEED: Final = select(feed.c.scope, feed.c.read_at)
CONNECTED: Final = select(literal(1)).select_from(centre)
