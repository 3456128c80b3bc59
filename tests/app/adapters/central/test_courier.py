"""A courier's line: what a server or a proxy may answer, and what the courier is told of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.adapters.central.answer_files import answer_name, keep_answer
from app.adapters.central.courier import Courier
from app.adapters.central.pusat import PusatGateway
from app.domain.errors import AppError, NetworkProblem, UserProblem
from app.domain.ids import new_id, to_iso
from app.domain.parcel import MAX_VOLUME_BYTES
from app.domain.parcel_parts import HandedIn
from tests.app.usecases.counter import CENTRE
from tests.builders import NOON

PARCEL = new_id(NOON)
BINARY = {"Content-Type": "application/octet-stream"}
Handler = Callable[[httpx2.Request], httpx2.Response]


def with_line(handler: Handler, act: Callable[[Courier], Any]) -> Any:
    gateway = PusatGateway(transport=lambda: httpx2.MockTransport(handler))
    try:
        return act(Courier(gateway.line_to))
    finally:
        gateway.close()


def taken(**values: Any) -> dict[str, Any]:
    told = {"parcel": PARCEL, "volume": 1, "volumes": 2, "missing": [2], "epoch": PARCEL, "server_time": to_iso(NOON)}
    return {**told, **values}


def refusal(status: int, code: str, **values: Any) -> httpx2.Response:
    return httpx2.Response(status, json={"code": code, "epoch": PARCEL, "server_time": to_iso(NOON), **values})


def test_a_volume_goes_as_it_is_and_the_answer_comes_as_it_is() -> None:
    asked: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        if request.method == "POST":
            return httpx2.Response(200, json=taken())
        return httpx2.Response(200, content=b"\x00answer", headers=BINARY)

    handed = with_line(handle, lambda courier: courier.hand_in(CENTRE, b"\x00volume"))
    assert handed == HandedIn(parcel=PARCEL, volume=1, volumes=2, missing=(2,))
    assert with_line(handle, lambda courier: courier.fetch_answer(CENTRE, PARCEL)) == b"\x00answer"
    post, get = asked
    assert (post.content, post.url.path, get.url.path) == (
        b"\x00volume",
        "/v1/parcels",
        f"/v1/parcels/{PARCEL}/answer",
    )
    assert {request.headers["authorization"] for request in asked} == {f"Bearer {CENTRE.token}"}


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (refusal(400, "parcel_torn"), UserProblem, "parcel_torn"),
        (refusal(409, "parcel_incomplete", field="2,3"), UserProblem, "parcel_incomplete"),
        (refusal(403, "parcel_device_revoked"), UserProblem, "parcel_device_revoked"),
        (refusal(401, "token_revoked"), NetworkProblem, "token_refused"),
        (refusal(429, "parcels_busy"), NetworkProblem, "server_busy"),
        (refusal(413, "batch_too_large"), NetworkProblem, "batch_too_large"),
        (refusal(503, "pusat_busy"), NetworkProblem, "server_unavailable"),
        (httpx2.Response(302, headers={"Location": "https://elsewhere"}), NetworkProblem, "redirect_refused"),
        (httpx2.Response(200, text="<html>Masuk"), NetworkProblem, "answer_nonsense"),
        (httpx2.Response(200, json=[]), NetworkProblem, "answer_nonsense"),
        (httpx2.Response(200, json=taken(parcel="../../x")), NetworkProblem, "answer_nonsense"),
        (httpx2.Response(200, json=taken(missing=["2"])), NetworkProblem, "answer_nonsense"),
        (httpx2.Response(200, content=b"x" * (65 << 10)), NetworkProblem, "answer_nonsense"),
        (httpx2.Response(404, text="no"), NetworkProblem, "answer_nonsense"),
        (httpx2.Response(400, json={"code": "parcel_torn"}), NetworkProblem, "server_error"),
    ],
)
def test_what_is_answered_to_a_volume_is_named(answer: httpx2.Response, kind: type[AppError], code: str) -> None:
    with pytest.raises(kind) as told:
        with_line(lambda _: answer, lambda courier: courier.hand_in(CENTRE, b"volume"))
    assert told.value.code == code


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(200, text="<html>Masuk", headers={"Content-Type": "text/html"}),
        httpx2.Response(200, content=b"x" * (MAX_VOLUME_BYTES + 1), headers=BINARY),
        httpx2.Response(200, content=b"x", headers={**BINARY, "Content-Encoding": "identity-of-its-own"}),
    ],
)
def test_what_is_no_answer_file_is_not_kept(answer: httpx2.Response) -> None:
    with pytest.raises(NetworkProblem, match="answer_nonsense"):
        with_line(lambda _: answer, lambda courier: courier.fetch_answer(CENTRE, PARCEL))


def test_a_line_that_breaks_is_the_lines_matter() -> None:
    def cut(_: httpx2.Request) -> httpx2.Response:
        raise httpx2.RemoteProtocolError("Server disconnected without sending a response.")

    with pytest.raises(NetworkProblem, match="line_cut"):
        with_line(cut, lambda courier: courier.hand_in(CENTRE, b"volume"))


@pytest.mark.parametrize(
    ("parcel", "answer"),
    [
        ("kiriman-AWS-A-0003.loket", "jawaban-AWS-A-0003.loket"),
        ("kiriman-AWS-A-0003-2dari3.loket", "jawaban-AWS-A-0003.loket"),
        ("senin", "jawaban-senin"),
        ("senin-1dari2", "jawaban-senin"),
    ],
)
def test_an_answer_is_named_after_its_parcel(parcel: str, answer: str) -> None:
    assert answer_name(Path(parcel)) == answer


def test_an_answer_takes_the_place_of_an_older_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    for raw in (b"older", b"newer"):
        keep_answer(tmp_path / "jawaban", raw)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("jawaban", b"newer")]
    with pytest.raises(UserProblem, match="file_unwritable"):
        keep_answer(tmp_path / "nowhere" / "jawaban", b"x")
    assert [file.name for file in tmp_path.iterdir()] == ["jawaban"]
