"""Opens the server's database: SQLite for a trial, PostgreSQL in production; both flush before a commit is answered."""

import sqlite3
import time
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event

from app.domain.errors import StorageProblem, UserProblem

_WAL_TRIES: Final = 200
WRITE: Final = {"write": True}
"""Execution option of an engine whose transactions will write: SQLite then takes the lock at BEGIN."""


def open_engine(url: str, *, must_exist: bool = False) -> sa.Engine:
    """Open ``sqlite:///FILE`` or ``postgresql+psycopg://...``.

    Raises UserProblem ``pusat_url_wrong``, StorageProblem ``pusat_database_missing`` (only with ``must_exist``),
    ``pusat_database_unreachable``, ``pusat_fsync_off``.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        engine = _sqlite(parsed, must_exist=must_exist)
    else:
        engine = _postgresql(parsed)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                _refuse_unsafe(connection)
    except sa.exc.DBAPIError as error:
        engine.dispose()
        raise StorageProblem("pusat_database_unreachable") from error
    except StorageProblem:
        engine.dispose()
        raise
    return engine


def sqlite_file(url: str) -> Path | None:
    """Give the file of a SQLite address, None for another database.  Raises UserProblem ``pusat_url_wrong``."""
    parsed = _parsed(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    return Path(str(parsed.database))


def name_of(url: str) -> str:
    """Give host, port and database without user and password: what tells one database from another."""
    parsed = _parsed(url)
    return f"{parsed.host or ''}:{parsed.port or ''}/{parsed.database or ''}"


def _parsed(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
        known = parsed.get_backend_name() in ("sqlite", "postgresql")
    except sa.exc.ArgumentError as error:
        raise UserProblem("pusat_url_wrong") from error
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if not known or not parsed.database or parsed.database == ":memory:":
        raise UserProblem("pusat_url_wrong")
    return parsed


def _sqlite(url: sa.URL, *, must_exist: bool) -> sa.Engine:
    file = Path(str(url.database))
    if must_exist and not file.is_file():
        raise StorageProblem("pusat_database_missing")
    try:
        file.touch(mode=0o600)
    except OSError as error:
        raise StorageProblem("pusat_database_unreachable") from error
    engine = sa.create_engine(
        url, hide_parameters=True, poolclass=sa.QueuePool, pool_size=10, max_overflow=40, pool_timeout=20
    )

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # BEGIN is ours: the driver's own leaves DDL outside the transaction
        connection.execute("pragma busy_timeout=10000")
        _write_ahead(connection)
        for pragma in (
            "synchronous=FULL",
            "foreign_keys=ON",
            "temp_store=MEMORY",
            "secure_delete=ON",
        ):
            connection.execute(f"pragma {pragma}")

    @event.listens_for(engine, "begin")
    def _(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _write_ahead(connection: Any) -> None:
    """Switch to the write-ahead log; SQLite does not wait for others by itself when it changes the journal."""
    for attempt in range(1, _WAL_TRIES + 1):
        try:
            connection.execute("pragma journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if attempt == _WAL_TRIES:
                raise
            time.sleep(0.05)


def _postgresql(url: sa.URL) -> sa.Engine:
    return sa.create_engine(
        url,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        pool_size=10,
        max_overflow=20,
        pool_timeout=20,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5, "options": "-c synchronous_commit=on -c timezone=UTC"},
    )


def _refuse_unsafe(connection: sa.Connection) -> None:
    for setting in ("fsync", "full_page_writes"):
        if connection.exec_driver_sql(f"SHOW {setting}").scalar_one() != "on":
            raise StorageProblem("pusat_fsync_off", setting=setting)
