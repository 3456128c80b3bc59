"""Limits: a counter's day never meets them, who fails at the door is slowed, and nobody is named in the log."""

import asyncio
import threading

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pusat.api import create_app
from app.pusat.buckets import Buckets, Rate
from app.pusat.limits import USUAL, Limits
from tests.app.pusat.trial import Trial, a_batch, on_wire
from tests.builders import FixedClock, an_event


class Seconds:
    """A clock of seconds that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@given(st.lists(st.tuples(st.floats(0, 5), st.booleans()), max_size=60))
def test_a_bucket_never_gives_more_than_its_burst_and_its_rate(steps: list[tuple[float, bool]]) -> None:
    now = Seconds()
    buckets = Buckets(Rate(burst=3, per_s=0.5), now)
    given_at: list[float] = []
    for pause_s, wanted in steps:
        now.at += pause_s
        if not wanted:
            continue
        wait_s = buckets.take("a")
        if wait_s == 0:
            given_at.append(now.at)
        else:
            now.at += wait_s + 1e-9
            assert buckets.take("a") == 0
            given_at.append(now.at)
    for first in range(len(given_at)):
        for last in range(first, len(given_at)):
            assert last - first + 1 <= 3 + 0.5 * (given_at[last] - given_at[first]) + 1e-6


def test_keys_do_not_share_and_the_oldest_are_forgotten() -> None:
    buckets = Buckets(Rate(burst=1, per_s=0.1), Seconds())
    assert buckets.take("a") == buckets.take("b") == 0
    assert buckets.take("a") == pytest.approx(10)
    for n in range(20_000):
        buckets.take(str(n))
    assert buckets.take("a") == 0


def a_limited(trial: Trial, **values: object) -> None:
    """Let a trial have other limits."""
    few = {"bearer": USUAL.bearer, "address": USUAL.address, "failures": USUAL.failures, "at_once": 300}
    trial.app = create_app(trial.pusat, limits=Limits(**{**few, **values}))  # type: ignore[arg-type]


def test_a_whole_backlog_of_one_counter_passes(trial: Trial, clock: FixedClock) -> None:
    token = trial.token()
    body = a_batch(clock, on_wire(an_event()))
    for _ in range(300):
        assert trial.post("/v1/events", body, token=token).status == 200


def test_over_its_rate_a_token_is_asked_to_wait(trial: Trial, caplog: pytest.LogCaptureFixture) -> None:
    token = trial.token()
    a_limited(trial, bearer=Rate(burst=2, per_s=0.1))
    statuses = [trial.post("/v1/proof", {"nonce": "5" * 32, "asked": []}, token=token) for _ in range(5)]
    assert [answer.status for answer in statuses] == [200, 200, 429, 429, 429]
    assert statuses[-1].content["code"] == "too_many_requests"
    assert set(statuses[-1].content) == {"code", "epoch", "server_time"}
    assert 1 <= int(statuses[-1].headers["retry-after"]) <= 10
    assert caplog.messages == ["limit reached: a rate"]
    assert token not in caplog.text


def test_an_address_has_a_rate_too_and_an_ipv6_network_is_one(trial: Trial, caplog: pytest.LogCaptureFixture) -> None:
    a_limited(trial, address=Rate(burst=2, per_s=0.01))
    statuses = [
        trial.call("GET", "/v1/health", client=(host, 1)).status
        for host in ("2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1", "10.0.0.1")
    ]
    assert statuses == [200, 200, 429, 200, 200]
    assert "2001" not in caplog.text


def test_who_tries_codes_is_slowed_while_known_counters_at_the_same_address_go_on(
    trial: Trial, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    token = trial.token()
    body = a_batch(clock, on_wire(an_event()))
    assert trial.post("/v1/events", body, token=token).status == 200
    wrong = trial.enrolment(trial.code()) | {"code": "0" * 20}
    statuses = [trial.post("/v1/devices", wrong).status for _ in range(25)]
    assert statuses == [403] * 20 + [429] * 5
    assert trial.post("/v1/events", body, token="f" * 64).status == 429
    assert trial.call("GET", "/pusat/masuk").status == 200
    answer = trial.call("POST", "/pusat/masuk", b"", {"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status == 429
    assert "Coba lagi" in answer.content
    assert trial.post("/v1/events", body, token=token).status == 200
    assert caplog.messages == ["limit reached: a rate"]


def test_unknown_tokens_are_slowed(trial: Trial, caplog: pytest.LogCaptureFixture) -> None:
    statuses = [trial.post("/v1/proof", {}, token=f"{n:064}").status for n in range(22)]
    assert statuses == [401] * 20 + [429] * 2
    assert caplog.messages == ["limit reached: a rate"]


def test_too_much_at_once_is_answered_503_with_a_time_to_wait(
    trial: Trial, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    a_limited(trial, at_once=2)
    entered, release = threading.Barrier(3), threading.Event()

    def slow(*_: object) -> None:
        entered.wait(20)
        release.wait(20)

    monkeypatch.setattr(type(trial.store.monev), "answers", slow)

    async def crowd() -> tuple[list[httpx2.Response], httpx2.Response]:
        transport = httpx2.ASGITransport(app=trial.app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://pusat") as line:
            first = [asyncio.ensure_future(line.get("/v1/health")) for _ in range(2)]
            await asyncio.to_thread(entered.wait, 20)
            refused = await line.get("/v1/health")
            release.set()
            return [await one for one in first], refused

    served, refused = asyncio.run(crowd())
    assert [one.status_code for one in served] == [200, 200]
    assert (refused.status_code, refused.json()["code"]) == (503, "pusat_crowded")
    assert int(refused.headers["retry-after"]) == 5
    assert caplog.messages == ["limit reached: too much at once"]
