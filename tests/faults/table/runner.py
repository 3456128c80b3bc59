"""Runs schedules: each one is a fault, a target and a seed, and can be repeated by these three."""

import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from tests.faults.bugs import BUGS
from tests.faults.table.catalogue import FAULTS
from tests.faults.table.judge import Verdict, judge, recover
from tests.faults.table.lab import Lab
from tests.faults.table.world import World

_TRIES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One run."""

    fault: str
    target: str
    seed: int

    @property
    def command(self) -> str:
        """Give what repeats it."""
        return f"python -m tests.faults.table --only {self.fault} --target '{self.target}' --seed {self.seed} --runs 1"


def run(lab: Lab, schedule: Schedule) -> Verdict:
    """Let a fault happen, make everything sound again, and judge."""
    fault = FAULTS[schedule.fault]
    if fault.play is not None:
        return fault.play(lab, schedule.target, schedule.seed)
    assert fault.happen is not None
    verdict = Verdict()
    world = World(lab, schedule.target, Random(f"{schedule.fault} {schedule.target} {schedule.seed}"))
    try:
        fault.happen(world)
        world.heal()
        recover(world, verdict)
        judge(world, verdict)
    except Exception:  # noqa: BLE001 - whatever it is, this schedule kept no promise
        verdict.lost += 1
        verdict.notes += [*world.complaints, traceback.format_exc()]
    finally:
        world.close()
    return verdict


def finds(lab: Lab, bug: str, seed: int) -> bool:
    """Tell whether the table finds a planted bug within a few seeds, and nothing at the same seed without it."""
    fault, plants, target = BUGS[bug]
    for n in range(_TRIES):
        schedule = Schedule(fault=fault, target=target or FAULTS[fault].targets[0], seed=seed + n)
        lab.forks.bugs = plants
        try:
            found = not run(lab, schedule).sound
        finally:
            lab.forks.bugs = {}
        if found:
            return run(lab, schedule).sound
    return False


def schedules(*, runs: int | None, seed: int, faults: Sequence[str] = (), targets: Sequence[str]) -> Iterator[Schedule]:
    """Give the schedules: ``runs`` for each fault and target; without a number once each, by weight.

    The rounds go through all faults before the next begins, so that a run that is broken off has seen all of them;
    those that play for themselves take longest and come first.
    """
    rows = [
        (fault, target)
        for fault in sorted(FAULTS.values(), key=lambda fault: fault.play is None)
        for target in fault.targets
        if target in targets and (not faults or fault.name in faults)
    ]
    for n in range(runs or 1):
        for fault, target in rows:
            for turn in range(1 if faults else fault.weight):
                yield Schedule(fault=fault.name, target=target, seed=seed + n * fault.weight + turn)
