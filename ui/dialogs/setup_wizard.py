"""First start in four steps: whose desk it is, its first officer, phrase and PIN, the recovery code typed back."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import AppError, FieldProblem, UserProblem
from app.domain.secrets import check_phrase, check_pin
from app.services import DeskPlan
from app.texts import Texts
from ui import theme
from ui.dialogs.recovery_code import RecoveryCodeStep
from ui.lane import Lane
from ui.problems import show_in
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.check_box import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.field import Field
from ui.widgets.fitting_area import FittingArea
from ui.widgets.label import label
from ui.widgets.option import Option
from ui.widgets.picker import Picker
from ui.widgets.secret_input import SecretInput
from ui.widgets.suggestions import Suggestion
from ui.widgets.text_box import TextBox
from ui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from app.services import Entrance, PendingDesk

_WIDTH: Final = 700
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


class SetupWizard(QWidget):
    """Nothing counts before the recovery code was typed back."""

    finished = Signal(str, str)  # login, PIN

    def __init__(self, entrance: "Entrance", lane: Lane, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entrance, self._lane, self._words = entrance, lane, words
        self._lists = entrance.lists
        self._pending: PendingDesk | None = None
        self.fields: dict[str, Field] = {}
        self._build()

    def start(self) -> None:
        """Begin: the first field has the focus, a phrase is thought up."""
        self._lane.ask(self._entrance.propose_phrase, self._on_phrase_proposed, self._on_failed, owner=self)
        self._show_step(_DESK)

    def _build(self) -> None:
        self.setObjectName("setup_wizard")
        worn = theme.current()
        self._title = label(self.tr("Preparing the desk"), Type.BIG)
        self._said = label("", "soft", wrap=True)
        self.banner = Banner("wizard_problem")
        self._steps = QStackedWidget()
        self.code_step = RecoveryCodeStep(self._words)
        for step in (self._desk_step(), self._officer_step(), self._keys_step(), self.code_step):
            self._steps.addWidget(step)
        self.back = ActionButton("wizard_back", self.tr("Back"), key="Alt+←", tall=True)
        self.next = ActionButton("wizard_next", self.tr("Next"), key="Ctrl+Enter", weight=Weight.PRIMARY, tall=True)
        self._card = Card()
        self._card.body.addWidget(FittingArea(self._steps))
        last = QHBoxLayout()
        last.setSpacing(worn.px(8))
        last.addWidget(self.back)
        last.addStretch(1)
        last.addWidget(self.next)
        column = QVBoxLayout()
        column.setSpacing(worn.px(8))
        for widget in (self._title, self._said, self.banner, self._card):
            column.addWidget(widget)
        column.addLayout(last)
        self._middle = QWidget()
        self._middle.setLayout(column)
        rows = QVBoxLayout(self)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._middle, 1000)
        middle.addStretch(1)
        rows.addStretch(2)
        rows.addLayout(middle)
        rows.addStretch(3)
        self._measure()
        self.back.clicked.connect(self._on_back)
        self.next.clicked.connect(self._on_next)
        self.code_step.typed_back.connect(self._on_next)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.next.click)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back.click)

    def _desk_step(self) -> QWidget:
        self.agency = Picker("agency", self._find_agency)
        self.own = CheckBox("agency_own", self.tr("It is not in the list: I type it"))
        self.agency_name, self.agency_code = TextInput("agency_name"), TextInput("agency_code")
        self.agency_code.setMaxLength(10)
        self.letterhead = TextBox("letterhead", lines=3)
        self.counter = Combo("counter", [Option(id=letter, label=letter) for letter in _LETTERS])
        self.counter.set_value("A")
        self.city, self.phone, self.hours = TextInput("city"), TextInput("phone"), TextInput("service_hours")
        usual = DeskPlan(login="", full_name="", phrase="", pin="")
        self.city.set_value(usual.city)
        self.hours.set_value(usual.service_hours)
        made = self._field
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(12))
        grid.setVerticalSpacing(theme.current().px(4))
        hint = self.tr("Type a part of its name: rsud aw, dishub")
        grid.addWidget(made(self.tr("Agency"), self.agency, hint=hint, required=True), 0, 0, 1, 3)
        grid.addWidget(
            made(self.tr("Counter"), self.counter, hint=self.tr("Its letter in every number"), required=True), 0, 3
        )
        grid.addWidget(self.own, 1, 0, 1, 4)
        self._own_fields = (
            made(self.tr("Name of the agency"), self.agency_name, required=True),
            made(self.tr("Code"), self.agency_code, hint=self.tr("2-10 letters, begins every number"), required=True),
        )
        grid.addWidget(self._own_fields[0], 2, 0, 1, 3)
        grid.addWidget(self._own_fields[1], 2, 3)
        grid.addWidget(
            made(self.tr("Letterhead"), self.letterhead, hint=self.tr("Stands on top of every receipt, line by line")),
            3,
            0,
            1,
            4,
        )
        place = QHBoxLayout()
        place.setSpacing(theme.current().px(12))
        place.addWidget(made(self.tr("City"), self.city, required=True), 2)
        place.addWidget(made(self.tr("Telephone"), self.phone), 2)
        place.addWidget(made(self.tr("Service hours"), self.hours), 6)
        grid.addLayout(place, 4, 0, 1, 4)
        self.own.changed.connect(self._on_own_changed)
        self.agency.changed.connect(self._on_agency_changed)
        self._on_own_changed()
        return _step(grid)

    def _officer_step(self) -> QWidget:
        self.full_name, self.nip, self.login = TextInput("full_name"), TextInput("nip"), TextInput("login")
        made = self._field
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.current().px(4))
        hint = self.tr("With titles, as it stands on receipts")
        grid.addWidget(made(self.tr("Full name"), self.full_name, hint=hint, required=True), 0, 0)
        grid.addWidget(made(self.tr("NIP"), self.nip, hint=self.tr("Stands on receipts below the name")), 1, 0)
        hint = self.tr("Short, chosen at every sign-in")
        grid.addWidget(made(self.tr("Sign-in name"), self.login, hint=hint, required=True), 2, 0)
        self.full_name.changed.connect(self._on_full_name_changed)
        return _step(grid)

    def _keys_step(self) -> QWidget:
        self.phrase = TextInput("phrase")
        self.pin, self.pin_again = SecretInput("pin", digits=True), SecretInput("pin_again", digits=True)
        self.other_phrase = ActionButton("other_phrase", self.tr("Propose another"), weight=Weight.QUIET)
        self.other_phrase.clicked.connect(self._on_other_phrase)
        made = self._field
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(12))
        grid.setVerticalSpacing(theme.current().px(4))
        grid.addWidget(
            made(
                self.tr("Opening phrase of the desk"),
                self.phrase,
                hint=self.tr("Asked once a day. Keep this one, or type four words of your own."),
                required=True,
            ),
            0,
            0,
            1,
            2,
        )
        grid.addWidget(self.other_phrase, 1, 0, Qt.AlignmentFlag.AlignLeft)
        hint = self.tr("Six digits or more; no date, no run")
        grid.addWidget(made(self.tr("Your PIN"), self.pin, hint=hint, required=True), 2, 0)
        grid.addWidget(made(self.tr("The PIN once more"), self.pin_again, required=True), 2, 1)
        return _step(grid)

    def _field(self, text: str, entry: QWidget, *, hint: str = "", required: bool = False) -> Field:
        made = self.fields[entry.objectName()] = Field(text, entry, hint=hint, required=required)
        return made

    # ---- steps ----

    def step(self) -> int:
        """Give the step that is shown, 0 to 3."""
        return self._steps.currentIndex()

    def _show_step(self, step: int, focus: str = "") -> None:
        self._steps.setCurrentIndex(step)
        count = self.tr("Step %1 of 4").replace("%1", str(step + 1))
        self._said.setText(f"{count} · {self._saying(step)}")
        self.back.setVisible(0 < step < _CODE)
        self.next.set_words((self.tr("Next"), self.tr("Next"), self.tr("Make the desk"), self.tr("Use the desk"))[step])
        first = focus or ("agency", "full_name", "phrase", "typed_code")[step]
        target = self.code_step.typed if step == _CODE else self.fields[first].input
        target.setFocus(Qt.FocusReason.OtherFocusReason)

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
        elif self._check(self.step()):
            if self.step() == _KEYS:
                self._make()
            else:
                self._show_step(self.step() + 1)

    def _check(self, step: int) -> bool:
        wrong: list[tuple[str, str]] = []
        for name, filled in self._needed(step):
            self.fields[name].set_error(None)
            if not filled:
                wrong.append((name, self._words.field(FieldProblem(field=name, code="field_required"))))
        if step == _KEYS:
            wrong += self._wrong_keys(dict(wrong))
        for name, said in wrong:
            self.fields[name].set_error(said)
        if wrong:
            self.fields[wrong[0][0]].focus_input()
        return not wrong

    def _needed(self, step: int) -> Sequence[tuple[str, object]]:
        if step == _DESK:
            typed = self.own.value()
            return (
                ("agency", typed or self.agency.value()),
                ("agency_name", not typed or self.agency_name.value().strip()),
                ("agency_code", not typed or self.agency_code.value().strip()),
                ("counter", self.counter.value()),
                ("city", self.city.value().strip()),
            )
        if step == _OFFICER:
            return (("full_name", self.full_name.value().strip()), ("login", self.login.value().strip()))
        return (("phrase", self.phrase.value().strip()), ("pin", self.pin.text()), ("pin_again", self.pin_again.text()))

    def _wrong_keys(self, empty: dict[str, str]) -> list[tuple[str, str]]:
        wrong = []
        for name, check, typed in (
            ("phrase", check_phrase, self.phrase.value()),
            ("pin", check_pin, self.pin.text()),
        ):
            if name in empty:
                continue
            try:
                check(typed)
            except UserProblem as problem:
                wrong.append((name, self._words.problem(problem).what))
        if not empty and not wrong and self.pin.text() != self.pin_again.text():
            wrong.append(("pin_again", self.tr("The two are not the same.")))
        return wrong

    # ---- making the desk ----

    def _plan(self) -> DeskPlan:
        typed = self.own.value()
        return DeskPlan(
            agency="" if typed else self.agency.value() or "",
            agency_name=self.agency_name.value() if typed else "",
            agency_code=self.agency_code.value() if typed else "",
            letterhead=tuple(self.letterhead.value().splitlines()),
            city=self.city.value(),
            phone=self.phone.value(),
            service_hours=self.hours.value(),
            counter=self.counter.value() or "",
            login=self.login.value().strip(),
            full_name=self.full_name.value(),
            nip=self.nip.value(),
            phrase=self.phrase.value(),
            pin=self.pin.text(),
        )

    def _make(self) -> None:
        self._set_busy(self.tr("The desk is being made ..."))
        self._lane.ask(partial(self._entrance.set_up, self._plan()), self._on_made, self._on_failed, owner=self)

    def _on_made(self, pending: "PendingDesk") -> None:
        self._set_busy("")
        self._pending = pending
        self.code_step.show_code(pending.recovery_code)
        self._show_step(_CODE)

    def _confirm(self) -> None:
        assert self._pending is not None
        self._set_busy(self.tr("The desk is put in use ..."))
        confirming = partial(self._pending.confirm, self.code_step.typed.value())
        self._lane.ask(confirming, self._on_confirmed, self._on_code_wrong, owner=self)

    def _on_confirmed(self, _: object) -> None:
        self._set_busy("")
        self.code_step.forget()
        self.finished.emit(self.login.value().strip(), self.pin.text())

    def _on_code_wrong(self, problem: AppError) -> None:
        self._set_busy("")
        if problem.code == "recovery_code_wrong":
            self.code_step.refuse(self._words.problem(problem).what)
        else:
            self._on_failed(problem)

    def _on_failed(self, problem: AppError) -> None:
        self._set_busy("")
        step, name = _STEP_OF.get(problem.code, (self.step(), ""))
        if name:
            self._show_step(step, name)
            self.fields[name].set_error(self._words.problem(problem).what)
        show_in(self.banner, self._words, problem)

    def _set_busy(self, said: str) -> None:
        self.next.setEnabled(not said)
        self.back.setEnabled(not said)
        if said:
            self._said.setText(said)

    # ---- small things ----

    def _find_agency(self, typed: str) -> Sequence[Suggestion]:
        found = (agency for agency in self._lists.agencies.find(typed, limit=12) if agency.code)
        return [Suggestion(id=agency.id, label=agency.name, note=agency.code) for agency in found][:8]

    def _on_agency_changed(self) -> None:
        agency = self._lists.agencies.by_id(self.agency.value() or "")
        if agency is not None:
            self.letterhead.set_value("\n".join(agency.letterhead))
            if agency.phone and not self.phone.value():
                self.phone.set_value(agency.phone)

    def _on_own_changed(self) -> None:
        for field in self._own_fields:
            field.setVisible(self.own.value())
        self.agency.setEnabled(not self.own.value())
        if self.own.value():
            self.agency.set_value(None)
            self.fields["agency"].set_error(None)

    def _on_full_name_changed(self) -> None:
        if not self.login.isModified():
            first = self.full_name.value().strip().split(" ", 1)[0]
            self.login.setText(first.strip(".,").casefold())

    def _on_other_phrase(self) -> None:
        self._lane.ask(self._entrance.propose_phrase, self._on_phrase_proposed, self._on_failed, owner=self)

    def _on_phrase_proposed(self, phrase: str) -> None:
        self.phrase.set_value(phrase)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        self._middle.setMaximumWidth(theme.current().px(_WIDTH))


def _step(grid: QGridLayout) -> QWidget:
    grid.setContentsMargins(0, 0, 0, 0)
    step = QWidget()
    rows = QVBoxLayout(step)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.addLayout(grid)
    rows.addStretch(1)
    return step
