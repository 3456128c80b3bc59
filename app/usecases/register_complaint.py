"""Enter -> save -> number: one write transaction makes number, complaint, search terms, event and audit entry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Final

from app.domain.access import Act, require
from app.domain.attachment import MOST_FILES, Attachment
from app.domain.complaint import Complaint, Entry, Handling, Status
from app.domain.correction import betrays_reporter
from app.domain.draft import Draft, read_draft
from app.domain.due import due_dates
from app.domain.errors import DraftRefused, FieldProblem, UserProblem
from app.domain.follow_up import CaseAnswer, CaseFact, FactKind
from app.domain.form import Form
from app.domain.ids import ComplaintId, EventId, new_id
from app.domain.listing import search_terms
from app.domain.number import ComplaintNumber, HighWater
from app.domain.officer import Desk, Officer
from app.domain.outbox import SCHEMA, Event, EventKind, complaint_body, digest, forwarder_of, identity_part
from app.domain.person import person_key, same_entry_key
from app.domain.reference import Reference
from app.domain.secrets import status_code, status_code_hash
from app.ports.stores import HighWaterMarks, UnitOfWork, Units
from app.ports.world import AttachmentStore, Clock
from app.usecases.keep_draft import require_own

CLOCK_LEAP_DAYS: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What stands on disk when the number is shown. ``answer_due_on`` is None unless the own agency answers."""

    id: ComplaintId
    number: str
    status_code: str
    title: str
    recorded_at: datetime
    answer_due_on: date | None
    close_due_on: date | None
    own_agency: bool
    warnings: tuple[FieldProblem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterComplaint:
    """File a draft. Filing the same draft twice gives the first number again."""

    units: Units
    desk: Callable[[], Desk]
    form: Form
    lists: Reference
    clock: Clock
    salt: Callable[[], bytes]
    marks: HighWaterMarks
    files: AttachmentStore

    def __call__(self, actor: Officer, draft: Draft, *, clock_confirmed: bool = False) -> Recorded:
        """Give the recorded complaint, flushed to disk.

        Raises DraftRefused with the problems at their fields, UserProblem ``clock_behind`` or ``clock_ahead`` until a
        person confirmed the clock, ``attachments_full`` or ``attachment_missing`` with its place, ``draft_of_another``
        for one that a colleague took over, NotAllowed, StorageProblem.
        """
        require(actor, Act.REGISTER)
        desk = self.desk()
        reading = read_draft(draft, form=self.form, lists=self.lists, now=self.clock().astimezone(zone_of(desk)))
        if reading.entry is None:
            raise DraftRefused(reading.problems)
        with self.units() as unit:
            require_own(unit, actor, draft.id)
            earlier = unit.complaints.get(draft.id)
            now = self.clock()  # behind the lock: what another program recorded while this one waited is earlier
            if earlier is None and not clock_confirmed:
                check_clock(now, unit.complaints.newest_recorded_at(), zone_of(desk))
            complaint = earlier or self.record(unit, actor, desk, draft.id, reading.entry, now)
            unit.drafts.remove(draft.id)
            unit.commit()
        self.keep_mark(desk, complaint)
        return self.told(desk, complaint, reading.warnings)

    def keep_mark(self, desk: Desk, complaint: Complaint) -> None:
        """Remember the number outside the data folder, after the commit that made it stand."""
        number = ComplaintNumber.parse(complaint.number)
        mark = HighWater(series=number.series, year=number.year, running=number.running)
        self.marks.keep(desk.device_id, mark)

    def told(self, desk: Desk, complaint: Complaint, warnings: tuple[FieldProblem, ...] = ()) -> Recorded:
        """Give what may be told of a complaint that stands recorded."""
        return Recorded(
            id=complaint.id,
            number=complaint.number,
            status_code=status_code(desk.status_key, complaint.id),
            title=complaint.report.title,
            recorded_at=complaint.recorded_at,
            answer_due_on=complaint.answer_due_on,
            close_due_on=complaint.close_due_on,
            own_agency=complaint.report.agency == desk.agency_id,
            warnings=warnings,
        )

    def record(
        self,
        unit: UnitOfWork,
        actor: Officer,
        desk: Desk,
        id: ComplaintId,
        entry: Entry,
        now: datetime,
        tracking_id: str | None = None,
    ) -> Complaint:
        """Write number, complaint, history, event and audit entry into an open unit of work, without commit."""
        desk = unit.staff.present(desk)  # another program may have begun a new incarnation
        local = now.astimezone(zone_of(desk))
        running = unit.complaints.next_running(desk.series, local.year)
        number = str(ComplaintNumber(agency=desk.agency_code, series=desk.series, year=local.year, running=running))
        received_on = entry.intake.received_at.astimezone(zone_of(desk)).date()
        answer_due, close_due = self.due_dates(desk, entry, received_on)
        complaint = Complaint(
            id=id,
            row=0,
            number=number,
            secrecy=entry.secrecy,
            intake=entry.intake,
            reporter=entry.reporter,
            report=entry.report,
            extra=entry.extra,
            form_version=entry.form_version,
            officer_id=actor.id,
            recorded_at=now,
            utc_offset_minutes=desk.utc_offset_minutes,
            answer_due_on=answer_due,
            close_due_on=close_due,
            tracking_id=tracking_id,
            status=_status_of(entry.handling),
            status_code_hash=status_code_hash(id, status_code(desk.status_key, id)),
            joins=entry.handling.joins,
            complete_by=entry.handling.complete_by,
            forwarder=forwarder_of(entry.intake, tracking_id, self.lists.channels, usual=desk.forwarder),
        )
        unit.complaints.add(
            complaint,
            terms=search_terms(number, entry),
            person_key=person_key(entry.reporter),
            same_entry_key=same_entry_key(entry.reporter, received_on, entry.report.title, entry.report.text),
        )
        self._tell(unit, actor, complaint, FactKind.RECORDED)
        if entry.handling != Handling():
            self._handle(unit, actor, complaint, entry.handling)
        unit.outbox.add(self._event(unit, desk, complaint, entry.handling, now))
        unit.audit.add(at=now, officer_id=actor.id, act="complaint_recorded", subject=id, detail=number)
        return complaint

    def _handle(self, unit: UnitOfWork, actor: Officer, complaint: Complaint, handling: Handling) -> None:
        """Write what the desk did with the entry as it filed it."""
        if handling.joins:
            self._tell(unit, actor, complaint, FactKind.JOINED, handling.joins)
            if joined := unit.complaints.id_of_number(handling.joins):
                self._tell(unit, actor, replace(complaint, id=joined), FactKind.JOINED, complaint.number)
        if handling.complete_by:
            self._tell(unit, actor, complaint, FactKind.INCOMPLETE, f"{handling.complete_by:%d-%m-%Y}")
        if handling.answer and handling.result and handling.told:
            answer = CaseAnswer(
                complaint_id=complaint.id,
                at=complaint.recorded_at,
                officer_id=actor.id,
                text=handling.answer,
                result=handling.result,
                told=handling.told,
            )
            unit.complaints.add_answer(answer)
            self._tell(unit, actor, complaint, FactKind.ANSWERED)
            self._tell(unit, actor, complaint, FactKind.CLOSED, self._choice("result", handling.result))

    def _choice(self, name: str, id: str) -> str:
        labels = next(choice.label for choice in self.form.field(name).choices if choice.id == id)
        return labels.get(self.desk().language, id)

    def _tell(self, unit: UnitOfWork, actor: Officer, complaint: Complaint, kind: FactKind, detail: str = "") -> None:
        unit.complaints.add_fact(
            CaseFact(
                complaint_id=complaint.id,
                at=complaint.recorded_at,
                kind=kind,
                officer_id=actor.id,
                officer_name=actor.full_name,
                detail=detail,
            )
        )

    def due_dates(self, desk: Desk, entry: Entry, received_on: date) -> tuple[date | None, date | None]:
        """Give the last days for an answer and for closing.

        None for another agency, which counts from its receipt, and for an entry that is not complete: its clocks
        start when it is.
        """
        if entry.report.agency != desk.agency_id or entry.handling.complete_by is not None:
            return None, None
        due = due_dates(
            received_on,
            classification=entry.report.classification,
            supervisory=entry.report.supervisory,
            form=self.form,
            clocks=self.lists.clocks,
            calendar=self.lists.calendar,
        )
        return (due.answer_on, due.close_on) if due else (None, None)

    def _event(self, unit: UnitOfWork, desk: Desk, complaint: Complaint, handling: Handling, now: datetime) -> Event:
        identity = identity_part(complaint, self.form, salt=self.salt())
        place = {
            "agency_id": desk.agency_id,
            "agency_code": desk.agency_code,
            "counter": desk.counter,
            "device": desk.device_id,
            "incarnation": desk.incarnation,
        }
        body = complaint_body(
            complaint,
            desk=place,
            forwarder=complaint.forwarder,
            identity=identity,
            salt=self.salt(),
            handling=handling,
            attached=self._attached(unit, complaint.id),
            names_reporter=betrays_reporter(complaint),
        )
        return Event(
            id=EventId(new_id(now)),
            device_id=desk.device_id,
            incarnation=desk.incarnation,
            seq=unit.outbox.next_seq(),
            kind=EventKind.COMPLAINT,
            complaint_id=complaint.id,
            follows=None,
            created_at=now,
            schema=SCHEMA,
            body=body,
            sha256=digest(body),
            identity=identity,
        )

    def _attached(self, unit: UnitOfWork, id: ComplaintId) -> Sequence[Attachment]:
        """Give what is attached, once every file is known to be there."""
        attached = unit.attachments.of(id)
        if len(attached) > MOST_FILES:
            raise UserProblem("attachments_full", most=MOST_FILES)
        for place, one in enumerate(attached, start=1):
            if not self.files.holds(one.stored_as):
                raise UserProblem("attachment_missing", place=place)
        return attached


def _status_of(handling: Handling) -> Status:
    if handling.answer:
        return Status.CLOSED
    return Status.INCOMPLETE if handling.complete_by else Status.RECORDED


def zone_of(desk: Desk) -> timezone:
    """Give the desk's own zone; WITA has no daylight saving."""
    return timezone(timedelta(minutes=desk.utc_offset_minutes))


def check_clock(now: datetime, newest: datetime | None, zone: timezone) -> None:
    """Pass when the clock is plausible: not before the newest record, not more than 30 days after it."""
    if newest is None or newest <= now <= newest + timedelta(days=CLOCK_LEAP_DAYS):
        return
    shown = newest.astimezone(zone).strftime("%d-%m-%Y %H.%M")
    if now < newest:
        raise UserProblem("clock_behind", newest=shown)
    raise UserProblem("clock_ahead", newest=shown, days=CLOCK_LEAP_DAYS)
