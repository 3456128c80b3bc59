"""Each event is stored once, whatever order, race or repeat it comes in; the answer says what is on disk."""

import random
import threading
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from app.domain.ids import new_id, to_iso
from app.domain.number import check_digits
from app.domain.outbox import Event, Outcome, digest
from app.pusat.bodies import read_body
from db.pusat.records import Arrival, Verdict
from db.pusat.store import Store, open_store
from db.pusat.tables import audit, complaints, events, quarantine
from tests.builders import NOON, a_complaint, an_event
from tests.db.pusat.arrivals import a_correction, a_tracking_event, a_void_event, an_arrival
from tests.db.pusat.postgres import Cluster

DEVICE = "019ab000-0000-7000-8000-0000000000d1"


def take(store: Store, *arrivals: Arrival, device: str = DEVICE, now=NOON) -> tuple[Verdict, ...]:
    return store.events.take_batch(device=device, batch_id=new_id(NOON), arrivals=arrivals, now=now)


def stored(store: Store, *columns: sa.Column) -> list:
    with store.engine.connect() as connection:
        return connection.execute(sa.select(*columns)).all()


def test_an_event_is_accepted_with_a_central_number_and_its_very_bytes_are_kept(store: Store) -> None:
    arrival = an_arrival(an_event())
    (verdict,) = take(store, arrival)
    assert (verdict.outcome, verdict.received_at) == (Outcome.ACCEPTED, to_iso(NOON))
    assert verdict.central_number == f"PST-26-000001-{check_digits('PST26000001')}"
    assert stored(store, events.c.body, events.c.sha256, events.c.state) == [(arrival.body, arrival.sha256, "applied")]


def test_a_repeat_is_told_what_the_first_was_told(store: Store) -> None:
    arrival = an_arrival(an_event())
    (first,) = take(store, arrival)
    (again,) = take(store, arrival, now=NOON + timedelta(days=3))
    assert again == replace(first, outcome=Outcome.DUPLICATE)
    assert len(stored(store, events.c.id)) == 1


def test_the_same_event_twice_in_one_batch_is_stored_once(store: Store) -> None:
    arrival = an_arrival(an_event())
    one, two = take(store, arrival, arrival)
    assert (one.outcome, two.outcome) == (Outcome.ACCEPTED, Outcome.DUPLICATE)
    assert one.central_number == two.central_number is not None


def test_other_bytes_under_a_known_id_go_to_quarantine_once(store: Store) -> None:
    first = an_event()
    other = an_arrival(an_event(a_complaint(title="Judul lain sama sekali"), id=first.id))
    take(store, an_arrival(first))
    for _ in range(2):
        (verdict,) = take(store, other)
        assert verdict.outcome is Outcome.CONFLICT
    assert stored(store, quarantine.c.event_id, quarantine.c.sha256) == [(first.id, other.sha256)]
    assert stored(store, events.c.sha256) == [(first.sha256,)]


def test_a_conflict_inside_one_batch_keeps_both_bodies(store: Store) -> None:
    first = an_event()
    other = an_event(a_complaint(title="Judul lain sama sekali"), id=first.id)
    verdicts = take(store, an_arrival(first), an_arrival(other))
    assert Counter(v.outcome for v in verdicts) == {Outcome.ACCEPTED: 1, Outcome.CONFLICT: 1}
    kept = {row.sha256 for row in stored(store, events.c.sha256)} | {
        row.sha256 for row in stored(store, quarantine.c.sha256)
    }
    assert kept == {first.sha256, other.sha256}


def test_an_event_without_its_predecessor_is_held_and_applied_when_that_arrives(store: Store) -> None:
    first = an_event(seq=1)
    second = a_tracking_event(first, "9104417", seq=2)
    third = a_tracking_event(first, "9104418", seq=3, follows=second.id)
    (late,) = take(store, an_arrival(third))
    (held,) = take(store, an_arrival(second))
    assert (held.outcome, late.outcome) == (Outcome.HELD, Outcome.HELD)
    assert held.central_number is None
    assert stored(store, complaints.c.event_id) == []
    (accepted,) = take(store, an_arrival(first))
    assert accepted.outcome is Outcome.ACCEPTED
    assert stored(store, complaints.c.tracking_id) == [("9104418",)]
    (again,) = take(store, an_arrival(second))
    assert (again.outcome, again.central_number) == (Outcome.DUPLICATE, accepted.central_number)


