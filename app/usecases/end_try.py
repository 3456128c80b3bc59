"""A record's number at LAPOR! ends the try that was to bring it there, but no try of a later addition to its case."""

from datetime import datetime

from app.domain.attempt import Ended
from app.domain.direct import DirectState
from app.domain.ids import ComplaintId
from app.domain.task import TaskKind, TaskOutcome
from app.ports.stores import UnitOfWork


def end_try(unit: UnitOfWork, id: ComplaintId, tracking_id: str, *, at: datetime) -> None:
    """End the open or unclear try of a record that now has its number, inside an open unit of work."""
    attempt, direct = unit.attempts.unsettled_of(id), unit.direct.get(id)
    if attempt is None or (direct is not None and direct.state is DirectState.THERE):
        return
    unit.attempts.settle(attempt.n, Ended.SENT, at=at, note=tracking_id)
    unit.tasks.finish_of(id, TaskKind.FORWARD_UNCLEAR, TaskOutcome.DONE, at=at, by=None)
