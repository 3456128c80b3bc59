"""What the centre changed in records of this desk, a row for each field; decided once, never taken away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.changes import CentralEdit
from app.domain.conflict import Conflict, EditField, Settled
from app.domain.ids import ComplaintId, OfficerId
from db.tables import complaints
from db.tables_centre import central_edits

_ADD: Final = upsert(central_edits).on_conflict_do_nothing()
_OPEN: Final = central_edits.c.settled == Settled.OPEN.value
_OF_EDIT: Final = (
    select(central_edits).where(central_edits.c.edit_id == bindparam("edit")).order_by(central_edits.c.field)
)
_TAKEN_OVER: Final = (
    select(central_edits)
    .where(
        central_edits.c.complaint_id == bindparam("complaint"),
        central_edits.c.settled == Settled.TAKEN_OVER.value,
    )
    .order_by(central_edits.c.settled_at)
)
_SETTLE: Final = (
    update(central_edits)
    .where(central_edits.c.edit_id == bindparam("edit"), central_edits.c.field == bindparam("of_field"), _OPEN)
    .values(settled=bindparam("how"), settled_at=bindparam("when"), settled_by=bindparam("by"))
)
_WAITING: Final = (
    select(central_edits, complaints.c.number)
    .join_from(central_edits, complaints, complaints.c.id == central_edits.c.complaint_id)
    .where(_OPEN)
    .order_by(central_edits.c.at, central_edits.c.edit_id, central_edits.c.field)
)
_WAITING_OF: Final = _WAITING.where(central_edits.c.complaint_id == bindparam("complaint"))


class CentralEdits:
    """Fulfils CentralEdits of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, edit_id: str) -> bool:
        """Tell whether an edit was taken in before."""
        return self._connection.execute(_OF_EDIT, {"edit": edit_id}).first() is not None

    def add(self, edit: CentralEdit, fields: Sequence[EditField], *, at: datetime) -> None:
        """Keep an edit with what becomes of each field; ``at`` is the moment here."""
        for field in fields:
            decided = field.settled is not Settled.OPEN
            self._connection.execute(
                _ADD,
                {
                    "edit_id": edit.id,
                    "field": field.field,
                    "complaint_id": edit.complaint_id,
                    "at": edit.at,
                    "before": field.before,
                    "after": field.after,
                    "ours": field.ours,
                    "settled": field.settled.value,
                    "settled_at": at if decided else None,
                },
            )

    def of(self, edit_id: str) -> Sequence[tuple[ComplaintId, EditField]]:
        """Give the fields of an edit, each with its record."""
        rows = self._connection.execute(_OF_EDIT, {"edit": edit_id})
        return [(ComplaintId(row.complaint_id), _field(row)) for row in rows]

    def settle(self, edit_id: str, field: str, how: Settled, *, at: datetime, by: OfficerId) -> bool:
        """Note what a person decided of a field; False when somebody was quicker."""
        row = {"edit": edit_id, "of_field": field, "how": how.value, "when": at, "by": by}
        return self._connection.execute(_SETTLE, row).rowcount == 1


class ConflictQueries:
    """Fulfils Conflicts of app.ports; every call is one short read transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self, of: ComplaintId | None = None) -> Sequence[Conflict]:
        """Give what waits for a person, the oldest first, all or of one record."""
        statement, asked = _WAITING, {}
        if of is not None:
            statement, asked = _WAITING_OF, {"complaint": of}
        with self._engine.connect() as connection:
            rows = connection.execute(statement, asked).all()
        grouped: dict[str, list[Row[*tuple[Any, ...]]]] = {}
        for row in rows:
            grouped.setdefault(row.edit_id, []).append(row)
        return [
            Conflict(
                edit_id=id,
                complaint_id=ComplaintId(fields[0].complaint_id),
                number=fields[0].number,
                at=fields[0].at,
                fields=tuple(map(_field, fields)),
            )
            for id, fields in grouped.items()
        ]

    def taken_over(self, id: ComplaintId) -> Sequence[tuple[datetime, EditField]]:
        """Give the fields of a record that the centre changed unopposed, each with the moment here, oldest first."""
        with self._engine.connect() as connection:
            return [(row.settled_at, _field(row)) for row in connection.execute(_TAKEN_OVER, {"complaint": id})]


def _field(row: Row[*tuple[Any, ...]]) -> EditField:
    return EditField(field=row.field, before=row.before, after=row.after, ours=row.ours, settled=Settled(row.settled))
