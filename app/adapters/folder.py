"""The data folder: it must be on this computer, ours alone to read, and writable, before anything is kept in it."""

import contextlib
import ctypes
import errno
import os
import secrets
import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Final

from app.domain.errors import StorageProblem

_NETWORK_KINDS: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs", "glusterfs"}
)
_WINDOWS_REMOTE_DRIVE: Final = 4
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def make_ready(folder: Path) -> None:
    """Make the folder if need be and try to write in it.

    Raises StorageProblem ``data_on_network``, ``folder_readonly`` or ``disk_full``.
    """
    with writing():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if on_network(folder):
            raise StorageProblem("data_on_network")
        trial = folder / f".write-test-{secrets.token_hex(4)}"
        try:
            trial.write_bytes(b"ok")
        finally:
            trial.unlink(missing_ok=True)


@contextlib.contextmanager
def writing() -> Generator[None, None, None]:
    """Give the troubles of a disk or folder as StorageProblem ``disk_full`` or ``folder_readonly``."""
    try:
        yield
    except OSError as error:
        raise StorageProblem("disk_full" if error.errno in _FULL else "folder_readonly") from None


def holds(file: Path) -> bool:
    """Tell whether the file is there and not empty; a folder in its place counts, whoever opens it says more."""
    try:
        return file.stat().st_size > 0
    except OSError:
        return False


def move_in(source: Path, target: Path, names: Sequence[str]) -> None:
    """Move files from folder to folder in this order, durably; those that went before are passed over."""
    for name in names:
        if (source / name).exists():
            (source / name).rename(target / name)
    flush(target)


def flush(folder: Path) -> None:
    """Make new names in a folder durable; Windows does so by itself."""
    if sys.platform != "win32":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def on_network(folder: Path) -> bool:
    """Tell whether the folder lies on a network share, where SQLite's write-ahead log does not work."""
    if sys.platform == "win32":
        root = os.path.splitdrive(folder)[0] + "\\"
        return root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == _WINDOWS_REMOTE_DRIVE
    return _mounted_as(folder) in _NETWORK_KINDS


def _mounted_as(folder: Path) -> str:
    """Give the kind of file system, "" where the system does not tell."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    target = str(folder.resolve())
    for line in mounts:
        parts = line.split()
        if len(parts) >= 3 and (target + "/").startswith(parts[1].rstrip("/") + "/") and len(parts[1]) >= len(best):
            best, kind = parts[1], parts[2]
    return kind
