"""What stands in the panel of similar reports: title, number and day, status, and why it is shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.similar import Reason
from ui.status_look import OF_STATUS
from ui.widgets.line_list import LINE, Line

if TYPE_CHECKING:
    from app.services import SimilarRow
    from ui.context import Context

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()


class SimilarModel(QAbstractListModel):
    def __init__(self, ctx: "Context", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._lines: list[Line] = []

    def show_cases(self, rows: Sequence["SimilarRow"]) -> None:
        """Show cases, the most alike first."""
        self.beginResetModel()
        self._lines = [self._line(row) for row in rows]
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        return line.said() if role == Qt.ItemDataRole.DisplayRole else None

    def why(self, reasons: Sequence[Reason]) -> str:
        """Give the reasons in words: "similar title, same place"."""
        words = {
            Reason.TITLE: self.tr("similar title"),
            Reason.PLACE: self.tr("same place"),
            Reason.TEXT: self.tr("similar text"),
            Reason.CATEGORY: self.tr("same category"),
        }
        told = [words[reason] for reason in reasons]
        return ", ".join(told[:2] if Reason.CATEGORY in reasons else told[:3])

    def _line(self, row: "SimilarRow") -> Line:
        tone, sign = OF_STATUS[row.status]
        return Line(
            head=row.title,
            below=" · ".join((row.number, self._ctx.formats.date(row.received_on))),
            badge=self._ctx.words.word("status", row.status.value),
            tone=tone,
            sign=sign,
            note=self.why(row.reasons),
        )
