"""The log: every row carries the hash of the one before, so that a change in the middle shows."""

import hashlib
import json
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, insert, literal_column, select

from app.domain.ids import OfficerId, to_iso
from db.ends import FIRST_HASH, Ends
from db.prepared import Prepared
from db.tables import audit

_ADD: Final = Prepared(insert(audit), "n", "at", "officer_id", "act", "subject", "detail", "previous", "hash")
_LAST: Final = (
    select(audit.c.at, audit.c.officer_id)
    .where(audit.c.act == bindparam("of_act"), audit.c.subject == literal_column("'desk'"))
    .order_by(audit.c.n.desc())
    .limit(1)
)
_ALL: Final = select(audit).order_by(audit.c.n)


class Audit:
    """Fulfils Audit of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection, ends: Ends | None = None) -> None:
        self._connection = connection
        self._ends = ends or Ends(connection)

    def add(self, *, at: datetime, officer_id: OfficerId | None, act: str, subject: str, detail: str = "") -> None:
        """Add who did what to which id."""
        n, previous = self._ends.audit
        n += 1
        hash_ = _link(previous, n, at, officer_id, act, subject, detail)
        row = {"n": n, "at": at, "officer_id": officer_id, "act": act, "subject": subject, "detail": detail}
        _ADD.run(self._connection, {**row, "previous": previous, "hash": hash_})
        self._ends.audit = n, hash_

    def last(self, act: str) -> tuple[datetime, OfficerId | None] | None:
        """Give when an act that concerns the desk itself was last done and by whom, None when it never was."""
        row = self._connection.execute(_LAST, {"of_act": act}).first()
        return None if row is None else (row.at, OfficerId(row.officer_id) if row.officer_id else None)

    def broken_at(self) -> int | None:
        """Give the first row that does not fit the one before it or its own hash, None when all do."""
        previous = FIRST_HASH
        for n, row in enumerate(self._connection.execute(_ALL), start=1):
            link = _link(previous, n, row.at, row.officer_id, row.act, row.subject, row.detail)
            if row.n != n or row.previous != previous or row.hash != link:
                return n
            previous = row.hash
        return None


def _link(previous: str, n: int, at: datetime, officer_id: str | None, act: str, subject: str, detail: str) -> str:
    """Give SHA-256 of the previous hash and the row in canonical JSON, as hex."""
    row = json.dumps([n, to_iso(at), officer_id, act, subject, detail], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{row}".encode()).hexdigest()
