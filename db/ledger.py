"""The ledger of receipts: every sheet is a row; one that the printer refused stays, and does not count."""

from typing import Final

from sqlalchemy import Connection, bindparam, func, insert, select, update

from app.domain.ids import ComplaintId
from app.domain.receipt import Printing
from db.prepared import Prepared
from db.tables import receipts

_PRINTING: Final = tuple(Printing.__dataclass_fields__)
_NEXT_COPY: Final = select(func.coalesce(func.max(receipts.c.copy) + 1, 0)).where(
    receipts.c.complaint_id == bindparam("complaint"), receipts.c.failed == 0
)
_ADD: Final = Prepared(insert(receipts).values(failed=0), *_PRINTING)
_FAIL: Final = (
    update(receipts)
    .where(
        receipts.c.complaint_id == bindparam("complaint"),
        receipts.c.copy == bindparam("of_copy"),
        receipts.c.failed == 0,
    )
    .values(failed=1)
)


class Ledger:
    """Fulfils Ledger of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def copies_of(self, complaint_id: ComplaintId) -> int:
        """Give which copy the next sheet is: 0 for the original."""
        return copies_of(self._connection, complaint_id)

    def add(self, printing: Printing) -> None:
        """Enter a sheet."""
        _ADD.run(self._connection, {name: getattr(printing, name) for name in _PRINTING})

    def mark_failed(self, complaint_id: ComplaintId, copy: int) -> None:
        """Note that the sheet never came out; its copy number is free again."""
        self._connection.execute(_FAIL, {"complaint": complaint_id, "of_copy": copy})


def copies_of(connection: Connection, complaint_id: ComplaintId) -> int:
    """Give how many sheets count as printed, which is the number of the next copy."""
    return connection.execute(_NEXT_COPY, {"complaint": complaint_id}).scalar_one()
