"""Syncing a thousand complaints with a real ``loket pusat serve`` of its own for every run.

``sync.batch``: complaints per second of the journey as it is, beside the same journey with one event in each request.
``sync.stall_ms``: the longest stall of the window's thread during a sync from the sync page, beside an idle window.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

from app.adapters.clock import system_now
from app.pusat.office import make_code
from app.usecases import send_events as journey
from tests.bench.corpus import desk_copy, marks_beside, open_desk
from tests.bench.figures import Figure, Scale, in_turns, median, milliseconds
from tests.faults.scene import ROOT, ServerProcess

_WINDOW: Final = ("-m", "tests.bench.syncing_window")
_PATIENCE_S: Final = 300


def figures(scale: Scale) -> Iterator[Figure]:
    """Sync in batches and one by one in turns; then sync in a window that is idle before or afterwards."""

    def in_batches() -> float:
        return _sync(scale.synced, at_once=journey.MAX_EVENTS)

    def one_by_one() -> float:
        return _sync(scale.synced, at_once=1)

    batches, singles = map(median, in_turns((in_batches, one_by_one), rounds=scale.syncs, warm_up=0))
    yield Figure(
        name="sync.batch",
        value=scale.synced / batches * 1000,
        unit="complaints/s",
        floor=scale.synced / singles * 1000,
        goal=5,
        better="higher",
    )
    stalls = [_stalls(scale, idle_first=n % 2 == 0) for n in range(scale.syncs)]
    syncing, idle = (median([stall[which] for stall in stalls]) for which in ("syncing", "idle"))
    yield Figure(name="sync.stall_ms", value=syncing, unit="ms", floor=idle, goal=50, goal_of_value=True)


def _sync(complaints: int, *, at_once: int) -> float:
    """Give how long a fresh desk takes to bring all its complaints to a fresh server, proof included."""
    with _connected_desk(complaints, complaints) as folder, open_desk(folder) as (_, session):

        def run() -> None:
            summary = session.services.sync(session.officer, progress=lambda _: None, stop=lambda: False)
            if (summary.accepted, summary.problem) != (complaints, None):
                raise RuntimeError(f"the sync ended otherwise: {summary}")

        with patch.object(journey, "MAX_EVENTS", at_once):
            return milliseconds(run)


def _stalls(scale: Scale, *, idle_first: bool) -> dict[str, float]:
    """Give the longest stalls of a window in milliseconds, while it syncs and while it is idle."""
    with _connected_desk(scale.complaints, scale.synced) as folder:
        order = "idle first" if idle_first else "sync first"
        done = subprocess.run(
            [sys.executable, *_WINDOW, order, str(folder)],
            cwd=ROOT,
            env={**os.environ, **marks_beside(folder)},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=_PATIENCE_S,
        )
    stalls: dict[str, float] = json.loads(done.stdout)
    return stalls


@contextmanager
def _connected_desk(complaints: int, pending: int) -> Iterator[Path]:
    """Give a copy of a desk, enrolled at a server that runs as long."""
    with desk_copy(complaints, pending, "sync") as folder:
        centre = folder.with_name("sync-centre")
        shutil.rmtree(centre, ignore_errors=True)
        centre.mkdir()
        database = f"sqlite:///{centre / 'pusat.db'}"
        try:
            with ServerProcess(database, centre) as server:
                code = make_code(database, agency="aws", counter="A", ca_pem=None, clock=system_now)
                with open_desk(folder) as (_, session):
                    session.services.connect(session.officer, url=f"http://127.0.0.1:{server.port}", code=str(code))
                yield folder
        finally:
            shutil.rmtree(centre, ignore_errors=True)
