"""Typing while panels look things up: how long a key keeps the window busy, how soon the first suggestion is painted.

Beside a window of nothing but inputs, typed into in the same run.  Growth is told from ``fewer`` to ``complaints``;
with LOKET_BENCH_MILLION=1 (or ``--million``) from ``complaints`` to ten times as many, which takes a quarter of an hour
to make the first time.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from app.bootstrap import DATABASE
from tests.bench import bare
from tests.bench.corpus import desk_copy, key_of, open_desk
from tests.bench.figures import Figure, Scale, median, milliseconds, percentile
from tests.faults.scene import ROOT

_PATIENCE_S: Final = 900
_GOAL_MS: Final = 16
_SUGGESTION_MS: Final = 80
_MEMORY: Final = 1.2
_GROWTH: Final = 1.5
_SMALL: Final = 100
_TIMES: Final = 10
_QUERY: Final = (
    "SELECT rowid FROM complaint_search WHERE complaint_search MATCH 'antrean OR obat OR empat'"
    " ORDER BY rowid DESC LIMIT 60"
)


def figures(scale: Scale) -> Iterator[Figure]:
    """Type whole entries over desks of different sizes."""
    fewer, more = scale.fewer, scale.complaints
    if os.environ.get("LOKET_BENCH_MILLION") == "1":
        fewer, more = scale.complaints, scale.complaints * _TIMES
    floor = percentile(_told("bare", "-", entries=scale.typed)["samples"], 0.99)
    with desk_copy(fewer, min(scale.synced, fewer), "keys-fewer") as folder:
        before = _typed(folder, scale)
    with desk_copy(more, min(scale.synced, more), "keys-more") as folder:
        after = _typed(folder, scale)
        queried = _queried(folder)
        listed = _told("list", str(folder))["rss_kb"]
    at_full = after if more == scale.complaints else before
    yield Figure(
        name="keys.p99_ms",
        value=percentile(at_full["samples"], 0.99),
        unit=f"ms at {scale.complaints:,}",
        floor=floor,
        goal=_GOAL_MS,
        goal_of_value=True,
    )
    yield Figure(
        name="keys.growth",
        value=percentile(after["samples"], 0.99),
        unit=f"ms at {more:,} beside {fewer:,}",
        floor=percentile(before["samples"], 0.99),
        goal=_GROWTH,
    )
    yield Figure(
        name="suggest.first_ms",
        value=max(at_full["first_ms"]),
        unit=f"ms at {scale.complaints:,}",
        floor=queried,
        goal=_SUGGESTION_MS,
        goal_of_value=True,
    )
    small = min(_SMALL, more)
    with desk_copy(small, min(scale.synced, small), "keys-small") as folder:
        least = _told("list", str(folder))["rss_kb"]
    yield Figure(name="list.memory", value=listed, unit=f"kB at {more:,} beside {small:,}", floor=least, goal=_MEMORY)


def _typed(folder: Path, scale: Scale) -> dict[str, Any]:
    return _told("keys", str(folder), entries=scale.typed)


def _told(act: str, folder: str, *, entries: int = 1) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.keys_window", act, folder, str(entries)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(run.stderr[-2000:])
    told: dict[str, Any] = json.loads(run.stdout)
    return told


def _queried(folder: Path) -> float:
    """Give what the index alone takes for a few words of the same title."""
    with open_desk(folder) as (entrance, _):
        key = key_of(entrance)
    with closing(bare.connect(folder / DATABASE, key)) as driver:
        samples: Sequence[float] = [milliseconds(lambda: driver.execute(_QUERY).fetchall()) for _ in range(9)]
    return median(samples)
