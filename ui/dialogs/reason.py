"""Why something protected is opened: one line, stored with the act before anything is shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.field import Field
from ui.widgets.label import label
from ui.widgets.text_input import TextInput


class ReasonDialog(QDialog):
    """Emits the reason and stays until it is told ``accept`` or ``refuse``."""

    given = Signal(str)

    def __init__(self, title: str, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reason_dialog")
        self.setWindowTitle(title)
        self._build(title, said)

    def _build(self, title: str, said: str) -> None:
        worn = theme.current()
        self.reason = TextInput("reason")
        self.reason.setMaxLength(200)
        self.field = Field(
            self.tr("Reason"), self.reason, hint=self.tr("For example: calling back about evidence"), required=True
        )
        self.ok = ActionButton("reason_ok", self.tr("Open, and note it"), key="Enter", weight=Weight.PRIMARY, tall=True)
        cancel = ActionButton("reason_cancel", self.tr("Cancel"), key="Esc", tall=True)
        last = QHBoxLayout()
        last.setSpacing(worn.px(8))
        last.addStretch(1)
        last.addWidget(cancel)
        last.addWidget(self.ok)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[worn.px(18)] * 4)
        rows.setSpacing(worn.px(10))
        rows.addWidget(label(title, Type.TITLE))
        rows.addWidget(label(said, "soft", wrap=True))
        rows.addWidget(self.field)
        rows.addLayout(last)
        self.setMinimumWidth(worn.px(460))
        self.reason.advance.connect(self._on_given)
        self.ok.clicked.connect(self._on_given)
        cancel.clicked.connect(self.reject)
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
