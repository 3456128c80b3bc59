"""The rows of a register as a table: what would become or became of each, and what is wrong with it in words."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.errors import FieldProblem
from app.domain.register import TRACKING, Table
from app.domain.text import clean_line
from ui.context import Context
from ui.models.headed_table import HeadedTable
from ui.widgets.label import plain_tip
from ui.widgets.rows_view import CELL, Cell
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import RowResult

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
ROW, OUTCOME, TITLE, SAID = range(4)
WIDTHS: Final = (64, 206, 0, 0)
LEAST: Final = 300
_TITLE_LETTERS: Final = 200
_AS_NUMBER: Final = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]{1,3}")


class RowsModel(HeadedTable):
    """``table`` gives the words of the rows; of the results all or only those with problems are shown."""

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent, right=(ROW,))
        self._ctx = ctx
        self._table: Table | None = None
        self._results: list[RowResult] = []
        self._shown: list[int] = []
        self._only_problems = False
        self._drafts: set[int] = set()
        self.accepted = self.refused = self.duplicates = 0
        self._heads = (self.tr("Row"), self.tr("Outcome"), self.tr("Title"), self.tr("What was found"))

    def begin(self, table: Table | None) -> None:
        """Show a table of which no row was looked at yet."""
        self.beginResetModel()
        self._table = table
        self._results, self._shown, self._drafts = [], [], set()
        self.accepted = self.refused = self.duplicates = 0
        self.endResetModel()

    def add(self, results: "Sequence[RowResult]") -> None:
        """Add what became of the next rows."""
        first = len(self._results)
        new = [first + n for n, result in enumerate(results) if result.errors or not self._only_problems]
        if new:
            self.beginInsertRows(QModelIndex(), len(self._shown), len(self._shown) + len(new) - 1)
        self._results += results
        self.refused += sum(bool(result.errors) for result in results)
        self.duplicates += sum(result.duplicate_of is not None for result in results)
        self.accepted = len(self._results) - self.refused - self.duplicates
        if new:
            self._shown += new
            self.endInsertRows()

    def show_only_problems(self, only: bool) -> None:
        """Show only rows with problems, or all."""
        self.beginResetModel()
        self._only_problems = only
        self._shown = [n for n, result in enumerate(self._results) if result.errors or not only]
        self.endResetModel()

    @property
    def looked_at(self) -> int:
        """How many rows were looked at."""
        return len(self._results)

    def result(self, number: int) -> "RowResult":
        """Give the result in a row of the view."""
        return self._results[self._shown[number]]

    def finding(self, number: int) -> str:
        """Give all that is said of a row of the view, in whole sentences."""
        result = self.result(number)
        row = self.tr("Row %1").replace("%1", self._ctx.formats.number(result.row))
        return f"{row} · " + " · ".join(self._problems(result))

    def mark_draft(self, number: int) -> None:
        """Note that a row went on as a draft."""
        self._drafts.add(self.result(number).row)
        self.dataChanged.emit(self.index(number, ROW), self.index(number, SAID))

    def is_draft(self, number: int) -> bool:
        """Tell whether a row went on as a draft."""
        return self.result(number).row in self._drafts

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        if role not in (CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        result = self.result(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(self._problems(result)))
        cell = self._cell(result, index.column())
        return cell if role == CELL else cell.said()

    def _cell(self, result: "RowResult", column: int) -> Cell:
        if column == ROW:
            return Cell(text=self._ctx.formats.number(result.row), ink="soft", right=True)
        if column == OUTCOME:
            return self._outcome(result)
        if column == TITLE:
            return Cell(text=self._told(result.row, "title")[:_TITLE_LETTERS])
        return Cell(text=" · ".join(self._problems(result)), ink="text" if result.errors else "soft")

    def _outcome(self, result: "RowResult") -> Cell:
        if result.row in self._drafts:
            return Cell(text=self.tr("kept as a draft"), tone=Tone.ACCENT, sign="half")
        if result.errors:
            return Cell(text=self.tr("refused"), tone=Tone.BAD, sign="cross")
        if result.duplicate_of:
            return Cell(text=self.tr("already there"), tone=Tone.NEUTRAL, sign="square")
        if result.number:
            return Cell(text=result.number, tone=Tone.OK, sign="check")
        return Cell(text=self.tr("can be recorded"), tone=Tone.OK, sign="check")

    def _told(self, row: int, field: str) -> str:
        """Give what a row says in the column of a field."""
        table = self._table
        if table is None or field not in table.fields:
            return ""
        line = table.sheet.rows[table.first + row - 1]
        column = table.fields.index(field)
        return clean_line(line[column]) if column < len(line) else ""

    def _problems(self, result: "RowResult") -> tuple[str, ...]:
        """Give all there is to say of a row: its problems at their fields, else what it resembles and is assumed."""
        words = self._ctx.words
        if result.errors:
            return tuple(f"{self._label(p)}: {self._wrong(result.row, p)}" for p in result.errors)
        if result.duplicate_of:
            _, here, row = result.duplicate_of.rpartition("row ")
            said = self.tr("the same as row %1") if here else self.tr("recorded as %1")
            return (said.replace("%1", row),)
        assumed = [words.word("default", name) for name in result.defaults]
        if result.similar_to:
            assumed.insert(0, self.tr("resembles %1").replace("%1", result.similar_to))
        return tuple(assumed)

    def _wrong(self, row: int, problem: FieldProblem) -> str:
        if problem.field == "nik" and _AS_NUMBER.fullmatch(self._told(row, "nik")):
            return self.tr("The workbook kept it as a number and lost its last digits. Type it anew from the paper.")
        return self._ctx.words.field(problem)

    def _label(self, problem: FieldProblem) -> str:
        form = self._ctx.form
        if form.has(problem.field):
            return form.field(problem.field).label[self._ctx.language]
        return "Tracking ID" if problem.field == TRACKING else self.tr("Row")
