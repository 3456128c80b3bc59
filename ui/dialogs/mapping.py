"""Which id at LAPOR! stands for which of ours: what holds reports back first, then each list, found by typing."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.lapor import MapList
from app.domain.lapor_mapping import MapRow
from app.domain.text import folded
from ui import theme
from ui.dialogs.frame import FramedDialog
from ui.models.lines_model import LinesModel
from ui.problems import show_in
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.combo import Combo
from ui.widgets.field import Field
from ui.widgets.help_line import HelpLine
from ui.widgets.label import label
from ui.widgets.line_list import Line, LineList
from ui.widgets.option import Option
from ui.widgets.text_input import TextInput
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import MapSeen, Session
    from ui.context import Context

_LACKING: Final = "lacking"
_RIGHT: Final = 300
_LARGE: Final = 1.4


class MappingDialog(FramedDialog):
    """Enter on a row, type the number, Enter: it is kept and the next row is there."""

    kept = Signal()

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__("mapping", "", width=900, parent=parent)
        self._ctx = ctx
        self._seen: MapSeen | None = None
        self._rows: tuple[MapRow, ...] = ()
        self._fill()
        self._look()

    def _fill(self) -> None:
        worn = theme.current()
        title = self.tr("Numbers at LAPOR! for our lists")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.said.setText(
            self.tr("LAPOR!'s administrator has these numbers. What is typed here stands before the profile.")
        )
        self.said.show()
        self.banner = Banner("mapping_problem")
        word = self._ctx.words.word
        lists = [Option(id=of.value, label=word("map_list", of.value)) for of in MapList]
        self.which = Combo("mapping_list", [Option(id=_LACKING, label=self.tr("What holds reports back")), *lists])
        self.typed = TextInput("mapping_find")
        self.model = LinesModel(self)
        self.list = LineList("mapping_rows", fitting=False)
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Entries of the list"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.empty = label("", "soft", wrap=True)
        self.empty.setObjectName("mapping_empty")
        left = QVBoxLayout()
        left.setSpacing(worn.px(4))
        above = QHBoxLayout()
        above.setSpacing(worn.px(12))
        above.addWidget(Field(self.tr("Show"), self.which), 1)
        above.addWidget(Field(self.tr("Find"), self.typed, hint=self.tr("A part of the name")), 1)
        left.addLayout(above)
        left.addWidget(self.empty)
        card = Card()
        card.body.addWidget(self.list)
        card.set_bare()
        left.addWidget(card, 1)
        self.name = label("", Type.HEADING, wrap=True)
        self.name.setObjectName("mapping_name")
        self.target = TextInput("mapping_target")
        self.target.setMaxLength(60)
        self.field = Field(self.tr("Number at LAPOR!"), self.target, hint=self.tr("Empty: as the profile says"))
        self.keep = ActionButton("mapping_keep", self.tr("Keep"), key="Enter", weight=Weight.PRIMARY)
        self.waits = HelpLine("mapping_waits")
        right = QVBoxLayout()
        right.setSpacing(worn.px(6))
        stacked = worn.scale >= _LARGE
        right.addWidget(self.name)
        typing: QBoxLayout = QHBoxLayout() if stacked else QVBoxLayout()
        typing.addWidget(self.field, 1)
        typing.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignVCenter if stacked else Qt.AlignmentFlag.AlignLeft)
        right.addLayout(typing)
        if stacked:  # in large letters there is room for the rows and for what is typed
            self.said.hide()
            self.waits.hide()
        else:
            right.addWidget(self.waits)
            right.addStretch(1)
        beside = QWidget()
        beside.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        columns: QBoxLayout = QVBoxLayout() if stacked else QHBoxLayout()
        columns.setSpacing(worn.px(16))
        columns.addLayout(left, 1)
        columns.addWidget(beside)
        if not stacked:
            beside.setFixedWidth(worn.px(_RIGHT))
        self.content.addWidget(self.banner)
        self.content.addLayout(columns, 1)
        self.close_button = self.add_close(self.tr("Close"))
        self.which.changed.connect(self._show_rows)
        self.typed.changed.connect(self._show_rows)
        self.typed.advance.connect(self._into_rows)
        self.list.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.list.open_wanted.connect(self._into_target)
        self.list.left.connect(self.close_button.click)
        self.target.advance.connect(self._on_keep)
        self.keep.clicked.connect(self._on_keep)
        self.set_least(900, 560)
        self._show_chosen(None)
        self.list.setFocus()

    # ---- what is shown ----

    def _look(self) -> None:
        session = self._ctx.session
        work = partial(session.services.map_for_lapor.seen, session.officer)
        self._ctx.read.ask(work, self._on_seen, self._on_failed, owner=self)

    def _on_seen(self, seen: "MapSeen") -> None:
        first, self._seen = self._seen is None, seen
        if first:
            self.which.set_value(_LACKING if seen.lacking else MapList.AGENCY.value)
        self._show_rows()

    def _show_rows(self) -> None:
        if self._seen is None:
            return
        which, wanted = self.which.value(), folded(self.typed.value()).split()
        rows = self._seen.lacking if which in (None, _LACKING) else self._seen.lists[MapList(which)]
        self._rows = tuple(row for row in rows if all(part in folded(self._name(row)) for part in wanted))
        chosen = self.list.chosen()
        self.model.show_lines([self._line(row) for row in self._rows])
        none = self.tr("Every entry that reports use has its number.") if not rows else self.tr("Nothing found.")
        self.empty.setText("" if self._rows else none)
        self.empty.setVisible(not self._rows)
        self.list.choose(min(max(chosen, 0), len(self._rows) - 1))
        self._on_chosen()

    def _line(self, row: MapRow) -> Line:
        of = self._ctx.words.word("map_list", row.list.value)
        below = f"{of} · {row.id}" if self.which.value() == _LACKING else row.id
        if row.held:
            badge = self.tr("%n report(s) wait", "", row.held)
            return Line(head=self._name(row), below=below, badge=badge, tone=Tone.WARN, sign="half", note=row.target)
        return Line(head=self._name(row), below=below, note=row.target or "–")

    def _name(self, row: MapRow) -> str:
        of_class = row.list is MapList.CLASSIFICATION
        return self._ctx.words.word("classification", row.id) if of_class else row.name

    def _chosen(self) -> MapRow | None:
        at = self.list.chosen()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _on_chosen(self) -> None:
        self._show_chosen(self._chosen())

    def _show_chosen(self, row: MapRow | None) -> None:
        self.field.set_error(None)
        self.name.setText(self._name(row) if row else "")
        self.target.set_value(row.target if row else "")
        self.target.setEnabled(row is not None)
        self.keep.setEnabled(row is not None)
        self.waits.say(self.tr("Reports wait for this number; they go with the next sync.") if row and row.held else "")

    def _into_rows(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _into_target(self, _: int) -> None:
        self.target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.target.selectAll()

    # ---- what is kept ----

    def _on_keep(self) -> None:
        row = self._chosen()
        if row is not None and self.keep.isEnabled():
            self.banner.dismiss()
            self.keep.setEnabled(False)
            work = partial(_kept, self._ctx.session, row, self.target.value())
            self._ctx.write.ask(work, self._on_kept, self._on_failed, owner=self)

    def _on_kept(self, seen: "MapSeen") -> None:
        self.kept.emit()
        following = self.list.chosen() + 1 if self.which.value() != _LACKING else self.list.chosen()
        self._seen = seen
        self._show_rows()
        self.list.choose(min(following, len(self._rows) - 1))
        if self._rows:
            self._into_target(0)
        else:
            self._into_rows()

    def _on_failed(self, problem: AppError) -> None:
        self.keep.setEnabled(self._chosen() is not None)
        if problem.code == "mapping_target_wrong":
            self.field.set_error(self._ctx.words.problem(problem).title)
            self.field.focus_input()
        show_in(self.banner, self._ctx.words, problem)

    def leave(self) -> None:
        """Go back to the rows first, where a number is being typed."""
        if self.target.hasFocus():
            self._into_rows()
        else:
            self.reject()


def _kept(session: "Session", row: MapRow, typed: str) -> "MapSeen":
    journey = session.services.map_for_lapor
    journey(session.officer, row.list, row.id, typed)
    return journey.seen(session.officer)
