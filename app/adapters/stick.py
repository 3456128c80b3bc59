"""Files on a stick: new ones whole under their final names or not there, foreign ones read within a limit."""

import contextlib
import errno
import os
import secrets
from collections.abc import Generator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from app.domain.errors import StorageProblem, UserProblem

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextlib.contextmanager
def writing_files() -> Generator[None, None, None]:
    """Give the troubles of a stick as StorageProblem ``disk_full`` or UserProblem ``file_unwritable``."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageProblem("disk_full") from None
        raise UserProblem("file_unwritable") from None


def read_file(path: Path, most_bytes: int, *, beyond: str) -> bytes:
    """Give the bytes of a file.  Raises UserProblem ``parcel_missing``, or ``beyond`` when it is larger."""
    try:
        with path.open("rb") as file:
            raw = file.read(most_bytes + 1)
    except OSError as error:
        raise UserProblem("parcel_missing") from error
    if len(raw) > most_bytes:
        raise UserProblem(beyond)
    return raw


class Placing:
    """Fulfils Placing of app.ports."""

    def __init__(self) -> None:
        self._files: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        return self

    def new(self, final: Path) -> Path:
        """Give the path to write to; it gets its final name with the others."""
        with writing_files():
            if final.exists() or final in self._files:
                raise UserProblem("parcel_file_exists", name=final.name)
        part = final.with_name(f".{final.name}.{secrets.token_hex(4)}.part")
        self._files[final] = part
        return part

    def place(self) -> Sequence[Path]:
        """Flush all files and give them their names."""
        with writing_files():
            for part in self._files.values():
                with part.open("rb+") as file:
                    os.fsync(file.fileno())
            for final, part in self._files.items():
                part.replace(final)
            for folder in {final.parent for final in self._files}:
                _flush(folder)
        placed = list(self._files)
        self._files.clear()
        return placed

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for part in self._files.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    """Make new names last; a stick whose system cannot is no reason to fail."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
