"""Who may sign in at this desk, and a form to add somebody."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.access import PEOPLE, Role
from app.domain.errors import AppError, FieldProblem, UserProblem
from app.domain.officer import Officer
from app.domain.secrets import check_pin
from ui import theme
from ui.context import Context
from ui.models.officers_model import WIDTHS, OfficersModel
from ui.problems import show_in
from ui.widgets.action_button import ActionButton
from ui.widgets.banner import Banner
from ui.widgets.combo import Combo
from ui.widgets.field import Field
from ui.widgets.option import Option
from ui.widgets.rows_view import RowsView
from ui.widgets.secret_input import SecretInput
from ui.widgets.text_input import TextInput
from ui.widgets.tone import Tone

_LARGE = 1.75
_FIELD_OF = {"login_taken": "new_login", "officer_name_missing": "new_full_name"}


class OfficersPanel(QWidget):
    """For admins; the new officer types the first PIN himself."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.fields: dict[str, Field] = {}
        self._build()
        self._look()

    def _build(self) -> None:
        worn = theme.current()
        self.banner = Banner("officers_problem")
        self.model = OfficersModel(self._ctx, self)
        self.table = RowsView("officers")
        self.table.setModel(self.model)
        self.table.set_widths(*WIDTHS)
        self.table.setAccessibleName(self.tr("Officers"))
        self.full_name, self.nip, self.login = (
            TextInput("new_full_name"),
            TextInput("new_nip"),
            TextInput("new_login"),
        )
        words = self._ctx.words
        self.role = Combo("new_role", [Option(id=r.value, label=words.word("role", r.value)) for r in PEOPLE])
        self.role.set_value(Role.OFFICER.value)
        self.pin, self.pin_again = SecretInput("new_pin", digits=True), SecretInput("new_pin_again", digits=True)
        self.add = ActionButton("add_officer", self.tr("Add officer"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(worn.px(10))
        grid.setVerticalSpacing(worn.px(2))
        columns = 3 if worn.scale < _LARGE else 2
        for place, (text, entry, required) in enumerate(
            (
                (self.tr("Full name"), self.full_name, True),
                (self.tr("NIP"), self.nip, False),
                (self.tr("Sign-in name"), self.login, True),
                (self.tr("Role"), self.role, True),
                (self.tr("First PIN"), self.pin, True),
                (self.tr("The PIN once more"), self.pin_again, True),
            )
        ):
            made = self.fields[entry.objectName()] = Field(text, entry, required=required)
            grid.addWidget(made, place // columns, place % columns)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.add)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, worn.px(8), 0, 0)
        rows.setSpacing(worn.px(6))
        rows.addWidget(self.table, 1)
        rows.addWidget(self.banner)
        rows.addLayout(grid)
        rows.addLayout(last)
        self.pin_again.advance.connect(self._on_add)
        self.add.clicked.connect(self._on_add)

    def _look(self) -> None:
        session = self._ctx.session
        self._ctx.read.ask(
            partial(session.services.manage_desk.officers, session.officer),
            self._on_officers,
            self._on_failed,
            owner=self,
        )

    def _on_officers(self, officers: Sequence[Officer]) -> None:
        self.model.show_officers(officers)

    def _on_add(self) -> None:
        if not self.add.isEnabled() or not self._check():
            return
        self.add.setEnabled(False)
        session = self._ctx.session
        adding = partial(
            session.services.manage_desk.add_officer,
            session.officer,
            login=self.login.value().strip(),
            full_name=self.full_name.value(),
            nip=self.nip.value(),
            role=Role(self.role.value() or Role.OFFICER.value),
            pin=self.pin.text(),
        )
        self._ctx.write.ask(adding, self._on_added, self._on_failed, owner=self)

    def _check(self) -> bool:
        wrong: dict[str, str] = {}
        words = self._ctx.words
        for entry in (self.full_name, self.login, self.pin, self.pin_again):
            if not entry.text().strip():
                problem = FieldProblem(field=entry.objectName(), code="field_required")
                wrong[entry.objectName()] = words.field(problem)
        if "new_pin" not in wrong:
            try:
                check_pin(self.pin.text())
            except UserProblem as problem:
                wrong["new_pin"] = words.problem(problem).what
        if not wrong and self.pin.text() != self.pin_again.text():
            wrong["new_pin_again"] = self.tr("The two are not the same.")
        for name, field in self.fields.items():
            field.set_error(wrong.get(name))
        if wrong:
            self.fields[next(iter(wrong))].focus_input()
        return not wrong

    def _on_added(self, officer: Officer) -> None:
        self.add.setEnabled(True)
        for entry in (self.full_name, self.nip, self.login, self.pin, self.pin_again):
            entry.clear()
        self.role.set_value(Role.OFFICER.value)
        self.banner.say(self.tr("%1 may sign in now").replace("%1", officer.full_name), tone=Tone.OK)
        self.full_name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def _on_failed(self, problem: AppError) -> None:
        self.add.setEnabled(True)
        show_in(self.banner, self._ctx.words, problem)
        field = self.fields.get(_FIELD_OF.get(problem.code, ""))
        if field is not None:
            field.set_error(self._ctx.words.problem(problem).title)
            field.focus_input()
