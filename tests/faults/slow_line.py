"""A line of a given bandwidth and round trip on loopback: whatever goes through it arrives when it would out there."""

import contextlib
import queue
import socket
import threading
import time
from typing import Final

_PIECE: Final = 512
_AHEAD_S: Final = 0.02
Arriving = queue.SimpleQueue[tuple[float, bytes]]
Ends = tuple[socket.socket, socket.socket]


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
                    arriving: Arriving = queue.SimpleQueue()
                    into = ((source, sink), arriving, self._ways[way], opened_at)
                    threading.Thread(target=_take, args=into, daemon=True).start()
                    threading.Thread(target=_bring, args=((source, sink), arriving), daemon=True).start()

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

    def times(self, count: int, not_before: float) -> tuple[float, float]:
        """Give when so many bytes have left that want to leave now, and when they arrive."""
        with self._lock:
            self._free_at = max(time.monotonic(), not_before, self._free_at) + count / self._bytes_per_s
            self.carried += count
            return self._free_at, self._free_at + self._half_s


def _take(ends: Ends, arriving: Arriving, way: _Way, opened: float) -> None:
    """Take bytes in as fast as they leave, so that what waits stands in the sender's own buffers."""
    source, _ = ends
    with contextlib.suppress(OSError):
        while data := source.recv(_PIECE):
            left, arrives = way.times(len(data), opened)
            arriving.put((arrives, data))
            _until(left - _AHEAD_S)
    arriving.put((0.0, b""))


def _bring(ends: Ends, arriving: Arriving) -> None:
    """Bring bytes when they arrive; a broken end breaks the other."""
    source, sink = ends
    try:
        while True:
            at, data = arriving.get()
            if not data:
                sink.shutdown(socket.SHUT_WR)
                return
            _until(at)
            sink.sendall(data)
    except OSError:
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def _until(moment: float) -> None:
    threading.Event().wait(max(0.0, moment - time.monotonic()))
