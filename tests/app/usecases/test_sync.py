"""One run of the sync: everything goes out once, whatever the centre and the line do; and only truth is recorded."""

from collections import Counter as Count
from collections.abc import Generator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.adapters.locks import SyncLock
from app.domain.access import Role
from app.domain.errors import NetworkProblem, NotAllowed, UserProblem
from app.domain.ids import EventId, new_id
from app.domain.outbox import Outcome, identity_info
from app.usecases.send_events import FIRST_EVENTS
from app.usecases.work_off_tasks import WorkOffTasks
from db.tasks import TaskQueries
from tests.app.usecases.counter import CENTRE, Counter, fails_with
from tests.builders import NOON, an_officer


@pytest.fixture
def counter(tmp_path: Path) -> Generator[Counter, None, None]:
    desk = Counter(tmp_path)
    yield desk
    desk.engine.dispose()


def spoilt_by(*bad: EventId, code: str = "server_error"):
    """Give a centre's behaviour: any batch with one of these fails whole."""

    def before(ids: Sequence[EventId]) -> None:
        if set(ids) & set(bad):
            raise NetworkProblem(code, status=500)

    return before


def test_everything_goes_out_once_and_is_confirmed(counter: Counter) -> None:
    events = counter.record(450)
    summary = counter.sync()
    assert (summary.sent, summary.accepted, summary.left, summary.problem) == (450, 450, 0, None)
    assert counter.centre.stored == {event.id: event.sha256 for event in events}
    assert [len(batch) for batch in counter.centre.batches] == [FIRST_EVENTS, 250]
    assert set(counter.deliveries().values()) == {("confirmed", None)}
    assert (counter.state().only_here, counter.state().confirmed) == (0, 450)


def test_batches_are_bounded_in_bytes_too(counter: Counter) -> None:
    counter.record(60, text="x" * 10_000)
    counter.sync()
    assert max(len(batch) for batch in counter.centre.batches) < 60
    assert sum(len(batch) for batch in counter.centre.batches) == 60


def test_progress_tells_each_outcome_with_its_number(counter: Counter) -> None:
    (event,) = counter.record(1)
    counter.sync()
    first, last = counter.progress[0], counter.progress[-1]
    assert (first.done, first.total, first.outcomes) == (0, 1, ())
    assert (last.done, last.total) == (1, 1)
    ((number, id, outcome, code),) = last.outcomes
    assert (id, outcome, code) == (event.id, Outcome.ACCEPTED, None)
    assert f'"number":"{number}"' in event.body.decode()


def test_nothing_to_send_still_asks_whether_the_centre_is_there(counter: Counter) -> None:
    assert counter.sync().sent == 0
    assert (counter.centre.batches, counter.centre.asked) == ([], [[]])
    assert counter.state().last_contact_at == NOON


def test_identity_is_sealed_once_and_the_same_ciphertext_goes_out_again(counter: Counter) -> None:
    (event,) = counter.record(1)
    assert event.identity is not None
    counter.centre.before = fails_with("server_absent")
    counter.sync()
    assert counter.seals == [(event.identity, identity_info(event.id, event.sha256))]
    counter.centre.before = lambda ids: None
    counter.sync()
    assert len(counter.seals) == 1
    assert counter.centre.sealed == {event.id: b"sealed 1 " + CENTRE.public_key}


def test_an_event_without_identity_is_sent_without(counter: Counter) -> None:
    with counter.units() as unit:
        from tests.builders import a_complaint
        from tests.database import record

        event = record(unit, a_complaint(), identity=None)
        unit.commit()
    counter.sync()
    assert counter.centre.sealed == {event.id: None}


def test_a_lost_answer_is_asked_for_again_and_doubles_nothing(counter: Counter) -> None:
    events = counter.record(3)
    lost = iter([True])

    def lose_once(_ids: Sequence[EventId]) -> None:
        if next(lost, False):
            raise NetworkProblem("line_cut")

    counter.centre.after = lose_once
    summary = counter.sync()
    assert (summary.accepted + summary.duplicate, summary.duplicate, summary.problem) == (3, 3, None)
    assert len(counter.centre.stored) == len(events)


@pytest.mark.parametrize("code", ["server_timeout", "server_unavailable", "line_cut"])
def test_time_outs_shrink_the_batch_and_judge_nobody(counter: Counter, code: str) -> None:
    counter.record(200)
    counter.centre.before = fails_with(code)
    summary = counter.sync()
    assert (summary.problem, summary.sent, summary.left, summary.needs_check) == (code, 0, 200, 0)
    assert [len(batch) for batch in counter.centre.batches] == [200, 50, 12, 3]
    assert set(counter.deliveries().values()) == {("pending", None)}


