"""Offers unfinished entries again: one's own to go on with, of others only whose they are and since when."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.ids import ComplaintId
from app.domain.text import clean_line, shortened
from ui.widgets.question_strip import Answer, QuestionStrip

if TYPE_CHECKING:
    from app.services import DraftsAtHand, KeptDraft
    from ui.context import Context

_TITLE_LETTERS: Final = 60


class DraftOffer(QuestionStrip):
    """Enter takes the draft up, Esc leaves it for later, Delete pressed twice discards it, Up and Down turn over."""

    taken = Signal(object)  # KeptDraft
    settled = Signal()  # there is nothing to answer any more

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__("draft_offer", reach="Alt+D", parent=parent)
        self._ctx = ctx
        self._kept: tuple[KeptDraft, ...] = ()
        self._others: tuple[str, ...] = ()
        self._at = 0
        self._discarding = self._wants_focus = False
        self._current: ComplaintId | None = None
        self.answered.connect(self._on_answered)
        self.turned.connect(self._on_turned)

    def look(self, *, current: ComplaintId, take_focus: bool) -> None:
        """Look for drafts other than the current one and offer them; ``take_focus`` to ask at once."""
        self._current, self._wants_focus = current, take_focus
        session = self._ctx.session
        work = partial(session.services.keep_draft.at_hand, session.officer)
        self._ctx.write.ask(work, self._on_found, self._on_failed, owner=self)

    def want_no_focus(self) -> None:
        """Do not ask at once after all: somebody has begun to type."""
        self._wants_focus = False

    def ask_now(self) -> None:
        """Take the focus, if there is something to answer."""
        if not self.isHidden():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_found(self, found: "DraftsAtHand") -> None:
        self._kept = tuple(kept for kept in found.own if kept.draft.id != self._current)
        self._others = tuple(f"{name} ({self._when(at)})" for name, at in found.others)
        self._at = 0
        self._discarding = False
        if self._kept:
            self._show(take_focus=self._wants_focus)
        elif self._others:
            said = ", ".join(self._others)
            later = Answer(id="later", label=self.tr("Close"), key="Esc")
            self.ask(self.tr("Unfinished entries of colleagues"), said, [later], take_focus=False)
        else:
            self._close()

    def _show(self, *, take_focus: bool) -> None:
        kept = self._kept[self._at]
        title = self._title_of(kept)
        if self._discarding:
            asked = self.tr("Discard this draft for good?")
            answers = [
                Answer(id="discard", label=self.tr("Press once more to discard"), key="Del"),
                Answer(id="keep", label=self.tr("Keep it"), key="Esc"),
            ]
        else:
            asked = self.tr("Unfinished entry of %1").replace("%1", self._when(kept.kept_at))
            answers = [
                Answer(id="take", label=self.tr("Go on with it"), key="Enter"),
                Answer(id="later", label=self.tr("Later"), key="Esc"),
                Answer(id="discard", label=self.tr("Discard"), key="Del"),
            ]
        if len(self._kept) > 1:
            place = self.tr("%1 of %2").replace("%1", str(self._at + 1)).replace("%2", str(len(self._kept)))
            asked = f"{asked} · {place} ↑ ↓"
        self.ask(asked, title, answers, take_focus=take_focus)

    def _on_answered(self, answer: str) -> None:
        if answer == "take":
            self.hide()
            self.taken.emit(self._kept[self._at])
        elif answer == "keep":
            self._discarding = False
            self._show(take_focus=False)
        elif answer == "discard" and not self._discarding:
            self._discarding = True
            self._show(take_focus=False)
        elif answer == "discard":
            self._discard()
        else:
            self._close()

    def _on_turned(self, by: int) -> None:
        if self._kept:
            self._at = (self._at + by) % len(self._kept)
            self._discarding = False
            self._show(take_focus=False)

    def _discard(self) -> None:
        session = self._ctx.session
        dropped = self._kept[self._at]
        work = partial(session.services.keep_draft.discard, session.officer, dropped.draft.id)
        self._ctx.write.ask(work, self._on_discarded, self._on_failed, owner=self)
        self._kept = tuple(kept for kept in self._kept if kept is not dropped)
        self._at = 0
        self._discarding = False
        if self._kept:
            self._show(take_focus=False)
        else:
            self._close()

    def _on_discarded(self, _: object) -> None:
        """The strip shows the next one already."""

    def _on_failed(self, _: AppError) -> None:
        self._close()

    def _close(self) -> None:
        had_focus = self.hasFocus()
        self.hide()
        if had_focus:
            self.settled.emit()

    def _title_of(self, kept: "KeptDraft") -> str:
        for name in ("title", "text", "name"):
            if text := clean_line(kept.draft.get(name)):
                return shortened(text, _TITLE_LETTERS)
        return self.tr("without a title")

    def _when(self, at: datetime) -> str:
        local, formats = self._ctx.local(at), self._ctx.formats
        return formats.time(local) if local.date() == self._ctx.today() else formats.moment(local)
