"""First step of an import: a file or a paste; below it, what was taken in before and can be taken back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.context import Context
from ui.keys import shown_key
from ui.models.imports_model import DROP, LEAST, WIDTHS, ImportsModel
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.card import Card
from ui.widgets.label import label
from ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from app.domain.import_run import ImportRun


class SourceStep(QWidget):
    choose_wanted = Signal()
    paste_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._build()

    def _build(self) -> None:
        sentence = label(self.tr("Take in what came by other ways"), Type.BIG, wrap=True)
        detail = label(
            self.tr(
                "A register as XLSX, XLS, ODS or CSV file, cells copied out of one, or a chat copied or exported from"
                " WhatsApp. Nothing is recorded before you have seen every row."
            ),
            "soft",
            wrap=True,
        )
        self.choose = ActionButton(
            "import_choose",
            self.tr("Choose a file ..."),
            key=shown_key("import", "import_choose"),
            weight=Weight.PRIMARY,
            tall=True,
        )
        self.paste = ActionButton("import_paste", self.tr("Paste"), key=shown_key("import", "import_paste"), tall=True)
        self._offered = QHBoxLayout()
        self._offered.addWidget(self.choose)
        self._offered.addWidget(self.paste)
        self._offered.addStretch(1)
        head = Card()
        head.body.addWidget(sentence)
        head.body.addWidget(detail)
        head.body.addLayout(self._offered)
        self.model = ImportsModel(self._ctx, self)
        self.table = RowsView("imports")
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Earlier imports"))
        self.table.set_widths(*WIDTHS, least=LEAST, drop=DROP)
        self._empty = label(self.tr("Nothing was taken in yet."), "soft")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room = QStackedWidget()
        self._room.addWidget(self.table)
        self._room.addWidget(self._empty)
        self._room.setCurrentIndex(1)
        earlier = Card(self.tr("Earlier imports"))
        earlier.body.addWidget(self._room, 1)
        self.undo = ActionButton(
            "import_undo", self.tr("Undo this import ..."), key=shown_key("import", "import_undo"), tall=True
        )
        self.undo.setEnabled(False)
        self._last = QHBoxLayout()
        self._last.addStretch(1)
        self._last.addWidget(self.undo)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(head)
        self._rows.addWidget(earlier, 1)
        self._rows.addLayout(self._last)
        self.choose.clicked.connect(self.choose_wanted)
        self.paste.clicked.connect(self.paste_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.table.up_from_first.connect(self.focus_first)
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        self._measure()

    def focus_first(self) -> None:
        """Put the focus where most begin."""
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_runs(self, runs: "tuple[ImportRun, ...]", names: dict[str, str]) -> None:
        """Show the last imports."""
        chosen = self.table.chosen()
        self.model.show_runs(runs, names)  # type: ignore[arg-type]
        self._room.setCurrentIndex(0 if runs else 1)
        self.table.choose(max(chosen, 0))
        self._on_chosen()

    def chosen(self) -> "ImportRun | None":
        """Give the import that is chosen and still stands."""
        number = self.table.chosen()
        run = self.model.run(number) if 0 <= number < self.model.rowCount() else None
        return run if run is not None and run.undone_at is None else None

    def _on_chosen(self) -> None:
        self.undo.setEnabled(self.chosen() is not None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        worn = theme.current()
        for room in (self._rows, self._last, self._offered):
            room.setSpacing(worn.px(8))
