"""Picking by parts of words: the list never covers its field, and what is not picked is no value."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.widgets.picker import Picker
from ui.widgets.suggestions import Suggestion, SuggestionList, matched
from ui.widgets.text_input import TextInput

AREAS = tuple(
    Suggestion(id=number, label=name, detail=f"Kec. {district}")
    for number, name, district in (
        ("1", "Sungai Pinang Dalam", "Sungai Pinang"),
        ("2", "Sungai Pinang Luar", "Samarinda Kota"),
        ("3", "Loa Janan Ilir", "Loa Janan Ilir"),
        ("4", "Loa Janan Ulu", "Loa Janan"),
        ("5", "Loa Kulu Kota", "Loa Kulu"),
    )
)


def _find(typed: str) -> Sequence[Suggestion]:
    wanted = typed.casefold().split()
    return [area for area in AREAS if all(word in area.label.casefold() for word in wanted)]


class Form(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.resize(700, 500)
        self.picker = Picker("area", _find, parent=self)
        self.after = TextInput("after", parent=self)
        self.left: list[int] = []
        self.picker.setGeometry(20, 40, 260, 30)
        self.after.setGeometry(20, 460, 260, 30)

    def keyPressEvent(self, event) -> None:
        self.left.append(event.key())

    def list(self) -> SuggestionList:
        return self.findChild(SuggestionList)


@pytest.fixture
def form(qtbot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.picker.setFocus()
    return made


def _type(form: Form, text: str) -> None:
    QTest.keyClicks(form.picker, text)


def test_enter_picks_the_first_and_goes_on(form: Form) -> None:
    _type(form, "loa jan")
    assert form.picker.is_open()
    assert form.picker.value() is None
    QTest.keyClick(form.picker, Qt.Key.Key_Return)
    assert form.picker.value() == "3"
    assert form.picker.typed() == "Loa Janan Ilir"
    assert form.picker.note() == "Kec. Loa Janan Ilir"
    assert form.after.hasFocus()
    assert not form.picker.is_open()


def test_down_and_up_move_the_highlight_and_stop_at_the_ends(form: Form) -> None:
    _type(form, "loa")
    seen = []
    for key in [Qt.Key.Key_Down] * 3 + [Qt.Key.Key_Up] * 4:
        QTest.keyClick(form.picker, key)
        seen.append(form.list().current().id)
    assert seen == ["4", "5", "5", "4", "3", "3", "3"]
    QTest.keyClick(form.picker, Qt.Key.Key_PageDown)
    QTest.keyClick(form.picker, Qt.Key.Key_Return)
    assert form.picker.value() == "5"


def test_escape_closes_the_list_first_and_is_the_pages_after_that(form: Form) -> None:
    _type(form, "loa")
    QTest.keyClick(form.picker, Qt.Key.Key_Escape)
    assert not form.picker.is_open()
    assert form.left == []
    assert form.picker.typed() == "loa"
    QTest.keyClick(form.picker, Qt.Key.Key_Escape)
    assert form.left == [Qt.Key.Key_Escape]


def test_what_is_typed_but_not_picked_is_kept_and_is_no_value(form: Form) -> None:
    _type(form, "loa")
    QTest.keyClick(form.picker, Qt.Key.Key_Tab)
    assert form.after.hasFocus()
    assert form.picker.value() is None
    assert form.picker.typed() == "loa"
    assert not form.picker.is_open()


def test_a_name_written_out_is_as_good_as_picked(form: Form) -> None:
    _type(form, "loa  janan-ulu".replace("-", " "))
    QTest.keyClick(form.picker, Qt.Key.Key_Tab)
    assert form.picker.value() == "4"
    assert form.picker.typed() == "Loa Janan Ulu"


def test_typing_on_after_a_pick_takes_the_value_back(form: Form) -> None:
    form.picker.set_value("1", "Sungai Pinang Dalam", detail="Kec. Sungai Pinang", tag="usul")
    told: list[str | None] = []
    form.picker.changed.connect(lambda: told.append(form.picker.value()))
    QTest.keyClick(form.picker, Qt.Key.Key_End)
    QTest.keyClick(form.picker, Qt.Key.Key_Backspace)
    assert told == [None]
    assert form.picker.note() == ""


def test_nothing_found_says_what_to_do_and_enter_just_goes_on(form: Form) -> None:
    _type(form, "xyz")
    assert not form.picker.is_open()
    assert form.picker.note() == "Nothing found: type a part of another word"
    QTest.keyClick(form.picker, Qt.Key.Key_Return)
    assert form.after.hasFocus()
    assert form.picker.value() is None


def test_down_on_an_empty_field_shows_what_there_is(form: Form) -> None:
    QTest.keyClick(form.picker, Qt.Key.Key_Down)
    assert [row.id for row in form.list().rows()] == ["1", "2", "3", "4", "5"]


def test_a_click_picks_without_taking_the_focus(form: Form) -> None:
    _type(form, "loa")
    where = QPoint(30, theme.current().px(4) + theme.current().px(26) + 5)
    QTest.mouseMove(form.list(), where)
    QTest.mouseClick(form.list(), Qt.MouseButton.LeftButton, pos=where)
    assert form.picker.value() == "4"
    assert form.after.hasFocus()


@pytest.mark.parametrize("top", [0, 40, 200, 300, 400, 470])
@pytest.mark.parametrize("left", [0, 20, 420, 600])
def test_the_list_never_covers_its_field_and_stays_in_the_window(form: Form, top: int, left: int) -> None:
    form.picker.setGeometry(left, top, 260, 30)
    _type(form, "a")
    shown = form.list().geometry()
    assert not shown.intersects(form.picker.geometry())
    assert QRect(0, 0, form.width(), form.height()).contains(shown)
    assert form.list().rows_shown() >= 5


def test_in_a_low_window_the_list_scrolls_with_the_highlight(form: Form) -> None:
    form.resize(700, 150)
    form.picker.setGeometry(20, 30, 260, 30)
    _type(form, "a")
    assert form.list().rows_shown() < 5
    for _ in range(4):
        QTest.keyClick(form.picker, Qt.Key.Key_Down)
    assert form.list()._top > 0
    assert form.list().current().id == "5"
    form.grab()


def test_the_list_goes_with_the_focus_and_with_a_new_size_of_the_window(form: Form) -> None:
    _type(form, "loa")
    form.resize(650, 480)
    QApplication.processEvents()
    assert not form.picker.is_open()
    _type(form, " ")
    assert form.picker.is_open()
    form.after.setFocus()
    assert not form.picker.is_open()


@pytest.mark.parametrize(
    ("text", "typed", "spans"),
    [
        ("Kesehatan › Pelayanan Obat", "obat", ((22, 26),)),
        ("Sungai Pinang Dalam", "sung pin", ((0, 4), (7, 10))),
        ("Pelayanan", "layanan", ()),
        ("Kafé Obat", "kafe", ((0, 4),)),
        ("Obat", "", ()),
        ("Obat", "obat-obatan", ((0, 4),)),
    ],
)
def test_beginnings_of_words_are_marked(text: str, typed: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert matched(text, typed) == spans


def test_two_pickers_of_one_window_each_have_their_own_list(form: Form) -> None:
    other = Picker("other", _find, parent=form)
    other.setGeometry(320, 40, 260, 30)
    other.show()
    _type(form, "loa")
    other.setFocus()
    QTest.keyClicks(other, "sungai")
    assert not form.picker.is_open()
    assert other.is_open()
    QTest.keyClick(other, Qt.Key.Key_Return)
    assert other.value() == "1"
