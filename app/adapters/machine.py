"""What this machine is known by: its system's id and the disk under the data folder, as digests keyed by the device.

A part that cannot be read is left out and tells nothing.  ``LOKET_MACHINE`` names a machine whose system makes up new
ids at every start, as some virtual desktops do.
"""

import hmac
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from app.domain.ids import DeviceId

_SYSTEM: Final = "system"
_DISK: Final = "disk"
_NAMED: Final = "named"
_ID_FILES: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_SERIALS: Final = ("wwid", "device/wwid", "serial", "device/serial", "device/cid")
_LONGEST: Final = 1024


def machine_marks(folder: Path, device_id: DeviceId) -> Mapping[str, str]:
    """Give a digest for each part that can be read; the same machine gives the same ones, another device others."""
    return {
        part: hmac.digest(device_id.encode(), f"loket-aduan/1 machine {part} {found}".encode(), "sha256").hex()
        for part, found in _parts(folder)
    }


def _parts(folder: Path) -> Iterator[tuple[str, str]]:
    if named := os.environ.get("LOKET_MACHINE"):
        yield _NAMED, named
        return
    if found := _windows_id() if sys.platform == "win32" else _unix_id():
        yield _SYSTEM, found
    if sys.platform == "linux" and (found := _disk(folder)):
        yield _DISK, found


def _unix_id() -> str:
    return next(filter(None, map(_line, _ID_FILES)), "")


def _disk(folder: Path) -> str:
    """Give the serial of the disk that the folder lies on, behind partitions and mappings; "" when it has none."""
    try:
        device = folder.stat().st_dev
        block = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve(strict=True)
        while below := sorted((block / "slaves").iterdir()) if (block / "slaves").is_dir() else []:
            block = below[0].resolve(strict=True)
    except OSError:
        return ""
    if (block / "partition").exists():
        block = block.parent
    return next(filter(None, (_line(block / name) for name in _SERIALS)), "")


def _line(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_LONGEST).decode("ascii", errors="replace").strip()
    except OSError:
        return ""


if sys.platform == "win32":
    import winreg

    def _windows_id() -> str:
        try:
            how = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography", 0, how) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""

else:

    def _windows_id() -> str:
        return ""
