"""What came back to the desk: looked at, and taken off the list by whoever did it; what the centre said stays known."""

from dataclasses import dataclass

from app.domain.access import Act, require
from app.domain.complaint import Status
from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId, EventId
from app.domain.officer import Officer
from app.domain.task import TaskKind, TaskOutcome, TaskRow
from app.ports.queries import TaskList
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock
from app.usecases.enter_tracking import EnterTracking

_DECIDED_ELSEWHERE = frozenset({TaskKind.EDIT_DIFFERS, TaskKind.TRACKING_DIFFERS})
_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOffTasks:
    """The list of tasks."""

    units: Units
    tasks: TaskList
    enter_tracking: EnterTracking
    clock: Clock

    def waiting(self, actor: Officer, *, of: ComplaintId | None = None, limit: int = _SHOWN) -> tuple[TaskRow, ...]:
        """Give what waits, the oldest first, all or of one record."""
        require(actor, Act.READ)
        return tuple(self.tasks.waiting(actor.id, limit=limit, of=of))

    def done(self, actor: Officer, n: int) -> None:
        """Take a task off the list as done.

        Raises UserProblem ``task_done`` when somebody was quicker, ``task_undecided`` for one that asks to decide
        between two values, ``forward_undecided`` while nobody said what became of a try.
        """
        require(actor, Act.FOLLOW_UP)
        with self.units() as unit:
            task = unit.tasks.get(n)
            moot = task is not None and _is_void(unit, task.complaint_id)
            if task is not None and task.kind in _DECIDED_ELSEWHERE and not moot:
                raise UserProblem("task_undecided")
            if task is not None and task.kind is TaskKind.FORWARD_UNCLEAR and _is_unclear(unit, task.complaint_id):
                raise UserProblem("forward_undecided")
            outcome = TaskOutcome.MOOT if moot else TaskOutcome.DONE
            if not unit.tasks.finish(n, outcome, at=self.clock(), by=actor.id):
                raise UserProblem("task_done")
            unit.audit.add(at=self.clock(), officer_id=actor.id, act="task_done", subject=str(n))
            unit.commit()

    def send_again(self, actor: Officer, event_id: EventId) -> int:
        """Let what the centre refused of a record go out once more, with what builds on it; give how many events."""
        require(actor, Act.SYNC)
        with self.units() as unit:
            count = unit.outbox.again(event_id)
            if count:
                unit.audit.add(at=self.clock(), officer_id=actor.id, act="sent_again", subject=event_id)
            unit.commit()
        return count

    def settle_tracking(self, actor: Officer, n: int, *, take_theirs: bool) -> None:
        """Decide which Tracking ID is right: the centre's becomes that of the case, or the one here stays.

        Raises UserProblem ``task_done``, and what entering a Tracking ID raises.
        """
        require(actor, Act.FOLLOW_UP)
        with self.units() as unit:
            task = unit.tasks.get(n)
        if task is None or task.kind is not TaskKind.TRACKING_DIFFERS or task.done_at is not None:
            raise UserProblem("task_done")
        if take_theirs:
            self.enter_tracking(actor, task.complaint_id, task.detail)
        outcome = TaskOutcome.TOOK_THEIRS if take_theirs else TaskOutcome.KEPT_OURS
        with self.units() as unit:
            if not unit.tasks.finish(n, outcome, at=self.clock(), by=actor.id):
                raise UserProblem("task_done")
            unit.audit.add(
                at=self.clock(), officer_id=actor.id, act="tracking_settled", subject=task.complaint_id,
                detail=outcome.value,
            )  # fmt: skip
            unit.commit()


def _is_void(unit: UnitOfWork, id: ComplaintId) -> bool:
    complaint = unit.complaints.get(id)
    return complaint is not None and complaint.status is Status.VOID


def _is_unclear(unit: UnitOfWork, id: ComplaintId) -> bool:
    return unit.attempts.unsettled_of(id) is not None
