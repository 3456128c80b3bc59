"""The tables of a report: which there are, and the one that is chosen, its figures at the right, its total last."""

from typing import Final

from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.report_sheet import Line as Row
from app.domain.report_sheet import ReportSheet, Table, total_of, written
from ui.widgets.line_list import LINE, Line
from ui.widgets.rows_view import CELL, Cell

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
_FIGURE: Final = 84
_TIGHT: Final = 50
_SUM: Final = 72
_MANY: Final = 6
LEAST: Final = 190


class ReportTables(QAbstractListModel):
    """The tables by title, each with its most frequent row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet: ReportSheet | None = None

    def show_sheet(self, sheet: ReportSheet) -> None:
        """Show the tables of a report."""
        self.beginResetModel()
        self._sheet = sheet
        self.endResetModel()

    def table(self, row: int) -> Table | None:
        """Give the table in a row."""
        tables = self._sheet.tables if self._sheet else ()
        return tables[row] if 0 <= row < len(tables) else None

    def place_of(self, code: str) -> int:
        """Give the row of a table, the first one when there is none of that code."""
        codes = [table.code for table in self._sheet.tables] if self._sheet else []
        return codes.index(code) if code in codes else 0

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.tables)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        table = self.table(index.row()) if index.isValid() else None
        if table is None:
            return None
        most = max(table.lines, key=lambda row: total_of(table, row), default=None)
        shown = Line(head=table.title, below=most.label if most else "")
        if role == LINE:
            return shown
        return shown.said() if role == Qt.ItemDataRole.DisplayRole else None


class ReportModel(QAbstractTableModel):
    """One table; the first column names the rows."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._table: Table | None = None
        self._rows: tuple[Row, ...] = ()

    def show_table(self, table: Table | None) -> None:
        """Show a table, or nothing."""
        self.beginResetModel()
        self._table = table
        self._rows = () if table is None or not table.lines else (*table.lines, *([table.total] if table.total else []))
        self.endResetModel()

    def widths(self) -> tuple[int, ...]:
        """Give the widths of the columns at 100 %."""
        columns = self._table.columns if self._table else ()
        tight = len(columns) > _MANY
        return (0, *((_SUM if column.code == "total" else _TIGHT) if tight else _FIGURE for column in columns))

    def may_go(self) -> tuple[int, ...]:
        """Give the columns that go first where there is no room: months, the latest last."""
        codes = [column.code for column in self._table.columns] if self._table else []
        return tuple(n for n, code in enumerate(codes, start=1) if code not in ("total", "share", "answer", "close"))

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() or self._table is None else len(self._table.columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or self._table is None or section >= self.columnCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.columns[section - 1].title if section else self._table.head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows) or self._table is None:
            return None
        if role not in (CELL, Qt.ItemDataRole.DisplayRole):
            return None
        cell = self._cell(self._table, self._rows[index.row()], index.column())
        return cell if role == CELL else cell.said()

    def _cell(self, table: Table, row: Row, column: int) -> Cell:
        bold = row is table.total
        if column == 0:
            return Cell(text=row.label, bold=bold)
        value = row.values[column - 1]
        shown = written(value, table.columns[column - 1].unit, self._language)
        return Cell(text=shown, right=True, bold=bold, ink="text" if value else "soft")
