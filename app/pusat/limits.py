"""How much one bearer, one address and everybody together may ask of the server, before anything is read.

A counter's real day stays far below; who fails at the door is slowed at once.  Kept in memory: a restart forgives.
"""

import ipaddress
import logging
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.pusat.buckets import Buckets, Rate

_log: Final = logging.getLogger("loket.pusat")
_WINDOW_S: Final = 60.0
_BUSY_WAIT_S: Final = 5
_MOST_KNOWN: Final = 5_000
_DOORS: Final = frozenset({("POST", "/v1/devices"), ("POST", "/pusat/masuk")})
_FAILED: Final = frozenset({401, 403, 422, 429})
_UNKNOWN: Final = 401

Refuse = Callable[[str, int, str, int], Response]
"""Gives the answer for path, status, code and the seconds to wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Rates of requests, of failures at the door, and how many may be under way at once."""

    bearer: Rate
    address: Rate
    failures: Rate
    at_once: int


USUAL: Final = Limits(
    bearer=Rate(burst=2_000, per_s=200),
    address=Rate(burst=10_000, per_s=1_000),
    failures=Rate(burst=20, per_s=0.2),
    at_once=300,
)
"""One counter may send its whole backlog at once, and fifty of them behind one address."""


class Limited:
    """Refuses what is over a limit with 429, or with 503 while too much is under way, both with Retry-After."""

    def __init__(
        self, app: ASGIApp, *, limits: Limits, refuse: Refuse, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._refuse = refuse
        self._at_once = limits.at_once
        self._bearers = Buckets(limits.bearer, now)
        self._addresses = Buckets(limits.address, now)
        self._failures = Buckets(limits.failures, now)
        self._known: OrderedDict[str, None] = OrderedDict()
        self._under_way = 0
        self._told = _Told(now)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        address, bearer = _address(scope), _bearer(scope)
        refusal = self._refusal(scope, address, bearer)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        is_door = (scope["method"], scope["path"]) in _DOORS

        async def judged(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._learn(message["status"], address, bearer, is_door=is_door)
            await send(message)

        self._under_way += 1
        try:
            await self._app(scope, receive, judged)
        finally:
            self._under_way -= 1

    def _refusal(self, scope: Scope, address: str, bearer: str) -> Response | None:
        path = str(scope["path"])
        if self._under_way >= self._at_once:
            self._told.once("too much at once")
            return self._refuse(path, 503, "pusat_crowded", _BUSY_WAIT_S)
        wait_s = self._addresses.take(address) or (self._bearers.take(bearer) if bearer else 0.0)
        knocks = (scope["method"], path) in _DOORS or (bearer and bearer not in self._known)
        if not wait_s and knocks:
            wait_s = self._failures.wait_s(address)
        if not wait_s:
            return None
        self._told.once("a rate")
        return self._refuse(path, 429, "too_many_requests", math.ceil(wait_s))

    def _learn(self, status: int, address: str, bearer: str, *, is_door: bool) -> None:
        """Remember whose token is good, and that this address failed."""
        if is_door:
            if status in _FAILED:
                self._failures.spend(address)
        elif status == _UNKNOWN:
            self._known.pop(bearer, None)
            self._failures.spend(address)
        elif bearer:
            self._known[bearer] = None
            self._known.move_to_end(bearer)
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)


class _Told:
    """Logs a reason once in a window, without saying who."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last: dict[str, float] = {}

    def once(self, reason: str) -> None:
        at = self._now()
        if at - self._last.get(reason, -math.inf) >= _WINDOW_S:
            self._last[reason] = at
            _log.warning("limit reached: %s", reason)


def _address(scope: Scope) -> str:
    """Give who asks as far as a limit goes: an IPv6 network is one."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _bearer(scope: Scope) -> str:
    """Give the hash of the token that came, empty when none did."""
    token = Headers(scope=scope).get("authorization", "")
    return sha256(token.encode()).hexdigest() if token else ""
