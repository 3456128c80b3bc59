"""Tries at a target without keys: begun before the first byte, doubted, settled once, never taken away."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from app.domain.attempt import Attempt, Ended, Target
from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId, OfficerId
from db.tables_forwarding import attempts

_UNSETTLED: Final = attempts.c.ended.is_(None)
_BEGIN: Final = insert(attempts)
_OF: Final = select(attempts).where(attempts.c.complaint_id == bindparam("complaint"), _UNSETTLED)
_DOUBT: Final = (
    update(attempts)
    .where(attempts.c.n == bindparam("wanted"), _UNSETTLED, attempts.c.doubted_at.is_(None))
    .values(doubted_at=bindparam("at"))
)
_DOUBT_ALL: Final = (
    update(attempts).where(_UNSETTLED, attempts.c.doubted_at.is_(None)).values(doubted_at=bindparam("at"))
)
_SETTLE: Final = (
    update(attempts)
    .where(attempts.c.n == bindparam("wanted"), _UNSETTLED)
    .values(ended=bindparam("how"), ended_at=bindparam("at"), note=bindparam("why"))
)


class Attempts:
    """Fulfils Attempts of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(
        self, *, complaint_id: ComplaintId, target: Target, run: str, at: datetime, officer_id: OfficerId | None
    ) -> int:
        """Note that a try begins and give its number.  Raises UserProblem ``attempt_open``."""
        if self.unsettled_of(complaint_id) is not None:
            raise UserProblem("attempt_open")
        row = {
            "complaint_id": complaint_id,
            "target": target.value,
            "run": run,
            "officer_id": officer_id,
            "begun_at": at,
            "note": "",
        }
        made = self._connection.execute(_BEGIN, row).lastrowid
        assert made is not None
        return int(made)

    def unsettled_of(self, complaint_id: ComplaintId) -> Attempt | None:
        """Give the try of a record that has not ended."""
        row = self._connection.execute(_OF, {"complaint": complaint_id}).first()
        return None if row is None else attempt_of(row)

    def doubt(self, n: int, *, at: datetime) -> None:
        """Note that nobody knows whether a try got through."""
        self._connection.execute(_DOUBT, {"wanted": n, "at": at})

    def doubt_all(self, *, at: datetime) -> int:
        """Note it of every try that has not ended, and give how many there were."""
        return self._connection.execute(_DOUBT_ALL, {"at": at}).rowcount

    def settle(self, n: int, ended: Ended, *, at: datetime, note: str = "") -> bool:
        """Note how a try ended; False when that was noted meanwhile."""
        done = self._connection.execute(_SETTLE, {"wanted": n, "how": ended.value, "at": at, "why": note})
        return done.rowcount == 1


def attempt_of(row: Row[*tuple[Any, ...]]) -> Attempt:
    """Give a row as its value."""
    return Attempt(
        n=row.n,
        complaint_id=ComplaintId(row.complaint_id),
        target=Target(row.target),
        run=row.run,
        officer_id=OfficerId(row.officer_id) if row.officer_id else None,
        begun_at=row.begun_at,
        doubted_at=row.doubted_at,
        ended_at=row.ended_at,
        ended=Ended(row.ended) if row.ended else None,
        note=row.note,
    )
