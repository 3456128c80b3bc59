"""Whatever arrives, how often and in which order: the store ends as a simple model of it does."""

from pathlib import Path

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.ids import new_id
from app.domain.outbox import Event, Outcome
from app.pusat.bodies import read_body
from db.pusat.store import open_store
from db.pusat.tables import complaints, events, quarantine
from tests.builders import DEVICE_ID, NOON, a_complaint, an_event
from tests.db.pusat.arrivals import a_tracking_event, an_arrival

CHAINS = 3
STEPS = st.lists(
    st.lists(st.tuples(st.integers(0, CHAINS - 1), st.integers(0, 2), st.booleans()), min_size=1, max_size=5),
    max_size=8,
)


def chain(n: int) -> list[tuple[Event, Event]]:
    """Give a complaint and two follow-ups of it, each with a twin: same id, other bytes."""
    first = an_event(seq=10 * n + 1)
    other = an_event(a_complaint(title="Judul yang lain", id=first.complaint_id), seq=10 * n + 1, id=first.id)
    whole = [(first, other)]
    for step, tracking_id in enumerate(("91044", "91045"), start=2):
        event = a_tracking_event(first, tracking_id, seq=10 * n + step, follows=whole[-1][0].id)
        twin = a_tracking_event(first, tracking_id + "9", seq=event.seq, follows=event.follows, id=event.id)
        whole.append((event, twin))
    return whole


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(batches=STEPS)
def test_the_first_bytes_win_repeats_change_nothing_and_order_does_not_matter(
    tmp_path_factory, batches: list[list[tuple[int, int, bool]]]
) -> None:
    folder: Path = tmp_path_factory.mktemp("pusat")
    store = open_store(f"sqlite:///{folder / 'pusat.db'}", read_body)
    chains = [chain(n) for n in range(CHAINS)]
    first_bytes: dict[str, str] = {}
    conflicts: set[tuple[str, str]] = set()
    for batch in batches:
        sent = [chains[n][step][is_twin] for n, step, is_twin in batch]
        verdicts = store.events.take_batch(
            device=DEVICE_ID, batch_id=new_id(NOON), arrivals=[an_arrival(event) for event in sent], now=NOON
        )
        assert [verdict.id for verdict in verdicts] == [event.id for event in sent]
        for event in sorted(sent, key=lambda e: (e.id, e.sha256)):
            first_bytes.setdefault(event.id, event.sha256)
        for event, verdict in zip(sent, verdicts, strict=True):
            if first_bytes[event.id] != event.sha256:
                conflicts.add((event.id, event.sha256))
                assert verdict.outcome is Outcome.CONFLICT
            else:
                assert verdict.outcome in {Outcome.ACCEPTED, Outcome.DUPLICATE, Outcome.HELD}
                assert verdict.received_at is not None
    with store.engine.connect() as connection:
        stored = {row.id: row for row in connection.execute(sa.select(events))}
        kept = {(row.event_id, row.sha256) for row in connection.execute(sa.select(quarantine))}
        numbers = sorted(connection.execute(sa.select(complaints.c.central_number)).scalars())
    assert {id: row.sha256 for id, row in stored.items()} == first_bytes
    assert kept == conflicts
    for steps in chains:
        complete = True
        for event, _ in steps:
            complete = complete and event.id in first_bytes
            if event.id in stored:
                assert (stored[event.id].state == "applied") == complete
    assert len(numbers) == sum(steps[0][0].id in first_bytes for steps in chains)
    assert [number[7:13] for number in numbers] == [f"{n:06d}" for n in range(1, len(numbers) + 1)]
    store.close()
