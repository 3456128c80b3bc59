"""Meja salin: work off what is typed into LAPOR!'s site by hand; nothing gets there twice, nothing stays back.

A try is noted before the first field is copied.  One that was broken off is unclear, and only a person ends it: with
the Tracking ID, or by saying that the record is surely not there.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from app.domain.access import Act, may, require, text_visible
from app.domain.attempt import Attempt, AttemptState, Ended, Target
from app.domain.clocks import CalendarMissing, working_days_left
from app.domain.complaint import Complaint, Forwarder, Status
from app.domain.copy_desk import (
    CopyFile,
    CopyRow,
    CopySheet,
    CopyState,
    fields_of,
    identity_values,
    is_secret,
    text_names_reporter,
)
from app.domain.correction import names_reporter
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.form import Form
from app.domain.ids import ComplaintId
from app.domain.officer import Desk, Officer
from app.domain.reference import Reference
from app.domain.tracking import tracking_id_of
from app.ports.queries import AttachmentRows, CopyQueries, Queries
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock
from app.usecases.enter_tracking import enter
from app.usecases.register_complaint import zone_of
from app.usecases.void_complaint import reason_of

SHOWN: Final = 500
LAPOR_SPEAKS: Final = "id"
"""What is typed into LAPOR! is in its language, whatever that of this desk is."""
_NOT_TYPED_OVER: Final = frozenset({Status.VOID, Status.WITHDRAWN, Status.INCOMPLETE})


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyQueue:
    """What waits, the oldest first, how many were typed over today, and who forwards new records."""

    rows: tuple[CopyRow, ...]
    done_today: int
    forwarder: Forwarder


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyDesk:
    """``run`` names this start of the program: a try of another run was broken off."""

    units: Units
    queries: Queries
    copies: CopyQueries
    attached: AttachmentRows
    desk: Callable[[], Desk]
    form: Form
    lists: Reference
    clock: Clock
    salt: Callable[[], bytes]
    run: str

    # ---- looking ----

    def queue(self, actor: Officer) -> CopyQueue:
        """Give what waits to be typed over, the oldest first, skipped ones last."""
        require(actor, Act.READ)
        desk = self.desk()
        zone = zone_of(desk)
        midnight = datetime.combine(self.clock().astimezone(zone).date(), time(), tzinfo=zone)
        return CopyQueue(
            rows=tuple(self.copies.rows(actor.id, self.run, limit=SHOWN)),
            done_today=self.copies.done_since(midnight),
            forwarder=desk.forwarder,
        )

    def sheet(self, actor: Officer, id: ComplaintId) -> CopySheet:
        """Give a record ready to be typed over; somebody else's secret without its fields."""
        require(actor, Act.FOLLOW_UP)
        return self._sheet(actor, self._record(self.queries.complaint(id)), opened=False)

    def open_secret(self, actor: Officer, id: ComplaintId, reason: str) -> CopySheet:
        """Give a secret record of somebody else with its fields, noted with the reason; needs a supervisor."""
        require(actor, Act.OPEN_SECRET)
        said = reason_of(reason)
        with self.units() as unit:
            complaint = self._record(unit.complaints.get(id))
            self._tell(unit, actor, id, FactKind.SECRET_OPENED, said)
            self._note(unit, actor, id, "secret_opened", _digest(said))
            unit.commit()
        return self._sheet(actor, complaint, opened=True)

    def identity(self, actor: Officer, id: ComplaintId, reason: str) -> Mapping[str, str]:
        """Give what LAPOR! is told of the reporter, whole; who looked and why is noted first.

        Raises UserProblem ``reason_missing``, NotAllowed.
        """
        require(actor, Act.SEE_IDENTITY)
        said = reason_of(reason)
        with self.units() as unit:
            complaint = self._record(unit.complaints.get(id))
            self._check_sight(actor, complaint)
            told = identity_values(complaint, self.form, self.lists)
            self._tell(unit, actor, id, FactKind.IDENTITY_SEEN, said)
            self._note(unit, actor, id, "identity_seen", _digest(said))
            unit.commit()
        return told

    # ---- one forwarder, one try ----

    def take(self, actor: Officer, id: ComplaintId) -> None:
        """Note that somebody begins to type a record over, before anything of it is copied; again is no second try.

        Raises UserProblem ``copy_not_here`` when it is not this desk's to type over, ``copy_has_number``,
        ``attempt_open`` while an earlier try is unclear or a colleague is at it.
        """
        require(actor, Act.FOLLOW_UP)
        with self.units() as unit:
            complaint = self._record(unit.complaints.get(id))
            self._check_sight(actor, complaint)
            attempt = unit.attempts.unsettled_of(id)
            if attempt is not None and self._is_own(actor, attempt):
                return
            unit.attempts.begin(
                complaint_id=id, target=Target.BY_HAND, run=self.run, at=self.clock(), officer_id=actor.id
            )
            self._note(unit, actor, id, "copy_begun")
            unit.commit()

    def entered(self, actor: Officer, id: ComplaintId, typed: str, *, same_number: bool = False) -> str:
        """Store the Tracking ID that LAPOR! gave, which ends the try; give it as stored.

        Raises UserProblem ``tracking_shape``, ``tracking_of_another`` with the other's number unless a person said that
        it is the ``same_number``, ``copy_not_here``, ``copy_has_number``.
        """
        require(actor, Act.FOLLOW_UP)
        tracking_id = tracking_id_of(typed)
        desk, now = self.desk(), self.clock()
        other = self.copies.number_with(tracking_id, but=id)
        if other is not None and not same_number:
            raise UserProblem("tracking_of_another", tracking=tracking_id, number=other)
        with self.units() as unit:
            complaint = self._record(unit.complaints.get(id))
            self._check_sight(actor, complaint)
            if unit.attempts.unsettled_of(id) is None:
                unit.attempts.begin(complaint_id=id, target=Target.BY_HAND, run=self.run, at=now, officer_id=actor.id)
            enter(unit, actor, desk, complaint, tracking_id, now=now, salt=self.salt())
            unit.commit()
        return tracking_id

    def skip(self, actor: Officer, id: ComplaintId, reason: str) -> None:
        """Put a record behind the others, for it was surely not sent; the reason is kept.

        Raises UserProblem ``reason_missing``, ``reason_names_reporter``, ``attempt_open`` when it is unclear.
        """
        self._end(actor, id, reason, FactKind.COPY_SKIPPED, unclear=False)

    def doubt(self, actor: Officer, id: ComplaintId) -> None:
        """Note that nobody knows whether a record got there: it waits for a person to look."""
        require(actor, Act.FOLLOW_UP)
        with self.units() as unit:
            self._check_sight(actor, self._record(unit.complaints.get(id)))
            attempt = unit.attempts.unsettled_of(id)
            n = (
                attempt.n
                if attempt is not None
                else unit.attempts.begin(
                    complaint_id=id, target=Target.BY_HAND, run=self.run, at=self.clock(), officer_id=actor.id
                )
            )
            unit.attempts.doubt(n, at=self.clock())
            self._tell(unit, actor, id, FactKind.COPY_DOUBTED)
            self._note(unit, actor, id, "copy_doubted")
            unit.commit()

    def not_there(self, actor: Officer, id: ComplaintId, reason: str) -> None:
        """Note that somebody looked and the record is surely not at LAPOR!: it may be typed over anew.

        Raises UserProblem ``reason_missing``, ``reason_names_reporter``.
        """
        self._end(actor, id, reason, FactKind.COPY_ABSENT, unclear=True)

    def _end(self, actor: Officer, id: ComplaintId, reason: str, kind: FactKind, *, unclear: bool) -> None:
        require(actor, Act.FOLLOW_UP)
        said = reason_of(reason)
        with self.units() as unit:
            complaint = self._record(unit.complaints.get(id))
            self._check_sight(actor, complaint)
            if names_reporter(said, (complaint.reporter,)):
                raise UserProblem("reason_names_reporter")
            attempt = unit.attempts.unsettled_of(id)
            if attempt is not None and not unclear and not self._is_own(actor, attempt):
                raise UserProblem("attempt_open")
            n = (
                attempt.n
                if attempt is not None
                else unit.attempts.begin(
                    complaint_id=id, target=Target.BY_HAND, run=self.run, at=self.clock(), officer_id=actor.id
                )
            )
            unit.attempts.settle(n, Ended.NOT_SENT, at=self.clock(), note=said)
            self._tell(unit, actor, id, kind, said)
            self._note(unit, actor, id, kind.value, _digest(said))
            unit.commit()

    # ---- inside ----

    def _record(self, complaint: Complaint | None) -> Complaint:
        if complaint is None:
            raise UserProblem("complaint_unknown")
        if complaint.tracking_id:
            raise UserProblem("copy_has_number", tracking=complaint.tracking_id)
        if complaint.forwarder is not Forwarder.BY_HAND or complaint.status in _NOT_TYPED_OVER:
            raise UserProblem("copy_not_here")
        return complaint

    def _is_own(self, actor: Officer, attempt: Attempt) -> bool:
        return attempt.state(self.run) is AttemptState.OPEN and attempt.officer_id == actor.id

    def _check_sight(self, actor: Officer, complaint: Complaint) -> None:
        if not text_visible(actor, complaint.secrecy, complaint.officer_id, opened=True):
            raise NotAllowed("not_allowed", act=Act.OPEN_SECRET.value, role=actor.role.value)

    def _sheet(self, actor: Officer, complaint: Complaint, *, opened: bool) -> CopySheet:
        visible = text_visible(actor, complaint.secrecy, complaint.officer_id, opened=opened)
        channel = self.lists.channels.by_id(complaint.intake.channel)
        state, by, since = self._standing(actor, complaint.id)
        return CopySheet(
            id=complaint.id,
            number=complaint.number,
            title=complaint.report.title if visible else "",
            received_at=complaint.intake.received_at,
            channel=channel.name if channel else complaint.intake.channel,
            answer_due_on=complaint.answer_due_on if visible else None,
            days_left=self._days_left(complaint) if visible else None,
            state=state,
            by=by,
            since=since,
            fields=fields_of(complaint, self.form, self.lists, language=LAPOR_SPEAKS) if visible else (),
            files=self._files(complaint) if visible else (),
            anonymous=complaint.reporter.identity.value != "open",
            secret=is_secret(complaint),
            names_reporter=visible and text_names_reporter(complaint),
            hidden=not visible,
            may_open=not visible and may(actor, Act.OPEN_SECRET),
        )

    def _standing(self, actor: Officer, id: ComplaintId) -> tuple[CopyState, str, datetime | None]:
        """Give how the last try stands, who made it and since when; that of a colleague is not to be gone on with."""
        last = self.copies.last_attempt(id)
        if last is None:
            return CopyState.WAITING, "", None
        attempt, by = last
        match attempt.state(self.run):
            case AttemptState.OPEN if attempt.officer_id == actor.id:
                return CopyState.OPEN, by, attempt.begun_at
            case AttemptState.OPEN | AttemptState.NEEDS_CHECK:
                return CopyState.NEEDS_CHECK, by, attempt.begun_at
            case _:
                return CopyState.SKIPPED, by, attempt.ended_at

    def _files(self, complaint: Complaint) -> tuple[CopyFile, ...]:
        return tuple(
            CopyFile(id=one.id, name=f"lampiran-{n}.{one.media_type.ending}", size_bytes=one.size_bytes)
            for n, one in enumerate(self.attached.of(complaint.id), start=1)
        )

    def _days_left(self, complaint: Complaint) -> int | None:
        today = self.clock().astimezone(zone_of(self.desk())).date()
        due = complaint.answer_due_on
        try:
            return working_days_left(today, due, self.lists.calendar) if due else None
        except CalendarMissing:  # an old record is still to be typed over; the date itself is shown
            return None

    def _tell(self, unit: UnitOfWork, actor: Officer, id: ComplaintId, kind: FactKind, detail: str = "") -> None:
        unit.complaints.add_fact(
            CaseFact(
                complaint_id=id,
                at=self.clock(),
                kind=kind,
                officer_id=actor.id,
                officer_name=actor.full_name,
                detail=detail,
            )
        )

    def _note(self, unit: UnitOfWork, actor: Officer, id: ComplaintId, act: str, detail: str = "") -> None:
        unit.audit.add(at=self.clock(), officer_id=actor.id, act=act, subject=id, detail=detail)


def _digest(said: str) -> str:
    """Give what the log says of a reason: typed words may name somebody, and the log is never purged."""
    return hashlib.sha256(said.encode()).hexdigest()
