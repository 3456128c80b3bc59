"""What today asks of the desk: keys of each group from an index of its own, then the rows of both lists at once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from heapq import merge
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, func, select, union

from app.domain.ids import ComplaintId, OfficerId
from app.domain.listing import ListRow
from app.domain.next_step import CLOCKS, Step, StepKind
from app.domain.outbox import Delivery, EventKind
from app.domain.task import TaskKind
from app.domain.today import TodayFound, TodayGroup, Trouble
from db.interruptible import Interruptible
from db.outbox import NEEDS_PERSON, PUSAT
from db.search import ROWS as OWN_ROWS
from db.search import list_row as own_row
from db.shared_rows import ROWS as SHARED_ROWS
from db.shared_rows import shared_rows
from db.tables import complaints, deliveries, delivery_counts, outbox
from db.tables_centre import shared_cases, tasks
from db.tables_next_steps import next_steps

_FIRST_DAY: Final = date.min
_LAST_DAY: Final = date.max
_TROUBLES: Final = tuple(kind for kind in TaskKind if kind is not TaskKind.SECOND_RECEIPT)
"""The tasks that say that something did not go as it should."""


class _Key(NamedTuple):
    """A case by its place in a group."""

    place: str
    id: ComplaintId
    trouble: Trouble | None = None


_OF_KIND: Final = next_steps.c.kind == bindparam("of_kind")
_BETWEEN: Final = next_steps.c.day.between(bindparam("since"), bindparam("until"))
_BY_DAY: Final = (
    select(next_steps.c.complaint_id, next_steps.c.day)
    .where(_OF_KIND, _BETWEEN)
    .order_by(next_steps.c.day, next_steps.c.complaint_id)
    .limit(bindparam("limit"))
)
_BY_KIND: Final = (
    select(next_steps.c.complaint_id, next_steps.c.day)
    .where(_OF_KIND)
    .order_by(next_steps.c.day, next_steps.c.complaint_id)
    .limit(bindparam("limit"))
)
_COUNT_BY_DAY: Final = select(func.count()).select_from(next_steps).where(_OF_KIND, _BETWEEN)
_COUNT_BY_KIND: Final = select(func.count()).select_from(next_steps).where(_OF_KIND)
_STEPS: Final = select(next_steps).where(next_steps.c.complaint_id.in_(bindparam("wanted", expanding=True)))

_OPEN_TROUBLE: Final = and_(tasks.c.done_at.is_(None), tasks.c.kind.in_([kind.value for kind in _TROUBLES]))
_HERE: Final = tasks.c.complaint_id.in_(select(complaints.c.id)) | tasks.c.complaint_id.in_(
    select(shared_cases.c.complaint_id)
)
_TASKS: Final = (
    select(tasks.c.complaint_id, tasks.c.kind, tasks.c.code, tasks.c.detail, tasks.c.opened_at)
    .where(_OPEN_TROUBLE, _HERE)
    .order_by(tasks.c.opened_at, tasks.c.n)
    .limit(bindparam("limit"))
)
_STANDS: Final = and_(deliveries.c.target == PUSAT, deliveries.c.state == bindparam("state"))
_REFUSED: Final = (
    select(outbox.c.complaint_id, deliveries.c.state, deliveries.c.code, outbox.c.created_at)
    .join_from(deliveries, outbox, outbox.c.seq == deliveries.c.seq)
    .where(_STANDS)
    .order_by(deliveries.c.seq)
    .limit(bindparam("limit"))
)
_COUNT_REFUSED: Final = select(func.count()).select_from(
    union(
        select(tasks.c.complaint_id).where(_OPEN_TROUBLE, _HERE),
        select(outbox.c.complaint_id)
        .join_from(deliveries, outbox, outbox.c.seq == deliveries.c.seq)
        .where(deliveries.c.target == PUSAT, deliveries.c.state.in_([state.value for state in NEEDS_PERSON])),
    ).subquery()
)
_UNSENT: Final = (
    select(outbox.c.complaint_id)
    .join_from(deliveries, outbox, outbox.c.seq == deliveries.c.seq)
    .where(_STANDS, deliveries.c.kind == EventKind.COMPLAINT)
    .order_by(deliveries.c.seq)
    .limit(bindparam("limit"))
)
_COUNT_UNSENT: Final = select(func.coalesce(func.sum(delivery_counts.c.n), 0)).where(
    delivery_counts.c.target == PUSAT,
    delivery_counts.c.state == Delivery.PENDING,
    delivery_counts.c.kind == EventKind.COMPLAINT,
)
_OWN: Final = OWN_ROWS.where(complaints.c.id.in_(bindparam("wanted", expanding=True)))
_SHARED: Final = SHARED_ROWS.where(shared_cases.c.complaint_id.in_(bindparam("wanted", expanding=True)))


class TodayQueries(Interruptible):
    """Fulfils app.ports.queries.TodayQueries; every call is one short read transaction."""

    def look(
        self, looker: OfficerId, today: date, limits: Mapping[TodayGroup, int]
    ) -> Mapping[TodayGroup, tuple[int, Sequence[TodayFound]]]:
        """Give of each group how many cases it has and the first of them, the most pressing first."""
        with self._reading() as connection:
            found = {group: _group(connection, group, today, limit) for group, limit in limits.items()}
            ids = {key.id for _, keys in found.values() for key in keys}
            rows, steps = _rows(connection, looker, ids), _steps(connection, ids)
        return {
            group: (
                count,
                [
                    TodayFound(case=rows[key.id], step=steps.get(key.id), trouble=_seen(rows[key.id], key.trouble))
                    for key in keys
                    if key.id in rows
                ],
            )
            for group, (count, keys) in found.items()
        }

    def pressing(self, today: date) -> tuple[int, int]:
        """Give how many cases are late, and how many are due today."""
        with self._engine.connect() as connection:
            return _count_due(connection, TodayGroup.LATE, today), _count_due(connection, TodayGroup.DUE, today)


def _group(connection: Connection, group: TodayGroup, today: date, limit: int) -> tuple[int, Sequence[_Key]]:
    match group:
        case TodayGroup.DUE | TodayGroup.LATE:
            since, until = _days(group, today)
            asked = [{"of_kind": kind.value, "since": since, "until": until, "limit": limit} for kind in CLOCKS]
            keys = merge(*(_keys(connection, _BY_DAY, one) for one in asked))
            return _count_due(connection, group, today), list(islice(keys, limit))
        case TodayGroup.WAITING:
            return _of_kind(connection, StepKind.BRING, limit)
        case TodayGroup.UNTOLD:
            return _of_kind(connection, StepKind.TELL, limit)
        case TodayGroup.REFUSED:
            return connection.execute(_COUNT_REFUSED).scalar_one(), _refused(connection, limit)
        case TodayGroup.UNSENT:
            found = connection.execute(_UNSENT, {"state": Delivery.PENDING.value, "limit": limit}).scalars()
            return connection.execute(_COUNT_UNSENT).scalar_one(), [_Key("", ComplaintId(id)) for id in found]


def _days(group: TodayGroup, today: date) -> tuple[date, date]:
    """Give the first and the last day that belong to a group."""
    if group is TodayGroup.DUE:
        return today, today
    return _FIRST_DAY, date.fromordinal(today.toordinal() - 1)


def _count_due(connection: Connection, group: TodayGroup, today: date) -> int:
    since, until = _days(group, today)
    return sum(
        connection.execute(_COUNT_BY_DAY, {"of_kind": kind.value, "since": since, "until": until}).scalar_one()
        for kind in CLOCKS
    )


def _of_kind(connection: Connection, kind: StepKind, limit: int) -> tuple[int, Sequence[_Key]]:
    count = connection.execute(_COUNT_BY_KIND, {"of_kind": kind.value}).scalar_one()
    return count, _keys(connection, _BY_KIND, {"of_kind": kind.value, "limit": limit})


def _keys(connection: Connection, statement: Select[*tuple[Any, ...]], asked: Mapping[str, object]) -> list[_Key]:
    return [_Key((day or _LAST_DAY).isoformat(), ComplaintId(id)) for id, day in connection.execute(statement, asked)]


def _refused(connection: Connection, limit: int) -> Sequence[_Key]:
    """Give what needs a person, the longest waiting first, each case once with what came first."""
    found: list[tuple[datetime, ComplaintId, Trouble]] = [
        (
            row.opened_at,
            ComplaintId(row.complaint_id),
            Trouble(task=TaskKind(row.kind), code=row.code, detail=row.detail),
        )
        for row in connection.execute(_TASKS, {"limit": limit})
    ]
    for state in NEEDS_PERSON:
        found += [
            (row.created_at, ComplaintId(row.complaint_id), Trouble(delivery=Delivery(row.state), code=row.code or ""))
            for row in connection.execute(_REFUSED, {"state": state.value, "limit": limit})
        ]
    once: dict[ComplaintId, _Key] = {}
    for _, id, trouble in sorted(found, key=lambda one: one[:2]):
        once.setdefault(id, _Key("", id, trouble))
    return list(islice(once.values(), limit))


def _rows(connection: Connection, looker: OfficerId, ids: Collection[ComplaintId]) -> Mapping[ComplaintId, ListRow]:
    """Give the rows of the list by id; one that is of this desk after all is its own."""
    asked = {"looker": looker, "wanted": list(ids), "limit": len(ids)}
    rows = {row.id: row for row in shared_rows(connection, _SHARED, asked)}
    return rows | {row.id: row for row in map(own_row, connection.execute(_OWN, asked))}


def _steps(connection: Connection, ids: Collection[ComplaintId]) -> Mapping[ComplaintId, Step]:
    found = connection.execute(_STEPS, {"wanted": list(ids)})
    return {ComplaintId(row.complaint_id): Step(kind=StepKind(row.kind), day=row.day) for row in found}


def _seen(case: ListRow, trouble: Trouble | None) -> Trouble | None:
    """Give a trouble without what was said in it, where the case itself is hidden."""
    if trouble is None or case.title:
        return trouble
    return Trouble(task=trouble.task, delivery=trouble.delivery, code=trouble.code)
