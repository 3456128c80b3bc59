"""What an export of LAPOR! would change here, before it does: conflicts first, then what is new, then the rest."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.lapor_export import CHANGES, CONFLICTS, ExportOutcome, ExportRow
from ui import theme
from ui.dialogs.frame import FramedDialog
from ui.models.headed_table import HeadedTable
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.card import Card
from ui.widgets.label import plain_tip
from ui.widgets.rows_view import CELL, Cell, RowsView
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.context import Context

_Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
LINE, NUMBER, TITLE, TRACKING, OUTCOME = range(5)
WIDTHS: Final = (64, 176, 0, 190, 0)
DROP: Final = (LINE, TITLE)
LEAST: Final = 300
_HIGH: Final = 330


class ExportModel(HeadedTable):
    def __init__(self, ctx: "Context", rows: Sequence[ExportRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._rows = ctx, tuple(rows)
        self._heads = (self.tr("Line"), self.tr("Number"), self.tr("Title"), self.tr("At LAPOR!"), self.tr("Here"))

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._outcome(row))
        if role not in (CELL, Qt.ItemDataRole.DisplayRole):
            return None
        cell = self._cell(row, index.column())
        return cell if role == CELL else cell.said()

    def _cell(self, row: ExportRow, column: int) -> Cell:
        if column == LINE:
            return Cell(text=self._ctx.formats.number(row.line.line), ink="soft", right=True)
        if column == NUMBER:
            return Cell(text=row.line.number)
        if column == TITLE:
            return Cell(text=row.title)
        if column == TRACKING:
            return Cell(text=" · ".join(part for part in (row.line.tracking_id, row.line.status) if part))
        tone = Tone.WARN if row.outcome in CONFLICTS else Tone.OK if row.outcome in CHANGES else Tone.NEUTRAL
        sign = "doubt" if row.outcome in CONFLICTS else "check" if row.outcome in CHANGES else "circle"
        return Cell(text=self._outcome(row), tone=tone, sign=sign)

    def _outcome(self, row: ExportRow) -> str:
        return self._ctx.words.word("export", row.outcome.value, here=row.here)


class ExportPreview(FramedDialog):
    """Nothing is taken in before it was looked at."""

    wanted = Signal(object)  # Sequence[ExportRow]: take in what changes something

    def __init__(self, ctx: "Context", rows: Sequence[ExportRow], parent: QWidget | None = None) -> None:
        super().__init__("export_preview", "", width=980, parent=parent)
        self._ctx, self._rows = ctx, tuple(rows)
        self._fill()

    def _fill(self) -> None:
        worn = theme.current()
        self.setWindowTitle(self.tr("Export of LAPOR!"))
        self.title.setText(self.tr("Export of LAPOR!"))
        self.said.setText(self._sentence())
        self.said.show()
        self.model = ExportModel(self._ctx, self._rows, self)
        self.table = RowsView("export_rows")
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Lines of the export"))
        self.table.set_widths(*WIDTHS, least=LEAST, drop=DROP)
        self.table.setMinimumHeight(min(_HIGH, worn.px(_HIGH)))
        card = Card()
        card.body.addWidget(self.table)
        card.set_bare()
        self.content.addWidget(card, 1)
        changes = [row for row in self._rows if row.outcome in CHANGES]
        self.ok = ActionButton(
            "export_ok", self.tr("Take in %n line(s)", "", len(changes)), key="Enter", weight=Weight.PRIMARY, tall=True
        )
        self.ok.setEnabled(bool(changes))
        self.add_close(self.tr("Cancel"))
        self.buttons.addWidget(self.ok)
        self.ok.clicked.connect(self._on_ok)
        self.table.open_wanted.connect(self._on_ok)
        self.table.choose(0)
        self.table.setFocus()

    def _sentence(self) -> str:
        new = sum(row.outcome is ExportOutcome.NEW for row in self._rows)
        status = sum(row.outcome is ExportOutcome.STATUS for row in self._rows)
        conflicts = sum(row.outcome in CONFLICTS for row in self._rows)
        parts = [self.tr("%n new number(s)", "", new), self.tr("%n status(es) change", "", status)]
        if conflicts:
            parts.append(self.tr("%n need(s) a look and stay(s) as it is here", "", conflicts))
        return " · ".join(parts)

    def _on_ok(self) -> None:
        if self.ok.isEnabled():
            self.ok.setEnabled(False)
            self.wanted.emit(self._rows)
            self.accept()
