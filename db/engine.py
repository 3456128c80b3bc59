"""The encrypted SQLite file: how it is opened, and that every transaction is ours to begin.

Writers take ``engine.execution_options(write=True)`` and begin IMMEDIATE; readers begin deferred and see one snapshot.
The key is raw (256 bits): SQLCipher derives nothing, so that opening costs nothing.
"""

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, NullPool, Pool, QueuePool, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from app.domain.errors import StorageProblem
from db.prepared import speak
from db.problems import driver_problems, speak_in_codes

__all__ = ["Engine", "checkpoint", "copy_database", "load_driver", "open_engine"]

_KIND: Final = URL.create("sqlite+pysqlcipher")
_WAL_TRIES: Final = 200
_WAL_WAIT_S: Final = 0.05
_KEY_BYTES: Final = 32
_PRAGMAS: Final = (
    "cipher_log_level=NONE",  # a wrong key would be told on stderr
    "temp_store=MEMORY",  # sorts must not spill text into a plain file
    "busy_timeout=5000",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # else INSERT OR REPLACE deletes rows past the triggers that guard them
    "secure_delete=ON",
    "cache_size=-16384",  # KiB; decrypted pages are worth keeping
)
_PLAIN_SQLITE: Final = b"SQLite format 3\x00"
_PAGE_BYTES: Final = 4096
_FILE: Final = "file"


def load_driver() -> None:
    """Import the driver before there is a file to be opened."""
    _KIND.get_dialect().import_dbapi()


def open_engine(path: Path, key: bytes) -> Engine:
    """Give the engine of the desk's database; a file that is not there is made, readable by its owner alone.

    Raises StorageProblem: ``database_wrong_key`` when the key does not open the file, ``database_damaged``,
    ``database_readonly``, ``disk_full``, ``database_busy``, ``data_on_network`` where WAL cannot be had.
    """
    if len(key) != _KEY_BYTES:
        raise ValueError("the key has 32 bytes")
    with suppress(OSError):  # SQLite tells better what is wrong with the folder
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    engine = _engine(_KIND.set(password=f"x'{key.hex()}'", database=str(path)), QueuePool, pool_size=4)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except StorageProblem as problem:
        engine.dispose()
        if problem.code == "database_wrong_key" and _is_torn(path):
            raise StorageProblem("database_damaged") from None
        raise
    return engine


def copy_database(engine: Engine, target: Path) -> None:
    """Write an encrypted copy under the same key with the backup API; ``target`` appears complete or not at all."""
    partial = target.with_name(f"{target.name}.partial")
    leftovers = [partial.with_name(partial.name + end) for end in ("", "-wal", "-shm")]
    with engine.connect() as source, driver_problems():
        try:
            _forget(leftovers)
            os.close(os.open(partial, os.O_CREAT | os.O_RDWR, 0o600))
            goal = _engine(engine.url.set(database=str(partial)), NullPool).raw_connection()
            try:
                _driver(source).backup(goal.driver_connection)
                goal.cursor().execute("pragma wal_checkpoint(TRUNCATE)")
            finally:
                goal.close()
            with partial.open("rb+") as file:
                os.fsync(file.fileno())
            partial.replace(target)
        finally:
            _forget(leftovers)


def checkpoint(engine: Engine) -> None:
    """Move what stands in the write-ahead log into the database file, as far as no reader is in the way."""
    with engine.connect() as connection, driver_problems():
        _driver(connection).execute("pragma wal_checkpoint(PASSIVE)")


def _write_ahead(driver: Any) -> str:
    """Switch to the write-ahead log; SQLite does not wait for another program that is just changing the journal."""
    from sqlcipher3.dbapi2 import OperationalError

    for attempt in range(1, _WAL_TRIES + 1):
        try:
            return str(driver.execute("pragma journal_mode=WAL").fetchone()[0])
        except OperationalError as error:
            if "locked" not in str(error) or attempt == _WAL_TRIES:
                raise
            time.sleep(_WAL_WAIT_S)
    raise AssertionError("unreachable")


def _own_transactions(engine: Engine) -> None:
    """Let SQLAlchemy, not the driver, begin transactions, so that DDL is rolled back as well."""

    @event.listens_for(engine, "connect")
    def _opened(driver: Any, record: ConnectionPoolEntry) -> None:
        driver.isolation_level = None
        record.info[_FILE] = _identity(engine)
        for pragma in _PRAGMAS:
            driver.execute(f"pragma {pragma}")
        if _write_ahead(driver) != "wal":
            raise StorageProblem("data_on_network")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        if write and connection.info.get(_FILE) != _identity(engine):
            raise StorageProblem("database_missing")  # what is written into a file without a name is lost
        speak(connection, "BEGIN IMMEDIATE" if write else "BEGIN", ())


def _identity(engine: Engine) -> tuple[int, int] | None:
    """Give what tells the database file from another of its name, None when there is none."""
    try:
        found = Path(engine.url.database or "").stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _engine(url: URL, pool: type[Pool], **options: int) -> Engine:
    engine = create_engine(
        url, poolclass=pool, hide_parameters=True, connect_args={"check_same_thread": False}, **options
    )
    speak_in_codes(engine)
    _own_transactions(engine)
    return engine


def _driver(connection: Connection) -> Any:
    """Give the driver's connection, for calls that know no transaction."""
    return connection.connection.driver_connection


def _forget(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _is_torn(path: Path) -> bool:
    """Tell whether the file cannot have been written by SQLCipher as it stands; a plain SQLite file is not torn."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN_SQLITE))
        return head != _PLAIN_SQLITE and path.stat().st_size % _PAGE_BYTES != 0
    except OSError:
        return False
