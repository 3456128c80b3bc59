"""An export of LAPOR!'s admin site as a table: which line is which record here, by the local number at its head."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId
from app.domain.number import ComplaintNumber
from app.domain.register import Sheet
from app.domain.text import clean_line, folded

_WITHIN: Final = 20
_HEAD: Final = re.compile(r"\s*\[\s*no\.?\s*([a-z0-9][a-z0-9\s-]{6,40})\]", re.IGNORECASE)
_COLUMNS: Final = {
    "tracking_id": ("tracking id", "tracking_id", "id laporan", "nomor laporan"),
    "isi_laporan_awal": ("isi laporan awal", "isi_laporan_awal", "isi laporan", "isi"),
    "status": ("status", "status laporan"),
}
_NEEDED: Final = ("tracking_id", "isi_laporan_awal")
_STATUS_LETTERS: Final = 80


class ExportOutcome(StrEnum):
    """What a line would do here.  Only NEW and STATUS change anything; the others are told and left alone."""

    NEW = "new"
    STATUS = "status"
    SAME = "same"
    DIFFERS = "differs"
    TAKEN = "taken"
    TWICE = "twice"
    VOID = "void"
    WRONG_ID = "wrong_id"
    UNKNOWN = "unknown"
    NO_NUMBER = "no_number"


CONFLICTS: Final = frozenset(
    {ExportOutcome.DIFFERS, ExportOutcome.TAKEN, ExportOutcome.TWICE, ExportOutcome.VOID, ExportOutcome.WRONG_ID}
)
CHANGES: Final = frozenset({ExportOutcome.NEW, ExportOutcome.STATUS})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLine:
    """One line as it stands there; ``number`` is the local one, "" where the content does not begin with any."""

    line: int
    number: str
    tracking_id: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """What a line would do; ``here`` is what stands here instead, as the other number or the former status."""

    line: ExportLine
    outcome: ExportOutcome
    id: ComplaintId | None = None
    title: str = ""
    here: str = ""


def lines_of(sheet: Sheet) -> tuple[ExportLine, ...]:
    """Give the lines below the header.  Raises UserProblem ``export_columns_missing``."""
    at, columns = _header(sheet.rows)
    found = []
    for place, row in enumerate(sheet.rows[at + 1 :], start=at + 2):
        told = {name: clean_line(row[column]) if column < len(row) else "" for name, column in columns.items()}
        if any(told.values()):
            found.append(
                ExportLine(
                    line=place,
                    number=number_at_head(told["isi_laporan_awal"]),
                    tracking_id=told["tracking_id"],
                    status=told.get("status", "")[:_STATUS_LETTERS],
                )
            )
    return tuple(found)


def number_at_head(content: str) -> str:
    """Give the local number at the head of a content, "" for none or one whose check digits disagree."""
    found = _HEAD.match(content)
    if found is None:
        return ""
    try:
        return str(ComplaintNumber.parse(found.group(1)))
    except UserProblem:
        return ""


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    missing: Sequence[str] = _NEEDED
    for at, row in enumerate(rows[:_WITHIN]):
        heads = [folded(cell) for cell in row]
        columns = {
            name: heads.index(word)
            for name, words in _COLUMNS.items()
            for word in [next((w for w in map(folded, words) if w in heads), "")]
            if word
        }
        lacking = [name for name in _NEEDED if name not in columns]
        if not lacking:
            return at, columns
        missing = lacking if len(lacking) < len(missing) else missing
    raise UserProblem("export_columns_missing", columns=", ".join(missing))
