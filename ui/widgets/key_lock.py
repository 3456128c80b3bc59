"""Lets no key and no click through to a page while it saves, without greying it out for a moment."""

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

_HELD: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Drop,
    }
)


class KeyLock(QObject):
    """Costs nothing while it is open."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)

    def close(self) -> None:
        """Hold everything back that is meant for the page."""
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def open(self) -> None:
        """Let it through again."""
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HELD and isinstance(watched, QWidget):
            page = self.parent()
            return isinstance(page, QWidget) and (watched is page or page.isAncestorOf(watched))
        return False
