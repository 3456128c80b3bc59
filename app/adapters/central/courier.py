"""A courier's line: parcels of other desks go to the provincial server, their answers come back; both stay sealed."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from app.adapters.central.faults import from_exception, from_status, nonsense
from app.domain.centre import Centre
from app.domain.errors import NetworkProblem, UserProblem
from app.domain.parcel import MAX_VOLUME_BYTES
from app.domain.parcel_parts import HandedIn

if TYPE_CHECKING:
    import httpx2

_BINARY: Final = "application/octet-stream"
_MOST_WORDS: Final = 64 << 10
_CONNECT_S: Final = 10.0
_WRITE_S: Final = 60.0
_WORK_S: Final = 600.0
"""How long the server may work at a volume: it holds thousands of events."""
_SLOWEST_BYTES_PER_S: Final = 4_000


class Courier:
    """Fulfils CourierLine of app.ports over the line of a gateway."""

    def __init__(self, line: "Callable[[str, str | None], httpx2.Client]") -> None:
        self._line = line

    def hand_in(self, centre: Centre, volume: bytes) -> HandedIn:
        """Hand a volume in; doing so again is safe."""
        from pydantic import ValidationError

        from app.adapters.central.wire import ParcelOut

        _, raw = self._ask(centre, "POST", "/v1/parcels", volume, most=_MOST_WORDS)
        try:
            told = ParcelOut.model_validate_json(raw)
        except ValidationError as error:
            raise nonsense("shape") from error
        return HandedIn(
            parcel=told.parcel, volume=told.volume, volumes=told.volumes, missing=tuple(sorted(set(told.missing)))
        )

    def fetch_answer(self, centre: Centre, parcel: str) -> bytes:
        """Fetch the answer to a parcel."""
        kind, raw = self._ask(centre, "GET", f"/v1/parcels/{parcel}/answer", None, most=MAX_VOLUME_BYTES)
        if kind != _BINARY:
            raise nonsense("content_type")
        return raw

    def _ask(self, centre: Centre, method: str, path: str, body: bytes | None, *, most: int) -> tuple[str, bytes]:
        """Give kind and content of a good answer, or raise the problem."""
        import httpx2

        headers = {"Authorization": f"Bearer {centre.token}", "Accept-Encoding": "identity"}
        if body is not None:
            headers["Content-Type"] = _BINARY
        waiting = _WORK_S + len(body or b"") / _SLOWEST_BYTES_PER_S
        timeout = httpx2.Timeout(connect=_CONNECT_S, write=_WRITE_S, read=waiting, pool=_CONNECT_S)
        client = self._line(centre.url, centre.ca_pem)
        raw = bytearray()
        try:
            with client.stream(method, centre.url + path, content=body, headers=headers, timeout=timeout) as response:
                if "content-encoding" in response.headers:  # none was asked for, and what it inflates to has no bound
                    raise nonsense("content_encoding")
                for piece in response.iter_bytes():
                    raw += piece
                    if len(raw) > most:
                        raise nonsense("too_long")
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, ssl.SSLError, OSError) as error:
            raise from_exception(error) from error
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if response.status_code != 200:
            raise _problem(response.status_code, kind, bytes(raw), response.headers.get("retry-after"))
        return kind, bytes(raw)


def _problem(status: int, kind: str, raw: bytes, retry_after: str | None) -> NetworkProblem | UserProblem:
    """Give the problem: what is wrong with the parcel itself is the courier's to tell, the rest is the line's."""
    from pydantic import ValidationError

    from app.adapters.central.wire import ProblemOut

    code = None
    if kind == "application/json":
        try:
            told = ProblemOut.model_validate_json(raw)
        except ValidationError:
            told = None
        code = told.code if told is not None else None
        if code is not None and code.startswith("parcel_"):
            return UserProblem(code, missing=told.field if told is not None else "", volumes="")
    return from_status(status, retry_after=retry_after, code=code, now=datetime.now(UTC))
