"""What stands in the panel of known citizens: earlier cases, or what is recorded differently from what was typed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.form import Kind
from ui.status_look import OF_STATUS
from ui.widgets.line_list import LINE, Line

if TYPE_CHECKING:
    from app.services import KnownRow
    from ui.context import Context

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()


class KnownModel(QAbstractListModel):
    def __init__(self, ctx: "Context", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._lines: list[Line] = []
        self.cases: tuple[KnownRow, ...] = ()
        self.different: list[tuple[str, str]] = []

    def show_cases(self, rows: Sequence["KnownRow"]) -> None:
        """Show earlier cases, newest first."""
        self._reset([self._case(row) for row in rows], rows=rows)

    def show_different(self, different: Mapping[str, str], typed: Mapping[str, str]) -> None:
        """Show field by field what is recorded beside what was typed."""
        lines = [self._difference(name, text, typed.get(name, "")) for name, text in different.items()]
        self._reset(lines, different=list(different.items()))

    def drop(self, row: int) -> None:
        """Take a difference away that was settled."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._lines[row], self.different[row]
        self.endRemoveRows()

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        return line.said() if role == Qt.ItemDataRole.DisplayRole else None

    def label_of(self, name: str) -> str:
        """Give the label of a field."""
        return self._ctx.form.field(name).label[self._ctx.language]

    def _reset(
        self, lines: list[Line], *, rows: Sequence["KnownRow"] = (), different: list[tuple[str, str]] | None = None
    ) -> None:
        self.beginResetModel()
        self._lines, self.cases, self.different = lines, tuple(rows), different or []
        self.endResetModel()

    def _case(self, row: "KnownRow") -> Line:
        tone, sign = OF_STATUS[row.status]
        day = self._ctx.formats.date(row.received_on)
        return Line(
            head=row.title,
            below=" · ".join(part for part in (row.number, row.name, day) if part),
            badge=self._ctx.words.word("status", row.status.value),
            tone=tone,
            sign=sign,
            note=self._left(row.days_left),
        )

    def _left(self, days: int | None) -> str:
        if days is None:
            return ""
        if days < 0:
            return self.tr("%n working day(s) late", "", -days)
        return self.tr("%n working day(s) left", "", days)

    def _difference(self, name: str, recorded: str, typed: str) -> Line:
        said = self.tr("typed: %1").replace("%1", self._shown(name, typed))
        head = self.tr("%1: recorded %2").replace("%1", self.label_of(name))
        return Line(head=head.replace("%2", self._shown(name, recorded)), below=said)

    def _shown(self, name: str, text: str) -> str:
        rule = self._ctx.form.field(name)
        if rule.kind is Kind.AREA:
            return self._ctx.lists.areas.label(text) if self._ctx.lists.areas.by_id(text) else text
        if rule.kind is Kind.CHOICE:
            return next((choice.label[self._ctx.language] for choice in rule.choices if choice.id == text), text)
        return text
