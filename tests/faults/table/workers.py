"""Runs schedules in processes beside one another, each with a laboratory of its own."""

import multiprocessing
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import cast

from tests.faults.table.judge import Verdict
from tests.faults.table.lab import POSTGRESQL, lab
from tests.faults.table.runner import Schedule, run


def verdicts(todo: Sequence[Schedule], jobs: int) -> Iterator[tuple[Schedule, Verdict]]:
    """Give the outcomes as they come; a target that this machine has not gives none."""
    context = multiprocessing.get_context("spawn")
    workers, lines = [], []
    for n in range(min(jobs, len(todo))):
        hears, tells = context.Pipe(duplex=False)
        workers.append(context.Process(target=_work, args=(todo[n::jobs], tells), daemon=True))
        workers[-1].start()
        tells.close()
        lines.append(hears)
    while lines:
        for line in cast("list[Connection]", wait(lines)):
            try:
                yield line.recv()
            except EOFError:
                lines.remove(line)
    for worker in workers:
        worker.join()


def _work(todo: Sequence[Schedule], tells: "Connection[object, object]") -> None:
    """Be one of the processes."""
    with lab(with_postgres=any(one.target == POSTGRESQL for one in todo)) as here:
        for schedule in todo:
            if schedule.target in here.targets:
                tells.send((schedule, run(here, schedule)))
