"""Offers unfinished entries again: one's own to go on with, of others only whose they are and since when."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.ids import ComplaintId
from app.domain.kept_draft import DraftsAtHand, KeptDraft, draft_title
from ui.keys import shown_key
from ui.widgets.question_strip import Answer, QuestionStrip

if TYPE_CHECKING:
    from ui.context import Context

_LETTERS: Final = 36
_NAMED: Final = 4


class DraftOffer(QuestionStrip):
    """Enter takes all up, Esc leaves them for later, Delete pressed twice discards a single one.

    What colleagues offer is told too, and of their other drafts only whose they are and since when.
    """

    taken = Signal(object)  # tuple[KeptDraft, ...]: newest first
    hand_over_wanted = Signal()  # the list of drafts that colleagues offer
    settled = Signal()  # there is nothing to answer any more

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__("draft_offer", reach=shown_key("entry", "draft_offer"), parent=parent)
        self._ctx = ctx
        self._found = DraftsAtHand(own=())
        self._discarding = self._wants_focus = False
        self._open_here: frozenset[ComplaintId] = frozenset()
        self.answered.connect(self._on_answered)

    def look(self, *, open_here: frozenset[ComplaintId], take_focus: bool) -> None:
        """Look for drafts other than the open ones and offer them; ``take_focus`` to ask at once."""
        self._open_here, self._wants_focus = open_here, take_focus
        session = self._ctx.session
        work = partial(session.services.keep_draft.at_hand, session.officer)
        self._ctx.write.ask(work, self._on_found, self._on_failed, owner=self)  # behind what is being stored

    def want_no_focus(self) -> None:
        """Do not ask at once after all: somebody has begun to type."""
        self._wants_focus = False

    def ask_now(self) -> None:
        """Take the focus; look again when nothing is asked."""
        if self.isHidden():
            self.look(open_here=self._open_here, take_focus=True)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_found(self, found: DraftsAtHand) -> None:
        own = tuple(kept for kept in found.own if kept.draft.id not in self._open_here)
        self._found = DraftsAtHand(own=own, others=found.others)
        self._discarding = False
        if own or found.others:
            self._show(take_focus=self._wants_focus)
        else:
            self._close()

    def _show(self, *, take_focus: bool) -> None:
        own, offered = self._found.own, self._found.offered
        later = Answer(id="later", label=self.tr("Later"), key="Esc")
        if self._discarding:
            answers = [
                Answer(id="discard", label=self.tr("Press once more to discard"), key="Del"),
                Answer(id="keep", label=self.tr("Keep it"), key="Esc"),
            ]
            self.ask(self.tr("Discard this draft for good?"), self._named(own[0]), answers, take_focus=take_focus)
        elif len(own) == 1:
            asked = self.tr("Unfinished entry of %1").replace("%1", self._when(own[0].kept_at))
            answers = [
                Answer(id="take", label=self.tr("Go on with it"), key="Enter"),
                later,
                Answer(id="discard", label=self.tr("Discard"), key="Del"),
            ]
            self.ask(asked, self._told(draft_title(own[0].draft) or self._untitled()), answers, take_focus=take_focus)
        elif own:
            asked = self.tr("%n unfinished entries of %1", "", len(own))
            asked = asked.replace("%1", self._ctx.session.officer.full_name)
            answers = [Answer(id="take", label=self.tr("Open all"), key="Enter"), later]
            named = " · ".join(map(self._named, own[:_NAMED]))
            if len(own) > _NAMED:
                named += self.tr(" and %n more", "", len(own) - _NAMED)
            self.ask(asked, self._told(named), answers, take_focus=take_focus)
        elif offered:
            asked = self.tr("%n entry(s) handed over by colleagues", "", len(offered))
            answers = [Answer(id="list", label=self.tr("Look and accept"), key="Enter"), later]
            self.ask(asked, self._offered(), answers, take_focus=take_focus)
        else:
            said = ", ".join(f"{other.officer_name} ({self._when(other.kept_at)})" for other in self._found.others)
            close = Answer(id="later", label=self.tr("Close"), key="Esc")
            self.ask(self.tr("Unfinished entries of colleagues"), said, [close], take_focus=False)

    def _told(self, said: str) -> str:
        """Give what is said of one's own drafts, and behind it what colleagues offer."""
        if not self._found.offered:
            return said
        more = self.tr("Handed over by colleagues: %1 (Ctrl+H)").replace("%1", self._offered())
        return f"{said} · {more}"

    def _offered(self) -> str:
        return ", ".join(
            self.tr("%1 by %2").replace("%1", draft.title or self._untitled()).replace("%2", draft.officer_name)
            for draft in self._found.offered
        )

    def _on_answered(self, answer: str) -> None:
        if answer == "take":
            self.hide()
            self.taken.emit(self._found.own)
        elif answer == "list":
            self._close()
            self.hand_over_wanted.emit()
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

    def _discard(self) -> None:
        session = self._ctx.session
        work = partial(session.services.keep_draft.discard, session.officer, self._found.own[0].draft.id)
        self._ctx.write.ask(work, self._on_discarded, self._on_failed, owner=self)
        self._close()

    def _on_discarded(self, _: object) -> None:
        """The strip is gone already."""

    def _on_failed(self, _: AppError) -> None:
        self._close()

    def _close(self) -> None:
        had_focus = self.hasFocus()
        self.hide()
        if had_focus:
            self.settled.emit()

    def _named(self, kept: KeptDraft) -> str:
        return f"{draft_title(kept.draft, _LETTERS) or self._untitled()} ({self._when(kept.kept_at)})"

    def _untitled(self) -> str:
        return self.tr("without a title")

    def _when(self, at: datetime) -> str:
        local, formats = self._ctx.local(at), self._ctx.formats
        return formats.time(local) if local.date() == self._ctx.today() else formats.moment(local)
