"""Open: a complete, masked snapshot of one case; identity and secret text only by a deliberate, logged act."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.access import Act, may, require, text_visible
from app.domain.clocks import CalendarMissing, working_days_left
from app.domain.complaint import Complaint, Identity, Reporter, Status
from app.domain.correction import CorrectedField
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId
from app.domain.listing import CaseView, CorrectionLine, Masked
from app.domain.officer import Desk, Officer
from app.domain.person import masked_email, masked_name, masked_nik, masked_phone
from app.domain.text import clean_line, harmful
from app.ports.queries import Conflicts, FeedQueries, Queries
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.field_words import FieldWords
from app.usecases.open_shared import OpenShared
from app.usecases.register_complaint import zone_of

_REASON_LETTERS: Final = 5
_ENDED: Final = frozenset({Status.CLOSED, Status.ARCHIVED, Status.WITHDRAWN, Status.VOID})
_SHOWN_APART: Final = frozenset({"title", "text"})  # each has its own place on the page
_COVERED: Final = "•••"
_MASKS: Final[Mapping[str, Callable[[str], str]]] = {
    "name": masked_name,
    "nik": masked_nik,
    "phone": masked_phone,
    "email": masked_email,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """The case page's reads and its two deliberate acts."""

    units: Units
    queries: Queries
    desk: Callable[[], Desk]
    officers: Callable[[], Sequence[Officer]]
    feed: FeedQueries
    conflicts: Conflicts
    words: FieldWords
    shared: OpenShared
    clock: Clock

    def __call__(self, actor: Officer, id: ComplaintId) -> CaseView:
        """Give the snapshot; title and text are empty while hidden.  Raises UserProblem ``complaint_unknown``.

        A case of a colleague's counter can be read, and nothing else.
        """
        require(actor, Act.READ)
        complaint = self.queries.complaint(id)
        if complaint is None and (shared := self.shared.view(id)) is not None:
            return shared
        return self._view(actor, self._complaint(id), opened=False)

    def identity(self, actor: Officer, id: ComplaintId, reason: str) -> Reporter:
        """Give the reporter unmasked; the act and who did it are logged before anything is shown.

        The reason stands in the history of the case, its hash in the log.

        Of a secret report of somebody else only a supervisor sees it.  Raises UserProblem ``reason_missing``,
        NotAllowed.
        """
        require(actor, Act.SEE_IDENTITY)
        complaint = self._complaint(id)
        if not text_visible(actor, complaint.secrecy, complaint.officer_id, opened=True):
            raise NotAllowed("not_allowed", act=Act.SEE_IDENTITY.value, role=actor.role.value)
        self._log(actor, complaint, reason, "identity_seen", FactKind.IDENTITY_SEEN)
        return complaint.reporter

    def secret(self, actor: Officer, id: ComplaintId, reason: str) -> CaseView:
        """Give a secret report of somebody else with its text, logged with the reason; needs a supervisor."""
        require(actor, Act.OPEN_SECRET)
        complaint = self._complaint(id)
        self._log(actor, complaint, reason, "secret_opened", FactKind.SECRET_OPENED)
        return self._view(actor, complaint, opened=True)

    def _complaint(self, id: ComplaintId) -> Complaint:
        complaint = self.queries.complaint(id)
        if complaint is None:
            raise UserProblem("complaint_unknown")
        return complaint

    def _log(self, actor: Officer, complaint: Complaint, reason: str, act: str, kind: FactKind) -> None:
        told = clean_line(reason)
        if harmful(reason) or len(told) < _REASON_LETTERS:
            raise UserProblem("reason_missing")
        at = self.clock()
        fact = CaseFact(
            complaint_id=complaint.id,
            at=at,
            kind=kind,
            officer_id=actor.id,
            officer_name=actor.full_name,
            detail=told[:200],
        )
        with self.units() as unit:
            unit.audit.add(at=at, officer_id=actor.id, act=act, subject=complaint.id, detail=_digest(fact.detail))
            unit.complaints.add_fact(fact)
            unit.commit()

    def _view(self, actor: Officer, complaint: Complaint, *, opened: bool) -> CaseView:
        visible = text_visible(actor, complaint.secrecy, complaint.officer_id, opened=opened)
        delivery, accepted_at, confirmed_at = self.queries.delivery(complaint.id) or (None, None, None)
        today = self.clock().astimezone(zone_of(self.desk())).date()
        officer = next((o for o in self.officers() if o.id == complaint.officer_id), None)
        report, status = complaint.report, self.feed.status(complaint.id)
        goes_on = complaint.status not in _ENDED
        answer_due_on, close_due_on = (complaint.answer_due_on, complaint.close_due_on) if visible else (None, None)
        return CaseView(
            id=complaint.id,
            number=complaint.number,
            status=complaint.status,
            central_status=complaint.central_status,
            tracking_id=complaint.tracking_id if visible else None,
            secrecy=complaint.secrecy,
            identity=complaint.reporter.identity,
            hidden=not visible,
            may_open=not visible and may(actor, Act.OPEN_SECRET),
            title=report.title if visible else "",
            text=report.text if visible else "",
            report=self.words.shown("report", report, complaint.extra, without=_SHOWN_APART) if visible else {},
            intake=self.words.shown("intake", complaint.intake, {}) if visible else {},
            masked=_masked(complaint.reporter) if visible else _masked(Reporter(identity=Identity.NAMELESS)),
            received_at=complaint.intake.received_at,
            recorded_at=complaint.recorded_at,
            accepted_at=accepted_at,
            confirmed_at=confirmed_at,
            delivery=delivery,
            answer_due_on=answer_due_on,
            answer_days_left=self._left(today, answer_due_on) if goes_on else None,
            close_due_on=close_due_on,
            close_days_left=self._left(today, close_due_on) if goes_on else None,
            officer_name=officer.full_name if officer else "",
            copies=self.queries.copies(complaint.id),
            facts=tuple(self.queries.facts(complaint.id)) if visible else (),
            version=complaint.version,
            corrections=self._corrections(complaint) if visible else (),
            complete_by=complaint.complete_by if visible else None,
            answers=tuple(self.queries.answers(complaint.id)) if visible else (),
            joins=complaint.joins if visible else None,
            joined_by=self.shared.joined_by(complaint.number) if visible else (),
            central_status_at=status.at if status else None,
            central_answers=tuple(self.feed.answers(complaint.id)) if visible else (),
            forwarder=complaint.forwarder,
        )

    def _corrections(self, complaint: Complaint) -> tuple[CorrectionLine, ...]:
        """Give what stood in fields before they were corrected, here or by the centre."""
        own = [self._was(complaint, one) for one in self.queries.corrections(complaint.id)]
        theirs = [
            CorrectionLine(at=at, field=one.field, before=self.words.told(one.field, one.before))
            for at, one in self.conflicts.taken_over(complaint.id)
        ]
        return (*own, *theirs)

    def _was(self, complaint: Complaint, corrected: CorrectedField) -> CorrectionLine:
        """Give what a field held before: identity masked, and not at all where the name is hidden now."""
        shown = self.words.told(corrected.field, corrected.before)
        if corrected.identity and shown:
            mask = _MASKS.get(corrected.field) if complaint.reporter.identity is Identity.OPEN else None
            shown = mask(corrected.before) if mask else _COVERED
        return CorrectionLine(at=corrected.at, field=corrected.field, before=shown)

    def _left(self, today: date, due: date | None) -> int | None:
        try:
            return working_days_left(today, due, self.words.lists.calendar) if due else None
        except CalendarMissing:  # an old or far case is still to be read; the date itself is shown
            return None


def _digest(reason: str) -> str:
    """Give what the log says of a reason: typed words may name somebody, and the log is never purged."""
    return hashlib.sha256(reason.encode()).hexdigest()


def _masked(reporter: Reporter) -> Masked:
    if reporter.identity is not Identity.OPEN:
        return Masked(name="", nik="", phone="", email="", has_address=False)
    return Masked(
        name=masked_name(reporter.name),
        nik=masked_nik(reporter.nik),
        phone=masked_phone(reporter.phone),
        email=masked_email(reporter.email),
        has_address=bool(reporter.address or reporter.area),
    )
