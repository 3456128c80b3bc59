"""The three steps of a first start that ask: the desk, its first officer, phrase and PIN."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import FieldProblem, UserProblem
from app.domain.reference import Reference
from app.domain.secrets import check_phrase, check_pin
from app.services import DeskPlan
from app.texts import Texts
from ui import theme
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.check_box import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.field import Field
from ui.widgets.option import Option
from ui.widgets.picker import Picker
from ui.widgets.secret_input import SecretInput
from ui.widgets.suggestions import Suggestion
from ui.widgets.text_box import TextBox
from ui.widgets.text_input import TextInput

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Step(QWidget):
    """``fields`` are the step's own by the name of their input, in the order of asking."""

    def __init__(self, words: Texts) -> None:
        super().__init__()
        self.words = words
        self.fields: dict[str, Field] = {}
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme.current().px(12))
        self.grid.setVerticalSpacing(theme.current().px(4))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self.grid)
        rows.addStretch(1)

    def field(self, text: str, entry: QWidget, *, hint: str = "", required: bool = False) -> Field:
        """Give a field around an input and keep it."""
        made = self.fields[entry.objectName()] = Field(text, entry, hint=hint, required=required)
        return made

    def needed(self) -> Sequence[tuple[str, object]]:
        """Give what must be filled, and whether it is."""
        return ()

    def wrong(self) -> dict[str, str]:
        """Give what is wrong, in words by field."""
        return {
            name: self.words.field(FieldProblem(field=name, code="field_required"))
            for name, filled in self.needed()
            if not filled
        }

    def check(self) -> bool:
        """Show what is wrong at its fields, go to the first; True when nothing is."""
        wrong = self.wrong()
        for name, field in self.fields.items():
            field.set_error(wrong.get(name))
        first = next((name for name in self.fields if name in wrong), None)
        if first is not None:
            self.fields[first].focus_input()
        return first is None


class DeskStep(Step):
    """Whose desk it is: from the list, or typed."""

    def __init__(self, words: Texts, lists: Reference) -> None:
        super().__init__(words)
        self._lists = lists
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
        self._build()
        self.own.changed.connect(self._on_own_changed)
        self.agency.changed.connect(self._on_agency_changed)
        self._on_own_changed()

    def _build(self) -> None:
        made, grid = self.field, self.grid
        hint = self.tr("Type a part of its name: rsud aw, dishub")
        grid.addWidget(made(self.tr("Agency"), self.agency, hint=hint, required=True), 0, 0, 1, 3)
        hint = self.tr("Its letter in every number")
        grid.addWidget(made(self.tr("Counter"), self.counter, hint=hint, required=True), 0, 3)
        grid.addWidget(self.own, 1, 0, 1, 4)
        hint = self.tr("2-10 letters, begins every number")
        self._own_fields = (
            made(self.tr("Name of the agency"), self.agency_name, required=True),
            made(self.tr("Code"), self.agency_code, hint=hint, required=True),
        )
        grid.addWidget(self._own_fields[0], 2, 0, 1, 3)
        grid.addWidget(self._own_fields[1], 2, 3)
        hint = self.tr("Stands on top of every receipt, line by line")
        grid.addWidget(made(self.tr("Letterhead"), self.letterhead, hint=hint), 3, 0, 1, 4)
        place = QHBoxLayout()
        place.setSpacing(theme.current().px(12))
        place.addWidget(made(self.tr("City"), self.city, required=True), 2)
        place.addWidget(made(self.tr("Telephone"), self.phone), 2)
        place.addWidget(made(self.tr("Service hours"), self.hours), 6)
        grid.addLayout(place, 4, 0, 1, 4)

    def needed(self) -> Sequence[tuple[str, object]]:
        """Give what must be filled, and whether it is."""
        typed = self.own.value()
        return (
            ("agency", typed or self.agency.value()),
            ("agency_name", not typed or self.agency_name.value().strip()),
            ("agency_code", not typed or self.agency_code.value().strip()),
            ("counter", self.counter.value()),
            ("city", self.city.value().strip()),
        )

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


class OfficerStep(Step):
    """Who the first officer is."""

    def __init__(self, words: Texts) -> None:
        super().__init__(words)
        self.full_name, self.nip, self.login = TextInput("full_name"), TextInput("nip"), TextInput("login")
        made, grid = self.field, self.grid
        hint = self.tr("With titles, as it stands on receipts")
        grid.addWidget(made(self.tr("Full name"), self.full_name, hint=hint, required=True), 0, 0)
        grid.addWidget(made(self.tr("NIP"), self.nip, hint=self.tr("Stands on receipts below the name")), 1, 0)
        hint = self.tr("Short, chosen at every sign-in")
        grid.addWidget(made(self.tr("Sign-in name"), self.login, hint=hint, required=True), 2, 0)
        self.full_name.changed.connect(self._on_full_name_changed)

    def needed(self) -> Sequence[tuple[str, object]]:
        """Give what must be filled, and whether it is."""
        return (("full_name", self.full_name.value().strip()), ("login", self.login.value().strip()))

    def _on_full_name_changed(self) -> None:
        if not self.login.isModified():
            first = self.full_name.value().strip().split(" ", 1)[0]
            self.login.setText(first.strip(".,").casefold())


class KeysStep(Step):
    """The opening phrase, proposed or own, and the PIN, twice; of a desk that comes back also whose PIN that is."""

    def __init__(self, words: Texts, *, of_admin: bool = False) -> None:
        super().__init__(words)
        self.login = TextInput("login")
        self.phrase = TextInput("phrase")
        self.other_phrase = ActionButton("other_phrase", self.tr("Propose another"), weight=Weight.QUIET)
        self.pin, self.pin_again = SecretInput("pin", digits=True), SecretInput("pin_again", digits=True)
        made, grid = self.field, self.grid
        if of_admin:
            hint = self.tr("Of an admin of this desk, as it was when the backup was made")
            grid.addWidget(made(self.tr("Sign-in name"), self.login, hint=hint, required=True), 0, 0, 1, 2)
        hint = self.tr("Asked once a day. Keep this one, or type four words of your own.")
        grid.addWidget(made(self.tr("Opening phrase of the desk"), self.phrase, hint=hint, required=True), 1, 0, 1, 2)
        grid.addWidget(self.other_phrase, 2, 0, Qt.AlignmentFlag.AlignLeft)
        hint = self.tr("Six digits or more; no date, no run")
        grid.addWidget(made(self.tr("Your PIN"), self.pin, hint=hint, required=True), 3, 0)
        grid.addWidget(made(self.tr("The PIN once more"), self.pin_again, required=True), 3, 1)

    def needed(self) -> Sequence[tuple[str, object]]:
        """Give what must be filled, and whether it is."""
        filled = {
            "login": self.login.value().strip(),
            "phrase": self.phrase.value().strip(),
            "pin": self.pin.text(),
            "pin_again": self.pin_again.text(),
        }
        return [(name, filled[name]) for name in self.fields]

    def wrong(self) -> dict[str, str]:
        """Give what is wrong, in words by field."""
        wrong = super().wrong()
        for name, check, typed in (
            ("phrase", check_phrase, self.phrase.value()),
            ("pin", check_pin, self.pin.text()),
        ):
            if name not in wrong:
                try:
                    check(typed)
                except UserProblem as problem:
                    wrong[name] = self.words.problem(problem).what
        if not wrong and self.pin.text() != self.pin_again.text():
            wrong["pin_again"] = self.tr("The two are not the same.")
        return wrong
