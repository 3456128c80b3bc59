"""A question above or below a form that is answered by one key; not a dialog, the form stays in sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.enter import ANSWERS_LETTERS, ENTER_KEYS
from ui.widgets.key_hint import KeyHint
from ui.widgets.label import label
from ui.widgets.shapes import rounded
from ui.widgets.tone import Tone

_LARGE: Final = 1.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``key`` as on the key cap: "Enter", "Esc", "Del", "Y"."""

    id: str
    label: str
    key: str


class QuestionStrip(QWidget):
    """Hidden until it asks; its keys count only while it has the focus, so nothing typed elsewhere answers it."""

    answered = Signal(str)  # the id of the answer
    turned = Signal(int)  # Up and Down: the previous or the next of several

    def __init__(self, name: str, tone: Tone = Tone.ACCENT, *, reach: str = "", parent: QWidget | None = None) -> None:
        """``reach`` is the key with which the page gives it the focus, shown while it does not have it."""
        super().__init__(parent)
        self._tone = tone
        self._reach = KeyHint(reach, self) if reach else None
        self._answers: tuple[Answer, ...] = ()
        self._buttons: list[ActionButton] = []
        self.setObjectName(name)
        self.setProperty(ANSWERS_LETTERS, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._build()
        self.hide()

    def _build(self) -> None:
        self._title = label("", Type.HEADING)
        self._said = label("", Type.LABEL, wrap=True)
        self._texts = QVBoxLayout()
        self._texts.addWidget(self._title)
        self._texts.addWidget(self._said)
        self._row = QHBoxLayout(self)
        if self._reach:
            self._row.addWidget(self._reach)
        self._row.addLayout(self._texts, 1)
        self._beside = QHBoxLayout()
        if theme.current().scale < _LARGE:
            self._row.addLayout(self._beside)
        else:  # there is no room beside the words: the answers stand below them
            self._beside.addStretch(1)
            self._texts.addLayout(self._beside)
        self._measure()

    def ask(self, title: str, said: str, answers: Sequence[Answer], *, take_focus: bool) -> None:
        """Ask; the first answer is the one proposed.  Where it is not seen, as behind the door, it takes no focus."""
        self._title.setText(title)
        self._said.setText(said)
        if tuple(answers) != self._answers:
            self._set_answers(answers)
        self.setAccessibleName(title)
        self.setAccessibleDescription(", ".join([said, *(f"{a.key}: {a.label}" for a in answers)]))
        self.show()
        self._show_reach()
        if take_focus and self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def title(self) -> str:
        """Give what is asked."""
        return self._title.text()

    def said(self) -> str:
        """Give the line below it."""
        return self._said.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        answer = self._answer_to(event)
        if answer is not None:
            event.accept()
            if not event.isAutoRepeat():
                self.answered.emit(answer.id)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.accept()
            self.turned.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_reach()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_reach()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._tone.ink(), 2 if self.hasFocus() else 1))
        painter.setBrush(self._tone.tint())
        painter.drawPath(rounded(QRectF(self.rect()).adjusted(1, 1, -1, -1), worn.px(8)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _show_reach(self) -> None:
        if self._reach:
            self._reach.setVisible(not self.hasFocus())
        self.update()

    def _set_answers(self, answers: Sequence[Answer]) -> None:
        for button in self._buttons:
            self._beside.removeWidget(button)
            button.deleteLater()
        self._answers = tuple(answers)
        self._buttons = []
        for number, answer in enumerate(self._answers):
            weight = Weight.PLAIN if number == 0 else Weight.QUIET
            button = ActionButton(f"{self.objectName()}_{answer.id}", answer.label, key=answer.key, weight=weight)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self._on_clicked)
            self._beside.addWidget(button)
            self._buttons.append(button)

    def _on_clicked(self) -> None:
        pressed = self.sender()
        for answer, button in zip(self._answers, self._buttons, strict=True):
            if button is pressed:
                self.answered.emit(answer.id)
                return

    def _answer_to(self, event: QKeyEvent) -> Answer | None:
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return None
        for answer in self._answers:
            if answer.key == "Enter":
                if event.key() in ENTER_KEYS:
                    return answer
            elif QKeySequence(answer.key) == QKeySequence(event.key()):
                return answer
        return None

    def _measure(self) -> None:
        worn = theme.current()
        self._row.setContentsMargins(worn.px(14), worn.px(6), worn.px(8), worn.px(6))
        self._row.setSpacing(worn.px(4))
        self._texts.setSpacing(0)
        self._beside.setSpacing(worn.px(4))
