"""A page of the feed is taken only when it goes on from where the desk is; one line that is none spoils no other."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from app.adapters.central.pusat import PusatGateway
from app.domain.centre import Centre, FeedPage
from app.domain.changes import CentralStatus, Cursor, body_of
from app.domain.errors import NetworkProblem
from app.domain.ids import ComplaintId, new_id, to_iso
from tests.builders import NOON

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
STATUS = CentralStatus(complaint_id=ComplaintId(new_id(NOON)), code="3", name="Diproses", at=NOON, source="lapor")
Handler = Callable[[httpx2.Request], httpx2.Response]


def line(seq: int, kind: str = "status", body: dict[str, object] | None = None, at: str = to_iso(NOON)) -> Any:
    return {"seq": seq, "kind": kind, "at": at, "body": body_of(STATUS) if body is None else body}


def page(*lines: Any, **values: Any) -> Handler:
    content = {
        "epoch": EPOCH,
        "server_time": to_iso(NOON),
        "scope": "agency",
        "changes": list(lines),
        "next": lines[-1]["seq"] if lines else 0,
        "more": False,
        **values,
    }
    return lambda request: httpx2.Response(200, json=content)


def read(handler: Handler, after: Cursor | None = None) -> FeedPage:
    gateway = PusatGateway(transport=lambda: httpx2.MockTransport(handler))
    try:
        return gateway.changes(CENTRE, after)
    finally:
        gateway.close()


def cursor(seq: int, epoch: str = EPOCH) -> Cursor:
    return Cursor(epoch=epoch, seq=seq, scope="agency")


def test_the_cursor_is_asked_with_and_the_token_shown() -> None:
    asked: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return page(next=7)(request)

    read(handle)
    read(handle, cursor(7))
    assert [str(request.url.raw_path, "ascii") for request in asked] == [
        "/v1/changes",
        f"/v1/changes?after={EPOCH},7&scope=agency",
    ]
    assert {request.headers["authorization"] for request in asked} == {"Bearer " + "t" * 64}
    assert {request.method for request in asked} == {"GET"}
    assert not any("content-encoding" in request.headers for request in asked)


def test_lines_come_in_their_shapes_and_unknown_kinds_are_passed_over() -> None:
    found = read(page(line(3), line(5, "weather", {}), more=True))
    assert [(change.seq, change.told) for change in found.changes] == [(3, STATUS), (5, None)]
    assert (found.cursor, found.more, found.server_time) == (cursor(5), True, NOON)


@pytest.mark.parametrize(
    "bad",
    [line(4, body={}), line(4, body={**body_of(STATUS), "at": "kemarin"}), line(4, at="2026-99-99T00:00:00.000000Z")],
)
def test_a_line_that_is_none_is_named_and_the_others_are_read(bad: Any) -> None:
    found = read(page(line(3), bad, line(5)))
    assert ([change.seq for change in found.changes], found.unreadable) == ([3, 5], (4,))


@pytest.mark.parametrize(
    "handler",
    [
        page(line(8), line(8)),
        page(line(9), line(8)),
        page(line(7)),
        page(line(8), next=7),
        page(next=6),
        page(next=7, more=True),
        page(line(8), scope="galaxy"),
        page(line(8), server_time="2026-99-99T00:00:00.000000Z"),
        page(line(8), next=-1),
        page(line(8), changes="none"),
        lambda request: httpx2.Response(200, text="<html>login</html>", headers={"content-type": "text/html"}),
        lambda request: httpx2.Response(200, json=[]),
    ],
)
def test_what_does_not_go_on_from_the_cursor_is_no_answer(handler: Handler) -> None:
    with pytest.raises(NetworkProblem, match="answer_nonsense"):
        read(handler, cursor(7))


@pytest.mark.parametrize("code", ["cursor_expired", "scope_changed"])
def test_a_place_that_is_known_no_longer_has_its_own_code(code: str) -> None:
    problem = {"code": code, "epoch": EPOCH, "server_time": to_iso(NOON)}
    with pytest.raises(NetworkProblem, match=code):
        read(lambda request: httpx2.Response(410, json=problem), cursor(7))


def test_a_page_of_another_epoch_counts_from_its_own_beginning() -> None:
    assert read(page(line(1)), cursor(7, new_id(NOON))).cursor == cursor(1)
