"""Look whether a sync should begin by itself: time, or a line that is back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from app.domain.access import Act, may
from app.domain.officer import Officer
from app.domain.sync_plan import is_due, is_worth_a_probe
from app.ports.queries import SyncQueries
from app.ports.stores import Units
from app.ports.world import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoSync:
    """Asked once a minute. ``probe`` tells within seconds whether anything answers at an address."""

    units: Units
    queries: SyncQueries
    probe: Callable[[str], bool]
    clock: Clock

    def wanted(self, actor: Officer, *, interval: timedelta) -> bool:
        """Tell whether to begin now; an interval of zero is never.  The line is probed only after it had failed."""
        if not may(actor, Act.SYNC):
            return False
        with self.units() as unit:
            centre, access = unit.centre.centre(), unit.direct.access()
            direct = unit.direct.line()
        if centre is None or not centre.url:
            return access is not None and is_due(self.clock(), direct, interval=interval)
        line, now = self.queries.line(), self.clock()
        if is_due(now, line, interval=interval):
            return True
        return is_worth_a_probe(now, line, interval=interval) and self.probe(centre.url)
