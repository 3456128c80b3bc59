"""Courier: parcels of counters without a line are handed to the centre, sealed as they are; their answers go back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.domain.errors import AppError, UserProblem
from ui import theme
from ui.dialogs.frame import FramedDialog
from ui.models.lines_model import LinesModel
from ui.problems import show_in
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.help_line import HelpLine
from ui.widgets.label import label
from ui.widgets.line_list import Line, LineList
from ui.widgets.progress_row import ProgressRow
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import Carried, Session
    from app.texts import Problem
    from ui.context import Context
    from ui.lane import Request


class CourierDialog(FramedDialog):
    """One file after the other; cancelling ends after the one on its way, and handing in again is safe."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__("courier", "", width=760, parent=parent)
        self._ctx = ctx
        self._run: Request | None = None
        self._total = 0
        self._rows: Sequence[Carried] = ()
        self._fill()

    def _fill(self) -> None:
        title = self.tr("Carry parcels of other counters")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.said.setText(
            self.tr(
                "For counters without a line. Their parcels stay sealed: nobody here can open them. Each answer is"
                " saved beside its parcel, to be carried back."
            )
        )
        self.said.show()
        self.banner = Banner("courier_problem")
        self.progress = ProgressRow("courier_progress")
        self.progress.hide()
        self.model = LinesModel(self)
        self.list = LineList("courier_files", fitting=False)
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("What became of each file"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._empty = label(
            self.tr("Put the stick in and choose the parcel files; several at once are chosen with Shift or Ctrl+A."),
            "soft",
            wrap=True,
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room = QStackedWidget()
        self._room.addWidget(self._empty)
        self._room.addWidget(self.list)
        card = Card()
        card.body.addWidget(self._room)
        card.set_bare()
        self.content.setSpacing(theme.current().px(8))
        self.content.addWidget(self.banner)
        self.content.addWidget(self.progress)
        self.to_do = HelpLine("courier_to_do")
        self.content.addWidget(card, 1)
        self.content.addWidget(self.to_do)
        close = self.add_close(self.tr("Close"))
        self.choose = ActionButton(
            "courier_choose", self.tr("Choose parcels ..."), key="Enter", weight=Weight.PRIMARY, tall=True
        )
        self.buttons.addWidget(self.choose)
        self.choose.clicked.connect(self._on_choose)
        self.progress.cancel_wanted.connect(self.cancel)
        self.list.left.connect(close.click)
        self.list.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.set_least(760, 480)
        self.choose.setFocus()

    def choose_files(self) -> list[Path]:
        """Ask for the parcel files; none when the officer thinks better of it."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Parcel files"), "", self.tr("Parcels (kiriman-*.loket);;All files (*)")
        )
        return [Path(one) for one in chosen]

    def cancel(self) -> None:
        """End after the file that is on its way."""
        if self._run is not None:
            self._run.stop.set()
            self.progress.set_cancellable(False)

    def leave(self) -> None:
        """End the run first, if one is on."""
        if self._run is not None:
            self.cancel()
        else:
            self.reject()

    def _on_choose(self) -> None:
        files = self.choose_files() if self._run is None else []
        if not files:
            return
        self.banner.dismiss()
        self._total = len(files)
        self.choose.setEnabled(False)
        self.progress.set_cancellable(True)
        self.progress.show()
        self._show_progress(())
        self._run = self._ctx.net.follow(
            partial(_carry, self._ctx.session, files),
            self._on_carried,
            self._on_failed,
            progress=self._on_progress,
            owner=self,
        )

    def _on_progress(self, rows: "tuple[Carried, ...]") -> None:
        self._show_progress(rows)
        self._show_rows(rows)

    def _show_progress(self, rows: "Sequence[Carried]") -> None:
        fact = self.tr("%1 of %2 done").replace("%1", self._ctx.formats.number(len(rows)))
        self.progress.show_progress(
            self.tr("Parcels are on their way"),
            fact=fact.replace("%2", self._ctx.formats.number(self._total)),
            done=len(rows),
            total=self._total,
        )

    def _show_rows(self, rows: "Sequence[Carried]") -> None:
        self._rows = rows
        self.model.show_lines([self._line(row) for row in rows])
        self._room.setCurrentIndex(1 if rows else 0)
        refused = (n for n, row in enumerate(rows) if row.code is not None)
        self.list.choose(next(refused, len(rows) - 1))

    def _line(self, row: "Carried") -> Line:
        name = row.file.name
        if row.code is not None:
            why = self._problem(row.code).title
            return Line(head=name, below=why, badge=self.tr("refused"), tone=Tone.BAD, sign="warning")
        part = self.tr("Part %1 of %2 was handed in.").replace("%1", str(row.volume)).replace("%2", str(row.volumes))
        if row.answer is not None:
            part += " " + self.tr("Its answer: %1").replace("%1", row.answer.name)
            return Line(head=name, below=part, badge=self.tr("answer saved"), tone=Tone.OK, sign="check")
        missing = ", ".join(map(str, row.missing))
        part += " " + self.tr("Still missing: part %1.").replace("%1", missing)
        return Line(head=name, below=part, badge=self.tr("waits for its other parts"), tone=Tone.WARN, sign="half")

    def _problem(self, code: str) -> "Problem":
        return self._ctx.words.problem(UserProblem(code, missing="", volumes=""))

    def _on_chosen(self) -> None:
        at = self.list.chosen()
        code = self._rows[at].code if 0 <= at < len(self._rows) else None
        self.to_do.say(self._problem(code).sentence() if code is not None else "")

    def _on_carried(self, rows: "tuple[Carried, ...]") -> None:
        self._end()
        self.show_carried(rows, total=self._total)

    def show_carried(self, rows: "Sequence[Carried]", *, total: int) -> None:
        """Show what became of each file, and what to do now."""
        self._show_rows(rows)
        refused = sum(1 for row in rows if row.code is not None)
        answers = sum(1 for row in rows if row.answer is not None)
        self._say(len(rows) - refused, answers, refused, total - len(rows))

    def _say(self, handed_in: int, answers: int, refused: int, left: int) -> None:
        title = " · ".join((self.tr("%n file(s) handed in", "", handed_in), self.tr("%n answer(s) saved", "", answers)))
        what = [self.tr("%n was/were refused: see the list.", "", refused)] if refused else []
        if left:
            what.append(self.tr("%n was/were not handed in: choose them again, doing so twice is safe.", "", left))
        elif handed_in and not answers:
            what.append(self.tr("The answer comes with the last part: choose the others as well."))
        if answers:
            what.append(self.tr("Carry the stick back: there the answer is read with J on the sync page."))
        tone = Tone.WARN if refused or left or not answers else Tone.OK
        self.banner.say(title, what=" ".join(what), tone=tone)

    def _on_failed(self, problem: AppError) -> None:
        self._end()
        show_in(self.banner, self._ctx.words, problem)

    def _end(self) -> None:
        self._run = None
        self.progress.hide()
        self.choose.setEnabled(True)
        self.choose.setFocus()


def _carry(session: "Session", files: Sequence[Path], request: "Request") -> "tuple[Carried, ...]":
    """Run on the net lane: rows so far are the progress; the wish to stop is looked at between two files."""
    rows: list[Carried] = []
    for row in session.services.carry_parcels(session.officer, files, out=files[0].parent):
        rows.append(row)
        request.report(tuple(rows))
        if request.stop.is_set():
            break
    return tuple(rows)
