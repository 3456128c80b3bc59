"""The key file on disk, twice: written aside, flushed, renamed; a torn or missing copy is healed from the other.

Changes are read, made and written under a lock file, so that a window and a command line never undo each other.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.adapters.keystore.key_file import Damaged, KeyFile, Newer, decode, encode
from app.domain.errors import StorageProblem

NAMES: Final = ("desk.key", "desk.key.2")
_LOCK_NAME: Final = "desk.key.lock"
_GRAVEST_FIRST: Final = ("key_file_unreadable", "key_file_damaged", "key_file_missing")
_READ_ONLY: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


class KeyCopies:
    """Both copies in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths = tuple(folder / name for name in NAMES)

    def exist(self) -> bool:
        """Tell whether any copy is there, whole or not."""
        try:
            return any(path.exists() for path in self._paths)
        except OSError as error:
            raise StorageProblem("key_file_unreadable") from error

    def read(self) -> KeyFile:
        """Give the newest whole copy and make the other one equal to it, where the folder lets us.

        Raises StorageProblem ``key_file_missing``, ``key_file_damaged``, ``key_file_newer``, ``key_file_unreadable``.
        """
        file, agree = self._look()
        if not agree:
            with contextlib.suppress(StorageProblem), self._lock():
                file, agree = self._look()
                if not agree:
                    self._write(file)
        return file

    def change(self, changed: Callable[[KeyFile], KeyFile]) -> KeyFile:
        """Write what ``changed`` makes of the present file, and give it; raises StorageProblem when it cannot."""
        with self._lock():
            present, _ = self._look()
            file = replace(changed(present), serial=present.serial + 1)
            self._write(file)
        return file

    def create(self, file: KeyFile) -> None:
        """Write the first file of a desk; raises StorageProblem ``key_file_exists`` rather than replace one."""
        with _storage_problems():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._lock():
            if self.exist():
                raise StorageProblem("key_file_exists")
            self._write(file)

    def _look(self) -> tuple[KeyFile, bool]:
        """Give the newest whole copy and whether both are whole and the same."""
        whole: list[KeyFile] = []
        problems: list[str] = []
        for path in self._paths:
            try:
                whole.append(decode(path.read_bytes()))
            except Newer:
                raise StorageProblem("key_file_newer") from None
            except Damaged:
                problems.append("key_file_damaged")
            except FileNotFoundError:
                problems.append("key_file_missing")
            except OSError:
                problems.append("key_file_unreadable")
        if not whole:
            raise StorageProblem(next(code for code in _GRAVEST_FIRST if code in problems))
        newest = max(whole, key=lambda file: file.serial)
        return newest, not problems and all(file == newest for file in whole)

    def _write(self, file: KeyFile) -> None:
        data = encode(file)
        asides = [path.with_name(f"{path.name}.new") for path in self._paths]
        with _storage_problems():
            try:
                for aside in asides:
                    _write_aside(aside, data)
                for aside, path in zip(asides, self._paths, strict=True):
                    aside.replace(path)
            finally:
                for aside in asides:
                    aside.unlink(missing_ok=True)
            _flush_folder(self._folder)

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """Wait for, hold and let go the lock between processes; it guards milliseconds, never a key derivation."""
        with _storage_problems():
            lock = os.open(self._folder / _LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            with _storage_problems():
                _wait_for(lock)
            yield
        finally:
            os.close(lock)


if sys.platform == "win32":
    import msvcrt

    def _wait_for(lock: int) -> None:
        msvcrt.locking(lock, msvcrt.LK_LOCK, 1)

    def _flush_folder(_folder: Path) -> None:
        """Windows offers no such call; its rename is journalled."""

else:
    import fcntl

    def _wait_for(lock: int) -> None:
        fcntl.flock(lock, fcntl.LOCK_EX)

    def _flush_folder(folder: Path) -> None:
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _write_aside(aside: Path, data: bytes) -> None:
    aside.unlink(missing_ok=True)
    opened = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


@contextlib.contextmanager
def _storage_problems() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageProblem("disk_full") from error
        if error.errno in _READ_ONLY:
            raise StorageProblem("folder_readonly") from error
        raise StorageProblem("disk_fault") from error
