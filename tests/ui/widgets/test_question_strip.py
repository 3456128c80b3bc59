"""A question is answered by its keys while it has the focus, and by nothing typed elsewhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.question_strip import Answer, QuestionStrip
from ui.widgets.text_input import TextInput

ANSWERS = (
    Answer(id="take", label="Lanjutkan", key="Enter"),
    Answer(id="later", label="Nanti", key="Esc"),
    Answer(id="discard", label="Buang", key="Del"),
    Answer(id="yes", label="Ya", key="Y"),
)


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.strip = QuestionStrip("question")
        self.other = TextInput("other")
        column = QVBoxLayout(self)
        column.addWidget(self.strip)
        column.addWidget(self.other)


@pytest.fixture
def page(qtbot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def strip(page: Page) -> QuestionStrip:
    return page.strip


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        (Qt.Key.Key_Return, "take"),
        (Qt.Key.Key_Enter, "take"),
        (Qt.Key.Key_Escape, "later"),
        (Qt.Key.Key_Delete, "discard"),
        (Qt.Key.Key_Y, "yes"),
    ],
)
def test_each_key_gives_its_answer(qtbot, strip: QuestionStrip, key: Qt.Key, answer: str) -> None:
    strip.ask("Lanjutkan draf?", "Antrean obat", ANSWERS, take_focus=True)
    assert strip.hasFocus()
    with qtbot.waitSignal(strip.answered) as told:
        QTest.keyClick(strip, key)
    assert told.args == [answer]


def test_other_keys_and_chords_answer_nothing(strip: QuestionStrip) -> None:
    said: list[str] = []
    strip.answered.connect(said.append)
    strip.ask("Lanjutkan draf?", "", ANSWERS, take_focus=True)
    QTest.keyClick(strip, Qt.Key.Key_A)
    QTest.keyClick(strip, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said == []


def test_typing_elsewhere_answers_nothing(page: Page, strip: QuestionStrip) -> None:
    said: list[str] = []
    strip.answered.connect(said.append)
    strip.ask("Lanjutkan draf?", "", ANSWERS, take_focus=False)
    page.other.setFocus()
    QTest.keyClicks(page.other, "Y")
    QTest.keyClick(page.other, Qt.Key.Key_Delete)
    assert said == []
    assert strip.isVisible()


def test_up_and_down_turn_over(qtbot, strip: QuestionStrip) -> None:
    strip.ask("Lanjutkan draf?", "", ANSWERS, take_focus=True)
    with qtbot.waitSignal(strip.turned) as told:
        QTest.keyClick(strip, Qt.Key.Key_Down)
    assert told.args == [1]


def test_the_mouse_may_answer_too(qtbot, strip: QuestionStrip) -> None:
    strip.ask("Lanjutkan draf?", "", ANSWERS, take_focus=False)
    with qtbot.waitSignal(strip.answered) as told:
        QTest.mouseClick(strip._buttons[2], Qt.MouseButton.LeftButton)
    assert told.args == ["discard"]


def test_it_says_its_keys_to_screen_readers(strip: QuestionStrip) -> None:
    strip.ask("Lanjutkan draf?", "Antrean obat", ANSWERS, take_focus=False)
    assert strip.accessibleName() == "Lanjutkan draf?"
    assert "Enter: Lanjutkan" in strip.accessibleDescription()


def test_the_key_that_reaches_it_is_shown_while_it_has_no_focus(qtbot) -> None:
    window = Page()
    qtbot.addWidget(window)
    strip = QuestionStrip("offer", reach="Alt+D")
    layout = window.layout()
    assert layout is not None
    layout.addWidget(strip)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.other.setFocus()
    strip.ask("Lanjutkan draf?", "", ANSWERS, take_focus=False)
    assert strip._reach is not None
    assert strip._reach.isVisible()
    strip.setFocus()
    assert not strip._reach.isVisible()


def test_with_large_type_the_answers_stand_below_the_words(qtbot, qapp) -> None:
    theme.apply(qapp, False, 2.0)
    strip = QuestionStrip("question", reach="Alt+D")
    qtbot.addWidget(strip)
    strip.ask("Entri belum selesai dari 23-11-2026 09.41", "Antrean obat", ANSWERS[:3], take_focus=False)
    assert strip.minimumSizeHint().width() <= 1000  # what a screen of 1366 has beside the side bar


def test_behind_another_page_it_takes_no_focus(qtbot) -> None:
    """What is looked for may be found after the door was shut: the PIN is typed there."""
    shell, page, door = QWidget(), Page(), TextInput("pin")
    rooms = QStackedLayout(shell)
    rooms.addWidget(page)
    rooms.addWidget(door)
    qtbot.addWidget(shell)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    rooms.setCurrentWidget(door)
    door.setFocus()
    page.strip.ask("Lanjutkan?", "", ANSWERS, take_focus=True)
    assert QApplication.focusWidget() is door
