"""How far the database had come, remembered beside the keys and outside of it: an older copy put back is noticed.

Written behind each commit by a thread of its own, so that no request waits for it and it never runs ahead.
"""

import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from app.domain.errors import StorageProblem
from db.pusat.epochs import EpochStore

_AT_LEAST_S: Final = 5.0
_ENDING: Final = ".mark"
_log: Final = logging.getLogger("loket.pusat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An epoch and how far it had come."""

    epoch: str
    heights: Mapping[str, int]


class MarkFile:
    """One small file; one that cannot be written is logged and stops nobody."""

    def __init__(self, keys_at: Path) -> None:
        self._file = keys_at.with_name(keys_at.name + _ENDING)

    def read(self) -> Mark | None:
        """Give the mark, None when there is none or it cannot be read."""
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            return Mark(epoch=str(told["epoch"]), heights={str(n): int(v) for n, v in told["heights"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, mark: Mark) -> None:
        """Put the mark in the place of the one before."""
        aside = self._file.with_name(self._file.name + ".new")
        try:
            aside.write_text(json.dumps({"epoch": mark.epoch, "heights": dict(mark.heights)}), encoding="utf-8")
            aside.replace(self._file)
        except OSError as error:
            _log.warning("mark not kept: errno %s", error.errno)


def epoch_of_a_copy_put_back(epochs: EpochStore, mark: Mark | None, at: datetime) -> str | None:
    """Begin a new epoch when the database is older than the mark, and give it; None when it is not.

    Numbers that were given before the restore are never given again.
    """
    if mark is None:
        return None
    epoch, heights = epochs.heights()
    same = epoch == mark.epoch
    lower = any(heights.get(name, 0) < height for name, height in mark.heights.items())
    if same and not lower:
        return None
    epochs.raise_counters(mark.heights)
    if not same and epochs.knows(mark.epoch):
        return None  # the new epoch was begun by hand, after that mark
    return epochs.renew(at, "database_older_than_mark" if same else "epoch_unknown")


class MarkKeeper:
    """Keeps the mark up with the database while the server runs."""

    def __init__(self, epochs: EpochStore, file: MarkFile) -> None:
        self._epochs = epochs
        self._file = file
        self._due = threading.Event()
        self._over = threading.Event()
        self._kept: Mark | None = None
        self._thread = threading.Thread(target=self._run, name="marks", daemon=True)

    def __enter__(self) -> "MarkKeeper":
        self._keep()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._due.set()
        self._thread.join()
        self._keep()

    def committed(self) -> None:
        """Say that something was committed."""
        self._due.set()

    def _run(self) -> None:
        while not self._over.is_set():
            self._due.wait(_AT_LEAST_S)
            self._due.clear()
            self._keep()

    def _keep(self) -> None:
        try:
            epoch, heights = self._epochs.heights()
        except StorageProblem as problem:
            _log.info("mark not kept: %s", problem.code)
            return
        mark = Mark(epoch=epoch, heights=heights)
        if mark != self._kept:
            self._file.keep(mark)
            self._kept = mark
