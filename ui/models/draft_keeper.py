"""Keeps what is being typed: stored within a second of the first key that is not stored yet, never two at a time."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.domain.draft import Draft
from app.domain.errors import AppError
from app.domain.ids import ComplaintId
from ui.context import Context

WAIT_MS: Final = 600
RETRY_MS: Final = 3000


class DraftKeeper(QObject):
    """``look`` gives the draft as it stands now, None when nothing was typed that is worth keeping."""

    kept = Signal(object)  # datetime
    failed = Signal(object)  # AppError

    def __init__(self, ctx: Context, look: Callable[[], Draft | None], parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._look = look
        self._unsaved = self._storing = self._stopped = False
        self._stored: ComplaintId | None = None
        self._since = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._store)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not stored yet."""
        return self._unsaved

    def touch(self) -> None:
        """Take note that something was typed.  Keys that follow do not put off the moment of storing."""
        if not self._unsaved:
            self._unsaved = True
            self._since.start()
        if not self._timer.isActive() and not self._storing:
            self._wait(WAIT_MS)

    def flush(self) -> None:
        """Store now what is not stored yet."""
        if self._unsaved:
            self._timer.stop()
            self._store()

    def stop(self) -> None:
        """Store what is not stored yet and then nothing more: the lane is about to close."""
        self.flush()
        self._stopped = True
        self._timer.stop()

    def take_up(self, draft: Draft) -> None:
        """Go on with a draft that is stored already."""
        self.forget()
        self._stored = draft.id

    def forget(self) -> None:
        """Store nothing more of this draft: it is filed, or another one is begun."""
        self._timer.stop()
        self._unsaved = False
        self._stored = None

    def _store(self) -> None:
        draft = self._look()
        self._unsaved = False
        session = self._ctx.session
        if draft is not None:
            self._storing, self._stored = True, draft.id
            keep = partial(session.services.keep_draft, session.officer, draft)
            self._ctx.write.ask(keep, self._on_kept, self._on_failed, owner=self)
        elif self._stored is not None:
            drop = partial(session.services.keep_draft.emptied, session.officer, self._stored)
            self._stored = None
            self._ctx.write.ask(drop, self._on_dropped, self._on_failed, owner=self)

    def _on_kept(self, at: datetime) -> None:
        self._storing = False
        self.kept.emit(at)
        if self._unsaved:
            self._wait(max(0, WAIT_MS - self._since.elapsed()))

    def _on_dropped(self, _: object) -> None:
        """An emptied form needs no draft."""

    def _on_failed(self, problem: AppError) -> None:
        self._storing = False
        self._unsaved = True
        self._wait(RETRY_MS)
        self.failed.emit(problem)

    def _wait(self, time_ms: int) -> None:
        if not self._stopped:
            self._timer.start(time_ms)
