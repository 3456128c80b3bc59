"""A network cable that can be pulled: forwards one loopback port to another, and cuts when told to."""

import contextlib
import socket
import threading
from typing import Final

_CHUNK: Final = 65_536


class Cable:
    """Listens on a free loopback port (:attr:`port`) and forwards to ``target`` until closed.

    ``pull()`` breaks every open connection and refuses new ones; ``pull_inside_answer()`` lets the next request through
    and breaks the line after the first bytes of its answer, when the server has already stored it.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._pulled = threading.Event()
        self._cut_answer = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.cuts = 0
        threading.Thread(target=self._accept, name="cable", daemon=True).start()

    def pull(self) -> None:
        """Break the line now."""
        self._pulled.set()
        self._break_all()

    def pull_inside_answer(self) -> None:
        """Break the line inside the next answer."""
        self._cut_answer.set()

    def plug_in(self) -> None:
        """Let the line work again."""
        self._pulled.clear()
        self._cut_answer.clear()

    def close(self) -> None:
        """End it."""
        self._listener.close()
        self._break_all()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if self._pulled.is_set():
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._target))
                with self._lock:
                    self._open |= {near, far}
                threading.Thread(target=self._carry, args=(near, far, False), daemon=True).start()
                threading.Thread(target=self._carry, args=(far, near, True), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_CHUNK):
                if answers and self._cut_answer.is_set():
                    sink.sendall(data[:20])
                    self.cuts += 1
                    self.pull()
                    break
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        with self._lock:
            self._open -= {source, sink}

    def _break_all(self) -> None:
        with self._lock:
            ends = list(self._open)
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
