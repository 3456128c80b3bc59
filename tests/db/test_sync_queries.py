"""The outbox as the sync sees it: what is due, in which order and amount; how things stand; what was sent."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from app.domain.complaint import Secrecy
from app.domain.ids import EventId, new_id
from app.domain.outbox import Delivery, Event, EventKind, EventOutcome, Outcome
from db.sync_queries import SyncQueries
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, a_complaint, an_event
from tests.database import record

MUCH = 10**9


@pytest.fixture
def events(engine: Engine) -> list[Event]:
    """Give five complaint events, a minute apart."""
    with UnitOfWork(engine) as unit:
        made = [record(unit, a_complaint(recorded_at=NOON + timedelta(minutes=n))) for n in range(5)]
        unit.commit()
    return made


def decide(engine: Engine, **outcomes: list[Event]) -> None:
    with UnitOfWork(engine) as unit:
        for name, decided in outcomes.items():
            unit.outbox.record([EventOutcome(event_id=e.id, outcome=Outcome(name)) for e in decided], at=NOON)
        unit.commit()


def due(engine: Engine, *, minutes: int = 0, **asked: object) -> list[int]:
    defaults = {"after_seq": 0, "limit": 100, "max_bytes": MUCH, "ignore_wait": False}
    found = SyncQueries(engine).due(NOON + timedelta(minutes=minutes), **{**defaults, **asked})  # type: ignore[arg-type]
    return [event.seq for event in found]


@pytest.mark.usefixtures("events")
def test_waiting_events_are_due_in_their_order(engine: Engine) -> None:
    assert due(engine) == [1, 2, 3, 4, 5]
    assert due(engine, limit=2) == [1, 2]
    assert due(engine, after_seq=2, limit=2) == [3, 4]
    assert SyncQueries(engine).due_count(NOON, ignore_wait=False) == 5


def test_a_batch_holds_as_many_bytes_as_were_asked_but_always_one_event(engine: Engine, events: list[Event]) -> None:
    size = len(events[0].body)
    assert {len(event.body) for event in events} == {size}
    assert due(engine, max_bytes=3 * size) == [1, 2, 3]
    assert due(engine, max_bytes=3 * size - 1) == [1, 2]
    assert due(engine, max_bytes=0) == [1]


def test_decided_events_are_not_due(engine: Engine, events: list[Event]) -> None:
    decide(engine, accepted=events[:1], rejected=events[1:2], held=events[2:3], not_decided=events[3:4])
    assert due(engine, ignore_wait=True) == [4, 5]


def test_events_that_were_put_off_rest_unless_a_person_asks(engine: Engine, events: list[Event]) -> None:
    with UnitOfWork(engine) as unit:
        unit.outbox.put_off([events[0].id, events[1].id], until=NOON + timedelta(minutes=10), code="server_error")
        unit.commit()
    queries = SyncQueries(engine)
    assert due(engine, minutes=9) == [3, 4, 5]
    assert due(engine, minutes=10) == [1, 2, 3, 4, 5]
    assert due(engine, ignore_wait=True) == [1, 2, 3, 4, 5]
    assert queries.due_count(NOON, ignore_wait=False) == 3
    assert queries.due_count(NOON, ignore_wait=True) == 5


def test_a_fresh_desk_stands_at_nothing(engine: Engine) -> None:
    state = SyncQueries(engine).state(NOON)
    assert not state.connected
    assert (state.only_here, state.only_here_since, state.pending, state.needs_person) == (0, None, 0, 0)
    assert (state.accepted, state.confirmed, state.last_contact_at, state.skew_s) == (0, 0, None, None)


def test_only_complaints_that_the_centre_has_not_taken_in_are_only_here(engine: Engine, events: list[Event]) -> None:
    decide(engine, accepted=events[:2], held=events[2:3], rejected=events[3:4])
    with UnitOfWork(engine) as unit:
        unit.outbox.confirm([events[0].id], at=NOON)
        complaint = unit.complaints.get(events[1].complaint_id)
        assert complaint
        unit.outbox.add(
            an_event(complaint, seq=6, kind=EventKind.TRACKING, follows=events[1].id, body=b"{}", identity=None)
        )
        unit.commit()
    state = SyncQueries(engine).state(NOON)
    assert (state.only_here, state.only_here_since) == (3, NOON + timedelta(minutes=2))
    assert (state.pending, state.needs_person, state.accepted, state.confirmed) == (2, 1, 1, 1)


def test_the_page_shows_first_what_needs_a_person_then_what_waits_then_the_newest_sent(
    engine: Engine, events: list[Event]
) -> None:
    decide(engine, accepted=[events[0], events[3]], rejected=[events[4]])
    with UnitOfWork(engine) as unit:
        unit.outbox.confirm([events[0].id], at=NOON)
        unit.outbox.set_aside(events[2].id, code="server_error", at=NOON)
        unit.commit()
    rows = SyncQueries(engine).rows(limit=10)
    assert [row.event_id for row in rows] == [events[n].id for n in (2, 4, 1, 3, 0)]
    assert [row.delivery for row in rows] == [
        Delivery.SET_ASIDE,
        Delivery.REJECTED,
        Delivery.PENDING,
        Delivery.ACCEPTED,
        Delivery.CONFIRMED,
    ]
    for limit in range(5):
        assert SyncQueries(engine).rows(limit=limit) == rows[:limit]


def test_the_page_shows_no_title_of_a_secret_report(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        record(unit, a_complaint(title="Terbuka"))
        record(unit, a_complaint(title="Pungutan", secrecy=Secrecy.SECRET))
        unit.commit()
    assert [row.title for row in SyncQueries(engine).rows(limit=10)] == ["Terbuka", ""]


def test_the_hashes_of_what_was_sent_come_in_order_and_in_spans(engine: Engine, events: list[Event]) -> None:
    decide(engine, accepted=events[:2], held=events[2:3], rejected=events[3:4])
    with UnitOfWork(engine) as unit:
        unit.outbox.confirm([events[0].id], at=NOON)
        unit.commit()
    queries = SyncQueries(engine)
    sent = [(event.seq, event.id, event.sha256) for event in events[:3]]
    assert queries.sent_hashes(after_seq=0, limit=10, unconfirmed=False) == sent
    assert queries.sent_hashes(after_seq=0, limit=10, unconfirmed=True) == sent[1:]
    assert queries.sent_hashes(after_seq=1, limit=1, unconfirmed=False) == sent[1:2]


def test_ids_of_others_are_unknown(engine: Engine, events: list[Event]) -> None:
    strangers = [EventId(new_id(NOON)) for _ in range(3)]
    asked = [strangers[0], events[0].id, strangers[1], events[4].id, strangers[2]]
    assert SyncQueries(engine).unknown(asked) == strangers
    assert SyncQueries(engine).unknown([]) == []
