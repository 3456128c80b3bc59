"""The handover at the change of shifts: one's own drafts are offered, those of colleagues accepted; nothing else moves.

Drafts that are not offered are told by their officer and time alone.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.kept_draft import ColleaguesDraft, DraftsAtHand, KeptDraft
from ui.dialogs.frame import FramedDialog
from ui.models.drafts_model import DraftsModel
from ui.problems import show_in
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.label import label
from ui.widgets.line_list import LineList

if TYPE_CHECKING:
    from ui.context import Context


class HandOverDialog(FramedDialog):
    """Enter offers, takes back or accepts the row that is chosen; A offers all of one's own; Esc closes."""

    accepted_draft = Signal(object)  # KeptDraft
    listed = Signal(object)  # tuple[KeptDraft, ...]: one's own as they stand now

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__("hand_over_dialog", self.tr("Hand over and accept"), width=620, parent=parent)
        self._ctx = ctx
        self._busy = False
        self.model = DraftsModel(ctx, self)
        self._fill()
        self._look()

    def _fill(self) -> None:
        self.said.setText(self.tr("What you hand over stays yours until a colleague accepts it. Both are noted."))
        self.said.show()
        self.banner = Banner("hand_over_problem")
        self.list = LineList("hand_over_list")
        self.list.setAccessibleName(self.tr("Unfinished entries"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.setModel(self.model)
        self.empty = label(self.tr("No unfinished entry is kept on this desk."), Type.BODY)
        self.empty.hide()
        for widget in (self.banner, self.list, self.empty):
            self.content.addWidget(widget)
        self.add_close(self.tr("Close"))
        self.offer_all = ActionButton("hand_over_all", self.tr("Hand over all of mine"), key="A", tall=True)
        self.act = ActionButton("hand_over_act", "", key="Enter", weight=Weight.PRIMARY, tall=True)
        for button in (self.offer_all, self.act):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.buttons.addWidget(button)
        self.offer_all.clicked.connect(self._on_offer_all)
        self.act.clicked.connect(self._on_act)
        self.list.open_wanted.connect(self._on_act)
        self.list.typed.connect(self._on_typed)
        self.list.left.connect(self.reject)
        self.list.selectionModel().currentChanged.connect(self._show_act)
        self._show_act()

    # ---- the list ----

    def _look(self) -> None:
        session = self._ctx.session
        work = partial(session.services.keep_draft.at_hand, session.officer)
        self._ctx.write.ask(work, self._on_found, self._on_failed, owner=self)  # behind what is being stored

    def _on_found(self, found: DraftsAtHand) -> None:
        self._busy = False
        before = max(self.list.chosen(), 0)
        self.model.show_drafts(found)
        rows = self.model.rowCount()
        self.list.setVisible(rows > 0)
        self.empty.setVisible(not rows)
        self.list.choose(min(before, rows - 1))
        self.list.fit()
        self.adjustSize()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_act()
        self.listed.emit(found.own)

    def _show_act(self, *_: object) -> None:
        row = self.model.row(self.list.chosen())
        words = ""
        if isinstance(row, KeptDraft):
            words = self.tr("Hand over") if row.handed_at is None else self.tr("Take back")
        elif isinstance(row, ColleaguesDraft) and row.handed_at is not None:
            words = self.tr("Accept")
        self.act.set_words(words)
        self.act.setVisible(bool(words))
        self.offer_all.setVisible(sum(kept.handed_at is None for kept in self.model.own()) > 1)

    # ---- acts ----

    def _on_typed(self, letter: str) -> None:
        if letter == "A" and not self.offer_all.isHidden():
            self._on_offer_all()

    def _on_act(self, _: object = None) -> None:
        row, session = self.model.row(self.list.chosen()), self._ctx.session
        journey = session.services.hand_over_draft
        if isinstance(row, KeptDraft) and row.handed_at is None:
            self._ask(partial(journey.offer, session.officer, [row.draft.id]))
        elif isinstance(row, KeptDraft):
            self._ask(partial(journey.take_back, session.officer, row.draft.id))
        elif isinstance(row, ColleaguesDraft) and row.handed_at is not None and not self._busy:
            self._busy = True
            self.banner.dismiss()
            work = partial(journey.accept, session.officer, row.id)
            self._ctx.write.ask(work, self._on_accepted, self._on_failed, owner=self)

    def _on_offer_all(self) -> None:
        session = self._ctx.session
        ids = [kept.draft.id for kept in self.model.own() if kept.handed_at is None]
        self._ask(partial(session.services.hand_over_draft.offer, session.officer, ids))

    def _ask(self, work: Callable[[], None]) -> None:
        if not self._busy:
            self._busy = True
            self.banner.dismiss()
            self._ctx.write.ask(work, self._on_done, self._on_failed, owner=self)

    def _on_done(self, _: object) -> None:
        self._look()

    def _on_accepted(self, kept: KeptDraft) -> None:
        self.accepted_draft.emit(kept)
        self._look()

    def _on_failed(self, problem: AppError) -> None:
        self._busy = False
        show_in(self.banner, self._ctx.words, problem)
        if problem.code == "draft_gone":
            self._look()
