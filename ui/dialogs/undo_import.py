"""Taking an import back: what that means, a reason, and how far it is; all of it or nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.frame import FramedDialog
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.field import Field
from ui.widgets.progress_row import ProgressRow
from ui.widgets.text_input import TextInput


class UndoImportDialog(FramedDialog):
    """Emits the reason and stays until it is closed or told ``refuse``."""

    given = Signal(str)
    stop_wanted = Signal()

    def __init__(self, when: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__("undo_import_dialog", "", width=560, parent=parent)
        self.setWindowTitle(self.tr("Undo this import?"))
        self.title.setText(self.tr("Undo this import?"))
        said = self.tr("%n report(s) of the import of %1 become void. Their numbers stay, with the reason.", "", count)
        more = self.tr("What the centre has already is told to it. This cannot be taken back.")
        self.said.setText(f"{said.replace('%1', when)} {more}")
        self.said.show()
        self._fill()

    def _fill(self) -> None:
        self.reason = TextInput("undo_reason")
        self.reason.setMaxLength(200)
        self.field = Field(
            self.tr("Reason"), self.reason, hint=self.tr("For example: the wrong file was taken in"), required=True
        )
        self.progress = ProgressRow("undo_progress")
        self.progress.hide()
        self.ok = ActionButton("undo_ok", self.tr("Make them void"), key="Enter", weight=Weight.PRIMARY, tall=True)
        self.content.addWidget(self.field)
        self.content.addWidget(self.progress)
        self.add_close(self.tr("Cancel"))
        self.buttons.addWidget(self.ok)
        self.reason.advance.connect(self._on_given)
        self.ok.clicked.connect(self._on_given)
        self.progress.cancel_wanted.connect(self.stop_wanted)
        self.reason.setFocus()

    def show_progress(self, done: int, total: int, fact: str) -> None:
        """Show how far it is."""
        self.progress.show()
        self.progress.show_progress(self.tr("Undoing"), fact=fact, done=done, total=total)

    def refuse(self, words: str) -> None:
        """Say why nothing was undone, and ask again."""
        self.progress.hide()
        self.ok.setEnabled(True)
        self.reason.setEnabled(True)
        self.field.set_error(words)
        self.reason.setFocus()

    def reject(self) -> None:
        """Close; while it is being done, ask to stop instead."""
        if self.ok.isEnabled():
            super().reject()
        else:
            self.stop_wanted.emit()

    def _on_given(self) -> None:
        if self.ok.isEnabled():
            self.field.set_error(None)
            self.ok.setEnabled(False)
            self.reason.setEnabled(False)
            self.given.emit(self.reason.value())
