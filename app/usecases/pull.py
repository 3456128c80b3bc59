"""Read what the centre tells: a page, stored together with the place it ends at, and the next one.

Broken off anywhere, the next run goes on behind the last page that was stored.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.domain.centre import Centre, FeedPage
from app.domain.changes import ChangeUnreadable, Cursor
from app.domain.errors import NetworkProblem
from app.domain.incarnation import Owed, figure_of
from app.ports.central import CentralGateway
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock
from app.usecases.take_in_change import TakeInChange

_ANEW: Final = frozenset({"cursor_expired", "scope_changed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What a run of reading brought; ``anew`` when the feed was another one, or of another scope, than before.

    ``epoch`` is that of the feed, None when no page came.
    """

    lines: int = 0
    unreadable: int = 0
    anew: bool = False
    epoch: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """Reads the feed to its present end."""

    units: Units
    gateway: CentralGateway
    clock: Clock
    take_in: TakeInChange

    def ask(self, centre: Centre, *, stop: Callable[[], bool]) -> Pulled:
        """Read until there is no more, or ``stop`` says so.  Raises NetworkProblem, StorageProblem."""
        with self.units() as unit:
            cursor = unit.feed.cursor()
            own = wants_own(unit, anew=cursor is None)
        lines = unreadable = 0
        anew, epoch = False, None
        while not stop():
            page = self._page(centre, cursor, own=own)
            if page is None:
                anew, cursor = True, None
                with self.units() as unit:
                    own = wants_own(unit, anew=True)
                continue
            unreadable += self.store(page, snapshot=cursor is None, own=own)
            lines += len(page.changes)
            cursor, epoch = page.cursor, page.cursor.epoch
            if not page.more:
                break
        return Pulled(lines=lines, unreadable=unreadable, anew=anew, epoch=epoch)

    def _page(self, centre: Centre, cursor: Cursor | None, *, own: bool) -> FeedPage | None:
        """Give the page behind the cursor, None when the centre knows that place no longer."""
        try:
            page = self.gateway.changes(centre, cursor, own=own)
        except NetworkProblem as problem:
            if cursor is None or problem.code not in _ANEW:
                raise
            return None
        same = cursor is None or (cursor.epoch, cursor.scope) == (page.cursor.epoch, page.cursor.scope)
        return page if same else None

    def store(self, page: FeedPage, *, snapshot: bool, own: bool, by_line: bool = True) -> int:
        """Take a page in and move on, both or neither; give how many lines could not be read."""
        now = self.clock()
        unreadable = list(page.unreadable)
        with self.units() as unit:
            if snapshot:
                unit.feed.forget_cases()
                unit.digest.clear()
            for change in page.changes:
                try:
                    self.take_in(unit, change, at=now)
                except ChangeUnreadable:
                    unreadable.append(change.seq)
            for seq in unreadable:
                unit.audit.add(
                    at=now, officer_id=None, act="feed_unreadable", subject=page.cursor.epoch, detail=str(seq)
                )
            if own and page.more:
                unit.incarnations.owe(Owed.OWN_CASES, "begun", at=now)
            elif own:
                unit.incarnations.settle(Owed.OWN_CASES)
            unit.feed.move(page.cursor, at=now)
            if by_line:
                unit.centre.keep_contact(at=now, server_time=page.server_time)
            unit.commit()
        return len(unreadable)


def wants_own(unit: UnitOfWork, *, anew: bool) -> bool:
    """Tell whether the desk's own cases are asked for: it may have lost some, now or in an earlier incarnation."""
    lost_before = anew and figure_of(unit.staff.desk().series) > 1
    return lost_before or unit.incarnations.owed(Owed.OWN_CASES) is not None
