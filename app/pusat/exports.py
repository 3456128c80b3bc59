"""An export of LAPOR!'s admin site at the server: numbers and statuses, looked through first, nothing overwritten."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from app.adapters.sheets.register_file import RegisterFile
from app.domain.complaint import Status
from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId
from app.domain.lapor_export import CHANGES, CONFLICTS, ExportLine, ExportOutcome, ExportRow, lines_of
from app.domain.tracking import tracking_id_of
from db.pusat.records import FoundRecord
from db.pusat.store import Store

MOST_BYTES: Final = 8 * 1024 * 1024
MOST_LINES: Final = 2_000
_SOURCE: Final = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """``look`` changes nothing; ``take`` does what was looked at, line by line, if it still stands so."""

    store: Store
    clock: Callable[[], datetime]

    def look(self, content: bytes) -> tuple[ExportRow, ...]:
        """Give what each line would do: what needs a look first, then what would change, then the rest.

        Raises UserProblem ``sheet_unreadable``, ``sheet_too_large``, ``export_columns_missing``.
        """
        lines = lines_of(RegisterFile().sent(content))
        if len(lines) > MOST_LINES:
            raise UserProblem("sheet_too_large")
        ids: dict[str, set[str]] = {}
        for line in lines:
            ids.setdefault(line.number, set()).add(line.tracking_id)
        rows = [self._row(line, twice=len(ids[line.number]) > 1) for line in lines]
        return tuple(sorted(rows, key=lambda row: (_rank(row), row.line.line)))

    def take(self, lines: Sequence[ExportLine], *, who: str) -> int:
        """Take in the lines that change something, and give how many did."""
        return sum(self._take(self._row(line, twice=False), who) for line in lines)

    def _take(self, row: ExportRow, who: str) -> bool:
        if row.outcome not in CHANGES:
            return False
        record, now = self._record(row.line.number), self.clock()
        if record is None:
            return False
        tracking_id = tracking_id_of(row.line.tracking_id)
        key = {"complaint_id": record.complaint_id, "device": record.device}
        if row.outcome is ExportOutcome.NEW and not self.store.postings.found_there(
            **key, tracking_id=tracking_id, who=who, source=_SOURCE, now=now
        ):
            return False
        if row.line.status:
            self.store.lapor_cases.noted(
                record.event_id, **key, lapor_id=tracking_id, name=row.line.status, who=who, source=_SOURCE, now=now
            )
        return True

    def _row(self, line: ExportLine, *, twice: bool) -> ExportRow:
        row = ExportRow(line=line, outcome=ExportOutcome.NO_NUMBER)
        if not line.number:
            return row
        record = self._record(line.number)
        if record is None:
            return replace(row, outcome=ExportOutcome.UNKNOWN)
        row = replace(row, id=ComplaintId(record.complaint_id))
        if twice:
            return replace(row, outcome=ExportOutcome.TWICE)
        outcome, here = self._outcome(record, line)
        return replace(row, outcome=outcome, here=here)

    def _outcome(self, record: FoundRecord, line: ExportLine) -> tuple[ExportOutcome, str]:
        try:
            tracking_id = tracking_id_of(line.tracking_id)
        except UserProblem:
            return ExportOutcome.WRONG_ID, ""
        if record.tracking_id not in (None, tracking_id):
            return ExportOutcome.DIFFERS, record.tracking_id or ""
        if record.tracking_id is None:
            if record.status == Status.VOID.value:
                return ExportOutcome.VOID, ""
            others = [one.number for one in self.store.found.by_number(tracking_id) if one.number != record.number]
            return (ExportOutcome.TAKEN, others[0]) if others else (ExportOutcome.NEW, "")
        known = record.central_status or ""
        return (ExportOutcome.STATUS, known) if line.status not in ("", known) else (ExportOutcome.SAME, "")

    def _record(self, number: str) -> FoundRecord | None:
        """Give the one record of a number; of a fork none, since nobody can tell which is meant."""
        found = [one for one in self.store.found.by_number(number) if one.number == number]
        return found[0] if len(found) == 1 else None


def _rank(row: ExportRow) -> int:
    return 0 if row.outcome in CONFLICTS else 1 if row.outcome in CHANGES else 2
