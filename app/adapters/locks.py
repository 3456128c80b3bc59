"""Locks on a data folder that end with their process, however it ends: one window, and one sync at a time."""

import contextlib
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from app.domain.errors import StorageProblem, UserProblem

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class _FolderLock:
    """An advisory lock on one file. The file stays behind: removing it would let two holders in."""

    def __init__(self, file: Path, taken: str) -> None:
        self._file: Final = file
        self._taken: Final = taken
        self._handle: int | None = None

    def __enter__(self) -> Self:
        try:
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StorageProblem("folder_readonly") from error
        try:
            _try_lock(handle)
        except OSError as error:
            os.close(handle)
            raise UserProblem(self._taken) from error
        self._handle = handle
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._handle is not None:
            with contextlib.suppress(OSError):
                _unlock(self._handle)
            os.close(self._handle)
            self._handle = None


class SyncLock(_FolderLock):
    """One sync at a time on this data folder, of whatever program.  Raises UserProblem ``sync_running``."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "sync.lock", "sync_running")


class WindowLock(_FolderLock):
    """One window on this data folder; the command line may work beside it.  Raises UserProblem ``window_running``."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "window.lock", "window_running")
