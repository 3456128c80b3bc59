"""What may be said of a case to whoever asks: one sentence to read aloud, the days, and a line to note that it was."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.asking import NOTE_LETTERS, AskedBy
from app.domain.complaint import Status
from app.domain.known import ENDED
from app.domain.text import shortened
from ui import theme
from ui.keys import shown_key
from ui.status_look import OF_STATUS
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.choice_bar import ChoiceBar
from ui.widgets.field import Field
from ui.widgets.label import ElidedLabel, label
from ui.widgets.option import Option
from ui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from app.services import StatusTold
    from ui.context import Context

_OVER: Final = ENDED | {Status.VOID, Status.ANSWERED}
_LARGE: Final = 1.75


class StatusAnswer(Card):
    """Enter in the note keeps that it was told; the same line is the reason when a call back is wanted."""

    noted = Signal()
    call_wanted = Signal()
    case_wanted = Signal()

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._ctx = ctx
        self._build()
        self.show_nothing()

    def _build(self) -> None:
        self.setObjectName("status_answer")
        self._badge = Badge()
        self._number = ElidedLabel(kind=Type.BODY, role="soft")
        self.say = label("", Type.TITLE, wrap=True)
        self.say.setObjectName("say_status")
        self._grid = QGridLayout()
        names = (
            self.tr("Received"),
            self.tr("Handled by"),
            self.tr("Next due"),
            self.tr("LAPOR! number"),
            self.tr("LAPOR! status"),
            self.tr("Recorded at counter"),
        )
        self._names = [label(name, "soft") for name in names]
        self._values = [ElidedLabel(kind=Type.BODY) for _ in names]
        for row, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(value, row, 1)
        self._grid.setColumnStretch(1, 1)
        words = self._ctx.words
        self.by = ChoiceBar("asked_by", [Option(id=by.value, label=words.word("asked_by", by.value)) for by in AskedBy])
        self.note = TextInput("status_note")
        self.note.setMaxLength(NOTE_LETTERS)
        self._by_field = Field(self.tr("Asked by"), self.by)
        self.note_field = Field(
            self.tr("Note"), self.note, hint=self.tr("May stay empty, no names · Enter notes that the status was told")
        )
        self.keep = ActionButton("status_noted", self.tr("Note it"), key="Enter", weight=Weight.PRIMARY, tall=True)
        self.call = ActionButton(
            "status_call_back", self.tr("Call back later"), key=shown_key("status", "call_later"), tall=True
        )
        self.open = ActionButton(
            "status_open_case", self.tr("Open the case"), key=shown_key("status", "status_case"), tall=True
        )
        self._head = QHBoxLayout()
        self._head.addWidget(self._badge)
        self._head.addWidget(self._number, 1)
        self._last = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for button in (self.open, self.call):
            self._last.addWidget(button)
        self._last.addStretch(1)
        self._last.addWidget(self.keep)
        self._shown = QWidget()
        self._rows = QVBoxLayout(self._shown)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self.say)
        self._rows.addLayout(self._grid)
        self._rows.addStretch(1)
        self._rows.addWidget(self._by_field)
        self._rows.addWidget(self.note_field)
        self._rows.addLayout(self._last)
        self._nothing = label(
            self.tr(
                "Ask for the number and the six letters of the status code on the receipt. Without the receipt, two "
                "facts of identity do. Then it stands here what may be said."
            ),
            "soft",
            wrap=True,
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self._shown, 1)
        self.body.addWidget(self._nothing, 1)
        self.note.advance.connect(self.noted)
        self.keep.clicked.connect(self.noted)
        self.call.clicked.connect(self.call_wanted)
        self.open.clicked.connect(self.case_wanted)
        self._space()

    def show_nothing(self) -> None:
        """Wait for a question."""
        self._shown.hide()
        self._nothing.show()
        self.say.clear()
        self.note.clear()

    def show_told(self, told: "StatusTold") -> None:
        """Show what may be said; the line to note it takes the focus."""
        words, formats = self._ctx.words, self._ctx.formats
        tone, sign = OF_STATUS[told.status]
        self._badge.set_status(words.word("status", told.status.value), tone, sign=sign)
        self._number.set_text(told.number)
        self.say.setText(self._sentence(told))
        due = formats.day_and_date(told.due_on) + self._left(told.days_left) if told.due_on else ""
        received = formats.day_and_date(self._ctx.local(told.received_at).date())
        shown = (received, told.agency, due, told.tracking_id or "", told.central_status or "", told.counter)
        for name, value, text in zip(self._names, self._values, shown, strict=True):
            value.set_text(text)
            name.setVisible(bool(text))
            value.setVisible(bool(text))
        self.call.setVisible(not told.counter)  # whom to call back is known at that counter alone
        if self.by.value() is None:
            self.by.set_value(AskedBy.PHONE.value)
        self.note.clear()
        self.note_field.set_error(None)
        self._nothing.hide()
        self._shown.show()
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sentence(self, told: "StatusTold") -> str:
        words, day = self._ctx.words, ""
        said = [words.word("say_status", told.status.value, agency=told.agency)]
        if told.due_on is not None:
            day = self._ctx.formats.long_date(told.due_on)
            late = told.due_on < self._ctx.today()
            due = "complete_by" if told.status is Status.INCOMPLETE else "due"
            said.append(words.word("say_status", "late" if late else due, day=day))
        elif told.status not in _OVER and not told.own_agency:
            said.append(words.word("say_status", "due_elsewhere", agency=told.agency))
        return " ".join(said)

    def _left(self, days: int | None) -> str:
        if days is None:
            return ""
        if days < 0:
            return " · " + self.tr("%n working day(s) late", "", -days)
        return " · " + self.tr("%n working day(s) left", "", days)

    def reason(self) -> str:
        """Give what was noted, as the reason for a call back."""
        return shortened(self.note.value().strip(), NOTE_LETTERS)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_rows"):
            self._space()

    def _space(self) -> None:
        worn = theme.current()
        self._rows.setSpacing(worn.px(10))
        self._grid.setHorizontalSpacing(worn.px(16))
        self._grid.setVerticalSpacing(worn.px(4))
        large = worn.scale >= _LARGE
        self._last.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        self._last.setSpacing(worn.px(8))
