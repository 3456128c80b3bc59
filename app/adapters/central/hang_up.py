"""Ends a request that waits for its answer, from another thread, as soon as somebody wants the run to end.

The server may have done what was asked: to the outbox this is an answer that was lost, and it is asked again.
"""

import os
import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import httpx2

_LOOK_S: Final = 0.1
_CONNECTED: Final = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


class HangUp:
    """Knows the sockets that the requests of one client run over."""

    def __init__(self) -> None:
        self._lines: list[Any] = []

    def follow(self, request: "httpx2.Request") -> None:
        """Hear of the connection that a request makes; a hook of the client."""
        request.extensions["trace"] = self._note

    def _note(self, event: str, info: dict[str, Any]) -> None:
        if event in _CONNECTED:
            self._lines = [line for line in self._lines if line.fileno() >= 0]
            self._lines.append(info["return_value"].get_extra_info("socket"))

    def now(self) -> None:
        """Cut every line; whoever waits on one hears that it is cut."""
        for line in self._lines:
            with suppress(OSError), socket.socket(fileno=os.dup(line.fileno())) as same:
                same.shutdown(socket.SHUT_RDWR)  # of a twin: TLS would tear its state from under the reading thread

    @contextmanager
    def when(self, stop: Callable[[], bool]) -> Generator[None, None, None]:
        """Look again and again whether ``stop`` says so, until the block ends."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(_LOOK_S):
                if stop():
                    self.now()

        watcher = threading.Thread(target=watch, name="hang-up", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()
