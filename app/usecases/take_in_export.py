"""Tracking IDs and statuses from an export of LAPOR!'s admin site: looked through first, then taken in by a person.

Nothing is overwritten: a number that differs from the one here is told and left to somebody who looks.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.access import Act, require, text_visible
from app.domain.complaint import Complaint, Status
from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId
from app.domain.lapor_export import CHANGES, CONFLICTS, ExportLine, ExportOutcome, ExportRow, lines_of
from app.domain.officer import Desk, Officer
from app.domain.text import clean_line, folded, harmful
from app.domain.tracking import tracking_id_of
from app.ports.queries import CopyQueries, Queries
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock, Sheets
from app.usecases.enter_tracking import enter
from app.usecases.hear_central import hear_status

STATUS_LETTERS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTaken:
    """How many numbers and statuses were taken in; ``left`` are rows that were not as they had been looked at."""

    numbers: int
    statuses: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInExport:
    """``sheets`` reads the file; ``look`` changes nothing."""

    units: Units
    queries: Queries
    copies: CopyQueries
    sheets: Sheets
    desk: Callable[[], Desk]
    clock: Clock
    salt: Callable[[], bytes]

    def look(self, actor: Officer, path: Path) -> tuple[ExportRow, ...]:
        """Give what each line would do: what needs a look first, then what would change, then the rest.

        Raises UserProblem ``export_columns_missing`` and those of reading a sheet.
        """
        require(actor, Act.FOLLOW_UP)
        lines = lines_of(self.sheets.read(path))
        ids = Counter(line.number for line in lines if line.number)
        same = {number for number, n in ids.items() if n > 1 and len(_numbers_of(lines, number)) > 1}
        rows = [self._row(actor, line, twice=line.number in same) for line in lines]
        return tuple(sorted(rows, key=lambda row: (_rank(row), row.line.line)))

    def __call__(self, actor: Officer, rows: Sequence[ExportRow]) -> ExportTaken:
        """Take in the rows that change something, each as it was looked at; others are passed over."""
        require(actor, Act.FOLLOW_UP)
        numbers = statuses = left = 0
        for row in rows:
            if row.outcome not in CHANGES or row.id is None:
                continue
            done = self._take(actor, row.id, row)
            numbers += done is ExportOutcome.NEW
            statuses += done is not None and bool(row.line.status)
            left += done is None
        return ExportTaken(numbers=numbers, statuses=statuses, left=left)

    def set_status(self, actor: Officer, id: ComplaintId, typed: str) -> str:
        """Note by hand how LAPOR! says a case stands, and give it as kept.

        Raises UserProblem ``status_missing``, ``tracking_absent`` for one that is not at LAPOR!, ``complaint_unknown``.
        """
        require(actor, Act.FOLLOW_UP)
        said = clean_line(typed)[:STATUS_LETTERS]
        if not said or harmful(typed):
            raise UserProblem("status_missing")
        with self.units() as unit:
            complaint = unit.complaints.get(id)
            if complaint is None:
                raise UserProblem("complaint_unknown")
            if complaint.tracking_id is None:
                raise UserProblem("tracking_absent")
            self._keep_status(unit, actor, complaint, said, source="by_hand")
            unit.commit()
        return said

    def _take(self, actor: Officer, id: ComplaintId, row: ExportRow) -> ExportOutcome | None:
        """Take one row in, if it still does what was shown; None when it does not."""
        desk, now = self.desk(), self.clock()
        with self.units() as unit:
            complaint = unit.complaints.get(id)
            if complaint is None or self._outcome(complaint, row.line)[0] is not row.outcome:
                return None
            if row.outcome is ExportOutcome.NEW:
                enter(unit, actor, desk, complaint, tracking_id_of(row.line.tracking_id), now=now, salt=self.salt())
            if row.line.status and folded(row.line.status) != folded(complaint.central_status or ""):
                self._keep_status(unit, actor, complaint, row.line.status, source="import")
            unit.commit()
        return row.outcome

    def _keep_status(self, unit: UnitOfWork, actor: Officer, complaint: Complaint, said: str, *, source: str) -> None:
        now = self.clock()
        heard = hear_status(
            unit, self.desk(), complaint, name=said, code=said, source=source, now=now, salt=self.salt(), by=actor
        )
        if heard:
            unit.audit.add(at=now, officer_id=actor.id, act="central_status_set", subject=complaint.id, detail=source)

    def _row(self, actor: Officer, line: ExportLine, *, twice: bool) -> ExportRow:
        row = ExportRow(line=line, outcome=ExportOutcome.NO_NUMBER)
        if not line.number:
            return row
        id = self.queries.id_of_number(line.number)
        complaint = self.queries.complaint(id) if id is not None else None
        if complaint is None:
            return replace(row, outcome=ExportOutcome.UNKNOWN)
        visible = text_visible(actor, complaint.secrecy, complaint.officer_id)
        row = replace(row, id=complaint.id, title=complaint.report.title if visible else "")
        if twice:
            return replace(row, outcome=ExportOutcome.TWICE)
        outcome, here = self._outcome(complaint, line)
        return replace(row, outcome=outcome, here=here)

    def _outcome(self, complaint: Complaint, line: ExportLine) -> tuple[ExportOutcome, str]:
        try:
            tracking_id = tracking_id_of(line.tracking_id)
        except UserProblem:
            return ExportOutcome.WRONG_ID, ""
        if complaint.tracking_id is None and complaint.status is Status.VOID:
            return ExportOutcome.VOID, ""
        if complaint.tracking_id not in (None, tracking_id):
            return ExportOutcome.DIFFERS, complaint.tracking_id or ""
        if complaint.tracking_id is None:
            other = self.copies.number_with(tracking_id, but=complaint.id)
            return (ExportOutcome.TAKEN, other) if other else (ExportOutcome.NEW, "")
        if line.status and folded(line.status) != folded(complaint.central_status or ""):
            return ExportOutcome.STATUS, complaint.central_status or ""
        return ExportOutcome.SAME, ""


def _numbers_of(lines: Sequence[ExportLine], number: str) -> set[str]:
    return {line.tracking_id for line in lines if line.number == number}


def _rank(row: ExportRow) -> int:
    return 0 if row.outcome in CONFLICTS else 1 if row.outcome in CHANGES else 2
