"""What an entry costs in keys: ten written-down cases in the real window, beside a plain spreadsheet register.

``effort.<case>``: keystrokes beyond the free text, by those of the spreadsheet.  ``effort.pointer``: what needed a
mouse, over all cases.  ``effort.program_ms``: the program's own time over a new citizen's entry, save included.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

from tests.bench.figures import Figure, Scale
from tests.faults.scene import ROOT

_PATIENCE_S: Final = 600
_PROGRAM_MS: Final = 2_500


def figures(scale: Scale) -> Iterator[Figure]:
    """Type every case and give its figures."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.typing_window"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(run.stderr[-2000:])
    costs = [json.loads(line) for line in run.stdout.splitlines()]
    for cost in costs:
        yield Figure(
            name=f"effort.{cost['name']}",
            value=cost["strokes"],
            unit="keys",
            floor=cost["sheet_strokes"],
            goal=cost["goal"],
        )
    pointed = sum(cost["pointer"] for cost in costs)
    yield Figure(name="effort.pointer", value=pointed, unit="actions", floor=1, goal=0, goal_of_value=True)
    new = next(cost for cost in costs if cost["name"] == "new_citizen")
    yield Figure(
        name="effort.program_ms",
        value=new["program_ms"],
        unit="ms",
        floor=new["sheet_ms"],
        goal=_PROGRAM_MS,
        goal_of_value=True,
    )
