"""Sealed files of complaints, kept piece by piece in the database: one backup, and never a torn file.

How far a file has come moves in the transaction that stores the piece, and the last one checks the whole.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.ids import to_iso
from db.pusat.tables_files import announced, files, pieces
from db.pusat.transactions import Transactions

MOST_UNFINISHED: Final = 100
MOST_UNFINISHED_BYTES: Final = 512 << 20
FORGOTTEN_AFTER: Final = timedelta(days=14)

ANOTHER: Final = "file_differs"
FULL: Final = "uploads_unfinished"
UNKNOWN: Final = "file_unknown"
ELSEWHERE: Final = "upload_offset_wrong"
DAMAGED: Final = "file_damaged"

_ID: Final[sa.BindParameter[str]] = sa.bindparam("of_id")
_MINE: Final = sa.and_(files.c.id == _ID, files.c.device == sa.bindparam("of_device"))
_FILE: Final = sa.select(files.c.received, files.c.size_bytes, files.c.sha256, files.c.completed_at).where(_MINE)
_ANY: Final = (
    sa.select(files.c.device, files.c.sha256, files.c.size_bytes, files.c.received, files.c.completed_at)
    .where(files.c.id == _ID)
    .with_for_update()
)
_UNFINISHED: Final = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(files.c.size_bytes), 0)).where(
    files.c.device == sa.bindparam("of_device"), files.c.completed_at.is_(None)
)
_FORGOTTEN: Final = sa.select(files.c.id).where(
    files.c.device == sa.bindparam("of_device"),
    files.c.completed_at.is_(None),
    files.c.changed_at < sa.bindparam("before"),
)
_MOVE: Final = (
    sa.update(files)
    .where(_MINE, files.c.received == sa.bindparam("offset"), files.c.size_bytes >= sa.bindparam("until"))
    .values(received=sa.bindparam("until"), changed_at=sa.bindparam("at"))
    .returning(files.c.size_bytes, files.c.sha256)
)
_NEXT_PIECE: Final = (
    sa.select(pieces.c.begins, pieces.c.content)
    .where(pieces.c.file_id == _ID, pieces.c.begins >= sa.bindparam("after"))
    .order_by(pieces.c.begins)
    .limit(1)
)
_HELD: Final = sa.select(files.c.id).where(
    files.c.id.in_(sa.bindparam("ids", expanding=True)),
    files.c.device == sa.bindparam("of_device"),
    files.c.completed_at.is_not(None),
)
_MISSING: Final = (
    sa.select(announced)
    .outerjoin(
        files,
        sa.and_(
            files.c.id == announced.c.attachment_id,
            files.c.device == announced.c.device,
            files.c.completed_at.is_not(None),
        ),
    )
    .where(files.c.id.is_(None))
    .order_by(announced.c.complaint_id, announced.c.attachment_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """How far a file has come."""

    received: int
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A file that an applied event announced; size and digest are of the plain content."""

    attachment_id: str
    device: str
    complaint_id: str
    sha256: str
    size_bytes: int
    media_type: str


