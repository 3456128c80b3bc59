"""What today asks as a table: a heading for each group that has anything, its rows, and how many more there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.ids import ComplaintId
from app.domain.next_step import StepKind
from app.domain.today import Today, TodayGroup, TodayPart, TodayRow
from ui.day_words import DayWords
from ui.models.headed_table import HeadedTable
from ui.models.today_words import TodayWords
from ui.widgets.rows_view import CELL, Cell

if TYPE_CHECKING:
    from ui.context import Context

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
LETTER, NUMBER, TITLE, WHERE, DAYS, STATE = range(6)
WIDTHS: Final = (42, 164, 0, 124, 162, 188)
DROP: Final = (WHERE, LETTER, NUMBER)
"""What goes when a small window or large type leave less than LEAST to the titles; the letters work all the same."""
LEAST: Final = 184


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table: the heading of a group, one of its cases, or how many ``more`` it has."""

    part: TodayPart
    row: TodayRow | None = None
    letter: str = ""
    more: int = 0

    @property
    def is_heading(self) -> bool:
        return self.row is None and not self.more


class TodayModel(HeadedTable):
    def __init__(self, ctx: "Context", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._lines: list[_Line] = []
        self._words, self._days = TodayWords(ctx), DayWords(ctx)
        self._today: Today | None = None
        self._heads = (
            self.tr("Key"),
            self.tr("Number"),
            self.tr("Title"),
            self.tr("Agency"),
            self.tr("Days"),
            self.tr("State"),
        )

    def show_today(self, today: Today) -> None:
        """Show the day; a group without cases has no heading."""
        self.beginResetModel()
        self._today, self._lines = today, []
        letters = iter(ascii_lowercase)
        for part in today.parts:
            if not part.count:
                continue
            self._lines.append(_Line(part))
            self._lines += [_Line(part, row, next(letters, "")) for row in part.rows]
            if more := part.count - len(part.rows):
                self._lines.append(_Line(part, more=more))
        self.endResetModel()

    def shows(self, today: Today) -> bool:
        """Tell whether the table says of a day all there is to say already."""
        return self._today == today

    def row(self, number: int) -> TodayRow | None:
        """Give the case of a line, None for any other."""
        return self._lines[number].row if 0 <= number < len(self._lines) else None

    def group(self, number: int) -> TodayGroup | None:
        """Give the group that a line belongs to."""
        return self._lines[number].part.group if 0 <= number < len(self._lines) else None

    def is_more(self, number: int) -> bool:
        """Tell whether a line stands for the cases of its group that are not shown."""
        return 0 <= number < len(self._lines) and bool(self._lines[number].more)

    def is_heading(self, number: int) -> bool:
        """Tell whether a line begins a group."""
        return 0 <= number < len(self._lines) and self._lines[number].is_heading

    def headings(self) -> Sequence[int]:
        """Give the lines that are headings."""
        return [number for number in range(len(self._lines)) if self.is_heading(number)]

    def of_letter(self, letter: str) -> int:
        """Give the line that a letter opens, -1 for none."""
        found = (number for number, line in enumerate(self._lines) if line.letter and line.letter == letter.lower())
        return next(found, -1)

    def place_of(self, group: TodayGroup | None, id: ComplaintId | None) -> int:
        """Give where a case stands, in its group if it is still there, else in any; -1 for nowhere."""
        places = [n for n, line in enumerate(self._lines) if line.row is not None and line.row.case.id == id]
        return next((n for n in places if self._lines[n].part.group is group), places[0] if places else -1)

    def cases(self) -> int:
        """Give how many lines are cases."""
        return sum(line.row is not None for line in self._lines)

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings take no part, so that the arrows go from case to case."""
        if index.isValid() and self._lines[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        if role not in (CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self._lines[index.row()]
        cell = self._cell(line, index.column())
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == NUMBER and line.row is not None:
            return f"{self._words.group(line.part.group)}: {cell.said()}"
        return cell.said()

    def _cell(self, line: _Line, column: int) -> Cell:
        if line.row is None:
            return self._of_group(line, column)
        row = line.row
        if column == LETTER:
            return Cell(text=line.letter, cap=True)
        if column == NUMBER:
            head, _, tail = row.case.number.rpartition("-")
            head, _, running = head.rpartition("-")
            return Cell(faint=f"{head}-", text=f"{running}-{tail}")
        if column == TITLE:
            return self._title(row)
        if column == WHERE:
            agency = row.case.agency
            return Cell(text=self._ctx.lists.agencies.label(agency) if agency else "", ink="soft")
        if column == DAYS:
            return self._days_of(line.part.group, row)
        tone, sign = self._words.look(line.part.group, row)
        return Cell(text=self._words.state(line.part.group, row), tone=tone, sign=sign)

    def _of_group(self, line: _Line, column: int) -> Cell:
        if line.more:
            said = self.tr("%n more · Enter shows them", "", line.more)
            return Cell(text=said, ink="accent") if column == TITLE else Cell()
        if column != LETTER or self._today is None:
            return Cell(heading=True)
        group = line.part.group
        return Cell(
            text=self._words.group(group),
            note=self._ctx.formats.number(line.part.count),
            aside=self._words.to_do(group, self._today),
            heading=True,
        )

    def _title(self, row: TodayRow) -> Cell:
        """Give what a case is about; one of a colleague is marked with the counter that it is of."""
        counter = self.tr("Counter %1").replace("%1", row.case.counter) if row.case.counter else ""
        if not row.case.title:
            return Cell(text=self._ctx.words.word("secrecy", "secret"), tag=counter, ink="soft")
        return Cell(text=row.case.title, tag=counter)

    def _days_of(self, group: TodayGroup, row: TodayRow) -> Cell:
        if row.step is None:
            return Cell()
        if row.step.kind is StepKind.TELL:
            return Cell(text=self._days.since(row.step.day) if row.step.day else "", right=True)
        late = group is TodayGroup.LATE or (row.days_left is not None and row.days_left < 0)
        ink = "bad" if late else "warn" if row.days_left == 0 else "text"
        return Cell(text=self._days.left(row.days_left, row.step.day), ink=ink, right=True)
