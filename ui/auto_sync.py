"""Asks once a minute whether a sync should begin by itself; the answer is made on the net lane, never here."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.access import Act, may
from app.domain.errors import AppError
from ui.context import Context

if TYPE_CHECKING:
    from app.services import Session

_LOOK_MS: Final = 60_000


class AutoSync(QObject):
    """Goes on behind a locked door; ends with the window it belongs to."""

    due = Signal()  # a sync should begin now

    def __init__(self, ctx: Context, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._interval = timedelta(minutes=minutes)
        self._asking = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look from now on, if this officer may sync."""
        if may(self._ctx.session.officer, Act.SYNC):
            self._timer.start()

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()

    def every(self, minutes: int) -> None:
        """Take another interval, 0 for never."""
        self._interval = timedelta(minutes=minutes)

    def look(self) -> None:
        """Ask whether it is time, unless that is being asked."""
        if self._asking or not self._interval:
            return
        self._asking = True
        wanted = partial(_wanted, self._ctx.session, self._interval)
        self._ctx.net.ask(wanted, self._on_answer, self._on_failed, owner=self)

    def _on_answer(self, wanted: bool) -> None:
        self._asking = False
        if wanted and self._timer.isActive():
            self.due.emit()

    def _on_failed(self, _: AppError) -> None:
        """What fails here fails again where somebody sees it: on the sync page."""
        self._asking = False


def _wanted(session: "Session", interval: timedelta) -> bool:
    return session.services.auto_sync.wanted(session.officer, interval=interval)