def test_after_failures_the_next_run_begins_small_and_grows(counter: Counter) -> None:
    counter.record(200)
    counter.centre.before = fails_with("server_timeout")
    counter.sync()
    counter.centre.batches.clear()
    counter.centre.before = lambda ids: None
    assert counter.sync().accepted == 200
    sizes = [len(batch) for batch in counter.centre.batches]
    assert sizes[:3] == [50, 100, 50]


def test_one_bad_event_is_found_set_aside_and_nothing_else_suffers(counter: Counter) -> None:
    events = counter.record(40)
    bad = events[17]
    counter.centre.before = spoilt_by(bad.id)
    summary = counter.sync()
    assert (summary.accepted, summary.needs_check, summary.left, summary.problem) == (39, 1, 0, None)
    assert counter.deliveries()[bad.id] == ("set_aside", "server_error")
    assert bad.id not in counter.centre.stored


def test_several_bad_events_side_by_side_are_found(counter: Counter) -> None:
    events = counter.record(60)
    bad = [event.id for event in events[:4]]
    counter.centre.before = spoilt_by(*bad)
    assert counter.sync().accepted == 56
    counter.record(1)  # side by side they tell no more of each other than of the centre: it takes one more that passes
    assert counter.sync().accepted == 1
    assert {id for id, (state, _) in counter.deliveries().items() if state == "set_aside"} == set(bad)


def test_an_event_too_large_for_the_server_is_set_aside_by_that_name(counter: Counter) -> None:
    events = counter.record(10)
    counter.centre.before = spoilt_by(events[3].id, code="batch_too_large")
    counter.sync()
    assert counter.deliveries()[events[3].id] == ("set_aside", "batch_too_large")


def test_a_centre_that_refuses_everything_judges_nobody(counter: Counter) -> None:
    counter.record(200)
    counter.centre.before = fails_with("server_error", status=500)
    for _ in range(4):
        summary = counter.sync()
        assert (summary.problem, summary.needs_check, summary.left) == ("server_error", 0, 200)
    assert len(counter.centre.batches) <= 4 * 16
    assert {state for state, _ in counter.deliveries().values()} == {"pending"}


def test_a_lone_bad_event_is_judged_only_once_others_have_passed(counter: Counter) -> None:
    (bad,) = counter.record(1)
    counter.centre.before = spoilt_by(bad.id)
    for _ in range(5):
        assert counter.sync().problem == "server_error"
    assert counter.deliveries()[bad.id] == ("pending", None)
    for _ in range(2):
        counter.record(1)
        counter.sync()
    assert counter.deliveries()[bad.id] == ("set_aside", "server_error")
    assert counter.state().accepted + counter.state().confirmed == 2


def test_a_rejected_event_waits_for_a_person_with_code_and_field(counter: Counter) -> None:
    good, bad = counter.record(2)
    counter.centre.rejects[bad.id] = "field_long"
    summary = counter.sync()
    assert (summary.accepted, summary.rejected, summary.left) == (1, 1, 0)
    row = next(row for row in counter.queries.rows(limit=9) if row.event_id == bad.id)
    assert (row.delivery.value, row.code, row.field) == ("rejected", "field_long", "report.title")
    counter.sync()
    assert sum(bad.id in batch for batch in counter.centre.batches) == 1
    assert good.id in counter.centre.stored


def test_a_follower_of_a_refused_event_waits_for_the_same_person(counter: Counter, monkeypatch) -> None:
    monkeypatch.setattr("app.usecases.send_events.MAX_EVENTS", 1)
    (bad,) = counter.record(1)
    follower = counter.follow(bad)
    counter.centre.rejects[bad.id] = "field_long"
    summary = counter.sync()
    assert (summary.rejected, summary.needs_check) == (1, 1)
    assert counter.deliveries()[follower.id] == ("set_aside", "predecessor_refused")


def test_a_follower_made_after_the_refusal_waits_for_the_same_person(counter: Counter) -> None:
    """Held at the centre, it would have waited for ever without a word."""
    bad, other = counter.record(2)
    counter.centre.rejects[bad.id] = "field_long"
    counter.sync()
    follower, sound = counter.follow(bad), counter.follow(other)
    summary = counter.sync()
    assert (summary.accepted, summary.needs_check, summary.held) == (1, 1, 0)
    assert counter.deliveries()[follower.id] == ("set_aside", "predecessor_refused")
    assert counter.deliveries()[sound.id] == ("confirmed", None)
    again = counter.follow(follower)
    counter.sync()
    assert counter.deliveries()[again.id] == ("set_aside", "predecessor_refused")


def test_an_identity_that_was_taken_back_before_it_was_sealed_is_not_sent(counter: Counter) -> None:
    (event,) = counter.record(1)
    with counter.units() as unit:
        unit.outbox.drop_identity(event.complaint_id)
        unit.commit()
    assert counter.sync().accepted == 1
    assert counter.centre.sealed == {event.id: None}
    with counter.units() as unit:
        assert not unit.outbox.has_sealed()


