"""Reads of the outbox for the sync and its page; every call is one short read transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Engine, Row, and_, bindparam, case, func, or_, select

from app.domain.centre import SyncRow, SyncState
from app.domain.complaint import Secrecy
from app.domain.ids import EventId
from app.domain.outbox import Delivery, Event, EventKind
from app.domain.sync_plan import Line
from db.outbox import NEEDS_PERSON, PUSAT, STORED, event_of
from db.tables import centre, complaints, contact, deliveries, delivery_counts, outbox, proofs

WAITING: Final = (Delivery.PENDING, Delivery.HELD)
SENT: Final = (Delivery.HELD, Delivery.ACCEPTED, Delivery.CONFIRMED)
"""The states in which the centre said that it stored an event."""

_TO_PUSAT: Final = deliveries.c.target == PUSAT
_COUNTS: Final = select(delivery_counts.c.state, delivery_counts.c.kind, delivery_counts.c.n).where(
    delivery_counts.c.target == PUSAT, delivery_counts.c.n > 0
)
_FIRST_ONLY_HERE: Final = (
    select(deliveries.c.seq)
    .where(_TO_PUSAT, deliveries.c.state == bindparam("state"), deliveries.c.kind == EventKind.COMPLAINT)
    .order_by(deliveries.c.seq)
    .limit(1)
)
_CREATED: Final = select(outbox.c.created_at).where(outbox.c.seq == bindparam("seq"))
_CONTACT: Final = select(contact)
_CENTRE: Final = select(centre.c.url)
_PROVEN: Final = select(proofs.c.at).order_by(proofs.c.n.desc()).limit(1)

_STANDING_ROWS: Final = (
    select(
        outbox.c.seq,
        outbox.c.id,
        outbox.c.kind,
        outbox.c.created_at,
        complaints.c.number,
        case((complaints.c.secrecy == Secrecy.PLAIN, complaints.c.title), else_="").label("title"),
        deliveries.c.state,
        deliveries.c.decided_at,
        deliveries.c.code,
        deliveries.c.field,
    )
    .join_from(deliveries, outbox, outbox.c.seq == deliveries.c.seq)
    .join(complaints, complaints.c.id == outbox.c.complaint_id)
    .where(_TO_PUSAT, deliveries.c.state == bindparam("state"))
    .limit(bindparam("limit"))
)
_OLDEST_ROWS: Final = _STANDING_ROWS.order_by(deliveries.c.seq)
_NEWEST_ROWS: Final = _STANDING_ROWS.order_by(deliveries.c.seq.desc())

_IS_DUE: Final = and_(
    _TO_PUSAT,
    deliveries.c.state == Delivery.PENDING,
    or_(bindparam("ignore_wait"), deliveries.c.next_at.is_(None), deliveries.c.next_at <= bindparam("now")),
)
_DUE: Final = (
    select(outbox)
    .join_from(deliveries, outbox, outbox.c.seq == deliveries.c.seq)
    .where(_IS_DUE, deliveries.c.seq > bindparam("after_seq"))
    .order_by(deliveries.c.seq)
    .limit(bindparam("limit"))
)
_DUE_COUNT: Final = select(func.count()).select_from(deliveries).where(_IS_DUE)

_WANTED: Final = outbox.c.id.in_(bindparam("wanted", expanding=True))
_SEALED: Final = select(outbox.c.id, outbox.c.sealed).where(_WANTED, outbox.c.sealed.is_not(None))
_ATTEMPTS: Final = (
    select(outbox.c.id, deliveries.c.attempts)
    .join_from(outbox, deliveries, deliveries.c.seq == outbox.c.seq)
    .where(_TO_PUSAT, _WANTED)
)
_KNOWN: Final = select(outbox.c.id).where(_WANTED)
_REFUSED: Final = (
    select(outbox.c.id)
    .join_from(outbox, deliveries, deliveries.c.seq == outbox.c.seq)
    .where(_TO_PUSAT, _WANTED, deliveries.c.state.in_([state.value for state in NEEDS_PERSON]))
)
_SENT_HASHES: Final = (
    select(outbox.c.seq, outbox.c.id, outbox.c.sha256)
    .join_from(deliveries, outbox, outbox.c.seq == deliveries.c.seq)
    .where(
        _TO_PUSAT,
        deliveries.c.state.in_(bindparam("states", expanding=True)),
        deliveries.c.seq > bindparam("after_seq"),
    )
    .order_by(deliveries.c.seq)
    .limit(bindparam("limit"))
)


class SyncQueries:
    """Fulfils SyncQueries of app.ports."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def state(self, now: datetime) -> SyncState:  # noqa: ARG002  (the standing is kept, not computed)
        """Give the standing of the outbox and of the line."""
        with self._engine.connect() as connection:
            counts = connection.execute(_COUNTS).all()
            firsts = [
                connection.execute(_FIRST_ONLY_HERE, {"state": state}).scalar_one()
                for state, kind, _ in counts
                if _is_only_here(state, kind)
            ]
            since = connection.execute(_CREATED, {"seq": min(firsts)}).scalar_one() if firsts else None
            line = connection.execute(_CONTACT).first()
            enrolled = connection.execute(_CENTRE).first()
            proven = connection.execute(_PROVEN).scalar()
        answered = line is not None and line.answered_at is not None and line.server_time is not None
        return SyncState(
            connected=enrolled is not None,
            by_stick=enrolled is not None and not enrolled.url,
            only_here=sum(n for state, kind, n in counts if _is_only_here(state, kind)),
            only_here_since=since,
            pending=_sum(counts, (Delivery.PENDING,)),
            needs_person=_sum(counts, NEEDS_PERSON),
            confirmed=_sum(counts, (Delivery.CONFIRMED,)),
            accepted=_sum(counts, (Delivery.ACCEPTED,)),
            last_contact_at=line.answered_at if line else None,
            last_problem=line.problem if line else None,
            next_try_at=line.next_try_at if line else None,
            skew_s=(line.server_time - line.answered_at).total_seconds() if line and answered else None,
            proven_at=proven,
        )

    def rows(self, *, limit: int) -> Sequence[SyncRow]:
        """Give events for the page: what needs a person, then what waits, oldest first; then the newest sent."""
        rows: list[Row[*tuple[Any, ...]]] = []
        with self._engine.connect() as connection:
            for states, newest_first in ((NEEDS_PERSON, False), (WAITING, False), (STORED, True)):
                statement = _NEWEST_ROWS if newest_first else _OLDEST_ROWS
                room = limit - len(rows)
                group = [
                    row
                    for state in states
                    for row in connection.execute(statement, {"state": state.value, "limit": room})
                ]
                rows += sorted(group, key=lambda row: row.seq, reverse=newest_first)[:room]
        return [
            SyncRow(
                event_id=EventId(row.id),
                number=row.number,
                kind=row.kind,
                title=row.title,
                created_at=row.created_at,
                delivery=Delivery(row.state),
                decided_at=row.decided_at,
                code=row.code,
                field=row.field,
            )
            for row in rows
        ]

    def due(self, now: datetime, *, after_seq: int, limit: int, max_bytes: int, ignore_wait: bool) -> Sequence[Event]:
        """Give the next waiting events in order: at most ``limit``, together at most ``max_bytes``, but always one."""
        events: list[Event] = []
        room = max_bytes
        asked = {"now": now, "after_seq": after_seq, "limit": limit, "ignore_wait": ignore_wait}
        with self._engine.connect() as connection:
            for row in connection.execute(_DUE, asked).mappings():
                room -= len(row["body"])
                if events and room < 0:
                    break
                events.append(event_of(row))
        return events

    def due_count(self, now: datetime, *, ignore_wait: bool) -> int:
        """Give how many events :meth:`due` would give altogether."""
        with self._engine.connect() as connection:
            return connection.execute(_DUE_COUNT, {"now": now, "ignore_wait": ignore_wait}).scalar_one()

    def sealed(self, event_ids: Sequence[EventId]) -> Mapping[EventId, bytes]:
        """Give the ciphertexts that are kept."""
        with self._engine.connect() as connection:
            found = connection.execute(_SEALED, {"wanted": list(event_ids)})
            return {EventId(id): sealed for id, sealed in found if sealed is not None}

    def sent_hashes(self, *, after_seq: int, limit: int, unconfirmed: bool) -> Sequence[tuple[int, EventId, str]]:
        """Give seq, id and hash of what the centre said it stored, in order."""
        states = [state.value for state in SENT if not (unconfirmed and state is Delivery.CONFIRMED)]
        with self._engine.connect() as connection:
            found = connection.execute(_SENT_HASHES, {"states": states, "after_seq": after_seq, "limit": limit})
            return [(seq, EventId(id), sha256) for seq, id, sha256 in found]

    def attempts(self, event_ids: Sequence[EventId]) -> Mapping[EventId, int]:
        """Give how often each event was put off."""
        with self._engine.connect() as connection:
            return {EventId(id): n for id, n in connection.execute(_ATTEMPTS, {"wanted": list(event_ids)})}

    def unknown(self, event_ids: Sequence[EventId]) -> Sequence[EventId]:
        """Give those ids that are no event of this desk."""
        with self._engine.connect() as connection:
            known = set(connection.execute(_KNOWN, {"wanted": list(event_ids)}).scalars())
        return [id for id in event_ids if id not in known]

    def refused(self, event_ids: Sequence[EventId]) -> Sequence[EventId]:
        """Give those events that wait for a person."""
        with self._engine.connect() as connection:
            return [EventId(id) for id in connection.execute(_REFUSED, {"wanted": list(event_ids)}).scalars()]

    def failures(self) -> tuple[int, datetime | None]:
        """Give how many contacts failed in a row, and before when the centre asked not to be called."""
        with self._engine.connect() as connection:
            line = connection.execute(_CONTACT).first()
        return (line.failures, line.retry_after) if line else (0, None)

    def line(self) -> Line | None:
        """Give the standing of the line, None before the first contact was tried."""
        with self._engine.connect() as connection:
            row = connection.execute(_CONTACT).first()
        if row is None:
            return None
        return Line(
            tried_at=row.tried_at, problem=row.problem, next_try_at=row.next_try_at, retry_after=row.retry_after
        )


def _is_only_here(state: str, kind: str) -> bool:
    return kind == EventKind.COMPLAINT and state not in STORED


def _sum(counts: Sequence[Row[str, str, int]], states: Sequence[Delivery]) -> int:
    return sum(n for state, _, n in counts if state in states)
