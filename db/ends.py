"""Where the lines of a desk's database end: newest complaint, last event, last audit row; all read in one look."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from db.prepared import Prepared
from db.tables import audit, complaints, outbox

FIRST_HASH: Final = "0" * 64
"""What stands in the place of a hash before the first audit row."""

_LOOK: Final = Prepared(
    select(
        select(complaints.c.recorded_at).order_by(complaints.c.row.desc()).limit(1).scalar_subquery(),
        select(outbox.c.seq).order_by(outbox.c.seq.desc()).limit(1).scalar_subquery(),
        select(audit.c.n).order_by(audit.c.n.desc()).limit(1).scalar_subquery(),
        select(audit.c.hash).order_by(audit.c.n.desc()).limit(1).scalar_subquery(),
    )
)


class Ends:
    """Of one unit of work: read when first asked for, behind its lock, and moved on by the stores as they add."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._looked = False
        self._recorded_at: datetime | None = None
        self._seq, self._audit = 0, (0, FIRST_HASH)

    @property
    def recorded_at(self) -> datetime | None:
        """When the last complaint was recorded, by the order of recording."""
        self._look()
        return self._recorded_at

    @recorded_at.setter
    def recorded_at(self, moment: datetime) -> None:
        self._look()
        self._recorded_at = moment

    @property
    def seq(self) -> int:
        """The number of the last event, 0 before the first."""
        self._look()
        return self._seq

    @seq.setter
    def seq(self, seq: int) -> None:
        self._look()
        self._seq = seq

    @property
    def audit(self) -> tuple[int, str]:
        """Number and hash of the last audit row."""
        self._look()
        return self._audit

    @audit.setter
    def audit(self, end: tuple[int, str]) -> None:
        self._look()
        self._audit = end

    def _look(self) -> None:
        if not self._looked:
            recorded_at, seq, n, hash_ = _LOOK.row(self._connection) or (None, None, None, None)
            self._recorded_at = datetime.fromisoformat(recorded_at) if recorded_at else None
            self._seq = seq or 0
            self._audit = (n, hash_) if n else (0, FIRST_HASH)
            self._looked = True
