"""The steps of a desk that comes back: the file with its code, and the work with what is told when it is done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.texts import Texts
from ui import theme
from ui.dialogs.wizard_steps import Step
from ui.theme import Type
from ui.widgets.action_button import ActionButton
from ui.widgets.label import label
from ui.widgets.progress_row import ProgressRow
from ui.widgets.text_input import TextInput

_KIB = 1024


class BackupFileStep(Step):
    """Which backup, and the code from the paper."""

    def __init__(self, words: Texts) -> None:
        super().__init__(words)
        self.path, self.code = TextInput("backup_file"), TextInput("recovery_code")
        self.choose = ActionButton("choose_backup", self.tr("Choose ..."))
        made = self.field
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(8))
        hint = self.tr("On the stick or disk where it was saved")
        row.addWidget(made(self.tr("Backup file"), self.path, hint=hint, required=True), 1)
        row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignVCenter)
        self.grid.addLayout(row, 0, 0)
        hint = self.tr("Seven groups from the paper; dashes and capitals do not matter")
        self.grid.addWidget(made(self.tr("Recovery code"), self.code, hint=hint, required=True), 1, 0)
        self.choose.clicked.connect(self._on_choose)

    def needed(self) -> Sequence[tuple[str, object]]:
        """Give what must be filled, and whether it is."""
        return (("backup_file", self.path.value().strip()), ("recovery_code", self.code.value().strip()))

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Backup file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, file: str) -> None:
        self.path.set_value(file)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)


class ReturnStep(QWidget):
    """How far it is, then what came back and what happens next, point by point."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        worn = theme.current()
        self.setObjectName("return_step")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Enter must press nothing while the work is on
        self.progress = ProgressRow("restore_progress")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(worn.px(16))
        self._grid.setVerticalSpacing(worn.px(10))
        self._grid.setColumnStretch(1, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.progress)
        rows.addLayout(self._grid)
        rows.addStretch(1)
        self.told: tuple[tuple[str, str], ...] = ()

    def begin(self, title: str) -> None:
        """Show that the work begins."""
        self.progress.set_cancellable(True)
        self.progress.show_progress(title)
        self.progress.show()

    def show_progress(self, title: str, fact: str, done: int, total: int) -> None:
        """Show how far it is, in bytes."""
        whole = total // _KIB
        self.progress.show_progress(title, fact=fact, done=min(done // _KIB, whole), total=whole)

    def tell(self, told: tuple[tuple[str, str], ...]) -> None:
        """Say what became of it, in the place of the progress."""
        self.progress.hide()
        self.told = told
        for row, (head, sentence) in enumerate(told):
            self._grid.addWidget(label(head, Type.HEADING), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(sentence, wrap=True), row, 1)
