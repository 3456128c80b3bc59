"""Find and list: newest first, or by what is typed; a whole number with Enter, typed or scanned, opens its case."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.access import Act, may
from app.domain.errors import AppError, UserProblem
from app.domain.ids import ComplaintId
from app.domain.listing import ListPage as Page
from app.domain.number import ComplaintNumber
from ui import theme
from ui.context import Context
from ui.keys import bind, shown_key
from ui.lane import Request
from ui.models.complaints_model import DROP, LEAST, MARK, WIDTHS, ComplaintsModel
from ui.problems import show_in
from ui.receipt_run import ReceiptRun
from ui.theme import Type
from ui.widgets.action_button import ActionButton
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.label import ElidedLabel, label
from ui.widgets.rows_view import RowsView
from ui.widgets.text_input import TextInput
from ui.widgets.tone import Tone

PAUSE_MS: Final = 80


class ListPage(QWidget):
    """The search keeps its text while the officer is elsewhere."""

    case_wanted = Signal(str)  # complaint id

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._many = may(ctx.session.officer, Act.PRINT_MANY)
        self._request: Request | None = None
        self._more: Request | None = None
        self._open_first = False
        self._looked = False
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._look)
        self._receipts = ReceiptRun(ctx, self)
        self._receipts.finished.connect(self._on_receipts_out)
        self._receipts.failed.connect(self._on_failed)
        self._build()

    def _build(self) -> None:
        self.setObjectName("list_page")
        self.search = TextInput("search")
        self.search.setClearButtonEnabled(True)
        self._field = Field(
            self.tr("Find"),
            self.search,
            hint=self.tr("Number, name, title, words of the report, phone, whole NIK · Enter opens a whole number"),
        )
        self.banner = Banner("list_problem")
        self.model = ComplaintsModel(self._ctx, self)
        self.table = RowsView("complaints")
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Complaints"))
        self.table.set_widths(*WIDTHS, least=LEAST, drop=DROP)
        if not self._many:
            self.table.leave_out(MARK)
        self._empty = label("", "soft")
        self._empty.setObjectName("list_empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._room = QStackedWidget()
        self._room.addWidget(self.table)
        self._room.addWidget(self._empty)
        self._card = Card()
        self._card.body.addWidget(self._room)
        self._card.set_bare()
        self._keys = ElidedLabel("", Type.HINT, role="soft")
        self.print_button = ActionButton("print_receipts", "", key=shown_key("list", "print_marked"), sign="printer")
        self.save_button = ActionButton("save_receipts", self.tr("Save as PDF"), key=shown_key("list", "save_marked"))
        self.print_button.clicked.connect(self.print_marked)
        self.save_button.clicked.connect(self.save_marked)
        self._last = QHBoxLayout()
        self._last.addWidget(self._keys, 1)
        if may(self._ctx.session.officer, Act.PRINT):
            self._last.addWidget(self.save_button)
            self._last.addWidget(self.print_button)
            bind("list", self, {"print_marked": self.print_button.click, "save_marked": self.save_button.click})
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.current().px(6))
        self._rows.addWidget(self._field)
        self._rows.addWidget(self.banner)
        self._rows.addWidget(self._card, 1)
        self._rows.addLayout(self._last)
        self.search.changed.connect(self._on_typed)
        self.search.advance.connect(self._on_enter)
        self.table.open_wanted.connect(self._open_row)
        self.table.typed.connect(self._on_typed_in_table)
        self.table.up_from_first.connect(self._to_search)
        self.table.near_end.connect(self._ask_more)
        self.table.mark_wanted.connect(self._on_mark)
        self.table.mark_all_wanted.connect(self._on_mark_all)
        self._show_marks()

    # ---- what the window relies on ----

    def start(self) -> None:
        """Focus the search with its text chosen, and look anew."""
        self._to_search()
        self._look()

    def may_leave(self) -> bool:
        """Nothing here can be lost."""
        return True

    def stop(self) -> None:
        """Ask for nothing more."""
        self._pause.stop()
        for request in (self._request, self._more):
            if request is not None:
                request.cancel()

    def rows_shown(self) -> int:
        """Give how many rows are in the list."""
        return self.model.rowCount()

    # ---- finding ----

    def _on_typed(self) -> None:
        self._field.set_error(None)
        self._open_first = False
        self._pause.start()

    def _look(self) -> None:
        self._pause.stop()
        for request in (self._request, self._more):
            if request is not None:
                request.cancel()
        self._more = None
        session = self._ctx.session
        find = partial(session.services.find_complaints, session.officer, self.search.value())
        self._request = self._ctx.read.ask(find, self._on_found, self._on_failed, owner=self)

    def _on_found(self, page: Page) -> None:
        self._request = None
        self._looked = True
        chosen = self._chosen_id()
        self.model.show_page(page)
        self._empty.setText("" if page.rows else self._why_empty())
        self._room.setCurrentIndex(0 if page.rows else 1)
        again = next((n for n, row in enumerate(page.rows) if row.id == chosen), 0)
        self.table.choose(again)
        if self._open_first:
            self._open_first = False
            self._go_into_rows()

    def _why_empty(self) -> str:
        if self.search.value().strip():
            return self.tr("Nothing found. Type fewer letters, another word, or the last figures of the number.")
        return self.tr("No complaint is recorded yet. Press F2 to type the first one.")

    def _ask_more(self) -> None:
        if self.model.after is None or self._more is not None or self._request is not None:
            return
        session = self._ctx.session
        find = partial(session.services.find_complaints, session.officer, self.search.value(), after=self.model.after)
        self._more = self._ctx.read.ask(find, self._on_more, self._on_failed, owner=self)

    def _on_more(self, page: Page) -> None:
        self._more = None
        self.model.add_page(page)

    def _on_enter(self) -> None:
        typed = self.search.value().strip()
        try:
            number = str(ComplaintNumber.parse(typed))
        except UserProblem as problem:
            if problem.code == "number_check":
                self._field.set_error(self._ctx.words.problem(problem).what)
                self.search.setFocus()
                return
            if self._pause.isActive() or self._request is not None:
                self._open_first = True
                if self._pause.isActive():
                    self._look()
            else:
                self._go_into_rows()
            return
        session = self._ctx.session
        find = partial(session.services.find_complaints.by_number, session.officer, number)
        self._ctx.read.ask(find, self._on_number, self._on_failed, owner=self)
        self._to_search()

    def _on_number(self, id: ComplaintId | None) -> None:
        if id is None:
            self._field.set_error(self.tr("This number is not recorded on this PC."))
            self._to_search()
        else:
            self._pause.stop()
            self.case_wanted.emit(id)

    def _go_into_rows(self) -> None:
        rows = self.model.rowCount()
        if rows == 1 and self.search.value().strip():
            self._open_row(0)
        elif rows:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._to_search()

    def _open_row(self, number: int) -> None:
        self.case_wanted.emit(self.model.row(number).id)

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    def _on_typed_in_table(self, letters: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letters)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._go_into_rows_quietly()
        elif event.key() == Qt.Key.Key_Escape and (self.search.text() or not self.search.hasFocus()):
            self.search.clear()
            self._to_search()
        else:
            super().keyPressEvent(event)

    def _go_into_rows_quietly(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _chosen_id(self) -> ComplaintId | None:
        chosen = self.table.chosen()
        return self.model.row(chosen).id if 0 <= chosen < self.model.rowCount() else None

    # ---- receipts ----

    def _on_mark(self, number: int) -> None:
        if self._many:
            self.model.mark(number)
            self._show_marks()

    def _on_mark_all(self) -> None:
        if self._many:
            self.model.mark_all()
            self._show_marks()

    def _show_marks(self) -> None:
        count = len(self.model.marked())
        self.print_button.set_words(
            self.tr("Print %n receipt(s)", "", count) if count else self.tr("Print the receipt")
        )
        keys = self.tr("↑ ↓ choose · Enter opens · Esc clears the search")
        if self._many:
            keys = self.tr("↑ ↓ choose · Enter opens · Space marks · Ctrl+A marks all shown · Esc clears the search")
        self._keys.set_text(keys)

    def _ids(self) -> tuple[ComplaintId, ...]:
        chosen = self._chosen_id()
        return tuple(self.model.marked()) or ((chosen,) if chosen else ())

    def print_marked(self) -> None:
        """Print the receipts of the marked rows in one go, or of the chosen row."""
        self.banner.dismiss()
        self._receipts.print(self._ids())

    def save_marked(self) -> None:
        """Ask for a file and write the same receipts into one PDF."""
        ids = self._ids()
        if not ids:
            return
        dialog = QFileDialog(self, self.tr("Save receipts"), self._file_name(ids), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    def _file_name(self, ids: tuple[ComplaintId, ...]) -> str:
        if len(ids) > 1:
            return self.tr("receipts-%1.pdf").replace("%1", f"{self._ctx.today():%Y-%m-%d}")
        return f"{self.model.number_of(ids[0])}.pdf"

    def _on_file_chosen(self, file: str) -> None:
        self.banner.dismiss()
        self._receipts.save(self._ids(), Path(file))

    def _on_receipts_out(self, count: int) -> None:
        self.banner.say(self.tr("%n receipt(s) left the desk", "", count), tone=Tone.OK)
        self.model.unmark()
        self._show_marks()

    def _on_failed(self, problem: AppError) -> None:
        self._request = self._more = None
        show_in(self.banner, self._ctx.words, problem)
