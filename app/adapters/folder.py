"""The data folder: it must be on this computer, ours alone to read, and writable, before anything is kept in it."""

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

from app.domain.errors import StorageProblem

_NETWORK_KINDS: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs", "glusterfs"}
)
_WINDOWS_REMOTE_DRIVE: Final = 4


def make_ready(folder: Path) -> None:
    """Make the folder if need be and try to write in it.

    Raises StorageProblem ``data_on_network``, ``folder_readonly`` or ``disk_full``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if on_network(folder):
            raise StorageProblem("data_on_network")
        trial = folder / ".write-test"
        trial.write_bytes(b"ok")
        trial.unlink()
    except OSError as error:
        raise StorageProblem("disk_full" if error.errno == 28 else "folder_readonly") from None


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
