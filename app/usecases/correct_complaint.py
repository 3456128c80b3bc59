"""Correct a record after saving: a new fact with a reason; what was said before stays readable in its history."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from app.domain.access import Act, require, text_visible
from app.domain.complaint import Complaint, Entry, Identity, Secrecy, Status
from app.domain.correction import (
    IDENTITY_FIELDS,
    CorrectedField,
    changes,
    correctable,
    correction_body,
    draft_of,
    names_reporter,
    value_of,
    with_values,
)
from app.domain.draft import Draft, read_draft
from app.domain.due import due_dates
from app.domain.errors import DraftRefused, NotAllowed, UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.form import Form
from app.domain.ids import ComplaintId
from app.domain.listing import search_terms
from app.domain.nik import Nik, nik_hint
from app.domain.officer import Desk, Officer
from app.domain.outbox import Delivery, EventKind, identity_part
from app.domain.person import person_key, same_entry_key
from app.domain.reference import Reference
from app.ports.queries import Queries
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock
from app.usecases.later_event import add_event
from app.usecases.register_complaint import zone_of
from app.usecases.suggest_categories import learn_anew
from app.usecases.void_complaint import reason_of

_OF_NIK: Final = ("sex", "born_on")
_MOVES_DUE: Final = frozenset({"classification", "supervisory", "agency", "received_at"})
_SEEN_FOR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correctable:
    """A record as it would be typed, without its identity; ``version`` is named by the correction."""

    id: ComplaintId
    number: str
    version: int
    identity: Identity
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What a correction did: the fields by name; ``hidden_late`` when something was open that now is not.

    ``forwarded`` tells that the centre may have been told what was said before; it cannot be taken back.
    """

    version: int
    fields: tuple[str, ...]
    hidden_late: bool
    forwarded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectComplaint:
    """Give a record to correct, and take the correction."""

    units: Units
    queries: Queries
    desk: Callable[[], Desk]
    form: Form
    lists: Reference
    clock: Clock
    salt: Callable[[], bytes]

    def begin(self, actor: Officer, id: ComplaintId) -> Correctable:
        """Give what may be corrected.  Of a secret report of another a supervisor's look is logged.

        Raises UserProblem ``complaint_unknown``, ``complaint_void``; NotAllowed.
        """
        require(actor, Act.FOLLOW_UP)
        complaint = self.queries.complaint(id)
        if complaint is None:
            raise UserProblem("complaint_unknown")
        _check_open(actor, complaint)
        if not text_visible(actor, complaint.secrecy, complaint.officer_id):
            with self.units() as unit:
                unit.audit.add(at=self.clock(), officer_id=actor.id, act="secret_opened", subject=id, detail="correct")
                unit.commit()
        typed = draft_of(complaint, self.form, zone_of(self.desk())).values
        return Correctable(
            id=id,
            number=complaint.number,
            version=complaint.version,
            identity=complaint.reporter.identity,
            values={name: text for name, text in typed.items() if name not in IDENTITY_FIELDS},
        )

    def __call__(
        self, actor: Officer, id: ComplaintId, changed: Mapping[str, str], reason: str, *, seen_version: int
    ) -> Corrected:
        """Put the changed fields, as typed, in place of what stands there.

        Identity fields need that the actor opened the identity of this case within the last hour.  Raises DraftRefused
        with problems at their fields; UserProblem ``reason_missing``, ``reason_names_reporter``,
        ``nothing_corrected``, ``identity_not_opened``, ``nameless_too_late``, ``complaint_unknown``,
        ``complaint_void``, ``changed_meanwhile``; NotAllowed, StorageProblem.
        """
        require(actor, Act.FOLLOW_UP)
        said, desk, now = reason_of(reason), self.desk(), self.clock()
        with self.units() as unit:
            before = unit.complaints.get(id)
            if before is None:
                raise UserProblem("complaint_unknown")
            _check_open(actor, before)
            if before.version != seen_version:
                raise UserProblem("changed_meanwhile")
            self._check_seen(actor, before, changed, now)
            after = self._moved(desk, before, self._read(desk, before, changed))
            if names_reporter(said, (before.reporter, after.reporter)):
                raise UserProblem("reason_names_reporter")
            fields = changes(before, after, self.form, at=now, officer_id=actor.id, reason=said)
            if not fields:
                raise UserProblem("nothing_corrected")
            learn_anew(unit, desk, before, after, self.lists.stop_words)
            corrected = self._store(unit, actor, desk, before, after, fields)
            unit.commit()
        return corrected

    def _check_seen(self, actor: Officer, complaint: Complaint, changed: Mapping[str, str], now: datetime) -> None:
        """Pass when nothing of the identity is to change, nothing is recorded of it, or the actor has looked at it."""
        if complaint.reporter.identity is Identity.NAMELESS or not IDENTITY_FIELDS.intersection(changed):
            return
        looks = (fact for fact in self.queries.facts(complaint.id) if fact.kind is FactKind.IDENTITY_SEEN)
        if not any(fact.officer_id == actor.id and now - fact.at <= _SEEN_FOR for fact in looks):
            raise UserProblem("identity_not_opened")

    def _read(self, desk: Desk, complaint: Complaint, changed: Mapping[str, str]) -> Complaint:
        """Give the record with what was typed, read as on the day it was recorded.

        Only what the correction itself brings is refused: an old record need not please the rules of today.
        """
        zone = zone_of(desk)
        known = {rule.name for rule in correctable(self.form)}
        before = draft_of(complaint, self.form, zone)
        wanted = {name: typed for name, typed in changed.items() if name in known and typed != before.get(name)}
        recorded = complaint.reporter.identity is not Identity.NAMELESS
        if recorded and wanted.get("identity") == Identity.NAMELESS:
            raise UserProblem("nameless_too_late")
        typed = {**before.values, **wanted}
        if "nik" in wanted:
            for name in self._derived(complaint, wanted, complaint.recorded_at.astimezone(zone).date()):
                typed.pop(name, None)
                wanted[name] = ""
        now = complaint.recorded_at.astimezone(zone)
        old = read_draft(before, form=self.form, lists=self.lists, now=now)
        reading = read_draft(Draft(id=complaint.id, values=typed), form=self.form, lists=self.lists, now=now)
        known_problems = {(problem.field, problem.code) for problem in old.problems}
        brought = tuple(p for p in reading.problems if p.field in wanted or (p.field, p.code) not in known_problems)
        if brought:
            raise DraftRefused(brought)
        return with_values(complaint, {name: reading.values.get(name) for name in wanted})

    def _derived(self, complaint: Complaint, wanted: Mapping[str, str], today: date) -> list[str]:
        """Give which of sex and birth date were nothing but what the old NIK says, so that the new one may say it."""
        reporter = complaint.reporter
        hint = nik_hint(Nik(reporter.nik), self.lists.areas, today) if reporter.nik else None
        return [
            name
            for name in _OF_NIK
            if name not in wanted and getattr(reporter, name) in (None, getattr(hint, name, None))
        ]

    def _moved(self, desk: Desk, before: Complaint, after: Complaint) -> Complaint:
        """Give the record with its next version, and its due days where what they follow from has changed."""
        after = replace(after, version=before.version + 1)
        if all(value_of(before, name) == value_of(after, name) for name in _MOVES_DUE):
            return after
        answer_on, close_on = self._due(desk, after)
        return replace(after, answer_due_on=answer_on, close_due_on=close_on)

    def _due(self, desk: Desk, complaint: Complaint) -> tuple[date | None, date | None]:
        if complaint.report.agency != desk.agency_id or complaint.complete_by is not None:
            return None, None
        due = due_dates(
            self._began(complaint).astimezone(zone_of(desk)).date(),
            classification=complaint.report.classification,
            supervisory=complaint.report.supervisory,
            form=self.form,
            clocks=self.lists.clocks,
            calendar=self.lists.calendar,
        )
        return (due.answer_on, due.close_on) if due else (None, None)

    def _began(self, complaint: Complaint) -> datetime:
        """Give when the clocks started: at the receipt, or once what was missing had been brought."""
        completed = [fact.at for fact in self.queries.facts(complaint.id) if fact.kind is FactKind.COMPLETED]
        return completed[-1] if completed else complaint.intake.received_at

    def _store(
        self,
        unit: UnitOfWork,
        actor: Officer,
        desk: Desk,
        before: Complaint,
        after: Complaint,
        fields: tuple[CorrectedField, ...],
    ) -> Corrected:
        at, reason = fields[0].at, fields[0].reason
        put_in_place(unit, desk, after, seen_version=before.version)
        unit.corrections.add(fields)
        _add_fact(unit, actor, after.id, at, FactKind.CORRECTED, reason)
        less_open = after.reporter.identity is Identity.ANONYMOUS and before.reporter.identity is Identity.OPEN
        hidden_late = less_open or (after.secrecy is Secrecy.SECRET and before.secrecy is Secrecy.PLAIN)
        forwarded = hidden_late and self._may_be_there(after.id)
        if less_open and not self.form.forward_anonymous_identity:
            unit.outbox.drop_identity(after.id)
        if forwarded:
            _add_fact(unit, actor, after.id, at, FactKind.HIDDEN_LATE, "")
        touched = any(field.identity or field.field == "identity" for field in fields)
        identity = identity_part(after, self.form, salt=self.salt()) if touched else None
        body = correction_body(after, fields, identity=identity, salt=self.salt())
        add_event(unit, desk, EventKind.CORRECTION, complaint_id=after.id, body=body, at=at, identity=identity)
        hashed = hashlib.sha256(reason.encode()).hexdigest()
        unit.audit.add(at=at, officer_id=actor.id, act="complaint_corrected", subject=after.id, detail=hashed)
        return Corrected(
            version=after.version,
            fields=tuple(field.field for field in fields),
            hidden_late=hidden_late,
            forwarded=forwarded,
        )

    def _may_be_there(self, id: ComplaintId) -> bool:
        """Tell whether the centre may know the record: all but what was surely never sent."""
        state = self.queries.delivery(id)
        return state is not None and state[0] is not Delivery.PENDING


