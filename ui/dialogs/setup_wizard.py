"""First start in four steps: whose desk it is, its first officer, phrase and PIN, the recovery code typed back."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.services import DeskPlan
from app.texts import Texts
from ui.dialogs.recovery_code import RecoveryCodeStep
from ui.dialogs.wizard_frame import WizardFrame
from ui.dialogs.wizard_steps import DeskStep, KeysStep, OfficerStep, Step
from ui.keys import bind, shown_key
from ui.lane import Lane
from ui.problems import show_in
from ui.widgets.action_button import ActionButton

if TYPE_CHECKING:
    from app.services import Entrance, PendingDesk

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DESK, _OFFICER, _KEYS, _CODE = range(4)
_STEP_OF: Final = {
    "agency_unknown": (_DESK, "agency"),
    "counter_wrong": (_DESK, "counter"),
    "officer_name_missing": (_OFFICER, "full_name"),
    "phrase_short": (_KEYS, "phrase"),
    "pin_digits": (_KEYS, "pin"),
    "pin_short": (_KEYS, "pin"),
    "pin_repeat": (_KEYS, "pin"),
    "pin_run": (_KEYS, "pin"),
    "pin_date": (_KEYS, "pin"),
}


class SetupWizard(WizardFrame):
    """Nothing counts before the recovery code was typed back."""

    finished = Signal(str, str)  # login, PIN
    restore_wanted = Signal()

    def __init__(self, entrance: "Entrance", lane: Lane, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__("setup_wizard", parent)
        self._entrance, self._lane, self._words = entrance, lane, words
        self._pending: PendingDesk | None = None
        self._build()

    def start(self) -> None:
        """Begin: the first field has the focus, a phrase is thought up."""
        self._lane.ask(self._entrance.propose_phrase, self._on_phrase_proposed, self._on_failed, owner=self)
        self._show_step(_DESK)

    def _build(self) -> None:
        self.title.setText(self.tr("Preparing the desk"))
        self.back.set_words(self.tr("Back"))
        self.code_step = RecoveryCodeStep(self._words)
        self.desk = DeskStep(self._words, self._entrance.lists)
        self.officer, self.keys = OfficerStep(self._words), KeysStep(self._words)
        self._asking: tuple[Step, ...] = (self.desk, self.officer, self.keys)
        self.restore = ActionButton(
            "wizard_restore",
            self.tr("Restore from a backup ..."),
            key=shown_key("wizard", "wizard_restore"),
            tall=True,
        )
        self.fill((*self._asking, self.code_step), self.restore)
        self.keys.other_phrase.clicked.connect(self._on_other_phrase)
        self.back.clicked.connect(self._on_back)
        self.next.clicked.connect(self._on_next)
        self.restore.clicked.connect(self.restore_wanted)
        self.code_step.typed_back.connect(self._on_next)
        bind(
            "wizard",
            self,
            {
                "wizard_next": self.next.click,
                "wizard_back": self.back.click,
                "wizard_restore": self.restore.click,
            },
        )

    # ---- steps ----

    def _show_step(self, step: int, focus: str = "") -> None:
        self.steps.setCurrentIndex(step)
        count = self.tr("Step %1 of 4").replace("%1", str(step + 1))
        self.say(f"{count} · {self._saying(step)}")
        self.back.setVisible(0 < step < _CODE)
        self.restore.setVisible(step == _DESK)
        self.next.set_words((self.tr("Next"), self.tr("Next"), self.tr("Make the desk"), self.tr("Use the desk"))[step])
        if step == _CODE:
            self.code_step.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            fields = self._asking[step].fields
            (fields[focus] if focus else next(iter(fields.values()))).focus_input()

    def _saying(self, step: int) -> str:
        return (
            self.tr("whose desk this is. It stands on receipts and in numbers."),
            self.tr("its first officer, who may add others and change settings."),
            self.tr("what opens it. The phrase guards the disk, the PIN tells who you are."),
            self.tr("the way back in when phrase or PIN are lost. It is shown only now."),
        )[step]

    def _on_back(self) -> None:
        if 0 < self.step() < _CODE:
            self.banner.dismiss()
            self._show_step(self.step() - 1)

    def _on_next(self) -> None:
        if not self.next.isEnabled():
            return
        self.banner.dismiss()
        if self.step() == _CODE:
            self._confirm()
        elif self._asking[self.step()].check():
            if self.step() == _KEYS:
                self._make()
            else:
                self._show_step(self.step() + 1)

    # ---- making the desk ----

    def _plan(self) -> DeskPlan:
        desk, officer, keys = self.desk, self.officer, self.keys
        typed = desk.own.value()
        return DeskPlan(
            agency="" if typed else desk.agency.value() or "",
            agency_name=desk.agency_name.value() if typed else "",
            agency_code=desk.agency_code.value() if typed else "",
            letterhead=tuple(desk.letterhead.value().splitlines()),
            city=desk.city.value(),
            phone=desk.phone.value(),
            service_hours=desk.hours.value(),
            counter=desk.counter.value() or "",
            login=officer.login.value().strip(),
            full_name=officer.full_name.value(),
            nip=officer.nip.value(),
            phrase=keys.phrase.value(),
            pin=keys.pin.text(),
        )

    def _make(self) -> None:
        self.set_busy(self.tr("The desk is being made ..."))
        self._lane.ask(partial(self._entrance.set_up, self._plan()), self._on_made, self._on_failed, owner=self)

    def _on_made(self, pending: "PendingDesk") -> None:
        self.set_busy("")
        self._pending = pending
        self.code_step.show_code(pending.recovery_code)
        self._show_step(_CODE)

    def _confirm(self) -> None:
        assert self._pending is not None
        self.set_busy(self.tr("The desk is put in use ..."))
        confirming = partial(self._pending.confirm, self.code_step.typed.value())
        self._lane.ask(confirming, self._on_confirmed, self._on_code_wrong, owner=self)

    def _on_confirmed(self, _: object) -> None:
        self.set_busy("")
        self.code_step.forget()
        self.finished.emit(self.officer.login.value().strip(), self.keys.pin.text())

    def _on_code_wrong(self, problem: AppError) -> None:
        self.set_busy("")
        if problem.code == "recovery_code_wrong":
            self.code_step.refuse(self._words.problem(problem).what)
        else:
            self._on_failed(problem)

    def _on_failed(self, problem: AppError) -> None:
        self.set_busy("")
        step, name = _STEP_OF.get(problem.code, (self.step(), ""))
        if name:
            self._show_step(step, name)
            self._asking[step].fields[name].set_error(self._words.problem(problem).what)
        show_in(self.banner, self._words, problem)

    def _on_other_phrase(self) -> None:
        self._lane.ask(self._entrance.propose_phrase, self._on_phrase_proposed, self._on_failed, owner=self)

    def _on_phrase_proposed(self, phrase: str) -> None:
        self.keys.phrase.set_value(phrase)
