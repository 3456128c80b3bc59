"""Straight to LAPOR! from this counter: take the access in from two files, see what it says, map ids, forget it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError, NetworkProblem
from ui import theme
from ui.dialogs.frame import FramedDialog
from ui.problems import show_in
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.fact_rows import FactRows
from ui.widgets.field import Field
from ui.widgets.fitting_area import FittingArea
from ui.widgets.label import label
from ui.widgets.text_input import TextInput
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from datetime import datetime

    from app.services import AccessSeen
    from ui.context import Context

_FIELD_OF: Final = {
    "lapor_profile_unreadable": "direct_profile",
    "lapor_profile_wrong": "direct_profile",
    "lapor_secrets_unreadable": "direct_secrets",
    "lapor_secret_missing": "direct_secrets",
}


class DirectDialog(FramedDialog):
    """What is secret is never shown again; it lies in the encrypted database alone."""

    changed = Signal()

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__("direct_dialog", "", width=700, parent=parent)
        self._ctx = ctx
        self._fill()
        self.look()

    def _fill(self) -> None:
        title = self.tr("Straight to LAPOR! from this PC")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.said.setText(
            self.tr(
                "For a counter that sends to SP4N-LAPOR! by itself. LAPOR!'s administrator gives two files: the profile"
                " says where and how, the secrets file holds the keys."
            )
        )
        self.said.show()
        self.banner = Banner("direct_problem")
        self.facts = FactRows(
            "direct",
            (
                ("access", self.tr("Access")),
                ("kept", self.tr("Taken in")),
                ("last", self.tr("Last run")),
                ("mapped", self.tr("Mapping")),
            ),
        )
        self.none = label(self.tr("This PC has no access; nothing goes to LAPOR! from here."), wrap=True)
        self.none.setObjectName("direct_none")
        present = Card(self.tr("Access now"))
        present.body.addWidget(self.none)
        present.body.addWidget(self.facts)
        self.map = ActionButton("direct_map", self.tr("Mapping ..."))
        self.forget = ActionButton("direct_forget", self.tr("Remove the access ..."), weight=Weight.QUIET)
        acts = QHBoxLayout()
        acts.addWidget(self.map)
        acts.addWidget(self.forget)
        acts.addStretch(1)
        present.body.addLayout(acts)
        self.profile, self.secrets = TextInput("direct_profile"), TextInput("direct_secrets")
        self.fields = {
            "direct_profile": Field(
                self.tr("Profile file"), self.profile, hint=self.tr("For example lapor.toml"), required=True
            ),
            "direct_secrets": Field(
                self.tr("Secrets file"),
                self.secrets,
                hint=self.tr("Delete it from the stick afterwards"),
                required=True,
            ),
        }
        taking = Card(self.tr("Take in, or exchange"))
        for name, entry, what in (
            ("direct_profile", self.profile, self.tr("Profile file")),
            ("direct_secrets", self.secrets, self.tr("Secrets file")),
        ):
            row = QHBoxLayout()
            row.setSpacing(theme.current().px(8))
            browse = ActionButton(f"{name}_choose", self.tr("Choose ..."))
            browse.clicked.connect(partial(self._choose, entry, what))
            row.addWidget(self.fields[name], 1)
            row.addWidget(browse, 0, Qt.AlignmentFlag.AlignVCenter)
            taking.body.addLayout(row)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addWidget(present)
        column.addWidget(taking)
        column.addStretch(1)
        self.content.addWidget(self.banner)
        self.content.addWidget(FittingArea(whole), 1)
        self.add_close(self.tr("Close"))
        self.keep = ActionButton("direct_keep", self.tr("Take the access in"), weight=Weight.PRIMARY, tall=True)
        self.buttons.addWidget(self.keep)
        self.keep.clicked.connect(self._on_keep)
        self.secrets.advance.connect(self._on_keep)
        self.map.clicked.connect(self.open_mapping)
        self.forget.clicked.connect(self._on_forget)
        self.banner.action_wanted.connect(self._on_forget_sure)
        self._show(None)
        self.set_least(700, 600)
        self.profile.setFocus()

    def look(self) -> None:
        """Ask what is kept."""
        session = self._ctx.session
        work = partial(session.services.direct_desk.seen, session.officer)
        self._ctx.read.ask(work, self._show, self._on_failed, owner=self)

    def open_mapping(self) -> None:
        """Show which id there stands for which of ours."""
        from ui.dialogs.mapping import MappingDialog

        dialog = MappingDialog(self._ctx, parent=self)
        dialog.finished.connect(self.look)
        dialog.open()

    def _choose(self, entry: TextInput, what: str) -> None:
        dialog = QFileDialog(self, what, "", "TOML (*.toml);;* (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(entry.set_value)
        dialog.open()

    def _show(self, seen: "AccessSeen | None") -> None:
        self.none.setVisible(seen is None)
        self.facts.setVisible(seen is not None)
        self.map.setEnabled(seen is not None)
        self.forget.setEnabled(seen is not None)
        if seen is None:
            return
        access = self.tr("%1 at %2").replace("%1", seen.name).replace("%2", seen.address)
        kept = self._when(seen.kept_at)
        self.facts.say("access", access)
        self.facts.say("kept", f"{kept}, {seen.officer_name}" if seen.officer_name else kept)
        self.facts.say("last", self._last(seen))
        word = self._ctx.words.word
        counted = [f"{word('map_list', of.value)} {n}" for of, n in seen.mapped.items() if n]
        mapped = ", ".join(counted) or self.tr("nothing yet")
        if seen.held:
            mapped += ". " + self.tr("%n id(s) missing: reports wait for them.", "", seen.held)
        self.facts.say("mapped", mapped)

    def _last(self, seen: "AccessSeen") -> str:
        waiting = self.tr("%n report(s) wait.", "", seen.waiting)
        if seen.tried_at is None:
            return self.tr("not yet; it is part of every sync (F9).") + " " + waiting
        if seen.problem:
            said = self._ctx.words.problem(NetworkProblem(seen.problem))
            return f"{self._when(seen.tried_at)}: {said.title}. {waiting}"
        return f"{self._when(seen.tried_at)}. {waiting}"

    def _on_keep(self) -> None:
        self.banner.dismiss()
        wanted = self.tr("Needed.")
        for field, entry in zip(self.fields.values(), (self.profile, self.secrets), strict=True):
            field.set_error(None if entry.value().strip() else wanted)
        empty = next((field for field in self.fields.values() if field.error()), None)
        if empty is not None:
            empty.focus_input()
        elif self.keep.isEnabled():
            self.keep.setEnabled(False)
            session = self._ctx.session
            files = (Path(entry.value().strip()) for entry in (self.profile, self.secrets))
            work = partial(session.services.direct_desk.set_up, session.officer, *files)
            self._ctx.write.ask(work, self._on_kept, self._on_failed, owner=self)

    def _on_kept(self, _: object) -> None:
        self.keep.setEnabled(True)
        for entry in (self.profile, self.secrets):
            entry.clear()
        self.banner.say(
            self.tr("The access is kept, encrypted, on this PC"),
            what=self.tr("What was refused or lacked an id is tried again with the next sync."),
            do=self.tr("Delete the secrets file from the stick, then choose this PC as the sender in Settings."),
            tone=Tone.OK,
        )
        self.look()
        self.changed.emit()

    def _on_forget(self) -> None:
        self.banner.say(
            self.tr("Remove the access to LAPOR! from this PC?"),
            what=self.tr("Nothing more is sent to LAPOR! from here."),
            safe=self.tr("Reports and the typed mapping stay."),
            tone=Tone.WARN,
            action=self.tr("Yes, remove it"),
        )

    def _on_forget_sure(self) -> None:
        session = self._ctx.session
        work = partial(session.services.direct_desk.forget, session.officer)
        self._ctx.write.ask(work, self._on_forgotten, self._on_failed, owner=self)

    def _on_forgotten(self, _: object) -> None:
        self.banner.say(
            self.tr("The access was removed"),
            do=self.tr("Choose in Settings who sends new complaints from now on."),
            tone=Tone.OK,
        )
        self.look()
        self.changed.emit()

    def _on_failed(self, problem: AppError) -> None:
        self.keep.setEnabled(True)
        field = self.fields.get(_FIELD_OF.get(problem.code, ""))
        if field is not None:
            field.set_error(self._ctx.words.problem(problem).title)
            field.focus_input()
        show_in(self.banner, self._ctx.words, problem)

    def _when(self, moment: "datetime") -> str:
        return self._ctx.formats.moment(self._ctx.local(moment))
