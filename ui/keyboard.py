"""A typist for demo, benches and journeys: real key events into the real window, and patience until it answers."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

Shown = QWidget
"""What can be looked at: a page or a dialog."""


class Impatient(RuntimeError):
    """The window did not come to the expected state in time; the message names the state."""


class Keyboard:
    """Types where the focus is, as an officer would; ``strokes`` counts every key pressed."""

    def __init__(self) -> None:
        self.strokes = 0

    def press(self, *keys: str) -> None:
        """Press keys or chords one after another: "Tab", "Ctrl+Return", "F9"."""
        for key in keys:
            chord = QKeySequence(key)[0]  # type: ignore[index]  # the stubs lack __getitem__
            QTest.keyClick(self._target(), chord.key(), chord.keyboardModifiers())
            self.strokes += 1
            self.breathe()

    def write(self, text: str) -> None:
        """Type text key by key; a line break is the Return key."""
        for letter in text:
            if letter == "\n":
                QTest.keyClick(self._target(), Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self._target(), letter)
            self.strokes += 1
        self.breathe()

    def go_to(self, name: str, *, key: str = "Tab", most: int = 80) -> QWidget:
        """Press a key until the focus is in the input of that object name, and give it."""
        for _ in range(most):
            widget = focused_in(name)
            if widget is not None:
                return widget
            self.press(key)
        raise Impatient(f"focus never came to {name}; it is in {_name_of(QApplication.focusWidget())}")

    def wait(self, reached: Callable[[], object], what: str, *, timeout_s: float = 30.0) -> None:
        """Let the window work until ``reached()`` is true.  Raises Impatient naming ``what`` after the time-out."""
        end = time.monotonic() + timeout_s
        while not reached():
            if time.monotonic() > end:
                raise Impatient(what)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
            QTest.qWait(5)
        self.breathe()

    def dialog(self) -> Shown | None:
        """Give the dialog that is open above the window, None when there is none."""
        return QApplication.activeModalWidget()

    def breathe(self) -> None:
        """Let the window handle what is waiting."""
        QCoreApplication.processEvents()

    def shot(self, window: QWidget, file: Path) -> None:
        """Keep a picture of the window as PNG."""
        self.breathe()
        window.grab().save(str(file))

    def _target(self) -> QWidget:
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        if widget is None:
            raise Impatient("no window has the focus")
        return widget


def focused_in(name: str) -> QWidget | None:
    """Give the focused widget when it or a widget around it has the object name."""
    focus = QApplication.focusWidget()
    around: QWidget | None = focus
    while around is not None:
        if around.objectName() == name:
            return focus
        around = around.parentWidget()
    return None


def _name_of(widget: QWidget | None) -> str:
    return f"{type(widget).__name__} {widget.objectName()}" if widget else "nothing"
