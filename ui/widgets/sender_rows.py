"""Who wrote in a pasted chat, each with a box to tick: the desk's own answers are no complaints."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.card import Card
from ui.widgets.check_box import CheckBox


class SenderRows(Card):
    """Space ticks, Enter goes on; hidden for what is no chat."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.set_heading(self.tr("Take in what these wrote"))
        self.setObjectName("senders")
        self._boxes: dict[str, CheckBox] = {}
        self._lines = QVBoxLayout()
        self.body.addLayout(self._lines)
        self._fit()
        self.hide()

    def show_senders(self, senders: Mapping[str, int], own: str) -> None:
        """Show everybody who wrote; who is named like the desk itself is not ticked."""
        for box in self._boxes.values():
            self._lines.removeWidget(box)
            box.deleteLater()
        self._boxes = {}
        for sender, count in senders.items():
            words = self.tr("%1: %n row(s)", "", count).replace("%1", sender or self.tr("unknown sender"))
            box = CheckBox(f"sender_{len(self._boxes)}", words)
            box.set_value(not own or sender.casefold() != own.casefold())
            box.changed.connect(self.changed)
            self._boxes[sender] = box
            self._lines.addWidget(box)
        self.setVisible(bool(senders))

    def left_out(self) -> frozenset[str]:
        """Give whose rows are not taken in."""
        return frozenset(sender for sender, box in self._boxes.items() if not box.value())

    def box(self, sender: str) -> CheckBox:
        """Give the box of a sender."""
        return self._boxes[sender]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._fit()

    def _fit(self) -> None:
        self._lines.setSpacing(theme.current().px(4))
