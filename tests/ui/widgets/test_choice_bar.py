"""A question is asked, not preset; one stop for Tab, any answer by one key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.widgets.choice_bar import ChoiceBar
from ui.widgets.nav_button import NavButton
from ui.widgets.option import Option
from ui.widgets.text_input import TextInput

OPTIONS = (
    Option(id="open", label="Terbuka"),
    Option(id="anonymous", label="Anonim"),
    Option(id="nameless", label="Tanpa nama"),
)


class Form(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.before, self.bar, self.after = TextInput("before"), ChoiceBar("identity", OPTIONS), TextInput("after")
        rows = QVBoxLayout(self)
        for one in (self.before, self.bar, self.after):
            rows.addWidget(one)


@pytest.fixture
def form(qtbot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.before.setFocus()
    QTest.keyClick(made.before, Qt.Key.Key_Tab)
    return made


def _press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def test_nothing_is_chosen_until_somebody_chooses(form: Form) -> None:
    assert form.bar.value() is None
    _press(Qt.Key.Key_Return)
    assert form.bar.value() is None
    assert form.after.hasFocus()


def test_arrows_choose_and_stop_at_the_ends(form: Form) -> None:
    chosen = []
    for key in [Qt.Key.Key_Right] * 4 + [Qt.Key.Key_Left] * 3:
        _press(key)
        chosen.append(form.bar.value())
    assert chosen == ["open", "anonymous", "nameless", "nameless", "anonymous", "open", "open"]


def test_the_first_arrow_to_the_left_chooses_the_last(form: Form) -> None:
    _press(Qt.Key.Key_Left)
    assert form.bar.value() == "nameless"


def test_a_first_letter_chooses_and_again_goes_to_the_next_of_that_letter(form: Form) -> None:
    chosen = []
    for key in (Qt.Key.Key_T, Qt.Key.Key_T, Qt.Key.Key_T, Qt.Key.Key_A, Qt.Key.Key_X):
        _press(key)
        chosen.append(form.bar.value())
    assert chosen == ["open", "nameless", "open", "anonymous", "anonymous"]


def test_a_letter_that_begins_no_answer_looks_at_second_words(form: Form) -> None:
    _press(Qt.Key.Key_N)
    assert form.bar.value() == "nameless"


def test_space_chooses_the_first(form: Form) -> None:
    _press(Qt.Key.Key_Space)
    assert form.bar.value() == "open"


@pytest.mark.parametrize("chosen", [None, "open", "anonymous", "nameless"])
def test_tab_passes_in_and_out_as_one_stop(form: Form, chosen: str | None) -> None:
    form.bar.set_value(chosen)
    form.before.setFocus()
    _press(Qt.Key.Key_Tab)
    assert form.bar.isAncestorOf(QApplication.focusWidget())
    _press(Qt.Key.Key_Tab)
    assert form.after.hasFocus()
    _press(Qt.Key.Key_Backtab)
    assert form.bar.isAncestorOf(QApplication.focusWidget())
    _press(Qt.Key.Key_Backtab)
    assert form.before.hasFocus()


def test_enter_goes_on_and_shift_enter_back_after_a_choice(form: Form) -> None:
    _press(Qt.Key.Key_Right)
    _press(Qt.Key.Key_Right)
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert form.before.hasFocus()
    _press(Qt.Key.Key_Return)
    _press(Qt.Key.Key_Return)
    assert form.after.hasFocus()
    assert form.bar.value() == "anonymous"


def test_a_click_chooses(form: Form) -> None:
    part = form.bar.findChild(QWidget, "identity_nameless")
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    assert form.bar.value() == "nameless"
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    assert form.bar.value() == "nameless"


def test_a_question_can_be_made_unanswered_again(form: Form) -> None:
    told: list[str | None] = []
    form.bar.changed.connect(lambda: told.append(form.bar.value()))
    form.bar.set_value("open")
    form.bar.set_value("open")
    form.bar.set_value(None)
    assert told == ["open", None]
    assert not any(part.isChecked() for part in form.bar._segments)


def test_shortcuts_are_left_to_the_page(form: Form) -> None:
    _press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    _press(Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert form.bar.value() is None


def test_choosing_for_the_officer_leaves_the_focus_where_it_is(form: Form) -> None:
    form.after.setFocus()
    form.bar.set_value("anonymous")
    assert form.after.hasFocus()


def test_the_label_gives_the_focus_to_the_answer_that_is_chosen(form: Form) -> None:
    form.bar.set_value("anonymous")
    form.after.setFocus()
    form.bar.setFocus()
    assert QApplication.focusWidget().objectName() == "identity_anonymous"


def test_a_choice_can_be_seen_without_colour(form: Form) -> None:
    form.bar.set_value("anonymous")
    grey = form.bar.grab().toImage().convertToFormat(form.bar.grab().toImage().Format.Format_Grayscale8)

    def ground(name: str) -> int:
        part = form.bar.findChild(QWidget, name).geometry()
        return grey.pixelColor(part.left() + 5, part.top() + 6).lightness()

    assert ground("identity_open") > 200 > 120 > ground("identity_anonymous")
    assert ground("identity_nameless") > 200


def test_two_questions_beside_each_other_and_page_entries_do_not_mix(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    one, other, entry = ChoiceBar("one", OPTIONS), ChoiceBar("other", OPTIONS[:2]), NavButton("nav", "Entri baru")
    for part in (entry, one, other):
        rows.addWidget(part)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    entry.setChecked(True)
    entry.setFocus()
    stops = []
    for _ in range(3):
        stops.append(QApplication.focusWidget().objectName())
        _press(Qt.Key.Key_Tab)
    assert stops == ["nav", "one_open", "other_open"]
    one.set_value("anonymous")
    other.choose("open")
    assert (one.value(), other.value(), entry.isChecked()) == ("anonymous", "open", True)
    assert [part.isChecked() for part in one._segments] == [False, True, False]
