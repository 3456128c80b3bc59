"""``python -m tests.faults.table [--only FAULT] [--target TARGET] [--runs N] [--seed S] [--jobs N]``: the fault table.

Prints a JSON line for every fault and target, then the table; a schedule that kept no promise is told with the command
that repeats it.  Ends with 1 unless nothing was lost, nothing doubled and no receipt wrong.
"""

import argparse
import json
import sys
import time
from typing import Final

from tests.faults.bugs import BUGS
from tests.faults.table.catalogue import FAULTS
from tests.faults.table.lab import TARGETS, lab
from tests.faults.table.rows import Row, table
from tests.faults.table.runner import finds, schedules
from tests.faults.table.workers import break_off_once, verdicts

_RUNS: Final = 2_100
_SEED: Final = 20_261_128
_NOTES: Final = 6
_TELL_EVERY_S: Final = 30.0


def main() -> int:
    """Run the schedules in processes beside one another."""
    asked = _asked()
    break_off_once()
    if asked.selftest:
        return _selftest(asked.seed)
    rounds = asked.runs
    targets = asked.target or TARGETS
    if rounds is None:
        whole = len(list(schedules(runs=1, seed=0, faults=asked.only, targets=targets)))
        rounds = -(-_RUNS // whole)
    todo = list(schedules(runs=rounds, seed=asked.seed, faults=asked.only, targets=targets))
    rows: dict[tuple[str, str], Row] = {}
    told_at = time.monotonic()
    judged = unsound = 0
    try:
        for one in verdicts(todo, asked.jobs):
            key = (one.schedule.fault, one.schedule.target)
            rows.setdefault(key, Row(*key)).add(one.verdict, seconds=one.seconds)
            judged += 1
            if not one.verdict.sound:
                unsound += 1
                notes = "\n  ".join(one.verdict.notes[:_NOTES])
                _tell(f"{one.schedule.command}\n  {notes}")
            if time.monotonic() - told_at >= _TELL_EVERY_S:
                told_at = time.monotonic()
                _tell(f"{judged} of {len(todo)} schedules, {unsound} unsound")
    except KeyboardInterrupt:
        _tell("broken off; these are the runs so far")
    told = sorted(rows.values(), key=lambda row: (list(FAULTS).index(row.fault), row.target))
    for row in told:
        print(row.line(), flush=True)
    print(table(told))
    for row in told:
        _tell(row.cost())
    _tell(f"{judged} of {len(todo)} schedules, {unsound} unsound")
    return 0 if judged == len(todo) and all(row.sound for row in told) else 1


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _selftest(seed: int) -> int:
    """Plant every known bug and look whether its fault finds it, and nothing where none is planted."""
    missed = []
    with lab(with_postgres=False) as here:
        for name in BUGS:
            found = finds(here, name, seed)
            print(json.dumps({"bug": name, "fault": BUGS[name].fault, "found": found}), flush=True)
            missed += [] if found else [name]
    return 1 if missed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.table")
    parser.add_argument("--only", action="append", default=[], choices=list(FAULTS), metavar="FAULT")
    parser.add_argument("--target", action="append", default=[], choices=TARGETS, metavar="TARGET")
    parser.add_argument("--runs", type=int, help="runs of each fault against each target")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--selftest", action="store_true", help="plant known bugs and look for them")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
