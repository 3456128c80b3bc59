"""The log: every row carries the hash of the one before, so that a change in the middle shows."""

import hashlib
import json
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select

from app.domain.ids import OfficerId, to_iso
from db.prepared import Prepared
from db.tables import audit

FIRST: Final = "0" * 64
"""What stands in the place of a hash before the first row."""

_HEAD: Final = Prepared(select(audit.c.n, audit.c.hash).order_by(audit.c.n.desc()).limit(1))
_ADD: Final = Prepared(insert(audit), "n", "at", "officer_id", "act", "subject", "detail", "previous", "hash")
_ALL: Final = select(audit).order_by(audit.c.n)


class Audit:
    """Fulfils app.ports.Audit on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._head: tuple[int, str] | None = None  # nobody else writes while this transaction is open

    def add(self, *, at: datetime, officer_id: OfficerId | None, act: str, subject: str, detail: str = "") -> None:
        """Add who did what to which id."""
        n, previous = self._head or self._read_head()
        n += 1
        hash_ = _link(previous, n, at, officer_id, act, subject, detail)
        row = {"n": n, "at": at, "officer_id": officer_id, "act": act, "subject": subject, "detail": detail}
        _ADD(self._connection, {**row, "previous": previous, "hash": hash_})
        self._head = n, hash_

    def broken_at(self) -> int | None:
        """Give the first row that does not fit the one before it or its own hash, None when all do."""
        previous = FIRST
        for n, row in enumerate(self._connection.execute(_ALL), start=1):
            link = _link(previous, n, row.at, row.officer_id, row.act, row.subject, row.detail)
            if row.n != n or row.previous != previous or row.hash != link:
                return n
            previous = row.hash
        return None

    def _read_head(self) -> tuple[int, str]:
        row = _HEAD(self._connection).first()
        return (row.n, row.hash) if row else (0, FIRST)


def _link(previous: str, n: int, at: datetime, officer_id: str | None, act: str, subject: str, detail: str) -> str:
    """Give SHA-256 of the previous hash and the row in canonical JSON, as hex."""
    row = json.dumps([n, to_iso(at), officer_id, act, subject, detail], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{row}".encode()).hexdigest()
