"""Take in one line of the centre's feed: stored beside what stands here, put in its place only where nobody differs.

Told again, a line changes nothing.  What a person must know becomes a task, what happened a fact of the case.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.changes import (
    CentralAnswer,
    CentralEdit,
    CentralStatus,
    Change,
    ChangeUnreadable,
    DigestGone,
    ReferenceChange,
    Released,
    Returned,
    SharedCase,
    TrackingGiven,
)
from app.domain.complaint import Complaint, Forwarder, Secrecy, Status
from app.domain.conflict import EditField, Settled, edited, weighed
from app.domain.digest import DigestRow
from app.domain.direct import DirectState
from app.domain.errors import UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.form import Form
from app.domain.ids import ComplaintId, to_iso
from app.domain.officer import Desk
from app.domain.outbox import EventKind
from app.domain.reference import Reference
from app.domain.task import Task, TaskKind, edit_cause
from app.domain.tracking import tracking_id_of
from app.ports.stores import UnitOfWork
from app.usecases.correct_complaint import put_in_place
from app.usecases.end_try import end_try
from app.usecases.suggest_categories import learn_anew


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInChange:
    """Knows what to do with each kind of line."""

    desk: Callable[[], Desk]
    form: Form
    lists: Reference

    def __call__(self, unit: UnitOfWork, change: Change, *, at: datetime) -> None:
        """Take a line in; one of a kind that is not known here is passed over.

        Raises ChangeUnreadable, before anything was written, for a line that cannot be meant.
        """
        match change.told:
            case CentralStatus() as told:
                if unit.feed.keep_status(told):
                    _note(unit, told.complaint_id, told.at, FactKind.CENTRE_STATUS, told.name)
            case CentralAnswer() as told:
                if told.text and unit.feed.keep_answer(told):
                    _note(unit, told.complaint_id, told.at, FactKind.CENTRE_ANSWERED, told.from_name)
            case TrackingGiven() as told:
                _take_tracking(unit, told, at)
            case Returned() as told:
                _take_return(unit, told, at)
            case Released() as told:
                _take_release(unit, told, at)
            case CentralEdit() as told:
                self._take_edit(unit, told, at)
            case ReferenceChange() as told:
                unit.feed.keep_reference(told)
            case SharedCase() as told:
                _take_case(unit, told, change.seq)
            case DigestRow() as told:
                if not unit.complaints.has(told.id):
                    unit.digest.merge([told])
            case DigestGone() as told:
                unit.digest.forget([told.complaint_id])

    def _take_edit(self, unit: UnitOfWork, edit: CentralEdit, at: datetime) -> None:
        """Put unopposed fields in place; the others wait for a person, with what stands on either side."""
        before = unit.complaints.get(edit.complaint_id)
        if before is None or before.status is Status.VOID or unit.central_edits.known(edit.id):
            return
        fields = weighed(before, edit, self.form)
        unit.central_edits.add(edit, fields, at=at)
        if taken := [field for field in fields if field.settled is Settled.TAKEN_OVER]:
            self._put(unit, before, taken, at)
        if any(field.settled is Settled.OPEN for field in fields):
            task = Task(
                kind=TaskKind.EDIT_DIFFERS,
                complaint_id=edit.complaint_id,
                cause=edit_cause(edit.id),
                opened_at=at,
                detail=edit.id,
            )
            unit.tasks.open(task)

    def _put(self, unit: UnitOfWork, before: Complaint, fields: list[EditField], at: datetime) -> None:
        desk = self.desk()
        after = replace(edited(before, fields, self.form), version=before.version + 1)
        learn_anew(unit, desk, before, after, self.lists.stop_words)
        put_in_place(unit, desk, after, seen_version=before.version)
        _note(unit, before.id, at, FactKind.CENTRE_EDITED, "")


def _take_tracking(unit: UnitOfWork, told: TrackingGiven, at: datetime) -> None:
    """Give the record its number at LAPOR!; another one than stands here is for a person to look into."""
    try:
        tracking_id = tracking_id_of(told.tracking_id)
    except UserProblem as problem:
        raise ChangeUnreadable("tracking") from problem
    complaint = unit.complaints.get(told.complaint_id)
    if complaint is None or complaint.tracking_id == tracking_id:
        return
    differs = complaint.tracking_id is not None
    if not differs:
        unit.complaints.enter_tracking(complaint.id, tracking_id, seen_version=complaint.version)
        end_try(unit, complaint.id, tracking_id, at=at)
        _note(unit, complaint.id, told.at, FactKind.CENTRE_TRACKING, tracking_id)
    if differs or complaint.status is not Status.VOID:
        kind = TaskKind.TRACKING_DIFFERS if differs else TaskKind.SECOND_RECEIPT
        task = Task(
            kind=kind,
            complaint_id=complaint.id,
            cause=f"{kind.value} {complaint.id} {tracking_id}",
            opened_at=at,
            code=told.source,
            detail=tracking_id,
        )
        unit.tasks.open(task)


def _take_return(unit: UnitOfWork, told: Returned, at: datetime) -> None:
    task = Task(
        kind=TaskKind.RETURNED,
        complaint_id=told.complaint_id,
        cause=f"returned {told.complaint_id} {to_iso(told.at)}",
        opened_at=at,
        code=told.code,
        detail=" · ".join(part for part in (told.to_agency, told.reason) if part),
    )
    if unit.tasks.open(task):
        _note(unit, told.complaint_id, told.at, FactKind.CENTRE_RETURNED, task.detail)


def _take_release(unit: UnitOfWork, told: Released, at: datetime) -> None:
    """Follow the answer to the last hand-over of this desk; an answer to an earlier one is history."""
    try:
        forwarder = Forwarder(told.forwarder)
    except ValueError as error:
        raise ChangeUnreadable("released") from error
    complaint = unit.complaints.get(told.complaint_id)
    if complaint is None:
        return
    last = unit.outbox.last_event_of(complaint.id, EventKind.HAND_OVER)
    if last is not None and last != told.event_id:
        return
    kept = forwarder is Forwarder.PUSAT and not _is_in_hand(unit, complaint.id)  # a restored centre may have it again
    if complaint.forwarder is not forwarder and (told.granted or kept):
        unit.complaints.hand_over(complaint.id, forwarder)
        _note(unit, complaint.id, told.at, FactKind.HANDED_OVER, forwarder.value)
    if not told.granted:
        task = Task(
            kind=TaskKind.HAND_OVER_REFUSED,
            complaint_id=complaint.id,
            cause=f"hand_over {told.event_id}",
            opened_at=at,
            code=told.reason,
        )
        if unit.tasks.open(task):
            _note(unit, complaint.id, told.at, FactKind.HANDED_OVER, complaint.forwarder.value)


def _is_in_hand(unit: UnitOfWork, id: ComplaintId) -> bool:
    """Tell whether this desk tries to bring a record to LAPOR!, or did."""
    direct = unit.direct.get(id)
    return unit.attempts.unsettled_of(id) is not None or (direct is not None and direct.state is DirectState.THERE)


def _take_case(unit: UnitOfWork, told: SharedCase, seq: int) -> None:
    """Keep a case of a colleague's counter; one of this desk that is here is known better."""
    try:
        _ = Status(told.status), Secrecy(told.secrecy), Forwarder(told.forwarder)
    except ValueError as error:
        raise ChangeUnreadable("case") from error
    if not unit.complaints.has(told.complaint_id):
        unit.feed.keep_case(told, seq=seq)
    else:
        unit.feed.forget_case(told.complaint_id)


def _note(unit: UnitOfWork, id: ComplaintId, at: datetime, kind: FactKind, detail: str) -> None:
    """Add to the history of a record of this desk."""
    if unit.complaints.has(id):
        unit.complaints.add_fact(CaseFact(complaint_id=id, at=at, kind=kind, detail=detail[:200]))
