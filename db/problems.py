"""Turns what SQLite says into problems that have words, once, at the engine; programming errors pass as they are."""

import errno
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext

from app.domain.errors import AppError, StorageProblem

# Primary result codes of SQLite, https://sqlite.org/rescode.html
_CODES: Final = {
    3: "database_readonly",  # PERM
    5: "database_busy",  # BUSY
    6: "database_busy",  # LOCKED
    8: "database_readonly",  # READONLY
    9: "query_interrupted",  # INTERRUPT
    10: "disk_fault",  # IOERR
    11: "database_damaged",  # CORRUPT
    13: "disk_full",  # FULL
    14: "database_readonly",  # CANTOPEN
    26: "database_wrong_key",  # NOTADB: what SQLCipher says of every file that this key does not open
}
_ERRNOS: Final = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "database_readonly",
    errno.EPERM: "database_readonly",
    errno.EROFS: "database_readonly",
}
_LEAST_ROOM_BYTES: Final = 256 * 1024
_POISONED: Final = frozenset({"database_damaged", "database_wrong_key"})
_SHM_CANNOT_GROW: Final = 10 | 19 << 8  # IOERR_SHMSIZE: the disk is full as well


def problem_of(error: BaseException | None) -> AppError | None:
    """Give the problem that an error of the driver or of the file system stands for, None when it is a bug of ours."""
    if isinstance(error, OSError):
        return StorageProblem(_ERRNOS.get(error.errno or 0, "disk_fault"))
    result = getattr(error, "sqlite_errorcode", None)
    if not isinstance(result, int):
        return None
    code = "disk_full" if result == _SHM_CANNOT_GROW else _CODES.get(result & 0xFF)
    return StorageProblem(code) if code else None


def speak_in_codes(engine: Engine) -> None:
    """Let the engine raise problems instead of driver errors."""

    @event.listens_for(engine, "handle_error")
    def _converted(context: ExceptionContext) -> None:
        if problem := problem_of(context.original_exception):
            if problem.code in _POISONED:  # SQLCipher refuses every write of a connection that met a broken page
                context.is_disconnect = True
                context.invalidate_pool_on_disconnect = False
            if problem.code == "disk_fault" and _has_no_room(engine):
                problem = StorageProblem("disk_full")
            raise problem from None


def raise_problem(connection: Connection, error: Exception) -> NoReturn:
    """Raise what an error of the driver stands for, as the engine would have; what stands for none goes on as it is."""
    problem = problem_of(error)
    if problem is None:
        raise error
    if problem.code in _POISONED:
        connection.invalidate()
    if problem.code == "disk_fault" and _has_no_room(connection.engine):
        problem = StorageProblem("disk_full")
    raise problem from None


def _has_no_room(engine: Engine) -> bool:
    """Tell whether the disk is as good as full: SQLite says only "I/O error" when it cannot begin its log."""
    try:
        return shutil.disk_usage(Path(engine.url.database or "").parent).free < _LEAST_ROOM_BYTES
    except OSError:
        return False


@contextmanager
def driver_problems() -> Generator[None, None, None]:
    """Convert the errors of calls that go past the engine, to the driver itself and to the file system."""
    from sqlcipher3.dbapi2 import Error

    try:
        yield
    except (OSError, Error) as error:
        if problem := problem_of(error):
            raise problem from None
        raise
