"""No act of a counter reads a whole table, however much the server holds."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.ids import new_id
from app.domain.outbox import Forwarder
from app.pusat.bodies import read_body
from db.pusat.records import Device
from db.pusat.store import Store, open_store
from tests.builders import DEVICE_ID, NOON, a_complaint, an_event
from tests.db.pusat.arrivals import a_hand_over, a_tracking_event, an_arrival, an_attached_event, an_attachment

LARGE = "events|complaints|changes|files|file_pieces|announced_files|quarantine"
SCAN = re.compile(rf"\bSCAN ({LARGE})\b")
FIRST = an_event(seq=1)
FILE = an_attachment(FIRST)


def take(store: Store, *events: Any) -> None:
    store.events.take_batch(device=DEVICE_ID, batch_id=new_id(NOON), arrivals=[an_arrival(e) for e in events], now=NOON)


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store, None, None]:
    opened = open_store(f"sqlite:///{tmp_path / 'pusat.db'}", read_body)
    take(opened, FIRST)
    opened.files.begin(
        device=DEVICE_ID, id=FILE.id, complaint_id=FIRST.complaint_id, sha256="0" * 64, size_bytes=9, now=NOON
    )
    yield opened
    opened.close()


@contextmanager
def asked(store: Store) -> Generator[list[tuple[str, Any]], None, None]:
    seen: list[tuple[str, Any]] = []

    def note(_line: object, _cursor: object, statement: str, parameters: Any, _context: object, many: bool) -> None:
        seen.append((statement, parameters[0] if many else parameters))

    sa.event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(store.engine, "before_cursor_execute", note)


ACTS: dict[str, Callable[[Store], object]] = {
    "new complaints": lambda store: take(store, an_event(seq=2), an_event(a_complaint(), seq=3)),
    "a repeat": lambda store: take(store, FIRST),
    "what happens later": lambda store: take(
        store,
        a_tracking_event(FIRST, "9104417", seq=4),
        an_attached_event(FIRST, FILE, seq=5),
        a_hand_over(FIRST, Forwarder.BY_HAND, seq=6),
    ),
    "what is held": lambda store: take(store, a_tracking_event(an_event(), "9104417", seq=7)),
    "the feed": lambda store: store.feed.page(Device(id=DEVICE_ID, agency="aws", counter="A"), after=0),
    "a proof": lambda store: (
        store.evidence.held(device=DEVICE_ID, asked=[(FIRST.id, FIRST.sha256)]),
        store.files.held(device=DEVICE_ID, asked=[(FILE.id, "0" * 64)]),
    ),
    "a file announced": lambda store: store.files.begin(
        device=DEVICE_ID, id=new_id(NOON), complaint_id=FIRST.complaint_id, sha256="1" * 64, size_bytes=9, now=NOON
    ),
    "a piece": lambda store: store.files.append(device=DEVICE_ID, id=FILE.id, offset=0, content=b"123", now=NOON),
    "the last piece": lambda store: store.files.append(
        device=DEVICE_ID, id=FILE.id, offset=0, content=b"123456789", now=NOON
    ),
    "the files of a record": lambda store: store.files.missing(complaint_id=FIRST.complaint_id),
}


@pytest.mark.parametrize("act", ACTS)
def test_no_act_of_a_counter_scans_a_table_that_grows(store: Store, act: str) -> None:
    with asked(store) as statements:
        ACTS[act](store)
    plans = []
    with store.engine.connect() as connection:
        for statement, parameters in statements:
            if statement.split()[0] in {"SELECT", "UPDATE", "DELETE"}:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                plans += [(row[3], statement) for row in plan]
    assert plans
    assert [(step, statement) for step, statement in plans if SCAN.search(step)] == []
