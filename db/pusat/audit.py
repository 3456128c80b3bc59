"""The server's log of acts: ids and codes, never identity. Each line carries the hash of the one before it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from app.domain.ids import from_iso, to_iso
from app.domain.outbox import digest
from db.pusat.records import Act
from db.pusat.tables import audit
from db.pusat.transactions import Transactions

SYSTEM: Final = ""
"""Who acts when no person of the server does: a counter, or the server itself."""
_CHAIN_LOCK: Final = 8311_09
_PAGE: Final = 1_000
_LAST: Final = sa.select(audit.c.hash).order_by(audit.c.n.desc()).limit(1)


def note(
    connection: sa.Connection, at: datetime, act: str, subject: str, detail: str = "", *, who: str = SYSTEM
) -> None:
    """Write one act, in the transaction that does it, as its last statement: the log has one writer at a time."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CHAIN_LOCK)))
    before = connection.execute(_LAST).scalar_one_or_none() or ""
    row = {"at": to_iso(at), "act": act, "subject": subject, "detail": detail, "who": who}
    connection.execute(sa.insert(audit).values(**row, hash=_hash(before, row)))


def _hash(before: str, row: dict[str, str]) -> str:
    parts = [before, *(row[name] for name in ("at", "act", "subject", "detail", "who"))]
    return digest(json.dumps(parts, ensure_ascii=True).encode())


class AuditStore:
    """The log, read."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def note(self, at: datetime, act: str, subject: str, detail: str = "", *, who: str = SYSTEM) -> None:
        """Write one act that changes nothing else."""
        self._transactions.write(lambda connection: note(connection, at, act, subject, detail, who=who))

    def page(self, *, before: int | None = None, limit: int = 50) -> Sequence[Act]:
        """Give acts, newest first, those below ``before``."""
        statement = sa.select(audit).order_by(audit.c.n.desc()).limit(limit)
        if before is not None:
            statement = statement.where(audit.c.n < before)
        return self._transactions.read(lambda connection: [_act(row) for row in connection.execute(statement)])

    def about(self, act: str, subject: str, *, limit: int = 20) -> Sequence[Act]:
        """Give the acts of one kind about one subject, newest first."""
        statement = sa.select(audit).where(audit.c.act == act, audit.c.subject == subject)
        statement = statement.order_by(audit.c.n.desc()).limit(limit)
        return self._transactions.read(lambda connection: [_act(row) for row in connection.execute(statement)])

    def broken_at(self) -> int | None:
        """Give the first act whose hash does not follow from the one before it, None when the whole log is sound.

        Lines of a program that did not chain them yet stand before the first hash and are passed over.
        """

        def work(connection: sa.Connection) -> int | None:
            before, last = "", 0
            while True:
                rows = connection.execute(
                    sa.select(audit).where(audit.c.n > last).order_by(audit.c.n).limit(_PAGE)
                ).all()
                for row in rows:
                    last = row.n
                    if not row.hash and not before:
                        continue
                    if row.hash != _hash(before, dict(row._mapping)):
                        return int(row.n)
                    before = row.hash
                if len(rows) < _PAGE:
                    return None

        return self._transactions.read(work)


def _act(row: sa.Row[tuple[object, ...]]) -> Act:
    named = row._mapping
    return Act(
        n=named["n"],
        at=from_iso(named["at"]),
        act=named["act"],
        subject=named["subject"],
        detail=named["detail"],
        who=named["who"],
        hash=named["hash"],
    )
