"""The log: every row carries the hash of the one before, so that a change in the middle shows."""

import hashlib
import json
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, case, insert, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.anchor import Anchor, LogEnd
from app.domain.ids import OfficerId, to_iso
from db.ends import FIRST_HASH, Ends
from db.prepared import Prepared
from db.tables import audit
from db.tables_incarnations import anchor

_ADD: Final = Prepared(insert(audit), "n", "at", "officer_id", "act", "subject", "detail", "previous", "hash")
_LAST: Final = (
    select(audit.c.at, audit.c.officer_id)
    .where(audit.c.act == bindparam("of_act"), audit.c.subject == literal_column("'desk'"))
    .order_by(audit.c.n.desc())
    .limit(1)
)
_ALL: Final = select(audit).order_by(audit.c.n)
_HEAD: Final = select(audit.c.hash).where(audit.c.n == bindparam("of_n"))
_ANCHOR_FIELDS: Final = tuple(Anchor.__dataclass_fields__)
_ANCHOR: Final = select(anchor)
_NEW_ANCHOR: Final = upsert(anchor)
_KEEP_ANCHOR: Final = _NEW_ANCHOR.on_conflict_do_update(
    index_elements=[anchor.c.only],
    set_={
        **{name: _NEW_ANCHOR.excluded[name] for name in _ANCHOR_FIELDS},
        "told": case((_NEW_ANCHOR.excluded.forked_at.is_(None), 0), else_=anchor.c.told),
    },
)
_FORK_UNTOLD: Final = select(anchor.c.only).where(anchor.c.forked_at.is_not(None), anchor.c.told == 0)
_TELL_FORK: Final = update(anchor).values(told=1)


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

    def end(self) -> LogEnd:
        """Give the last row's number and hash."""
        n, head = self._ends.audit
        return LogEnd(n=n, head=head)

    def head_at(self, n: int) -> str:
        """Give the hash of a row, that before the first one where there is none."""
        return self._connection.execute(_HEAD, {"of_n": n}).scalar() or FIRST_HASH

    def anchor(self) -> Anchor | None:
        """Give how far the log is anchored at the centre, None before its first word on it."""
        row = self._connection.execute(_ANCHOR).mappings().first()
        return None if row is None else Anchor(**{name: row[name] for name in _ANCHOR_FIELDS})

    def keep_anchor(self, kept: Anchor) -> None:
        """Keep the centre's word; once the log fits again, a later fork is told of anew."""
        self._connection.execute(
            _KEEP_ANCHOR, {"only": 1, "told": 0, **{name: getattr(kept, name) for name in _ANCHOR_FIELDS}}
        )

    def tell_fork(self) -> bool:
        """Note that an officer knows of the fork; False when there is none or it was known."""
        if self._connection.execute(_FORK_UNTOLD).first() is None:
            return False
        self._connection.execute(_TELL_FORK)
        return True

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
