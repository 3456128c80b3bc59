"""A tus server that can be told to misbehave, on a real socket."""

import threading
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Held:
    """A file on its way."""

    length: int
    digest: str
    content: bytearray = field(default_factory=bytearray)


class TusStandIn:
    """Keeps files in memory. ``before`` may answer in its place: it gets method and path and gives (status, headers).

    ``cut_after`` lists after how many bytes of a piece the line breaks, what came so far being kept; None lets it pass.
    """

    def __init__(self) -> None:
        self.files: dict[str, Held] = {}
        self.asked: list[str] = []
        self.cut_after: list[int | None] = []
        self.before: Callable[[str, str], tuple[int, dict[str, str]] | None] = lambda method, path: None
        self.flips = 0
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.stand_in = self
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    stand_in: TusStandIn


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Tus-Resumable": "1.0.0", "Content-Length": "0", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def handled(self) -> bool:
        self.server.stand_in.asked.append(self.command)
        instead = self.server.stand_in.before(self.command, self.path)
        if instead is None:
            return False
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, headers = instead
        self.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        return True

    def do_POST(self) -> None:
        if self.handled():
            return
        told = dict(pair.split(" ") for pair in self.headers["Upload-Metadata"].split(","))
        id, digest = (b64decode(told[name]).decode() for name in ("id", "sha256"))
        held = self.server.stand_in.files.setdefault(id, Held(int(self.headers["Upload-Length"]), digest))
        if held.digest != digest:
            self.answer(409)
        else:
            self.answer(201, Location=f"/v1/files/{id}", Upload_Offset=str(len(held.content)))

    def do_HEAD(self) -> None:
        if self.handled():
            return
        held = self.server.stand_in.files.get(self.path.rpartition("/")[2])
        if held is None:
            self.answer(404)
        else:
            self.answer(200, Upload_Offset=str(len(held.content)), Upload_Length=str(held.length))

    def do_PATCH(self) -> None:
        if self.handled():
            return
        held = self.server.stand_in.files.get(self.path.rpartition("/")[2])
        length = int(self.headers["Content-Length"])
        if held is None or int(self.headers["Upload-Offset"]) != len(held.content):
            self.rfile.read(length)
            self.answer(404 if held is None else 409)
            return
        cut = self.server.stand_in.cut_after.pop(0) if self.server.stand_in.cut_after else None
        held.content += self.rfile.read(length if cut is None else min(cut, length))
        if cut is not None:
            self.close_connection = True
            self.connection.close()
            return
        if self.server.stand_in.flips and len(held.content) == held.length:
            self.server.stand_in.flips -= 1
            held.content[0] ^= 1
        if len(held.content) == held.length and sha256(held.content).hexdigest() != held.digest:
            held.content.clear()
            self.answer(460)
        else:
            self.answer(204, Upload_Offset=str(len(held.content)))
