"""How LAPOR! says a case stands, noted by hand as it is written there."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.frame import FramedDialog
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.combo import Combo
from ui.widgets.field import Field
from ui.widgets.option import Option

STATUSES: Final = (
    "Belum Terverifikasi",
    "Belum Ditindaklanjuti",
    "Dalam Proses",
    "Selesai",
    "Ditunda",
    "Bukan Kewenangan",
    "Diarsipkan",
)
"""The words of LAPOR!'s own pages, in its language."""


class CentralStatusDialog(FramedDialog):
    chosen = Signal(str)

    def __init__(self, number: str, now: str, parent: QWidget | None = None) -> None:
        super().__init__("central_status_dialog", "", width=460, parent=parent)
        self._fill(number, now)

    def _fill(self, number: str, now: str) -> None:
        title = self.tr("Status at LAPOR!")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.said.setText(self.tr("%1: note the status as it stands there today.").replace("%1", number))
        self.said.show()
        self.status = Combo("central_status", [Option(id=word, label=word) for word in STATUSES])
        self.status.set_value(now)
        self.field = Field(title, self.status)
        self.ok = ActionButton("status_ok", self.tr("Note it"), key="Enter", weight=Weight.PRIMARY, tall=True)
        self.content.addWidget(self.field)
        self.add_close(self.tr("Cancel"))
        self.buttons.addWidget(self.ok)
        self.status.advance.connect(self._on_ok)
        self.ok.clicked.connect(self._on_ok)
        self.status.setFocus()

    def _on_ok(self) -> None:
        chosen = self.status.value()
        if chosen is None:
            self.field.set_error(self.tr("Choose the status."))
            self.status.setFocus()
            return
        self.chosen.emit(chosen)
        self.accept()
