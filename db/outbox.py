"""The outbox: facts are added once and never changed; how far each has come stands in ``deliveries``."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Update, and_, bindparam, func, insert, select, update

from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId, DeviceId, EventId
from app.domain.outbox import ASIDE, Delivery, Event, EventKind, EventOutcome, Outcome
from db.complaints import add_facts
from db.ends import Ends
from db.prepared import Prepared
from db.tables import complaints, deliveries, outbox

PUSAT: Final = "pusat"
WITHHELD: Final = b""
"""Stands in place of a ciphertext where the identity was taken back before it was ever sealed."""
NEEDS_PERSON: Final = (Delivery.REJECTED, Delivery.CONFLICT, Delivery.SET_ASIDE, Delivery.NEEDS_CHECK)
SENT_AGAIN: Final = (Delivery.REJECTED, Delivery.SET_ASIDE)
"""The states that a person may end: whatever was wrong, at the centre or in its program, is mended."""
STORED: Final = (Delivery.ACCEPTED, Delivery.CONFIRMED)
"""The states in which the centre has an event and has taken it in."""

_EVENT: Final = tuple(Event.__dataclass_fields__)
_DECIDED: Final = {
    Outcome.ACCEPTED: Delivery.ACCEPTED,
    Outcome.DUPLICATE: Delivery.ACCEPTED,
    Outcome.CONFLICT: Delivery.CONFLICT,
    Outcome.REJECTED: Delivery.REJECTED,
    Outcome.HELD: Delivery.HELD,
}

_ADD: Final = Prepared(insert(outbox), *_EVENT)
_ADD_DELIVERY: Final = Prepared(insert(deliveries), "target", "seq", "kind", "state", "attempts")
_LAST: Final = (
    select(outbox.c.id)
    .where(outbox.c.complaint_id == bindparam("complaint"), outbox.c.kind.not_in([kind.value for kind in ASIDE]))
    .order_by(outbox.c.seq.desc())
    .limit(1)
)
_SEAL: Final = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("wanted"), outbox.c.identity.is_not(None), outbox.c.sealed.is_(None))
    .values(identity=None, sealed=bindparam("ciphertext"))
)
_ANY_SEALED: Final = select(outbox.c.seq).where(func.length(outbox.c.sealed) > 0).limit(1)
_DROP: Final = (
    update(outbox)
    .where(outbox.c.complaint_id == bindparam("complaint"), outbox.c.identity.is_not(None), outbox.c.sealed.is_(None))
    .values(identity=None, sealed=WITHHELD)
)
_STANDING: Final = (
    select(outbox.c.id, outbox.c.seq, outbox.c.kind, outbox.c.complaint_id, deliveries.c.state)
    .join_from(outbox, deliveries, deliveries.c.seq == outbox.c.seq)
    .where(deliveries.c.target == PUSAT, outbox.c.id.in_(bindparam("wanted", expanding=True)))
)
_before, _of_before = outbox.alias("before"), deliveries.alias("of_before")
_ORPHANS: Final = (
    select(deliveries.c.seq)
    .join_from(deliveries, outbox, outbox.c.seq == deliveries.c.seq)
    .join(_before, _before.c.id == outbox.c.follows)
    .join(_of_before, and_(_of_before.c.seq == _before.c.seq, _of_before.c.target == PUSAT))
    .where(
        deliveries.c.target == PUSAT,
        deliveries.c.state == Delivery.HELD,
        _of_before.c.state.in_([state.value for state in NEEDS_PERSON]),
    )
)
_named = outbox.alias("named")
_STOPPED: Final = (
    select(deliveries.c.seq)
    .join_from(_named, outbox, outbox.c.complaint_id == _named.c.complaint_id)
    .join(deliveries, and_(deliveries.c.seq == outbox.c.seq, deliveries.c.target == PUSAT))
    .where(
        _named.c.id == bindparam("event"),
        deliveries.c.state.in_([state.value for state in SENT_AGAIN]),
    )
)
_OF_SEQ: Final = update(deliveries).where(deliveries.c.target == PUSAT, deliveries.c.seq == bindparam("of_seq"))
_DECIDE: Final = _OF_SEQ.values(
    state=bindparam("new_state"),
    next_at=None,
    decided_at=bindparam("at"),
    code=bindparam("new_code"),
    field=bindparam("new_field"),
    central_number=bindparam("new_number"),
    received_at=bindparam("received"),
)
_STOP: Final = _OF_SEQ.values(
    state=bindparam("new_state"), next_at=None, decided_at=bindparam("at"), code=bindparam("new_code")
)
_NOTE_CODE: Final = _OF_SEQ.values(code=bindparam("new_code"))
_PUT_OFF: Final = _OF_SEQ.values(
    attempts=deliveries.c.attempts + 1, next_at=bindparam("until"), code=bindparam("new_code")
)
_CONFIRM: Final = _OF_SEQ.values(state=Delivery.CONFIRMED.value, next_at=None, code=None, confirmed_at=bindparam("at"))
_RETURN: Final = _OF_SEQ.values(
    state=Delivery.PENDING.value,
    attempts=0,
    next_at=None,
    decided_at=None,
    code=None,
    field=None,
    confirmed_at=None,
)
_CENTRAL_NUMBER: Final = (
    update(complaints).where(complaints.c.id == bindparam("complaint")).values(central_number=bindparam("new_number"))
)


_LAST_OF_KIND: Final = (
    select(outbox.c.id)
    .where(outbox.c.complaint_id == bindparam("complaint"), outbox.c.kind == bindparam("of_kind"))
    .order_by(outbox.c.seq.desc())
    .limit(1)
)


class OutboxStore:
    """Fulfils OutboxStore of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection, ends: Ends | None = None) -> None:
        self._connection = connection
        self._ends = ends or Ends(connection)

    def next_seq(self) -> int:
        """Give the next number in the order of this database's events."""
        return self._ends.seq + 1

    def add(self, event: Event) -> None:
        """Add a fact, to be delivered to the centre."""
        _ADD.run(self._connection, {name: getattr(event, name) for name in _EVENT})
        self._ends.seq = event.seq
        waiting = {"target": PUSAT, "seq": event.seq, "kind": event.kind, "state": Delivery.PENDING, "attempts": 0}
        _ADD_DELIVERY.run(self._connection, waiting)

    def last_event_of(self, complaint_id: ComplaintId, kind: EventKind | None = None) -> EventId | None:
        """Give the event that the next one of this complaint builds on, or the last one of a kind."""
        if kind is None:
            found = self._connection.execute(_LAST, {"complaint": complaint_id}).scalar()
        else:
            asked = {"complaint": complaint_id, "of_kind": kind.value}
            found = self._connection.execute(_LAST_OF_KIND, asked).scalar()
        return EventId(found) if found else None

    def keep_sealed(self, event_id: EventId, sealed: bytes) -> None:
        """Exchange the identity part for its ciphertext, once; the first ciphertext stays."""
        _SEAL.run(self._connection, {"wanted": event_id, "ciphertext": sealed})

    def drop_identity(self, complaint_id: ComplaintId) -> None:
        """Take back the identity parts of a complaint that were never sealed: they leave this desk with no event."""
        self._connection.execute(_DROP, {"complaint": complaint_id})

    def has_sealed(self) -> bool:
        """Tell whether any identity was sealed to a centre's key already."""
        return self._connection.execute(_ANY_SEALED).first() is not None

    def record(self, outcomes: Sequence[EventOutcome], *, at: datetime) -> None:
        """Note what the centre decided.  What it once took in stays so; unknown ids are passed over."""
        standing = self._standing([outcome.event_id for outcome in outcomes])
        changes: list[dict[str, Any]] = []
        numbers: list[dict[str, Any]] = []
        facts: list[CaseFact] = []
        for outcome in outcomes:
            event = standing.get(outcome.event_id)
            if event is None or event["state"] in STORED:
                continue
            state = _DECIDED.get(outcome.outcome)
            if state is None:
                if outcome.code:
                    self._connection.execute(_NOTE_CODE, {"of_seq": event["seq"], "new_code": outcome.code})
                continue
            changes.append(
                {
                    "of_seq": event["seq"],
                    "new_state": state.value,
                    "at": at,
                    "new_code": outcome.code,
                    "new_field": outcome.field,
                    "new_number": outcome.central_number,
                    "received": outcome.received_at,
                }
            )
            facts += _told(event, state, outcome, at)
            event["state"] = state
            if state is Delivery.ACCEPTED and event["kind"] == EventKind.COMPLAINT and outcome.central_number:
                numbers.append({"complaint": event["complaint_id"], "new_number": outcome.central_number})
        self._change(_DECIDE, changes)
        self._change(_CENTRAL_NUMBER, numbers)
        add_facts(self._connection, facts)
        self._set_orphans_aside(at)

    def set_aside(self, event_id: EventId, *, code: str, at: datetime) -> None:
        """Let a waiting event wait for a person instead."""
        waiting = [e for e in self._standing([event_id]).values() if e["state"] == Delivery.PENDING]
        self._stop(waiting, Delivery.SET_ASIDE, code, at)
        self._set_orphans_aside(at)

    def _set_orphans_aside(self, at: datetime) -> None:
        """Let what the centre holds behind a refused event wait for the same person: it is applied with that one only.

        What is held behind that in turn is found in the next round.
        """
        while orphans := self._connection.execute(_ORPHANS).mappings().all():
            self._stop([dict(row) for row in orphans], Delivery.SET_ASIDE, "predecessor_refused", at)

    def put_off(self, event_ids: Sequence[EventId], *, until: datetime, code: str) -> None:
        """Count one more vain attempt of waiting events and let them rest."""
        self._change(
            _PUT_OFF,
            [
                {"of_seq": event["seq"], "until": until, "new_code": code}
                for event in self._standing(event_ids).values()
                if event["state"] == Delivery.PENDING
            ],
        )

    def confirm(self, event_ids: Sequence[EventId], *, at: datetime) -> None:
        """Note that the centre proved to hold the very bytes."""
        events = [e for e in self._standing(event_ids).values() if e["state"] != Delivery.CONFIRMED]
        self._change(_CONFIRM, [{"of_seq": event["seq"], "at": at} for event in events])
        add_facts(
            self._connection,
            [
                CaseFact(complaint_id=event["complaint_id"], at=at, kind=FactKind.CENTRE_CONFIRMED)
                for event in events
                if event["kind"] == EventKind.COMPLAINT
            ],
        )

    def back_to_pending(self, event_ids: Sequence[EventId]) -> None:
        """Let events be sent anew, whatever was said of them before."""
        self._change(_RETURN, [{"of_seq": event["seq"]} for event in self._standing(event_ids).values()])

    def again(self, event_id: EventId) -> int:
        """Let what was refused or set aside of the record of an event be sent anew, and give how many events."""
        asked = {"event": event_id}
        stopped = [{"of_seq": seq} for seq in self._connection.execute(_STOPPED, asked).scalars()]
        self._change(_RETURN, stopped)
        return len(stopped)

    def mark_different(self, event_ids: Sequence[EventId], *, at: datetime) -> None:
        """Note that the centre holds other bytes under these ids: a conflict, for a person."""
        self._stop(self._standing(event_ids).values(), Delivery.CONFLICT, "proof_different", at)

    def _stop(self, events: Iterable[dict[str, Any]], state: Delivery, code: str, at: datetime) -> None:
        self._change(
            _STOP, [{"of_seq": e["seq"], "new_state": state.value, "new_code": code, "at": at} for e in events]
        )

    def _standing(self, event_ids: Sequence[EventId]) -> dict[str, dict[str, Any]]:
        found = self._connection.execute(_STANDING, {"wanted": list(event_ids)}).mappings()
        return {row["id"]: dict(row) for row in found}

    def _change(self, statement: Update, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(statement, rows)


def event_of(row: RowMapping) -> Event:
    """Give a row of the outbox as its value; ``identity`` is None once it is sealed."""
    return Event(
        id=EventId(row["id"]),
        device_id=DeviceId(row["device_id"]),
        incarnation=row["incarnation"],
        seq=row["seq"],
        kind=EventKind(row["kind"]),
        complaint_id=ComplaintId(row["complaint_id"]),
        follows=EventId(row["follows"]) if row["follows"] else None,
        created_at=row["created_at"],
        schema=row["schema"],
        body=row["body"],
        sha256=row["sha256"],
        identity=row["identity"],
    )


def _told(event: dict[str, Any], state: Delivery, outcome: EventOutcome, at: datetime) -> list[CaseFact]:
    """Give what the history of the case says of a decision."""
    of_complaint = event["kind"] == EventKind.COMPLAINT
    if state is Delivery.ACCEPTED and of_complaint:
        kind, detail = FactKind.CENTRE_ACCEPTED, outcome.central_number or ""
    elif state is Delivery.REJECTED:
        kind, detail = FactKind.CENTRE_REJECTED, outcome.code or ""
    else:
        return []
    return [CaseFact(complaint_id=event["complaint_id"], at=at, kind=kind, detail=detail)]
