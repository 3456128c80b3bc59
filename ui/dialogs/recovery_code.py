"""The recovery code: shown once in groups, printable, and typed back before the desk is used."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.texts import Texts
from ui import theme
from ui.problems import show_in
from ui.theme import Type
from ui.widgets.action_button import ActionButton
from ui.widgets.banner import Banner
from ui.widgets.field import Field
from ui.widgets.label import label
from ui.widgets.text_input import TextInput
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from app.domain.secrets import RecoveryCode


class RecoveryCodeStep(QWidget):
    """Keeps the code only while it is shown."""

    typed_back = Signal()

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._code: RecoveryCode | None = None
        self._build()

    def _build(self) -> None:
        worn = theme.current()
        self.setObjectName("recovery_code")
        self.banner = Banner("code_problem")
        self._groups: list[QLabel] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(worn.px(18))
        self._grid.setVerticalSpacing(worn.px(6))
        said = label(
            self.tr(
                "Write these seven groups on paper, or print them, and keep the paper where the desk's stamp is kept."
                " Whoever has it can open every record of this desk."
            ),
            wrap=True,
        )
        self.print_button = ActionButton("print_code", self.tr("Print the code"), sign="printer")
        self.print_button.clicked.connect(self._on_print)
        self.typed = TextInput("typed_code")
        self.field = Field(
            self.tr("Type the code from the paper"),
            self.typed,
            hint=self.tr("Capital or small letters, with or without dashes"),
            required=True,
        )
        self.typed.advance.connect(self.typed_back)
        row = QHBoxLayout()
        row.addWidget(self.print_button)
        row.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(worn.px(10))
        rows.addWidget(said)
        rows.addLayout(self._grid)
        rows.addLayout(row)
        rows.addWidget(self.banner)
        rows.addWidget(self.field)
        rows.addStretch(1)

    def show_code(self, code: "RecoveryCode") -> None:
        """Show a code."""
        self._code = code
        for number, group in enumerate(code.groups()):
            shown = label(group, Type.BIG)
            shown.setAlignment(Qt.AlignmentFlag.AlignLeft)
            self._groups.append(shown)
            self._grid.addWidget(shown, number // 4, number % 4)
        self._grid.setColumnStretch(4, 1)

    def forget(self) -> None:
        """Show it no more."""
        self._code = None
        self.typed.clear()
        for shown in self._groups:
            shown.clear()
            shown.deleteLater()
        self._groups = []

    def refuse(self, said: str) -> None:
        """Ask for it again."""
        self.field.set_error(said)
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed.selectAll()

    def _on_print(self) -> None:
        from ui.dialogs.recovery_paper import print_code

        if self._code is None:
            return
        try:
            print_code(
                self._code.groups(),
                title=self.tr("Recovery code of the complaint desk"),
                said=self.tr(
                    "Keep this sheet in a sealed envelope. It opens every record of the desk when the phrase or the PIN"
                    " are lost. Destroy it when a new code is made."
                ),
            )
        except AppError as problem:
            show_in(self.banner, self._words, problem)
        else:
            self.banner.say(self.tr("The sheet is on its way to the printer"), tone=Tone.OK)
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
