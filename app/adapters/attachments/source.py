"""Reads a chosen file into memory: only a plain file, only within its limit, only when it stands still."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

from app.domain.attachment import MOST_MB, MOST_PICTURE_MB
from app.domain.errors import StorageProblem, UserProblem

_BLOCK: Final = 256 * 1024
_MB: Final = 1024 * 1024
_PICTURE_HEADS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_HEAD_BYTES: Final = 8
# Never through a link, never waiting for the other end of a pipe.
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_NO_FILE: Final = frozenset({errno.ELOOP, errno.EISDIR, errno.ENXIO, errno.ENOTDIR})


def read_file(path: Path, told: Callable[[int, int], None]) -> bytes:
    """Give the content; ``told`` hears bytes read and bytes to read.

    Raises UserProblem ``attachment_not_a_file``, ``attachment_empty``, ``attachment_too_large``,
    ``attachment_changing``; StorageProblem ``attachment_gone`` or ``attachment_unreadable``.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise UserProblem("attachment_not_a_file")
        opened = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise _problem(error) from None
    try:
        return _read(opened, told)
    except OSError as error:
        raise _problem(error) from None
    finally:
        os.close(opened)


def check_size(head: bytes, size_bytes: int) -> None:
    """Pass what is no larger than it may be.  Raises UserProblem ``attachment_empty``, ``attachment_too_large``."""
    if size_bytes == 0:
        raise UserProblem("attachment_empty")
    most_mb = MOST_PICTURE_MB if head.startswith(_PICTURE_HEADS) else MOST_MB
    if size_bytes > most_mb * _MB:
        raise UserProblem("attachment_too_large", most_mb=most_mb)


def _read(opened: int, told: Callable[[int, int], None]) -> bytes:
    before = os.fstat(opened)
    if not stat.S_ISREG(before.st_mode):
        raise UserProblem("attachment_not_a_file")
    content = bytearray(os.read(opened, _HEAD_BYTES) if before.st_size else b"")
    check_size(bytes(content), before.st_size)
    while len(content) <= before.st_size:
        block = os.read(opened, min(_BLOCK, before.st_size + 1 - len(content)))
        if not block:
            break
        content += block
        told(len(content), before.st_size)
    after = os.fstat(opened)
    if len(content) != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise UserProblem("attachment_changing")
    return bytes(content)


def _problem(error: OSError | ValueError) -> UserProblem | StorageProblem:
    number = getattr(error, "errno", None)
    if isinstance(error, FileNotFoundError) or number in (errno.ESTALE, errno.ENODEV):
        return StorageProblem("attachment_gone")
    if isinstance(error, ValueError) or number in _NO_FILE:
        return UserProblem("attachment_not_a_file")
    return StorageProblem("attachment_unreadable")
