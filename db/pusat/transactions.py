"""Short transactions of the server's store: deadlocks are tried again inside, foreign errors converted once."""

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

import sqlalchemy as sa

from app.domain.errors import StorageProblem
from db.pusat.engine import WRITE

T = TypeVar("T")
_TRIES: Final = 6
_AGAIN: Final = frozenset({"40001", "40P01"})
_FULL: Final = frozenset({"53100", "53200"})


class Transactions:
    """Runs work in one transaction of an engine; work may run again from its start after a deadlock."""

    def __init__(self, engine: sa.Engine) -> None:
        self._reader = engine
        self._writer = engine.execution_options(**WRITE)

    def read(self, work: Callable[[sa.Connection], T]) -> T:
        """Give what ``work`` reads."""
        try:
            with self._reader.connect() as connection:
                return work(connection)
        except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
            raise _converted(error) from error

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        """Give what ``work`` gave, after its commit was flushed; nothing is kept when it raises."""
        for attempt in range(1, _TRIES + 1):
            try:
                with self._writer.begin() as connection:
                    return work(connection)
            except sa.exc.DBAPIError as error:
                if _sqlstate(error) not in _AGAIN or attempt == _TRIES:
                    raise _converted(error) from error
                time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 - spreads the losers of a deadlock
            except sa.exc.TimeoutError as error:
                raise _converted(error) from error
        raise AssertionError("unreachable")


def _sqlstate(error: sa.exc.DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")


def _converted(error: Exception) -> Exception:
    """Give a StorageProblem for faults of the environment; anything else is a bug and stays what it is."""
    if isinstance(error, sa.exc.TimeoutError):
        return StorageProblem("pusat_busy")
    assert isinstance(error, sa.exc.DBAPIError)
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or _sqlstate(error) in _AGAIN:
        return StorageProblem("pusat_busy")
    if name.startswith("SQLITE_FULL") or _sqlstate(error) in _FULL:
        return StorageProblem("pusat_disk_full")
    if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError):
        return StorageProblem("pusat_database_unreachable")
    return error
