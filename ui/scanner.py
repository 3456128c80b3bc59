"""A barcode or QR scanner is a keyboard that types at once: a receipt's number opens its case, from wherever it comes.

Letters go in as they come; once the number is whole and right they are taken back and its Enter does nothing. A code of
something else stays as it was typed. The filter sits on the one widget that has the focus.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final, cast

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from app.domain.errors import UserProblem
from app.domain.number import ComplaintNumber
from ui.widgets.enter import ANSWERS_LETTERS, ENTER_KEYS, TAKES_SCANS

GAP_MS: Final = 50
"""Two keys further apart than this were not typed by a scanner."""
_LONGEST: Final = 40
_BEGINS: Final = re.compile(r"[A-Z][A-Z0-9]{1,9}-[A-Z][A-Z0-9-]*", re.IGNORECASE)
_ENDS: Final = frozenset({*ENTER_KEYS, Qt.Key.Key_Tab})
_PASSED_OVER: Final = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock})
_OTHER_KEYS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_LOOKED_AT: Final = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress})

PutBack = Callable[[], None]
Remember = Callable[[], PutBack]
"""Looks at what an input holds, and gives what puts exactly that back."""


class Scanner(QObject):
    """Listens in one window."""

    scanned = Signal(str)  # the number, as it is written

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._focus: QWidget | None = None
        self._remember: Remember | None = None
        self._letters: dict[str, QShortcut] | None = None
        self._read = ""
        self._last_ms = 0
        self._before: list[PutBack] = []
        self._held: list[tuple[QWidget, QKeyEvent]] = []
        self._swallowed: Qt.Key | None = None
        self._replaying = False
        self._clock = QElapsedTimer()
        self._clock.start()
        self._let_go = QTimer(self, singleShot=True, interval=GAP_MS)
        self._let_go.timeout.connect(self._on_silence)
        _app().focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, QApplication.focusWidget())

    def _on_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        if self._focus is not None and isValid(self._focus):
            self._focus.removeEventFilter(self)
        window = self.parent()  # asked for, never kept: a cycle with a window is taken down by whatever thread comes by
        inside = now is not None and isinstance(window, QWidget) and (now is window or window.isAncestorOf(now))
        self._focus = now if inside else None
        if now is None and isinstance(window, QWidget):
            self._focus = window.window()  # without a focus keys go to the whole
        self._remember = self._letters = None
        if self._focus is not None:
            self._focus.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _LOOKED_AT or self._replaying:
            return False
        key = cast("QKeyEvent", event)
        if kind == QEvent.Type.KeyPress:
            return self._is_swallowed(key)
        self._swallowed = None
        if self._take(cast("QWidget", watched), key):
            self._swallowed = cast("Qt.Key", key.key())
            key.accept()
            return True
        return False

    def _is_swallowed(self, key: QKeyEvent) -> bool:
        swallowed, self._swallowed = self._swallowed, None
        return swallowed is not None and key.key() == swallowed

    def _take(self, widget: QWidget, key: QKeyEvent) -> bool:
        """Take note of a key; True when it shall reach nobody for now."""
        if key.key() in _PASSED_OVER:
            return False
        now_ms = key.timestamp() or self._clock.elapsed()
        fast = bool(self._read) and 0 <= now_ms - self._last_ms <= GAP_MS and not key.isAutoRepeat()
        self._last_ms = now_ms
        if fast and key.key() in _ENDS and not key.modifiers() & _OTHER_KEYS:
            return self._ends()
        letter = key.text()
        if len(letter) != 1 or not letter.isprintable() or key.modifiers() & _OTHER_KEYS or key.isAutoRepeat():
            self._forget()
            return False
        if not fast or len(self._read) >= _LONGEST:
            self._forget()
        if widget.property(TAKES_SCANS):
            return False
        if not self._before or fast:
            self._look_at(widget)
        self._read += letter
        if self._is_held(widget, letter):
            self._held.append((widget, _copy(key)))
            self._let_go.start()
            return True
        if self._held:
            self._forget()
        return False

    def _is_held(self, widget: QWidget, letter: str) -> bool:
        """Tell whether a letter waits: what begins like a number, and before that only what acts by itself."""
        if _BEGINS.fullmatch(self._read):
            return True
        return not _is_text(widget) and (bool(self._held) or self._acts_at_once(widget, letter))

    def _look_at(self, widget: QWidget) -> None:
        """Remember what an input holds before the first letter that reaches it."""
        if self._remember is None:
            self._remember = _way_to_remember(widget)
            self._before.append(self._remember())
        elif not self._before:
            self._before.append(self._remember())

    def _acts_at_once(self, widget: QWidget, letter: str) -> bool:
        """Tell whether a letter would do something that cannot be taken back: a key of its own, or an answer."""
        if self._letters is None:
            self._letters = _letter_keys(widget)
        return letter.upper() in self._letters or widget.property(ANSWERS_LETTERS) is True

    def _ends(self) -> bool:
        """Decide at the Enter: the number of a receipt opens its case, everything else is let go."""
        try:
            number = str(ComplaintNumber.parse(self._read))
        except UserProblem:
            self._forget()
            return False
        self._let_go.stop()
        self._held.clear()
        for put_back in reversed(self._before):
            put_back()
        self._forget()
        self.scanned.emit(number)
        return True

    def _on_silence(self) -> None:
        self._forget()

    def _forget(self) -> None:
        """Begin anew; letters that were held go where they were typed, in their order."""
        self._let_go.stop()
        held, self._held = self._held, []
        self._read, self._before = "", []
        self._replaying = True
        try:
            for widget, key in held:
                letters = self._letters if widget is self._focus else None
                shortcut = (letters or {}).get(key.text().upper()) if not _is_text(widget) else None
                if shortcut is not None and shortcut.isEnabled():
                    shortcut.activated.emit()
                else:  # the letter before may have moved the focus, as from a table into its search
                    QApplication.sendEvent(widget if widget.hasFocus() else self._focus or widget, key)
        finally:
            self._replaying = False


def _is_text(widget: QWidget) -> bool:
    return isinstance(widget, QLineEdit | QPlainTextEdit) and not widget.isReadOnly()


def _letter_keys(widget: QWidget) -> dict[str, QShortcut]:
    """Give the shortcuts of single letters and figures that work where this widget is."""
    found: dict[str, QShortcut] = {}
    around: QWidget | None = widget
    while around is not None:
        for shortcut in around.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
            keys = shortcut.key().toString()
            if len(keys) == 1:
                found.setdefault(keys.upper(), shortcut)
        around = around.parentWidget()
    return found


def _way_to_remember(widget: QWidget) -> Remember:
    """Find out once for each focus how to remember an input: as a field of a form, as a text, or not at all."""
    around: QWidget | None = widget
    while around is not None:
        name_of = getattr(around, "name_of", None)
        if name_of is not None and (name := name_of(widget)):
            return partial(_remember_field, around, name, widget)
        around = around.parentWidget()
    if isinstance(widget, QPlainTextEdit):
        return partial(_remember_text, widget)
    return partial(_remember_line, widget) if isinstance(widget, QLineEdit) else lambda: _nothing


def _remember_field(form: Any, name: str, widget: QWidget) -> PutBack:
    if isinstance(widget, QPlainTextEdit):
        return _remember_text(widget)
    field = form.fields[name]
    typed, line = field.typed(), _place_in(widget)

    def put_back() -> None:
        if field.typed() != typed:
            field.put(typed)
            form.edited.emit(name)
        if not widget.hasFocus():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        line()

    return put_back


def _remember_line(line: QLineEdit) -> PutBack:
    text, place = line.text(), _place_in(line)

    def put_back() -> None:
        if line.text() != text:
            line.setText(text)
        place()

    return put_back


def _place_in(widget: QWidget) -> PutBack:
    """Remember cursor and marked part of a line."""
    if not isinstance(widget, QLineEdit):
        return _nothing
    at, start, length = widget.cursorPosition(), widget.selectionStart(), widget.selectionLength()

    def put_back() -> None:
        if start < 0:
            widget.setCursorPosition(at)
        elif at == start:
            widget.setSelection(start + length, -length)
        else:
            widget.setSelection(start, length)

    return put_back


def _remember_text(box: QPlainTextEdit) -> PutBack:
    """Remember where letters go in, and what they replace; not the whole text."""
    cursor = box.textCursor()
    start, marked = cursor.selectionStart(), cursor.selection().toPlainText() if cursor.hasSelection() else ""

    def put_back() -> None:
        now = box.textCursor()
        if now.position() == start and not marked:
            return
        now.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        now.insertText(marked)
        if marked:
            now.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        box.setTextCursor(now)

    return put_back


def _nothing() -> None:
    """Put nothing back."""


def _copy(key: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key.key(), key.modifiers(), key.text())


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
