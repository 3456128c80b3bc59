"""A proxy on loopback that reads messages and twists answers: the next requests meet the next twists of a list."""

import contextlib
import gzip
import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_MOST: Final = 65_536
_HOLDS_S: Final = 30


class Broken(Exception):
    """The connection ends here."""


@dataclass(frozen=True)
class Message:
    """A request or an answer: its head with the empty line behind it, and its body."""

    head: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        """Give the bytes on the line."""
        return self.head + self.body

    @property
    def content(self) -> bytes:
        """Give the body as it was before it was compressed."""
        return gzip.decompress(self.body) if b"content-encoding: gzip" in self.head.lower() else self.body

    @property
    def path(self) -> str:
        """Give the path of a request."""
        return self.head.split(b" ", 2)[1].decode()


class Exchange:
    """One request on its way: ``ask`` passes it on, ``earlier`` are the answers that went by before."""

    def __init__(self, request: Message, server: "_Server", earlier: list[Message]) -> None:
        self.request = request
        self.earlier = earlier
        self._server = server

    def ask(self) -> Message:
        """Give the server's answer."""
        return self._server.ask(self.request)

    def leave(self) -> None:
        """Bring the request and hang up."""
        self._server.leave(self.request)


Twist = Callable[[Exchange], bytes]
"""Gives the bytes that the desk gets; raises Broken to end the connection."""


