"""Facts are frozen; what was said of them by the centre changes only forwards, and the history of the case tells it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from app.domain.centre import SyncRow
from app.domain.complaint import Complaint
from app.domain.follow_up import FactKind
from app.domain.ids import EventId, new_id
from app.domain.outbox import Delivery, Event, EventKind, EventOutcome, Outcome
from db.integrity import Integrity
from db.search import Queries
from db.sync_queries import SyncQueries
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, a_complaint, an_event
from tests.database import record

LATER = NOON + timedelta(minutes=5)
STRANGER = EventId(new_id(NOON))


def an_outbox_with(engine: Engine, count: int = 1) -> list[Event]:
    with UnitOfWork(engine) as unit:
        events = [record(unit, a_complaint()) for _ in range(count)]
        unit.commit()
    return events


def decide(engine: Engine, event: Event, outcome: Outcome, **facts: object) -> None:
    with UnitOfWork(engine) as unit:
        unit.outbox.record([EventOutcome(event_id=event.id, outcome=outcome, **facts)], at=LATER)  # type: ignore[arg-type]
        unit.commit()


def row_of(engine: Engine, event: Event) -> SyncRow:
    return next(row for row in SyncQueries(engine).rows(limit=100) if row.event_id == event.id)


def told(engine: Engine, event: Event) -> list[tuple[FactKind, str]]:
    facts = Queries(engine).facts(event.complaint_id)
    return [(fact.kind, fact.detail) for fact in facts if fact.kind is not FactKind.RECORDED]


def complaint_of(engine: Engine, event: Event) -> Complaint:
    found = Queries(engine).complaint(event.complaint_id)
    assert found
    return found


def test_an_event_comes_back_byte_for_byte(engine: Engine) -> None:
    events = an_outbox_with(engine, 3)
    assert SyncQueries(engine).due(NOON, after_seq=0, limit=10, max_bytes=10**6, ignore_wait=False) == events
    assert [event.seq for event in events] == [1, 2, 3]


def test_a_later_event_follows_the_last_of_its_complaint(engine: Engine) -> None:
    first, other = an_outbox_with(engine, 2)
    follower = an_event(
        complaint_of(engine, first), seq=3, kind=EventKind.TRACKING, follows=first.id, body=b"{}", identity=None
    )
    with UnitOfWork(engine) as unit:
        assert unit.outbox.last_event_of(first.complaint_id) == first.id
        unit.outbox.add(follower)
        assert unit.outbox.last_event_of(first.complaint_id) == follower.id
        assert unit.outbox.last_event_of(other.complaint_id) == other.id
        assert unit.outbox.last_event_of(a_complaint().id) is None


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.DUPLICATE])
def test_an_accepted_event_is_there(engine: Engine, outcome: Outcome) -> None:
    (event,) = an_outbox_with(engine)
    decide(engine, event, outcome, central_number="KT-26-0000001", received_at=NOON + timedelta(minutes=4))
    assert row_of(engine, event).delivery is Delivery.ACCEPTED
    assert complaint_of(engine, event).central_number == "KT-26-0000001"
    assert complaint_of(engine, event).version == 1
    assert told(engine, event) == [(FactKind.CENTRE_ACCEPTED, "KT-26-0000001")]
    assert Queries(engine).delivery(event.complaint_id) == (Delivery.ACCEPTED, NOON + timedelta(minutes=4), None)


def test_a_rejected_event_waits_for_a_person(engine: Engine) -> None:
    (event,) = an_outbox_with(engine)
    decide(engine, event, Outcome.REJECTED, code="text_long", field="text")
    row = row_of(engine, event)
    assert (row.delivery, row.code, row.field, row.decided_at) == (Delivery.REJECTED, "text_long", "text", LATER)
    assert told(engine, event) == [(FactKind.CENTRE_REJECTED, "text_long")]
    assert SyncQueries(engine).due(LATER, after_seq=0, limit=10, max_bytes=10**6, ignore_wait=True) == []


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Outcome.HELD, Delivery.HELD), (Outcome.CONFLICT, Delivery.CONFLICT), (Outcome.UNDECIDED, Delivery.PENDING)],
)
def test_other_outcomes_take_their_state_and_tell_nothing(engine: Engine, outcome: Outcome, state: Delivery) -> None:
    (event,) = an_outbox_with(engine)
    decide(engine, event, outcome)
    assert row_of(engine, event).delivery is state
    assert told(engine, event) == []


def test_an_undecided_event_keeps_the_reason_for_the_page(engine: Engine) -> None:
    (event,) = an_outbox_with(engine)
    decide(engine, event, Outcome.UNDECIDED, code="schema_newer")
    assert (row_of(engine, event).delivery, row_of(engine, event).code) == (Delivery.PENDING, "schema_newer")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_the_centre_took_in_stays_so(engine: Engine, outcome: Outcome) -> None:
    (event,) = an_outbox_with(engine)
    decide(engine, event, Outcome.ACCEPTED, central_number="KT-26-0000001")
    decide(engine, event, outcome, central_number="KT-26-0000002", code="late")
    assert row_of(engine, event).delivery is Delivery.ACCEPTED
    assert complaint_of(engine, event).central_number == "KT-26-0000001"
    assert told(engine, event) == [(FactKind.CENTRE_ACCEPTED, "KT-26-0000001")]


def test_an_outcome_said_twice_in_one_answer_is_told_once(engine: Engine) -> None:
    (event,) = an_outbox_with(engine)
    twice = [EventOutcome(event_id=event.id, outcome=Outcome.ACCEPTED, central_number="KT-1")] * 2
    with UnitOfWork(engine) as unit:
        unit.outbox.record(twice, at=LATER)
        unit.commit()
    assert told(engine, event) == [(FactKind.CENTRE_ACCEPTED, "KT-1")]


def test_unknown_ids_are_passed_over(engine: Engine) -> None:
    (event,) = an_outbox_with(engine)
    with UnitOfWork(engine) as unit:
        unit.outbox.record([EventOutcome(event_id=STRANGER, outcome=Outcome.ACCEPTED)], at=LATER)
        unit.outbox.confirm([STRANGER], at=LATER)
        unit.outbox.set_aside(STRANGER, code="x", at=LATER)
        unit.outbox.put_off([STRANGER], until=LATER, code="x")
        unit.outbox.back_to_pending([STRANGER])
        unit.outbox.mark_different([STRANGER], at=LATER)
        unit.commit()
    assert row_of(engine, event).delivery is Delivery.PENDING


def test_a_confirmed_event_is_told_once(engine: Engine) -> None:
    (event,) = an_outbox_with(engine)
    decide(engine, event, Outcome.ACCEPTED, received_at=NOON)
    for _ in range(2):
        with UnitOfWork(engine) as unit:
            unit.outbox.confirm([event.id], at=LATER)
            unit.commit()
    assert told(engine, event) == [(FactKind.CENTRE_ACCEPTED, ""), (FactKind.CENTRE_CONFIRMED, "")]
    assert Queries(engine).delivery(event.complaint_id) == (Delivery.CONFIRMED, NOON, LATER)


def test_an_event_whose_answer_was_lost_is_confirmed_by_proof(engine: Engine) -> None:
    (event,) = an_outbox_with(engine)
    with UnitOfWork(engine) as unit:
        unit.outbox.confirm([event.id], at=LATER)
        unit.commit()
    assert row_of(engine, event).delivery is Delivery.CONFIRMED
    assert Queries(engine).delivery(event.complaint_id) == (Delivery.CONFIRMED, None, LATER)


def test_a_missing_event_goes_back_into_the_queue(engine: Engine) -> None:
    (event,) = an_outbox_with(engine)
    decide(engine, event, Outcome.ACCEPTED)
    with UnitOfWork(engine) as unit:
        unit.outbox.back_to_pending([event.id])
        unit.commit()
    row = row_of(engine, event)
    assert (row.delivery, row.decided_at, row.code) == (Delivery.PENDING, None, None)
    assert SyncQueries(engine).attempts([event.id]) == {event.id: 0}


def test_other_bytes_at_the_centre_are_a_conflict(engine: Engine) -> None:
    (event,) = an_outbox_with(engine)
    decide(engine, event, Outcome.ACCEPTED)
    with UnitOfWork(engine) as unit:
        unit.outbox.mark_different([event.id], at=LATER)
        unit.commit()
    row = row_of(engine, event)
    assert (row.delivery, row.code, row.decided_at) == (Delivery.CONFLICT, "proof_different", LATER)


def test_only_a_waiting_event_is_put_off_or_set_aside(engine: Engine) -> None:
    waiting, accepted = an_outbox_with(engine, 2)
    decide(engine, accepted, Outcome.ACCEPTED)
    with UnitOfWork(engine) as unit:
        unit.outbox.put_off([waiting.id, accepted.id], until=LATER, code="server_error")
        unit.outbox.put_off([waiting.id], until=LATER, code="server_error")
        unit.commit()
    assert SyncQueries(engine).attempts([waiting.id, accepted.id]) == {waiting.id: 2, accepted.id: 0}
    with UnitOfWork(engine) as unit:
        unit.outbox.set_aside(waiting.id, code="server_error", at=LATER)
        unit.outbox.set_aside(accepted.id, code="server_error", at=LATER)
        unit.commit()
    assert row_of(engine, waiting).delivery is Delivery.SET_ASIDE
    assert row_of(engine, accepted).delivery is Delivery.ACCEPTED


def test_identity_is_exchanged_for_its_ciphertext_once(engine: Engine) -> None:
    (event,) = an_outbox_with(engine)
    for sealed in (b"first", b"second"):
        with UnitOfWork(engine) as unit:
            unit.outbox.keep_sealed(event.id, sealed)
            unit.commit()
    queries = SyncQueries(engine)
    assert queries.sealed([event.id, STRANGER]) == {event.id: b"first"}
    (kept,) = queries.due(NOON, after_seq=0, limit=1, max_bytes=1, ignore_wait=False)
    assert kept.identity is None
    assert kept.body == event.body


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM outbox",
        "UPDATE outbox SET body = x'00'",
        "UPDATE outbox SET id = id || 'x'",
        "UPDATE outbox SET identity = NULL",
        "UPDATE outbox SET identity = NULL, sealed = NULL",
        "UPDATE outbox SET sealed = x'01'",
        "INSERT OR REPLACE INTO outbox SELECT * FROM outbox",
        "DELETE FROM deliveries",
        "INSERT OR REPLACE INTO deliveries SELECT * FROM deliveries",
        "DELETE FROM audit",
        "UPDATE audit SET act = 'nothing'",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit",
    ],
)
def test_no_ordinary_statement_takes_a_fact_back(engine: Engine, statement: str) -> None:
    an_outbox_with(engine)
    with pytest.raises(IntegrityError), engine.execution_options(write=True).begin() as connection:
        connection.execute(text(statement))


def test_a_sealed_part_is_never_exchanged_again(engine: Engine) -> None:
    (event,) = an_outbox_with(engine)
    with UnitOfWork(engine) as unit:
        unit.outbox.keep_sealed(event.id, b"first")
        unit.commit()
    for change in ("sealed = x'02'", "sealed = NULL", "identity = x'02', sealed = NULL"):
        with pytest.raises(IntegrityError), engine.execution_options(write=True).begin() as connection:
            connection.execute(text(f"UPDATE outbox SET {change}"))


def an_act() -> st.SearchStrategy[tuple[str, Outcome | None]]:
    outcomes = st.tuples(st.just("record"), st.sampled_from(Outcome))
    others = st.sampled_from(["confirm", "set_aside", "put_off", "back_to_pending", "mark_different"])
    return st.one_of(outcomes, st.tuples(others, st.none()))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.integers(0, 2), an_act()), max_size=12))
def test_whatever_happens_every_event_is_counted_in_one_state(
    engine: Engine, acts: list[tuple[int, tuple[str, Outcome | None]]]
) -> None:
    events = an_outbox_with(engine, 3)
    with UnitOfWork(engine) as unit:
        for which, (act, outcome) in acts:
            id = events[which].id
            if outcome is not None:
                unit.outbox.record([EventOutcome(event_id=id, outcome=outcome)], at=LATER)
            elif act == "set_aside":
                unit.outbox.set_aside(id, code="c", at=LATER)
            elif act == "put_off":
                unit.outbox.put_off([id], until=LATER, code="c")
            elif act == "back_to_pending":
                unit.outbox.back_to_pending([id])
            else:
                getattr(unit.outbox, act)([id], at=LATER)
        unit.commit()
    with engine.connect() as connection:
        total = connection.execute(text("SELECT count(*) FROM outbox")).scalar_one()
    rows = SyncQueries(engine).rows(limit=10_000)
    state = SyncQueries(engine).state(LATER)
    assert len(rows) == total
    assert state.only_here == sum(row.delivery not in (Delivery.ACCEPTED, Delivery.CONFIRMED) for row in rows)
    assert state.pending == sum(row.delivery is Delivery.PENDING for row in rows)
    assert Integrity(engine).damage() == []
