"""``python -m tests.bench.syncing_window "idle first"|"sync first" FOLDER``: how long the window's thread stands still.

Opens the program on a desk that is enrolled, goes to the sync page, begins a sync and lets a timer of five milliseconds
look for the longest gap; prints ``{"syncing": ms, "idle": ms}``, each without the timer's own interval.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QObject, Qt, QTimer

from app.bootstrap import DeskEntrance
from tests.bench.signing_in import Officer
from ui import application, start
from ui.main_window import MainWindow
from ui.pages.sync_page import SyncPage

INTERVAL_MS: Final = 5
_IDLE_MS: Final = 3_000
_LEAST_MS: Final = 0.001
_REST_MS: Final = 500


class Pulse(QObject):
    """Beats every few milliseconds and remembers the longest time without a beat."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=INTERVAL_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = self._longest = 0.0

    def start(self) -> None:
        """Begin to look."""
        self._last, self._longest = time.perf_counter(), 0.0
        self._timer.start()

    def stop(self) -> float:
        """Give the longest stall in milliseconds."""
        self._beat()
        self._timer.stop()
        return max(_LEAST_MS, self._longest * 1000 - INTERVAL_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now


class Course(QObject):
    """Idles and syncs in the order wanted, prints the stalls and closes the desk."""

    def __init__(self, desktop: application.Desktop, steps: list[str]) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self._steps = steps
        self._pulse = Pulse()
        self._stalls: dict[str, float] = {}
        desktop.ready.connect(self._open_page)

    def _open_page(self) -> None:
        self._window.open_sync()
        page = self._window.page("sync")
        assert isinstance(page, SyncPage)
        page.running_changed.connect(self._on_running_changed)
        self._page = page
        self._rest()

    def _rest(self) -> None:
        QTimer.singleShot(_REST_MS, self._next)

    def _next(self) -> None:
        if not self._steps:
            print(json.dumps(self._stalls), flush=True)
            self._desktop.close()
            return
        self._pulse.start()
        if self._steps[0] == "idle":
            QTimer.singleShot(_IDLE_MS, self._end)
        else:
            self._page.sync_now()

    def _on_running_changed(self, running: bool) -> None:
        if not running:
            QTimer.singleShot(_REST_MS, self._end)  # what the page does with the outcome belongs to it

    @property
    def _window(self) -> MainWindow:
        assert self._desktop.window is not None
        return self._desktop.window

    def _end(self) -> None:
        self._stalls[self._steps.pop(0)] = self._pulse.stop()
        self._rest()


def main(order: str, folder: str) -> int:
    """Run the program for one course."""
    program = application.open_desktop
    kept: list[QObject | Officer] = []

    def opened(make_entrance: Callable[[], object], data_folder: Path) -> application.Desktop:
        desktop = program(make_entrance, data_folder)  # type: ignore[arg-type]
        steps = ["idle", "syncing"] if order == "idle first" else ["syncing", "idle"]
        kept.extend((Officer(desktop, when_warm=True), Course(desktop, steps)))
        return desktop

    application.open_desktop = opened  # type: ignore[assignment]
    return start.run(lambda: DeskEntrance(Path(folder)), Path(folder))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
