"""The queue to LAPOR!: what is to be posted, who has it in hand, and every attempt before its first byte.

A step is taken under a lease whose fence nobody else has; with an older fence nothing can be written any more.  The
record's own row is locked first, so that a hand-over and an attempt never pass each other.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from app.domain.changes import TrackingGiven
from app.domain.forwarding import (
    FOR_A_PERSON,
    GOES_ON,
    LONGEST_WAIT,
    Lease,
    PassOn,
    Posting,
    PostingKind,
    Standing,
    Way,
)
from app.domain.ids import ComplaintId, EventId, from_iso, to_iso
from app.domain.lapor import Ending
from app.domain.outbox import EventKind, Forwarder
from db.pusat.audit import note
from db.pusat.feed import Audience, Line, tell
from db.pusat.lost_life import CODE, lost_among, lost_until
from db.pusat.ready import APPLIED
from db.pusat.rows import insert_rows
from db.pusat.tables import complaints, events
from db.pusat.tables_forwarding import attempts, cases_there, postings
from db.pusat.transactions import Transactions

_LATER: Final = (
    EventKind.CORRECTION.value,
    EventKind.VOID.value,
    EventKind.ANSWER.value,
    EventKind.ATTACHED.value,
)
_OPEN: Final = (Standing.OPEN.value,)
_NOT_THERE_YET: Final = sorted(one.value for one in GOES_ON | {Standing.NEEDS_CHECK, Standing.REFUSED})
_PASSING_ON: Final = sa.select(postings.c.event_id).where(
    postings.c.complaint_id == sa.bindparam("complaint"),
    postings.c.device == sa.bindparam("of_device"),
    postings.c.kind == PostingKind.PASS_ON.value,
    postings.c.state.in_(sorted(one.value for one in GOES_ON | {Standing.OPEN, Standing.NEEDS_CHECK})),
)
_NUMBER: Final = (
    sa.select(sa.func.min(complaints.c.number))
    .where(complaints.c.complaint_id == postings.c.complaint_id, complaints.c.device == postings.c.device)
    .scalar_subquery()
)
_SEEN: Final = sa.select(postings, _NUMBER.label("number"))
_STANDING: Final = sa.select(postings).where(postings.c.event_id == sa.bindparam("id")).with_for_update()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent:
    """One applied event of a record; ``received_at`` is as it is stored."""

    id: str
    kind: str
    follows: str | None
    seq: int
    received_at: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSeen:
    """One attempt as it is shown; ``ending`` is "" while nobody knows."""

    n: int
    way: Way
    who: str
    begun_at: datetime
    ended_at: datetime | None
    ending: str
    code: str


class Fenced(Exception):
    """Somebody else has taken this posting since; what was meant to be written is void."""


class PostingStore:
    """The queue, its leases and attempts."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    # ---- what there is ----

    def enlist(self, now: datetime) -> int:
        """Put what has to be forwarded and is not in the queue yet into it, and give how many.

        What got its number otherwise, as by a person at its counter, is there: it leaves the queue.  Another forwarder
        may do the same at the same time.
        """

        def work(connection: sa.Connection) -> int:
            _end_what_has_its_number(connection, now)
            rows = [
                (_row(r.event_id, r.complaint_id, r.device, PostingKind.REPORT, now), r.created_at)
                for r in connection.execute(_NEW)
            ]
            rows += [
                (_row(r.id, r.complaint_id, r.device, PostingKind.FOLLOW_UP, now), r.created_at)
                for r in connection.execute(_LATE)
            ]
            lost = lost_until(connection) if rows else ""
            known = lost_among(connection, [row["event_id"] for row, _ in rows]) if lost else ()
            doubt = {"state": Standing.NEEDS_CHECK.value, "code": CODE}
            told = [row | doubt if created_at < lost or row["event_id"] in known else row for row, created_at in rows]
            return len(insert_rows(connection, postings, told)) if told else 0

        return self._transactions.write(work)

    def due(self, now: datetime, *, limit: int) -> Sequence[Posting]:
        """Give what may be worked on now, the oldest first."""
        is_free = sa.or_(postings.c.lease_until.is_(None), postings.c.lease_until < to_iso(now))
        is_time = sa.or_(
            postings.c.next_at.is_(None),
            postings.c.next_at <= to_iso(now),
            postings.c.next_at > to_iso(now + LONGEST_WAIT),  # it was put off by a clock that was ahead
        )
        wanted = (
            _SEEN.where(postings.c.state.in_([one.value for one in GOES_ON]), is_free, is_time)
            .order_by(postings.c.since, postings.c.event_id)
            .limit(limit)
        )
        return self._transactions.read(lambda connection: [_posting(row) for row in connection.execute(wanted)])

    def for_a_person(self, *, limit: int) -> Sequence[Posting]:
        """Give what waits for somebody, what is unclear first."""
        order = sa.case({one.value: n for n, one in enumerate(FOR_A_PERSON)}, value=postings.c.state)
        wanted = (
            _SEEN.where(postings.c.state.in_([one.value for one in FOR_A_PERSON]))
            .order_by(order, postings.c.since, postings.c.event_id)
            .limit(limit)
        )
        return self._transactions.read(lambda connection: [_posting(row) for row in connection.execute(wanted)])

    def reports(self, states: Iterable[Standing], *, limit: int) -> Sequence[Posting]:
        """Give reports in these states, the oldest first."""
        wanted = (
            _SEEN.where(
                postings.c.kind == PostingKind.REPORT.value, postings.c.state.in_([one.value for one in states])
            )
            .order_by(postings.c.since, postings.c.event_id)
            .limit(limit)
        )
        return self._transactions.read(lambda connection: [_posting(row) for row in connection.execute(wanted)])

    def attempts_of(self, event_id: str) -> Sequence[AttemptSeen]:
        """Give every attempt of a posting, the first one first."""
        wanted = sa.select(attempts).where(attempts.c.event_id == event_id).order_by(attempts.c.n)
        return self._transactions.read(
            lambda connection: [
                AttemptSeen(
                    n=row.n,
                    way=Way(row.way),
                    who=row.who,
                    begun_at=from_iso(row.begun_at),
                    ended_at=from_iso(row.ended_at) if row.ended_at else None,
                    ending=row.ending or "",
                    code=row.code,
                )
                for row in connection.execute(wanted)
            ]
        )

    def counts(self) -> Mapping[Standing, int]:
        """Count by standing."""
        counted = sa.select(postings.c.state, sa.func.count()).group_by(postings.c.state)
        return self._transactions.read(
            lambda connection: {Standing(state): n for state, n in connection.execute(counted)}
        )

    def get(self, event_id: str) -> Posting | None:
        """Give one."""
        wanted = _SEEN.where(postings.c.event_id == event_id)
        return self._transactions.read(
            lambda connection: next((_posting(row) for row in connection.execute(wanted)), None)
        )

    def of_record(self, complaint_id: str, device: str) -> Sequence[RecordEvent]:
        """Give the applied events of a record."""
        return self._transactions.read(lambda connection: _told_of(connection, complaint_id, device))

    def pass_on(self, id: str, of: Posting, asked: PassOn, *, lapor_id: str, who: str, now: datetime) -> bool:
        """Put into the queue that a case there shall go to another agency; False while that is on its way already."""

        def work(connection: sa.Connection) -> bool:
            _locked(connection, of.event_id)
            if connection.execute(_PASSING_ON, {"complaint": of.complaint_id, "of_device": of.device}).first():
                return False
            row = _row(id, of.complaint_id, of.device, PostingKind.PASS_ON, now)
            told = {"institution_id": asked.institution_id, "reason": asked.reason}
            connection.execute(sa.insert(postings).values(**row, lapor_id=lapor_id, asked=json.dumps(told)))
            note(connection, now, "pass_on_asked", of.event_id, asked.institution_id, who=who)
            return True

        return self._transactions.write(work)

    # ---- leases and attempts ----

    def take(self, event_id: str, *, by: str, now: datetime, for_: timedelta) -> Lease | None:
        """Give the lease of a posting that may be worked on; None when somebody has it or it goes on no longer."""

        def work(connection: sa.Connection) -> Lease | None:
            row = _locked(connection, event_id)
            taken = row is not None and row.lease_until is not None and row.lease_until >= to_iso(now)
            if row is None or taken or row.state not in GOES_ON or not _is_ours(connection, row):
                return None
            lease = Lease(event_id=EventId(event_id), fence=row.fence + 1, by=by, until=now + for_)
            _change(connection, event_id, fence=lease.fence, lease_by=by, lease_until=to_iso(lease.until))
            return lease

        return self._transactions.write(work)

    def begin(self, lease: Lease, *, way: Way, now: datetime, read: Sequence[RecordEvent] | None = None) -> None:
        """Write down that it is tried, before the first byte.

        Raises Fenced, also when the record is no longer what was ``read`` of it: it may be hidden or void by now.
        """

        def work(connection: sa.Connection) -> None:
            row = _fenced(connection, lease)
            if row.state not in GOES_ON or not _is_ours(connection, row):
                raise Fenced
            if read is not None and len(_told_of(connection, row.complaint_id, row.device)) != len(read):
                raise Fenced
            n = connection.execute(
                sa.select(sa.func.count()).select_from(attempts).where(attempts.c.event_id == lease.event_id)
            ).scalar_one()
            connection.execute(
                sa.insert(attempts).values(
                    event_id=lease.event_id,
                    n=n + 1,
                    fence=lease.fence,
                    way=way.value,
                    who=lease.by,
                    begun_at=to_iso(now),
                    code="",
                )
            )
            _change(connection, lease.event_id, state=Standing.OPEN.value, code="", detail="")

        self._transactions.write(work)

    def keep_files(self, lease: Lease, file_ids: Sequence[str]) -> None:
        """Keep what an upload gave back, so that no retry uploads again.  Raises Fenced."""

        def work(connection: sa.Connection) -> None:
            _fenced(connection, lease)
            _change(connection, lease.event_id, file_ids=json.dumps(list(file_ids)))

        self._transactions.write(work)

    def hold(
        self, lease: Lease, state: Standing, *, code: str, detail: str = "", now: datetime, until: datetime | None
    ) -> None:
        """Let it rest without having been posted, and give the lease back.  Raises Fenced."""

        def work(connection: sa.Connection) -> None:
            row = _fenced(connection, lease)
            if row.state == Standing.OPEN:
                _end_attempt(connection, lease.event_id, Ending.NOT_SENT, code, now)
            _change(
                connection,
                lease.event_id,
                state=state.value,
                code=code,
                detail=detail[:500],
                tries=row.tries + 1,
                next_at=None if until is None else to_iso(until),
                lease_by=None,
                lease_until=None,
            )

        self._transactions.write(work)

    def doubt(self, lease: Lease, *, code: str, now: datetime) -> None:
        """Note that nobody knows whether it got through.  Raises Fenced."""

        def work(connection: sa.Connection) -> None:
            _fenced(connection, lease)
            _doubt(connection, lease.event_id, code, now)

        self._transactions.write(work)

    def piece_done(self, lease: Lease, *, now: datetime) -> None:
        """Note that one more part of a long follow-up stands there.  Raises Fenced."""

        def work(connection: sa.Connection) -> None:
            row = _fenced(connection, lease)
            _end_attempt(connection, lease.event_id, Ending.DONE, "", now)
            _change(connection, lease.event_id, state=Standing.WAITING.value, pieces_done=row.pieces_done + 1)

        self._transactions.write(work)

    def done(
        self,
        lease: Lease,
        *,
        lapor_id: str | None,
        tracking_id: str | None,
        included: Iterable[str],
        source: str,
        now: datetime,
        poll_at: datetime | None,
        code: str = "",
        who: str = "",
        reason: str = "",
    ) -> None:
        """Note that it stands there; a Tracking ID is told to the desk and its agency.  Raises Fenced.

        ``included`` are later events that the posted text took into account; ``who`` and ``reason`` are those of a
        person who settled it.
        """

        def work(connection: sa.Connection) -> None:
            row = _fenced(connection, lease)
            lines = _done(
                connection,
                row,
                lapor_id=lapor_id,
                tracking_id=tracking_id,
                included=included,
                source=source,
                now=now,
                poll_at=poll_at,
                code=code,
            )
            tell(connection, lines, at=now)
            if who:
                note(connection, now, "posting_settled", lease.event_id, f"done {reason}"[:500], who=who)

        self._transactions.write(work)

    # ---- what a person or a look there decides ----

    def found_there(
        self, complaint_id: str, device: str, tracking_id: str, *, who: str, source: str, now: datetime
    ) -> bool:
        """Write down a number that a record was found to have; False when it has one, or is being posted right now."""

        def work(connection: sa.Connection) -> bool:
            same = sa.and_(complaints.c.complaint_id == complaint_id, complaints.c.device == device)
            row = connection.execute(
                sa.select(complaints.c.event_id, complaints.c.tracking_id)
                .where(same)
                .order_by(complaints.c.central_number)
                .with_for_update()
            ).first()
            if row is None or row.tracking_id is not None:
                return False
            posting = connection.execute(_STANDING, {"id": row.event_id}).one_or_none()
            if posting is not None and posting.state == Standing.OPEN:
                return False
            if posting is not None:
                _end_attempt(connection, row.event_id, Ending.DONE, source, now)
                _change(
                    connection,
                    row.event_id,
                    state=Standing.DONE.value,
                    code="",
                    detail="",
                    fence=posting.fence + 1,
                    since=to_iso(now),
                    next_at=None,
                    lease_by=None,
                    lease_until=None,
                )
            tell(
                connection, give_tracking(connection, complaint_id, device, tracking_id, source=source, now=now), at=now
            )
            note(connection, now, "tracking_found", row.event_id, f"{tracking_id} {source}", who=who)
            return True

        return self._transactions.write(work)

    def settle(
        self, event_id: str, state: Standing, *, allowed: Iterable[Standing], who: str, reason: str, now: datetime
    ) -> bool:
        """Let a person decide: send again (WAITING), drop, take as included; False when it stands otherwise by now."""

        def work(connection: sa.Connection) -> bool:
            row = _locked(connection, event_id)
            if row is None or row.state not in set(allowed):
                return False
            _end_attempt(connection, event_id, Ending.NOT_SENT, "person", now)
            _change(
                connection,
                event_id,
                state=state.value,
                code="",
                detail="",
                tries=0,
                next_at=None,
                fence=row.fence + 1,
                lease_by=None,
                lease_until=None,
            )
            note(connection, now, "posting_settled", event_id, f"{state.value} {reason}"[:500], who=who)
            return True

        return self._transactions.write(work)

    def take_unclear(self, event_id: str, *, by: str, now: datetime, for_: timedelta) -> Lease | None:
        """Give the lease of a posting that is unclear or in a person's hands, to write down how it ended."""

        def work(connection: sa.Connection) -> Lease | None:
            row = _locked(connection, event_id)
            if row is None or row.state not in (Standing.NEEDS_CHECK, Standing.OPEN, Standing.REFUSED):
                return None
            if row.state == Standing.OPEN and row.lease_by != by:
                return None
            lease = Lease(event_id=EventId(event_id), fence=row.fence + 1, by=by, until=now + for_)
            _change(connection, event_id, fence=lease.fence, lease_by=by, lease_until=to_iso(lease.until))
            return lease

        return self._transactions.write(work)

    def recover(self, now: datetime) -> int:
        """Mark attempts whose lease ran out as unclear, and give how many."""

        def work(connection: sa.Connection) -> int:
            lost = connection.execute(
                sa.select(postings.c.event_id)
                .where(postings.c.state.in_(_OPEN), postings.c.lease_until < to_iso(now))
                .order_by(postings.c.event_id)
                .with_for_update()
            ).scalars()
            found = list(lost)
            for event_id in found:
                _doubt(connection, event_id, "lost", now)
            return len(found)

        return self._transactions.write(work)

    def recover_of(self, by: str, now: datetime) -> int:
        """Mark every open attempt of a worker that is surely gone as unclear, and give how many."""

        def work(connection: sa.Connection) -> int:
            found = list(
                connection.execute(
                    sa.select(postings.c.event_id)
                    .where(postings.c.state.in_(_OPEN), postings.c.lease_by == by)
                    .order_by(postings.c.event_id)
                    .with_for_update()
                ).scalars()
            )
            for event_id in found:
                _doubt(connection, event_id, "lost", now)
            return len(found)

        return self._transactions.write(work)

    def unmapped_back(self, now: datetime) -> int:
        """Let what lacked an id be tried again, as after the mapping was changed."""
        changed = (
            sa.update(postings).where(postings.c.state == Standing.UNMAPPED.value).values(next_at=to_iso(now), tries=0)
        )
        return self._transactions.write(lambda connection: connection.execute(changed).rowcount)


