"""Looks into a scanner's folder now and then: gives the whole new files, never waits for a folder that does not answer.

The folder may lie on a share that hangs, so it is read on a thread of its own; whoever asks gets what is known by then.
"""

import os
import stat
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.domain.attachment import Scan

_ENDINGS: Final = (".pdf", ".jpg", ".jpeg", ".png")
_MOST_ENTRIES: Final = 5_000
_STILL_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Seen:
    size_bytes: int
    changed_ns: int
    looked_at: float


class ScanFolder:
    """Fulfils Scans of app.ports.  What lay there when a folder was first looked into is not new."""

    def __init__(self, folder: Callable[[], str], now: Callable[[], float] = time.monotonic) -> None:
        """``folder`` gives the folder that is set, "" for none."""
        self._folder = folder
        self._now = now
        self._lock = threading.Lock()
        self._looking: threading.Thread | None = None
        self._watched = ""
        self._old: set[str] = set()
        self._seen: dict[str, _Seen] = {}
        self._whole: tuple[Scan, ...] = ()

    def new(self) -> Sequence[Scan]:
        """Give the files that came and are whole, oldest first, and begin the next look."""
        folder = self._folder()
        with self._lock:
            if folder != self._watched:
                self._watched, self._old, self._seen, self._whole = folder, set(), {}, ()
                first = True
            else:
                first = False
            whole = self._whole
            if folder and (self._looking is None or not self._looking.is_alive()):
                self._looking = threading.Thread(target=self.look, args=(folder,), kwargs={"first": first}, daemon=True)
                self._looking.start()
        return whole if folder else ()

    def settle(self, timeout_s: float) -> None:
        """Wait for the look that runs, for tests."""
        looking = self._looking
        if looking is not None:
            looking.join(timeout_s)

    def look(self, folder: str, *, first: bool) -> None:
        """Read the folder once; a file is whole when it did not change between two looks."""
        found = _listed(Path(folder))
        at = self._now()
        with self._lock:
            if folder != self._watched:
                return
            if first:
                self._old = {_key(path, size, changed) for path, size, changed in found}
            whole: list[tuple[int, Scan]] = []
            seen: dict[str, _Seen] = {}
            for path, size, changed in found:
                key, before = _key(path, size, changed), self._seen.get(path)
                same = before is not None and (before.size_bytes, before.changed_ns) == (size, changed)
                since = before.looked_at if same and before is not None else at
                seen[path] = _Seen(size, changed, since)
                if key not in self._old and size and same and at - since >= _STILL_S:
                    whole.append((changed, Scan(key=key, name=Path(path).name, path=path, size_bytes=size)))
            self._seen = seen
            self._whole = tuple(scan for _, scan in sorted(whole, key=lambda pair: pair[0]))


def _key(path: str, size: int, changed_ns: int) -> str:
    return f"{path}\n{size}\n{changed_ns}"


def _listed(folder: Path) -> list[tuple[str, int, int]]:
    """Give path, size and time of the plain files of kinds that scanners make; none where it cannot be read."""
    found: list[tuple[str, int, int]] = []
    try:
        with os.scandir(folder) as entries:
            for n, entry in enumerate(entries):
                if n >= _MOST_ENTRIES:
                    break
                if entry.name.startswith(".") or not entry.name.lower().endswith(_ENDINGS):
                    continue
                told = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(told.st_mode):
                    found.append((entry.path, told.st_size, told.st_mtime_ns))
    except OSError:
        return found
    return found
