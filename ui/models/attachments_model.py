"""The files of an entry or case as rows: a name, how large, and what is about to happen to it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.attachment import Attachment
from ui.formats import Formats

if TYPE_CHECKING:
    from ui.context import Context

FILE: Final = Qt.ItemDataRole.UserRole
NOTE: Final = Qt.ItemDataRole.UserRole + 1
_NOWHERE: Final = QModelIndex()


class AttachmentsModel(QAbstractListModel):
    """``FILE`` gives the Attachment of a row, ``NOTE`` its size and pages as told at the right."""

    def __init__(self, ctx: "Context", parent: QObject) -> None:
        super().__init__(parent)
        self._formats: Final[Formats] = ctx.formats
        self._files: tuple[Attachment, ...] = ()

    @property
    def files(self) -> tuple[Attachment, ...]:
        """The files in their order."""
        return self._files

    def show_files(self, files: Sequence[Attachment]) -> None:
        """Show other files."""
        if tuple(files) != self._files:
            self.beginResetModel()
            self._files = tuple(files)
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._files)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._files):
            return None
        one = self._files[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one.name} · {self._note(one)}"
        if role == FILE:
            return one
        return self._note(one) if role == NOTE else None

    def _note(self, one: Attachment) -> str:
        size = self._formats.size(one.size_bytes)
        if one.pages is None or one.pages < 2:
            return size
        return self.tr("%1 p. · %2").replace("%1", str(one.pages)).replace("%2", size)
