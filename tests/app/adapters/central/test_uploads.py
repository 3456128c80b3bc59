"""A file arrives whole, whatever the line does; it goes no faster than it may, and ends when it is told to."""

import random
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.adapters.central.pusat import PusatGateway
from app.adapters.central.uploads import PIECE_BYTES, Uploads
from app.domain.attachment import AttachmentId
from app.domain.centre import OutgoingFile
from app.domain.errors import NetworkProblem
from app.domain.ids import ComplaintId
from tests.app.adapters.central.tus_stand_in import TusStandIn
from tests.app.usecases.counter import CENTRE

CONTENT = random.Random(7).randbytes(3 * PIECE_BYTES + 1_234)


def a_file(content: bytes = CONTENT, **values: Any) -> OutgoingFile:
    return replace(
        OutgoingFile(
            id=AttachmentId("019abcde-0000-7000-8000-00000000000a"),
            complaint_id=ComplaintId("019abcde-0000-7000-8000-00000000000b"),
            content=content,
            sha256=sha256(content).hexdigest(),
        ),
        **values,
    )


class Seconds:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.naps: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds


@pytest.fixture
def server() -> Generator[TusStandIn, None, None]:
    made = TusStandIn()
    yield made
    made.close()


@pytest.fixture
def time() -> Seconds:
    return Seconds()


@pytest.fixture
def upload(server: TusStandIn, time: Seconds) -> Generator[Callable[..., bool], None, None]:
    gateway = PusatGateway()
    uploads = Uploads(gateway.line_to, clock=time, sleep=time.sleep)

    def run(file: OutgoingFile | None = None, **how: Any) -> bool:
        defaults = {"bytes_per_s": None, "told": lambda there, size: None, "stop": lambda: False}
        return uploads.upload(replace(CENTRE, url=server.url), file or a_file(), **{**defaults, **how})

    yield run
    gateway.close()


def arrived(server: TusStandIn) -> bytes:
    ((_, held),) = server.files.items()
    return bytes(held.content)


def test_a_file_arrives_whole_and_says_how_far_it_is(server: TusStandIn, upload: Callable[..., bool]) -> None:
    heard: list[tuple[int, int]] = []
    assert upload(told=lambda there, size: heard.append((there, size)))
    assert arrived(server) == CONTENT
    size = len(CONTENT)
    assert heard == [(min(n * PIECE_BYTES, size), size) for n in range(5)]


