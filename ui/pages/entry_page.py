"""The entry page: one screen, keyboard only. Drafts keep themselves, saving gives a number, errors stand at fields."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.domain.channel import PHONE, WALK_IN
from app.domain.draft import Draft
from app.domain.errors import AppError, DraftRefused
from app.domain.ids import ComplaintId
from ui.keys import bind
from ui.models.open_drafts import OpenDraft
from ui.problems import show_in
from ui.widgets.category_help import CategoryHelp
from ui.widgets.entry_drafts import EntryDrafts
from ui.widgets.entry_frame import EntryFrame
from ui.widgets.entry_watch import EntryWatch
from ui.widgets.key_lock import KeyLock
from ui.widgets.pile_mode import PileMode
from ui.widgets.question_strip import Answer
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import KeptDraft, Recorded
    from ui.context import Context

_LOOK_MS: Final = 120
_AT_ONCE: Final = frozenset({"channel", "identity", "secrecy", "relation", "classification", "agency", "category"})
_CLOCK: Final = frozenset({"clock_behind", "clock_ahead"})


class EntryPage(QWidget):
    case_wanted = Signal(str)  # the id of a case to open
    status_wanted = Signal(object)  # StatusAsked: whose reporter asks how it stands
    room_wanted = Signal(bool)  # the page needs the whole width of the window
    counted = Signal()  # an entry was recorded, and typing goes on
    recorded = Signal(object, bool, bool)  # Recorded, whether somebody is on the phone, whether paper is wanted next

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._filling = self._saving = self._started = self._to_print = False
        self._waiting_to_print: bool | None = None  # what is filed once its files are there
        self._last = ""
        self.setObjectName("entry_page")
        frame = EntryFrame(ctx, self)
        self.offer, self.steps, self.banner, self.form = frame.offer, frame.steps, frame.banner, frame.form
        self.clock, self.foot, self.side = frame.clock, frame.foot, frame.side
        self.tabs = frame.tabs
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        self._drafts = EntryDrafts(ctx, frame, field=self._field_in_focus, holds=self._holds, parent=self)
        self._keeper = self._drafts.keeper
        self.pile = PileMode(ctx, frame, field=self._field_in_focus, parent=self)
        self._watch = EntryWatch(ctx, self.form, self.side, self.steps)
        self._help = CategoryHelp(ctx, self.form)
        self._lock = KeyLock(self)
        self._look_soon = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._wire()
        self._bind_keys()

    def _wire(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.form.entered.connect(self._on_entered)
        self.form.left.connect(self._on_left)
        self.foot.save.clicked.connect(self._on_save_and_print)
        self.foot.save_only.clicked.connect(self._on_save_only)
        self.clock.answered.connect(self._on_clock_answered)
        self._drafts.shown.connect(self._on_draft_shown)
        self._drafts.said.connect(self._on_said)
        self.pile.said.connect(self._on_said)
        self.pile.switched.connect(self.room_wanted)
        self._drafts.failed.connect(self._on_problem)
        self.offer.hand_over_wanted.connect(self.hand_over)
        self.offer.settled.connect(self.form.focus_first_open)
        self.side.approved.connect(self._on_read_back_right)
        self._watch.secrecy_asked.connect(self._on_secrecy_asked)
        self._help.said.connect(self._on_said)
        self._keeper.kept.connect(self._on_draft_kept)
        self._keeper.failed.connect(self._on_draft_not_kept)
        self._look_soon.timeout.connect(self._look)
        for panel in self.side.panels:
            panel.put_wanted.connect(self._on_put_wanted)
            panel.typed.connect(self.form.add)
            panel.save_wanted.connect(self._on_save_and_print)
            panel.said.connect(self._on_said)
            panel.left.connect(self._on_panel_left)
            panel.case_wanted.connect(self.case_wanted)
            panel.status_wanted.connect(self.status_wanted)
            panel.look_wanted.connect(self._look)
            panel.filled.connect(self.form.focus_first_open)
            panel.ready.connect(self._on_panel_ready)

    def _bind_keys(self) -> None:
        bind(
            "entry",
            self,
            {
                "save_print": self._on_save_and_print,
                "save": self._on_save_only,
                "more": self.form.toggle_more,
                "notice": self.form.toggle_notice,
                "read_back": self._on_read_back_right,
                "draft_offer": self.offer.ask_now,
                "new_draft": self.set_aside,
                "call": self.take_call,
                "next_draft": self._on_next_draft,
                "former_draft": self._on_former_draft,
                "drop_draft": self._on_discard_wanted,
                "hand_over": self.hand_over,
                "suggest": self._help.open,
            },
        )
        bind("entry", self, self.pile.acts())
        for panel in self.side.panels:
            bind("entry", self, panel.acts())

    # ---- what the window asks of a page ----

    def start(self) -> None:
        """Show the page with the focus where the work goes on; the first time, offer what was left unfinished."""
        first, self._started = not self._started, True
        if first:
            self._begin(str(WALK_IN))
        if self.is_blank():
            self._refresh_time()
        self.form.focus_on("" if self.is_blank() else self._last)
        if first:
            self._drafts.offer_kept(take_focus=True)

    def next_form(self) -> None:
        """Give the next empty form; the channel stays. What was typed and not filed is kept as a draft."""
        if self.pile.on and self.is_blank():
            self.form.focus_first_open()
            return
        self._begin(self.form.values().get("channel", str(WALK_IN)))
        self._drafts.offer_kept(take_focus=False)

    def set_aside(self) -> None:
        """Keep this entry as a draft and begin another, for a caller who interrupts."""
        if not self._saving and not self.is_blank():
            self.next_form()

    def take_up(self, kept: "KeptDraft") -> None:
        """Go on with a draft that was kept elsewhere; what was typed here stays open beside it."""
        self._drafts.take_up([kept])

    def hand_over(self) -> None:
        """Open the list of drafts that are offered and accepted at the change of shifts."""
        if self._saving:
            return
        from ui.dialogs.hand_over import HandOverDialog

        self._keeper.flush()
        dialog = HandOverDialog(self._ctx, parent=self)
        dialog.accepted_draft.connect(self.take_up)
        dialog.listed.connect(self._drafts.note_offered)
        dialog.open()

    def unfinished(self) -> int:
        """Give how many entries are open here and not recorded."""
        return self._drafts.count

    def take_call(self) -> None:
        """Begin a call: what is being typed stays as a draft, and whom to call back is asked first."""
        if self._saving:
            return
        self.set_aside()
        self.form.add({"channel": str(PHONE)})
        self._look()
        if phone := self.form.fields.get("phone"):
            phone.shown.focus_input()

    def may_leave(self) -> bool:
        """Let the officer go anywhere at any time: what is typed is kept."""
        self._keeper.flush()
        return True

    def stop(self) -> None:
        """Keep what is not stored yet."""
        self._look_soon.stop()
        for panel in self.side.panels:
            panel.stop()
        self._keeper.stop()

    def is_blank(self) -> bool:
        """Tell whether nothing was typed beyond what the desk itself filled in."""
        return self._drafts.is_blank()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc, which no field wanted, undo what a panel did last."""
        if event.key() == Qt.Key.Key_Escape and any(panel.escape() for panel in self.side.panels):
            event.accept()
        else:
            super().keyPressEvent(event)

    # ---- the draft ----

    @property
    def _id(self) -> ComplaintId:
        return self._drafts.current.id

    def _begin(self, channel: str) -> None:
        filled = {"channel": channel, "received_at": self._drafts.moment_now()}
        self._drafts.begin({**filled, **self.pile.carried()})

    def _on_draft_shown(self, one: OpenDraft) -> None:
        self._filling, self._waiting_to_print = True, None
        self.form.put(one.values)
        self.form.clear_problems()
        self.form.open_more(False)
        self.form.notice.hide()
        self._watch.begin(self._draft())
        self._help.begin(self._draft())
        for panel in self.side.panels:
            panel.begin(self._draft())
        self._filling = False
        self._look_soon.stop()
        self.clock.hide()
        self.banner.dismiss()
        self._say_usual()
        self.side.show_draft(self._ctx.local(one.left_at) if one.left_at != one.begun_at else None)

    def _draft(self) -> Draft:
        return self._drafts.draft()

    def _holds(self) -> bool:
        return any(panel.holds() for panel in self.side.panels)

    def _field_in_focus(self) -> str:
        return self._last

    def _on_next_draft(self) -> None:
        if not self._saving:
            self._drafts.go(1)

    def _on_former_draft(self) -> None:
        if not self._saving:
            self._drafts.go(-1)

    def _on_discard_wanted(self) -> None:
        if not self._saving:
            self._drafts.ask_discard()

    def _refresh_time(self) -> None:
        """Let the moment of receipt be now as long as nobody changed it."""
        received, current = self.form.fields.get("received_at"), self._drafts.current
        if received and received.typed() == current.blank.get("received_at") and not self.pile.keeps_time():
            self._filling = True
            received.put(self._drafts.moment_now())
            self._filling = False
            current.blank = {**current.blank, "received_at": received.typed()}

    def _on_draft_kept(self, at: datetime) -> None:
        self.side.show_draft(self._ctx.local(at))

    def _on_draft_not_kept(self, problem: AppError) -> None:
        said = self._ctx.words.problem(problem).title
        self.side.show_draft_problem(self.tr("Draft not stored yet: %1").replace("%1", said))

    # ---- while it is typed ----

    def _on_edited(self, name: str) -> None:
        if self._filling:
            return
        self.offer.want_no_focus()
        if not self._keeper.unsaved and name != "received_at" and self._drafts.was_blank_but_for(name):
            self._refresh_time()
        self._keeper.touch()
        if name in _AT_ONCE:
            self._look()
        elif not self._look_soon.isActive():
            self._look_soon.start()

    def _look(self) -> None:
        self._look_soon.stop()
        phone = self._watch.phone
        self._watch.look(self._draft())
        self._help.look(self._draft())
        self._drafts.name_tabs()
        draft = self._draft()
        for panel in self.side.panels:
            panel.look(draft)
        if phone != self._watch.phone:
            self._say_usual()

    def _on_left(self, name: str) -> None:
        if not self._filling and not self._saving:
            self._watch.look_at_left(name, self._draft())

    def _on_entered(self, name: str) -> None:
        self._last = name
        shown = self.form.fields[name].shown
        if shown.error() and shown.below.elided():
            self.foot.help.say(shown.error() or "", Tone.BAD)

    def _on_secrecy_asked(self, sentence: str) -> None:
        if not self._filling:
            self.foot.help.say(sentence, Tone.WARN)

    def _on_put_wanted(self, values: Mapping[str, str]) -> None:
        self.form.add(values)
        self._look()

    def _on_said(self, sentence: str) -> None:
        self.foot.help.say(sentence)

    def _on_panel_left(self) -> None:
        self.form.focus_on(self._last)

    def _on_read_back_right(self) -> None:
        self._look()
        self._watch.agree()
        self._look()

    # ---- saving ----

    def _on_save_and_print(self) -> None:
        self._file(to_print=not self._watch.phone)

    def _on_save_only(self) -> None:
        self._file(to_print=False)

    def _on_clock_answered(self, answer: str) -> None:
        self.clock.hide()
        if answer == "right":
            self._file(to_print=self._to_print, clock_confirmed=True)
        else:
            self.form.focus_first_open()

    def _file(self, *, to_print: bool, clock_confirmed: bool = False) -> None:
        """Save once, however often the key is pressed: the draft's id is the complaint's."""
        if self._saving:
            return
        self.pile.attach(self._draft())
        if any(panel.busy() for panel in self.side.panels):
            self._waiting_to_print = to_print
            self.foot.help.say(self.tr("Saved as soon as the attachment is in"))
            return
        focused = QApplication.focusWidget()
        self.foot.save.setFocus(Qt.FocusReason.OtherFocusReason)  # what is being typed is taken as left
        if focused is not None and self.isAncestorOf(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()
        self._saving, self._to_print = True, to_print
        self._keeper.forget()
        self._lock.close()
        self.clock.hide()
        self.banner.dismiss()
        self._say_usual()
        session = self._ctx.session
        work = partial(
            session.services.register_complaint, session.officer, self._draft(), clock_confirmed=clock_confirmed
        )
        self._ctx.write.ask(work, self._on_recorded, self._on_refused, owner=self)

    def _on_panel_ready(self, whole: bool) -> None:
        """File what was to be filed once its files were there; when one was refused, the officer decides anew."""
        to_print, self._waiting_to_print = self._waiting_to_print, None
        if to_print is not None and whole:
            self._file(to_print=to_print)

    def _on_recorded(self, recorded: "Recorded") -> None:
        self._saving = False
        self._lock.open()
        phone, channel = self._watch.phone, self.form.values().get("channel", str(WALK_IN))
        self._drafts.end()
        in_pile = self.pile.on and not self._to_print
        if in_pile:
            self.counted.emit()
        else:
            self.recorded.emit(recorded, phone, self._to_print)
        self._begin(channel)
        if self.pile.on:
            self.pile.note_recorded(recorded.number)

    def _on_refused(self, problem: AppError) -> None:
        self._saving = False
        self._lock.open()
        self._keeper.touch()
        self._say_usual()
        if isinstance(problem, DraftRefused):
            shown = self.form.show_problems(problem.problems)
            for panel in self.side.panels:
                shown += panel.show_problems(problem.problems)
            self.foot.say_refused(shown, len(problem.problems))
        elif problem.code in _CLOCK:
            said = self._ctx.words.problem(problem)
            answers = (
                Answer(id="right", label=self.tr("The clock is right, save"), key="Y"),
                Answer(id="wrong", label=self.tr("Not yet"), key="Esc"),
            )
            self.clock.ask(said.title, f"{said.what} {said.safe}", answers, take_focus=True)
        else:
            self._on_problem(problem)

    def _on_problem(self, problem: AppError) -> None:
        show_in(self.banner, self._ctx.words, problem)

    def _say_usual(self) -> None:
        self.foot.say_usual(phone=self._watch.phone, saving=self._saving)
