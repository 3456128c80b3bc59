"""What the centre tells of open reports of other counters: the newer telling of each stays, with its search terms."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from app.domain.digest import DigestRow
from app.domain.ids import ComplaintId
from app.domain.similar import OVER
from db.guards import DIGEST_SEARCH, digest_search, emptied
from db.tables import digest

_FIELDS: Final = tuple(DigestRow.__dataclass_fields__)
_KNOWN: Final = select(digest.c.row, digest.c.changed_at).where(digest.c.id == bindparam("told"))
_ADD: Final = insert(digest)
_CHANGE: Final = update(digest).where(digest.c.row == bindparam("at_row"))
_DROP: Final = delete(digest).where(digest.c.row == bindparam("at_row"))
_INDEX: Final = insert(digest_search)
_UNINDEX: Final = delete(digest_search).where(digest_search.c.rowid == bindparam("at_row"))


class DigestStore:
    """Fulfils DigestStore of app.ports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def merge(self, rows: Iterable[DigestRow]) -> int:
        """Take tellings in, in any order and as often as they come; one of an ended case takes it out again.

        Gives how many changed anything: an older telling than the one that is held, or the same, does not.
        """
        return sum(self._take(row) for row in rows)

    def replace(self, rows: Iterable[DigestRow]) -> None:
        """Hold exactly these: whatever is not among them goes, and its words with it."""
        told = list(rows)
        ids = {row.id for row in told}
        for held in self._connection.execute(select(digest.c.row, digest.c.id)).all():
            if held.id not in ids:
                self._drop(held.row)
        self.merge(told)

    def clear(self) -> None:
        """Drop all, and all words: a snapshot tells them anew."""
        for statement in emptied("digest_search", DIGEST_SEARCH):
            self._connection.execute(statement)
        self._connection.execute(delete(digest))

    def forget(self, ids: Iterable[ComplaintId]) -> None:
        """Drop what is told of these reports, as the centre asks when one became secret."""
        for id in ids:
            if (held := self._connection.execute(_KNOWN, {"told": id}).first()) is not None:
                self._drop(held.row)

    def _take(self, row: DigestRow) -> bool:
        held = self._connection.execute(_KNOWN, {"told": row.id}).first()
        if held is not None and held.changed_at >= row.changed_at:
            return False
        if row.status in OVER:
            if held is not None:
                self._drop(held.row)
            return held is not None
        values: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
        if held is None:
            key = self._connection.execute(_ADD, values).inserted_primary_key
            at_row = key[0] if key else None
        else:
            at_row = held.row
            self._connection.execute(_UNINDEX, {"at_row": at_row})
            self._connection.execute(_CHANGE, {**values, "at_row": at_row})
        self._connection.execute(_INDEX, {"rowid": at_row, "title": row.title, "place": row.place or ""})
        return True

    def _drop(self, at_row: int) -> None:
        self._connection.execute(_UNINDEX, {"at_row": at_row})
        self._connection.execute(_DROP, {"at_row": at_row})
