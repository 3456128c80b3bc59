"""Tasks and outbox as a table in three groups: what needs a person, what waits, what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.centre import SyncRow
from app.domain.outbox import Delivery
from app.domain.task import TaskRow
from ui.context import Context
from ui.models.headed_table import HeadedTable
from ui.status_look import OF_DELIVERY, OF_TASK
from ui.task_words import delivery_to_do, task_to_do
from ui.widgets.label import plain_tip
from ui.widgets.rows_view import CELL, Cell

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
RECORDED, NUMBER, WHAT, OUTCOME, TO_DO = range(5)
WIDTHS: Final = (126, 172, 0, 206, 0)
DROP: Final = (TO_DO, RECORDED)
"""What goes when large type leaves less than LEAST to the texts; a tool tip tells it then."""
LEAST: Final = 400
_NEEDS_PERSON: Final = frozenset({Delivery.REJECTED, Delivery.CONFLICT, Delivery.SET_ASIDE, Delivery.NEEDS_CHECK})
_WAITS: Final = frozenset({Delivery.PENDING, Delivery.HELD})


@dataclass(frozen=True, slots=True)
class _Group:
    title: str
    count: int


class SyncModel(HeadedTable):
    """Rows are tasks, events or the headings of groups; an empty group has no heading."""

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._lines: list[_Group | SyncRow | TaskRow] = []
        self._heads = (
            self.tr("Recorded"),
            self.tr("Number"),
            self.tr("What"),
            self.tr("Outcome"),
            self.tr("What to do"),
        )

    def show_rows(self, rows: Sequence[SyncRow], tasks: Sequence[TaskRow] = ()) -> None:
        """Show what came back to the desk, and the outbox as it stands."""
        self.beginResetModel()
        self._lines = []
        for title, states in (
            (self.tr("Needs a look"), _NEEDS_PERSON),
            (self.tr("Waiting"), _WAITS),
            (self.tr("Sent"), frozenset(Delivery) - _NEEDS_PERSON - _WAITS),
        ):
            group: list[SyncRow | TaskRow] = [*(tasks if states is _NEEDS_PERSON else ())]
            group += [row for row in rows if row.delivery in states]
            if group:
                self._lines += [_Group(title, len(group)), *group]
        self.endResetModel()

    def event_row(self, number: int) -> SyncRow | None:
        """Give the event of a row, None for a heading."""
        line = self._lines[number] if 0 <= number < len(self._lines) else None
        return line if isinstance(line, SyncRow) else None

    def task(self, number: int) -> TaskRow | None:
        """Give the task of a row, None for any other."""
        line = self._lines[number] if 0 <= number < len(self._lines) else None
        return line if isinstance(line, TaskRow) else None

    def to_do(self, number: int) -> str:
        """Give all that is to be done about a row, "" for a heading."""
        line = self._lines[number] if 0 <= number < len(self._lines) else None
        return "" if line is None or isinstance(line, _Group) else self._to_do(line)

    def headings(self) -> Sequence[int]:
        """Give the rows that are headings."""
        return [number for number, line in enumerate(self._lines) if isinstance(line, _Group)]

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._lines[index.row()], _Group):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        if role not in (CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self._lines[index.row()]
        if isinstance(line, _Group):
            if role == Qt.ItemDataRole.ToolTipRole:
                return None
            cell = Cell(text=line.title, note=str(line.count), heading=True) if index.column() == 0 else Cell()
        elif role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._to_do(line))
        else:
            cell = (
                self._task_cell(line, index.column()) if isinstance(line, TaskRow) else self._cell(line, index.column())
            )
        return cell if role == CELL else cell.said()

    def _task_cell(self, task: TaskRow, column: int) -> Cell:
        words = self._ctx.words
        if column == RECORDED:
            return Cell(text=self._when(task.opened_at), ink="soft")
        if column == NUMBER:
            return self._number(task.number)
        if column == WHAT:
            return Cell(text=task.title or words.word("secrecy", "secret"))
        if column == OUTCOME:
            tone, sign = OF_TASK[task.kind]
            return Cell(text=words.word("task_short", task.kind.value), tone=tone, sign=sign)
        return Cell(text=self._to_do(task))

    def _when(self, moment: datetime) -> str:
        local, formats = self._ctx.local(moment), self._ctx.formats
        return formats.time(local) if local.date() == self._ctx.today() else formats.moment(local)

    def _number(self, number: str) -> Cell:
        head, _, tail = number.rpartition("-")
        head, _, running = head.rpartition("-")
        return Cell(faint=f"{head}-" if head else "", text=f"{running}-{tail}" if running else number)

    def _cell(self, row: SyncRow, column: int) -> Cell:
        words, formats = self._ctx.words, self._ctx.formats
        if column == RECORDED:
            return Cell(text=self._when(row.created_at), ink="soft")
        if column == NUMBER:
            return self._number(row.number)
        if column == WHAT:
            kind = words.word("event", row.kind)
            return Cell(text=f"{kind}: {row.title or words.word('secrecy', 'secret')}")
        if column == OUTCOME:
            tone, sign = OF_DELIVERY[row.delivery]
            said = words.word("delivery", row.delivery.value)
            if row.decided_at is not None:
                said = f"{said} {formats.time(self._ctx.local(row.decided_at))}"
            return Cell(text=said, tone=tone, sign=sign)
        return Cell(text=self._to_do(row), ink="text" if row.delivery in _NEEDS_PERSON else "soft")

    def _to_do(self, row: SyncRow | TaskRow) -> str:
        if isinstance(row, TaskRow):
            return task_to_do(self._ctx.words, self._ctx.lists, row.kind, row.code, row.detail)
        code = row.code if row.delivery in _NEEDS_PERSON else None
        name = ""
        if code and row.field and self._ctx.form.has(row.field):
            name = self._ctx.form.field(row.field).label[self._ctx.language] + ": "
        return name + delivery_to_do(self._ctx.words, row.delivery, code)
