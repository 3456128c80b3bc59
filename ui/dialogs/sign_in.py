"""The door: the opening phrase once per start of the program, then who it is and the PIN. Painted before all else.

It only shows and asks; :mod:`ui.application` opens the desk behind it, so nothing heavy is imported here.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.combo import Combo
from ui.widgets.field import Field
from ui.widgets.label import label
from ui.widgets.option import Option
from ui.widgets.secret_input import SecretInput

if TYPE_CHECKING:
    from app.domain.secrets import OfficerName
    from app.texts import Problem

_WIDTH = 430


class SignIn(QWidget):
    """While a phrase is being checked the officer may already choose a name and type the PIN."""

    phrase_given = Signal(str)  # the opening phrase
    pin_given = Signal(str, str)  # login, PIN
    retry_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._login = ""
        self._hurried = False  # Enter came before the names
        self._wait_s = 0
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._on_second)
        self._build()

    def _build(self) -> None:
        self.setObjectName("sign_in")
        self._name = label(self.tr("Complaint desk"), "soft")
        self._title = label("Loket Aduan", Type.BIG)
        self.phrase = SecretInput("phrase", show_word=self.tr("Show"), hide_word=self.tr("Hide"))
        self.phrase_field = Field(
            self.tr("Opening phrase"), self.phrase, hint=self.tr("Once a day; capital or small letters are the same.")
        )
        self.officer = Combo("officer")
        self.officer_field = Field(self.tr("Officer"), self.officer, hint=self.tr("Type the first letter, then Enter."))
        self.pin = SecretInput("pin", digits=True)
        self.pin_field = Field(self.tr("PIN"), self.pin)
        self.banner = Banner("sign_in_problem")
        self.enter = ActionButton("sign_in_enter", self.tr("Sign in"), key="Enter", weight=Weight.PRIMARY, tall=True)
        self._tell = label("", Type.HINT)
        self._tell.setProperty("kind", "soft")
        self.card = Card()
        self.card.body.addWidget(self.banner)
        for field in (self.phrase_field, self.officer_field, self.pin_field):
            self.card.body.addWidget(field)
        last = QHBoxLayout()
        last.addWidget(self._tell, 1)
        last.addWidget(self.enter)
        self.card.body.addLayout(last)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        self._rows = QVBoxLayout(self)
        self._rows.addStretch(2)
        for said in (self._title, self._name):
            self._rows.addWidget(said, 0, Qt.AlignmentFlag.AlignHCenter)
        self._rows.addLayout(middle)
        self._rows.addStretch(3)
        self._measure()
        self.phrase.advance.connect(self._on_phrase_entered)
        self.pin.advance.connect(self._on_pin_entered)
        self.enter.clicked.connect(self._on_enter_clicked)
        self.banner.action_wanted.connect(self.retry_wanted)
        for entry in (self.phrase, self.pin):
            entry.textEdited.connect(self._on_edited)

    def set_names(self, names: Sequence["OfficerName"]) -> None:
        """Offer who may sign in; a desk with one officer asks for no name."""
        self.officer.set_options([Option(id=name.login, label=name.display) for name in names])
        before = names[0].login if len(names) == 1 else self._login
        if self.officer.value() is None and before:
            self.officer.set_value(before)
            if self.officer.hasFocus():
                self._focus_first()
        if self._hurried:
            self._hurried = False
            self._on_enter_clicked()

    def prepare(self) -> None:
        """Ask nothing yet: a first start is being prepared."""
        self.card.hide()

    def forget(self) -> None:
        """Leave nothing of what was typed."""
        self.phrase.clear()
        self.pin.clear()
        self.set_busy("")

    def ask(self, *, phrase: bool, login: str = "") -> None:
        """Ask anew: with the phrase or without; ``login`` is who sat there before."""
        self.forget()
        self.card.show()
        self.phrase_field.setVisible(phrase)
        self.phrase.setReadOnly(False)
        self.phrase_field.set_hint(self.tr("Once a day; capital or small letters are the same."))
        self._login = login
        if login:
            self.officer.set_value(login)
        self._focus_first()

    def set_busy(self, said: str) -> None:
        """Say what is being done, and take no Enter meanwhile; "" when nothing is."""
        self._tell.setText(said)
        self.enter.setEnabled(not said)

    def phrase_checking(self) -> None:
        """Say at the phrase that it is being checked."""
        self.phrase.setReadOnly(True)
        self.phrase_field.set_error(None)
        self.phrase_field.set_hint(self.tr("Checking the phrase ..."))

    def phrase_taken(self) -> None:
        """Put the phrase away: it is right."""
        self.phrase.clear()
        self.phrase_field.hide()
        if self.focusWidget() in (None, self.phrase):
            self._focus_first()

    def refuse_phrase(self, problem: "Problem") -> None:
        """Ask for the phrase again, saying why."""
        self.set_busy("")
        self.pin.clear()
        self.phrase_field.show()
        self.phrase.setReadOnly(False)
        self.phrase_field.set_hint("")
        self.phrase_field.set_error(problem.title)
        self.say(problem)
        self.phrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self.phrase.selectAll()

    def refuse_pin(self, problem: "Problem", *, wait_s: int = 0) -> None:
        """Ask for the PIN again, saying why; not before ``wait_s`` seconds are over."""
        self.set_busy("")
        self.pin.clear()
        self.pin_field.set_error(problem.title)
        self.say(problem)
        if wait_s > 0:
            self._wait_s = wait_s
            self.enter.setEnabled(False)
            self._second.start()
            self._show_wait()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, problem: "Problem", *, retry: bool = False) -> None:
        """Show a problem in the card."""
        self.card.show()
        action = self.tr("Try again") if retry else ""
        self.banner.say(problem.title, what=problem.what, safe=problem.safe, do=problem.do, action=action)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        worn = theme.current()
        self.card.setFixedWidth(worn.px(_WIDTH))
        self._rows.setSpacing(worn.px(4))

    def _must_choose(self) -> bool:
        return self.officer.value() is None and self.officer.count() > 0

    def _focus_first(self) -> None:
        first: QWidget = self.pin
        if not self.phrase_field.isHidden():
            first = self.phrase
        elif self._must_choose():
            first = self.officer
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_phrase_entered(self) -> None:
        if self.phrase.isReadOnly() or not self.phrase.text().strip():
            self.phrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.banner.dismiss()
        self.phrase_given.emit(self.phrase.text())
        following: QLineEdit | Combo = self.officer if self._must_choose() else self.pin
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_pin_entered(self) -> None:
        self._on_enter_clicked()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_enter_clicked(self) -> None:
        if not self.enter.isEnabled():
            return
        if not self.phrase_field.isHidden() and not self.phrase.isReadOnly():
            if not self.phrase.text().strip():
                self.phrase.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            self.phrase_given.emit(self.phrase.text())
        login = self.officer.value()
        if login is None and not self.officer.count():
            self._hurried = True
        elif login is None:
            self.officer_field.set_error(self.tr("Choose who you are."))
            self.officer.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.pin.text():
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.officer_field.set_error(None)
            self.pin_field.set_error(None)
            self.set_busy(self.tr("Opening the desk ..."))
            self.pin_given.emit(login, self.pin.text())

    def _on_edited(self, _: str) -> None:
        self.phrase_field.set_error(None)
        self.pin_field.set_error(None)

    def _on_second(self) -> None:
        self._wait_s -= 1
        self._show_wait()
        if self._wait_s <= 0:
            self._second.stop()
            self.enter.setEnabled(True)
            self.banner.dismiss()

    def _show_wait(self) -> None:
        self._tell.setText(self.tr("%n second(s) left", "", self._wait_s) if self._wait_s > 0 else "")
