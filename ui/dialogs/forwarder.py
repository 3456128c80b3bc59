"""Who is to send a record to LAPOR! instead: one of the two others, chosen on purpose; exactly one ever does."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.complaint import Forwarder
from app.texts import Texts
from ui.dialogs.frame import FramedDialog
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.choice_bar import ChoiceBar
from ui.widgets.field import Field
from ui.widgets.option import Option

OFFERED = (Forwarder.PUSAT, Forwarder.BY_HAND, Forwarder.DESK)


class ForwarderDialog(FramedDialog):
    """Emits the one that was chosen."""

    chosen = Signal(object)  # Forwarder

    def __init__(self, words: Texts, number: str, now: Forwarder, parent: QWidget | None = None) -> None:
        super().__init__("forwarder_dialog", "", width=560, parent=parent)
        self._fill(words, number, now)

    def _fill(self, words: Texts, number: str, now: Forwarder) -> None:
        title = self.tr("Hand over the sending")
        self.setWindowTitle(title)
        self.title.setText(title)
        said = self.tr(
            "%1 is sent to LAPOR! by: %2. Only one ever sends it. What the provincial server has, it must let go first:"
            " until it answers, it stays the sender."
        )
        self.said.setText(said.replace("%1", number).replace("%2", words.word("forwarder", now.value)))
        self.said.show()
        self.bar = ChoiceBar("forwarder_to", _others(words, now))
        self.field = Field(self.tr("From now on"), self.bar)
        self.ok = ActionButton("forwarder_ok", self.tr("Hand over"), key="Enter", weight=Weight.PRIMARY, tall=True)
        self.content.addWidget(self.field)
        self.add_close(self.tr("Cancel"))
        self.buttons.addWidget(self.ok)
        self.bar.advance.connect(self._on_ok)
        self.ok.clicked.connect(self._on_ok)
        self.bar.setFocus()

    def _on_ok(self) -> None:
        chosen = self.bar.value()
        if chosen is None:
            self.field.set_error(self.tr("Choose one of the two."))
            self.bar.setFocus()
            return
        self.chosen.emit(Forwarder(chosen))
        self.accept()


def _others(words: Texts, now: Forwarder) -> Sequence[Option]:
    return [Option(id=one.value, label=words.word("forwarder", one.value)) for one in OFFERED if one is not now]
