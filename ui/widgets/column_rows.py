"""The columns of a register, one line each: its heading, the field it carries, found by typing, and what it says."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.register import AREA_PARTS, NEEDED, TRACKING, Table
from app.domain.type_ahead import TypeAhead
from ui import theme
from ui.context import Context
from ui.theme import Type
from ui.widgets.label import ElidedLabel, label
from ui.widgets.picker import Picker
from ui.widgets.suggestions import Suggestion

_LEFT_OUT: Final = "-"
_SAMPLES: Final = 50
_PICKER: Final = 250
_HEADING: Final = 190
_LARGE: Final = 1.75
_NARROWER: Final = 0.65
"""Where letters are large, name and field give up a third, so that the example stays in sight."""


class ColumnRows(QWidget):
    """``columns`` gives field names by heading, "" for a heading that is left out."""

    changed = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._pickers: dict[str, Picker] = {}
        self._fields = self._suggestions()
        form = ctx.form
        spelled = [
            (found.label, *(form.field(found.id).columns if form.has(found.id) else ())) for found in self._fields
        ]
        self._index = TypeAhead((names, ()) for names in spelled)
        self.setObjectName("columns")
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.addWidget(self._inner)
        self._room.addStretch(1)

    def show_table(self, table: Table) -> None:
        """Show the columns of a table as they are understood now."""
        before = self._inner
        self._inner = QWidget()
        self._inner.setObjectName("columns_inside")
        self._grid = QGridLayout(self._inner)
        self._pickers = {}
        heads = (self.tr("Heading in the file"), self.tr("Field of the form"), self.tr("For example"))
        for column, head in enumerate(heads):
            self._grid.addWidget(label(head, Type.LABEL), 0, column)
        for column, heading in enumerate(table.header):
            if heading and heading not in self._pickers:
                self._add(len(self._pickers) + 1, heading, table.fields[column], sample(table, column))
        self._grid.setColumnStretch(2, 1)
        self._room.replaceWidget(before, self._inner)
        before.deleteLater()
        self._measure()

    def columns(self) -> Mapping[str, str]:
        """Give which field each heading carries."""
        values = {heading: picker.value() for heading, picker in self._pickers.items()}
        return {heading: "" if value in (None, _LEFT_OUT) else str(value) for heading, value in values.items()}

    def undecided(self) -> Sequence[str]:
        """Give the headings behind which something is typed that is no field."""
        return [heading for heading, picker in self._pickers.items() if picker.value() is None]

    def focus_first(self) -> None:
        """Put the focus on the first column that carries nothing, else on the first."""
        pickers = list(self._pickers.values())
        first = next(
            (picker for picker in pickers if picker.value() in (None, _LEFT_OUT)), pickers[0] if pickers else None
        )
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def picker(self, heading: str) -> Picker:
        """Give the input of a column."""
        return self._pickers[heading]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _add(self, line: int, heading: str, field: str | None, said: str) -> None:
        picker = Picker(f"column_{line}", self._find)
        picker.setAccessibleName(heading)
        picker.setAccessibleDescription(said)
        shown = next(found for found in self._fields if found.id == (field or _LEFT_OUT))
        picker.set_value(shown.id, shown.label)
        picker.changed.connect(self.changed)
        self._pickers[heading] = picker
        form = self._ctx.form
        name = form.field(heading).label[self._ctx.language] if form.has(heading) else heading
        self._grid.addWidget(ElidedLabel(name), line, 0)
        self._grid.addWidget(picker, line, 1)
        example = ElidedLabel(said, role="soft")
        example.setObjectName("column_sample")
        self._grid.addWidget(example, line, 2)

    def _find(self, typed: str) -> Sequence[Suggestion]:
        if not typed.strip():
            return self._fields
        hits = sorted(
            self._index.hits(typed), key=lambda hit: (not hit.exact, not hit.in_order, -hit.whole, hit.position)
        )
        return [self._fields[hit.position] for hit in hits]

    def _suggestions(self) -> list[Suggestion]:
        form, language = self._ctx.form, self._ctx.language
        needed = self.tr("needed")
        fields = [
            Suggestion(id=rule.name, label=rule.label[language], note=needed if rule.name in NEEDED else "")
            for rule in form.fields
        ]
        parts = (self.tr("Village"), self.tr("District"), self.tr("Regency or city"))
        areas = [Suggestion(id=f"area.{part}", label=word) for part, word in zip(AREA_PARTS, parts, strict=True)]
        tracking = Suggestion(id=TRACKING, label="Tracking ID", note="LAPOR!")
        return [Suggestion(id=_LEFT_OUT, label=self.tr("not taken in")), *fields, *areas, tracking]

    def _measure(self) -> None:
        worn = theme.current()
        self._grid.setContentsMargins(worn.px(2), worn.px(2), worn.px(10), worn.px(2))
        self._grid.setHorizontalSpacing(worn.px(12))
        self._grid.setVerticalSpacing(worn.px(4))
        share = _NARROWER if worn.scale >= _LARGE else 1.0
        self._grid.setColumnMinimumWidth(0, worn.px(_HEADING * share))
        self._grid.setColumnMinimumWidth(1, worn.px(_PICKER * share))


def sample(table: Table, column: int) -> str:
    """Give the first thing that a column says, a NIK covered; "" when its first lines say nothing."""
    for line in table.rows[:_SAMPLES]:
        if column < len(line) and line[column].strip():
            said = " ".join(line[column].split())[:120]
            return said[:4] + "•" * len(said[4:]) if table.fields[column] == "nik" else said
    return ""
