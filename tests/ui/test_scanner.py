"""A scanner types a receipt's number anywhere: the case opens, and what was being typed is as it was."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui.scanner import Scanner
from ui.widgets.enter import TAKES_SCANS

NUMBER = "AWS-A-26-001285-19"
OTHER = "AWS-A-26-001285-18"


class Desk(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.line, self.box, self.button = QLineEdit(), QPlainTextEdit(), QPushButton("Lain")
        rows = QVBoxLayout(self)
        for part in (self.line, self.box, self.button):
            rows.addWidget(part)
        self.acted: list[str] = []
        for key in ("P", "W", "1"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda key=key: self.acted.append(key))
        self.entered = 0
        self.line.returnPressed.connect(self._on_entered)
        self.scanner = Scanner(self)
        self.numbers: list[str] = []
        self.scanner.scanned.connect(self.numbers.append)

    def _on_entered(self) -> None:
        self.entered += 1


@pytest.fixture
def desk(qtbot: Any) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def scan(text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    for letter in text:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, letter)
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, end)


def slowly(widget: QWidget, text: str, gap_ms: int) -> None:
    """Type with the time stamps of a person; a stamp of 0 would mean that the window system gave none."""
    stamp = 1_000
    for letter in [*text, "\r"]:
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter.upper()))
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(stamp)
            QApplication.sendEvent(widget, event)
        stamp += gap_ms


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_number_opens_its_case_and_the_line_is_as_it_was(desk: Desk, end: Qt.Key) -> None:
    desk.line.setFocus()
    QTest.keyClicks(desk.line, "Antre lama")
    desk.line.setCursorPosition(5)
    desk.scanner._forget()
    scan(NUMBER, end)
    assert desk.numbers == [NUMBER]
    assert (desk.line.text(), desk.line.cursorPosition(), desk.entered) == ("Antre lama", 5, 0)
    assert desk.line.hasFocus()


def test_a_marked_part_that_the_first_letter_replaced_comes_back(desk: Desk) -> None:
    desk.line.setText("Antre lama")
    desk.line.setFocus()
    desk.line.setSelection(0, 5)
    scan(NUMBER)
    assert (desk.line.text(), desk.line.selectedText()) == ("Antre lama", "Antre")


def test_a_text_of_many_lines_is_as_it_was_too(desk: Desk) -> None:
    desk.box.setPlainText("Baris satu\nBaris dua\nBaris tiga")
    desk.box.setFocus()
    cursor = desk.box.textCursor()
    cursor.setPosition(6)
    cursor.setPosition(16, cursor.MoveMode.KeepAnchor)
    desk.box.setTextCursor(cursor)
    scan(NUMBER)
    assert desk.numbers == [NUMBER]
    assert desk.box.toPlainText() == "Baris satu\nBaris dua\nBaris tiga"


def test_small_letters_are_the_same_number(desk: Desk) -> None:
    desk.line.setFocus()
    scan(NUMBER.lower())
    assert desk.numbers == [NUMBER]


@pytest.mark.parametrize("text", [OTHER, "https://contoh.id/AWS-A-26-001285-19", "6472031205900007", "AWS-A", "x" * 90])
def test_a_code_of_something_else_goes_into_the_field_with_its_enter(desk: Desk, text: str) -> None:
    desk.line.setFocus()
    scan(text)
    assert desk.numbers == []
    assert (desk.line.text(), desk.entered) == (text, 1)


def test_what_is_held_reaches_the_field_when_nothing_follows(qtbot: Any, desk: Desk) -> None:
    desk.line.setFocus()
    QTest.keyClicks(desk.line, "RT-A 12")
    qtbot.waitUntil(lambda: desk.line.text() == "RT-A 12")


def test_a_person_who_types_a_number_is_not_taken_for_a_scanner(desk: Desk) -> None:
    desk.line.setFocus()
    slowly(desk.line, NUMBER, gap_ms=70)
    assert desk.numbers == []
    assert desk.line.text() == NUMBER


def test_letters_that_act_by_themselves_do_not_act_in_a_scan(qtbot: Any, desk: Desk) -> None:
    desk.button.setFocus()
    scan("PWS-A-26-000001-" + _digits("PWSA26000001"))
    assert desk.acted == []
    assert len(desk.numbers) == 1
    QTest.keyClick(desk.button, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: desk.acted == ["P"])


def test_an_input_that_wants_the_number_gets_it(desk: Desk) -> None:
    desk.line.setProperty(TAKES_SCANS, True)
    desk.line.setFocus()
    scan(NUMBER)
    assert (desk.numbers, desk.line.text(), desk.entered) == ([], NUMBER, 1)


def test_held_letters_keep_their_order_before_a_key_of_another_kind(desk: Desk) -> None:
    desk.line.setFocus()
    QTest.keyClicks(desk.line, "RT-A1")
    QTest.keyClick(desk.line, Qt.Key.Key_Backspace)
    assert desk.line.text() == "RT-A"


def test_an_ordinary_key_costs_next_to_nothing(desk: Desk) -> None:
    desk.box.setPlainText("kata " * 2_000)
    desk.box.setFocus()
    seen: list[int] = []

    class Count(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            seen.append(1)
            return False

    count = Count()
    desk.box.installEventFilter(count)
    QTest.keyClicks(desk.box, "a")
    assert len(seen) < 12


def _digits(payload: str) -> str:
    from app.domain.number import check_digits

    return check_digits(payload)
