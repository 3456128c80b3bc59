"""Why something protected is opened: one line, stored with the act before anything is shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.frame import FramedDialog
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.field import Field
from ui.widgets.text_input import TextInput


class ReasonDialog(FramedDialog):
    """Emits the reason and stays until it is accepted or told ``refuse``."""

    given = Signal(str)

    def __init__(
        self, title: str, said: str, *, hint: str = "", ok: str = "", close: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("reason_dialog", title, said=said, width=460, parent=parent)
        self._fill(
            hint or self.tr("For example: calling back about evidence"),
            ok or self.tr("Open, and note it"),
            close or self.tr("Cancel"),
        )

    def _fill(self, hint: str, ok: str, close: str) -> None:
        self.reason = TextInput("reason")
        self.reason.setMaxLength(200)
        self.field = Field(self.tr("Reason"), self.reason, hint=hint, required=True)
        self.ok = ActionButton("reason_ok", ok, key="Enter", weight=Weight.PRIMARY, tall=True)
        self.content.addWidget(self.field)
        self.add_close(close)
        self.buttons.addWidget(self.ok)
        self.reason.advance.connect(self._on_given)
        self.ok.clicked.connect(self._on_given)
        self.reason.setFocus()

    def refuse(self, words: str) -> None:
        """Say why nothing was opened, and ask again."""
        self.ok.setEnabled(True)
        self.field.set_error(words)
        self.reason.setFocus()

    def _on_given(self) -> None:
        if self.ok.isEnabled():
            self.field.set_error(None)
            self.ok.setEnabled(False)
            self.given.emit(self.reason.value())
