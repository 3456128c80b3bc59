"""Similar reports: while a report is typed, open cases on the same matter; one key makes this a further report of one.

It proposes, it never joins by itself; what is taken over goes into empty fields only, and leaves again when undone.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.draft import Draft
from app.domain.errors import AppError
from app.domain.similar import TAKEN_OVER, Grade, Sought, sought_of
from ui import theme
from ui.keys import shown_key
from ui.lane import Request
from ui.models.similar_model import SimilarModel
from ui.theme import Type
from ui.widgets.label import ElidedLabel
from ui.widgets.line_list import LineList
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from app.services import SimilarRow
    from ui.context import Context

JOINS: Final = "joins"
_FEWER: Final = 2
_ROOMY: Final = 820


class SimilarPanel(SidePanel):
    """Ctrl+G joins the first, once more the next, after the last none; Esc undoes."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent=parent)
        self._draft: Draft | None = None
        self._sought: Sought | None = None
        self._request: Request | None = None
        self._cases: tuple[SimilarRow, ...] = ()
        self._joined = ""
        self._filled: dict[str, str] = {}
        self._presses = 0  # while the answer was waited for
        self._build()

    def _build(self) -> None:
        self.setObjectName("similar_panel")
        self.model = SimilarModel(self._ctx, self)
        self.rows = LineList("similar_rows", self)
        self.rows.setAccessibleName(self.tr("Similar reports"))
        self.rows.setModel(self.model)
        self.rows.open_wanted.connect(self._on_row_opened)
        self.rows.left.connect(self.left)
        self._title = ElidedLabel(kind=Type.BODY)
        self._title.setObjectName("joined_title")
        self.body.addWidget(self.rows)
        self.body.addWidget(self._title)
        self.hide()

    def acts(self) -> Mapping[str, Callable[[], object]]:
        return {"join": self.go_on}

    def joined(self) -> str:
        """Give the number of the case that this is a further report of, "" for none."""
        return self._joined

    def shown_rows(self) -> tuple["SimilarRow", ...]:
        """Give the cases that can be joined."""
        return self._cases

    # ---- while it is typed ----

    def begin(self, draft: Draft) -> None:
        self._cancel()
        self._presses = 0
        self._sought, self._cases, self._filled = None, (), {}
        self._joined = draft.get(JOINS)
        self._show()
        self.look(draft)

    def look(self, draft: Draft) -> None:
        self._draft = draft
        if draft.get(JOINS) != self._joined:  # taken back elsewhere
            self._joined, self._filled = draft.get(JOINS), {}
            self._show()
        if self._joined:
            return
        sought = sought_of(draft, self._ctx.lists.stop_words)
        if sought == self._sought:
            return
        self._cancel()
        self._sought = sought
        if not sought:
            self._cases = ()
            self._show()
            return
        journey, officer = self._ctx.session.services.similar_complaints, self._ctx.session.officer
        self._request = self._ctx.read.ask(
            partial(journey, officer, draft), self._on_found, self._on_failed, owner=self, interrupt=journey.interrupt
        )

    def _cancel(self) -> None:
        if self._request is not None:
            self._request.cancel()
            self._request = None

    def _on_found(self, rows: tuple["SimilarRow", ...]) -> None:
        self._request = None
        presses, self._presses = self._presses, 0
        if rows != self._cases:
            self._cases = rows
            self._show()
        for _ in range(presses):
            self.go_on()

    def _on_failed(self, problem: AppError) -> None:
        self._request = None
        self._presses = 0
        if problem.code != "query_interrupted":
            self._cases = ()
            self._show()
            self.said.emit(self._ctx.words.problem(problem).title)

    # ---- joining ----

    def go_on(self) -> None:
        """Join the first case shown, or the next one; after the last one, none."""
        self.look_wanted.emit()
        if self._request is not None:
            self._presses += 1
            return
        numbers = [row.number for row in self._cases]
        after = numbers.index(self._joined) + 1 if self._joined in numbers else 0
        if after < len(self._cases):
            self._join(self._cases[after])
        elif self._joined:
            self.escape()
        else:
            self.said.emit(self.tr("No similar report is known; type title, text or place first."))

    def escape(self) -> bool:
        """Join no case after all, and take back what came from it; tell whether there was one."""
        if not self._joined:
            return False
        self.look_wanted.emit()  # what was typed this moment is the officer's own
        left = dict.fromkeys(self._own_still(), "")
        self._joined, self._filled = "", {}
        self.put_wanted.emit({JOINS: "", **left})
        self._show()
        self.said.emit(self.tr("Not joined: this is a report of its own."))
        return True

    def _join(self, row: "SimilarRow") -> None:
        own = self._own_still()
        typed = {name for name in TAKEN_OVER if self._draft and self._draft.get(name) and name not in own}
        filled = {name: text for name, text in row.takes.items() if name not in typed and self._ctx.form.has(name)}
        emptied = dict.fromkeys(own - filled.keys(), "")
        self._joined, self._filled = row.number, filled
        self.put_wanted.emit({JOINS: row.number, **emptied, **filled})
        self._show()
        self.said.emit(self.tr("Further report of %1").replace("%1", row.number))

    def _own_still(self) -> set[str]:
        """Give the fields that hold what came from the joined case, unchanged since."""
        typed = self._draft.values if self._draft else {}
        return {name for name, text in self._filled.items() if typed.get(name, "") == text}

    def _on_row_opened(self, at: int) -> None:
        if self._cases[at].id is not None:
            self.case_wanted.emit(self._cases[at].id)
        else:
            self.said.emit(self.tr("This report is at another counter; only this is known of it here."))

    # ---- what is shown ----

    def _show(self) -> None:
        key = shown_key("entry", "join")
        if self._joined:
            row = next((row for row in self._cases if row.number == self._joined), None)
            self.set_heading(self.tr("Further report"))
            self.set_hint(self.tr("Esc undoes"))
            self._title.set_text(" · ".join([self._joined, *([row.title] if row else [])]))
            self._title.show()
            self.setAccessibleName(self.tr("Further report of %1").replace("%1", self._joined))
            self.rows.hide()
            self.show()
            return
        very = any(row.grade is Grade.VERY for row in self._cases)
        self.set_heading(self.tr("Very similar") if very else self.tr("Similar"))
        self.set_hint(self.tr("%1 join").replace("%1", key))
        self._title.hide()
        self._fit()
        self.rows.setVisible(bool(self._cases))
        self.setVisible(bool(self._cases))

    def _fit(self) -> None:
        """Show fewer where the window is low: the column beside the form is read at a glance, not scrolled."""
        roomy = self.window().height() >= theme.current().px(_ROOMY)
        self.model.show_cases(self._cases if roomy else self._cases[:_FEWER])
        self.rows.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.window().height() >= theme.current().px(_ROOMY)
        wanted = len(self._cases) if roomy else min(len(self._cases), _FEWER)
        if not self._joined and wanted != self.model.rowCount():
            self._fit()
