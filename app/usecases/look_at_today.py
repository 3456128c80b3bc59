"""*Hari ini*: what this desk and its colleagues' counters owe, in groups, with the working days that are left."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.access import Act, require
from app.domain.clocks import CalendarMissing, working_days_left
from app.domain.complaint import Secrecy
from app.domain.listing import ListRow
from app.domain.next_step import Step, StepKind
from app.domain.officer import Desk, Officer
from app.domain.reference import Reference
from app.domain.today import Today, TodayFound, TodayGroup, TodayPart, TodayRow
from app.ports.queries import SyncQueries, TodayQueries
from app.ports.world import Clock
from app.usecases.register_complaint import zone_of

FIRST: Final = dict.fromkeys(TodayGroup, 12) | {TodayGroup.LATE: 20, TodayGroup.UNSENT: 5}
"""So many rows of each group are given unless more are asked for: what is late first, what the sync takes last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtToday:
    """The page of the day."""

    queries: TodayQueries
    sync_queries: SyncQueries
    desk: Callable[[], Desk]
    lists: Reference
    clock: Clock

    def __call__(self, actor: Officer, limits: Mapping[TodayGroup, int] | None = None) -> Today:
        """Give the groups in their order, empty ones too; ``limits`` says how many rows of which are wanted."""
        require(actor, Act.READ)
        now = self.clock()
        today = now.astimezone(zone_of(self.desk())).date()
        asked = {group: (limits or {}).get(group, FIRST[group]) for group in TodayGroup}
        found = self.queries.look(actor.id, today, asked)
        line = self.sync_queries.state(now)
        return Today(
            on=today,
            parts=tuple(
                TodayPart(group=group, count=count, rows=tuple(self._row(one, today) for one in rows))
                for group, (count, rows) in found.items()
            ),
            connected=line.connected,
            heard_at=line.last_contact_at,
            only_here_since=line.only_here_since,
        )

    def interrupt(self) -> None:
        """Break off a look that runs in another thread; it ends with ``query_interrupted``."""
        self.queries.interrupt()

    def _row(self, found: TodayFound, today: date) -> TodayRow:
        step = found.step
        if step is not None and _is_hidden(found.case):
            step = Step(kind=step.kind, day=None)
        counts = step is not None and step.kind is not StepKind.TELL
        return TodayRow(
            case=found.case,
            step=step,
            days_left=self._left(today, step.day) if step is not None and counts else None,
            trouble=found.trouble,
        )

    def _left(self, today: date, day: date | None) -> int | None:
        try:
            return working_days_left(today, day, self.lists.calendar) if day else None
        except CalendarMissing:  # the date itself is shown
            return None


def _is_hidden(case: ListRow) -> bool:
    """Tell whether a case is a secret one of somebody else: its days would tell what class it is of."""
    return case.secrecy is Secrecy.SECRET and not case.title
