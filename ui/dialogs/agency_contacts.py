"""Addresses of bodies that people are sent to: a supervisor or an admin corrects them, for slips and panels at once."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError, FieldProblem
from app.domain.referral import REACH, Contact, find_contacts, reach_content
from ui import theme
from ui.context import Context
from ui.keys import bind, shown_key
from ui.problems import show_in
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.field import Field
from ui.widgets.field_rows import Cell, FieldRows
from ui.widgets.label import label
from ui.widgets.picker import Picker
from ui.widgets.suggestions import Suggestion
from ui.widgets.text_input import TextInput
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.services import Session

_LIST: Final = "agencies"


class AgencyContactsPanel(QWidget):
    """Type a part of a name, Enter, correct, Ctrl+Enter; the next one can be typed at once."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._contacts: Mapping[str, Contact] = {}
        self._stored = ""
        self.fields: dict[str, Field] = {}
        self._build()
        self._look()

    def _build(self) -> None:
        worn = theme.current()
        self.setObjectName("agency_contacts")
        self.banner = Banner("contacts_problem")
        said = self.tr("They stand on the slip that sends a person on. Without a name, Down shows who has no address.")
        self.body = Picker("contact_body", self._find)
        self.inputs = {name: TextInput(f"contact_{name}") for name in REACH}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, worn.px(8), 0, 0)
        rows.setSpacing(worn.px(4))
        rows.addWidget(label(said, "soft", wrap=True))
        rows.addWidget(self.banner)
        for text, entry in (
            (self.tr("Agency or body"), self.body),
            (self.tr("Address"), self.inputs["address"]),
            (self.tr("Telephone"), self.inputs["phone"]),
            (self.tr("Service hours"), self.inputs["hours"]),
            (self.tr("Website"), self.inputs["web"]),
        ):
            self.fields[entry.objectName()] = Field(text, entry)
        cells = FieldRows()
        rows.addLayout(cells)
        names = (("body",), ("address",), ("phone", "hours", "web"))
        cells.arrange([[Cell(widget=self.fields[f"contact_{name}"], least=200) for name in row] for row in names])
        self.keep = ActionButton(
            "keep_contact", self.tr("Keep"), key=shown_key("contacts", "keep_contact"), weight=Weight.PRIMARY
        )
        self.reset = ActionButton(
            "reset_contact", self.tr("As shipped"), key=shown_key("contacts", "reset_contact"), weight=Weight.QUIET
        )
        last = FieldRows()
        last.arrange([[Cell(widget=button, least=0, share=0) for button in (self.keep, self.reset)]])
        rows.addLayout(last)
        rows.addStretch(1)
        self.body.changed.connect(self._on_body_changed)
        self.inputs["web"].advance.connect(self._on_keep)
        self.keep.clicked.connect(self._on_keep)
        self.reset.clicked.connect(self._on_reset)
        bind("contacts", self, {"keep_contact": self.keep.click, "reset_contact": self.reset.click})
        self._show_body()

    def _find(self, typed: str) -> Sequence[Suggestion]:
        none = self.tr("no address yet")
        return [
            Suggestion(id=c.id, label=c.short_name, detail=c.name, note="" if c.is_reachable() else none)
            for c in find_contacts(self._contacts.values(), typed)
        ]

    def _look(self) -> None:
        session = self._ctx.session
        work = partial(session.services.refer_elsewhere.contacts, session.officer)
        self._ctx.read.ask(work, self._on_contacts, self._on_failed, owner=self)

    def _on_contacts(self, contacts: Mapping[str, Contact]) -> None:
        self._contacts = contacts
        self._show_body()

    def _on_body_changed(self) -> None:
        self.banner.dismiss()
        self._show_body()

    def _show_body(self) -> None:
        """Show what is held of the body picked; without one there is nothing to correct."""
        contact = self._contacts.get(self.body.value() or "")
        for name, entry in self.inputs.items():
            entry.set_value(getattr(contact, name) if contact else "")
            entry.setEnabled(contact is not None)
            self.fields[entry.objectName()].set_error(None)
        for button in (self.keep, self.reset):
            button.setEnabled(contact is not None)

    def _on_keep(self) -> None:
        try:
            content = reach_content({name: entry.value() for name, entry in self.inputs.items()})
        except AppError as problem:
            self._show_wrong(problem)
            return
        self._store(content)

    def _on_reset(self) -> None:
        self._store({})

    def _store(self, content: Mapping[str, str]) -> None:
        id = self.body.value()
        if id is None:
            return
        self._stored = self._contacts[id].short_name
        work = partial(_stored, self._ctx.session, id, content)
        self._ctx.write.ask(work, self._on_stored, self._on_failed, owner=self)

    def _on_stored(self, contacts: Mapping[str, Contact]) -> None:
        self._contacts = contacts
        self.body.set_value(None)
        self.banner.say(self.tr("Kept: %1").replace("%1", self._stored), tone=Tone.OK)
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_wrong(self, problem: AppError) -> None:
        name = f"contact_{problem.facts.get('field')}"
        facts = {fact: value for fact, value in problem.facts.items() if fact != "field"}
        said = FieldProblem(field=name, code=problem.code, facts=MappingProxyType(facts))
        self.fields[name].set_error(self._ctx.words.field(said))
        self.fields[name].focus_input()

    def _on_failed(self, problem: AppError) -> None:
        show_in(self.banner, self._ctx.words, problem)


def _stored(session: "Session", id: str, content: Mapping[str, str]) -> Mapping[str, Contact]:
    session.services.edit_reference(session.officer, _LIST, id, content)
    return session.services.refer_elsewhere.contacts(session.officer)
