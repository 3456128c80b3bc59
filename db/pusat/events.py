"""Takes in batches of events: each stored once, in one transaction that is flushed before anything is answered.

Inserts go in the order of ids, each in its savepoint; then one lock, last and short, under which events are applied in
the order of their desk and central numbers are given.  A lost race, a repeat and a retry all end in the same answer.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.ids import from_iso, to_iso
from app.domain.number import check_digits
from app.domain.outbox import Outcome
from db.pusat.audit import note
from db.pusat.contact_records import ContactMade
from db.pusat.contacts import ContactNote
from db.pusat.records import Arrival, ChangeFacts, ComplaintFacts, HandOverFacts, ReadBody, TrackingFacts, Verdict
from db.pusat.tables import complaints, counters, events, quarantine
from db.pusat.transactions import Transactions

APPLIED: Final = "applied"
HELD: Final = "held"
_APPLY_LOCK: Final = 8311_01
_OFFICE_ZONE: Final = timezone(timedelta(hours=8))

_EXISTING: Final = sa.select(
    events.c.id, events.c.sha256, events.c.state, events.c.central_number, events.c.received_at
).where(events.c.id.in_(sa.bindparam("ids", expanding=True)))
_STATE: Final = sa.select(events.c.state).where(events.c.id == sa.bindparam("id"))
_AWAITED: Final = (
    sa.select(events.c.follows)
    .where(events.c.follows.in_(sa.bindparam("ids", expanding=True)), events.c.state == HELD)
    .distinct()
)
_WAITING: Final = (
    sa.select(events.c.id, events.c.device, events.c.seq, events.c.kind, events.c.body)
    .where(events.c.follows == sa.bindparam("id"), events.c.state == HELD)
    .order_by(events.c.seq, events.c.id)
)
_APPLIED: Final = (
    sa.update(events)
    .where(events.c.id == sa.bindparam("of_id"))
    .values(state=APPLIED, central_number=sa.bindparam("number"))
)
_COUNT_UP: Final = (
    sa.update(counters)
    .where(counters.c.name == sa.bindparam("of_name"))
    .values(value=counters.c.value + 1)
    .returning(counters.c.value)
)
_OF_COMPLAINT: Final = sa.and_(
    complaints.c.complaint_id == sa.bindparam("of_complaint"), complaints.c.device == sa.bindparam("of_device")
)
_TRACK: Final = sa.update(complaints).where(_OF_COMPLAINT).values(tracking_id=sa.bindparam("tracking"))
_NUMBER_OF: Final = (
    sa.select(complaints.c.central_number).where(_OF_COMPLAINT).order_by(complaints.c.central_number).limit(1)
)
_FLAG_TWINS: Final = sa.update(complaints).where(complaints.c.number == sa.bindparam("of_number")).values(forked=True)
_ADD_COMPLAINT: Final = sa.insert(complaints).inline()
_FACTS: Final = tuple(name for name in ComplaintFacts.__dataclass_fields__ if name != "attachments")


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
            alarm = ContactNote(connection, contact, device=device, at=now).write() if contact is not None else None
            verdicts = _Intake(connection, self._read_body, device=device, batch_id=batch_id, at=now).take(arrivals)
            if alarm is not None:
                note(connection, now, "clone_alarm", device, alarm)
            return verdicts

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
        self._at = to_iso(at)
        self._year = at.astimezone(_OFFICE_ZONE).year
        self._refused: set[tuple[str, str]] = set()
        self._applied: set[str] = set()
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        self._add_event = _once(insert(events))
        self._add_quarantine = _once(insert(quarantine))

    def take(self, arrivals: Sequence[Arrival]) -> tuple[Verdict, ...]:
        won = [arrival for arrival in sorted(arrivals, key=lambda a: (a.id, a.sha256)) if self._insert(arrival)]
        if won:
            self._lock()
            self._flag_forks(won)
            self._apply(won)
        return self._verdicts(arrivals, {arrival.id: arrival.sha256 for arrival in won})

    def _insert(self, arrival: Arrival) -> bool:
        """Tell whether this arrival is the first of its id, here and in every transaction beside this one."""
        row = {
            "id": arrival.id,
            "device": self._device,
            "incarnation": arrival.incarnation,
            "seq": arrival.seq,
            "kind": arrival.kind,
            "complaint_id": arrival.complaint_id,
            "follows": arrival.follows,
            "schema_version": arrival.schema_version,
            "created_at": arrival.created_at,
            "body": arrival.body,
            "sha256": arrival.sha256,
            "sealed": arrival.sealed,
            "batch_id": self._batch_id,
            "received_at": self._at,
            "state": HELD,
            "central_number": None,
            "forked": False,
        }
        try:
            with self._connection.begin_nested():
                return self._connection.execute(self._add_event, row).rowcount == 1
        except (sa.exc.DataError, sa.exc.IntegrityError):
            self._refused.add((arrival.id, arrival.sha256))
            return False

    def _lock(self) -> None:
        """Let one batch at a time be applied: no follower may miss its predecessor. SQLite has one writer anyway."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_APPLY_LOCK)))

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

    def _apply(self, won: Sequence[Arrival]) -> None:
        awaited = set(self._connection.execute(_AWAITED, {"ids": [arrival.id for arrival in won]}).scalars())
        for arrival in sorted(won, key=lambda a: (a.seq, a.id)):
            if arrival.id in self._applied or not self._may_apply(arrival.follows):
                continue
            ready = [(arrival.id, self._device, arrival.kind, arrival.body)]
            while ready:
                id, device, kind, body = ready.pop(0)
                self._apply_one(id, device, kind, body)
                if id in awaited or id != arrival.id:
                    waiting = self._connection.execute(_WAITING, {"id": id}).all()
                    ready.extend((row.id, row.device, row.kind, row.body) for row in waiting)

    def _may_apply(self, follows: str | None) -> bool:
        if follows is None or follows in self._applied:
            return True
        return self._connection.execute(_STATE, {"id": follows}).scalar_one_or_none() == APPLIED

    def _apply_one(self, id: str, device: str, kind: str, body: bytes) -> None:
        facts = self._read_body(kind, body)
        if isinstance(facts, ComplaintFacts):
            number: str | None = self._next_number()
            self._add_complaint(id, device, facts, str(number))
        else:
            of_complaint = {"of_complaint": facts.complaint_id, "of_device": device}
            if isinstance(facts, ChangeFacts):
                change = sa.update(complaints).where(_OF_COMPLAINT).values(**facts.values, changed_at=facts.at)
                self._connection.execute(change, of_complaint)
            elif isinstance(facts, HandOverFacts):
                hand_over = sa.update(complaints).where(_OF_COMPLAINT).values(forwarder=facts.to)
                self._connection.execute(hand_over, of_complaint)
            elif isinstance(facts, TrackingFacts):
                self._connection.execute(_TRACK, {**of_complaint, "tracking": facts.tracking_id})
            number = self._connection.execute(_NUMBER_OF, of_complaint).scalar_one_or_none()
        self._connection.execute(_APPLIED, {"of_id": id, "number": number})
        self._applied.add(id)

    def _next_number(self) -> str:
        name = f"central-{self._year}"
        running = self._connection.execute(_COUNT_UP, {"of_name": name}).scalar_one_or_none()
        if running is None:
            running = 1
            self._connection.execute(sa.insert(counters), {"name": name, "value": running})
        payload = f"PST-{self._year % 100:02d}-{running:06d}"
        return f"{payload}-{check_digits(payload)}"

    def _add_complaint(self, id: str, device: str, facts: ComplaintFacts, central_number: str) -> None:
        twins = self._connection.execute(_FLAG_TWINS, {"of_number": facts.number}).rowcount
        if twins:
            self._note("fork_seen", id, "same_number")
        row = {
            "event_id": id,
            "device": device,
            "central_number": central_number,
            "forked": bool(twins),
            **{name: getattr(facts, name) for name in _FACTS},
        }
        self._connection.execute(_ADD_COMPLAINT, row)

    def _verdicts(self, arrivals: Sequence[Arrival], won: dict[str, str]) -> tuple[Verdict, ...]:
        ids = sorted({arrival.id for arrival in arrivals})
        stored = {row.id: row for row in self._connection.execute(_EXISTING, {"ids": ids})}
        verdicts: list[Verdict] = []
        told: set[str] = set()
        for arrival in arrivals:
            row = stored.get(arrival.id)
            if (arrival.id, arrival.sha256) in self._refused or row is None:
                verdicts.append(
                    Verdict(id=arrival.id, sha256=arrival.sha256, outcome=Outcome.UNDECIDED, code="storage_refused")
                )
                continue
            if row.sha256 != arrival.sha256:
                self._quarantine(arrival)
                verdicts.append(Verdict(id=arrival.id, sha256=arrival.sha256, outcome=Outcome.CONFLICT))
                continue
            first = won.get(arrival.id) == arrival.sha256 and arrival.id not in told
            told.add(arrival.id)
            if row.state == HELD:
                outcome = Outcome.HELD
            else:
                outcome = Outcome.ACCEPTED if first else Outcome.DUPLICATE
            verdicts.append(
                Verdict(
                    id=arrival.id,
                    sha256=arrival.sha256,
                    outcome=outcome,
                    central_number=row.central_number,
                    received_at=row.received_at,
                )
            )
        return tuple(verdicts)

    def _quarantine(self, arrival: Arrival) -> None:
        row = {
            "event_id": arrival.id,
            "sha256": arrival.sha256,
            "device": self._device,
            "body": arrival.body,
            "sealed": arrival.sealed,
            "batch_id": self._batch_id,
            "received_at": self._at,
        }
        if self._connection.execute(self._add_quarantine, row).rowcount == 1:
            self._note("conflict_kept", arrival.id, arrival.sha256)

    def _note(self, act: str, subject: str, detail: str) -> None:
        note(self._connection, from_iso(self._at), act, subject, f"{self._device} {detail}")


def _once(insert: sqlite.Insert | postgresql.Insert) -> sa.Insert:
    """Let an insert pass over a row that is there; ``rowcount`` then tells which it was."""
    return insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
