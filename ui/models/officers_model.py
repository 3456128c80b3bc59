"""The officers of a desk as a table: name, role, NIP, sign-in name."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.officer import Officer
from ui.context import Context
from ui.models.headed_table import HeadedTable
from ui.widgets.rows_view import CELL, Cell

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
WIDTHS: Final = (0, 110, 190, 120)


class OfficersModel(HeadedTable):
    """One row per officer."""

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._officers: tuple[Officer, ...] = ()
        self._heads = (self.tr("Full name"), self.tr("Role"), self.tr("NIP"), self.tr("Sign-in name"))

    def show_officers(self, officers: Sequence[Officer]) -> None:
        """Show them."""
        self.beginResetModel()
        self._officers = tuple(officers)
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._officers)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._officers):
            return None
        if role not in (CELL, Qt.ItemDataRole.DisplayRole):
            return None
        officer = self._officers[index.row()]
        texts = (officer.full_name, self._ctx.words.word("role", officer.role.value), officer.nip, officer.login)
        cell = Cell(text=texts[index.column()], ink="text" if index.column() == 0 else "soft")
        return cell if role == CELL else cell.said()
