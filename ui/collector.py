"""Garbage is collected on the GUI thread alone: a widget that is taken apart on the thread of a lane ends the program.

Python collects wherever an allocation happens to be the one too many, so its own collecting is switched off.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 1_000


class Collector(QObject):
    """Looks once a second whether Python would have collected by now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(collect_what_is_due)

    def start(self) -> None:
        """Take collecting over."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give it back, when no widget is left."""
        if self.is_running():
            self._timer.stop()
            gc.enable()

    def is_running(self) -> bool:
        """Tell whether it has taken over."""
        return self._timer.isActive()


def collect_what_is_due() -> int:
    """Collect the oldest generation whose time has come, with the younger ones; give its number, -1 for none."""
    due = [n for n, (held, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if held > most]
    if 0 not in due:
        return -1
    gc.collect(due[-1])
    return due[-1]
