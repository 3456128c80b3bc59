"""Where the next letter goes in a one-line or many-line input, to be remembered and put back."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget


def caret_of(widget: QWidget | None) -> int:
    """Give the place of the caret, -1 for what has none."""
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.textCursor().position()
    return -1


def put_caret(widget: QWidget | None, place: int) -> None:
    """Put the caret there, selecting nothing; what has none is left alone."""
    if place < 0:
        return
    if isinstance(widget, QLineEdit):
        widget.deselect()
        widget.setCursorPosition(place)
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(min(place, len(widget.toPlainText())))
        widget.setTextCursor(cursor)
