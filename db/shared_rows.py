"""Rows of colleagues' counters for the lists: no reporter, of secret ones numbers, times and status only."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Column, Connection, Label, Row, Select, bindparam, case, literal_column, select

from app.domain.complaint import Identity, Secrecy, Status
from app.domain.ids import ComplaintId, OfficerId
from app.domain.listing import ListRow
from db.guards import shared_search
from db.tables_centre import central_statuses, shared_cases

NOBODY: Final = OfficerId("")
_PLAIN: Final = shared_cases.c.secrecy == Secrecy.PLAIN


def _seen(column: Column[str]) -> Label[str]:
    return case((_PLAIN, column), else_="").label(column.name)


ROWS: Final = (
    select(
        shared_cases.c.row,
        shared_cases.c.complaint_id,
        shared_cases.c.number,
        shared_cases.c.received_at,
        shared_cases.c.recorded_at,
        _seen(shared_cases.c.title),
        _seen(shared_cases.c.channel),
        _seen(shared_cases.c.category),
        _seen(shared_cases.c.agency),
        shared_cases.c.status,
        shared_cases.c.secrecy,
        case((_PLAIN, shared_cases.c.answer_due_on), else_=None).label("answer_due_on"),
        case((_PLAIN, shared_cases.c.tracking_id), else_=None).label("tracking_id"),
        shared_cases.c.counter,
        central_statuses.c.name.label("central_status"),
    )
    .outerjoin_from(shared_cases, central_statuses, central_statuses.c.complaint_id == shared_cases.c.complaint_id)
    .order_by(shared_cases.c.row.desc())
    .limit(bindparam("limit"))
)
NEWEST: Final = ROWS.where(shared_cases.c.row < bindparam("after"))
_HITS: Final = (
    select(shared_search.c.rowid)
    .where(literal_column("shared_search").op("MATCH")(bindparam("match")), shared_search.c.rowid < bindparam("after"))
    .order_by(shared_search.c.rowid.desc())
    .limit(bindparam("limit"))
)
BY_WORDS: Final = ROWS.where(shared_cases.c.row.in_(_HITS))


def shared_rows(
    connection: Connection, statement: Select[*tuple[Any, ...]], values: Mapping[str, object]
) -> Sequence[ListRow]:
    """Read rows, newest first."""
    return [list_row(row) for row in connection.execute(statement, values)]


def list_row(row: Row[*tuple[Any, ...]]) -> ListRow:
    return ListRow(
        row=row.row,
        id=ComplaintId(row.complaint_id),
        number=row.number,
        received_at=row.received_at,
        recorded_at=row.recorded_at,
        title=row.title,
        name="",
        channel=row.channel,
        category=row.category,
        agency=row.agency,
        status=Status(row.status),
        secrecy=Secrecy(row.secrecy),
        identity=Identity.ANONYMOUS,
        answer_due_on=row.answer_due_on,
        delivery=None,
        tracking_id=row.tracking_id,
        recorded_by=NOBODY,
        counter=row.counter,
        central_status=row.central_status,
    )
