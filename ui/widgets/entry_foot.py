"""The foot of the entry page: a line of help that turns into what is missing, and the buttons that save."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.keys import shown_key
from ui.widgets.action_button import ActionButton, Weight
from ui.widgets.help_line import HelpLine
from ui.widgets.tone import Tone

_NAMED: Final = 3


class EntryFoot(QWidget):
    """Enter presses no button here: the Enter of a bar-code scanner must never save."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.help = HelpLine("entry_help")
        self.save_only = ActionButton(
            "save_only", self.tr("Save"), key=shown_key("entry", "save"), tall=True, enter_presses=False
        )
        self.save = ActionButton(
            "save", "", key=shown_key("entry", "save_print"), weight=Weight.PRIMARY, tall=True, enter_presses=False
        )
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.help, 1)
        self._row.addWidget(self.save_only)
        self._row.addWidget(self.save)
        self._measure()

    def stops(self) -> list[QWidget]:
        """Give the buttons that can be gone through now, in order."""
        return [button for button in (self.save_only, self.save) if button.isVisible()]

    def say_usual(self, *, phone: bool, saving: bool) -> None:
        """Say how to go on; by phone there is no paper, so there is one way to save."""
        words = self.tr("Save") if phone else self.tr("Save & print")
        self.save.set_words(self.tr("Saving …") if saving else words)
        self.save_only.setVisible(not phone)
        keys = self.tr("Answers marked * are required  ·  Enter goes on  ·  Shift+Enter goes back")
        spoken = self.tr("Told by phone, no signature; read it back before saving.")
        self.help.say(spoken if phone else keys)

    def say_refused(self, labels: Sequence[str], count: int) -> None:
        """Say how much is missing and name the first fields."""
        named = ", ".join(labels[:_NAMED]) + (", …" if len(labels) > _NAMED else "")
        said = self.tr("Not saved: %n answer(s) to complete (%1). The draft is safe.", "", count)
        self.help.say(said.replace("%1", named), Tone.BAD)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._measure()

    def _measure(self) -> None:
        self._row.setSpacing(theme.current().px(10))
