"""Connect this counter to the provincial server: its address, a one-time code, its own certificate if it has one."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.domain.errors import AppError, UserProblem
from ui.context import Context
from ui.dialogs.frame import FramedDialog
from ui.problems import show_in
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.banner import Banner
from ui.widgets.field import Field
from ui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from app.services import Connected, Session

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
        super().__init__("connect_dialog", "", parent=parent)
        self._ctx = ctx
        self._fill()

    def _fill(self) -> None:
        title = self.tr("Connect to the provincial server")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.said.setText(self.tr("The provincial administrator gives you the address and a code that works once."))
        self.said.show()
        self.banner = Banner("connect_problem")
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
        self.content.addWidget(self.banner)
        self.content.addWidget(self.fields["centre_url"])
        self.content.addWidget(self.fields["centre_code"])
        self.content.addLayout(row)
        self.add_close(self.tr("Cancel"))
        self.buttons.addWidget(self.go)
        self.browse.clicked.connect(self._on_browse)
        self.go.clicked.connect(self._on_go)
        self.ca.advance.connect(self._on_go)
        self.url.setFocus()

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

    def _on_connected(self, _: object) -> None:
        self.connected.emit()
        self.accept()

    def _on_failed(self, problem: AppError) -> None:
        self.go.setEnabled(True)
        show_in(self.banner, self._ctx.words, problem)
        field = self.fields.get(_FIELD_OF.get(problem.code, ""))
        if field is not None:
            field.set_error(self._ctx.words.problem(problem).title)
            field.focus_input()


def _connect(session: "Session", url: str, code: str, ca_file: str) -> "Connected":
    ca_pem = None
    if ca_file:
        try:
            ca_pem = Path(ca_file).read_text(encoding="utf-8")
        except (OSError, ValueError):
            raise UserProblem("ca_unreadable") from None
    return session.services.connect(session.officer, url=url, code=code, ca_pem=ca_pem)