def test_a_follower_before_its_predecessor_in_one_batch_is_applied(store: Store) -> None:
    first = an_event(seq=7)
    second = a_tracking_event(first, "9104417", seq=3)
    verdicts = take(store, an_arrival(second), an_arrival(first))
    assert [v.outcome for v in verdicts] == [Outcome.ACCEPTED, Outcome.ACCEPTED]
    assert stored(store, complaints.c.tracking_id) == [("9104417",)]


def test_a_correction_changes_the_record_and_leaves_the_first_event_as_it_came(store: Store) -> None:
    first = an_event(a_complaint(title="Antrean obt", text="Lama sekali menunggu."))
    changed = {
        "title": ("Antrean obt", "Antrean obat"),
        "text": ("Lama sekali menunggu.", "Lama sekali menunggu obat."),
        "classification": ("complaint", "information"),
        "place": ("", "Apotek"),
    }
    correction = a_correction(first, changed)
    arrived = [*take(store, an_arrival(first)), *take(store, an_arrival(correction))]
    assert [verdict.outcome for verdict in arrived] == [Outcome.ACCEPTED, Outcome.ACCEPTED]
    assert arrived[0].central_number == arrived[1].central_number
    ((title, text_sha256, classification, status, changed_at),) = stored(
        store,
        complaints.c.title,
        complaints.c.text_sha256,
        complaints.c.classification,
        complaints.c.status,
        complaints.c.changed_at,
    )
    assert (title, classification, status, changed_at) == ("Antrean obat", "information", "recorded", to_iso(NOON))
    assert text_sha256 == digest(b"Lama sekali menunggu obat.")
    (evidence,) = store.evidence.complaint_events()
    assert evidence.body == first.body


def test_a_void_entry_stays_counted_and_says_so(store: Store) -> None:
    first, other = an_event(seq=1), an_event(seq=2)
    take(store, *map(an_arrival, (first, other, a_void_event(first, seq=3))))
    found = dict(stored(store, complaints.c.event_id, complaints.c.status))
    assert found == {first.id: "void", other.id: "recorded"}
    assert store.evidence.standing().complaints == 2


def test_a_correction_before_its_complaint_is_held_and_applied_in_order(store: Store) -> None:
    first = an_event(a_complaint(title="Satu"), seq=1)
    second = a_correction(first, {"title": ("Satu", "Dua")}, seq=2)
    third = a_correction(first, {"title": ("Dua", "Tiga")}, seq=3, follows=second.id)
    (last,) = take(store, an_arrival(third))
    (middle,) = take(store, an_arrival(second))
    assert (last.outcome, middle.outcome) == (Outcome.HELD, Outcome.HELD)
    take(store, an_arrival(first))
    assert stored(store, complaints.c.title) == [("Tiga",)]


def test_another_desks_correction_does_not_touch_the_record(store: Store) -> None:
    first = an_event(a_complaint(title="Satu"), seq=1)
    take(store, an_arrival(first))
    take(store, an_arrival(a_correction(first, {"title": ("Satu", "Dua")})), device=new_id(NOON))
    assert stored(store, complaints.c.title) == [("Satu",)]


def test_central_numbers_have_no_gap_and_begin_anew_each_year(store: Store) -> None:
    numbers = []
    for day in (NOON, NOON, NOON + timedelta(days=60), NOON + timedelta(days=60)):
        numbers += [v.central_number for v in take(store, an_arrival(an_event()), now=day)]
    take(store, an_arrival(an_event(a_complaint(title="Judul lain"), id=new_id(NOON))))
    assert [number[:13] for number in numbers] == [
        "PST-26-000001",
        "PST-26-000002",
        "PST-27-000001",
        "PST-27-000002",
    ]