def test_pieces_get_smaller_where_a_proxy_takes_less(server: TusStandIn, upload: Callable[..., bool]) -> None:
    refusals = iter([(413, {})])
    server.before = lambda method, path: next(refusals, None) if method == "PATCH" else None
    assert upload()
    assert arrived(server) == CONTENT
    assert server.asked.count("PATCH") == 1 + -(-len(CONTENT) // (16 * 1024))


def test_a_piece_that_is_too_large_at_its_smallest_is_refused(server: TusStandIn, upload: Callable[..., bool]) -> None:
    server.before = lambda method, path: (413, {}) if method == "PATCH" else None
    with pytest.raises(NetworkProblem) as caught:
        upload()
    assert caught.value.code == "file_refused"
    assert server.asked == ["POST", "PATCH", "PATCH"]


def test_a_file_that_is_there_is_not_sent_again(server: TusStandIn, upload: Callable[..., bool]) -> None:
    assert upload()
    server.asked.clear()
    assert upload()
    assert server.asked == ["POST"]


@given(cuts=st.lists(st.one_of(st.none(), st.integers(0, PIECE_BYTES)), max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_goes_on_at_the_byte_wherever_it_was_cut(
    server: TusStandIn, upload: Callable[..., bool], cuts: list[int | None]
) -> None:
    server.files.clear()
    server.cut_after = list(cuts)
    for _ in range(len(cuts) + 1):
        with suppress(NetworkProblem):
            upload()
    assert arrived(server) == CONTENT


def test_a_lost_answer_sends_nothing_twice(server: TusStandIn, upload: Callable[..., bool]) -> None:
    server.cut_after = [PIECE_BYTES]
    assert upload()
    assert arrived(server) == CONTENT
    assert server.asked.count("PATCH") == 4


def test_a_line_that_never_comes_back_is_given_up_and_says_so(
    server: TusStandIn, upload: Callable[..., bool], time: Seconds
) -> None:
    server.cut_after = [0] * 50
    with pytest.raises(NetworkProblem, match="line_cut"):
        upload()
    assert 0 < sum(time.naps) < 60
    server.cut_after = []
    assert upload()


def test_a_server_that_lost_the_file_gets_it_anew(server: TusStandIn, upload: Callable[..., bool]) -> None:
    def forget(method: str, path: str) -> None:
        if method == "PATCH" and server.asked.count("PATCH") == 3:
            server.files.clear()

    server.before = forget
    assert upload()
    assert arrived(server) == CONTENT


def test_bytes_that_arrived_otherwise_are_sent_anew_and_then_a_person_is_asked(
    server: TusStandIn, upload: Callable[..., bool]
) -> None:
    server.flips = 1
    assert upload()
    assert arrived(server) == CONTENT
    server.files.clear()
    server.flips = 100
    with pytest.raises(NetworkProblem, match="file_refused"):
        upload()


def test_it_goes_no_faster_than_it_may(upload: Callable[..., bool], time: Seconds) -> None:
    assert upload(bytes_per_s=100_000)
    assert len(CONTENT) / 100_000 - 0.2 < time.now < len(CONTENT) / 100_000 + 0.2


def test_without_a_limit_nobody_waits(upload: Callable[..., bool], time: Seconds) -> None:
    assert upload()
    assert time.naps == []


def test_it_ends_when_somebody_asks_and_goes_on_from_there(
    server: TusStandIn, upload: Callable[..., bool], time: Seconds
) -> None:
    assert not upload(bytes_per_s=100_000, stop=lambda: time.now > 4)
    assert time.now < 4.3
    kept = len(arrived(server))
    assert 0 < kept < len(CONTENT)
    heard: list[int] = []
    assert upload(told=lambda there, size: heard.append(there))
    assert (heard[0] >= kept, arrived(server)) == (True, CONTENT)


@pytest.mark.parametrize(
    ("method", "status", "headers", "code"),
    [
        ("POST", 200, {"Content-Type": "text/html"}, "answer_nonsense"),
        ("POST", 302, {"Location": "https://elsewhere.example/"}, "redirect_refused"),
        ("POST", 201, {"Upload-Offset": "0"}, "answer_nonsense"),
        ("POST", 201, {"Upload-Offset": "-1", "Tus-Resumable": "1.0.0"}, "answer_nonsense"),
        ("POST", 201, {"Upload-Offset": "9" * 30, "Tus-Resumable": "1.0.0"}, "answer_nonsense"),
        ("POST", 401, {}, "token_refused"),
        ("POST", 413, {}, "file_refused"),
        ("POST", 409, {}, "file_refused"),
        ("POST", 429, {"Retry-After": "60"}, "server_busy"),
        ("POST", 503, {}, "server_unavailable"),
        ("PATCH", 204, {"Upload-Offset": "0", "Tus-Resumable": "1.0.0"}, "answer_nonsense"),
        ("PATCH", 204, {"Upload-Offset": str(len(CONTENT)), "Tus-Resumable": "1.0.0"}, "answer_nonsense"),
        ("PATCH", 204, {"Upload-Offset": str(PIECE_BYTES)}, "answer_nonsense"),
        ("PATCH", 500, {}, "server_error"),
        ("PATCH", 409, {}, "answer_nonsense"),
    ],
)
def test_what_a_strange_server_says_is_not_believed(
    server: TusStandIn, upload: Callable[..., bool], method: str, status: int, headers: dict[str, str], code: str
) -> None:
    server.before = lambda asked, path: (status, headers) if asked == method else None
    with pytest.raises(NetworkProblem, match=code):
        upload()


def test_an_empty_end_is_no_piece(server: TusStandIn, upload: Callable[..., bool]) -> None:
    content = b"x" * PIECE_BYTES
    assert upload(a_file(content))
    assert server.asked == ["POST", "PATCH"]
