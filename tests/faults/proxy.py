"""A proxy on loopback that cuts and stalls: each connection takes the next cut of a list, then lines stay whole."""

import contextlib
import socket
import ssl
import struct
import threading
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Cut:
    """Break the connection once ``after`` bytes went ``up`` to the server or ``down`` to the desk; 0 is before any.

    A stalled one is not broken: it only carries nothing more, until all is dropped.
    """

    way: Literal["up", "down"]
    after: int
    stalls: bool = False


class CuttingProxy:
    """Listens until closed; ``target`` may be changed when the server moved.

    With ``tls`` it speaks HTTPS to the desk; while it is not ``open`` it takes connections and resets them.
    """

    def __init__(self, target: int, cuts: list[Cut] | None = None, *, tls: ssl.SSLContext | None = None) -> None:
        self.target = target
        self.cuts = list(cuts or [])
        self.tls = tls
        self.open = True
        self._lines: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                desk, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(desk,), daemon=True).start()

    def _connect(self, desk: socket.socket) -> None:
        if not self.open:
            _reset(desk)
            return
        cut = self.cuts.pop(0) if self.cuts else None
        try:
            if self.tls is not None:
                desk = self.tls.wrap_socket(desk, server_side=True)
            server = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            _reset(desk)
            return
        self._lines |= {desk, server}
        for way, source, sink in (("up", desk, server), ("down", server, desk)):
            at = cut if cut is not None and cut.way == way else None
            threading.Thread(target=self._pump, args=(source, sink, at), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, cut: Cut | None) -> None:
        """Pass bytes on until the end, or until the cut; then both sides are reset."""
        left = None if cut is None else cut.after
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                if left is None:
                    sink.sendall(data)
                    continue
                sink.sendall(data[:left])
                left = max(0, left - len(data))
                if left == 0 and cut is not None and not cut.stalls:
                    break
        for end in (source, sink):
            self._lines.discard(end)
            _reset(end)

    def drop(self) -> None:
        """Reset every connection there is."""
        for line in list(self._lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Listen no more, and drop what there is."""
        self._listener.close()
        self.drop()


def _reset(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RDWR)
    end.close()
