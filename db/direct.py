"""Forwarding straight from this counter: what is due for LAPOR!, and what became of each record on its way."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.attachment import AttachmentId
from app.domain.attempt import Attempt, Ended, Target
from app.domain.complaint import Status
from app.domain.direct import NOT_YET, AccessKept, DirectAccess, DirectRecord, DirectRow, DirectState
from app.domain.forwarding import LONGEST_WAIT, Standing
from app.domain.ids import ComplaintId, EventId, OfficerId
from app.domain.incarnation import Reason
from app.domain.lapor import IdMap, MapList
from app.domain.outbox import EventKind
from app.domain.sync_plan import Line
from db.attempts import attempt_of
from db.tables import complaints, desk, outbox
from db.tables_direct import direct_access, direct_mapping, direct_records
from db.tables_forwarding import attempts
from db.tables_incarnations import incarnations

_NAMES: Final = tuple(DirectRecord.__dataclass_fields__)
_TOLD_ON: Final = (
    EventKind.CORRECTION.value,
    EventKind.VOID.value,
    EventKind.ANSWER.value,
    EventKind.ATTACHED.value,
)
"""The kinds of which LAPOR! hears after it has the record, of added files from a person."""
_UNSETTLED: Final = (
    exists().where(attempts.c.complaint_id == complaints.c.id, attempts.c.ended.is_(None)).correlate(complaints)
)
_OURS: Final = and_(complaints.c.forwarder == literal_column("'desk'"), complaints.c.tracking_id.is_(None))
_IS_TIME: Final = or_(
    direct_records.c.next_at.is_(None),
    direct_records.c.next_at <= bindparam("now"),
    direct_records.c.next_at > bindparam("beyond"),  # it was put off by a clock that was ahead
)
_CHANGED: Final = (
    exists()
    .where(outbox.c.complaint_id == complaints.c.id, outbox.c.seq > direct_records.c.told_seq)
    .correlate(complaints, direct_records)
)
_TO_REPORT: Final = (
    select(complaints.c.id)
    .outerjoin_from(complaints, direct_records, direct_records.c.complaint_id == complaints.c.id)
    .where(
        _OURS,
        complaints.c.status.not_in([status.value for status in NOT_YET]),
        or_(
            direct_records.c.state.is_(None),
            direct_records.c.state.in_([DirectState.WAITING.value, DirectState.UNMAPPED.value]),
            and_(direct_records.c.state == DirectState.REFUSED.value, _CHANGED),
        ),
        _IS_TIME,
        ~_UNSETTLED,
    )
    .order_by(func.coalesce(direct_records.c.tries, 0), complaints.c.row)
    .limit(bindparam("limit"))
)
_TO_TELL: Final = (
    select(direct_records.c.complaint_id)
    .join_from(direct_records, complaints, complaints.c.id == direct_records.c.complaint_id)
    .where(
        direct_records.c.state == DirectState.THERE.value,
        _IS_TIME,
        exists()
        .where(
            outbox.c.complaint_id == direct_records.c.complaint_id,
            outbox.c.kind.in_(_TOLD_ON),
            outbox.c.seq > direct_records.c.told_seq,
        )
        .correlate(direct_records),
        ~_UNSETTLED,
    )
    .order_by(complaints.c.row)
    .limit(bindparam("limit"))
)
_TYPED_BY_HAND: Final = (
    select(direct_records)
    .join_from(direct_records, complaints, complaints.c.id == direct_records.c.complaint_id)
    .where(direct_records.c.state != DirectState.THERE.value, complaints.c.tracking_id.is_not(None))
)
_TO_LOOK: Final = (
    select(direct_records)
    .where(direct_records.c.look_at <= bindparam("now"))
    .order_by(direct_records.c.look_at)
    .limit(bindparam("limit"))
)
_EVENTS: Final = (
    select(outbox.c.seq, outbox.c.id, outbox.c.body)
    .where(
        outbox.c.complaint_id == bindparam("complaint"),
        outbox.c.seq > bindparam("after"),
        outbox.c.kind.in_(_TOLD_ON),
    )
    .order_by(outbox.c.seq)
)
_OPEN: Final = (
    select(attempts, complaints.c.number)
    .join_from(attempts, complaints, complaints.c.id == attempts.c.complaint_id)
    .where(attempts.c.ended.is_(None), attempts.c.target == Target.LAPOR.value)
)
_ROWS: Final = (
    select(
        complaints.c.id,
        complaints.c.number,
        complaints.c.status,
        direct_records,
        case((_UNSETTLED, 1), else_=0).label("unsettled"),
    )
    .outerjoin_from(complaints, direct_records, direct_records.c.complaint_id == complaints.c.id)
    .where(_OURS)
    .order_by(complaints.c.row)
    .limit(bindparam("limit"))
)
_WAITING: Final = (
    select(func.count())
    .select_from(complaints)
    .outerjoin(direct_records, direct_records.c.complaint_id == complaints.c.id)
    .where(
        _OURS,
        complaints.c.status.not_in([status.value for status in NOT_YET]),
        or_(direct_records.c.state.is_(None), direct_records.c.state != DirectState.THERE.value),
    )
)
_GET: Final = select(direct_records).where(direct_records.c.complaint_id == bindparam("complaint"))
_NEW: Final = upsert(direct_records)
_KEEP: Final = _NEW.on_conflict_do_update(
    index_elements=[direct_records.c.complaint_id],
    set_={name: _NEW.excluded[name] for name in _NAMES if name != "complaint_id"},
)
_LAST_SEQ: Final = select(func.max(outbox.c.seq)).where(outbox.c.complaint_id == bindparam("complaint"))
_ACCESS: Final = select(direct_access)
_CHOSEN: Final = select(direct_mapping.c.list, direct_mapping.c.id, direct_mapping.c.target)
_NEW_CHOICE: Final = upsert(direct_mapping)
_CHOOSE: Final = _NEW_CHOICE.on_conflict_do_update(
    index_elements=[direct_mapping.c.list, direct_mapping.c.id],
    set_={name: _NEW_CHOICE.excluded[name] for name in ("target", "at", "officer_id")},
)
_CHOOSE_NONE: Final = delete(direct_mapping).where(
    direct_mapping.c.list == bindparam("of_list"), direct_mapping.c.id == bindparam("of_id")
)
_UNMAPPED: Final = (
    select(direct_records.c.detail)
    .where(direct_records.c.state == DirectState.UNMAPPED.value)
    .limit(bindparam("limit"))
)
_TRIED: Final = update(direct_access).values(tried_at=bindparam("now"), problem=bindparam("code"))
_AGAIN: Final = (
    update(direct_records)
    .where(direct_records.c.state.in_([DirectState.UNMAPPED.value, DirectState.REFUSED.value]))
    .values(state=DirectState.WAITING.value, next_at=None, tries=0)
)
_BEGUN_ANEW: Final = (
    select(incarnations.c.at)
    .join_from(incarnations, desk, desk.c.incarnation == incarnations.c.id)
    .where(incarnations.c.reason != Reason.SET_UP.value)
)
_OF_THIS_LIFE: Final = (
    select(outbox.c.seq)
    .join_from(outbox, desk, desk.c.incarnation == outbox.c.incarnation)
    .where(outbox.c.complaint_id == bindparam("complaint"), outbox.c.kind == EventKind.COMPLAINT.value)
    .limit(1)
)
_WAS_SEEN_SINCE: Final = (
    select(attempts.c.n)
    .where(
        attempts.c.complaint_id == bindparam("complaint"),
        attempts.c.ended == Ended.NOT_SENT.value,
        attempts.c.begun_at >= bindparam("since"),
    )
    .limit(1)
)


class DirectStore:
    """Fulfils DirectStore of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def access(self) -> DirectAccess | None:
        """Give the access to LAPOR!, None while there is none."""
        row = self._connection.execute(_ACCESS).first()
        if row is None:
            return None
        return DirectAccess(profile=row.profile, headers=json.loads(row.headers), chosen=self.chosen())

    def kept(self) -> AccessKept | None:
        """Give when the access was kept and by whom, None while there is none."""
        row = self._connection.execute(_ACCESS).first()
        if row is None:
            return None
        return AccessKept(at=row.at, officer_id=OfficerId(row.officer_id), tried_at=row.tried_at, problem=row.problem)

    def chosen(self) -> IdMap:
        """Give the ids at LAPOR! that were typed here."""
        found: dict[MapList, dict[str, str]] = {}
        for row in self._connection.execute(_CHOSEN):
            found.setdefault(MapList(row.list), {})[row.id] = row.target
        return found

    def choose(self, of: MapList, id: str, target: str, *, at: datetime, officer_id: str) -> None:
        """Keep an id at LAPOR!, an empty one takes the choice back; what had none is tried anew with the next run."""
        if target:
            row = {"list": of.value, "id": id, "target": target, "at": at, "officer_id": officer_id}
            self._connection.execute(_CHOOSE, row)
        else:
            self._connection.execute(_CHOOSE_NONE, {"of_list": of.value, "of_id": id})

    def line(self) -> Line | None:
        """Give how the last run ended, None before the first."""
        row = self._connection.execute(_ACCESS).first()
        if row is None or row.tried_at is None:
            return None
        return Line(tried_at=row.tried_at, problem=row.problem, next_try_at=None, retry_after=None)

    def keep_access(self, access: DirectAccess, *, at: datetime, officer_id: str) -> None:
        """Put an access in the place of the last one; what was refused or had no ids is tried anew."""
        self._connection.execute(delete(direct_access))
        row = {
            "only": 1,
            "profile": access.profile,
            "headers": json.dumps(dict(access.headers)),
            "at": at,
            "officer_id": officer_id,
        }
        self._connection.execute(insert(direct_access), row)
        self._connection.execute(_AGAIN)

    def drop_access(self) -> None:
        """Forget the access."""
        self._connection.execute(delete(direct_access))

    def tried(self, *, at: datetime, problem: str | None) -> None:
        """Note that a run ended."""
        self._connection.execute(_TRIED, {"now": at, "code": problem})

    def get(self, complaint_id: ComplaintId) -> DirectRecord | None:
        """Give a record on its way, None before it was looked at."""
        row = self._connection.execute(_GET, {"complaint": complaint_id}).first()
        return None if row is None else _record(row)

    def keep(self, record: DirectRecord) -> None:
        """Write how a record stands now."""
        row = {name: getattr(record, name) for name in _NAMES}
        row |= {"state": record.state.value, "files": json.dumps(record.files), "file_ids": json.dumps(record.file_ids)}
        self._connection.execute(_KEEP, row)

    def last_seq(self, complaint_id: ComplaintId) -> int:
        """Give the place of the newest event of a record in this desk's sequence."""
        return self._connection.execute(_LAST_SEQ, {"complaint": complaint_id}).scalar() or 0

    def typed_by_hand(self) -> Sequence[DirectRecord]:
        """Give the records that somebody gave their Tracking ID while they were on their way."""
        return [_record(row) for row in self._connection.execute(_TYPED_BY_HAND)]

    def open_tries(self) -> Sequence[tuple[Attempt, str]]:
        """Give the tries of this counter's connector that have not ended, with the record's number."""
        tries = [(attempt_of(row), row.number) for row in self._connection.execute(_OPEN)]
        return sorted(tries, key=lambda one: one[0].n)

    def may_be_there(self, complaint_id: ComplaintId) -> bool:
        """Tell whether a lost life of this desk may have posted a record, and nobody has looked since.

        Which life recorded it is told by its event: a clock may have been wrong.
        """
        since = self._connection.execute(_BEGUN_ANEW).scalar()
        if since is None or self._connection.execute(_OF_THIS_LIFE, {"complaint": complaint_id}).first() is not None:
            return False
        return self._connection.execute(_WAS_SEEN_SINCE, {"complaint": complaint_id, "since": since}).first() is None


