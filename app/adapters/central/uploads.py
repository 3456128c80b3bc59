"""Files to the provincial server by tus 1.0: resumed at the byte, paced, ended at once when somebody asks.

A piece that was not answered is asked about (HEAD) before anything is sent again.  Source: https://tus.io/protocols
"""

import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from app.adapters.central.faults import from_exception, from_status, nonsense
from app.domain.centre import Centre, OutgoingFile
from app.domain.errors import NetworkProblem

if TYPE_CHECKING:
    import httpx2

VERSION: Final = "1.0.0"
PIECE_BYTES: Final = 256 * 1024
_SLICE_BYTES: Final = 16 * 1024
_MOST_ANSWER_BYTES: Final = 64 * 1024
_LOOK_S: Final = 0.1
_TRIES: Final = 4
_FIRST_WAIT_S: Final = 0.5
_BROKEN: Final = frozenset({"line_cut", "server_timeout", "server_absent", "server_unavailable"})
_GONE: Final = frozenset({404, 410})
_ELSEWHERE, _TOO_LARGE, _DAMAGED = 409, 413, 460
_TIMEOUT_S: Final = {"connect": 10.0, "write": 60.0, "read": 90.0, "pool": 10.0}


class Stopped(Exception):
    """Somebody asked the upload to end."""


