"""What the server measures of itself, written as Prometheus reads it. Routes and sums alone: nobody, nothing said."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS_S: Final = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)
_METHODS: Final = frozenset({"GET", "POST", "HEAD", "PATCH", "OPTIONS", "PUT", "DELETE"})
Labels = Mapping[str, str]


class Measures:
    """Counts requests by route, method and status, and how long they took."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now: Final = now
        self.under_way = 0
        self._counted: dict[tuple[str, str, int], int] = {}
        self._slower: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}
        self._turn: Final = threading.Lock()

    def add(self, *, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request."""
        with self._turn:
            key = (route, method, status)
            self._counted[key] = self._counted.get(key, 0) + 1
            row = self._slower.setdefault(route, [0] * (len(_BOUNDS_S) + 1))
            for place, bound in enumerate(_BOUNDS_S):
                row[place] += seconds <= bound
            row[-1] += 1
            self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def lines(self) -> Iterable[str]:
        """Give them in Prometheus' text format."""
        with self._turn:
            counted, slower, seconds = dict(self._counted), dict(self._slower), dict(self._seconds)
        name = "loket_pusat_requests_total"
        yield from _head(name, "counter", "Requests answered")
        for (route, method, status), count in sorted(counted.items()):
            yield _line(name, count, {"route": route, "method": method, "status": str(status)})
        name = "loket_pusat_request_seconds"
        yield from _head(name, "histogram", "Time until the answer was sent")
        for route, row in sorted(slower.items()):
            for bound, count in zip((*map(str, _BOUNDS_S), "+Inf"), row, strict=True):
                yield _line(f"{name}_bucket", count, {"route": route, "le": bound})
            yield _line(f"{name}_sum", round(seconds[route], 6), {"route": route})
            yield _line(f"{name}_count", row[-1], {"route": route})
        yield from gauge("loket_pusat_requests_under_way", "Requests being answered", {"": self.under_way})


def gauge(name: str, about: str, values: Mapping[str, float], *, label: str = "of") -> Iterable[str]:
    """Give a gauge with one value for each name; the empty name stands without a label."""
    yield from _head(name, "gauge", about)
    for key, value in values.items():
        yield _line(name, value, {label: key} if key else {})


def _head(name: str, kind: str, about: str) -> Iterable[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"


def _line(name: str, value: float, labels: Labels) -> str:
    shown = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
    return f"{name}{{{shown}}} {value}" if shown else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


class Measured:
    """Counts what passes, by the route's pattern: an address itself could carry anything."""

    def __init__(self, app: ASGIApp, *, measures: Measures) -> None:
        self._app = app
        self._measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and count."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        measures, begun, status = self._measures, self._measures.now(), 500

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        measures.under_way += 1
        try:
            await self._app(scope, receive, seen)
        finally:
            measures.under_way -= 1
            route = getattr(scope.get("route"), "path", "other")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            measures.add(route=route, method=method, status=status, seconds=measures.now() - begun)
