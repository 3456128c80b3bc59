"""Syncing complaints with a real ``loket pusat serve`` of its own for every run.

``sync.per_s``: complaints per second into PostgreSQL that flushes, enough of them for a hospital's year; ``sync.batch``
is the same figure judged beside one event in each request.  ``sync.slow_line``: seconds over 64 kbit/s and 600 ms,
beside what the line needs for the bytes it carried and two round trips.  ``sync.stall_ms``: the longest stall of the
window's thread during a sync from the sync page, beside an idle window.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

from app.adapters.clock import system_now
from app.pusat.office import make_code
from app.usecases import send_events as journey
from tests.bench.corpus import desk_copy, marks_beside, open_desk
from tests.bench.figures import Figure, Scale, median, milliseconds
from tests.faults.scene import ROOT, ServerProcess
from tests.faults.slow_line import SlowLine
from tests.faults.table.lab import SQLITE, Lab, lab

_WINDOW: Final = ("-m", "tests.bench.syncing_window")
_PATIENCE_S: Final = 300
_BITS_PER_S: Final = 64_000
_ROUND_TRIP_S: Final = 0.6


def figures(scale: Scale) -> Iterator[Figure]:
    """Sync many in batches and some one by one, some over a slow line, and some in a window."""
    with lab(forks_too=False) as here:
        target = here.targets[-1]
        alone = scale.sent_alone / _sync(here, target, scale.sent_alone, at_once=1) * 1000
        many = scale.sent / _sync(here, target, scale.sent, at_once=journey.MAX_EVENTS) * 1000
        for name, goal, of_value in (("sync.per_s", 1000, True), ("sync.batch", 10, False)):
            yield Figure(
                name=name,
                value=many,
                unit="complaints/s",
                floor=alone,
                goal=goal,
                better="higher",
                goal_of_value=of_value,
            )
        seconds, carried = _over_a_slow_line(here, scale.on_slow_line)
        floor = carried * 8 / _BITS_PER_S + 2 * _ROUND_TRIP_S
        yield Figure(name="sync.slow_line", value=seconds, unit="s", floor=floor, goal=1.2)
        stalls = [_stalls(here, scale, idle_first=n % 2 == 0) for n in range(scale.syncs)]
    syncing, idle = (median([stall[which] for stall in stalls]) for which in ("syncing", "idle"))
    yield Figure(name="sync.stall_ms", value=syncing, unit="ms", floor=idle, goal=50, goal_of_value=True)


def _sync(here: Lab, target: str, complaints: int, *, at_once: int) -> float:
    """Give how long a fresh desk takes to bring all its complaints to a fresh server, proof included."""
    with _connected_desk(here, target, complaints, complaints) as folder, patch.object(journey, "MAX_EVENTS", at_once):
        return _timed(folder, complaints)


def _timed(folder: Path, complaints: int) -> float:
    with open_desk(folder) as (_, session):

        def run() -> None:
            summary = session.services.sync(session.officer, progress=lambda _: None, stop=lambda: False)
            if (summary.accepted, summary.problem) != (complaints, None):
                raise RuntimeError(f"the sync ended otherwise: {summary}")

        return milliseconds(run)


def _over_a_slow_line(here: Lab, complaints: int) -> tuple[float, int]:
    """Give the seconds that a sync took, and the bytes that the line carried for it, both ways."""
    lines: list[SlowLine] = []

    def slow(port: int) -> int:
        lines.append(SlowLine(port, bits_per_s=_BITS_PER_S, round_trip_s=_ROUND_TRIP_S))
        return lines[0].port

    with _connected_desk(here, SQLITE, complaints, complaints, through=slow) as folder:
        before = lines[0].carried
        took = _timed(folder, complaints)
        lines[0].close()
        return took / 1000, lines[0].carried - before


def _stalls(here: Lab, scale: Scale, *, idle_first: bool) -> dict[str, float]:
    """Give the longest stalls of a window in milliseconds, while it syncs and while it is idle."""
    with _connected_desk(here, SQLITE, scale.complaints, scale.synced) as folder:
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
def _connected_desk(
    here: Lab, target: str, complaints: int, pending: int, *, through: Callable[[int], int] = lambda port: port
) -> Iterator[Path]:
    """Give a copy of a desk, enrolled ``through`` a line at a server that runs as long."""
    with desk_copy(complaints, pending, "sync") as folder:
        centre = here.new_folder()
        database = here.database(centre, target)
        try:
            with ServerProcess(database, centre) as server:
                code = make_code(database, agency="aws", counter="A", ca_pem=None, clock=system_now)
                url = f"http://127.0.0.1:{through(server.port)}"
                with open_desk(folder) as (_, session):
                    session.services.connect(session.officer, url=url, code=str(code))
                yield folder
        finally:
            here.drop(database)
            shutil.rmtree(centre, ignore_errors=True)
