"""Starting: the first paint of the door and the first usable page, beside the first paint of a bare Qt window.

Times run from just before the process is made to the stamps that it writes into a pipe.  ``start.ready`` signs in by
itself as soon as the door knows its officers, on a desk whose phrase and PIN cost next to nothing to stretch;
``start.after_signin`` lets the lanes come to rest first and runs from the PIN to the page.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.bench.corpus import desk_copy, marks_beside
from tests.bench.figures import Figure, Scale, in_turns, median

_ROOT: Final = Path(__file__).resolve().parents[2]
_PROGRAM: Final = ("-m", "app", "--data-dir")
_SIGNING_IN: Final = ("-m", "tests.bench.signing_in")
_BARE: Final = ("-m", "tests.bench.bare_window")
_WARM_UP: Final = 1
_PATIENCE_S: Final = 60
_NOT_PASSED: Final = ("LOKET_", "PYTHON")  # a start compiles nothing anew


def figures(scale: Scale) -> Iterator[Figure]:
    """Start the four kinds of process in turns."""
    with desk_copy(scale.complaints, scale.synced, "start") as folder:
        desk = str(folder)

        def door() -> float:
            return _start([*_PROGRAM, desk], until="painted")["painted"]

        def ready() -> float:
            return _start([*_SIGNING_IN, "at once", desk], until="ready")["ready"]

        def after_signin() -> float:
            marks = _start([*_SIGNING_IN, "when warm", desk], until="ready")
            return marks["ready"] - marks["signing"]

        def bare() -> float:
            return _start([*_BARE, desk], until="painted")["painted"]

        sides = (door, ready, after_signin, bare)
        painted, usable, from_pin, floor = map(median, in_turns(sides, rounds=scale.starts, warm_up=_WARM_UP))
    yield Figure(name="start.signin", value=painted, unit="ms", floor=floor, goal=1.3)
    yield Figure(name="start.ready", value=usable, unit="ms", floor=floor, goal=4.5)
    yield Figure(name="start.after_signin", value=from_pin, unit="ms", floor=floor, goal=1.0)


def _start(arguments: Sequence[str], *, until: str) -> Mapping[str, float]:
    """Start Python with these arguments, the last a folder, and give its stamps as milliseconds since just before."""
    reading, writing = os.pipe()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_PASSED)}
    environment |= {"LOKET_START_FD": str(writing), "QT_QPA_PLATFORM": "offscreen"}
    environment |= marks_beside(Path(arguments[-1]))
    began = time.monotonic_ns()
    process = subprocess.Popen([sys.executable, *arguments], cwd=_ROOT, env=environment, pass_fds=[writing])
    os.close(writing)
    marks: dict[str, float] = {}
    try:
        with os.fdopen(reading) as stamps:
            for line in stamps:
                name, moment = line.split()
                marks[name] = (int(moment) - began) / 1e6
                if name == until:
                    break
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(_PATIENCE_S)
    return marks
