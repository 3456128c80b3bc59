"""What waits for a person: opened once for each cause, closed once; lists show nothing of secret reports of others."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, bindparam, case, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.complaint import Secrecy
from app.domain.ids import ComplaintId, OfficerId
from app.domain.task import Task, TaskKind, TaskOutcome, TaskRow
from db.tables import complaints
from db.tables_centre import tasks

_OPEN: Final = tasks.c.done_at.is_(None)
_ADD: Final = upsert(tasks).on_conflict_do_nothing()
_GET: Final = select(tasks).where(tasks.c.n == bindparam("wanted"))
_FINISH: Final = (
    update(tasks)
    .where(tasks.c.n == bindparam("wanted"), _OPEN)
    .values(done_at=bindparam("at"), done_by=bindparam("by"), outcome=bindparam("ended"))
)
_FINISH_OF: Final = (
    update(tasks)
    .where(tasks.c.complaint_id == bindparam("complaint"), tasks.c.kind == bindparam("of_kind"), _OPEN)
    .values(done_at=bindparam("at"), done_by=bindparam("by"), outcome=bindparam("ended"))
)
_FINISH_CAUSE: Final = (
    update(tasks)
    .where(tasks.c.cause == bindparam("of_cause"), _OPEN)
    .values(done_at=bindparam("at"), done_by=bindparam("by"), outcome=bindparam("ended"))
)
_SEEN: Final = or_(complaints.c.secrecy == Secrecy.PLAIN, complaints.c.officer_id == bindparam("looker"))
_ROWS: Final = (
    select(
        tasks.c.n,
        tasks.c.kind,
        tasks.c.complaint_id,
        func.coalesce(complaints.c.number, "").label("number"),
        case((_SEEN, complaints.c.title), else_="").label("title"),
        tasks.c.code,
        case((_SEEN, tasks.c.detail), else_="").label("detail"),
        tasks.c.opened_at,
    )
    .outerjoin_from(tasks, complaints, complaints.c.id == tasks.c.complaint_id)
    .where(_OPEN)
    .order_by(tasks.c.opened_at, tasks.c.n)
    .limit(bindparam("limit"))
)
_ROWS_OF: Final = _ROWS.where(tasks.c.complaint_id == bindparam("complaint"))
_COUNT: Final = select(func.count()).select_from(tasks).where(_OPEN)


class Tasks:
    """Fulfils Tasks of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, task: Task) -> bool:
        """Put a task on the list, once for its cause; tell whether it was new."""
        row = {
            "kind": task.kind.value,
            "complaint_id": task.complaint_id,
            "cause": task.cause,
            "code": task.code,
            "detail": task.detail,
            "opened_at": task.opened_at,
        }
        return self._connection.execute(_ADD, row).rowcount == 1

    def get(self, n: int) -> Task | None:
        """Give one task, None when there is none of that number."""
        row = self._connection.execute(_GET, {"wanted": n}).first()
        return None if row is None else _task(row)

    def finish(self, n: int, outcome: TaskOutcome, *, at: datetime, by: OfficerId | None) -> bool:
        """Take a task off the list; False when somebody was quicker."""
        row = {"wanted": n, "ended": outcome.value, "at": at, "by": by}
        return self._connection.execute(_FINISH, row).rowcount == 1

    def finish_of(
        self, complaint_id: ComplaintId, kind: TaskKind, outcome: TaskOutcome, *, at: datetime, by: OfficerId | None
    ) -> int:
        """Take all tasks of a kind of one record off the list, and give how many there were."""
        row = {"complaint": complaint_id, "of_kind": kind.value, "ended": outcome.value, "at": at, "by": by}
        return self._connection.execute(_FINISH_OF, row).rowcount

    def finish_cause(self, cause: str, outcome: TaskOutcome, *, at: datetime, by: OfficerId | None) -> bool:
        """Take the task of a cause off the list; False when it is not on it."""
        row = {"of_cause": cause, "ended": outcome.value, "at": at, "by": by}
        return self._connection.execute(_FINISH_CAUSE, row).rowcount == 1


class TaskQueries:
    """Fulfils TaskList of app.ports; every call is one short read transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self, looker: OfficerId, *, limit: int, of: ComplaintId | None = None) -> Sequence[TaskRow]:
        """Give open tasks, the oldest first, all or of one record."""
        statement, asked = _ROWS, {"looker": looker, "limit": limit}
        if of is not None:
            statement, asked = _ROWS_OF, {**asked, "complaint": of}
        with self._engine.connect() as connection:
            return [
                TaskRow(
                    n=row.n,
                    kind=TaskKind(row.kind),
                    complaint_id=ComplaintId(row.complaint_id),
                    number=row.number,
                    title=row.title,
                    code=row.code,
                    detail=row.detail,
                    opened_at=row.opened_at,
                )
                for row in connection.execute(statement, asked)
            ]

    def count(self) -> int:
        """Give how many wait."""
        with self._engine.connect() as connection:
            return connection.execute(_COUNT).scalar_one()


def _task(row: Row[*tuple[Any, ...]]) -> Task:
    return Task(
        n=row.n,
        kind=TaskKind(row.kind),
        complaint_id=ComplaintId(row.complaint_id),
        cause=row.cause,
        code=row.code,
        detail=row.detail,
        opened_at=row.opened_at,
        done_at=row.done_at,
        done_by=row.done_by,
        outcome=TaskOutcome(row.outcome) if row.outcome else None,
    )
