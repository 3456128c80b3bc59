"""One attachment, shown from memory: nothing of it is written to a file, and the bytes go with the dialog."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.attachment import Attachment
from app.domain.errors import AppError
from ui.dialogs.frame import FramedDialog
from ui.theme import Type
from ui.widgets.label import label
from ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from app.services import Session
    from ui.context import Context


class PreviewDialog(FramedDialog):
    """PgDn and PgUp turn pages, + and - go nearer and farther, arrows move, Esc closes."""

    def __init__(self, ctx: "Context", one: Attachment, parent: QWidget | None = None) -> None:
        super().__init__("preview_dialog", one.name, width=760, parent=parent)
        self._ctx, self._one = ctx, one
        self._fill()

    def _fill(self) -> None:
        self.view = PageView(self._ctx, "preview_page")
        self.view.setAccessibleName(self._one.name)
        self.facts = label(self._ctx.formats.size(self._one.size_bytes), Type.LABEL, wrap=True)
        self.facts.setObjectName("preview_facts")
        self.content.addWidget(self.view, 1)
        self.buttons.insertWidget(0, self.facts, 1)
        self.add_close(self.tr("Close"))
        self.set_least(760, 620)
        self.view.turned.connect(self._on_turned)
        self.view.show_word(self.tr("Opening ..."))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        session = self._ctx.session
        # On the write lane: opening a file of a case is logged before it is shown.
        self._ctx.write.ask(partial(_content, session, self._one), self._on_content, self._on_failed, owner=self)

    def _on_content(self, content: bytes) -> None:
        self.view.show_bytes(content)

    def _on_turned(self, page: int, pages: int) -> None:
        size = self._ctx.formats.size(self._one.size_bytes)
        if pages > 1:
            said = self.tr("Page %1 of %2 · %3  ·  PgUp PgDn turn  ·  + - size, 0 whole width")
        else:
            said = self.tr("%3  ·  + - size, 0 whole width")
        self.facts.setText(said.replace("%1", str(page + 1)).replace("%2", str(pages)).replace("%3", size))

    def _on_failed(self, problem: AppError) -> None:
        said = self._ctx.words.problem(problem)
        self.view.show_word(f"{said.title}\n\n{said.what} {said.do}")

    def done(self, result: int) -> None:
        """Close, and forget the bytes at once."""
        self.view.clear()
        super().done(result)


def _content(session: "Session", one: Attachment) -> bytes:
    return session.services.attach.content(session.officer, one.id)
