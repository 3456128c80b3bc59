"""Second step of an import: what the columns carry, what all rows say, and what is still missing."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.form import FieldRule, Required
from app.domain.register import ColumnMap, Sheet, Table, table_of
from app.domain.whatsapp import senders, without
from ui import theme
from ui.context import Context
from ui.keys import shown_key
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.card import Card
from ui.widgets.column_rows import ColumnRows
from ui.widgets.fitting_area import FittingArea
from ui.widgets.form_fields import FormField, form_field
from ui.widgets.label import ElidedLabel, label
from ui.widgets.sender_rows import SenderRows

_FOR_ALL: Final = ("channel", "classification", "category", "agency")
_ASIDE: Final = 300
_LARGE: Final = 1.4
"""From here on what stands side by side stands one above the other."""
_LARGEST: Final = 1.75
"""From here on there is no room for more than what is needed."""
_ANY: Final = (1 << 24) - 1


class ColumnsStep(QWidget):
    """``table`` is how the sheet is understood at this moment."""

    next_wanted = Signal()
    back_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._table: Table | None = None
        self._sheet = Sheet(rows=())
        self._filling = False
        self._build()

    def _build(self) -> None:
        self.sentence = label("", Type.BIG, wrap=True)
        self.sentence.setObjectName("columns_sentence")
        self.detail = label("", "soft", wrap=True)
        head = Card()
        head.body.addWidget(self.sentence)
        head.body.addWidget(self.detail)
        self.rows = ColumnRows(self._ctx)
        columns = Card(self.tr("Columns"))
        columns.body.addWidget(self.rows, 1)
        self.senders = SenderRows()
        self.fixed: dict[str, FormField] = {}
        self._aside = Card(self.tr("For rows that do not say it"))
        for name in _FOR_ALL:
            if self._ctx.form.has(name):
                field = form_field(_unasked(self._ctx.form.field(name)), self._ctx)
                field.changed.connect(self._on_changed)
                self.fixed[name] = field
                self._aside.body.addWidget(field.widget)
        self._aside.body.addStretch(1)
        self.missing = ElidedLabel("", role="bad")
        self.missing.setObjectName("columns_missing")
        self.back = ActionButton("columns_back", self.tr("Another file"), key="Esc", tall=True)
        self.export = ActionButton(
            "columns_export", self.tr("Save the map"), key=shown_key("import", "import_export"), tall=True
        )
        self.next = ActionButton(
            "columns_next",
            self.tr("Check the rows"),
            key=shown_key("import", "import_next"),
            weight=Weight.PRIMARY,
            tall=True,
        )
        content = QWidget()
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._left = QVBoxLayout()
        self._left.addWidget(self.senders)
        self._left.addWidget(columns, 1)
        self._middle.addLayout(self._left, 1)
        self._middle.addWidget(self._aside)
        self._last = QHBoxLayout()
        self._last.addWidget(self.missing, 1)
        for button in (self.back, self.export, self.next):
            self._last.addWidget(button)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(head)
        self._rows.addWidget(FittingArea(content), 1)
        self._rows.addLayout(self._last)
        self.rows.changed.connect(self._on_changed)
        self.senders.changed.connect(self._on_changed)
        self.back.clicked.connect(self.back_wanted)
        self.export.clicked.connect(self.export_wanted)
        self.next.clicked.connect(self.next_wanted)
        self._measure()

    def show_sheet(self, sheet: Sheet, remembered: ColumnMap | None) -> None:
        """Show a sheet as it is understood: by what is remembered of its header, else by the form's own words."""
        self._filling = True
        table = table_of(sheet, self._ctx.form, remembered)
        self._sheet = sheet
        self.rows.show_table(table)
        self.senders.show_senders(senders(sheet), self._ctx.session.desk.agency_name)
        for name, field in self.fixed.items():
            field.put(table.fixed.get(name, ""))
        self._filling = False
        self._table = table
        self._say(table, remembered)
        self._on_changed()

    def table(self) -> Table:
        """Give the sheet as it is understood now."""
        assert self._table is not None
        return self._table

    def focus_first(self) -> None:
        """Put the focus on what is still missing, or on going on when nothing is."""
        if self.next.isEnabled():
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.rows.focus_first()

    def columns(self) -> ColumnMap:
        """Give what was decided."""
        fixed = {name: field.typed() for name, field in self.fixed.items() if field.typed()}
        return ColumnMap(columns=dict(self.rows.columns()), fixed=fixed)

    def _say(self, table: Table, remembered: ColumnMap | None) -> None:
        count = sum(any(cell.strip() for cell in line) for line in table.rows)
        name = table.sheet.name or self.tr("Pasted text")
        self.sentence.setText(f"{name}: " + self.tr("%n row(s)", "", count))
        said = [self.tr("The columns are understood as they were the last time.")] if remembered else []
        if table.sheet.skipped:
            named = ", ".join(table.sheet.skipped)
            said.append(self.tr("Not read, other sheets of this file: %1.").replace("%1", named))
        said.append(self.tr("Type a part of the field's name in each line; Enter goes on."))
        self.detail.setText(" ".join(said))

    def _on_changed(self) -> None:
        if self._filling or self._table is None:
            return
        columns = self.columns()
        before = self._table
        sheet = without(self._sheet, self.senders.left_out())
        self._table = table_of(sheet, self._ctx.form, columns, header_at=before.first - 1)
        language, form = self._ctx.language, self._ctx.form
        names = [form.field(name).label[language] for name in self._table.missing]
        undecided = self.rows.undecided()
        if undecided:
            self.missing.set_text(
                self.tr("No such field, behind: %1").replace("%1", ", ".join(undecided)), icon="warning"
            )
        elif names:
            self.missing.set_text(self.tr("Still needed: %1").replace("%1", ", ".join(names)), icon="warning")
        else:
            self.missing.set_text("")
        self.next.setEnabled(not names and not undecided)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        worn = theme.current()
        large = worn.scale >= _LARGE
        self.detail.setVisible(worn.scale < _LARGEST)
        self._aside.setMaximumWidth(_ANY if large else worn.px(_ASIDE))
        self._aside.setMinimumWidth(0 if large else worn.px(_ASIDE))
        direction = QBoxLayout.Direction
        self._middle.setDirection(direction.TopToBottom if large else direction.LeftToRight)
        self.back.set_words(self.tr("Another file"), key="" if large else "Esc")
        self.export.set_words(self.tr("Save the map"), key="" if large else shown_key("import", "import_export"))
        for room in (self._left, self._middle, self._rows, self._last):
            room.setSpacing(worn.px(8))


def _unasked(rule: FieldRule) -> FieldRule:
    """Give the rule of a field that may stay open here."""
    return replace(rule, required=Required.NEVER, default="", hint=dict.fromkeys(rule.hint, ""))