_NEW: Final = (
    sa.select(
        complaints.c.event_id,
        complaints.c.complaint_id,
        complaints.c.device,
        complaints.c.recorded_at.label("created_at"),
    )
    .where(
        complaints.c.forwarder == Forwarder.PUSAT.value,
        complaints.c.tracking_id.is_(None),
        ~sa.exists().where(postings.c.event_id == complaints.c.event_id),
    )
    .order_by(complaints.c.event_id)
)
_report = postings.alias("report")
_LATE: Final = (
    sa.select(events.c.id, events.c.complaint_id, events.c.device, events.c.created_at)
    .where(
        events.c.kind.in_(_LATER),
        events.c.state == APPLIED,
        sa.exists().where(
            _report.c.complaint_id == events.c.complaint_id,
            _report.c.device == events.c.device,
            _report.c.kind == PostingKind.REPORT.value,
            _report.c.state == Standing.DONE.value,
        ),
        ~sa.exists().where(postings.c.event_id == events.c.id),
    )
    .order_by(events.c.id)
)


def _end_what_has_its_number(connection: sa.Connection, now: datetime) -> None:
    ended = connection.execute(
        sa.update(postings)
        .where(
            postings.c.kind == PostingKind.REPORT.value,
            postings.c.state.in_(_NOT_THERE_YET),
            sa.exists().where(complaints.c.event_id == postings.c.event_id, complaints.c.tracking_id.is_not(None)),
        )
        .values(
            state=Standing.DONE.value,
            code="",
            detail="",
            fence=postings.c.fence + 1,
            since=to_iso(now),
            next_at=None,
            lease_by=None,
            lease_until=None,
        )
        .returning(postings.c.event_id)
    ).scalars()
    for event_id in ended.all():
        _end_attempt(connection, event_id, Ending.DONE, "tracking_known", now)


