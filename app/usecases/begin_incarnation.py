"""No number is given twice: a desk that lost records, moved to another machine or has a twin begins a new incarnation.

Each incarnation has a series of its own (A, A2, A3); until the centre was asked what it holds, nothing more is sent.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.ids import new_id
from app.domain.incarnation import (
    Begun,
    CentreKnows,
    Contact,
    Owed,
    Reason,
    figure_of,
    free_series,
    is_taken,
    whole_series,
)
from app.domain.officer import Desk
from app.ports.stores import HighWaterMarks, UnitOfWork, Units
from app.ports.world import Clock, Machine
from app.usecases.anchor_log import keep_said, log_told


def begin(
    unit: UnitOfWork, desk: Desk, reason: Reason, *, at: datetime, known: Iterable[str] = (), lost: int = 0
) -> Desk:
    """Let the desk go on in the first free series, in an open unit of work; ``known`` are series that are taken.

    What it cannot know any more is asked for: tries without an end need a person, the centre is asked what it holds
    before anything is sent, and the feed is read from its beginning, so that what is lost here comes back.
    """
    series = free_series(desk, [*unit.incarnations.series(), *known])
    begun = Begun(id=new_id(at), series=series, reason=reason, at=at, lost=lost)
    later = replace(desk, series=series, incarnation=begun.id)
    unit.staff.keep_desk(later)
    unit.incarnations.add(begun)
    for what in Owed:
        unit.incarnations.owe(what, reason.value, at=at)
    unit.attempts.doubt_all(at=at)
    unit.feed.read_anew()
    unit.audit.add(
        at=at,
        officer_id=None,
        act="incarnation_begun",
        subject=desk.device_id,
        detail=f"{desk.series} -> {series}: {reason.value}" + (f", {lost} lost" if lost else ""),
    )
    return later


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchIncarnation:
    """Compare the database with the mark outside its folder and with the machine, once at each opening."""

    units: Units
    marks: HighWaterMarks
    machine: Machine
    clock: Clock

    def __call__(self) -> Begun | None:
        """Give the incarnation that no officer was told of yet, begun now or before; None when all are known."""
        with self.units() as unit:
            desk, now = unit.staff.desk(), self.clock()
            seen = self.machine(desk.device_id)
            lost, taken = self._lost(unit, desk)
            if lost:
                begin(unit, desk, Reason.NUMBERS_LOST, at=now, known=[taken], lost=lost)
            elif is_other_machine(unit.incarnations.machine(), seen):
                begin(unit, desk, Reason.OTHER_MACHINE, at=now)
            unit.incarnations.keep_machine(seen, at=now)
            untold = unit.incarnations.untold()
            unit.commit()
        return untold

    def _lost(self, unit: UnitOfWork, desk: Desk) -> tuple[int, str]:
        """Give how many numbers the database no longer knows of, and in which series."""
        mark = self.marks.read(desk.device_id)
        if mark is None or figure_of(mark.series) < figure_of(desk.series):
            return 0, desk.series
        return max(0, mark.running - unit.complaints.last_running(mark.series, mark.year)), mark.series


def is_other_machine(known: Mapping[str, str], seen: Mapping[str, str]) -> bool:
    """Tell whether a part that was read then and now differs; what is absent on one side tells nothing."""
    return any(known[part] != seen[part] for part in known.keys() & seen.keys())


def next_contact(unit: UnitOfWork, *, at: datetime) -> Contact:
    """Give the next contact of the present incarnation; it may be made once the unit of work is committed."""
    desk = unit.staff.desk()
    n = unit.incarnations.count_contact(desk.incarnation, desk.series, at=at)
    return Contact(
        incarnation=desk.incarnation,
        n=n,
        nonce=secrets.token_hex(16),
        series=whole_series(desk),
        audit=log_told(unit),
    )


def heed(unit: UnitOfWork, contact: Contact, knows: CentreKnows, *, epoch: str, at: datetime) -> None:
    """Keep the centre's word on the log; begin anew when it knows of a twin, of another user of the series, or more
    than this desk does.
    """
    keep_said(unit, contact, knows.audit, epoch=epoch, at=at)
    desk = unit.staff.desk()
    if desk.incarnation != contact.incarnation:
        return
    series = whole_series(desk)
    known = [use.series for use in knows.uses]
    if knows.clone:
        begin(unit, desk, Reason.CLONE, at=at, known=known)
    elif is_taken(series, knows.uses):
        begin(unit, desk, Reason.SERIES_TAKEN, at=at, known=known)
    elif knows.seq >= unit.outbox.next_seq() or any(
        running > unit.complaints.last_running(desk.series, year) for year, running in knows.highest(series).items()
    ):
        begin(unit, desk, Reason.CENTRE_KNOWS_MORE, at=at, known=known)
