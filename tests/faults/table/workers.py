"""Runs schedules in processes beside one another, each with a laboratory of its own; who is free takes the next one."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Final, cast

from tests.faults.table.judge import Verdict
from tests.faults.table.lab import ON_POSTGRESQL, lab
from tests.faults.table.runner import Schedule, run

_STOPS: Final = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What became of one schedule, and how long that took."""

    schedule: Schedule
    verdict: Verdict
    seconds: float


def verdicts(todo: Sequence[Schedule], jobs: int) -> Iterator[Judged]:
    """Give the outcomes as they come; a target that this machine has not gives none."""
    context = multiprocessing.get_context("spawn")
    waiting = iter(todo)
    with_postgres = any(one.target in ON_POSTGRESQL for one in todo)
    workers, lines = [], []
    for _ in range(min(jobs, len(todo))):
        line, theirs = context.Pipe()
        workers.append(context.Process(target=_work, args=(theirs, with_postgres), daemon=True))
        workers[-1].start()
        theirs.close()
        lines.append(line)
    try:
        while lines:
            for line in cast("list[Connection[Schedule | None, Judged | None]]", wait(lines)):
                try:
                    judged = line.recv()
                except EOFError:
                    lines.remove(line)  # type: ignore[arg-type]
                    continue
                if judged is not None:
                    yield judged
                line.send(next(waiting, None))
    finally:
        for worker in workers:
            if lines and worker.pid is not None:  # broken off: each puts its clusters and folders away
                os.kill(worker.pid, signal.SIGTERM)
            worker.join()


def break_off_once() -> None:
    """Let the first signal to stop interrupt this process, and no other one what it then tidies up."""

    def stop(number: int, frame: object) -> None:
        for one in _STOPS:
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    for one in _STOPS:
        signal.signal(one, stop)


def _work(line: "Connection[Judged | None, Schedule | None]", with_postgres: bool) -> None:
    """Be one of the processes: say what became of the last schedule, hear the next one."""
    break_off_once()
    with suppress(KeyboardInterrupt, EOFError, ConnectionError), lab(with_postgres=with_postgres) as here:
        judged = None
        while True:
            line.send(judged)
            if (schedule := line.recv()) is None:
                return
            begun = time.monotonic()
            judged = None
            if schedule.target in here.targets:
                verdict = run(here, schedule)
                judged = Judged(schedule=schedule, verdict=verdict, seconds=time.monotonic() - begun)
