"""The parts of a run in their order: what one did stays done whatever becomes of the next."""

from collections.abc import Generator
from pathlib import Path

import pytest

from app.domain.changes import CentralStatus
from app.domain.errors import NetworkProblem
from app.domain.ids import new_id
from app.domain.outbox import Event
from tests.app.usecases.counter import Counter, fails_with
from tests.builders import NOON


@pytest.fixture
def counter(tmp_path: Path) -> Generator[Counter, None, None]:
    desk = Counter(tmp_path)
    yield desk
    desk.engine.dispose()


def a_status(event: Event) -> CentralStatus:
    return CentralStatus(complaint_id=event.complaint_id, code="3", name="Diproses", at=NOON, source="lapor")


def test_a_run_ends_with_what_the_centre_tells(counter: Counter) -> None:
    (event,) = counter.record(1)
    counter.centre.told = [a_status(event)]
    summary = counter.sync()
    assert (summary.accepted, summary.pulled, summary.problem) == (1, 1, None)
    assert counter.sync().pulled == 0


def test_what_was_sent_and_proven_stays_when_reading_fails(counter: Counter) -> None:
    (event,) = counter.record(1)
    counter.centre.told = [a_status(event)]

    def cut(_after: object) -> None:
        raise NetworkProblem("line_cut")

    counter.centre.on_changes = cut
    summary = counter.sync()
    assert (summary.accepted, summary.pulled, summary.problem) == (1, 0, "line_cut")
    assert counter.deliveries()[event.id] == ("confirmed", None)
    assert counter.state().last_problem == "line_cut"
    counter.centre.on_changes = lambda after: None
    assert (counter.sync().pulled, counter.state().last_problem) == (1, None)


def test_nothing_is_read_when_the_line_failed_before(counter: Counter) -> None:
    counter.record(1)
    counter.centre.before = fails_with("server_absent")
    counter.sync()
    assert counter.centre.read == []


def test_a_feed_of_another_epoch_asks_for_a_full_proof(counter: Counter) -> None:
    """The server was restored between the proof and the feed of one run."""
    (event,) = counter.record(1)
    counter.sync()
    counter.centre.spans.clear()

    def restored(_after: object) -> None:
        counter.centre.epoch = restored_epoch

    restored_epoch = new_id(NOON)
    counter.centre.on_changes = restored
    assert counter.sync().problem is None
    assert counter.centre.spans == [None, (0, None)]
    assert counter.deliveries()[event.id] == ("confirmed", None)


def test_a_lone_bad_event_keeps_nobody_from_hearing_the_centre(counter: Counter) -> None:
    (event,) = counter.record(1)
    counter.sync()
    (bad,) = counter.record(1)
    counter.centre.told = [a_status(event)]
    counter.centre.before = fails_with("server_error")
    summary = counter.sync()
    assert (summary.problem, summary.pulled) == ("server_error", 1)
    assert counter.deliveries()[bad.id] == ("pending", None)


def test_cancelling_stops_before_the_next_page(counter: Counter) -> None:
    counter.centre.told = [a_status(event) for event in counter.record(7)]
    summary = counter.sync(stop=lambda: len(counter.centre.read) == 2)
    assert summary.pulled == 6
    assert counter.sync().pulled == 1
