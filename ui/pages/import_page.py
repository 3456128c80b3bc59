"""Import: a file or a paste, its columns, every row before it is recorded, then every row with its number."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import AppError, StorageProblem
from app.domain.register import ColumnMap, Sheet
from app.domain.whatsapp import senders
from ui import theme
from ui.context import Context
from ui.import_run import ImportRun
from ui.import_undo import ImportUndo
from ui.keys import bind
from ui.problems import show_in
from ui.widgets.banner import Banner
from ui.widgets.import_columns import ColumnsStep
from ui.widgets.import_rows import RowsStep
from ui.widgets.import_source import SourceStep
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.domain.import_run import ImportRun as Run
    from app.services import KeptDraft, RowResult, Session

_SOURCE, _COLUMNS, _ROWS = range(3)
_CLOCK: Final = frozenset({"clock_behind", "clock_ahead"})


class ImportPage(QWidget):
    """A run goes on behind other pages; leaving or closing loses nothing that was told."""

    draft_wanted = Signal(object)  # KeptDraft, to be completed in the form
    case_wanted = Signal(str)  # complaint id
    changed = Signal()  # how many are recorded here

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._taking = self._taken = self._stopped = False
        self._total = 0
        self._opening = self._stay = False
        self._run = ImportRun(ctx, self)
        self._undo = ImportUndo(ctx, self)
        self._undo.undone.connect(self._on_undone)
        self._build()

    def _build(self) -> None:
        self.setObjectName("import_page")
        self.setAcceptDrops(True)
        self.banner = Banner("import_problem")
        self.source, self.columns, self.rows = SourceStep(self._ctx), ColumnsStep(self._ctx), RowsStep(self._ctx)
        self.steps = QStackedWidget()
        for step in (self.source, self.columns, self.rows):
            self.steps.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addWidget(self.banner)
        column.addWidget(self.steps, 1)
        self.source.choose_wanted.connect(self.choose)
        self.source.paste_wanted.connect(self.paste)
        self.source.undo_wanted.connect(self.undo)
        self.columns.next_wanted.connect(self.go_on)
        self.columns.back_wanted.connect(self.go_back)
        self.columns.export_wanted.connect(self.export)
        self.rows.next_wanted.connect(self.go_on)
        self.rows.back_wanted.connect(self.go_back)
        self.rows.problems_wanted.connect(self.rows.turn_problems)
        self.rows.open_wanted.connect(self._on_open_wanted)
        self.rows.stop_wanted.connect(self.cancel)
        self.banner.action_wanted.connect(self._on_clock_right)
        self._run.told.connect(self._on_told)
        self._run.finished.connect(self._on_finished)
        self._run.failed.connect(self._on_run_failed)
        bind(
            "import",
            self,
            {
                "import_choose": self.choose,
                "import_paste": self.paste,
                "import_next": self.go_on,
                "import_problems": self._on_problems_key,
                "import_export": self.export,
                "import_undo": self.undo,
            },
        )

    # ---- what the window relies on ----

    def start(self) -> None:
        """Go on where the officer was."""
        self._focus_step()
        if self.steps.currentIndex() == _SOURCE:
            self._look()

    def may_leave(self) -> bool:
        """A run goes on behind other pages."""
        return True

    def stop(self) -> None:
        """Look at no more rows: what stands is on disk, and the same file goes on where it stopped."""
        self._run.stop()
        self._undo.stop()

    @property
    def running(self) -> bool:
        """Whether rows are being looked at or recorded."""
        return self._run.busy or self._opening

    # ---- a file or a paste ----

    def choose(self) -> None:
        """Ask for a file."""
        if self.running or self.steps.currentIndex() != _SOURCE:
            return
        kinds = self.tr("Registers") + " (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt)"
        dialog = QFileDialog(self, self.tr("Choose a register"), "", kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    def open_file(self, file: Path) -> None:
        """Read a file and show its columns."""
        session = self._ctx.session
        self._read(partial(_read_file, session, file))

    def paste(self) -> None:
        """Read what is on the clipboard and show its columns."""
        if not self.running and self.steps.currentIndex() == _SOURCE:
            self._read(partial(_read_paste, self._ctx.session, QGuiApplication.clipboard().text()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.steps.currentIndex() == _SOURCE and not self.running and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.open_file(Path(files[0]))

    def _on_file_chosen(self, file: str) -> None:
        self.open_file(Path(file))

    def _read(self, work: "partial[tuple[Sheet, ColumnMap | None]]") -> None:
        self.banner.dismiss()
        self._opening = True
        self._ctx.read.ask(work, self._on_read, self._on_not_read, owner=self)

    def _on_read(self, read: tuple[Sheet, ColumnMap | None]) -> None:
        self._opening = False
        self.columns.show_sheet(*read)
        self._show(_COLUMNS)

    def _on_not_read(self, problem: AppError) -> None:
        self._opening = False
        show_in(self.banner, self._ctx.words, problem)
        self._focus_step()

    # ---- from step to step ----

    def go_on(self) -> None:
        """Go on: check the rows, record them, or begin with another file."""
        if self.running:
            return
        step = self.steps.currentIndex()
        if step == _COLUMNS and self.columns.next.isEnabled():
            self._check()
        elif step == _ROWS and self._taken:
            self._show(_SOURCE)
            self._look()
        elif step == _ROWS and self.rows.next.isEnabled():
            self._begin(taking=True)

    def go_back(self) -> None:
        """Go back a step; while rows are looked at, stop instead."""
        if self._run.busy:
            self.cancel()
        elif self.steps.currentIndex() == _ROWS:
            self._show(_SOURCE if self._taken else _COLUMNS)
        elif self.steps.currentIndex() == _COLUMNS:
            self._show(_SOURCE)
        if self.steps.currentIndex() == _SOURCE:
            self._look()

    def cancel(self) -> None:
        """Stop after the rows that are on their way; what is recorded stays."""
        if self._run.busy:
            self._stopped = True
            self._run.stop()
            self.rows.progress.set_cancellable(False)

    def export(self) -> None:
        """Ask for a file and write the column map into it, as the command line reads it."""
        if self.steps.currentIndex() != _COLUMNS:
            return
        dialog = QFileDialog(self, self.tr("Save the column map"), self.tr("columns.json"), "JSON (*.json)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, file: str) -> None:
        """Write the column map into a file."""
        text = self.columns.columns().to_json()
        self._ctx.read.ask(partial(_write, text, Path(file)), self._on_exported, self._on_failed, owner=self)

    def _on_exported(self, name: str) -> None:
        self.banner.say(self.tr("The column map is saved in %1").replace("%1", name), tone=Tone.OK)

    def _check(self) -> None:
        session, table = self._ctx.session, self.columns.table()
        if not senders(table.sheet):  # what one chat left open says nothing of the next
            keep = partial(session.services.open_register.remember, session.officer, table, self.columns.columns())
            self._ctx.write.ask(keep, self._on_remembered, self._on_failed, owner=self)
        self._begin(taking=False)

    def _on_remembered(self, _: object) -> None:
        """The next file with this header is understood at once."""

    def _begin(self, *, taking: bool, clock_confirmed: bool = False) -> None:
        table = self.columns.table()
        self.banner.dismiss()
        self._taking, self._taken, self._stopped = taking, False, False
        self._total = sum(any(cell.strip() for cell in cells) for cells in table.rows)
        self.rows.all_again()
        self.rows.model.begin(table)
        self.rows.say_running(self._total, taking=self._taking)
        self._show(_ROWS)
        self._run.begin(table, dry_run=not taking, clock_confirmed=clock_confirmed)

    def _on_told(self, results: "tuple[RowResult, ...]") -> None:
        first = self.rows.model.looked_at == 0
        self.rows.model.add(results)
        if first:
            self.rows.table.choose(0)
        self.rows.say_running(self._total, taking=self._taking)

    def _on_finished(self) -> None:
        self.rows.end_progress()
        if self._stopped and not self._taking:
            self._show(_COLUMNS)
            return
        self._taken = self._taking
        self.rows.say_over(self._total, taken=self._taken)
        self._focus_step()
        if self._taken:
            self.changed.emit()

    def _on_run_failed(self, problem: AppError) -> None:
        self.rows.end_progress()
        self._taken = self._taking and self.rows.model.accepted > 0
        self.rows.say_over(self._total, taken=self._taken)
        clock = problem.code in _CLOCK
        show_in(self.banner, self._ctx.words, problem, action=self.tr("The clock is right, go on") if clock else "")
        if self._taken:
            self.changed.emit()
        self._focus_step()

    def _on_clock_right(self) -> None:
        if not self.running:
            self._begin(taking=self._taking, clock_confirmed=True)

    def _show(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self._focus_step()

    def _focus_step(self) -> None:
        if not self.isVisible():
            return
        step = self.steps.currentIndex()
        if step == _SOURCE:
            self.source.focus_first()
        elif step == _COLUMNS:
            self.columns.focus_first()
        else:
            self.rows.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- one row ----

    def _on_problems_key(self) -> None:
        if self.steps.currentIndex() == _ROWS and self.rows.problems.isEnabled():
            self.rows.turn_problems()

    def _on_open_wanted(self, number: int) -> None:
        if self._run.busy or not self.rows.open.isEnabled():
            return
        session, result = self._ctx.session, self.rows.model.result(number)
        if result.errors:
            self.rows.model.mark_draft(number)
            self.rows.choose_next_problem()
            keep = partial(session.services.open_register.as_draft, session.officer, self.columns.table(), result.row)
            self._ctx.write.ask(keep, self._on_draft_kept, self._on_failed, owner=self)
        elif found := result.number or result.duplicate_of:
            find = partial(session.services.find_complaints.by_number, session.officer, found)
            self._ctx.read.ask(find, self._on_case_found, self._on_failed, owner=self)

    def _on_draft_kept(self, kept: "KeptDraft") -> None:
        self.draft_wanted.emit(kept)

    def _on_case_found(self, id: str | None) -> None:
        if id is not None:
            self.case_wanted.emit(id)

    # ---- earlier imports ----

    def _look(self) -> None:
        self._ctx.read.ask(partial(_runs, self._ctx.session), self._on_runs, self._on_failed, owner=self)

    def _on_runs(self, found: "tuple[tuple[Run, ...], dict[str, str]]") -> None:
        self.source.show_runs(*found)

    def undo(self) -> None:
        """Ask why the chosen import is to be taken back."""
        run = self.source.chosen()
        if self.steps.currentIndex() == _SOURCE and run is not None:
            self._undo.ask(run)

    def _on_undone(self, count: int) -> None:
        self.banner.say(self.tr("%n report(s) are void; their numbers stay with the reason", "", count), tone=Tone.OK)
        self.changed.emit()
        self._look()

    def _on_failed(self, problem: AppError) -> None:
        show_in(self.banner, self._ctx.words, problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._run.busy or self.steps.currentIndex() != _SOURCE):
            self.go_back()
        else:
            super().keyPressEvent(event)


def _read_file(session: "Session", file: Path) -> tuple[Sheet, ColumnMap | None]:
    opened = session.services.open_register
    sheet = opened.read(session.officer, file)
    return sheet, opened.remembered(sheet)


def _read_paste(session: "Session", text: str) -> tuple[Sheet, ColumnMap | None]:
    opened = session.services.open_register
    sheet = opened.paste(session.officer, text)
    return sheet, opened.remembered(sheet)


def _runs(session: "Session") -> "tuple[tuple[Run, ...], dict[str, str]]":
    runs = tuple(session.services.undo_import.runs(session.officer))
    return runs, {str(o.id): o.full_name for o in session.services.manage_desk.officers(session.officer)}


def _write(text: str, file: Path) -> str:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError:
        raise StorageProblem("file_unwritable", file=file.name) from None
    return file.name