def put_in_place(unit: UnitOfWork, desk: Desk, after: Complaint, *, seen_version: int) -> None:
    """Put a record with its next version in place of what stands there, with all that is looked up by."""
    received_on = after.intake.received_at.astimezone(zone_of(desk)).date()
    unit.complaints.correct(
        after,
        terms=search_terms(after.number, _entry_of(after)),
        person_key=person_key(after.reporter),
        same_entry_key=same_entry_key(after.reporter, received_on, after.report.title, after.report.text),
        seen_version=seen_version,
    )


def _check_open(actor: Officer, complaint: Complaint) -> None:
    if not text_visible(actor, complaint.secrecy, complaint.officer_id, opened=True):
        raise NotAllowed("not_allowed", act=Act.OPEN_SECRET.value, role=actor.role.value)
    if complaint.status is Status.VOID:
        raise UserProblem("complaint_void")


def _add_fact(unit: UnitOfWork, actor: Officer, id: ComplaintId, at: datetime, kind: FactKind, detail: str) -> None:
    unit.complaints.add_fact(
        CaseFact(complaint_id=id, at=at, kind=kind, officer_id=actor.id, officer_name=actor.full_name, detail=detail)
    )


def _entry_of(complaint: Complaint) -> Entry:
    return Entry(
        secrecy=complaint.secrecy,
        intake=complaint.intake,
        reporter=complaint.reporter,
        report=complaint.report,
        extra=complaint.extra,
        form_version=complaint.form_version,
    )