class FileStore:
    """The files; a counter sees its own alone."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def begin(
        self, *, device: str, id: str, complaint_id: str, sha256: str, size_bytes: int, now: datetime
    ) -> Upload | str:
        """Give how far a file has come, a new one with nothing; or the code why it cannot be taken.

        A counter that lost the ciphertext of an unfinished file begins it anew; a finished one stays what it is, unless
        its stored bytes went bad.
        """

        def work(connection: sa.Connection) -> Upload | str:
            known = connection.execute(_ANY, {"of_id": id}).first()
            if known is None:
                if not _has_room(connection, device, size_bytes, now):
                    return FULL
                insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
                at = to_iso(now)
                row = {"id": id, "device": device, "complaint_id": complaint_id, "sha256": sha256}
                told = {"size_bytes": size_bytes, "received": 0, "begun_at": at, "changed_at": at}
                connection.execute(insert(files).on_conflict_do_nothing(), {**row, **told, "completed_at": None})
                known = connection.execute(_ANY, {"of_id": id}).one()
            if known.device != device:
                return ANOTHER
            is_bad = known.completed_at is not None and _digest(connection, id) != known.sha256
            if is_bad or (known.sha256, known.size_bytes) != (sha256, size_bytes):
                if known.completed_at is not None and not is_bad:
                    return ANOTHER
                return _begun_anew(connection, id, sha256=sha256, size_bytes=size_bytes, now=now)
            return Upload(received=known.received, size_bytes=known.size_bytes)

        return self._transactions.write(work)

    def find(self, *, device: str, id: str) -> Upload | None:
        """Give how far a file of this counter has come."""
        row = self._transactions.read(lambda c: c.execute(_FILE, {"of_id": id, "of_device": device}).first())
        return None if row is None else Upload(received=row.received, size_bytes=row.size_bytes)

    def append(self, *, device: str, id: str, offset: int, content: bytes, now: datetime) -> Upload | str:
        """Store a piece that begins at ``offset``, and with the last one check the whole.

        Gives how far it has come, or a code; a damaged file begins anew.
        """

        def work(connection: sa.Connection) -> Upload | str:
            key = {"of_id": id, "of_device": device}
            until, at = offset + len(content), to_iso(now)
            moved = connection.execute(_MOVE, {**key, "offset": offset, "until": until, "at": at}).first()
            if moved is None:
                return UNKNOWN if connection.execute(_FILE, key).first() is None else ELSEWHERE
            if content:
                connection.execute(sa.insert(pieces), {"file_id": id, "begins": offset, "content": content})
            if until == moved.size_bytes:
                if _digest(connection, id) != moved.sha256:
                    connection.execute(sa.delete(pieces).where(pieces.c.file_id == id))
                    connection.execute(sa.update(files).where(files.c.id == id).values(received=0, completed_at=None))
                    return DAMAGED
                connection.execute(
                    sa.update(files).where(files.c.id == id, files.c.completed_at.is_(None)).values(completed_at=at)
                )
            return Upload(received=until, size_bytes=moved.size_bytes)

        return self._transactions.write(work)

    def held(self, *, device: str, asked: Sequence[tuple[str, str]]) -> dict[str, str]:
        """Give id -> hash of those asked files of the counter that are whole here, made anew from the stored bytes.

        One whose pieces do not stand end to end any more is not held.
        """
        ids = sorted({id for id, _ in asked})

        def work(connection: sa.Connection) -> dict[str, str]:
            whole = connection.execute(_HELD, {"ids": ids, "of_device": device}).scalars().all()
            return {id: sha256 for id in whole if (sha256 := _digest(connection, id))}

        return self._transactions.read(work) if ids else {}

    def pieces(self, id: str) -> Iterator[bytes]:
        """Give the stored bytes of a file, piece by piece."""
        after = 0
        while True:
            asked = {"of_id": id, "after": after}
            row = self._transactions.read(lambda c, asked=asked: c.execute(_NEXT_PIECE, asked).first())  # type: ignore[misc]
            if row is None:
                return
            yield row.content
            after = row.begins + 1

    def missing(self, *, complaint_id: str | None = None, device: str | None = None) -> Sequence[Announced]:
        """Give what events announced and is not whole here: of one record, of one counter, or of all."""
        statement = _MISSING
        if complaint_id is not None:
            statement = statement.where(announced.c.complaint_id == complaint_id)
        if device is not None:
            statement = statement.where(announced.c.device == device)
        return self._transactions.read(
            lambda connection: [
                Announced(**{name: row[name] for name in Announced.__dataclass_fields__})
                for row in connection.execute(statement).mappings()
            ]
        )


def _has_room(connection: sa.Connection, device: str, size_bytes: int, now: datetime) -> bool:
    """Tell whether a counter may begin one more; what it left lying for long goes first."""
    key = {"of_device": device}
    for tidied in (False, True):
        if tidied:
            old = connection.execute(_FORGOTTEN, {**key, "before": to_iso(now - FORGOTTEN_AFTER)}).scalars().all()
            connection.execute(sa.delete(pieces).where(pieces.c.file_id.in_(old)))
            connection.execute(sa.delete(files).where(files.c.id.in_(old)))
        count, unfinished = connection.execute(_UNFINISHED, key).one()
        if count < MOST_UNFINISHED and unfinished + size_bytes <= MOST_UNFINISHED_BYTES:
            return True
    return False


def _begun_anew(connection: sa.Connection, id: str, *, sha256: str, size_bytes: int, now: datetime) -> Upload:
    connection.execute(sa.delete(pieces).where(pieces.c.file_id == id))
    told = {"sha256": sha256, "size_bytes": size_bytes, "received": 0, "changed_at": to_iso(now)}
    connection.execute(sa.update(files).where(files.c.id == id).values(**told, completed_at=None))
    return Upload(received=0, size_bytes=size_bytes)


def _digest(connection: sa.Connection, id: str) -> str:
    """Give SHA-256 of the stored bytes; pieces that do not stand end to end give the hash of no file."""
    whole, until = hashlib.sha256(), 0
    while True:
        row = connection.execute(_NEXT_PIECE, {"of_id": id, "after": until}).first()
        if row is None:
            return whole.hexdigest()
        if row.begins != until:
            return ""
        whole.update(row.content)
        until += len(row.content)
