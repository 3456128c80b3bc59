"""Lanes: work off the GUI thread, one kind of work each, answers back on the GUI thread in the order of asking.

An answer is delivered to a bound method that is held weakly, and only while its page lives and still wants it.
Work given to a lane takes and gives values, never widgets.
"""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import MethodType
from typing import Final, TypeVar
from weakref import WeakMethod, ref

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import Shiboken

from app.domain.errors import AppError

T = TypeVar("T")
PROGRESS_INTERVAL_S: Final = 0.1
_TURN_S: Final = 0.0005
"""After so long a busy lane lets the GUI thread go on; Python's own 5 ms, several times a key, are felt."""


class Request:
    """One thing asked of a lane: the asker may cancel it; the work may report progress and look at ``stop``."""

    def __init__(self, *, interrupt: Callable[[], None] | None = None) -> None:
        self.stop: Final = threading.Event()
        self._interrupt = interrupt
        self._lock = threading.Lock()
        self._cancelled = False
        self._running = False
        self._latest: list[object] = []
        self._wake: Callable[[], None] | None = None

    @property
    def cancelled(self) -> bool:
        """Whether the answer is no longer wanted."""
        return self._cancelled

    def cancel(self) -> None:
        """Want no answer any more: work that waits is not begun, work that runs is interrupted if it can be.

        To end work early and still get its answer, set ``stop`` instead.
        """
        with self._lock:
            self._cancelled = True
            self.stop.set()
            if self._running and self._interrupt:
                self._interrupt()

    def report(self, progress: object) -> None:
        """Tell how far the work is, from any thread and as often as you like; only the latest word is delivered."""
        with self._lock:
            waiting = bool(self._latest)
            self._latest = [progress]
        if not waiting and self._wake:
            self._wake()

    def _begin(self) -> bool:
        with self._lock:
            self._running = not self._cancelled
            return self._running

    def _end(self) -> None:
        with self._lock:
            self._running = False

    def _take_progress(self) -> list[object]:
        with self._lock:
            latest, self._latest = self._latest, []
            return latest


@dataclass(frozen=True, slots=True)
class _Address:
    """Where an answer goes; holds nobody alive."""

    done: WeakMethod[Callable[..., object]]
    failed: WeakMethod[Callable[..., object]] | None
    progress: WeakMethod[Callable[..., object]] | None
    owner: ref[QObject] | None

    def receiver(self, method: WeakMethod[Callable[..., object]] | None) -> Callable[..., object] | None:
        found = method() if method else None
        if found is None or not _alive(getattr(found, "__self__", None)):
            return None
        if self.owner is not None:
            owner = self.owner()
            if owner is None or not _alive(owner):
                return None
        return found


@dataclass(frozen=True, slots=True)
class _Parcel:
    request: Request
    address: _Address
    kind: str
    value: object = None


class _Mailbox(QObject):
    """Lives on the GUI thread as long as its lane and hands out what the lane's thread has put in."""

    arrived = Signal()

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now
        self._parcels: deque[_Parcel] = deque()
        self._shown_at: dict[Request, float] = {}
        self._late: dict[Request, _Parcel] = {}
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._show_late)
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, parcel: _Parcel) -> None:
        """Put a parcel in, from any thread."""
        self._parcels.append(parcel)
        self.arrived.emit()

    def close(self) -> None:
        self._timer.stop()
        self._parcels.clear()
        self._late.clear()
        self._shown_at.clear()

    @Slot()
    def _deliver(self) -> None:
        if not self._parcels:
            return
        parcel = self._parcels.popleft()
        if parcel.kind == "progress":
            wait_s = self._shown_at.get(parcel.request, -PROGRESS_INTERVAL_S) + PROGRESS_INTERVAL_S - self._now()
            if wait_s > 0:
                self._late[parcel.request] = parcel
                self._timer.start(int(wait_s * 1000) + 1)
            else:
                self._show(parcel)
            return
        self._late.pop(parcel.request, None)
        self._show(parcel)
        self._shown_at.pop(parcel.request, None)
        method = parcel.address.done if parcel.kind == "done" else parcel.address.failed
        receiver = parcel.address.receiver(method)
        if receiver and not parcel.request.cancelled:
            receiver(parcel.value)

    @Slot()
    def _show_late(self) -> None:
        late, self._late = self._late, {}
        for parcel in late.values():
            self._show(parcel)

    def _show(self, parcel: _Parcel) -> None:
        for value in parcel.request._take_progress():
            self._shown_at[parcel.request] = self._now()
            receiver = parcel.address.receiver(parcel.address.progress)
            if receiver and not parcel.request.cancelled:
                receiver(value)


