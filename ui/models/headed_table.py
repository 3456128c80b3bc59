"""A table with words above its columns; a subclass says how many rows there are and what stands in a cell."""

from collections.abc import Container, Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()


class HeadedTable(QAbstractTableModel):
    """``right`` are the columns of figures, whose heads stand at the right as they do."""

    def __init__(self, parent: QObject | None = None, *, right: Container[int] = ()) -> None:
        super().__init__(parent)
        self._heads: Sequence[str] = ()
        self._right = right

    def columnCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section] if 0 <= section < len(self._heads) else None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None
