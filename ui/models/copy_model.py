"""The queue of the copy desk as lines: number and day, the title, and how it stands where that is not just waiting."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.copy_desk import CopyRow, CopyState
from ui.widgets.line_list import LINE, Line
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.context import Context

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
OF_COPY: Final = {
    CopyState.WAITING: (None, ""),
    CopyState.OPEN: (Tone.ACCENT, "play"),
    CopyState.NEEDS_CHECK: (Tone.WARN, "doubt"),
    CopyState.SKIPPED: (Tone.NEUTRAL, "circle"),
}


class CopyModel(QAbstractListModel):
    def __init__(self, ctx: "Context", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.rows: tuple[CopyRow, ...] = ()

    def show_rows(self, rows: Sequence[CopyRow]) -> None:
        """Show what waits, the oldest first."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        line = self._line(self.rows[index.row()])
        if role == LINE:
            return line
        return line.said() if role == Qt.ItemDataRole.DisplayRole else None

    def _line(self, row: CopyRow) -> Line:
        words = self._ctx.words
        day = self._ctx.formats.day_and_short_date(self._ctx.local(row.received_at).date())
        title = row.title or words.word("secrecy", "secret")
        tone, sign = OF_COPY[row.state]
        if tone is None:
            return Line(head=row.number, below=title, note=day)
        return Line(
            head=row.number,
            below=row.note or title if row.state is CopyState.SKIPPED else title,
            badge=words.word("copy_state", row.state.value),
            tone=tone,
            sign=sign,
            note=day,
        )
