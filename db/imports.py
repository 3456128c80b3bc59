"""Which complaints came in by which import, and how the columns of a header were understood the last time."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.ids import ComplaintId, OfficerId
from app.domain.import_run import ImportRun
from app.domain.register import ColumnMap
from db.prepared import Prepared
from db.tables import column_maps, complaints, import_rows, imports

_RUN: Final = tuple(field.name for field in fields(ImportRun))
_BEGIN: Final = insert(imports)
_COUNT: Final = (
    update(imports)
    .where(imports.c.id == bindparam("wanted"))
    .values(accepted=bindparam("taken"), refused=bindparam("not_taken"), duplicates=bindparam("known"))
)
_ADD: Final = Prepared(insert(import_rows), "import_id", "complaint_id")
_GET: Final = select(imports).where(imports.c.id == bindparam("wanted"))
_NEWEST: Final = select(imports).order_by(imports.c.id.desc()).limit(bindparam("most"))
_ROWS: Final = (
    select(import_rows.c.complaint_id)
    .join_from(import_rows, complaints, complaints.c.id == import_rows.c.complaint_id)
    .where(import_rows.c.import_id == bindparam("wanted"))
    .order_by(complaints.c.row)
)
_UNDO: Final = (
    update(imports)
    .where(imports.c.id == bindparam("wanted"), imports.c.undone_at.is_(None))
    .values(undone_at=bindparam("moment"), undone_by=bindparam("officer"), undo_reason=bindparam("why"))
)
_MAP: Final = upsert(column_maps)
_KEEP_MAP: Final = _MAP.on_conflict_do_update(
    index_elements=[column_maps.c.header_key],
    set_={name: _MAP.excluded[name] for name in ("columns", "at", "officer_id")},
)
_MAPS: Final = select(column_maps.c.header_key, column_maps.c.columns).where(
    column_maps.c.header_key.in_(bindparam("wanted", expanding=True))
)


class Imports:
    """Fulfils Imports of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, run: ImportRun) -> None:
        """Store a new run."""
        self._connection.execute(_BEGIN, {name: getattr(run, name) for name in _RUN})

    def count(self, run: ImportRun) -> None:
        """Store how far a run is."""
        counts = {"taken": run.accepted, "not_taken": run.refused, "known": run.duplicates}
        self._connection.execute(_COUNT, {"wanted": run.id, **counts})

    def add(self, run_id: str, complaint_id: ComplaintId) -> None:
        """Note that a complaint came in by a run."""
        _ADD.run(self._connection, {"import_id": run_id, "complaint_id": complaint_id})

    def get(self, run_id: str) -> ImportRun | None:
        """Give a run."""
        row = self._connection.execute(_GET, {"wanted": run_id}).mappings().first()
        return None if row is None else ImportRun(**row)

    def newest(self, limit: int) -> Sequence[ImportRun]:
        """Give the last runs, newest first."""
        return [ImportRun(**row) for row in self._connection.execute(_NEWEST, {"most": limit}).mappings()]

    def complaints_of(self, run_id: str) -> Sequence[ComplaintId]:
        """Give the complaints that came in by a run, in the order of recording."""
        return [ComplaintId(id) for id in self._connection.execute(_ROWS, {"wanted": run_id}).scalars()]

    def mark_undone(self, run_id: str, *, at: datetime, officer_id: OfficerId, reason: str) -> bool:
        """Note that a run was undone; tell whether it was not so before."""
        wanted = {"wanted": run_id, "moment": at, "officer": officer_id, "why": reason}
        return self._connection.execute(_UNDO, wanted).rowcount == 1


class ColumnMaps:
    """Fulfils ColumnMaps of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, header_key: str, columns: ColumnMap, *, at: datetime, officer_id: OfficerId) -> None:
        """Remember how the columns of such a header were understood."""
        row = {"header_key": header_key, "columns": columns.to_json(), "at": at, "officer_id": officer_id}
        self._connection.execute(_KEEP_MAP, row)

    def of(self, header_keys: Sequence[str]) -> ColumnMap | None:
        """Give what is remembered for the first of these headers that is known."""
        found = self._connection.execute(_MAPS, {"wanted": list(header_keys)})
        known = {row.header_key: row.columns for row in found}
        text = next((known[key] for key in header_keys if key in known), None)
        return None if text is None else ColumnMap.of_json(json.loads(text))
