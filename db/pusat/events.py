"""Takes in batches of events: each stored once, in one transaction that is flushed before anything is answered.

Inserts go in the order of ids, all in one savepoint; then one lock, under which events are applied; then the feed's;
the log's comes last.  A lost race, a repeat and a retry all end in the same answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from app.domain.ids import to_iso
from app.domain.outbox import Outcome
from db.pusat.applying import Application
from db.pusat.audit import note
from db.pusat.contact_records import ContactMade
from db.pusat.contacts import ContactNote
from db.pusat.feed import Line, tell
from db.pusat.ready import APPLIED, HELD
from db.pusat.records import Arrival, ReadBody, Verdict
from db.pusat.retelling import retell
from db.pusat.rows import insert_rows
from db.pusat.tables import complaints, events, quarantine
from db.pusat.transactions import Transactions

_APPLY_LOCK: Final = 8311_01

_OF_RECORD: Final = sa.and_(complaints.c.complaint_id == events.c.complaint_id, complaints.c.device == events.c.device)
_NUMBER: Final = sa.case(
    (
        events.c.state == APPLIED,
        sa.func.coalesce(
            sa.select(complaints.c.central_number).where(complaints.c.event_id == events.c.id).scalar_subquery(),
            sa.select(sa.func.min(complaints.c.central_number)).where(_OF_RECORD).scalar_subquery(),
        ),
    )
)
_EXISTING: Final = sa.select(
    events.c.id, events.c.sha256, events.c.state, events.c.received_at, _NUMBER.label("central_number")
).where(events.c.id.in_(sa.bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """How an event lies in the store."""

    sha256: str
    state: str
    central_number: str | None
    received_at: str


class EventStore:
    """The events and what is parsed from them."""

    def __init__(self, transactions: Transactions, read_body: ReadBody) -> None:
        self._transactions = transactions
        self._read_body = read_body

    def take_batch(
        self,
        *,
        device: str,
        batch_id: str,
        arrivals: Sequence[Arrival],
        now: datetime,
        contact: ContactMade | None = None,
    ) -> tuple[Verdict, ...]:
        """Store a batch of one device and give one verdict for each arrival, in their order; note its contact."""

        def work(connection: sa.Connection) -> tuple[Verdict, ...]:
            acts = ContactNote(connection, contact, device=device, at=now).write() if contact is not None else ()
            verdicts = _Intake(connection, self._read_body, device=device, batch_id=batch_id, at=now).take(arrivals)
            for act, detail in acts:
                note(connection, now, act, device, detail)
            return verdicts

        return self._transactions.write(work)

    def begin_feed(self, *, now: datetime) -> int:
        """Tell of what came before there was a feed, if nothing was ever told; give of how many records."""

        def work(connection: sa.Connection) -> int:
            _apply_alone(connection)
            return retell(connection, at=now)

        return self._transactions.write(work)


class _Intake:
    """One batch inside one transaction."""

    def __init__(
        self, connection: sa.Connection, read_body: ReadBody, *, device: str, batch_id: str, at: datetime
    ) -> None:
        self._connection = connection
        self._read_body = read_body
        self._device = device
        self._batch_id = batch_id
        self._at = at
        self._notes: list[tuple[str, str, str]] = []
        self._refused: set[tuple[str, str]] = set()

    def take(self, arrivals: Sequence[Arrival]) -> tuple[Verdict, ...]:
        candidates: dict[str, Arrival] = {}
        for arrival in sorted(arrivals, key=lambda a: (a.id, a.sha256)):
            candidates.setdefault(arrival.id, arrival)
        won = self._insert(list(candidates.values()))
        numbers: dict[str, str | None] = {}
        lines: Sequence[Line] = ()
        if won:
            _apply_alone(self._connection)
            self._flag_forks(won)
            application = Application(self._connection, self._read_body, device=self._device, at=self._at)
            numbers, lines = application.apply(won)
            self._notes += application.notes
        verdicts = self._verdicts(arrivals, won, numbers)
        tell(self._connection, lines, at=self._at)
        for act, subject, detail in self._notes:
            note(self._connection, self._at, act, subject, detail)
        return verdicts

    def _insert(self, candidates: Sequence[Arrival]) -> list[Arrival]:
        """Give those that are the first of their id, here and in every transaction beside this one.

        All at once; when one of them cannot be stored, each alone, so that it stops no other.
        """
        rows = [self._row(arrival) for arrival in candidates]
        if not rows:
            return []
        try:
            with self._connection.begin_nested():
                first = set(insert_rows(self._connection, events, rows))
        except (sa.exc.DataError, sa.exc.IntegrityError):
            first = {id for row in rows for id in self._insert_alone(row)}
        return [arrival for arrival in candidates if arrival.id in first]

    def _insert_alone(self, row: dict[str, Any]) -> Sequence[str]:
        try:
            with self._connection.begin_nested():
                return insert_rows(self._connection, events, [row])
        except (sa.exc.DataError, sa.exc.IntegrityError):
            self._refused.add((row["id"], row["sha256"]))
            return ()

    def _row(self, arrival: Arrival) -> dict[str, Any]:
        return {
            "id": arrival.id,
            "device": self._device,
            "incarnation": arrival.incarnation,
            "seq": arrival.seq,
            "kind": arrival.kind,
            "complaint_id": arrival.facts.complaint_id,
            "follows": arrival.follows,
            "schema_version": arrival.schema_version,
            "created_at": arrival.created_at,
            "body": arrival.body,
            "sha256": arrival.sha256,
            "sealed": arrival.sealed,
            "batch_id": self._batch_id,
            "received_at": to_iso(self._at),
            "state": HELD if arrival.follows else APPLIED,
            "forked": False,
        }

    def _flag_forks(self, won: Sequence[Arrival]) -> None:
        """Mark events that share their place in the desk's sequence with another one: a cloned or restored counter."""
        ids = [arrival.id for arrival in won]
        twin = events.alias("twin")
        same_place = sa.and_(
            twin.c.device == events.c.device,
            twin.c.incarnation == events.c.incarnation,
            twin.c.seq == events.c.seq,
            twin.c.id != events.c.id,
        )
        forked = self._connection.execute(
            sa.update(events)
            .where(events.c.id.in_(ids), sa.exists().where(same_place))
            .values(forked=True)
            .returning(events.c.id)
        ).scalars()
        for id in forked.all():
            self._note("fork_seen", id, "same_sequence")

    def _verdicts(
        self, arrivals: Sequence[Arrival], won: Sequence[Arrival], numbers: Mapping[str, str | None]
    ) -> tuple[Verdict, ...]:
        now = to_iso(self._at)
        stored = {
            one.id: _Stored(
                sha256=one.sha256,
                state=APPLIED if one.id in numbers else HELD,
                central_number=numbers.get(one.id),
                received_at=now,
            )
            for one in won
        }
        fresh = set(stored)
        if earlier := sorted({arrival.id for arrival in arrivals} - fresh):
            for row in self._connection.execute(_EXISTING, {"ids": earlier}):
                stored[row.id] = _Stored(
                    sha256=row.sha256,
                    state=row.state,
                    central_number=row.central_number,
                    received_at=row.received_at,
                )
        return tuple(self._verdict(arrival, stored.get(arrival.id), fresh) for arrival in arrivals)

    def _verdict(self, arrival: Arrival, row: _Stored | None, fresh: set[str]) -> Verdict:
        """Give the word on one arrival; the first of its id that is asked for takes it out of ``fresh``."""
        if row is None or (arrival.id, arrival.sha256) in self._refused:
            return Verdict(id=arrival.id, sha256=arrival.sha256, outcome=Outcome.UNDECIDED, code="storage_refused")
        if row.sha256 != arrival.sha256:
            self._quarantine(arrival)
            return Verdict(id=arrival.id, sha256=arrival.sha256, outcome=Outcome.CONFLICT)
        outcome = Outcome.ACCEPTED if arrival.id in fresh else Outcome.DUPLICATE
        fresh.discard(arrival.id)
        return Verdict(
            id=arrival.id,
            sha256=arrival.sha256,
            outcome=Outcome.HELD if row.state == HELD else outcome,
            central_number=row.central_number,
            received_at=row.received_at,
        )

    def _quarantine(self, arrival: Arrival) -> None:
        row = {
            "event_id": arrival.id,
            "sha256": arrival.sha256,
            "device": self._device,
            "body": arrival.body,
            "sealed": arrival.sealed,
            "batch_id": self._batch_id,
            "received_at": to_iso(self._at),
        }
        if insert_rows(self._connection, quarantine, [row]):
            self._note("conflict_kept", arrival.id, arrival.sha256)

    def _note(self, act: str, subject: str, detail: str) -> None:
        self._notes.append((act, subject, f"{self._device} {detail}"))


def _apply_alone(connection: sa.Connection) -> None:
    """Let one batch at a time be applied: no follower may miss its predecessor. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_APPLY_LOCK)))
