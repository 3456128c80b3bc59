"""The door: the opening phrase once per start of the program, then who it is and the PIN. Painted before all else.

It only shows and asks, the desk is opened behind it.  The first paint has the phrase alone; what else is at the door is
made right after it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.label import label
from ui.widgets.secret_input import SecretInput

if TYPE_CHECKING:
    from app.domain.secrets import OfficerName
    from app.texts import Problem
    from ui.widgets.banner import Banner
    from ui.widgets.combo import Combo

_WIDTH: Final = 430
_OTHER: Final = Qt.FocusReason.OtherFocusReason


class SignIn(QWidget):
    """While a phrase is being checked the officer may already choose a name and type the PIN."""

    phrase_given = Signal(str)  # the opening phrase
    pin_given = Signal(str, str)  # login, PIN
    retry_wanted = Signal()

    officer: "Combo"
    pin: SecretInput

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._login = ""
        self._hurried = False  # Enter came before the names
        self._wait_s = 0
        self._banner: Banner | None = None
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._on_second)
        self._build()

    def _build(self) -> None:
        self.setObjectName("sign_in")
        self._title = label("Loket Aduan", Type.BIG)
        self._name = label(self.tr("Complaint desk"), "soft")
        self.phrase = SecretInput("phrase")
        self.phrase_field = Field(self.tr("Opening phrase"), self.phrase, hint=self._phrase_hint())
        self.enter = ActionButton("sign_in_enter", self.tr("Go on"), key="Enter", weight=Weight.PRIMARY, tall=True)
        self._tell = label("", Type.HINT)
        self.card = Card()
        self.card.body.addWidget(self.phrase_field)
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
        self.phrase.textEdited.connect(self._on_edited)
        self.enter.clicked.connect(self._on_enter_clicked)

    def complete(self) -> None:
        """Make what the first paint did without: the names, the PIN, the eye that uncovers the phrase."""
        from ui.widgets.combo import Combo

        self.phrase.add_eye(self.tr("Show"), self.tr("Hide"))
        self.officer = Combo("officer")
        self.officer_field = Field(self.tr("Officer"), self.officer, hint=self.tr("Type the first letter, then Enter."))
        self.pin = SecretInput("pin", digits=True)
        self.pin_field = Field(self.tr("PIN"), self.pin)
        for place, field in enumerate((self.officer_field, self.pin_field), start=1):
            field.hide()
            self.card.body.insertWidget(place, field)
        self.pin.advance.connect(self._on_pin_entered)
        self.pin.textEdited.connect(self._on_edited)
        for first, second in ((self.phrase, self.officer), (self.officer, self.pin), (self.pin, self.enter)):
            QWidget.setTabOrder(first, second)

    @property
    def problem_shown(self) -> bool:
        """Whether a problem stands in the card."""
        return self._banner is not None and not self._banner.isHidden()

    @property
    def problem_text(self) -> str:
        """What the problem says."""
        return self._banner.accessibleDescription() if self._banner is not None else ""

    def set_names(self, names: Sequence["OfficerName"]) -> None:
        """Offer who may sign in; a desk with one officer asks for no name."""
        from ui.widgets.option import Option

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
        self._name.setText(self.tr("Preparing ..."))

    def say_kept(self, said: str) -> None:
        """Say above the card what waits for whoever sat here; it is gone with the next asking."""
        self._name.setText(said)

    def forget(self) -> None:
        """Leave nothing of what was typed."""
        self.phrase.clear()
        self.pin.clear()
        self.set_busy("")

    def ask(self, *, phrase: bool, login: str = "") -> None:
        """Ask anew: for the phrase, or for name and PIN; ``login`` is who sat there before."""
        self._name.setText(self.tr("Complaint desk"))
        self._login = login
        self.card.show()
        if phrase:
            self._ask_phrase()
        else:
            self.forget()
            if login:
                self.officer.set_value(login)
            self._ask_pin()

    def set_busy(self, said: str) -> None:
        """Say what is being done, and take no Enter meanwhile; "" when nothing is."""
        self._tell.setText(said)
        self.enter.setEnabled(not said)

    def phrase_checking(self) -> None:
        """Go on to the PIN while the phrase is being checked."""
        self.phrase.setReadOnly(True)
        self.phrase_field.set_error(None)
        self.phrase_field.set_hint(self.tr("Checking the phrase ..."))
        self._ask_pin(with_phrase=True)

    def phrase_taken(self) -> None:
        """Put the phrase away: it is right."""
        self.phrase.clear()
        self.phrase_field.hide()

    def refuse_phrase(self, problem: "Problem") -> None:
        """Ask for the phrase again, saying why."""
        self.pin.clear()
        self._ask_phrase()
        self.phrase_field.set_error(problem.title)
        self.say(problem)
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
        self.pin.setFocus(_OTHER)

    def say(self, problem: "Problem", *, retry: bool = False) -> None:
        """Show a problem in the card."""
        if self._banner is None:
            from ui.widgets.banner import Banner

            self._banner = Banner("sign_in_problem")
            self.card.body.insertWidget(0, self._banner)
            self._banner.action_wanted.connect(self.retry_wanted)
        self.card.show()
        action = self.tr("Try again") if retry else ""
        self._banner.say(problem.title, what=problem.what, safe=problem.safe, do=problem.do, action=action)

    def dismiss(self) -> None:
        """Take the problem away."""
        if self._banner is not None:
            self._banner.dismiss()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        self.card.setFixedWidth(theme.current().px(_WIDTH))
        self._rows.setSpacing(theme.current().px(4))

    def _phrase_hint(self) -> str:
        return self.tr("Once a day; capital or small letters are the same.")

    def _ask_phrase(self) -> None:
        self.set_busy("")
        self.enter.set_words(self.tr("Go on"))
        self.phrase.setReadOnly(False)
        self.phrase_field.set_hint(self._phrase_hint())
        self.phrase_field.show()
        if hasattr(self, "pin_field"):
            self.officer_field.hide()
            self.pin_field.hide()
        self.phrase.setFocus(_OTHER)

    def _ask_pin(self, *, with_phrase: bool = False) -> None:
        self.enter.set_words(self.tr("Sign in"))
        self.phrase_field.setVisible(with_phrase)
        self.officer_field.show()
        self.pin_field.show()
        self._focus_first()

    def _asks_phrase(self) -> bool:
        return not self.phrase_field.isHidden() and not self.phrase.isReadOnly()

    def _must_choose(self) -> bool:
        return self.officer.value() is None and self.officer.count() > 0

    def _focus_first(self) -> None:
        first: QWidget = self.officer if self._must_choose() else self.pin
        first.setFocus(_OTHER)

    def _on_phrase_entered(self) -> None:
        self._on_enter_clicked()
        if self._asks_phrase():
            self.phrase.setFocus(_OTHER)

    def _on_pin_entered(self) -> None:
        self._on_enter_clicked()
        self.pin.setFocus(_OTHER)

    def _on_enter_clicked(self) -> None:
        if not self.enter.isEnabled():
            return
        if self._asks_phrase():
            if self.phrase.text().strip():
                self.dismiss()
                self.phrase_given.emit(self.phrase.text())
            else:
                self.phrase.setFocus(_OTHER)
            return
        login = self.officer.value()
        if not self.pin.text():
            self._focus_first()
        elif login is not None:
            self.officer_field.set_error(None)
            self.pin_field.set_error(None)
            self.set_busy(self.tr("Opening the desk ..."))
            self.pin_given.emit(login, self.pin.text())
        elif self.officer.count():
            self.officer_field.set_error(self.tr("Choose who you are."))
            self.officer.setFocus(_OTHER)
        else:
            self._hurried = True

    def _on_edited(self, _: str) -> None:
        self.phrase_field.set_error(None)
        self.pin_field.set_error(None)

    def _on_second(self) -> None:
        self._wait_s -= 1
        self._show_wait()
        if self._wait_s <= 0:
            self._second.stop()
            self.enter.setEnabled(True)
            self.dismiss()

    def _show_wait(self) -> None:
        self._tell.setText(self.tr("%n second(s) left", "", self._wait_s) if self._wait_s > 0 else "")
