"""Whatever a strange server, a proxy or a broken line answers becomes a code; nothing is trusted because it parses."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.central.faults import from_status
from app.adapters.central.pusat import PusatGateway
from app.domain.centre import BatchAnswer, Centre, Outgoing
from app.domain.errors import AppError, NetworkProblem, UserProblem
from app.domain.ids import new_id, to_iso
from app.domain.outbox import Event, Outcome
from tests.builders import NOON, an_event

EPOCH = new_id(NOON)
CENTRE = Centre(
    url="http://127.0.0.1:9",
    token="t" * 64,
    public_key=bytes(32),
    verify_key=bytes(32),
    ca_pem=None,
    epoch=EPOCH,
    connected_at=NOON,
)
Handler = Callable[[httpx2.Request], httpx2.Response]


def send(handler: Handler, *events: Event, centre: Centre = CENTRE) -> BatchAnswer:
    gateway = PusatGateway(transport=lambda: httpx2.MockTransport(handler))
    sent = [Outgoing(event=event, sealed_identity=None) for event in events or (an_event(),)]
    try:
        return gateway.send(centre, sent, batch_id=new_id(NOON))
    finally:
        gateway.close()


def told(handler: Handler) -> str:
    with pytest.raises(AppError) as problem:
        send(handler)
    return problem.value.code


def batch_of(request: httpx2.Request) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(gzip.decompress(request.content))
    return content


def answering(change: Callable[[dict[str, Any]], Any]) -> Handler:
    """Give a server that accepts everything, its answer changed a little."""

    def handle(request: httpx2.Request) -> httpx2.Response:
        batch = batch_of(request)
        content: dict[str, Any] = {
            "batch_id": batch["batch_id"],
            "epoch": EPOCH,
            "server_time": to_iso(NOON),
            "outcomes": [
                {
                    "id": event["id"],
                    "sha256": event["sha256"],
                    "batch_id": batch["batch_id"],
                    "outcome": "accepted",
                    "central_number": "PST-26-000001-97",
                    "received_at": to_iso(NOON),
                }
                for event in batch["events"]
            ],
        }
        return httpx2.Response(200, json=change(content))

    return handle


def changed_outcome(**values: Any) -> Handler:
    def change(content: dict[str, Any]) -> dict[str, Any]:
        content["outcomes"][0] |= values
        return content

    return answering(change)


def test_the_unchanged_answer_is_taken() -> None:
    event = an_event()
    (outcome,) = send(answering(lambda content: content), event).outcomes
    assert (outcome.event_id, outcome.outcome, outcome.received_at) == (event.id, Outcome.ACCEPTED, NOON)


@pytest.mark.parametrize(
    "values",
    [
        {"sha256": "0" * 64},
        {"id": new_id(NOON)},
        {"batch_id": new_id(NOON)},
        {"outcome": "delighted"},
        {"outcome": None},
        {"received_at": None},
        {"received_at": "soon"},
        {"central_number": "<script>alert(1)</script>"},
        {"code": "Budi Santoso"},
    ],
)
def test_an_outcome_that_is_not_about_this_event_leaves_it_undecided_and_the_other_taken(
    values: dict[str, Any],
) -> None:
    spoilt, sound = an_event(seq=1), an_event(seq=2)
    answer = send(changed_outcome(**values), spoilt, sound)
    assert [outcome.event_id for outcome in answer.outcomes] == [sound.id]


def test_an_event_named_twice_is_undecided() -> None:
    def twice(content: dict[str, Any]) -> dict[str, Any]:
        content["outcomes"].append(content["outcomes"][0] | {"outcome": "rejected"})
        return content

    assert send(answering(twice)).outcomes == ()


def test_members_of_a_newer_server_are_passed_over() -> None:
    def newer(content: dict[str, Any]) -> dict[str, Any]:
        content["outcomes"][0]["mood"] = "good"
        return content | {"weather": "rain"}

    assert len(send(answering(newer)).outcomes) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda content: [],
        lambda content: None,
        lambda content: {},
        lambda content: content | {"batch_id": new_id(NOON)},
        lambda content: content | {"outcomes": {}},
        lambda content: content | {"epoch": 5},
        lambda content: content | {"server_time": "2026-13-45T99:99:99.000000Z"},
    ],
)
def test_an_answer_of_another_shape_is_none(change: Callable[[dict[str, Any]], Any]) -> None:
    assert told(answering(change)) == "answer_nonsense"


def test_a_compressed_answer_is_read() -> None:
    def compressed(request: httpx2.Request) -> httpx2.Response:
        assert request.headers["Accept-Encoding"] == "gzip"
        plain = answering(lambda content: content)(request)
        fields = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        return httpx2.Response(200, stream=httpx2.ByteStream(gzip.compress(plain.content)), headers=fields)

    assert [one.outcome for one in send(compressed).outcomes] == [Outcome.ACCEPTED]


BOMB = httpx2.ByteStream(gzip.compress(b" " * 50_000_000))
LOGIN = "<html><form>Selamat datang di Wi-Fi</form></html>"


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (httpx2.Response(200, html=LOGIN), "answer_nonsense"),
        (httpx2.Response(200, text="{}"), "answer_nonsense"),
        (httpx2.Response(200, content=b"{", headers={"Content-Type": "application/json"}), "answer_nonsense"),
        (httpx2.Response(200, content=b"[" * 9_000_000), "answer_nonsense"),
        (httpx2.Response(204), "answer_nonsense"),
        (
            httpx2.Response(200, stream=BOMB, headers={"Content-Type": "application/json", "Content-Encoding": "gzip"}),
            "answer_nonsense",
        ),
        (httpx2.Response(502, stream=BOMB, headers={"Content-Encoding": "gzip"}), "server_unavailable"),
        (httpx2.Response(404, html=LOGIN), "answer_nonsense"),
        (httpx2.Response(405, html=LOGIN), "answer_nonsense"),
        (httpx2.Response(407), "answer_nonsense"),
        (httpx2.Response(301, headers={"Location": "https://elsewhere.example/"}), "redirect_refused"),
        (httpx2.Response(307, headers={"Location": "/v2/events"}), "redirect_refused"),
        (httpx2.Response(401, html=LOGIN), "token_refused"),
        (httpx2.Response(403, html=LOGIN), "server_error"),
        (httpx2.Response(400), "server_error"),
        (httpx2.Response(500), "server_error"),
        (httpx2.Response(408), "server_timeout"),
        (httpx2.Response(413), "batch_too_large"),
        (httpx2.Response(429), "server_busy"),
        (httpx2.Response(502), "server_unavailable"),
        (httpx2.Response(503), "server_unavailable"),
        (httpx2.Response(503, headers={"Retry-After": "7"}), "server_busy"),
        (httpx2.Response(504), "server_unavailable"),
    ],
)
def test_every_other_answer_has_its_code(response: httpx2.Response, code: str) -> None:
    assert told(lambda request: response) == code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (httpx2.ConnectError("[Errno 111] Connection refused"), "server_absent"),
        (httpx2.ConnectError("[Errno -3] Temporary failure in name resolution"), "server_absent"),
        (httpx2.ConnectTimeout("timed out"), "server_absent"),
        (httpx2.ReadTimeout("timed out"), "server_timeout"),
        (httpx2.WriteTimeout("timed out"), "server_timeout"),
        (httpx2.ReadError("[Errno 104] Connection reset by peer"), "line_cut"),
        (httpx2.WriteError("[Errno 32] Broken pipe"), "line_cut"),
        (httpx2.RemoteProtocolError("Server disconnected without sending a response."), "line_cut"),
        (httpx2.RemoteProtocolError("peer closed connection without sending complete message body"), "line_cut"),
        (httpx2.RemoteProtocolError("illegal status line: bytearray(b'SSH-2.0')"), "answer_nonsense"),
        (httpx2.DecodingError("bad gzip"), "answer_nonsense"),
        (httpx2.ProxyError("502"), "server_absent"),
    ],
)
def test_every_fault_of_the_line_has_its_code(error: Exception, code: str) -> None:
    def fail(_request: httpx2.Request) -> httpx2.Response:
        raise error

    assert told(fail) == code


@pytest.mark.parametrize(
    "url", ["http://pusat.example", "http://10.0.0.7", "http://127.0.0.1.example", "http://localhost.example"]
)
def test_plain_http_leaves_this_machine_for_nobody(url: str) -> None:
    def never(_request: httpx2.Request) -> httpx2.Response:
        raise AssertionError("asked")

    with pytest.raises(UserProblem, match="http_not_loopback"):
        send(never, centre=Centre(**{name: getattr(CENTRE, name) for name in CENTRE.__slots__} | {"url": url}))


def test_a_request_names_no_identity_and_no_token_but_in_its_place() -> None:
    seen: list[httpx2.Request] = []

    def look(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(500)

    told(look)
    (request,) = seen
    assert request.headers["authorization"] == f"Bearer {CENTRE.token}"
    assert CENTRE.token not in str(request.url)
    assert "Siti" not in json.dumps(batch_of(request))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        ("999999999", 3_600),
        (format_datetime(NOON + timedelta(seconds=90), usegmt=True), 91),
        (format_datetime(NOON - timedelta(days=3), usegmt=True), 0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_never_more_than_an_hour(header: str | None, seconds: int | None) -> None:
    problem = from_status(429, retry_after=header, code=None, now=NOON)
    assert (problem.code, problem.facts["retry_after_s"]) == ("server_busy", seconds)


@given(status=st.integers(100, 599), retry_after=st.text(max_size=30) | st.none())
def test_any_status_is_some_problem(status: int, retry_after: str | None) -> None:
    problem = from_status(status, retry_after=retry_after, code=None, now=datetime.now(UTC))
    assert isinstance(problem, NetworkProblem)


def test_importing_the_gateway_loads_no_http_library() -> None:
    code = "import app.adapters.central.pusat, sys; print([m for m in ('httpx2', 'pydantic') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
