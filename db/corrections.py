"""What was corrected after saving: a row for each field, before and after; rows of one correction share a moment."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, RowMapping, bindparam, insert, select

from app.domain.correction import CorrectedField
from app.domain.ids import ComplaintId, OfficerId
from db.tables import corrections

_FIELDS: Final = tuple(CorrectedField.__dataclass_fields__)
_ADD: Final = insert(corrections)
_OF: Final = select(corrections).where(corrections.c.complaint_id == bindparam("complaint")).order_by(corrections.c.n)


class Corrections:
    """Fulfils Corrections of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, fields: Sequence[CorrectedField]) -> None:
        """Add the fields of one correction."""
        rows = [{name: getattr(field, name) for name in _FIELDS} for field in fields]
        self._connection.execute(_ADD, [{**row, "identity": int(row["identity"])} for row in rows])


def corrections_of(connection: Connection, id: ComplaintId) -> Sequence[CorrectedField]:
    """Read what was corrected of one case, oldest first."""
    return [_field(row) for row in connection.execute(_OF, {"complaint": id}).mappings()]


def _field(row: RowMapping) -> CorrectedField:
    return CorrectedField(
        complaint_id=ComplaintId(row["complaint_id"]),
        at=row["at"],
        officer_id=OfficerId(row["officer_id"]),
        reason=row["reason"],
        field=row["field"],
        before=row["before"],
        after=row["after"],
        identity=bool(row["identity"]),
    )
