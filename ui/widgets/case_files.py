"""The files of a case: shown one by one from memory, which is logged; more may be added, none is taken away."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.access import Act, may
from app.domain.attachment import Attachment, clean_name
from app.domain.errors import AppError
from app.domain.ids import ComplaintId
from ui.keys import shown_key
from ui.models.attachments_model import AttachmentsModel
from ui.models.file_taker import FileTaker
from ui.problems import line
from ui.theme import Type
from ui.widgets.attachment_list import AttachmentList
from ui.widgets.card import Card
from ui.widgets.label import ElidedLabel, label

if TYPE_CHECKING:
    from app.services import Session
    from ui.context import Context


class CaseFiles(Card):
    """Hidden while there is nothing to show; secret reports of others show nothing at all."""

    left = Signal()  # the focus goes back to where reading begins

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._ctx = ctx
        self._id: ComplaintId | None = None
        self._may_add = False
        self._build()

    def _build(self) -> None:
        self.setObjectName("case_files")
        self.set_heading(self.tr("Attachments"))
        self.set_hint(f"{shown_key('case', 'attachments')} · {shown_key('case', 'attach')}")
        self.model = AttachmentsModel(self._ctx, self)
        self.files = AttachmentList("case_attachments", self.model, may_remove=False)
        self.state = ElidedLabel(kind=Type.HINT, role="soft")
        self.problem = label("", "error", wrap=True)
        self.problem.setObjectName("case_files_problem")
        for widget in (self.files, self.state, self.problem):
            self.body.addWidget(widget)
        self.taker = FileTaker(self._ctx, self)
        self.taker.reading.connect(self._on_reading)
        self.taker.attached.connect(self._on_attached)
        self.taker.failed.connect(self._on_failed)
        self.taker.rested.connect(self._on_rested)
        self.files.open_wanted.connect(self.preview)
        self.files.left.connect(self.left)
        self.clear()

    def clear(self) -> None:
        """Show nothing of the case before."""
        self._id, self._may_add = None, False
        self.model.show_files(())
        self.state.hide()
        self.problem.hide()
        self.hide()

    def open(self, id: ComplaintId, *, hidden: bool) -> None:
        """Look for the files of a case."""
        if id != self._id:
            self.clear()
        self._id = id
        self._may_add = not hidden and may(self._ctx.session.officer, Act.FOLLOW_UP)
        asked = partial(_of_case, self._ctx.session, id)
        self._ctx.read.ask(asked, self._on_found, self._on_not_found, owner=self)

    def look_again(self) -> None:
        """Look once more for the names of what is listed, since a reason was given."""
        if self._id is not None and self.model.files:
            self.open(self._id, hidden=not self._may_add)

    def go_in(self) -> None:
        """Go into the list, if there is one."""
        self.files.go_in()

    def choose_files(self) -> None:
        """Let files be chosen that belong to this case as well."""
        if self._id is None or not self._may_add:
            return
        dialog = QFileDialog(self.window(), self.tr("Attach files"))
        dialog.setObjectName("attach_dialog")
        endings = "*.pdf *.jpg *.jpeg *.png *.doc *.docx"
        dialog.setNameFilters([f"{self.tr('Photos and documents')} ({endings})", f"{self.tr('All files')} (*)"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def preview(self, one: Attachment) -> None:
        """Show a file."""
        from ui.dialogs.preview import PreviewDialog

        PreviewDialog(self._ctx, one, parent=self.window()).open()

    def _on_chosen(self, files: list[str]) -> None:
        self.problem.hide()
        if self._id is not None:
            for file in files:
                self.taker.take(self._id, Path(file), clean_name(file))

    def _on_found(self, found: tuple[ComplaintId, Sequence[Attachment]]) -> None:
        id, held = found
        if id == self._id:
            self.model.show_files(held)
            self.setVisible(bool(held) or not self.problem.isHidden())

    def _on_not_found(self, problem: AppError) -> None:
        self._on_failed("", problem)

    def _on_reading(self, name: str, done: int, whole: int) -> None:
        share = f" · {self._ctx.formats.percent(done / whole)}" if whole and done < whole else " ..."
        self.state.set_text(self.tr("Taking %1").replace("%1", name) + share)
        self.state.show()
        self.show()

    def _on_attached(self, id: ComplaintId, held: Sequence[Attachment]) -> None:
        self._on_found((id, held))

    def _on_failed(self, name: str, problem: AppError) -> None:
        said = line(self._ctx.words, problem)
        self.problem.setText(f"{name}: {said}" if name else said)
        self.problem.show()
        self.show()

    def _on_rested(self) -> None:
        self.state.hide()


def _of_case(session: "Session", id: ComplaintId) -> tuple[ComplaintId, Sequence[Attachment]]:
    return id, session.services.attach.of_case(session.officer, id)
