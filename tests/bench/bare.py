"""The same encrypted file without the program: sqlcipher3 alone, opened with the same pragmas."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import sqlcipher3

from db.engine import _PRAGMAS
from db.guards import SEARCH, complaint_search
from db.tables import complaints, reporters

SAID: Final = tuple(column.name for column in complaints.c if column.name != "row")
WHO: Final = tuple(column.name for column in reporters.c if column.name != "complaint_row")
TERMS: Final = tuple(column.name for column in complaint_search.c if column.name != "rowid")
_AT_ONCE: Final = 5_000


def connect(path: Path, key: bytes) -> Any:
    """Open a file as the program does, with nothing between."""
    connection = sqlcipher3.connect(str(path), isolation_level=None)
    connection.execute(f"pragma key=\"x'{key.hex()}'\"")
    for pragma in (*_PRAGMAS, "journal_mode=WAL"):
        connection.execute(f"pragma {pragma}").fetchall()
    return connection


def make_plain(path: Path, key: bytes, source: Path) -> Any:
    """Make a file with the complaints of ``source`` in one wide table, and the same search index; no other index."""
    connection = connect(path, key)
    connection.execute(f"CREATE TABLE told (row INTEGER PRIMARY KEY, {', '.join((*SAID, *WHO))})")
    for statement in SEARCH:
        connection.execute(statement)
    connection.execute("ATTACH ? AS desk KEY ?", (str(source), f"x'{key.hex()}'"))
    last = connection.execute("SELECT max(row) FROM desk.complaints").fetchone()[0]
    columns = [*(f"c.{name}" for name in SAID), *(f"r.{name}" for name in WHO)]
    for first in range(1, last + 1, _AT_ONCE):
        rows = (first, first + _AT_ONCE - 1)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            f"INSERT INTO told SELECT c.row, {', '.join(columns)} FROM desk.complaints c"
            " JOIN desk.reporters r ON r.complaint_row = c.row WHERE c.row BETWEEN ? AND ? ORDER BY c.row",
            rows,
        )
        connection.execute(
            f"INSERT INTO main.complaint_search (rowid, {', '.join(TERMS)}) SELECT rowid, {', '.join(TERMS)}"
            " FROM desk.complaint_search WHERE rowid BETWEEN ? AND ? ORDER BY rowid",
            rows,
        )
        connection.execute("COMMIT")
    connection.execute("DETACH desk")
    connection.execute("pragma wal_checkpoint(TRUNCATE)").fetchall()
    return connection


def add(connection: Any, told: Sequence[object], terms: Sequence[object]) -> None:
    """Write one complaint into a plain file: its columns in one row, its row in the search index, commit."""
    connection.execute("BEGIN IMMEDIATE")
    row = connection.execute(_ADD, told).lastrowid
    connection.execute(_ADD_TERMS, (row, *terms))
    connection.execute("COMMIT")


_ADD: Final = f"INSERT INTO told ({', '.join((*SAID, *WHO))}) VALUES ({', '.join('?' * len(SAID + WHO))})"
_ADD_TERMS: Final = f"INSERT INTO complaint_search (rowid, {', '.join(TERMS)}) VALUES (?{', ?' * len(TERMS)})"
