"""The call-back list as a table: since when, which case, who (masked), how to reach them, why, and what was tried."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.call_back import Reach, Waiting
from ui.models.headed_table import HeadedTable
from ui.widgets.rows_view import CELL, Cell
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.context import Context

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
SINCE, NUMBER, WHO, REACH, REASON, TRIED = range(6)
WIDTHS: Final = (116, 176, 120, 166, 0, 220)
DROP: Final = (TRIED, WHO)
LEAST: Final = 200


class CallsModel(HeadedTable):
    def __init__(self, ctx: "Context", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._rows: tuple[Waiting, ...] = ()
        self._heads = (
            self.tr("Since"),
            self.tr("Number"),
            self.tr("Reporter"),
            self.tr("Reach by"),
            self.tr("Reason"),
            self.tr("Tried"),
        )

    def show_rows(self, rows: Sequence[Waiting]) -> None:
        """Show who waits, the longest first."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> Waiting:
        """Give a row."""
        return self._rows[number]

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role not in (CELL, Qt.ItemDataRole.DisplayRole):
            return None
        cell = self._cell(self._rows[index.row()], index.column())
        return cell if role == CELL else cell.said()

    def _cell(self, row: Waiting, column: int) -> Cell:
        words = self._ctx.words
        if column == SINCE:
            return Cell(text=self._when(row))
        if column == NUMBER:
            return Cell(text=row.number)
        if column == WHO:
            if row.hidden:
                return Cell(text=words.word("secrecy", "secret"), ink="soft")
            return Cell(text=row.name) if row.name else Cell(text=words.word("identity", row.identity), ink="soft")
        if column == REACH:
            by_phone = row.reach is Reach.PHONE
            return Cell(
                text=words.word("reach", row.reach.value),
                tone=Tone.ACCENT if by_phone else Tone.NEUTRAL,
                sign="phone" if by_phone else "circle",
            )
        if column == REASON:
            return Cell(text=row.reason)
        return self._tried(row)

    def _when(self, row: Waiting) -> str:
        local, formats = self._ctx.local(row.asked_at), self._ctx.formats
        if local.date() == self._ctx.today():
            return self.tr("today %1").replace("%1", formats.time(local))
        return f"{formats.day_and_short_date(local.date())} {formats.time(local)}"

    def _tried(self, row: Waiting) -> Cell:
        if not row.tries:
            return Cell(text="")
        count = self.tr("%n time(s)", "", row.tries)
        return Cell(faint=f"{count} · " if row.last_note else "", text=row.last_note or count)