def in_hand(connection: sa.Connection, *, complaint_id: str, device: str) -> str | None:
    """Give why a record cannot be handed back: somebody has it in hand, or it stands there; None when it can.

    Asked while the record's own row is locked; what waits is taken out of the queue.
    """
    rows = connection.execute(
        sa.select(postings.c.event_id, postings.c.state)
        .where(
            postings.c.complaint_id == complaint_id,
            postings.c.device == device,
            postings.c.kind == PostingKind.REPORT.value,
        )
        .with_for_update()
    ).all()
    for row in rows:
        if row.state in (Standing.OPEN, Standing.NEEDS_CHECK):
            return "attempt_open"
        if row.state == Standing.DONE:
            return "forwarded"
    for row in rows:
        _change(connection, row.event_id, state=Standing.RELEASED.value, lease_by=None, lease_until=None)
    return None


def take_back(connection: sa.Connection, *, complaint_id: str, device: str, now: datetime) -> None:
    """Put a record that a desk handed over again back into the queue."""
    connection.execute(
        sa.update(postings)
        .where(
            postings.c.complaint_id == complaint_id,
            postings.c.device == device,
            postings.c.state == Standing.RELEASED.value,
        )
        .values(state=Standing.WAITING.value, since=to_iso(now), next_at=None, tries=0)
    )