class Lane:
    """A thread for one kind of work; ask it from the GUI thread, which must be the one that made it."""

    def __init__(
        self,
        name: str,
        *,
        crashed: Callable[[Exception], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``crashed`` is told of every bug on the lane's own thread, before the asker hears "unexpected"."""
        sys.setswitchinterval(_TURN_S)
        self.name: Final = name
        self._crashed = crashed
        self._mailbox = _Mailbox(now)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"lane-{name}")
        self._lock = threading.Lock()
        self._open: set[Request] = set()
        self._idle = threading.Event()
        self._idle.set()
        self._closed = self._muted = False

    def ask(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[AppError], object] | None = None,
        *,
        owner: QObject | None = None,
        interrupt: Callable[[], None] | None = None,
    ) -> Request:
        """Have ``work`` done; its result goes to the bound method ``done``, its AppError to ``failed``.

        Nothing is delivered once ``owner`` (or the object of the bound method) is gone or the request cancelled.
        ``interrupt`` is called by ``cancel`` while the work runs, to break off a query.
        """

        def plainly(_: Request) -> T:
            return work()

        return self._submit(plainly, _address(done, failed, None, owner), Request(interrupt=interrupt))

    def follow(
        self,
        work: Callable[[Request], T],
        done: Callable[[T], object],
        failed: Callable[[AppError], object] | None = None,
        *,
        progress: Callable[..., object],
        owner: QObject | None = None,
    ) -> Request:
        """Have long work done: it gets its request, calls ``report`` on it and looks at ``stop`` between batches.

        The bound method ``progress`` hears the latest report, at most ten a second, and always the last one.
        """
        return self._submit(work, _address(done, failed, progress, owner), Request())

    @property
    def idle(self) -> bool:
        """Whether nothing waits and nothing runs."""
        return self._idle.is_set()

    def wait(self, timeout_s: float) -> bool:
        """Block until the lane is idle or the time is over; tell which."""
        return self._idle.wait(timeout_s)

    def mute(self) -> None:
        """Deliver no more answers; work is still taken and done."""
        self._muted = True
        self._mailbox.close()

    def close(self, *, drop_waiting: bool = False) -> None:
        """Take no more work and deliver no more answers; running work is asked to stop, waiting work is still done.

        ``drop_waiting`` leaves out what has not begun.  Returns at once: look at ``idle`` or ``wait``.
        """
        with self._lock:
            self._closed = True
            requests = tuple(self._open)
        for request in requests:
            request.stop.set()
            if drop_waiting and not request._running:
                request.cancel()
        self._mailbox.close()
        self._executor.shutdown(wait=False)

    def _submit(self, work: Callable[[Request], T], address: _Address, request: Request) -> Request:
        request._wake = lambda: self._post(_Parcel(request, address, "progress"))
        with self._lock:
            if self._closed:
                raise RuntimeError(f"lane {self.name} is closed")
            self._open.add(request)
            self._idle.clear()
            self._executor.submit(self._run, work, address, request)
        return request

    def _run(self, work: Callable[[Request], object], address: _Address, request: Request) -> None:
        try:
            if request._begin():
                self._post(self._outcome(work, address, request))
        finally:
            with self._lock:
                self._open.discard(request)
                if not self._open:
                    self._idle.set()

    def _outcome(self, work: Callable[[Request], object], address: _Address, request: Request) -> _Parcel:
        try:
            return _Parcel(request, address, "done", work(request))
        except AppError as problem:
            return _Parcel(request, address, "failed", problem.with_traceback(None))
        except Exception as bug:  # noqa: BLE001 - the lane is one of the two places that stop every exception
            self._crashed(bug)
            return _Parcel(request, address, "failed", AppError("unexpected", kind=type(bug).__name__))
        finally:
            request._end()

    def _post(self, parcel: _Parcel) -> None:
        if not (self._closed or self._muted):
            self._mailbox.post(parcel)


def _address(
    done: Callable[..., object],
    failed: Callable[..., object] | None,
    progress: Callable[..., object] | None,
    owner: QObject | None,
) -> _Address:
    return _Address(
        done=_weakly(done),
        failed=_weakly(failed) if failed else None,
        progress=_weakly(progress) if progress else None,
        owner=ref(owner) if owner is not None else None,
    )


def _weakly(method: Callable[..., object]) -> WeakMethod[Callable[..., object]]:
    if not isinstance(method, MethodType):
        raise TypeError("answers go to bound methods only: a lambda or a partial would be gone before the answer")
    return WeakMethod(method)


def _alive(someone: object) -> bool:
    return not isinstance(someone, QObject) or Shiboken.isValid(someone)
