"""Keeps what is being typed: stored within a second of the first key that is not stored yet, never two at a time."""

from collections import deque
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
_FOR_GOOD: Final = frozenset({"draft_of_another", "not_allowed"})


class DraftKeeper(QObject):
    """``look`` gives the draft as it stands now, None when nothing was typed that is worth keeping.

    A draft that could not be stored before another was shown is held and tried again as well.
    """

    kept = Signal(object)  # datetime
    failed = Signal(object)  # AppError

    def __init__(self, ctx: Context, look: Callable[[], Draft | None], parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._look = look
        self._unsaved = self._stopped = False
        self._stored: ComplaintId | None = None  # the draft shown, when it is in the store
        self._asked: deque[Draft] = deque()  # what the lane is storing, in its order
        self._late: dict[ComplaintId, Draft] = {}  # what could not be stored and is not shown any more
        self._gone: set[ComplaintId] = set()  # filed or discarded: never to be stored again
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
        if not self._timer.isActive() and not self._asked:
            self._wait(WAIT_MS)

    def flush(self) -> None:
        """Store now what is not stored yet."""
        if self._unsaved or self._late:
            self._timer.stop()
            self._store()

    def stop(self) -> None:
        """Store what is not stored yet and then nothing more: the lane is about to close."""
        self.flush()
        self._stopped = True
        self._timer.stop()

    def take_up(self, draft: Draft) -> None:
        """Go on with a draft that is stored already, or about to be."""
        self.forget()
        self._stored = draft.id
        if self._late.pop(draft.id, None) is not None:
            self.touch()

    def forget(self) -> None:
        """Store nothing more of the draft shown: it is being filed, or another one is begun."""
        self._unsaved = False
        self._stored = None
        self._timer.stop()
        if self._late:
            self._wait(RETRY_MS)

    def end(self, id: ComplaintId) -> None:
        """Store nothing of a draft that is filed or discarded, not even what failed before."""
        self._gone.add(id)
        self._late.pop(id, None)
        self.forget()

    def _store(self) -> None:
        late, self._late = self._late, {}
        for draft in late.values():
            self._ask(draft)
        if not self._unsaved:
            return
        shown = self._look()
        self._unsaved = False
        if shown is not None:
            self._stored = shown.id
            self._ask(shown)
        elif self._stored is not None:
            session = self._ctx.session
            drop = partial(session.services.keep_draft.emptied, session.officer, self._stored)
            self._stored = None
            self._ctx.write.ask(drop, self._on_dropped, self._on_not_dropped, owner=self)

    def _ask(self, draft: Draft) -> None:
        session = self._ctx.session
        self._asked.append(draft)
        keep = partial(session.services.keep_draft, session.officer, draft)
        self._ctx.write.ask(keep, self._on_kept, self._on_failed, owner=self)

    def _on_kept(self, at: datetime) -> None:
        if self._asked.popleft().id == self._stored:
            self.kept.emit(at)
        if self._unsaved and not self._asked:
            self._wait(max(0, WAIT_MS - self._since.elapsed()))

    def _on_dropped(self, _: object) -> None:
        """An emptied form needs no draft."""

    def _on_not_dropped(self, problem: AppError) -> None:
        self.failed.emit(problem)

    def _on_failed(self, problem: AppError) -> None:
        draft = self._asked.popleft()
        if problem.code not in _FOR_GOOD and draft.id not in self._gone:
            if draft.id == self._stored:
                self._unsaved = True
            else:
                self._late[draft.id] = draft
            self._wait(RETRY_MS)
        self.failed.emit(problem)

    def _wait(self, time_ms: int) -> None:
        if not self._stopped:
            self._timer.start(time_ms)
