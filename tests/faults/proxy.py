"""A proxy on loopback that cuts lines: each connection takes the next cut of a list, then lines stay whole."""

import contextlib
import socket
import struct
import threading
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Cut:
    """Break the connection once ``after`` bytes went ``up`` to the server or ``down`` to the desk; 0 is before any."""

    way: Literal["up", "down"]
    after: int


class CuttingProxy:
    """Listens until closed; ``target`` may be changed when the server moved."""

    def __init__(self, target: int, cuts: list[Cut] | None = None) -> None:
        self.target = target
        self.cuts = list(cuts or [])
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                desk, _ = self._listener.accept()
                cut = self.cuts.pop(0) if self.cuts else None
                try:
                    server = socket.create_connection(("127.0.0.1", self.target))
                except OSError:
                    desk.close()
                    continue
                for way, source, sink in (("up", desk, server), ("down", server, desk)):
                    left = cut.after if cut is not None and cut.way == way else None
                    threading.Thread(target=_pump, args=(source, sink, left), daemon=True).start()

    def close(self) -> None:
        self._listener.close()


def _pump(source: socket.socket, sink: socket.socket, left: int | None) -> None:
    """Pass bytes on until the end, or until ``left`` of them have gone; then both sides are reset."""
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data if left is None else data[:left])
            if left is not None:
                left -= len(data)
                if left <= 0:
                    break
    for end in (source, sink):
        with contextlib.suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.shutdown(socket.SHUT_RDWR)
        end.close()
