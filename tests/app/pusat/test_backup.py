"""Backups by the database's own tools, taken while others write: what comes back is whole and still the same server."""

import sqlite3
import subprocess
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.domain.ids import new_id
from app.pusat.bodies import read_body
from db.pusat.store import Store, open_store
from db.pusat.tables import metadata
from tests.app.pusat.trial import Trial
from tests.builders import DEVICE_ID, FixedClock, an_event
from tests.db.pusat.arrivals import an_arrival
from tests.db.pusat.postgres import Cluster, programs


def content(store: Store) -> dict[str, Counter[str]]:
    """Give every row of every table."""
    with store.engine.connect() as connection:
        return {
            name: Counter(repr(tuple(row)) for row in connection.execute(sa.select(table)))
            for name, table in metadata.tables.items()
        }


def while_others_write(store: Store, clock: FixedClock, back_up: Callable[[], None]) -> None:
    """Back up between two batches of another thread, which goes on until it is done."""
    started, stop = threading.Event(), threading.Event()

    def write() -> None:
        seq = 100
        while not stop.is_set():
            seq += 1
            store.events.take_batch(
                device=DEVICE_ID, batch_id=new_id(clock()), arrivals=[an_arrival(an_event(seq=seq))], now=clock()
            )
            started.set()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert started.wait(20)
        back_up()
    finally:
        stop.set()
        thread.join()


def check(trial: Trial, restored: Store, before: dict[str, Counter[str]]) -> None:
    after = content(restored)
    for name, rows in before.items():
        if name not in ("counters", "meta"):
            assert not rows - after[name], name
    assert restored.audit.broken_at() is None
    held, waiting = restored.evidence.held(device=DEVICE_ID, asked=[])
    assert (held, waiting) == ({}, set())
    with restored.engine.connect() as connection:
        numbers = connection.execute(sa.text("SELECT central_number FROM complaints")).scalars().all()
        events = connection.execute(sa.text("SELECT count(*) FROM events WHERE state = 'applied'")).scalar_one()
    assert len(set(numbers)) == len(numbers) == events
    assert restored.evidence.begin(key_id=trial.keys.key_id, now=trial.clock()).epoch == trial.pusat.identity.epoch
    restored.close()


@pytest.mark.slow
def test_pg_dump_and_pg_restore_bring_back_the_same_server(
    postgres: Cluster, clock: FixedClock, tmp_path: Path
) -> None:
    tools = programs()
    assert tools is not None
    trial = Trial(postgres.new_database(), clock)
    arrivals = [an_arrival(an_event(seq=n)) for n in range(1, 21)]
    trial.store.events.take_batch(device=DEVICE_ID, batch_id=new_id(clock()), arrivals=arrivals, now=clock())
    before = content(trial.store)
    dump = tmp_path / "pusat.dump"

    def plain(url: str) -> str:
        return sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)

    source = plain(str(trial.store.engine.url))
    while_others_write(
        trial.store,
        clock,
        lambda: subprocess.run(
            [tools / "pg_dump", "--format=custom", f"--file={dump}", f"--dbname={source}"], check=True
        ).check_returncode(),
    )
    target = postgres.new_database()
    subprocess.run([tools / "pg_restore", "--no-owner", f"--dbname={plain(target)}", dump], check=True)
    check(trial, open_store(target, read_body, must_exist=True), before)
    trial.close()


def test_the_backup_of_sqlite_brings_back_the_same_server(trial: Trial, clock: FixedClock, tmp_path: Path) -> None:
    arrivals = [an_arrival(an_event(seq=n)) for n in range(1, 21)]
    trial.store.events.take_batch(device=DEVICE_ID, batch_id=new_id(clock()), arrivals=arrivals, now=clock())
    before = content(trial.store)
    copy = tmp_path / "copy.db"

    def back_up() -> None:
        with (
            closing(sqlite3.connect(str(trial.store.engine.url.database))) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)  # what the shell's .backup does

    while_others_write(trial.store, clock, back_up)
    check(trial, open_store(f"sqlite:///{copy}", read_body, must_exist=True), before)
