"""The one top-level window: the door, the wizard, the desk, or "closing", one at a time."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QWidget


class Shell(QWidget):
    """Tells when it was first painted, and asks before it closes."""

    painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setWindowTitle("Loket Aduan")
        self.rooms = QStackedLayout(self)
        self._painted = self._may_close = False

    def open(self) -> None:
        """Show it as large as the screen; a screen that does not exist gets the size of a counter's."""
        self.setMinimumSize(800, 560)
        if QGuiApplication.platformName() == "offscreen":
            self.resize(1366, 768)
            self.show()
        else:
            self.showMaximized()

    def enter(self, room: QWidget) -> None:
        """Show a room."""
        if self.rooms.indexOf(room) < 0:
            self.rooms.addWidget(room)
        self.rooms.setCurrentWidget(room)

    def leave(self, room: QWidget) -> None:
        """Take a room down."""
        self.rooms.removeWidget(room)
        room.hide()
        room.deleteLater()

    def close_now(self) -> None:
        """Close without asking anybody."""
        self._may_close = True
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.closing.emit()
