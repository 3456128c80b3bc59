"""A recorded case in the form it was typed into: what is changed is marked, with a reason it becomes a correction.

Fields of the reporter stay empty and closed until somebody opens the identity on purpose; that look is logged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from app.domain.asked import asked_now
from app.domain.complaint import Identity, Reporter
from app.domain.correction import IDENTITY_FIELDS, typed_identity
from app.domain.draft import Draft, left_out
from app.domain.errors import AppError, DraftRefused
from app.domain.text import shortened
from ui import theme
from ui.keys import bind, shown_key
from ui.problems import show_in
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.entry_form import EntryForm
from ui.widgets.field import Field
from ui.widgets.key_lock import KeyLock
from ui.widgets.label import label
from ui.widgets.text_input import TextInput
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import Correctable
    from ui.context import Context

_SHOWN: Final = 60
_SIDE: Final = 336
_NARROW: Final = 960
_ANY_WIDTH: Final = 16_777_215


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """What was changed and not stored yet, kept while the officer looks elsewhere."""

    changed: Mapping[str, str]
    reason: str


class CorrectionView(QWidget):
    """Asks and shows; what is stored is the page's."""

    stored = Signal(object, str)  # the changed fields as typed, by name; the reason
    identity_wanted = Signal()
    left = Signal()

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._case: Correctable | None = None
        self._before: dict[str, str] = {}
        self._covered: dict[str, str] = {}
        self._opened = self._filling = self._warned = False
        self._build()
        self._lock = KeyLock(self)
        self.form.edited.connect(self._on_edited)
        self.identity_button.clicked.connect(self.identity_wanted)
        self.save.clicked.connect(self._on_save)
        self.back.clicked.connect(self._on_back)
        bind(
            "correct",
            self,
            {
                "correct_save": self._on_save,
                "correct_identity": self.identity_button.click,
                "more": self.form.toggle_more,
                "back": self._on_back,
            },
        )

    def _build(self) -> None:
        self.setObjectName("correction")
        worn = theme.current()
        self.title = label("", Type.TITLE)
        self.said = label(
            self.tr("Only what you change is noted; what stood there stays readable in the history."),
            Type.LABEL,
            wrap=True,
        )
        self.identity_button = ActionButton(
            "correct_identity",
            self.tr("Open the reporter's fields (noted)"),
            key=shown_key("correct", "correct_identity"),
            sign="eye",
        )
        self.banner = Banner("correction_problem")
        self.form = EntryForm(self._ctx, self)
        self.reason = TextInput("correction_reason")
        self.reason.setMaxLength(200)
        self.reason_field = Field(
            self.tr("Reason for the correction"),
            self.reason,
            hint=self.tr("For example: title mistyped; no names"),
            required=True,
        )
        back, save = shown_key("correct", "back"), shown_key("correct", "correct_save")
        self.back = ActionButton("correct_back", self.tr("Back"), key=back, tall=True, enter_presses=False)
        self.save = ActionButton(
            "correct_save",
            self.tr("Store the correction"),
            key=save,
            weight=Weight.PRIMARY,
            tall=True,
            enter_presses=False,
        )
        self._head: QBoxLayout = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addWidget(self.title)
        self._head.addStretch(1)
        self._head.addWidget(self.identity_button)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.addWidget(self.save)
        self._buttons.addWidget(self.back)
        self._card = Card(parent=self)
        for widget in (self.said, self.reason_field):
            self._card.body.addWidget(widget)
        self._card.body.addStretch(1)
        self._card.body.addLayout(self._buttons)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(self.form, 1)
        self._columns.addWidget(self._card)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(worn.px(8))
        rows.addLayout(self._head)
        rows.addWidget(self.banner)
        rows.addLayout(self._columns, 1)
        self._fit(narrow=True)

    def _fit(self, *, narrow: bool) -> None:
        """Put the reason beside the form, or below it where there is no room beside it."""
        worn = theme.current()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        head = self.title.sizeHint().width() + self.identity_button.sizeHint().width() + worn.px(8)
        self._head.setDirection(down if head > self.width() else across)
        self._head.setSpacing(worn.px(8))
        self._columns.setDirection(down if narrow else across)
        self._columns.setSpacing(worn.px(8 if narrow else 12))
        self._buttons.setDirection(QBoxLayout.Direction.RightToLeft if narrow else down)
        self._buttons.setSpacing(worn.px(8))
        self._card.setMinimumWidth(0 if narrow else worn.px(_SIDE))
        self._card.setMaximumWidth(_ANY_WIDTH if narrow else worn.px(_SIDE))
        self.said.setVisible(not narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(narrow=self.width() < theme.current().px(_NARROW))

    # ---- what the page relies on ----

    def begin(self, case: "Correctable", unfinished: Unfinished | None = None) -> None:
        """Show a record, with what was changed before somebody looked elsewhere."""
        self._case, self._opened, self._warned, self._covered = case, False, False, {}
        self.title.setText(self.tr("Correct %1").replace("%1", case.number))
        self._fit(narrow=self.width() < theme.current().px(_NARROW))
        self.banner.dismiss()
        self.reason_field.set_error(None)
        self.reason.set_value(unfinished.reason if unfinished else "")
        self._put(case.values)
        self._before = self.form.values()
        if unfinished is not None:
            self._covered = {n: text for n, text in unfinished.changed.items() if n in self._closed()}
            self._put({**self._before, **{n: t for n, t in unfinished.changed.items() if n not in self._covered}})
        self.form.clear_problems()
        self._look()
        self.identity_button.setVisible(case.identity is not Identity.NAMELESS)
        self.identity_button.setEnabled(True)

    def show_identity(self, reporter: Reporter) -> None:
        """Put the reporter into the fields that were closed."""
        known = typed_identity(reporter, self._ctx.form)
        self._opened = True
        self._put({**self.form.values(), **known})
        self._before |= {name: text for name, text in self.form.values().items() if name in IDENTITY_FIELDS}
        self._put({**self.form.values(), **self._covered})
        self._covered = {}
        self._look()
        self.identity_button.setEnabled(False)
        self.form.fields["name"].shown.focus_input()

    def cover(self) -> None:
        """Close the reporter's fields again; what was changed in them is not lost."""
        if self._opened and self._case is not None:
            self.identity_button.setEnabled(True)
            focused = QApplication.focusWidget()
            if focused is not None and self.form.name_of(focused) in IDENTITY_FIELDS:
                self.identity_button.setFocus(Qt.FocusReason.OtherFocusReason)  # what is closed cannot keep it
            self._covered = {n: text for n, text in self.changed().items() if n in IDENTITY_FIELDS}
            self._opened = False
            self._before = {name: text for name, text in self._before.items() if name not in IDENTITY_FIELDS}
            self._put({name: text for name, text in self.form.values().items() if name not in IDENTITY_FIELDS})
            self._look()

    def changed(self) -> dict[str, str]:
        """Give the fields that differ from what is recorded, as typed."""
        now = self.form.values()
        names = (*self._before, *(name for name in now if name not in self._before))
        differs = {n: now.get(n, "") for n in names if now.get(n, "") != self._before.get(n, "")}
        return {**differs, **self._covered}

    def unfinished(self) -> Unfinished | None:
        """Give what was changed and not stored, None for nothing."""
        changed = self.changed() if self._case is not None else {}
        return Unfinished(changed=changed, reason=self.reason.value()) if changed else None

    def start(self) -> None:
        """Put the focus where a correction usually begins."""
        self.form.fields["title"].shown.focus_input()

    def finish(self) -> None:
        """Let the keys through again after an answer."""
        self._lock.open()
        self.save.set_words(self.tr("Store the correction"))

    def forget(self) -> None:
        """Drop what was changed: it is stored, or not wanted."""
        self._case = None

    def refuse(self, problem: AppError) -> None:
        """Say why nothing was stored, where it belongs."""
        self.finish()
        if isinstance(problem, DraftRefused):
            self.form.show_problems(problem.problems)
        elif problem.code in ("reason_missing", "reason_names_reporter"):
            said = self._ctx.words.problem(problem)
            self.reason_field.set_error(said.do if problem.code == "reason_missing" else said.title)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            show_in(self.banner, self._ctx.words, problem)

    # ---- while it is typed ----

    def _closed(self) -> frozenset[str]:
        if self._case is not None and self._case.identity is Identity.NAMELESS:
            return left_out(self._draft(), self._ctx.form)
        return frozenset() if self._opened else IDENTITY_FIELDS

    def _draft(self) -> Draft:
        assert self._case is not None
        return Draft(id=self._case.id, values=self.form.values())

    def _put(self, values: Mapping[str, str]) -> None:
        self._filling = True
        self.form.put(values)
        self._filling = False

    def _on_edited(self, _: str) -> None:
        if not self._filling:
            self._warned = False
            self._look()

    def _look(self) -> None:
        now = self._ctx.local(self._ctx.now())
        asked = asked_now(self._draft(), form=self._ctx.form, lists=self._ctx.lists, now=now)
        given = {name for name in ("letter_number", "letter_on", "backdate_reason") if self._before.get(name)}
        self.form.arrange(phone=False, asked=asked | given)
        self.form.leave_out(self._closed())
        changed = self.changed()
        for name, field in self.form.fields.items():
            field.warn(self._was(name) if name in changed else "")
        count = self.tr("%n field(s) changed", "", len(changed))
        self.reason_field.set_label(
            self.tr("Reason for the correction") + (f" · {count}" if changed else ""), required=True
        )

    def _was(self, name: str) -> str:
        before = self._before.get(name, "")
        if not before:
            return self.tr("Changed; was empty")
        lists = self._ctx.lists
        shown = {
            "category": lists.categories.label,
            "agency": lists.agencies.label,
            "area": lists.areas.label,
            "place_area": lists.areas.label,
        }.get(name, str)(before)
        choices = self._ctx.form.field(name).choices
        shown = next((c.label[self._ctx.language] for c in choices if c.id == before), shown)
        return self.tr("Changed; was: %1").replace("%1", shortened(" ".join(shown.split()), _SHOWN))

    # ---- going on ----

    def _on_save(self) -> None:
        focused = QApplication.focusWidget()
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)  # what is being typed is taken as left
        if focused is not None and self.isAncestorOf(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reason_field.set_error(None)
        self.banner.dismiss()
        self._lock.close()
        self.save.set_words(self.tr("Saving …"))
        self.stored.emit(self.changed(), self.reason.value())

    def _on_back(self) -> None:
        """Go back at once when nothing was changed; else say once that it would be lost."""
        if self.changed() and not self._warned:
            self._warned = True
            self.banner.say(
                self.tr("Not stored yet"),
                what=self.tr("Esc again goes back and drops the changes; Ctrl+Enter stores them."),
                tone=Tone.WARN,
            )
            return
        self.forget()
        self.left.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go through the form in its own order, then the reason and the buttons, and round."""
        stops = [*self.form.stops(), self.reason, self.back, self.save]
        if self.identity_button.isVisible() and self.identity_button.isEnabled():
            stops.append(self.identity_button)
        now = QApplication.focusWidget()
        at = next((n for n, stop in enumerate(stops) if now is stop or (now and stop.isAncestorOf(now))), None)
        if at is None:
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True
