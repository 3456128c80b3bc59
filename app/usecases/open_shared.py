"""Open a case of a colleague's counter: read only, without identity, of a secret one nothing but number and status."""

from dataclasses import dataclass
from datetime import date

from app.domain.changes import CentralStatus, SharedCase
from app.domain.clocks import CalendarMissing, working_days_left
from app.domain.complaint import Forwarder, Identity, Secrecy, Status
from app.domain.follow_up import CaseAnswer, CaseFact, FactKind
from app.domain.ids import ComplaintId, OfficerId
from app.domain.listing import CaseView, Masked
from app.domain.similar import OVER
from app.ports.queries import FeedQueries, Queries
from app.ports.world import Clock
from app.usecases.field_words import FieldWords
from app.usecases.register_complaint import zone_of

_SHOWN_APART = frozenset({"title", "text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenShared:
    """Gives what the centre told of cases that are not of this desk."""

    feed: FeedQueries
    queries: Queries
    words: FieldWords
    clock: Clock

    def view(self, id: ComplaintId) -> CaseView | None:
        """Give the snapshot, None when no such case was told of."""
        case = self.feed.case(id)
        return None if case is None else self._view(case)

    def _view(self, case: SharedCase) -> CaseView:
        status = self.feed.status(case.complaint_id)
        secret = case.secrecy != Secrecy.PLAIN
        goes_on = Status(case.status) not in OVER
        answer_due_on, close_due_on = (None, None) if secret else (case.answer_due_on, case.close_due_on)
        return CaseView(
            id=case.complaint_id,
            number=case.number,
            status=Status(case.status),
            central_status=status.name if status else None,
            central_status_at=status.at if status else None,
            tracking_id=None if secret else case.tracking_id,
            secrecy=Secrecy(case.secrecy),
            identity=Identity.ANONYMOUS,
            hidden=secret,
            may_open=False,
            title="" if secret else case.title,
            text="" if secret else case.text,
            report={} if secret else self.words.shown("report", case, {}, without=_SHOWN_APART),
            intake={} if secret else self.words.shown("intake", case, {}),
            masked=Masked(name="", nik="", phone="", email="", has_address=False),
            received_at=case.received_at,
            recorded_at=case.recorded_at,
            accepted_at=None,
            confirmed_at=None,
            delivery=None,
            answer_due_on=answer_due_on,
            answer_days_left=self._left(answer_due_on) if goes_on else None,
            close_due_on=close_due_on,
            close_days_left=self._left(close_due_on) if goes_on else None,
            officer_name="",
            copies=0,
            facts=() if secret else (*_known(case, status), *self.feed.facts(case.complaint_id)),
            version=0,
            central_answers=() if secret else tuple(self.feed.answers(case.complaint_id)),
            forwarder=Forwarder(case.forwarder),
            counter=case.counter,
            complete_by=None if secret else case.complete_by,
            answers=() if secret else _answers(case),
            joins=None if secret else case.joins,
            joined_by=() if secret else self.joined_by(case.number),
        )

    def joined_by(self, number: str) -> tuple[str, ...]:
        """Give the numbers of the further reports of a case, those of this desk first."""
        return (*self.queries.joined_by(number), *self.feed.joined_by(number))

    def _left(self, due: date | None) -> int | None:
        today = self.clock().astimezone(zone_of(self.words.desk())).date()
        try:
            return working_days_left(today, due, self.words.lists.calendar) if due else None
        except CalendarMissing:  # the date itself is shown
            return None


def _known(case: SharedCase, status: CentralStatus | None) -> tuple[CaseFact, ...]:
    """Give the moments that are known here; the whole history stands at the counter that recorded it."""
    recorded = CaseFact(complaint_id=case.complaint_id, at=case.recorded_at, kind=FactKind.RECORDED)
    if status is None:
        return (recorded,)
    told = CaseFact(complaint_id=case.complaint_id, at=status.at, kind=FactKind.CENTRE_STATUS, detail=status.name)
    return (recorded, told)


def _answers(case: SharedCase) -> tuple[CaseAnswer, ...]:
    if case.answer is None:
        return ()
    answer = CaseAnswer(
        complaint_id=case.complaint_id,
        at=case.recorded_at,
        officer_id=OfficerId(""),
        text=case.answer,
        result=case.answer_result or "",
        told=case.answer_told or "",
    )
    return (answer,)
