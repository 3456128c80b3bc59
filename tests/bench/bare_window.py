"""A bare Qt window that tells when it is painted, as the program does: the floor of every start."""

import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Bare(QWidget):
    """Nothing but a window of the counter's size."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, tell)


def tell() -> None:
    """Stamp the moment."""
    os.write(int(os.environ["LOKET_START_FD"]), f"painted {time.monotonic_ns()}\n".encode())


if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = Bare()
    window.resize(1366, 768)
    window.show()
    sys.exit(application.exec())
