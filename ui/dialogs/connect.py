"""Connect this counter to the provincial server: by line with address and code, or by files on a stick."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError, UserProblem
from ui.context import Context
from ui.dialogs.connect_stick import StickPanel
from ui.dialogs.frame import FramedDialog
from ui.problems import show_in
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.choice_bar import ChoiceBar
from ui.widgets.field import Field
from ui.widgets.fitting_area import FittingArea
from ui.widgets.option import Option
from ui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from app.services import Connected, Session

_LINE, _STICK = "line", "stick"
_WIDTH, _STICK_HEIGHT = 560, 530
_FIELD_OF = {
    "url_wrong": "centre_url",
    "http_not_loopback": "centre_url",
    "enrol_code_shape": "centre_code",
    "enrol_code_wrong": "centre_code",
    "ca_missing": "centre_ca",
    "ca_differs": "centre_ca",
    "ca_unreadable": "centre_ca",
}


class ConnectDialog(FramedDialog):
    """Trying again with the same code after a lost answer is safe."""

    connected = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__("connect_dialog", "", width=_WIDTH, parent=parent)
        self._ctx = ctx
        self._fill()

    def _fill(self) -> None:
        title = self.tr("Connect to the provincial server")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.said.show()
        self.banner = Banner("connect_problem")
        self.way = ChoiceBar(
            "connect_way",
            (Option(id=_LINE, label=self.tr("Over the line")), Option(id=_STICK, label=self.tr("By stick"))),
        )
        self.way.describe(self.tr("How to connect"), "")
        self.url, self.code, self.ca = TextInput("centre_url"), TextInput("centre_code"), TextInput("centre_ca")
        self.url.setPlaceholderText("https://")
        self.fields = {
            "centre_url": Field(self.tr("Address"), self.url, required=True),
            "centre_code": Field(
                self.tr("One-time code"), self.code, hint=self.tr("Dashes and capitals do not matter"), required=True
            ),
            "centre_ca": Field(
                self.tr("Certificate file"), self.ca, hint=self.tr("Only if the administrator gave you one")
            ),
        }
        self.browse = ActionButton("browse_ca", self.tr("Choose ..."))
        self.go = ActionButton("connect_go", self.tr("Connect"), key="Enter", weight=Weight.PRIMARY, tall=True)
        row = QHBoxLayout()
        row.addWidget(self.fields["centre_ca"], 1)
        row.addWidget(self.browse, 0, Qt.AlignmentFlag.AlignVCenter)
        self._by_line = QWidget()
        rows = QVBoxLayout(self._by_line)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.fields["centre_url"])
        rows.addWidget(self.fields["centre_code"])
        rows.addLayout(row)
        self.stick = StickPanel(self._ctx)
        self.read = ActionButton("connect_read", self.tr("Read the answer ..."), weight=Weight.PRIMARY, tall=True)
        self.content.addWidget(self.way)
        self.content.addWidget(self.banner)
        self.content.addWidget(self._by_line)
        self._by_stick = FittingArea(self.stick)
        self.content.addWidget(self._by_stick, 1)
        self.add_close(self.tr("Cancel"))
        self.buttons.addWidget(self.go)
        self.buttons.addWidget(self.read)
        self.browse.clicked.connect(self._on_browse)
        self.go.clicked.connect(self._on_go)
        self.ca.advance.connect(self._on_go)
        self.read.clicked.connect(self.stick.read_answer)
        self.stick.asked_changed.connect(self._on_asked)
        self.stick.connected.connect(self._on_connected)
        self.stick.failed.connect(self._on_stick_failed)
        self.way.changed.connect(self._on_way)
        self.read.setEnabled(False)
        self.way.set_value(_LINE)
        self.url.setFocus()
        self.stick.look()

    def _on_asked(self, waits: bool) -> None:
        """Go on where the first step was left, unless the other way is being typed already."""
        self.read.setEnabled(waits)
        if waits and not self.url.value():
            self.way.set_value(_STICK)
            self.stick.fingerprint.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_way(self) -> None:
        by_line = self.way.value() == _LINE
        self.banner.dismiss()
        for widget, shown in (
            (self._by_line, by_line),
            (self.go, by_line),
            (self._by_stick, not by_line),
            (self.read, not by_line),
        ):
            widget.setVisible(shown)
        if by_line:
            said = self.tr("The provincial administrator gives you the address and a code that works once.")
        else:
            said = self.tr("For a place without a line: a stick goes to the provincial administrator and comes back.")
        self.said.setText(said)
        self.set_least(_WIDTH, 0 if by_line else _STICK_HEIGHT)
        self.adjustSize()

    def _on_browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Certificate file"), "", "PEM (*.pem *.crt *.cer);;* (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.ca.set_value)
        dialog.open()

    def _on_go(self) -> None:
        if not self.go.isEnabled():
            return
        for field in self.fields.values():
            field.set_error(None)
        self.banner.dismiss()
        self.go.setEnabled(False)
        connecting = partial(
            _connect, self._ctx.session, self.url.value().strip(), self.code.value(), self.ca.value().strip()
        )
        self._ctx.net.ask(connecting, self._on_connected, self._on_failed, owner=self)

    def _on_connected(self, _: object = None) -> None:
        self.connected.emit()
        self.accept()

    def _on_failed(self, problem: AppError) -> None:
        self.go.setEnabled(True)
        show_in(self.banner, self._ctx.words, problem)
        field = self.fields.get(_FIELD_OF.get(problem.code, ""))
        if field is not None:
            field.set_error(self._ctx.words.problem(problem).title)
            field.focus_input()

    def _on_stick_failed(self, problem: AppError) -> None:
        show_in(self.banner, self._ctx.words, problem)


def _connect(session: "Session", url: str, code: str, ca_file: str) -> "Connected":
    ca_pem = None
    if ca_file:
        try:
            ca_pem = Path(ca_file).read_text(encoding="utf-8")
        except (OSError, ValueError):
            raise UserProblem("ca_unreadable") from None
    return session.services.connect(session.officer, url=url, code=code, ca_pem=ca_pem)
