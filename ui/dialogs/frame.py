"""The common shape of the dialogs: a title, what it is about, the content, buttons at the right; Esc closes."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Type
from ui.widgets.action_button import ActionButton
from ui.widgets.label import label

_EDGE: Final = 60


class FramedDialog(QDialog):
    """``content`` takes the rows, ``buttons`` the buttons; opened with ``open``, it deletes itself when closed."""

    def __init__(
        self, name: str, title: str, *, said: str = "", width: int = 520, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        worn = theme.current()
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title = label(title, Type.TITLE)
        self.said = label(said, "soft", wrap=True)
        if not said:
            self.said.hide()
        self.content = QVBoxLayout()
        self.content.setSpacing(worn.px(6))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(worn.px(8))
        self.buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[worn.px(18)] * 4)
        rows.setSpacing(worn.px(10))
        rows.addWidget(self.title)
        rows.addWidget(self.said)
        rows.addLayout(self.content, 1)
        rows.addLayout(self.buttons)
        self.set_least(width, 0)

    def set_least(self, width: int, height: int) -> None:
        """Be at least so large at 100 %, but never larger than the screen."""
        worn, screen = theme.current(), self.screen().availableGeometry()
        self.setMinimumSize(
            min(worn.px(width), screen.width() - _EDGE), min(worn.px(height), screen.height() - _EDGE) if height else 0
        )

    def event(self, event: QEvent) -> bool:
        """Grow when what is inside needs more height than was given, as long as the screen has it."""
        answer = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            rows, room = self.layout(), self.screen().availableGeometry().height() - _EDGE
            need = rows.totalMinimumHeightForWidth(self.width()) if rows is not None else 0
            if self.height() < min(need, room):
                self.resize(self.width(), min(need, room))
        return answer

    def done(self, result: int) -> None:
        """Close, and give the keyboard back to the window below."""
        super().done(result)
        below = self.parentWidget()
        if below is not None:
            below.window().activateWindow()

    def leave(self) -> None:
        """Close as whoever sits there wants it, by Esc or the button; locking the desk closes without asking."""
        self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            event.accept()
            self.leave()
        else:
            super().keyPressEvent(event)

    def add_close(self, words: str) -> ActionButton:
        """Add the button that closes."""
        close = ActionButton(f"{self.objectName()}_close", words, key="Esc", tall=True)
        close.clicked.connect(self.leave)
        self.buttons.addWidget(close)
        return close