class DirectQueries:
    """Fulfils DirectQueries of app.ports; every call is one short read transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def to_report(self, now: datetime, *, limit: int) -> Sequence[ComplaintId]:
        """Give the records that are to be posted, the oldest first, behind them what was tried in vain."""
        with self._engine.connect() as connection:
            return [ComplaintId(id) for id in connection.execute(_TO_REPORT, _asked(now, limit)).scalars()]

    def to_tell(self, now: datetime, *, limit: int) -> Sequence[ComplaintId]:
        """Give the records at LAPOR! of which something later is to be told there."""
        with self._engine.connect() as connection:
            return [ComplaintId(id) for id in connection.execute(_TO_TELL, _asked(now, limit)).scalars()]

    def to_look_at(self, now: datetime, *, limit: int) -> Sequence[DirectRecord]:
        """Give the cases that are to be looked at, the longest overdue first."""
        with self._engine.connect() as connection:
            return [_record(row) for row in connection.execute(_TO_LOOK, {"now": now, "limit": limit})]

    def later_events(self, complaint_id: ComplaintId, after: int) -> Sequence[tuple[int, EventId, bytes]]:
        """Give seq, id and body of what happened to a record behind an event, as far as LAPOR! hears of it."""
        with self._engine.connect() as connection:
            found = connection.execute(_EVENTS, {"complaint": complaint_id, "after": after})
            return [(row.seq, EventId(row.id), row.body) for row in found]

    def rows(self, *, limit: int) -> Sequence[DirectRow]:
        """Give what has no number at LAPOR! yet, in the order of recording."""
        with self._engine.connect() as connection:
            return [_row(row) for row in connection.execute(_ROWS, {"limit": limit})]

    def unmapped(self, *, limit: int) -> Sequence[str]:
        """Give what is noted at records that wait for an id."""
        with self._engine.connect() as connection:
            return connection.execute(_UNMAPPED, {"limit": limit}).scalars().all()

    def waiting(self) -> int:
        """Count the records that are not at LAPOR! yet."""
        with self._engine.connect() as connection:
            return connection.execute(_WAITING).scalar_one()


def _asked(now: datetime, limit: int) -> dict[str, object]:
    return {"now": now, "beyond": now + LONGEST_WAIT, "limit": limit}


def _record(row: Row[*tuple[Any, ...]]) -> DirectRecord:
    values = {name: getattr(row, name) for name in _NAMES}
    return DirectRecord(
        **{
            **values,
            "complaint_id": ComplaintId(row.complaint_id),
            "state": DirectState(row.state),
            "files": tuple(AttachmentId(id) for id in json.loads(row.files)),
            "file_ids": tuple(json.loads(row.file_ids)),
        }
    )


_STANDINGS: Final = {
    DirectState.WAITING: Standing.WAITING,
    DirectState.UNMAPPED: Standing.UNMAPPED,
    DirectState.REFUSED: Standing.REFUSED,
    DirectState.THERE: Standing.DONE,
}
_RESTING: Final = {
    Status.VOID: Standing.DROPPED,
    Status.WITHDRAWN: Standing.DROPPED,
    Status.INCOMPLETE: Standing.INCOMPLETE,
}
"""How a record stands that is not to be posted, or not yet."""
assert _RESTING.keys() == NOT_YET


def _row(row: Row[*tuple[Any, ...]]) -> DirectRow:
    standing = _STANDINGS[DirectState(row.state)] if row.state else Standing.WAITING
    if standing is not Standing.DONE:
        standing = _RESTING.get(Status(row.status), standing)
    return DirectRow(
        complaint_id=ComplaintId(row.id),
        number=row.number,
        standing=Standing.NEEDS_CHECK if row.unsettled else standing,
        code=row.code or "",
        detail=row.detail or "",
        lapor_id=row.lapor_id,
        status_name=row.status_name or "",
    )
