"""*Laporan*: a period by keyboard, its main figures and tables, and one key each for PDF and XLSX."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.access import Act, may
from app.domain.errors import AppError, NotAllowed
from app.domain.period import Period, PeriodKind
from app.domain.report import Report
from app.domain.report_sheet import ReportSheet
from ui import theme
from ui.keys import bind, shown_key
from ui.models.report_model import LEAST, ReportModel, ReportTables
from ui.problems import line, show_in
from ui.report_run import ReportRun
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.figure_tile import FigureTile
from ui.widgets.fitting_area import FittingArea
from ui.widgets.label import label
from ui.widgets.line_list import LineList
from ui.widgets.period_bar import PeriodBar
from ui.widgets.rows_view import RowsView
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.context import Context

_FIGURES: Final = 5
_IN_A_ROW: Final = 3
_LIST: Final = 270
_LOW_LIST: Final = 150
_LOW_TABLE: Final = 200
_LARGE: Final = 1.4


class ReportPage(QWidget):
    """Whoever may not see the sums of the agency is told who may."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._report: Report | None = None
        self._chosen = self._wanted = ""
        self._run = ReportRun(ctx, self)
        self._run.read.connect(self._on_read)
        self._run.saved.connect(self._on_saved)
        self._run.failed.connect(self._on_failed)
        self._build()

    def _build(self) -> None:
        worn = theme.current()
        self.setObjectName("report_page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.banner = Banner("report_problem")
        self.period = PeriodBar(self._ctx.today, self._name_of)
        self.state = label("", Type.LABEL, wrap=True)
        self.state.setObjectName("report_state")
        self.tiles = [FigureTile() for _ in range(_FIGURES)]
        self.tables = ReportTables(self)
        self.list = LineList("report_tables", fitting=False)
        self.list.setModel(self.tables)
        self.list.setAccessibleName(self.tr("Tables of the report"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.model = ReportModel(self._ctx.language, self)
        self.table = RowsView("report_table")
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Figures of the table"))
        self._empty = label(self.tr("None in this period."), "soft", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note = label("", Type.HINT, wrap=True)
        self.xlsx = ActionButton(
            "report_xlsx", self.tr("Save as XLSX"), key=shown_key("report", "report_xlsx"), tall=True
        )
        self.pdf = ActionButton(
            "report_pdf",
            self.tr("Save as PDF"),
            key=shown_key("report", "report_pdf"),
            weight=Weight.PRIMARY,
            tall=True,
        )
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(worn.px(8))
        rows.addWidget(self.period)
        rows.addWidget(self.state)
        rows.addLayout(self._figures())
        rows.addLayout(self._figures_by_table(), 1)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(worn.px(8))
        foot.addWidget(label(self.tr("Every table is in the PDF and in the workbook."), Type.HINT, wrap=True), 1)
        foot.addWidget(self.xlsx)
        foot.addWidget(self.pdf)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(FittingArea(made))
        self._rooms.addWidget(self._refusal())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(6))
        column.addWidget(label(self.tr("Report"), Type.TITLE))
        column.addWidget(self.banner)
        column.addWidget(self._rooms, 1)
        column.addWidget(self._foot)
        self._connect()

    def _refusal(self) -> QWidget:
        """Give what somebody is told who may not make reports."""
        words = self._ctx.words
        said = words.problem(NotAllowed("report_not_allowed", role=words.word("role", self._ctx.session.officer.role)))
        room = QWidget()
        rows = QVBoxLayout(room)
        rows.addStretch(1)
        for text, kind in ((said.title, Type.HEADING), (said.sentence(), "soft")):
            part = label(text, kind, wrap=True)
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            rows.addWidget(part)
        rows.addStretch(2)
        return room

    def _button(self, act: str, words: str, weight: Weight) -> ActionButton:
        return ActionButton(act, words, key=shown_key("report", act), weight=weight, tall=True)

    def _figures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.current().px(8))
        across = _FIGURES if theme.current().scale < _LARGE else _IN_A_ROW
        for n, tile in enumerate(self.tiles):
            grid.addWidget(tile, *divmod(n, across))
        for column in range(across):
            grid.setColumnStretch(column, 1)
        return grid

    def _figures_by_table(self) -> QBoxLayout:
        """Give the list of tables beside the chosen one, above it where letters are large."""
        worn = theme.current()
        large = worn.scale >= _LARGE
        tables, chosen = Card(), Card()
        tables.body.addWidget(self.list)
        tables.set_bare()
        self._room = QStackedWidget()
        self._room.addWidget(self.table)
        self._room.addWidget(self._empty)
        chosen.body.addWidget(self._room, 1)
        chosen.set_bare()
        right = QVBoxLayout()
        right.setSpacing(worn.px(4))
        right.addWidget(chosen, 1)
        right.addWidget(self.note)
        if large:
            tables.setFixedHeight(worn.px(_LOW_LIST))
            self.table.setMinimumHeight(worn.px(_LOW_TABLE))
        else:
            tables.setFixedWidth(worn.px(_LIST))
        columns = QBoxLayout(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(worn.px(12))
        columns.addWidget(tables)
        columns.addLayout(right, 1)
        return columns

    def _connect(self) -> None:
        self.period.changed.connect(self._on_period_changed)
        self.period.refused.connect(self._on_period_refused)
        self.list.selectionModel().currentRowChanged.connect(self._on_table_chosen)
        self.list.open_wanted.connect(self._on_table_opened)
        self.pdf.clicked.connect(self.save_pdf)
        self.xlsx.clicked.connect(self.save_xlsx)
        bind(
            "report",
            self,
            {
                "report_pdf": self.pdf.click,
                "report_xlsx": self.xlsx.click,
                "report_earlier": self.period.earlier.click,
                "report_later": self.period.later.click,
            },
        )
        self._enable()

    # ---- what the window relies on ----

    def start(self) -> None:
        """Read the period anew, with the keyboard where another one is typed."""
        allowed = may(self._ctx.session.officer, Act.REPORT)
        self._rooms.setCurrentIndex(0 if allowed else 1)
        self._foot.setVisible(allowed)
        if not allowed:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.banner.dismiss()
        self.period.focus_first()
        self._ask()

    def may_leave(self) -> bool:
        """What is still being read is broken off, for the next page reads too; a file is written to its end."""
        self._wanted = ""
        self._run.stop()
        return True

    def stop(self) -> None:
        """Read nothing any more."""
        self._run.stop()

    # ---- the period ----

    def _ask(self) -> None:
        self.state.setText(self.tr("Counting %1 …").replace("%1", self._name_of(self.period.period)))
        self._report = None
        self._enable()
        self._run.ask(self.period.period)

    def _on_period_changed(self, _: Period) -> None:
        self.banner.dismiss()
        self._ask()

    def _on_period_refused(self, problem: AppError) -> None:
        self.period.say(line(self._ctx.words, problem))

    def _name_of(self, period: Period) -> str:
        words = self._ctx.words
        match period.kind:
            case PeriodKind.MONTH:
                return f"{words.word('month', str(period.n))} {period.year}"
            case PeriodKind.QUARTER:
                return f"{words.word('report', 'quarter_short')} {period.n} {period.year}"
        return str(period.year)

    # ---- what was read ----

    def _on_read(self, report: Report, sheet: ReportSheet) -> None:
        self._report = report
        self.state.setText(f"{sheet.subtitle} · {sheet.state}")
        for tile, figure in zip(self.tiles, sheet.figures, strict=True):
            tile.show_figure(figure)
        chosen = self._chosen
        self.tables.show_sheet(sheet)
        self.list.choose(self.tables.place_of(chosen))
        self._enable()
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._run.choose(report, wanted)

    def _on_table_chosen(self) -> None:
        table = self.tables.table(self.list.chosen())
        if table is None:
            return
        self._chosen = table.code
        self.model.show_table(table)
        self.table.set_widths(*self.model.widths(), least=LEAST, drop=self.model.may_go())
        self._room.setCurrentIndex(0 if table.lines else 1)
        self.note.setText(table.note)
        self.note.setVisible(bool(table.note))

    def _on_table_opened(self, _: int) -> None:
        if self.model.rowCount():
            self.table.choose(max(0, self.table.chosen()))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- files ----

    def save_pdf(self) -> None:
        """Ask for a file and set the report on paper."""
        self._save("pdf")

    def save_xlsx(self) -> None:
        """Ask for a file and write the workbook."""
        self._save("xlsx")

    def _save(self, ending: str) -> None:
        """Save the report of the period that stands there, once it is read: one just typed counts as well."""
        if not self.period.settle():
            return
        if self._report is None:
            self._wanted = ending
        else:
            self._run.choose(self._report, ending)

    def _on_saved(self, name: str) -> None:
        self.banner.say(self.tr("The report is saved in %1").replace("%1", name), tone=Tone.OK)

    def _on_failed(self, problem: AppError) -> None:
        self._wanted = ""
        show_in(self.banner, self._ctx.words, problem)

    def _enable(self) -> None:
        for button in (self.pdf, self.xlsx):
            button.setEnabled(self._report is not None)
