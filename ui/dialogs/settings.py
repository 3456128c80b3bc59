"""Settings: language, look and size of this PC; paper, officers, the line to the centre and the check of the desk."""

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QTabWidget, QVBoxLayout, QWidget

from app.domain.access import Act, may
from app.domain.anchor import LogForked
from app.domain.errors import AppError
from app.domain.receipt import PaperSize
from app.settings import Settings
from ui import theme
from ui.context import Context
from ui.dialogs.agency_contacts import AgencyContactsPanel
from ui.dialogs.backup_panel import BackupPanel
from ui.dialogs.category_words import CategoryWordsPanel
from ui.dialogs.centre_panel import CentrePanel
from ui.dialogs.frame import FramedDialog
from ui.dialogs.officers import OfficersPanel
from ui.problems import show_in
from ui.widgets.action_button import ActionButton
from ui.widgets.banner import Banner
from ui.widgets.choice_bar import ChoiceBar
from ui.widgets.combo import Combo
from ui.widgets.field import Field
from ui.widgets.fitting_area import FittingArea
from ui.widgets.label import label
from ui.widgets.option import Option
from ui.widgets.text_input import TextInput
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.domain.officer import Desk
    from app.services import Verified

_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class SettingsDialog(FramedDialog):
    """What is changed here holds at once; only an admin sees what concerns the whole desk."""

    settings_changed = Signal(object)  # Settings
    standing_changed = Signal()

    def __init__(self, ctx: Context, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("settings_dialog", "", width=820, parent=parent)
        self._ctx, self._settings = ctx, settings
        self._fill()

    def _fill(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self.title.setText(self.tr("Settings"))
        self.banner = Banner("settings_problem")
        self.tabs = QTabWidget()
        self.tabs.setObjectName("settings_tabs")
        self.tabs.tabBar().setDrawBase(False)
        officer = self._ctx.session.officer
        self.tabs.addTab(self._look_tab(), self.tr("Look"))
        self.tabs.addTab(self._scanner_tab(), self.tr("Scanner"))
        if may(officer, Act.MANAGE):
            self.tabs.addTab(self._paper_tab(), self.tr("Paper"))
            self.officers = OfficersPanel(self._ctx)
            self.tabs.addTab(FittingArea(self.officers), self.tr("Officers"))
            self.category_words = CategoryWordsPanel(self._ctx)
            self.tabs.addTab(FittingArea(self.category_words), self.tr("Words"))
        if may(officer, Act.EDIT_LISTS):
            self.contacts = AgencyContactsPanel(self._ctx)
            self.tabs.addTab(FittingArea(self.contacts), self.tr("Addresses"))
        if may(officer, Act.CONNECT):
            self.tabs.addTab(self._centre_tab(), self.tr("Province"))
        if may(officer, Act.BACK_UP):
            self.backup = BackupPanel(self._ctx)
            self.tabs.addTab(FittingArea(self.backup), self.tr("Backup"))
        if may(officer, Act.VERIFY):
            self.tabs.addTab(self._check_tab(), self.tr("Check"))
        self.content.addWidget(self.banner)
        self.content.addWidget(self.tabs, 1)
        self.add_close(self.tr("Close"))
        self.set_least(860, 600)
        self.language.setFocus()

    def _look_tab(self) -> QWidget:
        self.language = ChoiceBar(
            "language", (Option(id="id", label="Bahasa Indonesia"), Option(id="en", label="English"))
        )
        self.look = ChoiceBar(
            "theme",
            (
                Option(id="system", label=self.tr("As the computer")),
                Option(id="light", label=self.tr("Light")),
                Option(id="dark", label=self.tr("Dark")),
            ),
        )
        self.scale = ChoiceBar("scale", [Option(id=str(s), label=f"{s:.0%}".replace("%", " %")) for s in _SCALES])
        self.language.set_value(self._settings.language)
        self.look.set_value(self._settings.theme)
        self.scale.set_value(str(self._settings.scale))
        self.language.changed.connect(self._on_look_changed)
        self.look.changed.connect(self._on_look_changed)
        self.scale.changed.connect(self._on_look_changed)
        return _tab(
            Field(self.tr("Language of the window"), self.language),
            Field(self.tr("Colours"), self.look),
            Field(self.tr("Size of text"), self.scale, hint=self.tr("Kept for this computer")),
        )

    def _scanner_tab(self) -> QWidget:
        self.scan_folder = TextInput("scan_folder")
        self.scan_folder.set_value(self._settings.scan_folder)
        self.scan_field = Field(
            self.tr("Folder of the scanner"),
            self.scan_folder,
            hint=self.tr("New scans there are proposed while an entry is typed; empty for none"),
        )
        self.choose_folder = ActionButton("choose_scan_folder", self.tr("Choose ..."))
        self.choose_folder.clicked.connect(self._on_choose_folder)
        self.scan_folder.advance.connect(self._on_scan_folder)
        self.scan_folder.editingFinished.connect(self._on_scan_folder)
        return _tab(self.scan_field, self.choose_folder)

    def _paper_tab(self) -> QWidget:
        words = self._ctx.words
        self.receipt_size = Combo(
            "receipt_size", [Option(id=s.value, label=words.word("paper_size", s.value)) for s in PaperSize]
        )
        self.paper_language = ChoiceBar(
            "paper_language", (Option(id="id", label="Bahasa Indonesia"), Option(id="en", label="English"))
        )
        self._ctx.read.ask(self._ctx.session.services.desk_status.desk, self._on_desk, self._on_failed, owner=self)
        return _tab(
            Field(self.tr("Sheet of the receipt"), self.receipt_size, hint=self.tr("Holds for the next print")),
            Field(self.tr("Language of the receipt"), self.paper_language),
        )

    def _centre_tab(self) -> QWidget:
        self.centre = CentrePanel(self._ctx, self._settings)
        self.centre.settings_changed.connect(self._on_centre_settings)
        self.centre.connect_wanted.connect(self._on_connect)
        self.centre.direct_wanted.connect(self._on_direct)
        self.centre.kept.connect(self._on_centre_kept)
        self.centre.failed.connect(self._on_failed)
        return FittingArea(self.centre)

    def _check_tab(self) -> QWidget:
        said = label(
            self.tr(
                "Looks at the whole desk: the database file, the chain of the log, numbers without gaps, receipts and"
                " events against the records. It changes nothing."
            ),
            wrap=True,
        )
        self.check_button = ActionButton("verify", self.tr("Check the desk"))
        self.check_button.clicked.connect(self._on_check)
        self.findings = label("", wrap=True)
        self.findings.setObjectName("findings")
        self.findings.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return _tab(said, self.check_button, self.findings)

    def leave(self) -> None:
        """End a backup first, if one is being made."""
        if hasattr(self, "backup") and self.backup.running:
            self.backup.cancel()
        else:
            self.reject()

    # ---- acts ----

    def _on_choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder of the scanner"), self.scan_folder.value())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_folder_chosen)
        dialog.open()

    def _on_folder_chosen(self, folder: str) -> None:
        self.scan_folder.set_value(folder)
        self._on_scan_folder()

    def _on_scan_folder(self) -> None:
        folder = self.scan_folder.value().strip()
        if folder != self._settings.scan_folder:
            self._settings = replace(self._settings, scan_folder=folder)
            self.settings_changed.emit(self._settings)
            self.scan_field.set_error(None)
            if folder:
                self._ctx.read.ask(partial(_is_folder, folder), self._on_folder_looked_at, owner=self)

    def _on_folder_looked_at(self, there: bool) -> None:
        self.scan_field.set_error(None if there else self.tr("There is no such folder now; it is looked for again."))

    def _on_look_changed(self) -> None:
        self._settings = replace(
            self._settings,
            language=self.language.value() or "id",
            theme=self.look.value() or "system",
            scale=float(self.scale.value() or 1.0),
        )
        self.settings_changed.emit(self._settings)

    def _on_desk(self, desk: "Desk") -> None:
        self.receipt_size.set_value(desk.receipt_size)
        self.paper_language.set_value(desk.language)
        self.receipt_size.changed.connect(self._on_paper_changed)
        self.paper_language.changed.connect(self._on_paper_changed)

    def _on_paper_changed(self) -> None:
        session = self._ctx.session
        size = self.receipt_size.value()
        changing = partial(
            session.services.manage_desk.settings,
            session.officer,
            receipt_size=PaperSize(size) if size else None,
            language=self.paper_language.value(),
        )
        self._ctx.write.ask(changing, self._on_paper_kept, self._on_failed, owner=self)

    def _on_paper_kept(self, _: "Desk") -> None:
        self.banner.say(self.tr("Kept"), tone=Tone.OK)

    def _on_centre_settings(self, settings: Settings) -> None:
        self._settings = replace(
            self._settings,
            auto_sync_minutes=settings.auto_sync_minutes,
            upload_kib_per_s=settings.upload_kib_per_s,
        )
        self.settings_changed.emit(self._settings)

    def _on_centre_kept(self) -> None:
        self.banner.say(self.tr("Kept"), tone=Tone.OK)

    def _on_connect(self) -> None:
        from ui.dialogs.connect import ConnectDialog

        dialog = ConnectDialog(self._ctx, parent=self)
        dialog.connected.connect(self._on_connected)
        dialog.open()

    def _on_direct(self) -> None:
        from ui.dialogs.direct import DirectDialog

        dialog = DirectDialog(self._ctx, parent=self)
        dialog.changed.connect(self.centre.look)
        dialog.open()

    def _on_connected(self) -> None:
        self.centre.look()
        self.standing_changed.emit()

    def _on_check(self) -> None:
        session = self._ctx.session
        self.check_button.setEnabled(False)
        self.findings.setText(self.tr("Checking ..."))
        self._ctx.read.ask(
            partial(session.services.verify_desk, session.officer), self._on_checked, self._on_failed, owner=self
        )

    def _on_checked(self, verified: "Verified") -> None:
        self.check_button.setEnabled(True)
        count = self.tr("%n complaint(s) were held against their events.", "", verified.complaints)
        words, lines = self._ctx.words, [count]
        if not verified.findings:
            lines = [count + " " + self.tr("Everything agrees.")]
        if verified.anchor is not None and verified.anchor.at is not None:
            at = self._ctx.formats.moment(self._ctx.local(verified.anchor.at))
            lines.append(words.word("backup", "anchored", n=self._ctx.formats.number(verified.anchor.n), at=at))
        lines += [f"• {words.word('finding', f.code)}: {f.subject}" for f in verified.findings[:40]]
        self.findings.setText("\n".join(lines))
        if verified.is_forked:
            show_in(self.banner, words, LogForked.notice())

    def _on_failed(self, problem: AppError) -> None:
        if hasattr(self, "check_button"):
            self.check_button.setEnabled(True)
        show_in(self.banner, self._ctx.words, problem)


def _tab(*widgets: QWidget) -> QWidget:
    worn = theme.current()
    tab = QWidget()
    rows = QVBoxLayout(tab)
    rows.setContentsMargins(0, worn.px(12), 0, 0)
    rows.setSpacing(worn.px(8))
    for widget in widgets:
        rows.addWidget(
            widget, 0, Qt.AlignmentFlag.AlignLeft if isinstance(widget, ActionButton) else Qt.AlignmentFlag(0)
        )
    rows.addStretch(1)
    return FittingArea(tab)


def _is_folder(folder: str) -> bool:
    return os.path.isdir(folder)  # noqa: PTH112 - asks whatever was typed, and raises nothing
