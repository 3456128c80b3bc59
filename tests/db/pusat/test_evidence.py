"""Evidence is read from the stored bytes, so what was altered in the store shows."""

import pytest
import sqlalchemy as sa

from app.domain.errors import StorageProblem
from app.domain.ids import new_id
from app.domain.outbox import digest
from db.pusat.records import Standing
from db.pusat.store import Store
from db.pusat.tables import events
from tests.builders import NOON, an_event
from tests.db.pusat.arrivals import a_tracking_event, an_arrival

DEVICE = "019ab000-0000-7000-8000-0000000000d1"
STRANGER = "019ab000-0000-7000-8000-0000000000d9"


def take(store: Store, *taken, device: str = DEVICE) -> None:
    arrivals = [an_arrival(event) for event in taken]
    store.events.take_batch(device=device, batch_id=new_id(NOON), arrivals=arrivals, now=NOON)


def test_what_is_held_is_told_with_a_hash_made_anew(store: Store) -> None:
    event, altered, absent = an_event(seq=1), an_event(seq=2), an_event(seq=3)
    take(store, event, altered)
    with store.engine.execution_options(write=True).begin() as connection:
        connection.execute(sa.update(events).where(events.c.id == altered.id).values(body=b"{}"))
    asked = [(e.id, e.sha256) for e in (event, altered, absent)]
    held, waiting = store.evidence.held(device=DEVICE, asked=asked)
    assert held == {event.id: event.sha256, altered.id: digest(b"{}")}
    assert waiting == set()


def test_an_event_that_is_not_applied_is_told_as_waiting(store: Store) -> None:
    follower = a_tracking_event(an_event(), "9104417")
    take(store, follower)
    held, waiting = store.evidence.held(device=DEVICE, asked=[(follower.id, follower.sha256)])
    assert (held, waiting) == ({follower.id: follower.sha256}, {follower.id})


def test_another_counters_event_is_told_only_to_who_knows_its_hash(store: Store) -> None:
    event = an_event()
    take(store, event)
    assert store.evidence.held(device=STRANGER, asked=[(event.id, "0" * 64)])[0] == {}
    assert store.evidence.held(device=STRANGER, asked=[(event.id, event.sha256)])[0] == {event.id: event.sha256}


def test_others_of_the_counter_are_listed_within_a_span(store: Store) -> None:
    whole = [an_event(seq=n) for n in range(1, 7)]
    take(store, *whole)
    ids = [event.id for event in whole]
    others = store.evidence.others
    assert others(device=DEVICE, asked=[ids[2]], after=1, until=4, limit=10) == [ids[1], ids[3]]
    assert others(device=DEVICE, asked=[], after=4, until=None, limit=1) == [ids[4]]
    assert others(device=STRANGER, asked=[], after=0, until=None, limit=10) == []


def test_counts_and_complaint_events_are_those_stored(store: Store) -> None:
    complaint, held = an_event(seq=1), a_tracking_event(an_event(), "1", seq=2)
    take(store, complaint, held)
    assert store.evidence.standing() == Standing(devices=0, events=2, complaints=1, attachments=0)
    assert [(e.event_id, e.body) for e in store.evidence.complaint_events()] == [(complaint.id, complaint.body)]


def test_complaint_events_come_page_by_page_without_gap(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.pusat.evidence._PAGE", 3)
    whole = [an_event(seq=n) for n in range(1, 8)]
    take(store, *whole)
    assert [e.event_id for e in store.evidence.complaint_events()] == sorted(event.id for event in whole)


def test_a_database_belongs_to_the_first_key_file_for_good(store: Store) -> None:
    first = store.evidence.begin(key_id="one", now=NOON)
    assert store.evidence.begin(key_id="one", now=NOON) == first == store.evidence.identity()
    with pytest.raises(StorageProblem, match="pusat_keys_differ"):
        store.evidence.begin(key_id="two", now=NOON)
