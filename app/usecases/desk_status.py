"""What the window's edge shows: the desk, what exists only on this PC, how many complaints this year."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.access import Act, require
from app.domain.centre import SyncRow, SyncState
from app.domain.officer import Desk, Officer
from app.ports.queries import CallBackList, CopyQueries, Queries, SyncQueries, TaskList, TodayQueries
from app.ports.world import Clock
from app.usecases.register_complaint import zone_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One look at the desk: the outbox, the year's count, and how many calls, records to type over and tasks wait.

    ``late`` and ``due_today`` count the cases of the agency, as far as they are known here.
    """

    sync: SyncState
    year: int
    recorded_this_year: int
    calls_waiting: int = 0
    to_copy: int = 0
    tasks_waiting: int = 0
    late: int = 0
    due_today: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskStatus:
    """Cheap reads for the frame of the window and for the sync page."""

    desk: Callable[[], Desk]
    queries: Queries
    sync_queries: SyncQueries
    call_backs: CallBackList
    copies: CopyQueries
    tasks: TaskList
    today: TodayQueries
    clock: Clock

    def __call__(self, actor: Officer) -> Standing:
        """Give the standing now."""
        require(actor, Act.READ)
        now = self.clock()
        today = now.astimezone(zone_of(self.desk())).date()
        late, due_today = self.today.pressing(today)
        return Standing(
            sync=self.sync_queries.state(now),
            year=today.year,
            recorded_this_year=self.queries.recorded_in_year(today.year),
            calls_waiting=self.call_backs.count(),
            to_copy=self.copies.count(),
            tasks_waiting=self.tasks.count(),
            late=late,
            due_today=due_today,
        )

    def rows(self, actor: Officer, *, limit: int = 200) -> tuple[SyncRow, ...]:
        """Give the outbox for the sync page: what needs a person first, then waiting, then newest sent."""
        require(actor, Act.READ)
        return tuple(self.sync_queries.rows(limit=limit))