def test_a_held_event_is_confirmed_only_after_it_was_applied(counter: Counter) -> None:
    (first,) = counter.record(1)
    follower = counter.follow(first, follows=EventId(new_id(NOON)))
    summary = counter.sync()
    assert (summary.accepted, summary.held) == (1, 1)
    assert counter.deliveries() == {first.id: ("confirmed", None), follower.id: ("held", None)}
    counter.centre.waiting.clear()
    counter.sync()
    assert counter.deliveries()[follower.id] == ("confirmed", None)


def test_a_missing_outcome_leaves_the_event_waiting(counter: Counter) -> None:
    silent, told = counter.record(2)
    counter.centre.silent_on.add(silent.id)
    summary = counter.sync()
    assert (summary.sent, summary.accepted, summary.left) == (2, 1, 1)
    assert counter.deliveries()[silent.id] == ("pending", None)
    counter.centre.silent_on.clear()
    assert counter.sync().duplicate == 1
    assert counter.deliveries()[told.id] == ("confirmed", None)


def test_what_the_centre_lost_is_sent_again_in_the_same_run(counter: Counter) -> None:
    events = counter.record(5)
    counter.sync()
    counter.centre.stored.clear()
    counter.centre.epoch = new_id(NOON)
    summary = counter.sync()
    assert (summary.accepted, summary.left, summary.problem) == (5, 0, None)
    assert counter.centre.stored == {event.id: event.sha256 for event in events}
    assert set(counter.deliveries().values()) == {("confirmed", None)}
    with counter.units() as unit:
        known = unit.centre.centre()
    assert known is not None
    assert known.epoch == counter.centre.epoch


def test_a_centre_that_forgets_again_and_again_is_not_asked_for_ever(counter: Counter) -> None:
    counter.record(2)
    forgets = counter.centre.stored.clear
    counter.centre.on_proof = lambda: forgets()
    summary = counter.sync()
    assert (len(counter.centre.batches), summary.left) == (2, 2)


@pytest.mark.parametrize(
    "code", ["token_refused", "certificate_wrong", "answer_nonsense", "redirect_refused", "server_absent"]
)
def test_a_fault_that_is_no_event_of_ours_stops_the_run_at_once(counter: Counter, code: str) -> None:
    counter.record(300)
    counter.centre.before = fails_with(code)
    summary = counter.sync()
    assert (summary.problem, summary.left, len(counter.centre.batches)) == (code, 300, 1)
    assert counter.state().last_problem == code
    assert counter.state().needs_person == 0


def test_waiting_grows_with_jitter_is_kept_and_ends_with_success(counter: Counter) -> None:
    counter.record(1)
    counter.centre.before = fails_with("server_absent")
    for _ in range(9):
        counter.sync()
    assert counter.waits[:4] == [30, 60, 120, 240]
    assert max(counter.waits) == 3_600
    assert counter.state().next_try_at == NOON + timedelta(hours=1)
    counter.centre.before = lambda ids: None
    assert counter.sync().accepted == 1
    assert counter.state().next_try_at is None
    assert counter.queries.failures() == (0, None)


def test_retry_after_is_honoured_also_by_hand_and_survives_a_restart(counter: Counter) -> None:
    counter.record(1)
    counter.centre.before = fails_with("server_busy", retry_after_s=120)
    assert counter.sync().problem == "server_busy"
    counter.centre.before = lambda ids: None
    counter.clock.advance(seconds=119)
    assert (counter.sync().problem, len(counter.centre.batches)) == ("server_busy", 1)
    counter.clock.advance(seconds=1)
    assert counter.sync().accepted == 1


def test_a_clock_that_fell_back_does_not_silence_the_desk(counter: Counter) -> None:
    counter.record(1)
    counter.centre.before = fails_with("server_busy", retry_after_s=60)
    counter.sync()
    counter.centre.before = lambda ids: None
    counter.clock.advance(days=-3)
    assert counter.sync().accepted == 1


def test_cancelling_keeps_what_was_answered_and_sends_no_more(counter: Counter) -> None:
    counter.record(500)
    summary = counter.sync(stop=lambda: len(counter.centre.batches) == 1)
    assert (summary.problem, summary.accepted, summary.left) == ("sync_stopped", 200, 300)
    assert counter.centre.asked == []
    assert counter.sync().accepted == 300


def test_a_failing_proof_keeps_the_answers_and_is_told(counter: Counter) -> None:
    counter.record(2)

    def fail() -> None:
        raise NetworkProblem("server_timeout")

    counter.centre.on_proof = fail
    summary = counter.sync()
    assert (summary.accepted, summary.left, summary.problem) == (2, 0, "server_timeout")
    assert {state for state, _ in counter.deliveries().values()} == {"accepted"}


