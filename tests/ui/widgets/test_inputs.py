"""The one-line inputs, the text box and the tick: keys, values, and what is never seen."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.widgets.check_box import CheckBox
from ui.widgets.masked_input import MaskedInput
from ui.widgets.text_box import TextBox
from ui.widgets.text_input import TextInput

NIK = "6472011205900007"


def _mask(nik: str) -> str:
    return f"{nik[:4]} •••• •••• {nik[-4:]}"


class Form(QWidget):
    """Some inputs below each other, and what was left for the page to do."""

    def __init__(self, *inputs: QWidget) -> None:
        super().__init__()
        self.left: list[tuple[int, Qt.KeyboardModifier]] = []
        rows = QVBoxLayout(self)
        for one in inputs:
            rows.addWidget(one)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Control:
            self.left.append((event.key(), event.modifiers()))


@pytest.fixture
def shown(qtbot):
    kept: list[Form] = []

    def show(*inputs: QWidget) -> Form:
        form = Form(*inputs)
        kept.append(form)
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        inputs[0].setFocus(Qt.FocusReason.TabFocusReason)
        return form

    return show


def _inputs() -> list[QWidget]:
    return [TextInput("a"), MaskedInput("b", mask=_mask), CheckBox("c", "Dibacakan"), TextInput("d")]


def test_enter_goes_on_and_shift_enter_back_through_all_kinds(shown) -> None:
    inputs = _inputs()
    shown(*inputs)
    told: list[str] = []
    for one in inputs:
        one.advance.connect(partial(told.append, f"{one.objectName()} on"))
        one.back.connect(partial(told.append, f"{one.objectName()} back"))
    for following in inputs[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert following.hasFocus()
    for previous in reversed(inputs[:-1]):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Enter, Qt.KeyboardModifier.ShiftModifier)
        assert previous.hasFocus()
    assert told == ["a on", "b on", "c on", "d back", "c back", "b back"]


def test_the_enter_of_a_scanner_never_reaches_the_page(shown) -> None:
    first, second = TextInput("a"), TextInput("b")
    form = shown(first, second)
    QTest.keyClicks(first, "AWS-A-26-001285-19")
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert second.hasFocus()
    assert form.left == []
    assert first.value() == "AWS-A-26-001285-19"


@pytest.mark.parametrize("kind", ["text", "masked", "box", "tick"])
def test_ctrl_enter_is_left_to_the_page(shown, kind: str) -> None:
    one = {
        "text": lambda: TextInput("a"),
        "masked": lambda: MaskedInput("a", mask=_mask),
        "box": lambda: TextBox("a"),
        "tick": lambda: CheckBox("a", "Dibacakan"),
    }[kind]()
    form = shown(one, TextInput("z"))
    QTest.keyClick(one, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.left == [(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)]
    assert one.hasFocus()
    assert one.value() in ("", False)


def test_a_held_enter_moves_once(shown) -> None:
    inputs = [TextInput(name) for name in "abc"]
    shown(*inputs)
    QTest.keyClick(inputs[0], Qt.Key.Key_Return)
    held = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, text="\r", autorep=True
    )
    QApplication.sendEvent(inputs[1], held)
    assert inputs[1].hasFocus()


def test_the_page_may_send_the_focus_elsewhere(shown) -> None:
    first, second, third = TextInput("a"), TextInput("b"), TextInput("c")
    shown(first, second, third)
    first.advance.connect(third.setFocus)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert third.hasFocus()


def test_a_text_counts_its_letters_and_is_never_cut(shown) -> None:
    title = TextInput("title", counter="{} dari 255 huruf".format)
    shown(title)
    notes: list[str] = []
    title.note_changed.connect(lambda: notes.append(title.note()))
    QTest.keyClicks(title, "Obat")
    assert notes[-1] == "4 dari 255 huruf"
    title.set_value("x" * 40_000)
    assert len(title.value()) == 40_000
    title.set_value("")
    assert notes[-1] == ""


def test_undo_does_not_bring_back_what_the_program_replaced(shown) -> None:
    one = TextInput("a")
    shown(one)
    QTest.keyClicks(one, "Siti")
    one.set_value("Budi Santoso")
    QTest.keyClick(one, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert one.value() == "Budi Santoso"


def test_a_nik_is_covered_as_soon_as_it_is_left(shown) -> None:
    nik, after = MaskedInput("nik", mask=_mask), TextInput("name")
    shown(nik, after)
    changes: list[str] = []
    nik.changed.connect(lambda: changes.append(nik.value()))
    QTest.keyClicks(nik, NIK)
    assert nik.displayText() == NIK
    QTest.keyClick(nik, Qt.Key.Key_Return)
    assert nik.displayText() == "6472 •••• •••• 0007"
    assert nik.value() == NIK
    assert changes[-1] == NIK
    told = len(changes)
    QTest.keyClick(after, Qt.Key.Key_Backtab)
    assert nik.displayText() == NIK
    assert len(changes) == told


def test_a_covered_nik_gives_nothing_to_undo_or_to_the_input_method(shown) -> None:
    nik, after = MaskedInput("nik", mask=_mask), TextInput("name")
    shown(nik, after)
    QTest.keyClicks(nik, NIK)
    after.setFocus()
    nik.undo()
    assert nik.displayText() == "6472 •••• •••• 0007"
    assert nik.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    assert nik.inputMethodHints() & Qt.InputMethodHint.ImhNoPredictiveText


def test_a_nik_put_there_by_the_program_is_covered_and_an_empty_one_stays_empty(shown) -> None:
    first, nik = TextInput("a"), MaskedInput("nik", mask=_mask)
    shown(first, nik)
    nik.set_value(NIK)
    assert nik.displayText() == "6472 •••• •••• 0007"
    nik.set_value("")
    assert nik.displayText() == ""
    assert nik.value() == ""


def test_the_text_box_takes_enter_as_a_new_line_and_tab_as_going_on(shown) -> None:
    box, after = TextBox("text", counter="{} huruf".format), TextInput("next")
    shown(box, after)
    QTest.keyClicks(box, "Saya antre.")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "Lama.")
    assert box.value() == "Saya antre.\nLama."
    assert box.note() == "17 huruf"
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert after.hasFocus()
    QTest.keyClick(after, Qt.Key.Key_Backtab)
    assert box.hasFocus()


def test_shift_enter_goes_back_from_the_text_box_without_a_new_line(shown) -> None:
    before, box = TextInput("a"), TextBox("text")
    shown(before, box)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert before.hasFocus()
    assert box.value() == ""


def test_the_text_box_is_as_high_as_its_lines(shown) -> None:
    low, high = TextBox("a", lines=2), TextBox("b", lines=6)
    shown(low, high)
    for box, lines in ((low, 2), (high, 6)):
        box.setFixedHeight(box.minimumSizeHint().height())
        box.set_value("\n".join(["Saya antre."] * lines))
        assert box.verticalScrollBar().maximum() == 0
        box.set_value("\n".join(["Saya antre."] * (lines + 1)))
        assert box.verticalScrollBar().maximum() > 0


def test_any_script_and_emoji_stay_as_they_were_composed(shown) -> None:
    one, box = TextInput("a"), TextBox("b")
    shown(one, box)
    for written in (one, box):
        written.setFocus()
        composed = QInputMethodEvent()
        composed.setCommitString("ꦱꦸꦫꦠ꧀ 😀 العربية")
        QApplication.sendEvent(written, composed)
        assert written.value() == "ꦱꦸꦫꦠ꧀ 😀 العربية"


def test_a_tick_is_set_by_space_and_told(shown) -> None:
    tick = CheckBox("notice", "Baca & dengar")
    shown(tick, TextInput("next"))
    told: list[bool] = []
    tick.changed.connect(lambda: told.append(tick.value()))
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert told == [True]
    assert tick.accessibleName() == "Baca & dengar"