def _row(event_id: str, complaint_id: str, device: str, kind: PostingKind, now: datetime) -> dict[str, Any]:
    return {
        "event_id": event_id,
        "complaint_id": complaint_id,
        "device": device,
        "kind": kind.value,
        "state": Standing.WAITING.value,
        "code": "",
        "detail": "",
        "fence": 0,
        "tries": 0,
        "since": to_iso(now),
        "file_ids": "[]",
        "pieces_done": 0,
    }


def _locked(connection: sa.Connection, event_id: str) -> Any:
    """Give a posting, its record's row and its own locked in this order; None when there is none."""
    record = (
        sa.select(complaints.c.event_id)
        .join(
            postings,
            sa.and_(postings.c.complaint_id == complaints.c.complaint_id, postings.c.device == complaints.c.device),
        )
        .where(postings.c.event_id == event_id)
        .order_by(complaints.c.central_number)
        .with_for_update(of=complaints)
    )
    connection.execute(record).all()
    return connection.execute(_STANDING, {"id": event_id}).one_or_none()


def _fenced(connection: sa.Connection, lease: Lease) -> Any:
    row = _locked(connection, lease.event_id)
    if row is None or row.fence != lease.fence:
        raise Fenced
    return row


def _told_of(connection: sa.Connection, complaint_id: str, device: str) -> list[RecordEvent]:
    columns = (events.c[name] for name in RecordEvent.__dataclass_fields__)
    wanted = sa.select(*columns).where(
        events.c.complaint_id == complaint_id, events.c.device == device, events.c.state == APPLIED
    )
    return [RecordEvent(**row._mapping) for row in connection.execute(wanted)]


