"""Sudah lengkap: what was missing has been brought; the case is open again and its clocks start on this day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.domain.access import Act, require, text_visible
from app.domain.complaint import Complaint, Entry, Status
from app.domain.correction import CorrectedField, correction_body, names_reporter, told
from app.domain.due import due_dates
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.form import Form
from app.domain.ids import ComplaintId
from app.domain.listing import search_terms
from app.domain.officer import Desk, Officer
from app.domain.outbox import EventKind
from app.domain.person import person_key, same_entry_key
from app.domain.reference import Reference
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.later_event import add_event
from app.usecases.register_complaint import zone_of
from app.usecases.void_complaint import reason_of

_CHANGED: Final = ("missing_documents", "complete_by", "answer_due_on", "close_due_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteCase:
    """End the waiting for what was missing.  Source of the new clocks: UU 25/2009 articles 44 and 50."""

    units: Units
    desk: Callable[[], Desk]
    form: Form
    lists: Reference
    clock: Clock
    salt: Callable[[], bytes]

    def __call__(self, actor: Officer, id: ComplaintId, reason: str, *, seen_version: int) -> Complaint:
        """Give the case as it stands now: recorded, nothing missing, due days counted from today.

        ``reason`` is how it stands in the history.  Raises UserProblem ``reason_missing``, ``reason_names_reporter``,
        ``complaint_unknown``, ``case_not_incomplete``, ``changed_meanwhile``; NotAllowed.
        """
        require(actor, Act.FOLLOW_UP)
        said, desk, now = reason_of(reason), self.desk(), self.clock()
        with self.units() as unit:
            before = unit.complaints.get(id)
            if before is None:
                raise UserProblem("complaint_unknown")
            if not text_visible(actor, before.secrecy, before.officer_id, opened=True):
                raise NotAllowed("not_allowed", act=Act.OPEN_SECRET.value, role=actor.role.value)
            if before.status is not Status.INCOMPLETE:
                raise UserProblem("case_not_incomplete")
            if names_reporter(said, (before.reporter,)):
                raise UserProblem("reason_names_reporter")
            after = self._completed(desk, before, now.astimezone(zone_of(desk)).date())
            report, reporter = after.report, after.reporter
            received_on = after.intake.received_at.astimezone(zone_of(desk)).date()
            unit.complaints.correct(
                after,
                terms=search_terms(after.number, _entry_of(after)),
                person_key=person_key(reporter),
                same_entry_key=same_entry_key(reporter, received_on, report.title, report.text),
                seen_version=seen_version,
            )
            fields = tuple(
                CorrectedField(
                    complaint_id=id,
                    at=now,
                    officer_id=actor.id,
                    reason=said,
                    field=name,
                    before=_told(before, name),
                    after=_told(after, name),
                    identity=False,
                )
                for name in _CHANGED
                if _told(before, name) != _told(after, name)
            )
            unit.corrections.add(fields)
            unit.complaints.add_fact(
                CaseFact(
                    complaint_id=id,
                    at=now,
                    kind=FactKind.COMPLETED,
                    officer_id=actor.id,
                    officer_name=actor.full_name,
                )
            )
            body = correction_body(after, fields, identity=None, salt=self.salt())
            add_event(unit, desk, EventKind.CORRECTION, complaint_id=id, body=body, at=now)
            unit.audit.add(at=now, officer_id=actor.id, act="case_completed", subject=id)
            unit.commit()
        return after

    def _completed(self, desk: Desk, before: Complaint, today: date) -> Complaint:
        due = None
        if before.report.agency == desk.agency_id:
            due = due_dates(
                today,
                classification=before.report.classification,
                supervisory=before.report.supervisory,
                form=self.form,
                clocks=self.lists.clocks,
                calendar=self.lists.calendar,
            )
        return replace(
            before,
            status=Status.RECORDED,
            report=replace(before.report, missing_documents=None),
            complete_by=None,
            answer_due_on=due.answer_on if due else None,
            close_due_on=due.close_on if due else None,
            version=before.version + 1,
        )


def _told(complaint: Complaint, name: str) -> str:
    return told(complaint.report.missing_documents if name == "missing_documents" else getattr(complaint, name))


def _entry_of(complaint: Complaint) -> Entry:
    return Entry(
        secrecy=complaint.secrecy,
        intake=complaint.intake,
        reporter=complaint.reporter,
        report=complaint.report,
        extra=complaint.extra,
        form_version=complaint.form_version,
    )