def test_a_cloned_counter_is_stored_twice_and_flagged(store: Store) -> None:
    complaint = a_complaint()
    one = an_event(complaint, seq=5)
    two = an_event(replace(complaint, id=new_id(NOON)), seq=5, id=new_id(NOON))
    verdicts = [*take(store, an_arrival(one)), *take(store, an_arrival(two))]
    assert [v.outcome for v in verdicts] == [Outcome.ACCEPTED, Outcome.ACCEPTED]
    assert sorted(stored(store, complaints.c.forked)) == [(True,), (True,)]
    assert {row.detail.split()[-1] for row in stored(store, audit.c.detail)} == {"same_sequence", "same_number"}


def test_a_row_that_postgresql_refuses_stops_no_other(postgres: Cluster) -> None:
    store = open_store(postgres.new_database(), read_body)
    good = an_arrival(an_event())
    bad = replace(an_arrival(an_event()), kind="com\0plaint")
    told = {v.id: v for v in take(store, bad, good)}
    assert told[good.id].outcome is Outcome.ACCEPTED
    assert (told[bad.id].outcome, told[bad.id].code) == (Outcome.UNDECIDED, "storage_refused")
    assert stored(store, events.c.id) == [(good.id,)]
    store.close()


def test_a_batch_is_stored_by_as_many_statements_however_large_it_is(store: Store) -> None:
    counts = []
    for size in (1, 2, 60):
        batch = [an_arrival(an_event(seq=1_000 * size + n)) for n in range(size)]
        with counted(store) as statements:
            told = take(store, *batch)
        assert {v.outcome for v in told} == {Outcome.ACCEPTED}
        counts.append(len(statements))
    assert counts[1] == counts[2]
    assert counts[2] <= 16


@contextmanager
def counted(store: Store) -> Generator[list[str], None, None]:
    """Give the statements that reach the database meanwhile."""
    seen: list[str] = []

    def note(_line: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    sa.event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(store.engine, "before_cursor_execute", note)


def test_a_follower_of_another_records_event_is_held(store: Store) -> None:
    first, other = an_event(seq=1), an_event(seq=2)
    stray = a_tracking_event(first, "9104417", seq=3, follows=other.id)
    told = take(store, *map(an_arrival, (first, other, stray)))
    assert [v.outcome for v in told] == [Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.HELD]


def test_racing_batches_of_the_same_events_store_each_once_and_agree(store: Store) -> None:
    seeds = [an_event(seq=n) for n in range(1, 13)]
    followers = [a_tracking_event(event, f"91044{n:02d}", seq=n + 20) for n, event in enumerate(seeds)]
    whole: list[Event] = [*seeds, *followers]
    told: list[Verdict] = []
    failures: list[BaseException] = []

    def courier(seed: int) -> None:
        order = whole[:]
        random.Random(seed).shuffle(order)
        try:
            for start in range(0, len(order), 8):
                told.extend(take(store, *(an_arrival(event) for event in order[start : start + 8])))
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            failures.append(error)

    couriers = [threading.Thread(target=courier, args=(seed,)) for seed in range(5)]
    for thread in couriers:
        thread.start()
    for thread in couriers:
        thread.join()
    assert failures == []
    assert Counter(stored(store, events.c.id, events.c.sha256)) == Counter((e.id, e.sha256) for e in whole)
    assert {row.state for row in stored(store, events.c.state)} == {"applied"}
    first_time = Counter(v.id for v in told if v.outcome is Outcome.ACCEPTED)
    assert max(first_time.values()) == 1
    numbers = stored(store, complaints.c.central_number)
    assert sorted(n.central_number[7:13] for n in numbers) == [f"{n:06d}" for n in range(1, 13)]
    by_event: dict[str, set[str]] = {}
    for verdict in told:
        if verdict.central_number:
            by_event.setdefault(verdict.id, set()).add(verdict.central_number)
    assert all(len(numbers) == 1 for numbers in by_event.values())
