"""*Bertanya status*: number with the receipt's code, or two facts; then what may be said, and a line that it was."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.asking import FACTS, FACTS_NEEDED, AskedBy, StatusAsked, StatusNote, facts_given
from app.domain.errors import AppError
from ui import theme
from ui.keys import bind, shown_key
from ui.lane import Request
from ui.problems import show_in
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.fitting_area import FittingArea
from ui.widgets.form_fields import FormField, form_field
from ui.widgets.label import label
from ui.widgets.status_answer import StatusAnswer
from ui.widgets.text_input import TextInput
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import StatusTold
    from ui.context import Context

_LEFT: Final = 420
_ONE_COLUMN: Final = 1.5
_OF_NUMBER: Final = frozenset({"number_shape", "number_check", "complaint_unknown"})


class StatusPage(QWidget):
    """Nothing here is kept but what was noted: the next question begins with empty fields."""

    back_wanted = Signal()
    case_wanted = Signal(str)  # complaint id
    changed = Signal()  # somebody was put on the call-back list

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._told: StatusTold | None = None
        self._request: Request | None = None
        self._build()
        self._bind_keys()

    def _build(self) -> None:
        self.setObjectName("status_page")
        self.banner = Banner("status_problem")
        self.number, self.code = TextInput("status_number"), TextInput("status_code")
        self.number.setProperty("takes_scans", True)  # a receipt under the scanner answers here, and opens no case
        self._number_field = Field(
            self.tr("Complaint number"), self.number, hint=self.tr("Typed, or scanned from the receipt")
        )
        self._code_field = Field(
            self.tr("Status code"), self.code, hint=self.tr("Six letters on the receipt, such as 7KQ4-2M")
        )
        form = self._ctx.form
        self.facts: dict[str, FormField] = {
            name: form_field(form.field(name), self._ctx) for name in FACTS if form.has(name)
        }
        self.ask_button = ActionButton(
            "status_ask",
            self.tr("Ask"),
            key=shown_key("status", "status_ask"),
            weight=Weight.PRIMARY,
            tall=True,
            enter_presses=False,
        )
        asked = Card(self.tr("Asking for a status"))
        asked.body.addWidget(self._number_field)
        asked.body.addWidget(self._code_field)
        self._or = label(self.tr("No receipt at hand: two of these"), Type.HEADING)
        asked.body.addWidget(self._or)
        self._grid = QGridLayout()
        for at, field in enumerate(self.facts.values()):
            field.say("")
            if isinstance(field.shown, Field):
                field.shown.set_label(field.rule.label[self._ctx.language], required=False)
            row, column = divmod(at, 2)
            last = at == len(self.facts) - 1 and column == 0
            self._grid.addWidget(field.widget, row, column, 1, 2 if last else 1)
        asked.body.addLayout(self._grid)
        asked.body.addStretch(1)
        foot = QHBoxLayout()
        keys = self.tr("Enter goes on  ·  %1 next question  ·  Esc back").replace(
            "%1", shown_key("status", "status_clear")
        )
        self._keys = label(keys, Type.HINT, wrap=True)
        foot.addWidget(self._keys, 1)
        foot.addWidget(self.ask_button)
        asked.body.addLayout(foot)
        self.answer = StatusAnswer(self._ctx)
        worn = theme.current()
        large = worn.scale >= _ONE_COLUMN
        room = QWidget()
        columns = QBoxLayout(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight, room)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(worn.px(12))
        columns.addWidget(asked)
        columns.addWidget(self.answer, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.banner)
        rows.addWidget(FittingArea(room), 1)
        if not large:
            asked.setFixedWidth(worn.px(_LEFT))
        self._grid.setHorizontalSpacing(worn.px(10))
        self.code.advance.connect(self._on_code_left)
        for field in self.facts.values():
            if hasattr(field.input, "advance"):
                field.input.advance.connect(self._on_fact_left)
        for line in (self.number, self.code):
            line.changed.connect(self._on_edited)
        for field in self.facts.values():
            field.changed.connect(self._on_edited)
        self.ask_button.clicked.connect(self.ask)
        self.answer.noted.connect(self.keep_note)
        self.answer.call_wanted.connect(self.call_later)
        self.answer.case_wanted.connect(self.open_case)

    def _bind_keys(self) -> None:
        bind(
            "status",
            self,
            {
                "status_ask": self.ask,
                "status_clear": self.clear,
                "status_case": self.open_case,
                "call_later": self.call_later,
                "back": self.back_wanted.emit,
            },
        )

    # ---- what the window relies on ----

    def start(self) -> None:
        """Put the focus where the next answer is typed."""
        if self._told is not None:
            self.answer.note.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            first = self.code if self.number.value() else self.number
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, asked: StatusAsked | None = None) -> None:
        """Take a new question; with a number and two facts given, it is asked at once."""
        self.clear()
        if asked is None:
            return
        self.number.set_value(asked.number)
        self.code.set_value(asked.code)
        for name, field in self.facts.items():
            field.put(asked.facts.get(name, ""))
        if asked.code or facts_given(asked.facts) >= FACTS_NEEDED:
            self.ask()

    def may_leave(self) -> bool:
        """What was told is not left standing on the screen."""
        self.clear()
        return True

    def stop(self) -> None:
        """Leave nothing of anybody."""
        self.clear()

    def cover(self) -> None:
        """Hide what is shown, for the desk is locked."""
        self.clear()

    # ---- asking ----

    def clear(self) -> None:
        """Empty all fields for the next question."""
        if self._request is not None:
            self._request.cancel()
            self._request = None
        for line in (self.number, self.code):
            line.clear()
        for field in self.facts.values():
            field.put("")
        self._forget()
        self.banner.dismiss()
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Ask with what is typed."""
        if self._request is not None:
            return
        self._forget()
        self.banner.dismiss()
        facts = {name: field.typed() for name, field in self.facts.items() if field.typed()}
        asked = StatusAsked(number=self.number.value(), code=self.code.value().strip(), facts=facts)
        session = self._ctx.session
        work = partial(session.services.ask_status, session.officer, asked)
        self._request = self._ctx.write.ask(work, self._on_told, self._on_refused, owner=self)

    def _on_code_left(self) -> None:
        if self.code.value().strip() and self.number.value().strip():
            self.ask()

    def _on_fact_left(self) -> None:
        facts = {name: field.typed() for name, field in self.facts.items()}
        if facts_given(facts) >= FACTS_NEEDED and self.number.value().strip():
            self.ask()

    def _on_edited(self) -> None:
        if self._told is not None:
            self._forget()
        self._number_field.set_error(None)

    def _on_told(self, told: "StatusTold") -> None:
        self._request = None
        self._told = told
        self.answer.show_told(told)

    def _on_refused(self, problem: AppError) -> None:
        self._request = None
        if problem.code in _OF_NUMBER:
            words = self._ctx.words.problem(problem)
            self._number_field.set_error(words.title if problem.code == "complaint_unknown" else words.what)
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)
            self.number.selectAll()
        else:
            show_in(self.banner, self._ctx.words, problem)
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
            self.code.selectAll()

    def _forget(self) -> None:
        self._told = None
        self._number_field.set_error(None)
        self.answer.show_nothing()

    # ---- what follows ----

    def keep_note(self) -> None:
        """Keep that the status was told, and take the next question."""
        if self._told is None or self._request is not None:
            return
        by = AskedBy(self.answer.by.value() or AskedBy.PHONE)
        note = StatusNote(by=by, proof=self._told.proof, note=self.answer.note.value())
        session = self._ctx.session
        work = partial(session.services.ask_status.note, session.officer, self._told.id, note)
        self._request = self._ctx.write.ask(work, self._on_noted, self._on_not_kept, owner=self)

    def _on_noted(self, _: object) -> None:
        told = self._told
        self._request = None
        self.clear()
        if told is not None:
            said = self.tr("Noted in the history of %1").replace("%1", told.number)
            self.banner.say(said, tone=Tone.OK)

    def call_later(self) -> None:
        """Put the case on the call-back list, with the note as the reason."""
        if self._told is None or self._request is not None:
            return
        session = self._ctx.session
        work = partial(session.services.call_back.add, session.officer, self._told.id, self.answer.reason())
        self._request = self._ctx.write.ask(work, self._on_listed, self._on_not_kept, owner=self)

    def _on_listed(self, _: object) -> None:
        self._request = None
        self.banner.say(self.tr("On the call-back list"), tone=Tone.OK)
        self.changed.emit()
        self.answer.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_not_kept(self, problem: AppError) -> None:
        self._request = None
        if problem.code == "call_back_reason":
            self.answer.note_field.set_error(self._ctx.words.problem(problem).what)
            self.answer.note.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            show_in(self.banner, self._ctx.words, problem)

    def open_case(self) -> None:
        """Open the case whose status was told."""
        if self._told is not None:
            self.case_wanted.emit(self._told.id)