class Uploads:
    """Fulfils FileGateway of app.ports over the line of a gateway; ``clock`` counts seconds, ``sleep`` waits them."""

    def __init__(
        self,
        line: "Callable[[str, str | None], httpx2.Client]",
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._line, self._clock, self._sleep = line, clock, sleep

    def upload(
        self,
        centre: Centre,
        file: OutgoingFile,
        *,
        bytes_per_s: int | None,
        told: Callable[[int, int], None],
        stop: Callable[[], bool],
    ) -> bool:
        """Bring the file there; a broken line is taken up again a few times, then it is the outbox's turn to wait."""
        way = _Way(
            client=self._line(centre.url, centre.ca_pem),
            centre=centre,
            file=file,
            pace=_Pace(rate=bytes_per_s, clock=self._clock, sleep=self._sleep, stop=stop),
            told=told,
        )
        try:
            return self._bring(way)
        except Stopped:
            return False

    def _bring(self, way: "_Way") -> bool:
        vain = damaged = 0
        offset: int | None = None
        while True:
            before = way.reached
            try:
                offset = way.begin() if offset is None else offset
                while offset < way.size:
                    offset = way.send(offset)
                return True
            except _Damaged:
                damaged += 1
                if damaged == _TRIES:
                    raise NetworkProblem("file_refused", reason="hash") from None
            except NetworkProblem as problem:
                if problem.code not in _BROKEN:
                    raise
                vain = 0 if way.reached > before else vain + 1
                if vain == _TRIES:
                    raise
                way.pace.rest(_FIRST_WAIT_S * 2**vain if vain else 0.0)
            offset = None


@dataclass(slots=True, kw_only=True)
class _Pace:
    """How fast it may go, and whether it may go on."""

    rate: int | None
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    stop: Callable[[], bool]
    free_at: float = 0.0

    def take(self, count: int) -> None:
        """Wait until ``count`` more bytes may go."""
        self.rest(max(0.0, self.free_at - self.clock()))
        if self.rate:
            self.free_at = max(self.free_at, self.clock()) + count / self.rate

    def rest(self, seconds: float) -> None:
        """Wait, looking up often enough to end at once."""
        until = self.clock() + seconds
        while True:
            if self.stop():
                raise Stopped
            left = until - self.clock()
            if left <= 0:
                return
            self.sleep(min(left, _LOOK_S))


class _Damaged(Exception):
    """The server put another file together than was sent: it begins anew."""


@dataclass(slots=True, kw_only=True)
class _Way:
    """One file on its way; ``reached`` is how much the server ever said it has."""

    client: "httpx2.Client"
    centre: Centre
    file: OutgoingFile
    pace: _Pace
    told: Callable[[int, int], None]
    reached: int = field(default=0)
    piece_bytes: int = field(default=PIECE_BYTES)

    @property
    def size(self) -> int:
        return len(self.file.content)

    def begin(self) -> int:
        """Announce the file, or hear how much of it is there."""
        facts = {"id": self.file.id, "complaint": self.file.complaint_id, "sha256": self.file.sha256}
        metadata = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in facts.items())
        answer = self._ask("POST", "/v1/files", {"Upload-Length": str(self.size), "Upload-Metadata": metadata})
        if answer.status_code != 201:
            raise self._problem(answer)
        return self._offset(answer) if "upload-offset" in answer.headers else self._look()

    def _look(self) -> int:
        answer = self._ask("HEAD", f"/v1/files/{self.file.id}", {})
        if answer.status_code not in (200, 204):
            raise self._problem(answer)
        return self._offset(answer)

    def send(self, offset: int) -> int:
        """Send the next piece and give the new offset; where the server stands elsewhere, it is believed.

        What a proxy finds too large comes in smaller pieces from then on.
        """
        piece = self.file.content[offset : offset + self.piece_bytes]
        answer = self._ask(
            "PATCH",
            f"/v1/files/{self.file.id}",
            {
                "Upload-Offset": str(offset),
                "Content-Type": "application/offset+octet-stream",
                "Content-Length": str(len(piece)),
            },
            piece,
        )
        if answer.status_code == _TOO_LARGE and len(piece) > _SLICE_BYTES:
            self.piece_bytes = _SLICE_BYTES
            return offset
        if answer.status_code == _ELSEWHERE:
            return self._moved(offset)
        if answer.status_code in _GONE:
            return self._again()
        if answer.status_code == _DAMAGED:
            self.reached = 0
            raise _Damaged
        if answer.status_code != 204:
            raise self._problem(answer)
        reached = self._offset(answer)
        if not offset < reached <= offset + len(piece):
            raise nonsense("upload_offset")
        return reached

    def _moved(self, offset: int) -> int:
        found = self._look()
        if found == offset:  # it refused the place that it names itself
            raise nonsense("upload_offset")
        return found

    def _again(self) -> int:
        """Announce anew a file that the server no longer knows."""
        self.reached = 0
        return self.begin()

    def _ask(self, method: str, path: str, headers: dict[str, str], piece: bytes = b"") -> "httpx2.Response":
        import httpx2

        self.pace.rest(0)
        every = {
            "Authorization": f"Bearer {self.centre.token}",
            "Tus-Resumable": VERSION,
            "Accept-Encoding": "identity",
        }
        try:
            with self.client.stream(
                method,
                self.centre.url + path,
                headers={**every, **headers},
                content=self._slices(piece) if piece else None,
                timeout=httpx2.Timeout(**_TIMEOUT_S),
            ) as answer:
                _pass_over(answer)
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, OSError) as error:
            raise from_exception(error) from error
        if answer.status_code < 300 and answer.headers.get("tus-resumable") != VERSION:
            raise nonsense("not_tus")
        return answer

    def _slices(self, piece: bytes) -> Iterator[bytes]:
        for start in range(0, len(piece), _SLICE_BYTES):
            part = piece[start : start + _SLICE_BYTES]
            self.pace.take(len(part))
            yield part

    def _offset(self, answer: "httpx2.Response") -> int:
        text = answer.headers.get("upload-offset", "")
        if not (text.isascii() and text.isdigit()) or int(text[:20]) > self.size:
            raise nonsense("upload_offset")
        found = int(text)
        self.reached = max(self.reached, found)
        self.told(found, self.size)
        return found

    def _problem(self, answer: "httpx2.Response") -> NetworkProblem:
        """Give the problem of a refusal; what only a person can help is ``file_refused``."""
        if answer.status_code in (409, 413, 415, 422):
            return NetworkProblem("file_refused", status=answer.status_code)
        return from_status(
            answer.status_code, retry_after=answer.headers.get("retry-after"), code=None, now=datetime.now(UTC)
        )


def _pass_over(answer: "httpx2.Response") -> None:
    """Read what follows the head and tells nothing, so that the line can be used again; not without end."""
    passed = 0
    for piece in answer.iter_raw():
        passed += len(piece)
        if passed > _MOST_ANSWER_BYTES:
            return
