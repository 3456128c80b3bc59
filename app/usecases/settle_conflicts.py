"""Decide field by field where the centre changed what was changed here as well: either way a correction tells of it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.access import Act, require, text_visible
from app.domain.complaint import Complaint, Status
from app.domain.conflict import Conflict, EditField, Settled, edited
from app.domain.correction import DUE_FIELDS, CorrectedField, correction_body, names_reporter, told, value_of
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.form import Form
from app.domain.ids import ComplaintId
from app.domain.officer import Desk, Officer
from app.domain.outbox import EventKind
from app.domain.reference import Reference
from app.domain.task import TaskOutcome, edit_cause
from app.ports.queries import Conflicts, Queries
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock
from app.usecases.correct_complaint import put_in_place
from app.usecases.field_words import FieldWords
from app.usecases.later_event import add_event
from app.usecases.suggest_categories import learn_anew
from app.usecases.void_complaint import reason_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictLine:
    """One field that waits: before, the centre's and ours, in words."""

    field: str
    before: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """One edit of the centre; ``version`` is named by each decision, ``lines`` are empty while the report is hidden."""

    conflict: Conflict
    version: int
    lines: tuple[ConflictLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleConflicts:
    """Gives what waits and takes the decisions."""

    units: Units
    queries: Queries
    conflicts: Conflicts
    desk: Callable[[], Desk]
    form: Form
    lists: Reference
    words: FieldWords
    clock: Clock
    salt: Callable[[], bytes]

    def waiting(self, actor: Officer, *, of: ComplaintId | None = None) -> tuple[ConflictView, ...]:
        """Give the edits with open fields, the oldest first, all or of one record."""
        require(actor, Act.READ)
        views = []
        for conflict in self.conflicts.waiting(of):
            complaint = self.queries.complaint(conflict.complaint_id)
            if complaint is not None:
                views.append(self._view(actor, conflict, complaint))
        return tuple(views)

    def __call__(
        self, actor: Officer, edit_id: str, field: str, *, take_theirs: bool, reason: str, seen_version: int
    ) -> None:
        """Decide one field: ours stays, or the centre's takes its place; the centre hears which and why.

        Raises UserProblem ``conflict_settled`` when somebody was quicker, ``changed_meanwhile``, ``reason_missing``,
        ``reason_names_reporter``, ``complaint_unknown``, ``complaint_void``; NotAllowed, StorageProblem.
        """
        require(actor, Act.FOLLOW_UP)
        said = reason_of(reason)
        how = Settled.TOOK_THEIRS if take_theirs else Settled.KEPT_OURS
        with self.units() as unit:
            fields = unit.central_edits.of(edit_id)
            found = next((one for _, one in fields if one.field == field and one.settled is Settled.OPEN), None)
            if found is None:
                raise UserProblem("conflict_settled")
            complaint = unit.complaints.get(fields[0][0])
            if complaint is None:
                raise UserProblem("complaint_unknown")
            if complaint.status is Status.VOID:
                raise UserProblem("complaint_void")
            if complaint.version != seen_version:
                raise UserProblem("changed_meanwhile")
            if not text_visible(actor, complaint.secrecy, complaint.officer_id, opened=True):
                raise NotAllowed("not_allowed", act=Act.OPEN_SECRET.value, role=actor.role.value)
            if names_reporter(said, [complaint.reporter]):
                raise UserProblem("reason_names_reporter")
            unit.central_edits.settle(edit_id, field, how, at=self.clock(), by=actor.id)
            self._correct(unit, actor, complaint, found, take_theirs, said)
            if all(one.field == field or one.settled is not Settled.OPEN for _, one in fields):
                outcome = TaskOutcome.TOOK_THEIRS if take_theirs else TaskOutcome.KEPT_OURS
                unit.tasks.finish_cause(edit_cause(edit_id), outcome, at=self.clock(), by=actor.id)
            unit.commit()

    def _view(self, actor: Officer, conflict: Conflict, complaint: Complaint) -> ConflictView:
        visible = text_visible(actor, complaint.secrecy, complaint.officer_id)
        lines = tuple(
            ConflictLine(
                field=one.field,
                before=self.words.told(one.field, one.before),
                theirs=self.words.told(one.field, one.after),
                ours=self.words.told(one.field, _present(complaint, one.field)),
            )
            for one in conflict.fields
        )
        return ConflictView(conflict=conflict, version=complaint.version, lines=lines if visible else ())

    def _correct(
        self, unit: UnitOfWork, actor: Officer, complaint: Complaint, one: EditField, take_theirs: bool, reason: str
    ) -> None:
        """Freeze the decision: from our value to theirs, or from theirs back to ours."""
        at, desk = self.clock(), self.desk()
        ours = _present(complaint, one.field)
        after = edited(complaint, [one], self.form) if take_theirs else complaint
        after = replace(after, version=complaint.version + 1)
        if take_theirs:
            learn_anew(unit, desk, complaint, after, self.lists.stop_words)
        put_in_place(unit, desk, after, seen_version=complaint.version)
        corrected = CorrectedField(
            complaint_id=complaint.id,
            at=at,
            officer_id=actor.id,
            reason=reason,
            field=one.field,
            before=ours if take_theirs else one.after,
            after=one.after if take_theirs else ours,
            identity=False,
        )
        unit.corrections.add([corrected])
        unit.complaints.add_fact(
            CaseFact(
                complaint_id=complaint.id, at=at, kind=FactKind.CORRECTED, officer_id=actor.id,
                officer_name=actor.full_name, detail=reason,
            )
        )  # fmt: skip
        body = correction_body(after, [corrected], identity=None, salt=self.salt())
        add_event(unit, desk, EventKind.CORRECTION, complaint_id=complaint.id, body=body, at=at)
        hashed = hashlib.sha256(reason.encode()).hexdigest()
        unit.audit.add(at=at, officer_id=actor.id, act="conflict_settled", subject=complaint.id, detail=hashed)


def _present(complaint: Complaint, name: str) -> str:
    return told(getattr(complaint, name) if name in DUE_FIELDS else value_of(complaint, name))
