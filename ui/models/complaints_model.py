"""The list of complaints as a table: rows come page by page, masked already; marks are kept by id."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.complaint import Identity, Secrecy
from app.domain.ids import ComplaintId
from app.domain.listing import ListPage, ListRow, PageEnd
from ui.context import Context
from ui.models.headed_table import HeadedTable
from ui.status_look import OF_DELIVERY, OF_STATUS
from ui.widgets.rows_view import CELL, Cell

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
MARK, NUMBER, RECEIVED, TITLE, NAME, CHANNEL, AGENCY, STATUS, DELIVERY = range(9)
WIDTHS: Final = (36, 170, 102, 0, 108, 94, 94, 136, 156)
DROP: Final = (CHANNEL, AGENCY, RECEIVED, NAME, STATUS)
"""What goes, one after another, when large type or a small window leave the titles less than LEAST."""
LEAST: Final = 200


class ComplaintsModel(HeadedTable):
    """``after`` is the key of the next page, None when all rows are here."""

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._rows: list[ListRow] = []
        self._marked: dict[ComplaintId, None] = {}
        self.after: PageEnd | None = None
        self._heads = (
            "",
            self.tr("Number"),
            self.tr("Received"),
            self.tr("Title"),
            self.tr("Reporter"),
            self.tr("Channel"),
            self.tr("Agency"),
            self.tr("Status"),
            self.tr("Delivery"),
        )

    def show_page(self, page: ListPage) -> None:
        """Show a first page in place of everything."""
        self.beginResetModel()
        self._rows = list(page.rows)
        self.after = page.after
        self.endResetModel()

    def add_page(self, page: ListPage) -> None:
        """Add the next page."""
        self.after = page.after
        if page.rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(page.rows) - 1)
            self._rows.extend(page.rows)
            self.endInsertRows()

    def row(self, number: int) -> ListRow:
        """Give a row."""
        return self._rows[number]

    def number_of(self, id: ComplaintId) -> str:
        """Give the number of a complaint in the list, "" when it is not here."""
        return next((row.number for row in self._rows if row.id == id), "")

    def mark(self, number: int) -> None:
        """Mark a row, or take its mark away; what is not of this desk cannot be marked."""
        id = self._rows[number].id
        if self._rows[number].counter:
            return
        if id in self._marked:
            del self._marked[id]
        else:
            self._marked[id] = None
        self._tell_marks(number, number)

    def mark_all(self) -> None:
        """Mark all rows that are here; once all are, take all marks away."""
        shown = [row.id for row in self._rows if not row.counter]
        self._marked = {} if all(id in self._marked for id in shown) else dict.fromkeys((*self._marked, *shown))
        self._tell_marks(0, len(self._rows) - 1)

    def unmark(self) -> None:
        """Take all marks away."""
        self._marked = {}
        self._tell_marks(0, len(self._rows) - 1)

    def marked(self) -> Sequence[ComplaintId]:
        """Give the marked ones: those shown in the order of the list, then those of earlier searches."""
        shown = [row.id for row in self._rows if row.id in self._marked]
        return (*shown, *(id for id in self._marked if id not in set(shown)))

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role not in (CELL, Qt.ItemDataRole.DisplayRole):
            return None
        row = self._rows[index.row()]
        cell = self._cell(row, index.column())
        if role == CELL:
            return cell
        if index.column() == MARK:
            return self.tr("marked") if row.id in self._marked else ""
        return cell.said()

    def _cell(self, row: ListRow, column: int) -> Cell:
        lists, words = self._ctx.lists, self._ctx.words
        if column == MARK:
            return Cell(ticked=row.id in self._marked)
        if column == NUMBER:
            head, _, tail = row.number.rpartition("-")
            head, _, running = head.rpartition("-")
            return Cell(faint=f"{head}-", text=f"{running}-{tail}")
        if column == RECEIVED:
            return Cell(text=self._received(row), ink="soft")
        if column == TITLE:
            secret = row.secrecy is Secrecy.SECRET and not row.title
            return Cell(text=words.word("secrecy", "secret"), ink="soft") if secret else Cell(text=row.title)
        if column == NAME and row.counter:
            return Cell(text=self.tr("counter %1").replace("%1", row.counter), ink="soft")
        if column == NAME:
            hidden = words.word("identity", row.identity.value) if row.identity is not Identity.OPEN else ""
            return Cell(text=row.name or hidden, ink="soft")
        if column == CHANNEL:
            channel = lists.channels.by_id(row.channel)
            return Cell(text=channel.name if channel else row.channel, ink="soft")
        if column == AGENCY:
            return Cell(text=lists.agencies.label(row.agency), ink="soft")
        if column == STATUS:
            tone, sign = OF_STATUS[row.status]
            return Cell(text=words.word("status", row.status.value), tone=tone, sign=sign)
        if row.tracking_id:
            tone, sign = OF_DELIVERY[row.delivery] if row.delivery else OF_STATUS[row.status]
            return Cell(text=f"LAPOR! {row.tracking_id}", tone=tone, sign=sign)
        if row.delivery is None:
            return Cell()
        tone, sign = OF_DELIVERY[row.delivery]
        return Cell(text=words.word("delivery_short", row.delivery.value), tone=tone, sign=sign)

    def _received(self, row: ListRow) -> str:
        local, formats = self._ctx.local(row.received_at), self._ctx.formats
        return formats.time(local) if local.date() == self._ctx.today() else formats.date(local.date())

    def _tell_marks(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, MARK), self.index(last, MARK))
