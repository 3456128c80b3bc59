"""Texts about people on the clipboard: marked as sensitive, and gone after a minute if nobody copied something else."""

from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_S: Final = 60
_SENSITIVE: Final = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
}


class SensitiveClipboard(QObject):
    """One per page; remembers only whether the text there is its own."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._own = ""
        self._timer = QTimer(self, singleShot=True, interval=KEPT_S * 1000)
        self._timer.timeout.connect(self.clear)

    def put(self, text: str) -> None:
        """Put a text there for a minute."""
        data = QMimeData()
        data.setText(text)
        for kind, mark in _SENSITIVE.items():
            data.setData(kind, QByteArray(mark))
        QGuiApplication.clipboard().setMimeData(data)
        self._own = text
        self._timer.start()

    def clear(self) -> None:
        """Take the text away, unless something else is there by now."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._own and clipboard.text() == self._own:
            clipboard.clear()
        self._own = ""
