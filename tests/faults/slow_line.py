"""A line of a given bandwidth and round trip on loopback: whatever goes through it arrives when it would out there."""

import contextlib
import queue
import socket
import threading
import time
from typing import Final

_PIECE: Final = 512


class SlowLine:
    """Listens until closed; connections share the bandwidth of each way, and opening one costs a round trip."""

    def __init__(self, target: int, *, bits_per_s: float, round_trip_s: float) -> None:
        self._target = target
        self._ways = {way: _Way(bits_per_s / 8, round_trip_s / 2) for way in ("up", "down")}
        self._round_trip_s = round_trip_s
        self._ends: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def carried(self) -> int:
        """Give how many bytes went through, both ways."""
        return sum(way.carried for way in self._ways.values())

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                desk, _ = self._listener.accept()
                opened_at = time.monotonic() + self._round_trip_s
                server = socket.create_connection(("127.0.0.1", self._target))
                self._ends += [desk, server]
                for way, source, sink in (("up", desk, server), ("down", server, desk)):
                    source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    arriving: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
                    into, out = (source, arriving, self._ways[way], opened_at), (sink, arriving)
                    threading.Thread(target=_take, args=into, daemon=True).start()
                    threading.Thread(target=_bring, args=out, daemon=True).start()

    def close(self) -> None:
        """Listen no more, and end every connection."""
        self._listener.close()
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


class _Way:
    """One direction: bytes leave one after the other, and arrive half a round trip later."""

    def __init__(self, bytes_per_s: float, half_s: float) -> None:
        self._bytes_per_s = bytes_per_s
        self._half_s = half_s
        self._free_at = 0.0
        self._lock = threading.Lock()
        self.carried = 0

    def arrival(self, count: int, not_before: float) -> float:
        """Give when so many bytes arrive that want to leave now."""
        with self._lock:
            self._free_at = max(time.monotonic(), not_before, self._free_at) + count / self._bytes_per_s
            self.carried += count
            return self._free_at + self._half_s


def _take(source: socket.socket, arriving: "queue.SimpleQueue[tuple[float, bytes]]", way: _Way, opened: float) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(_PIECE):
            arriving.put((way.arrival(len(data), opened), data))
    arriving.put((0.0, b""))


def _bring(sink: socket.socket, arriving: "queue.SimpleQueue[tuple[float, bytes]]") -> None:
    with contextlib.suppress(OSError):
        while True:
            at, data = arriving.get()
            if not data:
                sink.shutdown(socket.SHUT_WR)
                return
            threading.Event().wait(max(0.0, at - time.monotonic()))
            sink.sendall(data)
