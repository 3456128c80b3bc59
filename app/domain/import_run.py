"""One taking-in of a register: whose it was, what became of its rows, and whether it was undone."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.ids import OfficerId


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRun:
    """``name_sha256`` is of the file's name, which may hold what nobody should read; counts are of rows."""

    id: str
    at: datetime
    officer_id: OfficerId
    name_sha256: str
    accepted: int = 0
    refused: int = 0
    duplicates: int = 0
    undone_at: datetime | None = None
    undone_by: OfficerId | None = None
    undo_reason: str | None = None
