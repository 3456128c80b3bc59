"""Earlier imports as a table, newest first: when, by whom, how many, and whether they were undone."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.ids import OfficerId
from app.domain.import_run import ImportRun
from ui.context import Context
from ui.models.headed_table import HeadedTable
from ui.widgets.rows_view import CELL, Cell
from ui.widgets.tone import Tone

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
AT, OFFICER, ACCEPTED, REFUSED, DUPLICATES, STATE = range(6)
WIDTHS: Final = (150, 200, 110, 110, 110, 0)
DROP: Final = (OFFICER, DUPLICATES, REFUSED)
LEAST: Final = 200

_NUMBERS: Final = (ACCEPTED, REFUSED, DUPLICATES)
"""Columns whose words and numbers stand at the right."""


class ImportsModel(HeadedTable):
    """``names`` gives who is who."""

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent, right=_NUMBERS)
        self._ctx = ctx
        self._runs: Sequence[ImportRun] = ()
        self._names: Mapping[OfficerId, str] = {}
        self._heads = (
            self.tr("When"),
            self.tr("Officer"),
            self.tr("Recorded"),
            self.tr("Refused"),
            self.tr("Already there"),
            self.tr("State"),
        )

    def show_runs(self, runs: Sequence[ImportRun], names: Mapping[OfficerId, str]) -> None:
        """Show the last imports."""
        self.beginResetModel()
        self._runs, self._names = runs, names
        self.endResetModel()

    def run(self, number: int) -> ImportRun:
        """Give the import in a row."""
        return self._runs[number]

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._runs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._runs):
            return None
        if role not in (CELL, Qt.ItemDataRole.DisplayRole):
            return None
        cell = self._cell(self._runs[index.row()], index.column())
        return cell if role == CELL else cell.said()

    def _cell(self, run: ImportRun, column: int) -> Cell:
        formats = self._ctx.formats
        if column == AT:
            return Cell(text=formats.moment(self._ctx.local(run.at)))
        if column == OFFICER:
            return Cell(text=self._names.get(run.officer_id, ""), ink="soft")
        if column in (ACCEPTED, REFUSED, DUPLICATES):
            count = {ACCEPTED: run.accepted, REFUSED: run.refused, DUPLICATES: run.duplicates}[column]
            return Cell(text=formats.number(count), right=True, ink="text" if column == ACCEPTED else "soft")
        if run.undone_at is None:
            return Cell(text=self.tr("stands"), tone=Tone.OK, sign="check")
        when = formats.moment(self._ctx.local(run.undone_at))
        said = self.tr("undone %1: %2").replace("%1", when).replace("%2", run.undo_reason or "")
        return Cell(text=said, tone=Tone.NEUTRAL, sign="cross")