def _is_ours(connection: sa.Connection, row: Any) -> bool:
    """Tell whether the server still is who forwards this record, and no number of it is known."""
    record = connection.execute(
        sa.select(complaints.c.forwarder, complaints.c.tracking_id)
        .where(complaints.c.complaint_id == row.complaint_id, complaints.c.device == row.device)
        .order_by(complaints.c.central_number)
        .limit(1)
    ).one_or_none()
    mine = record is not None and record.forwarder == Forwarder.PUSAT.value and record.tracking_id is None
    return mine or row.kind != PostingKind.REPORT


def _change(connection: sa.Connection, event_id: str, **values: Any) -> None:
    connection.execute(sa.update(postings).where(postings.c.event_id == event_id).values(**values))


def _end_attempt(connection: sa.Connection, event_id: str, ending: Ending, code: str, now: datetime) -> None:
    connection.execute(
        sa.update(attempts)
        .where(attempts.c.event_id == event_id, attempts.c.ended_at.is_(None))
        .values(ended_at=to_iso(now), ending=ending.value, code=code)
    )


def _doubt(connection: sa.Connection, event_id: str, code: str, now: datetime) -> None:
    _change(
        connection,
        event_id,
        state=Standing.NEEDS_CHECK.value,
        code=code,
        since=to_iso(now),
        lease_by=None,
        lease_until=None,
    )


