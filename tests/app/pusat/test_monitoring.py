"""Health, metrics and sums: what somebody who watches over the server may know, and what nobody learns there."""

import re

import pytest

from app.domain.errors import StorageProblem
from app.domain.ids import to_iso
from app.domain.token_role import TokenRole
from app.pusat.devices import Devices
from tests.app.pusat.trial import Answer, Trial, a_batch, on_wire
from tests.builders import FixedClock, a_complaint, an_event
from tests.db.pusat.arrivals import a_tracking_event, a_void_event


def monitor(trial: Trial) -> dict[str, str]:
    _, token = Devices(store=trial.store, clock=trial.clock).make_token(
        role=TokenRole.MONITOR, label="dasbor", who="siti"
    )
    return {"Authorization": f"Bearer {token}"}


def sample(answer: Answer, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", answer.content, re.MULTILINE)
    assert found, answer.content
    return float(found[1])


def test_health_says_so_when_the_database_is_away(
    trial: Trial, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert trial.call("GET", "/v1/health").content == {
        "epoch": trial.pusat.identity.epoch,
        "server_time": to_iso(trial.clock()),
    }

    def away(*_: object) -> None:
        raise StorageProblem("pusat_database_unreachable")

    monkeypatch.setattr(type(trial.store.monev), "answers", away)
    answer = trial.call("GET", "/v1/health")
    assert (answer.status, answer.content["code"]) == (503, "pusat_database_unreachable")
    assert caplog.messages == ["storage problem pusat_database_unreachable"]


def test_metrics_count_requests_and_what_is_stored(either: Trial, clock: FixedClock) -> None:
    token = either.token()
    events = [an_event(seq=n) for n in range(1, 4)]
    either.post("/v1/events", a_batch(clock, *map(on_wire, events)), token=token)
    either.post("/v1/events", a_batch(clock, on_wire(a_tracking_event(events[0], "9104417"))), token=token)
    either.call("GET", "/v1/nowhere/Budi-Rahasia")
    clock.advance(hours=1)
    answer = either.call("GET", "/v1/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    events_line = 'loket_pusat_requests_total{route="/v1/events",method="POST",status="200"}'
    assert sample(answer, events_line) == 2
    assert sample(answer, 'loket_pusat_requests_total{route="other",method="GET",status="404"}') == 1
    assert sample(answer, 'loket_pusat_request_seconds_count{route="/v1/events"}') == 2
    assert sample(answer, 'loket_pusat_request_seconds_bucket{route="/v1/events",le="+Inf"}') == 2
    assert sample(answer, 'loket_pusat_stored{of="complaints"}') == 3
    assert sample(answer, 'loket_pusat_stored{of="complaints_waiting"}') == 2
    assert sample(answer, 'loket_pusat_stored{of="complaints_with_tracking_id"}') == 1
    assert sample(answer, "loket_pusat_oldest_waiting_seconds") >= 3600
    assert sample(answer, "loket_pusat_requests_under_way") == 1
    assert "Budi" not in answer.content
    assert token not in answer.content
    for line in answer.content.splitlines():
        assert re.fullmatch(r"# (HELP|TYPE) \w+ .+|\w+({[^}]*})? [0-9.e+-]+", line), line


def test_metrics_are_for_this_machine_or_a_monitor(trial: Trial) -> None:
    assert trial.call("GET", "/v1/metrics").status == 200
    assert trial.call("GET", "/v1/metrics", client=("10.0.0.9", 1)).status == 401
    assert trial.call("GET", "/v1/metrics", headers={"X-Forwarded-For": "10.0.0.9"}).status == 401
    counter = {"Authorization": f"Bearer {trial.token()}"}
    assert trial.call("GET", "/v1/metrics", headers=counter, client=("10.0.0.9", 1)).status == 403
    assert trial.call("GET", "/v1/metrics", headers=monitor(trial), client=("10.0.0.9", 1)).status == 200


def test_the_sums_are_those_of_the_records(either: Trial, clock: FixedClock) -> None:
    token = either.token()
    events = [an_event(a_complaint(), seq=n) for n in range(1, 5)]
    later = [a_tracking_event(events[0], "9104417", seq=5), a_void_event(events[1], seq=6)]
    either.post("/v1/events", a_batch(clock, *map(on_wire, [*events, *later])), token=token)
    answer = either.call("GET", "/v1/monev", headers=monitor(either))
    assert answer.status == 200
    (sums,) = answer.content["agencies"]
    assert (sums["agency"], sums["received"], sums["forwarded"], sums["not_forwarded"]) == ("aws", 4, 1, 2)
    for name in ("by_channel", "by_class", "by_status"):
        assert sum(sums[name].values()) == 4
    assert sums["by_status"]["void"] == 1
    assert sums["oldest_not_forwarded_at"] is not None
    assert either.call("GET", "/v1/monev", headers={"Authorization": f"Bearer {token}"}).status == 403


def test_an_empty_server_has_no_sums(trial: Trial) -> None:
    assert trial.call("GET", "/v1/monev", headers=monitor(trial)).content["agencies"] == []
    assert sample(trial.call("GET", "/v1/metrics"), "loket_pusat_oldest_waiting_seconds") == 0
