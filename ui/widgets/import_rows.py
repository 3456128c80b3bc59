"""Third step of an import: every row with what would become of it, then with what became of it."""

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui import theme
from ui.context import Context
from ui.keys import shown_key
from ui.models.rows_model import LEAST, WIDTHS, RowsModel
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.card import Card
from ui.widgets.label import label
from ui.widgets.progress_row import ProgressRow
from ui.widgets.rows_view import RowsView

_LARGE: Final = 1.4
"""From here on the buttons stand in two lines and do not show their keys."""

_LARGEST: Final = 1.75
"""From here on there is no room for more than what is needed."""


class RowsStep(QWidget):
    """Shows; what is looked at and recorded is the page's."""

    next_wanted = Signal()
    back_wanted = Signal()
    open_wanted = Signal(int)  # row of the view
    problems_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._only_problems = False
        self._build()

    def _build(self) -> None:
        self.sentence = label("", Type.BIG, wrap=True)
        self.sentence.setObjectName("rows_sentence")
        self.detail = label("", "soft", wrap=True)
        head = Card()
        head.body.addWidget(self.sentence)
        head.body.addWidget(self.detail)
        self.progress = ProgressRow("import_progress")
        self._progress_card = Card()
        self._progress_card.body.addWidget(self.progress)
        self._progress_card.hide()
        self.model = RowsModel(self._ctx, self)
        self.table = RowsView("import_rows")
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Rows of the register"))
        self.table.set_widths(*WIDTHS, least=LEAST)
        card = Card()
        card.body.addWidget(self.table)
        card.set_bare()
        self.finding = label("", wrap=True)
        self.finding.setObjectName("row_finding")
        self.problems = ActionButton("rows_problems", "", key=shown_key("import", "import_problems"), tall=True)
        self.back = ActionButton("rows_back", "", key="Esc", tall=True)
        self.open = ActionButton("rows_open", "", key="Enter", tall=True)
        self.next = ActionButton(
            "rows_next", "", key=shown_key("import", "import_next"), weight=Weight.PRIMARY, tall=True
        )
        self._last = QGridLayout()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(head)
        self._rows.addWidget(self._progress_card)
        self._rows.addWidget(card, 1)
        self._rows.addWidget(self.finding)
        self._rows.addLayout(self._last)
        self.table.open_wanted.connect(self.open_wanted)
        self.table.selectionModel().currentRowChanged.connect(self.show_act)
        self.problems.clicked.connect(self.problems_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.open.clicked.connect(self._on_open_clicked)
        self.next.clicked.connect(self.next_wanted)
        self.progress.cancel_wanted.connect(self.stop_wanted)
        self._measure()

    def turn_problems(self) -> None:
        """Show only the rows with problems, or all again."""
        self._only_problems = not self._only_problems
        chosen = self.table.chosen()
        row = self.model.result(chosen).row if 0 <= chosen < self.model.rowCount() else 0
        self.model.show_only_problems(self._only_problems)
        shown = range(self.model.rowCount())
        self.table.choose(next((n for n in shown if self.model.result(n).row >= row), 0))
        self.show_words()

    def choose_next_problem(self) -> None:
        """Put the choice on the next row that is still to be completed, if there is one below."""
        rows = range(self.table.chosen() + 1, self.model.rowCount())
        open_ones = (n for n in rows if self.model.result(n).errors and not self.model.is_draft(n))
        self.table.choose(next(open_ones, self.table.chosen()))
        self.show_act()

    def all_again(self) -> None:
        """Show all rows."""
        if self._only_problems:
            self.turn_problems()

    def say_running(self, total: int, *, taking: bool) -> None:
        """Say that rows are being checked, or recorded, and how far that is."""
        formats, done = self._ctx.formats, self.model.looked_at
        title = self.tr("Recording the rows") if taking else self.tr("Checking the rows")
        fact = self.tr("%1 of %2").replace("%1", formats.number(done)).replace("%2", formats.number(total))
        self._progress_card.show()
        self.progress.show_progress(title, fact=fact, done=done, total=total)
        self.sentence.setText(title)
        self.detail.setText(
            self.tr("You may go on typing in New entry. When stopped, what was recorded stays and has its number.")
            if taking
            else self.tr("Nothing is recorded while the rows are checked.")
        )
        self.back.set_words(self.tr("Stop"))
        self.next.set_words(self.tr("Record"))
        self.next.setEnabled(False)
        self.show_words()

    def say_over(self, total: int, *, taken: bool) -> None:
        """Say what would become, or became, of the rows, and what can be done next."""
        model = self.model
        parts = [
            self.tr("%n recorded", "", model.accepted) if taken else self.tr("%n can be recorded", "", model.accepted)
        ]
        if model.refused:
            parts.append(self.tr("%n refused", "", model.refused))
        if model.duplicates:
            parts.append(self.tr("%n already there", "", model.duplicates))
        self.sentence.setText(" · ".join(parts))
        left = total - model.looked_at
        if taken and left:
            said = self.tr("Stopped: %n row(s) were not looked at. The same file goes on from there.", "", left)
        elif taken:
            said = self.tr("What is recorded stands with its number. Refused rows can still be completed in the form.")
        else:
            said = self.tr("Nothing is recorded yet. Refused rows are left out; Enter completes one in the form.")
        self.detail.setText(said)
        self.back.set_words(self.tr("To the start") if taken else self.tr("Columns"))
        self.next.set_words(self.tr("Another import") if taken else self.tr("Record %n row(s)", "", model.accepted))
        self.next.setEnabled(taken or model.accepted > 0)
        self.show_words()

    def end_progress(self) -> None:
        """Take the progress away."""
        self._progress_card.hide()
        self.progress.set_cancellable(True)

    def show_words(self) -> None:
        """Let the buttons say what they do now."""
        refused = self.model.refused
        self.problems.set_words(
            self.tr("All rows") if self._only_problems else self.tr("Only problems (%n)", "", refused)
        )
        self.problems.setEnabled(bool(refused) or self._only_problems)
        self.show_act()

    def show_act(self) -> None:
        """Let the button for the chosen row say what it does."""
        chosen = self.table.chosen()
        there = 0 <= chosen < self.model.rowCount()
        result = self.model.result(chosen) if there else None
        self.finding.setText(self.model.finding(chosen) if there else "")
        number = result and (result.number or result.duplicate_of)
        refused = bool(result and result.errors) and not self.model.is_draft(chosen)
        known = bool(number) and not str(number).startswith("row ")
        self.open.set_words(self.tr("Complete it in the form") if refused or not known else self.tr("Open the case"))
        self.open.setEnabled(refused or known)

    def _on_open_clicked(self) -> None:
        if self.table.chosen() >= 0:
            self.open_wanted.emit(self.table.chosen())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        worn = theme.current()
        large = worn.scale >= _LARGE
        self.detail.setVisible(worn.scale < _LARGEST)
        places = ((0, 0), (1, 0), (0, 2), (1, 2)) if large else ((0, 0), (0, 2), (0, 3), (0, 4))
        for button, place in zip((self.problems, self.back, self.open, self.next), places, strict=True):
            self._last.addWidget(button, *place)
        self._last.setColumnStretch(1, 1)
        for button, key in ((self.problems, shown_key("import", "import_problems")), (self.open, "Enter")):
            button.set_words(button.accessibleName(), key="" if large else key)
        for room in (self._rows, self._last):
            room.setSpacing(worn.px(8))