class TwistingProxy:
    """Listens until closed."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.twists: list[Twist] = []
        self.asked: list[str] = []
        self.over = threading.Event()
        self._answers: list[Message] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                desk, _ = self._listener.accept()
                desk.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._serve, args=(desk,), daemon=True).start()

    def _serve(self, desk: socket.socket) -> None:
        server = _Server(self)
        rest = b""
        with desk, contextlib.suppress(OSError, Broken):
            while True:
                request, rest = _read(desk, rest)
                self.asked.append(request.path)
                twist = self.twists.pop(0) if self.twists else sound
                answer = twist(Exchange(request, server, self._answers))
                desk.sendall(answer)
        server.close()

    def close(self) -> None:
        """Listen no more."""
        self._listener.close()


class _Server:
    """The way on to the server, kept open as long as the desk keeps its own."""

    def __init__(self, proxy: TwistingProxy) -> None:
        self._proxy = proxy
        self._line: socket.socket | None = None

    def ask(self, request: Message) -> Message:
        for first in (True, False):
            fresh = self._line is None
            if self._line is None:
                self._line = socket.create_connection(("127.0.0.1", self._proxy.target))
            try:
                self._line.sendall(request.raw)
                answer, _ = _read(self._line, b"")
            except (OSError, Broken):
                self.close()
                if fresh or not first:
                    raise
                continue
            self._proxy._answers.append(answer)
            return answer
        raise Broken

    def leave(self, request: Message) -> None:
        self.close()
        with socket.create_connection(("127.0.0.1", self._proxy.target)) as line:
            line.sendall(request.raw)

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None


def _read(line: socket.socket, rest: bytes) -> tuple[Message, bytes]:
    """Give the next message of a line, and what came behind it."""
    while b"\r\n\r\n" not in rest:
        rest += _more(line)
    head, _, rest = rest.partition(b"\r\n\r\n")
    fields = dict(field.lower().split(b":", 1) for field in head.split(b"\r\n")[1:])
    if b"transfer-encoding" in fields:
        raise ValueError("chunked messages are not twisted")
    size = 0 if head.startswith((b"HEAD ", b"HTTP/1.1 204")) else int(fields.get(b"content-length", b"0"))
    while len(rest) < size:
        rest += _more(line)
    return Message(head + b"\r\n\r\n", rest[:size]), rest[size:]


def _more(line: socket.socket) -> bytes:
    data = line.recv(_MOST)
    if not data:
        raise Broken
    return data


# ---- twists ------------------------------------------------------------------------------------------------


def sound(exchange: Exchange) -> bytes:
    """Pass the answer on."""
    return exchange.ask().raw


def lost(exchange: Exchange) -> bytes:
    """Let the server answer, and nobody hear it."""
    exchange.ask()
    raise Broken


def silent(proxy: "TwistingProxy") -> Twist:
    """Give a twist that lets the server answer and holds that back until ``over`` is set; then nobody gets it."""
    proxy.over.clear()

    def held_back(exchange: Exchange) -> bytes:
        exchange.ask()
        proxy.over.wait(_HOLDS_S)
        raise Broken

    return held_back


def unheard(exchange: Exchange) -> bytes:
    """Let the whole request reach the server and hang up at once: it may be taken in or not."""
    exchange.leave()
    raise Broken


def twice(exchange: Exchange) -> bytes:
    """Bring the answer, and once more where the next one is waited for."""
    answer = exchange.ask()
    return answer.raw + answer.raw


def asked_twice(exchange: Exchange) -> bytes:
    """Bring the request twice, and the second answer."""
    exchange.ask()
    return exchange.ask().raw


def earlier(exchange: Exchange) -> bytes:
    """Bring an answer that was given before, to another request; the server hears this one all the same."""
    before = list(exchange.earlier)
    answer = exchange.ask()
    return (before[-1] if before else answer).raw


def cached(exchange: Exchange) -> bytes:
    """Bring an answer that was given before and do not ask at all."""
    return exchange.earlier[-1].raw if exchange.earlier else sound(exchange)


def of_other_content(exchange: Exchange) -> bytes:
    """Bring the answer as one about other content under the same ids: other hashes, other central numbers."""
    answer = exchange.ask()
    told = json.loads(answer.content or b"{}")
    for outcome in told.get("outcomes", []) if isinstance(told, dict) else []:
        outcome["sha256"] = outcome["sha256"][::-1]
        if outcome.get("central_number"):
            outcome["central_number"] = outcome["central_number"].replace("0", "9")
    return page(200, json.dumps(told).encode()) if answer.head.startswith(b"HTTP/1.1 200") else answer.raw


def truncated(exchange: Exchange) -> bytes:
    """Bring half the JSON, with a head that says that this is all."""
    content = exchange.ask().content
    return page(200, content[: len(content) // 2])


def wrong_types(exchange: Exchange) -> bytes:
    """Bring an answer in which every text is a number, every number a text and every list an object."""
    content = exchange.ask().content or b"{}"  # an answer without content has no types: it gets some
    return page(200, json.dumps(_turned(json.loads(content))).encode())


def _turned(value: object) -> object:
    if isinstance(value, dict):
        return {key: _turned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return {str(n): _turned(inner) for n, inner in enumerate(value)}
    return len(value) if isinstance(value, str) else str(value)


def bomb(exchange: Exchange) -> bytes:
    """Bring 64 MiB of zeros in 64 KiB of gzip."""
    exchange.ask()
    return page(200, gzip.compress(bytes(64 << 20), 1), "Content-Encoding: gzip")


def endless(exchange: Exchange) -> bytes:
    """Bring an answer that is longer than any."""
    exchange.ask()
    return page(200, b'{"batch_id": "' + b"x" * (9 << 20) + b'"}')


def login_page(exchange: Exchange) -> bytes:
    """Answer as the hotspot of a hall does."""
    return page(200, b"<html><form>Login WiFi RSUD</form></html>", kind="text/html; charset=utf-8")


def login_page_in_json(exchange: Exchange) -> bytes:
    """Answer as a hotspot that claims to speak JSON."""
    return page(200, b'{"login": true, "status": "ok"}')


def redirected(exchange: Exchange) -> bytes:
    """Send the desk to another host."""
    return page(307, b"", "Location: http://127.0.0.1:9/v1/events", kind="text/plain")


def status(code: int, *fields: str, heard: bool = False) -> Twist:
    """Give a twist that answers with a status; the server has ``heard`` the request or not."""

    def answered(exchange: Exchange) -> bytes:
        if heard:
            exchange.ask()
        return page(code, b'{"code": "trouble"}', *fields)

    return answered


def narrow(most_bytes: int) -> Twist:
    """Give a twist of a proxy that lets no larger request through."""

    def measured(exchange: Exchange) -> bytes:
        if len(exchange.request.body) > most_bytes:
            return page(413, b"<html>too large</html>", kind="text/html")
        return exchange.ask().raw

    return measured


def page(code: int, body: bytes, *fields: str, kind: str = "application/json") -> bytes:
    """Give an answer."""
    head = [f"HTTP/1.1 {code} Twisted", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *fields]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body
