"""Send waiting events: read, close the transaction, send a batch, record each outcome in one write transaction, go on.

No transaction is open across HTTP.  Time-outs shrink the batch and judge nobody; an answer that refuses a whole batch
splits it until the event that spoils it stands alone.
"""

import json
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from app.domain.centre import BatchAnswer, Centre, Outgoing, SyncProgress
from app.domain.errors import NetworkProblem
from app.domain.ids import EventId, new_id
from app.domain.incarnation import Contact
from app.domain.outbox import Event, Outcome, identity_info
from app.ports.central import CentralGateway, Seal
from app.ports.queries import SyncQueries
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.begin_incarnation import heed, next_contact

MAX_EVENTS: Final = 500
"""As many as the centre takes at once."""
FIRST_EVENTS: Final = 200
"""How many go first: only a line that has carried these gets more at a time."""
MAX_BYTES: Final = 512 << 10
_FIRST_WAIT: Final = timedelta(seconds=30)
_SHRINKING: Final = frozenset({"server_timeout", "line_cut", "server_unavailable"})
_SPLITTING: Final = frozenset({"server_error", "batch_too_large"})
_SHRINKS_IN_A_ROW: Final = 3
_REFUSALS_IN_A_ROW: Final = 16
_STRIKES: Final = 3


class Stopped(Exception):
    """Somebody asked the run to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendEvents:
    """What a run of sending works with."""

    units: Units
    queries: SyncQueries
    gateway: CentralGateway
    seal: Seal
    clock: Clock

    def begin(
        self, centre: Centre, *, failures: int, progress: Callable[[SyncProgress], None], stop: Callable[[], bool]
    ) -> "Sending":
        """Begin a run; after ``failures`` contacts in vain it begins with small batches."""
        limit = max(1, min(FIRST_EVENTS, MAX_EVENTS) >> 2 * min(failures, _STRIKES))
        return Sending(ways=self, centre=centre, failures=failures, progress=progress, stop=stop, limit=limit)


@dataclass(slots=True, kw_only=True)
class _Doubt:
    """An event that was in refused batches: how often with another event passing between, and whether alone at last."""

    event: Event
    failures: int
    earlier: int = 0
    alone: bool = False
    other_passed: bool = False
    code: str = ""


@dataclass(slots=True, kw_only=True)
class Sending:
    """What one run remembers; ``failures`` falls to 0 once an answer came."""

    ways: SendEvents
    centre: Centre
    failures: int
    progress: Callable[[SyncProgress], None]
    stop: Callable[[], bool]
    limit: int
    total: int = 0
    done: int = 0
    shrinks: int = 0
    refusals: int = 0
    counts: Counter[Outcome] = field(default_factory=Counter)
    aside: int = 0
    refused: set[EventId] = field(default_factory=set)
    doubts: dict[EventId, _Doubt] = field(default_factory=dict)
    ciphertexts: dict[EventId, bytes] = field(default_factory=dict)

    def send_all(self) -> None:
        """Send everything that is due, oldest first.  Raises Stopped, NetworkProblem, StorageProblem."""
        now = self.ways.clock()
        self.total = self.done + self.ways.queries.due_count(now, ignore_wait=True)
        self._tell(())
        after = 0
        while True:
            self.ask_to_stop()
            events = self.ways.queries.due(
                now, after_seq=after, limit=self.limit, max_bytes=MAX_BYTES, ignore_wait=True
            )
            if not events:
                return
            after = events[-1].seq
            self._send_group(self._without_followers(events))

    def _send_group(self, events: Sequence[Event]) -> None:
        """Send events, whole or in parts; those that failed alone in earlier runs go alone, after the others."""
        attempts = self.ways.queries.attempts([event.id for event in events]) if events else {}
        groups: deque[Sequence[Event]] = deque()
        if sound := [event for event in events if not attempts.get(event.id)]:
            groups.append(sound)
        for event in events:
            if earlier := attempts.get(event.id, 0):
                self.doubts.setdefault(event.id, _Doubt(event=event, failures=earlier, earlier=earlier))
                groups.append([event])
        while groups:
            group = groups.popleft()
            problem = self._try(group)
            if problem is None:
                self._retry_doubtful()
            elif problem.code in _SHRINKING:
                self.shrinks += 1
                if self.shrinks > _SHRINKS_IN_A_ROW:
                    raise problem
                self.limit = max(1, len(group) // 4)
                groups.extendleft(reversed(_pieces(group, self.limit)))
            elif len(group) > 1:
                groups.extend(_pieces(group, -(-len(group) // 2)))

    def _try(self, group: Sequence[Event]) -> NetworkProblem | None:
        """Send one batch and record its answer; give the problem when it calls for smaller batches, raise others."""
        self.ask_to_stop()
        outgoing, contact = self._ready(group)
        try:
            answer = self.ways.gateway.send(self.centre, outgoing, batch_id=new_id(self.ways.clock()), contact=contact)
        except NetworkProblem as problem:
            if problem.code in _SPLITTING:
                self._count_refusal(group, problem)
            elif problem.code not in _SHRINKING:
                raise
            return problem
        self._record(group, contact, answer)
        return None

    def _ready(self, group: Sequence[Event]) -> tuple[list[Outgoing], Contact]:
        """Seal identities once and count the contact, both kept before the first byte is sent.

        A ciphertext is sent again ever after, a contact's number never with another nonce.
        """
        unknown = [event.id for event in group if event.id not in self.ciphertexts]
        self.ciphertexts |= self.ways.queries.sealed(unknown) if unknown else {}
        fresh = {
            event.id: self.ways.seal(event.identity, self.centre.public_key, identity_info(event.id, event.sha256))
            for event in group
            if event.identity is not None and event.id not in self.ciphertexts
        }
        with self.ways.units() as unit:
            for id, sealed in fresh.items():
                unit.outbox.keep_sealed(id, sealed)
            contact = next_contact(unit, at=self.ways.clock())
            unit.commit()
        self.ciphertexts |= self.ways.queries.sealed(list(fresh)) if fresh else {}  # one may be taken back meanwhile
        return [
            Outgoing(event=event, sealed_identity=self.ciphertexts.get(event.id) or None) for event in group
        ], contact

    def _record(self, group: Sequence[Event], contact: Contact, answer: BatchAnswer) -> None:
        now = self.ways.clock()
        sent = {event.id: event for event in group}
        outcomes = [outcome for outcome in answer.outcomes if outcome.event_id in sent]
        with self.ways.units() as unit:
            unit.outbox.record(outcomes, at=now)
            unit.centre.keep_contact(at=now, server_time=answer.server_time)
            if answer.knows is not None:
                heed(unit, contact, answer.knows, epoch=answer.epoch, at=now)
            unit.commit()
        self.shrinks = self.refusals = self.failures = 0
        self.limit = min(MAX_EVENTS, self.limit * 2)
        for outcome in outcomes:
            if outcome.outcome in (Outcome.REJECTED, Outcome.CONFLICT):
                self.refused.add(outcome.event_id)
        told = {outcome.event_id: outcome for outcome in outcomes}
        lines = []
        for event in group:
            word = told[event.id].outcome if event.id in told else Outcome.UNDECIDED
            self.counts[word] += 1
            lines.append((number_of(event), event.id, word, told[event.id].code if event.id in told else None))
            self.doubts.pop(event.id, None)
            self.ciphertexts.pop(event.id, None)
        for doubt in self.doubts.values():
            doubt.other_passed = True
        self.done += len(group)
        self._tell(tuple(lines))

    def _count_refusal(self, group: Sequence[Event], problem: NetworkProblem) -> None:
        """Count a refused batch against its events; give up when nothing at all passes: then the centre is not well."""
        self.refusals += 1
        if self.refusals >= _REFUSALS_IN_A_ROW:
            raise problem
        for event in group:
            doubt = self.doubts.setdefault(event.id, _Doubt(event=event, failures=0))
            doubt.code = problem.code
            counts = doubt.failures == 0 or doubt.other_passed
            doubt.failures += counts
            doubt.other_passed = False
            doubt.alone = len(group) == 1
            if doubt.alone and counts and doubt.failures >= _STRIKES:
                self._set_aside(event, problem.code)

    def _retry_doubtful(self) -> None:
        """Try those that failed alone again, now that another event has passed."""
        for doubt in list(self.doubts.values()):
            while doubt.alone and doubt.other_passed and doubt.event.id in self.doubts:
                problem = self._try([doubt.event])
                if problem is not None and problem.code in _SHRINKING:
                    raise problem

    def _set_aside(self, event: Event, code: str) -> None:
        with self.ways.units() as unit:
            unit.outbox.set_aside(event.id, code=code, at=self.ways.clock())
            unit.commit()
        self.doubts.pop(event.id, None)
        self.refused.add(event.id)
        self.aside += 1
        self.done += 1
        self._tell(((number_of(event), event.id, Outcome.UNDECIDED, code),))

    def end_if_nothing_passed(self) -> None:
        """End the run when all that was tried was refused: that tells of the centre, not of the events."""
        if self.doubts and not self.counts:
            raise NetworkProblem(next(iter(self.doubts.values())).code)

    def put_off_doubtful(self) -> None:
        """Remember over the end of the run who failed alone while others passed."""
        alone = [doubt for doubt in self.doubts.values() if doubt.alone]
        if not alone or not self.counts:
            return
        until = self.ways.clock() + _FIRST_WAIT
        with self.ways.units() as unit:
            for doubt in alone:
                for _ in range(doubt.failures - doubt.earlier):
                    unit.outbox.put_off([doubt.event.id], until=until, code=doubt.code)
            unit.commit()

    def _without_followers(self, events: Sequence[Event]) -> list[Event]:
        """Leave out events that build on one that was refused, now or earlier: they wait for the same person."""
        kept = []
        before = {event.follows for event in events if event.follows is not None} - self.refused
        if before:
            self.refused.update(self.ways.queries.refused(sorted(before)))
        for event in events:
            if event.follows is not None and event.follows in self.refused:
                self._set_aside(event, "predecessor_refused")
            else:
                kept.append(event)
        return kept

    def ask_to_stop(self) -> None:
        """Pass, or raise Stopped when somebody asked for it."""
        if self.stop():
            raise Stopped

    def _tell(self, lines: tuple[tuple[str, EventId, Outcome, str | None], ...]) -> None:
        self.progress(SyncProgress(done=self.done, total=max(self.total, self.done), outcomes=lines))


def number_of(event: Event) -> str:
    """Give the complaint number that an event's body names, "" when it names none."""
    number = json.loads(event.body).get("number")
    return number if isinstance(number, str) else ""


def _pieces(group: Sequence[Event], size: int) -> list[Sequence[Event]]:
    return [group[start : start + size] for start in range(0, len(group), size)]
