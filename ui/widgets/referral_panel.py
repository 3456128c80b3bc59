"""Where else it belongs: said calmly while it is typed, with whom to go to; Alt+P prints it for the person.

It never refuses: the report may be filed all the same.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.documents import documents_for
from app.domain.draft import Draft
from app.domain.errors import AppError
from app.domain.ids import ComplaintId
from app.domain.referral import Contact, Matter, contacts_of, matter_of, sent_to
from app.domain.scope import Scope, scope_of
from ui.keys import shown_key
from ui.slip_run import SlipRun
from ui.theme import Type
from ui.widgets.action_button import ActionButton
from ui.widgets.label import label
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from ui.context import Context

_LOOKED_AT: Final = ("title", "text", "category", "agency")
_SHOWN: Final = 2


class ReferralPanel(SidePanel):
    """Shown when the agency picked is another one, or when a word or the category tells a limit of LAPOR!."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent=parent)
        self._draft = Draft(id=ComplaintId(""), values={})
        self._looked: tuple[str, ...] | None = None
        self._contacts: Mapping[str, Contact] = {}
        self._asked = False
        self._matter: Matter | None = None
        self.bodies: tuple[str, ...] = ()
        self._run = SlipRun(ctx, self)
        self._run.finished.connect(self._on_out)
        self._run.failed.connect(self._on_failed)
        self._build()

    def _build(self) -> None:
        self.setObjectName("referral_panel")
        self.sentence = label("", Type.LABEL, wrap=True)
        self.sentence.setObjectName("referral_said")
        self.where = label("", wrap=True)
        self.where.setObjectName("referral_where")
        self.slip = ActionButton("print_slip", self.tr("Print where to go"), key=shown_key("entry", "print_slip"))
        self.slip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slip.clicked.connect(self.print_slip)
        for widget in (self.sentence, self.where):
            self.body.addWidget(widget)
        self.body.addWidget(self.slip, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def acts(self) -> Mapping[str, Callable[[], object]]:
        return {"print_slip": self.print_slip, "save_slip": self.save_slip}

    # ---- while it is typed ----

    def begin(self, draft: Draft) -> None:
        self._contacts, self._asked = {}, False  # somebody may have corrected them since
        self._looked = None
        self.look(draft)

    def look(self, draft: Draft) -> None:
        self._draft = draft
        typed = tuple(draft.get(name) for name in _LOOKED_AT)
        if typed != self._looked:
            self._looked = typed
            self._show()

    def _ask_contacts(self) -> None:
        """Ask for them once for each form, and only when somebody is to be sent on."""
        if not self._asked:
            self._asked = True
            session = self._ctx.session
            work = partial(session.services.refer_elsewhere.contacts, session.officer)
            self._ctx.read.ask(work, self._on_contacts, self._on_no_contacts, owner=self)

    def _on_contacts(self, contacts: Mapping[str, Contact]) -> None:
        self._contacts = contacts
        self._show()

    def _on_no_contacts(self, _: AppError) -> None:
        """Show what came with the program: better an old address than none."""
        self._contacts = contacts_of(self._ctx.lists.agencies, self._ctx.lists.bodies, {})
        self._show()

    def _show(self) -> None:
        lists, own = self._ctx.lists, self._ctx.session.desk.agency_id
        self._matter = matter_of(self._draft.values, lists.matters, lists.categories)
        scope = scope_of(self._draft.get("agency"), own_agency=own, agencies=lists.agencies)
        self.bodies = sent_to(self._draft.values, self._matter, own_agency=own, agencies=lists.agencies)
        if self._matter is not None:
            self.set_heading(self._matter.name[self._ctx.language])
            usual = self._ctx.words.word("scope", "limit")
            self.sentence.setText(f"{usual} {self._matter.said[self._ctx.language]}")
        elif scope is not None and scope is not Scope.OWN:
            agency = lists.agencies.by_id(self._draft.get("agency"))
            self.set_heading(self.tr("Where it goes"))
            said = self._ctx.words.word("scope", str(scope), agency=agency.name if agency else "")
            self.sentence.setText(said)
        else:
            self.hide()
            return
        self._ask_contacts()
        lines = [self._line(self._contacts[id]) for id in self.bodies if id in self._contacts]
        self.where.setText("\n".join(lines[:_SHOWN]))
        self.where.setVisible(bool(lines))
        self.slip.setVisible(bool(self.bodies))
        self.show()

    def _line(self, contact: Contact) -> str:
        if not contact.is_reachable():
            none = self.tr("no address yet (Settings, Addresses)")
            return f"{contact.short_name}: {none}"
        phone = "" if contact.phone in contact.short_name else contact.phone
        parts = (contact.short_name, phone, contact.address, contact.hours, contact.web)
        return " · ".join(part for part in parts if part)

    # ---- the slip ----

    def print_slip(self) -> None:
        """Print whom to go to; without anybody it says how to get there."""
        self.look_wanted.emit()
        self._run.print(self.bodies, self._bring())

    def save_slip(self) -> None:
        """Ask for a file and write the slip as PDF."""
        self.look_wanted.emit()
        dialog = QFileDialog(self, self.tr("Save the slip"), "rujukan.pdf", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    def _on_file_chosen(self, file: str) -> None:
        self._run.save(self.bodies, self._bring(), Path(file))

    def _bring(self) -> tuple[str, ...]:
        lists = self._ctx.lists
        return tuple(rule.id for rule in documents_for(self._draft.values, lists.documents, lists.categories))

    def _on_out(self) -> None:
        self.said.emit(self.tr("The slip is out; that somebody was sent on is in the log."))

    def _on_failed(self, problem: AppError) -> None:
        said = self._ctx.words.problem(problem)
        self.said.emit(f"{said.title}. {said.do}")