def test_only_one_run_at_a_time(counter: Counter, tmp_path: Path) -> None:
    counter.lock = lambda: SyncLock(tmp_path)
    with SyncLock(tmp_path), pytest.raises(UserProblem, match="sync_running"):
        counter.sync()
    assert counter.sync().problem is None


def test_without_an_enrolment_nothing_is_tried(tmp_path: Path) -> None:
    desk = Counter(tmp_path, connected=False)
    with pytest.raises(NetworkProblem, match="not_connected"):
        desk.sync()
    desk.engine.dispose()


def test_an_auditor_may_not_sync(counter: Counter) -> None:
    with pytest.raises(NotAllowed):
        counter.sync(Role.AUDITOR)


PROBLEMS = {
    "cut_before": NetworkProblem("line_cut"),
    "timeout": NetworkProblem("server_timeout"),
    "busy": NetworkProblem("server_busy", retry_after_s=5),
    "error": NetworkProblem("server_error", status=500),
    "too_large": NetworkProblem("batch_too_large"),
    "absent": NetworkProblem("server_absent"),
}
FAULTS = st.sampled_from(["ok", "cut_after", "silent", *PROBLEMS])


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(faults=st.lists(FAULTS, max_size=10), bad=st.sets(st.integers(0, 11), max_size=2), size=st.integers(1, 12))
def test_no_row_of_faults_loses_or_doubles_anything(
    tmp_path_factory: pytest.TempPathFactory, faults: list[str], bad: set[int], size: int
) -> None:
    desk = Counter(tmp_path_factory.mktemp("desk"))
    events = desk.record(size)
    spoils = {events[n].id for n in bad if n < size}
    row = iter(faults)
    taken: Count[EventId] = Count()

    def before(ids: Sequence[EventId]) -> None:
        desk.centre.silent_on.clear()
        desk.centre.after = lambda ids: None
        now = next(row, "ok")
        if now in PROBLEMS:
            raise PROBLEMS[now]
        if spoils & set(ids):
            raise NetworkProblem("server_error", status=500)
        taken.update(id for id in ids if id not in desk.centre.stored)
        if now == "cut_after":
            desk.centre.after = fails_with("line_cut")
        elif now == "silent":
            desk.centre.silent_on.update(ids[::2])

    desk.centre.before = before
    for _ in range(len(faults) + 3):
        desk.sync()
        desk.clock.advance(minutes=5)
    deliveries = desk.deliveries()
    assert max(taken.values(), default=1) == 1
    for event in events:
        state, _ = deliveries[event.id]
        if state != "set_aside":  # set aside after a lost answer it may be there or not: that is why a person looks
            assert (event.id in desk.centre.stored) == (state in {"accepted", "confirmed", "held"})
        if event.id not in spoils and state != "set_aside":
            assert desk.centre.stored[event.id] == event.sha256
    known = {event.id for event in events if deliveries[event.id][0] in {"pending", "set_aside"}}
    assert len(known | set(desk.centre.stored)) == size
    desk.engine.dispose()


def test_an_identity_taken_back_while_it_is_being_sealed_stays_here(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    (event,) = counter.record(1)

    def taken_back(_identity: bytes, _key: bytes, _info: bytes) -> bytes:
        with counter.units() as unit:  # an officer corrects the record in the window meanwhile
            unit.outbox.drop_identity(event.complaint_id)
            unit.commit()
        return b"sealed"

    monkeypatch.setattr(counter, "seal", taken_back)
    counter.sync()
    assert counter.centre.sealed == {event.id: None}


@pytest.mark.parametrize("apart", [False, True])
def test_what_is_held_behind_a_refused_event_waits_for_the_same_person(counter: Counter, apart: bool) -> None:
    (first,) = counter.record(1)
    second = counter.follow(first)
    third = counter.follow(second)
    if apart:
        counter.centre.before = spoilt_by(first.id)
    else:
        counter.centre.rejects[first.id] = "title_long"
    counter.record(1)
    counter.sync()
    states = counter.deliveries()
    assert states[first.id] == (("set_aside", "server_error") if apart else ("rejected", "title_long"))
    assert states[second.id] == states[third.id] == ("set_aside", "predecessor_refused")
    assert counter.state().needs_person == 3
    tasks = WorkOffTasks(
        units=counter.units,
        tasks=TaskQueries(counter.engine),
        enter_tracking=None,  # type: ignore[arg-type]
        clock=counter.clock,
    )
    counter.centre.rejects.clear()
    counter.centre.before = lambda ids: None
    counter.centre.waiting.clear()
    assert tasks.send_again(an_officer(), third.id) == 3
    counter.sync()
    assert set(counter.deliveries().values()) == {("confirmed", None)}
    assert tasks.send_again(an_officer(), third.id) == 0
