"""A scanned paper pinned beside the form: which of how many it is, its page, and the keys that move it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.keys import shown_key
from ui.theme import Type
from ui.widgets.label import ElidedLabel, label
from ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from ui.context import Context


class PilePane(QWidget):
    """Hidden until the officer works through a pile; it never takes the focus from the form by itself."""

    def __init__(self, ctx: "Context", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pile_pane")
        self.heading = label(self.tr("Paper pile"), Type.HEADING)
        self.state = ElidedLabel(kind=Type.LABEL, role="soft")
        self.state.setObjectName("pile_state")
        self.page = PageView(ctx, "pile_page")
        self.page.setAccessibleName(self.tr("Paper of this entry"))
        self.keys = ElidedLabel(kind=Type.HINT, role="soft")
        self.keys.setObjectName("pile_keys")
        self._head = QHBoxLayout()
        self._head.addWidget(self.heading)
        self._head.addWidget(self.state, 1)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self.page, 1)
        self._rows.addWidget(self.keys)
        self._say_keys()
        self._measure()
        self.hide()

    def say(self, *, place: int, of: int, recorded: int, page: int, pages: int) -> None:
        """Say how far the pile is; ``of`` is 0 when nobody knows how many papers it has."""
        said = []
        if of:
            said.append(self.tr("Paper %1 of %2").replace("%1", str(place)).replace("%2", str(of)))
        if pages > 1:
            said.append(self.tr("page %1 of %2").replace("%1", str(page)).replace("%2", str(pages)))
        said.append(self.tr("%n recorded", "", recorded))
        self.state.set_text(" · ".join(said), role="soft")

    def ask_for_files(self) -> None:
        """Say how a scan gets here."""
        self.page.show_word(self.tr("%1 chooses the scans").replace("%1", shown_key("entry", "pile_files")))

    def say_done(self) -> None:
        """Say that the last paper is recorded."""
        self.page.show_word(self.tr("All papers of this pile are recorded."))

    def _say_keys(self) -> None:
        said = self.tr("%1 scans · %2 larger · %3 keeps a field")
        for gap, act in (("%1", "pile_files"), ("%2", "pile_nearer"), ("%3", "pile_keep")):
            said = said.replace(gap, shown_key("entry", act))
        self.keys.set_text(said, role="soft")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        self._rows.setSpacing(theme.current().px(4))
        self._head.setSpacing(theme.current().px(10))
