"""Another channel's register, row by row, through the same reading and recording as the form.

Every row ends as a number, as a duplicate of one, or refused with its problems; running a file again adds nothing.
Rows are recorded some at a time, each lot in one transaction, and told once they stand.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Final

from app.domain.access import Act, require
from app.domain.complaint import Complaint, Entry
from app.domain.draft import Draft, read_draft
from app.domain.errors import FieldProblem, UserProblem
from app.domain.form import Form
from app.domain.ids import ComplaintId, new_id
from app.domain.import_run import ImportRun
from app.domain.officer import Desk, Officer
from app.domain.person import person_key, same_entry_key
from app.domain.reference import Reference
from app.domain.register import ColumnMap, Table, header_word, table_of
from app.domain.register_row import assume, tracked, understand
from app.domain.text import folded
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Closeness
from app.usecases.open_register import OpenRegister
from app.usecases.register_complaint import RegisterComplaint, check_clock, zone_of

NEAR_DAYS: Final = 7
NEAR_CLOSENESS: Final = 85.0
LOT: Final = 100
"""Rows of one transaction: enough to share its flush to disk, few enough to let a save at the counter in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """What became of one row; ``row`` counts lines of data from 1. In a dry run ``number`` is None."""

    row: int
    number: str | None = None
    similar_to: str | None = None
    duplicate_of: str | None = None
    defaults: tuple[str, ...] = ()
    errors: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A row that could be read, before anybody looked whether it is there already."""

    row: int
    id: ComplaintId
    entry: Entry
    defaults: tuple[str, ...]
    received_on: date
    same: str
    tracking_id: str | None


@dataclass(slots=True, kw_only=True)
class _Going:
    """How far a run is; ``dry`` holds what a dry run would have recorded, None when rows are recorded."""

    run: ImportRun
    begun: bool = False
    last: Complaint | None = None
    dry: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInRegister:
    """Take in a file of rows, or what was pasted."""

    register: RegisterComplaint
    units: Units
    opened: OpenRegister
    closeness: Closeness
    desk: Callable[[], Desk]
    form: Form
    lists: Reference

    def __call__(
        self,
        actor: Officer,
        path: Path,
        *,
        columns: ColumnMap | None = None,
        dry_run: bool = False,
        clock_confirmed: bool = False,
    ) -> Iterator[RowResult]:
        """Give a result per row as it is decided, each recorded durably before it is given.

        ``columns`` goes before the profile's own header words; None takes what is remembered of such a header.
        Raises UserProblem ``sheet_columns_missing``, ``sheet_unreadable``, ``clock_behind``, NotAllowed.
        """
        sheet = self.opened.read(actor, path)
        table = table_of(sheet, self.form, columns or self.opened.remembered(sheet))
        yield from chain.from_iterable(self.run(actor, table, dry_run=dry_run, clock_confirmed=clock_confirmed))

    def run(
        self, actor: Officer, table: Table, *, dry_run: bool = False, clock_confirmed: bool = False
    ) -> Iterator[Sequence[RowResult]]:
        """Give the results lot by lot, in the order of the rows; whoever stops asking has what he was given."""
        require(actor, Act.IMPORT)
        if table.missing:
            words = ", ".join(header_word(self.form, name) for name in table.missing)
            raise UserProblem("sheet_columns_missing", columns=words)
        desk, now = self.desk(), self.register.clock()
        if not clock_confirmed:
            with self.units() as unit:
                check_clock(now, unit.complaints.newest_recorded_at(), zone_of(desk))
        name = hashlib.sha256(table.sheet.name.encode(errors="replace")).hexdigest()
        run = ImportRun(id=new_id(now), at=now, officer_id=actor.id, name_sha256=name)
        going = _Going(run=run, dry={} if dry_run else None)
        rows = ((n, cells) for n, cells in enumerate(table.rows, start=1) if any(cell.strip() for cell in cells))
        while lot := tuple(islice(rows, LOT)):
            yield self._lot(actor, desk, table, lot, going)

    def _lot(
        self,
        actor: Officer,
        desk: Desk,
        table: Table,
        lot: Sequence[tuple[int, Sequence[str]]],
        going: _Going,
    ) -> Sequence[RowResult]:
        read = [self._read(desk, table, row, cells) for row, cells in lot]
        with self.units() as unit:
            results = [
                one if isinstance(one, RowResult) else self._decide(unit, actor, desk, one, going) for one in read
            ]
            run = going.run
            going.run = replace(
                run,
                accepted=run.accepted + sum(not r.errors and r.duplicate_of is None for r in results),
                refused=run.refused + sum(bool(r.errors) for r in results),
                duplicates=run.duplicates + sum(r.duplicate_of is not None for r in results),
            )
            if going.begun:
                unit.imports.count(going.run)
                unit.commit()
        if going.last:
            self.register.keep_mark(desk, going.last)
        return results

    def _read(self, desk: Desk, table: Table, row: int, cells: Sequence[str]) -> _Read | RowResult:
        if any(cell.strip() for cell in cells[len(table.fields) :]):
            return RowResult(row=row, errors=(FieldProblem(field="row", code="row_too_long"),))
        now = self.register.clock()
        values = table.values(cells)
        tracking_id, unread = tracked(values)
        unread += understand(values, form=self.form, lists=self.lists)
        local = now.astimezone(zone_of(desk))
        typed = Draft(id=ComplaintId(new_id(now)), values=values)
        draft, defaults = assume(typed, local.date(), form=self.form, lists=self.lists)
        reading = read_draft(draft, form=self.form, lists=self.lists, now=local)
        problems = (*unread, *(p for p in reading.problems if p.field not in {u.field for u in unread}))
        if problems or reading.entry is None:
            return RowResult(row=row, errors=problems)
        entry = reading.entry
        received_on = entry.intake.received_at.astimezone(zone_of(desk)).date()
        same = same_entry_key(entry.reporter, received_on, entry.report.title, entry.report.text)
        return _Read(
            row=row,
            id=draft.id,
            entry=entry,
            defaults=defaults,
            received_on=received_on,
            same=same,
            tracking_id=tracking_id,
        )

    def _decide(self, unit: UnitOfWork, actor: Officer, desk: Desk, read: _Read, going: _Going) -> RowResult:
        entry, row = read.entry, read.row
        earlier = unit.complaints.number_of_same_entry(read.same) or (going.dry or {}).get(read.same)
        if earlier:
            return RowResult(row=row, duplicate_of=earlier)
        similar = None
        if person := person_key(entry.reporter):
            around = timedelta(days=NEAR_DAYS)
            since, until = read.received_on - around, read.received_on + around
            near = unit.complaints.of_person(person, since, until, looker=actor.id)
            similar = self._similar(entry.report.title, entry.report.text, near)
        if going.dry is not None:
            going.dry[read.same] = f"row {row}"
            return RowResult(row=row, similar_to=similar, defaults=read.defaults)
        now = self.register.clock()
        if not going.begun:
            self._begin(unit, actor, going, now)
        going.last = complaint = self.register.record(unit, actor, desk, read.id, entry, now, read.tracking_id)
        unit.imports.add(going.run.id, complaint.id)
        return RowResult(row=row, number=complaint.number, similar_to=similar, defaults=read.defaults)

    def _begin(self, unit: UnitOfWork, actor: Officer, going: _Going, now: datetime) -> None:
        """Write down the run with its first complaint: one that adds nothing leaves no trace."""
        unit.imports.begin(going.run)
        unit.audit.add(at=now, officer_id=actor.id, act="import_begun", subject=going.run.id)
        going.begun = True

    def _similar(self, title: str, text: str, near: Sequence[tuple[str, str, str]]) -> str | None:
        """Give the number of the closest entry of the same person, None when none is near."""
        told = folded(f"{title} {text}")
        scored = [(self.closeness(told, folded(f"{t} {x}")), number) for number, t, x in near]
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] >= NEAR_CLOSENESS else None
