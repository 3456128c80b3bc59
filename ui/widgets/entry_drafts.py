"""The open entries over one form: going between them, beginning, taking up, discarding; each is kept by itself.

Nothing is asked on the way from one to another: what is left is stored, what comes back stands as it was, focus too.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from app.domain.channel import WALK_IN
from app.domain.draft import Draft
from app.domain.errors import AppError
from app.domain.kept_draft import draft_title
from app.domain.resumed import resumed
from ui.models.draft_keeper import DraftKeeper
from ui.models.open_drafts import OpenDraft, OpenDrafts
from ui.widgets.caret import caret_of, put_caret
from ui.widgets.draft_tabs import Tab
from ui.widgets.entry_frame import EntryFrame
from ui.widgets.question_strip import Answer

if TYPE_CHECKING:
    from app.services import KeptDraft
    from ui.context import Context

_LETTERS: Final = 28


class EntryDrafts(QObject):
    """``field`` gives the name of the field that has the focus, ``holds`` whether a panel holds something for it."""

    shown = Signal(object)  # OpenDraft: what is to stand in the form from now on
    said = Signal(str)  # a sentence for the help line
    failed = Signal(object)  # AppError of something that was asked for by a key

    def __init__(
        self, ctx: "Context", frame: EntryFrame, *, field: Callable[[], str], holds: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ctx, self._form, self._offer = ctx, frame.form, frame.offer
        self._tabs, self._question = frame.tabs, frame.discard
        self._field, self._holds = field, holds
        self._open = OpenDrafts()
        self._sure = self._has_left = False
        self.keeper = DraftKeeper(ctx, self._worth_keeping, self)
        self._offer.taken.connect(self._on_taken)
        self._question.answered.connect(self._on_discard_answered)
        self._tabs.tabBarClicked.connect(self._go_to)

    # ---- the one that is shown ----

    @property
    def current(self) -> OpenDraft:
        """The entry in the form."""
        one = self._open.current
        assert one is not None
        return one

    @property
    def count(self) -> int:
        """How many entries are open and begun."""
        return len(self._open) - (1 if self._open.current is not None and self.is_blank() else 0)

    def draft(self) -> Draft:
        """Give what is typed now."""
        return Draft(id=self.current.id, values=self._form.values())

    def is_blank(self) -> bool:
        """Tell whether nothing was typed beyond what the desk itself filled in."""
        return self.draft().is_empty(self.current.blank) and not self._holds()

    def was_blank_but_for(self, name: str) -> bool:
        """Tell whether nothing else than this field was typed."""
        others = {other: typed for other, typed in self._form.values().items() if other != name}
        return Draft(id=self.current.id, values=others).is_empty(self.current.blank)

    def _worth_keeping(self) -> Draft | None:
        draft = self.draft()
        return None if draft.is_empty(self.current.blank) else draft

    # ---- beginning, ending ----

    def begin(self, values: Mapping[str, str]) -> None:
        """Begin another entry; what is in the form is kept beside it, unless it is blank."""
        self._leave()
        now = self._ctx.now()
        id = self._ctx.session.services.keep_draft.new_id()
        filled = {**self.defaults(), "channel": str(WALK_IN), **values}
        self._open.add(OpenDraft(id=id, values=filled, blank={}, begun_at=now, left_at=now))
        self.keeper.forget()
        self._show(self.current)
        self.current.blank = self._form.values()

    def defaults(self) -> dict[str, str]:
        """Give what the profile fills in."""
        return {rule.name: rule.default for rule in self._ctx.form.fields if rule.default}

    def end(self) -> None:
        """Take note that the entry in the form is recorded; the next one is to be begun."""
        self.keeper.end(self.current.id)
        self._open.drop(self.current.id)
        self._has_left = True

    def take_up(self, kept: "Sequence[KeptDraft]") -> None:
        """Open drafts from the store beside what is typed, and show the first of them."""
        self._leave()
        for one in reversed(kept):
            self._open.add(
                OpenDraft(
                    id=one.draft.id,
                    values=one.draft.values,
                    blank=self.defaults(),
                    begun_at=one.kept_at,
                    left_at=one.kept_at,
                    offered=one.handed_at is not None,
                )
            )
        self._come_to(self.current)

    def _on_taken(self, kept: "Sequence[KeptDraft]") -> None:
        self.take_up(kept)

    # ---- between them ----

    def go(self, by: int) -> None:
        """Go to the next entry (1) or the one before (-1)."""
        self._go_to(self._open.at + by)

    def _go_to(self, place: int) -> None:
        if len(self._open) < 2:
            self.said.emit(self.tr("No other entry is open. Ctrl+N begins one beside this."))
            return
        wanted = self._open.all[place % len(self._open)]
        if wanted is self._open.current:
            return
        self._leave()
        self._open.add(wanted)
        self._come_to(wanted)

    def _leave(self) -> None:
        """Keep what is in the form as it stands; a blank form leaves nothing behind."""
        if self._has_left or self._open.current is None:
            self._has_left = False
            return
        self.keeper.flush()
        left = self.current
        if self.is_blank():
            self._open.drop(left.id)
        else:
            left.values, left.field, left.left_at = self._form.values(), self._field(), self._ctx.now()
            left.caret = caret_of(self._form.fields[left.field].input) if left.field in self._form.fields else -1

    def _come_to(self, one: OpenDraft) -> None:
        local = self._ctx.local
        draft = resumed(one.draft(), form=self._ctx.form, kept_at=local(one.left_at), now=local(self._ctx.now()))
        one.values = draft.values
        self.keeper.take_up(draft)
        self._show(one)

    def _show(self, one: OpenDraft) -> None:
        self._sure = False
        self._question.hide()
        self.shown.emit(one)
        self.name_tabs()
        if self._form.isVisible():  # a page that is not seen is given the focus when it is
            self._focus(one)

    def _focus(self, one: OpenDraft) -> None:
        self._form.focus_on(one.field)
        field = self._form.fields.get(one.field)
        if field is not None and field.input.hasFocus():
            put_caret(field.input, one.caret)

    def name_tabs(self) -> None:
        """Say in the tabs what is typed now."""
        if len(self._open) < 2 and self._tabs.isHidden():
            return
        tabs = [self._tab(one) for one in self._open.all]
        self._tabs.show_tabs(tabs, self._open.at)

    def _tab(self, one: OpenDraft) -> Tab:
        present = one is self._open.current
        draft = self.draft() if present else one.draft()
        title = draft_title(draft, _LETTERS)
        word = self.tr("now") if present else (self.tr("offered") if one.offered else "")
        return Tab(title=title or self._channel_of(draft), time=self._when(one.begun_at), word=word)

    def _channel_of(self, draft: Draft) -> str:
        channel = self._ctx.lists.channels.by_id(draft.get("channel"))
        return channel.name if channel else self.tr("without a title")

    def _when(self, at: datetime) -> str:
        local, formats = self._ctx.local(at), self._ctx.formats
        return formats.time(local) if local.date() == self._ctx.today() else formats.moment(local)

    # ---- offers and handing over ----

    def offer_kept(self, *, take_focus: bool) -> None:
        """Look for drafts that are not open here, and offer them."""
        self._offer.look(open_here=self._open.ids(), take_focus=take_focus)

    def note_offered(self, own: "Sequence[KeptDraft]") -> None:
        """Take note which of the open entries are offered to colleagues now."""
        offered = {kept.draft.id for kept in own if kept.handed_at is not None}
        for one in self._open.all:
            one.offered = one.id in offered
        self.name_tabs()

    # ---- discarding ----

    def ask_discard(self) -> None:
        """Ask whether the entry in the form is to be discarded; a blank one is just closed."""
        if self.is_blank():
            if len(self._open) > 1:
                self.go(-1)
            return
        self._ask(sure=False)

    def _ask(self, *, sure: bool) -> None:
        self._sure = sure
        asked = self.tr("Discard this draft for good?")
        discard = self.tr("Press once more to discard") if sure else self.tr("Discard")
        answers = (
            Answer(id="discard", label=discard, key="Del"),
            Answer(id="keep", label=self.tr("Keep it"), key="Esc"),
        )
        self._question.ask(asked, draft_title(self.draft()), answers, take_focus=True)

    def _on_discard_answered(self, answer: str) -> None:
        if answer == "keep":
            self._question.hide()
            name = self._field()
            if name in self._form.fields:
                self._form.fields[name].shown.focus_input()
            else:
                self._form.focus_first_open()
        elif not self._sure:
            self._ask(sure=True)
        else:
            self._discard()

    def _discard(self) -> None:
        session, id = self._ctx.session, self.current.id
        self.keeper.end(id)
        work = partial(session.services.keep_draft.discard, session.officer, id)
        self._ctx.write.ask(work, self._on_discarded, self._on_failed, owner=self)
        channel = self._form.values().get("channel", str(WALK_IN))
        self._open.drop(id)
        if self._open.current is not None:
            self._come_to(self._open.current)
        else:
            self.begin({"channel": channel, "received_at": self.moment_now()})

    def moment_now(self) -> str:
        """Give the present moment as it is typed."""
        return self._ctx.formats.moment(self._ctx.local(self._ctx.now()))

    def _on_discarded(self, _: object) -> None:
        """The next entry is shown already."""

    def _on_failed(self, problem: AppError) -> None:
        self.failed.emit(problem)
