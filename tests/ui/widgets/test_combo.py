"""A short list chosen by typing the beginning of a word."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.widgets.combo import Combo
from ui.widgets.option import Option
from ui.widgets.text_input import TextInput

OPTIONS = (
    Option(id="walk-in", label="Tatap muka"),
    Option(id="phone", label="Telepon"),
    Option(id="letter", label="Surat"),
)


class Form(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.combo, self.after = Combo("channel", OPTIONS), TextInput("after")
        rows = QVBoxLayout(self)
        rows.addWidget(self.combo)
        rows.addWidget(self.after)


@pytest.fixture
def form(qtbot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.combo.setFocus()
    return made


def test_nothing_is_chosen_at_first(form: Form) -> None:
    assert form.combo.value() is None
    assert form.combo.currentText() == ""


def test_the_beginning_of_a_word_chooses(form: Form) -> None:
    QTest.keyClicks(form.combo, "te")
    assert form.combo.value() == "phone"


def test_enter_goes_on_with_what_is_chosen(form: Form) -> None:
    QTest.keyClicks(form.combo, "s")
    QTest.keyClick(form.combo, Qt.Key.Key_Return)
    assert form.after.hasFocus()
    assert form.combo.value() == "letter"


def test_the_wheel_changes_nothing(form: Form) -> None:
    form.combo.set_value("phone")
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(form.combo.mapToGlobal(QPoint(5, 5))),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(form.combo, turned)
    assert form.combo.value() == "phone"
    assert not turned.isAccepted()


def test_every_change_is_told_once(form: Form) -> None:
    told: list[str | None] = []
    form.combo.changed.connect(lambda: told.append(form.combo.value()))
    form.combo.set_value("letter")
    form.combo.set_value("letter")
    form.combo.set_value("no such thing")
    assert told == ["letter", None]


def test_other_answers_keep_the_value_if_they_can(form: Form) -> None:
    form.combo.set_value("phone")
    form.combo.set_options(OPTIONS[1:])
    assert form.combo.value() == "phone"
    form.combo.set_options(OPTIONS[:1])
    assert form.combo.value() is None


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")  # the offscreen platform says so of any popup
def test_the_open_list_does_not_cover_the_field(qtbot, form: Form) -> None:
    form.combo.showPopup()
    qtbot.waitUntil(form.combo.view().isVisible)
    shown = form.combo.view().window().geometry()
    field = form.combo.rect().translated(form.combo.mapToGlobal(QPoint(0, 0)))
    assert not shown.intersects(field.adjusted(2, 2, -2, -2))
    form.combo.hidePopup()


def test_a_narrow_field_opens_a_list_as_wide_as_its_answers(qtbot) -> None:
    combo = Combo("channel", [Option(id="web", label="Website atau aplikasi perangkat daerah")])
    qtbot.addWidget(combo)
    combo.setFixedWidth(80)
    combo.make_list_wide()
    assert combo.view().minimumWidth() > combo.view().sizeHintForColumn(0) > 80
