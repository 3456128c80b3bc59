"""Enter goes on and Shift+Enter goes back, the same in every input; with Ctrl or Alt it is left to the page."""

from typing import Final

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

ENTER_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
TAKES_SCANS: Final = "takes_scans"
"""A property of an input that wants a scanned number itself, as where somebody asks for a status."""
ANSWERS_LETTERS: Final = "answers_letters"
"""A property of what a single letter answers at once: the scanner's letters wait a moment before they count there."""
_FOR_THE_PAGE: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def is_plain_enter(event: QKeyEvent) -> bool:
    """Tell whether the key is Enter, alone or with Shift."""
    return event.key() in ENTER_KEYS and not event.modifiers() & _FOR_THE_PAGE


def goes_back(event: QKeyEvent) -> bool:
    """Tell whether Shift is held, which turns going on into going back."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def step(widget: QWidget, event: QKeyEvent, *, advance: SignalInstance, back: SignalInstance) -> bool:
    """Take a plain Enter: tell the page, then move the focus unless the page has just done so; True if taken.

    A key held down moves once.
    """
    if not is_plain_enter(event):
        return False
    event.accept()
    if not event.isAutoRepeat():
        forward = not goes_back(event)
        (advance if forward else back).emit()
        if widget.hasFocus():
            widget.focusNextPrevChild(forward)
    return True
