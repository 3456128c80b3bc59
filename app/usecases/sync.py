"""One run of the sync: events, files, proof, what the centre tells, then LAPOR! straight; one at a time on this desk.

What one part did stays done whatever becomes of the next.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from app.domain.access import Act, require
from app.domain.centre import Centre, FileOnItsWay, SyncProgress, SyncSummary
from app.domain.direct import DirectSummary
from app.domain.errors import NetworkProblem
from app.domain.incarnation import Owed
from app.domain.officer import Officer
from app.domain.outbox import Outcome
from app.domain.sync_plan import is_asked_to_wait
from app.domain.upload import FileDue
from app.ports.central import SyncLock
from app.ports.queries import SyncQueries
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.forward_directly import ForwardDirectly
from app.usecases.prove import Prove, known_centre
from app.usecases.pull import Pull, Pulled
from app.usecases.send_events import SendEvents, Sending, Stopped
from app.usecases.send_files import SendFiles

LONGEST_WAIT: Final = timedelta(hours=1)
_FIRST_WAIT: Final = timedelta(seconds=30)
_ROUNDS: Final = 2


def _wait_patiently(_stop: Callable[[], bool]) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sync:
    """One run of the sync. ``jitter`` gives a random number between its two arguments.

    ``hang_up`` cuts the line while a request waits for its answer, once ``stop`` says so.
    """

    units: Units
    queries: SyncQueries
    clock: Clock
    lock: Callable[[], SyncLock]
    jitter: Callable[[float, float], float]
    send_events: SendEvents
    send_files: SendFiles
    prove: Prove
    pull: Pull
    forward: ForwardDirectly
    hang_up: Callable[[Callable[[], bool]], AbstractContextManager[None]] = _wait_patiently

    def __call__(
        self, actor: Officer, *, progress: Callable[[SyncProgress], None], stop: Callable[[], bool]
    ) -> SyncSummary:
        """Send everything that waits, whatever the waiting time of earlier failures; never before a Retry-After.

        ``progress`` hears of every answer; ``stop`` is asked before every request and while the centre is waited for.
        A fault of the line or the centre ends the run with its code in the summary.  A counter with an access to LAPOR!
        may do without a centre.  Raises NotAllowed, UserProblem ``sync_running``, NetworkProblem ``not_connected``,
        StorageProblem.
        """
        require(actor, Act.SYNC)
        with self.lock():
            try:
                centre = known_centre(self.units)
            except NetworkProblem:
                if (direct := self.forward(stop=stop)) is None:
                    raise
                return _with_direct(SyncSummary(), direct)
            summary = self._with_centre(centre, progress=progress, stop=stop)
            return summary if stop() else _with_direct(summary, self.forward(stop=stop))

    def _with_centre(
        self, centre: Centre, *, progress: Callable[[SyncProgress], None], stop: Callable[[], bool]
    ) -> SyncSummary:
        failures, not_before = self.queries.failures()
        events = self.send_events.begin(centre, failures=failures, progress=progress, stop=stop)
        run = _Run(sync=self, centre=centre, events=events, progress=progress, stop=stop)
        if is_asked_to_wait(self.clock(), not_before):
            return run.summary("server_busy")
        with self.hang_up(stop):
            return run.whole()


def _with_direct(summary: SyncSummary, direct: DirectSummary | None) -> SyncSummary:
    if direct is None:
        return summary
    return replace(
        summary,
        forwarded=direct.forwarded,
        needs_check=summary.needs_check + direct.unclear,
        lapor_problem=direct.problem,
    )


@dataclass(slots=True, kw_only=True)
class _Run:
    """What one run remembers beside its events."""

    sync: Sync
    centre: Centre
    events: Sending
    progress: Callable[[SyncProgress], None]
    stop: Callable[[], bool]
    files_refused: int = 0
    files_problem: NetworkProblem | None = None
    pulled: Pulled = field(default_factory=Pulled)

    def whole(self) -> SyncSummary:
        """Send, prove, send once more what the centre turned out not to have, and read what it tells."""
        problem: NetworkProblem | None = None
        stopped = False
        try:
            self._prove_if_owed()
            self._send_and_prove()
            self._pull()
            self.events.end_if_nothing_passed()
        except Stopped:
            stopped = True
        except NetworkProblem as error:
            problem = error
        self.events.put_off_doubtful()
        problem = problem or self.files_problem
        if problem is not None and self.stop():  # the line was cut because somebody wanted the end
            problem, stopped = None, True
        if problem is not None:
            self._note_failure(problem)
            return self.summary(problem.code)
        if stopped:
            return self.summary("sync_stopped")
        return self.summary("files_wait" if self.sync.send_files.must_wait() else None)

    def summary(self, problem: str | None) -> SyncSummary:
        """Give what was done so far."""
        counts, sync = self.events.counts, self.sync
        return SyncSummary(
            sent=counts.total(),
            accepted=counts[Outcome.ACCEPTED],
            duplicate=counts[Outcome.DUPLICATE],
            rejected=counts[Outcome.REJECTED],
            held=counts[Outcome.HELD],
            needs_check=counts[Outcome.CONFLICT] + self.events.aside + self.files_refused,
            left=sync.queries.due_count(sync.clock(), ignore_wait=True) + sync.send_files.left(),
            problem=problem,
            pulled=self.pulled.lines,
        )

    def _prove_if_owed(self) -> None:
        """Ask for everything before anything is sent: after a restore the centre may hold what is about to go out."""
        if self._owes(Owed.PROOF):
            self.events.ask_to_stop()
            self.sync.prove.ask(self.centre, everything=True)

    def _owes(self, what: Owed) -> bool:
        with self.sync.units() as unit:
            return unit.incarnations.owed(what) is not None

    def _send_and_prove(self) -> None:
        for _ in range(_ROUNDS):
            self.events.send_all()
            self.events.ask_to_stop()
            if self._owes(Owed.OWN_CASES):  # files may be there that this desk forgot to have sent
                self.sync.prove.ask(self.centre, everything=False)
            self._send_files()
            if not self.sync.prove.ask(self.centre, everything=False).missing:
                return

    def _pull(self) -> None:
        """Read what the centre tells; one whose feed turns out to be another's is asked for everything again."""
        self.events.ask_to_stop()
        self.pulled = self.sync.pull.ask(self.centre, stop=self.stop)
        if self.pulled.epoch not in (None, known_centre(self.sync.units).epoch):
            self.sync.prove.ask(self.centre, everything=True)

    def _send_files(self) -> None:
        """Bring the files; what fails here keeps nobody from proving the text that is there."""
        self.files_problem = None
        try:
            self.files_refused += self.sync.send_files(self.centre, told=self._tell_file, stop=self.stop).refused
        except NetworkProblem as problem:
            self.files_problem = problem

    def _tell_file(self, file: FileDue, there: int, size: int) -> None:
        on_its_way = FileOnItsWay(number=file.number, there_bytes=there, size_bytes=size)
        done, total = self.events.done, max(self.events.total, self.events.done)
        self.progress(SyncProgress(done=done, total=total, file=on_its_way))

    def _note_failure(self, problem: NetworkProblem) -> None:
        """Keep how long to wait, with full jitter, so that it outlives the program."""
        now = self.sync.clock()
        longest = min(LONGEST_WAIT, _FIRST_WAIT * 2 ** min(self.events.failures, 12))
        asked = problem.facts.get("retry_after_s")
        with self.sync.units() as unit:
            unit.centre.keep_contact(
                at=now,
                problem=problem.code,
                failures=self.events.failures + 1,
                next_try_at=now + timedelta(seconds=self.sync.jitter(0.0, longest.total_seconds())),
                retry_after=now + min(LONGEST_WAIT, timedelta(seconds=float(asked))) if asked else None,
            )
            unit.commit()