def _done(
    connection: sa.Connection,
    row: Any,
    *,
    lapor_id: str | None,
    tracking_id: str | None,
    included: Iterable[str],
    source: str,
    now: datetime,
    poll_at: datetime | None,
    code: str,
) -> list[Line]:
    _end_attempt(connection, row.event_id, Ending.DONE, code, now)
    _change(
        connection,
        row.event_id,
        state=Standing.DONE.value,
        code=code,
        detail="",
        lapor_id=lapor_id or row.lapor_id,
        since=to_iso(now),
        next_at=None,
        lease_by=None,
        lease_until=None,
    )
    taken = [
        {**_row(id, row.complaint_id, row.device, PostingKind.FOLLOW_UP, now), "state": "included"} for id in included
    ]
    if taken:
        insert_rows(connection, postings, taken)
    if row.kind != PostingKind.REPORT:
        return []
    if lapor_id is not None and poll_at is not None:
        connection.execute(
            sa.insert(cases_there).values(
                event_id=row.event_id,
                complaint_id=row.complaint_id,
                device=row.device,
                lapor_id=lapor_id,
                status_code="",
                status_name="",
                final=False,
                failures=0,
                next_poll_at=to_iso(poll_at),
            )
        )
    return give_tracking(connection, row.complaint_id, row.device, tracking_id, source=source, now=now)


def give_tracking(
    connection: sa.Connection, complaint_id: str, device: str, tracking_id: str | None, *, source: str, now: datetime
) -> list[Line]:
    """Write a Tracking ID into the record, once, and give the line that tells of it."""
    if tracking_id is None:
        return []
    same = sa.and_(complaints.c.complaint_id == complaint_id, complaints.c.device == device)
    changed = connection.execute(
        sa.update(complaints).where(same, complaints.c.tracking_id.is_(None)).values(tracking_id=tracking_id)
    ).rowcount
    if not changed:
        return []
    agency = connection.execute(sa.select(complaints.c.desk_agency).where(same).limit(1)).scalar_one()
    told = TrackingGiven(complaint_id=ComplaintId(complaint_id), tracking_id=tracking_id, at=now, source=source)
    return [Line(told=told, device=device, agency=agency, audience=Audience.AGENCY)]


def _posting(row: Any) -> Posting:
    return Posting(
        event_id=EventId(row.event_id),
        complaint_id=ComplaintId(row.complaint_id),
        device=row.device,
        number=row.number or "",
        kind=PostingKind(row.kind),
        state=Standing(row.state),
        code=row.code,
        detail=row.detail,
        fence=row.fence,
        tries=row.tries,
        since=from_iso(row.since),
        held_by=row.lease_by or "",
        lapor_id=row.lapor_id,
        asked=PassOn(**json.loads(row.asked)) if row.asked else None,
        file_ids=tuple(json.loads(row.file_ids)),
        pieces_done=row.pieces_done,
    )
