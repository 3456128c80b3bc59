"""The queue to LAPOR!: what is to be posted, who has it in hand, and every attempt before its first byte.

A step is taken under a lease whose fence nobody else has; with an older fence nothing can be written any more.  The
record's own row is locked first, so that a hand-over and an attempt never pass each other.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

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
from db.pusat.audit import note
from db.pusat.enlisting import enlist
from db.pusat.feed import tell
from db.pusat.posting_rows import (
    Fenced,
    RecordEvent,
    change,
    doubt,
    end_attempt,
    fenced,
    finish,
    give_tracking,
    is_ours,
    locked,
    new_row,
    standing,
    told_of,
)
from db.pusat.tables import complaints
from db.pusat.tables_forwarding import attempts, postings
from db.pusat.transactions import Transactions

_OPEN: Final = (Standing.OPEN.value,)
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


class PostingStore:
    """The queue, its leases and attempts."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    # ---- what there is ----

    def enlist(self, now: datetime) -> int:
        """Put what has to be forwarded and is not in the queue yet into it, and give how many."""

        return self._transactions.write(lambda connection: enlist(connection, now))

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
        return self._transactions.read(lambda connection: told_of(connection, complaint_id, device))

    def pass_on(self, id: str, of: Posting, asked: PassOn, *, lapor_id: str, who: str, now: datetime) -> bool:
        """Put into the queue that a case there shall go to another agency; False while that is on its way already."""

        def work(connection: sa.Connection) -> bool:
            locked(connection, of.event_id)
            if connection.execute(_PASSING_ON, {"complaint": of.complaint_id, "of_device": of.device}).first():
                return False
            row = new_row(id, of.complaint_id, of.device, PostingKind.PASS_ON, now)
            told = {"institution_id": asked.institution_id, "reason": asked.reason}
            connection.execute(sa.insert(postings).values(**row, lapor_id=lapor_id, asked=json.dumps(told)))
            note(connection, now, "pass_on_asked", of.event_id, asked.institution_id, who=who)
            return True

        return self._transactions.write(work)

    # ---- leases and attempts ----

    def take(self, event_id: str, *, by: str, now: datetime, for_: timedelta) -> Lease | None:
        """Give the lease of a posting that may be worked on; None when somebody has it or it goes on no longer."""

        def work(connection: sa.Connection) -> Lease | None:
            row = locked(connection, event_id)
            taken = row is not None and row.lease_until is not None and row.lease_until >= to_iso(now)
            if row is None or taken or row.state not in GOES_ON or not is_ours(connection, row):
                return None
            lease = Lease(event_id=EventId(event_id), fence=row.fence + 1, by=by, until=now + for_)
            change(connection, event_id, fence=lease.fence, lease_by=by, lease_until=to_iso(lease.until))
            return lease

        return self._transactions.write(work)

    def begin(self, lease: Lease, *, way: Way, now: datetime, read: Sequence[RecordEvent] | None = None) -> None:
        """Write down that it is tried, before the first byte.

        Raises Fenced, also when the record is no longer what was ``read`` of it: it may be hidden or void by now.
        """

        def work(connection: sa.Connection) -> None:
            row = fenced(connection, lease)
            if row.state not in GOES_ON or not is_ours(connection, row):
                raise Fenced
            if read is not None and len(told_of(connection, row.complaint_id, row.device)) != len(read):
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
            change(connection, lease.event_id, state=Standing.OPEN.value, code="", detail="")

        self._transactions.write(work)

    def keep_files(self, lease: Lease, file_ids: Sequence[str]) -> None:
        """Keep what an upload gave back, so that no retry uploads again.  Raises Fenced."""

        def work(connection: sa.Connection) -> None:
            fenced(connection, lease)
            change(connection, lease.event_id, file_ids=json.dumps(list(file_ids)))

        self._transactions.write(work)

    def hold(
        self, lease: Lease, state: Standing, *, code: str, detail: str = "", now: datetime, until: datetime | None
    ) -> None:
        """Let it rest without having been posted, and give the lease back.  Raises Fenced."""

        def work(connection: sa.Connection) -> None:
            row = fenced(connection, lease)
            if row.state == Standing.OPEN:
                end_attempt(connection, lease.event_id, Ending.NOT_SENT, code, now)
            change(
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
            fenced(connection, lease)
            doubt(connection, lease.event_id, code, now)

        self._transactions.write(work)

    def piece_done(self, lease: Lease, *, now: datetime) -> None:
        """Note that one more part of a long follow-up stands there.  Raises Fenced."""

        def work(connection: sa.Connection) -> None:
            row = fenced(connection, lease)
            end_attempt(connection, lease.event_id, Ending.DONE, "", now)
            change(connection, lease.event_id, state=Standing.WAITING.value, pieces_done=row.pieces_done + 1)

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
            row = fenced(connection, lease)
            lines = finish(
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
            posting = standing(connection, row.event_id)
            if posting is not None and posting.state == Standing.OPEN:
                return False
            if posting is not None:
                end_attempt(connection, row.event_id, Ending.DONE, source, now)
                change(
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
            row = locked(connection, event_id)
            if row is None or row.state not in set(allowed):
                return False
            end_attempt(connection, event_id, Ending.NOT_SENT, "person", now)
            change(
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
            row = locked(connection, event_id)
            if row is None or row.state not in (Standing.NEEDS_CHECK, Standing.OPEN, Standing.REFUSED):
                return None
            if row.state == Standing.OPEN and row.lease_by != by:
                return None
            lease = Lease(event_id=EventId(event_id), fence=row.fence + 1, by=by, until=now + for_)
            change(connection, event_id, fence=lease.fence, lease_by=by, lease_until=to_iso(lease.until))
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
                doubt(connection, event_id, "lost", now)
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
                doubt(connection, event_id, "lost", now)
            return len(found)

        return self._transactions.write(work)

    def unmapped_back(self, now: datetime) -> int:
        """Let what lacked an id be tried again, as after the mapping was changed."""
        changed = (
            sa.update(postings).where(postings.c.state == Standing.UNMAPPED.value).values(next_at=to_iso(now), tries=0)
        )
        return self._transactions.write(lambda connection: connection.execute(changed).rowcount)


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
