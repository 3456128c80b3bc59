"""Dates and moments typed as one likes."""

from datetime import date, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.formats import Formats
from ui.widgets.text_input import TextInput
from ui.widgets.when_input import WhenInput, date_input, moment_input

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=timezone(timedelta(hours=8)))


class Form(QWidget):
    def __init__(self) -> None:
        super().__init__()
        formats = Formats("id")
        self.day: WhenInput[date] = date_input("happened", today=lambda: NOW.date(), formats=formats)
        self.moment: WhenInput[datetime] = moment_input("received", now=lambda: NOW, formats=formats)
        self.after = TextInput("after")
        rows = QVBoxLayout(self)
        for one in (self.day, self.moment, self.after):
            rows.addWidget(one)


@pytest.fixture
def form(qtbot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.day.setFocus()
    return made


def test_a_date_typed_in_short_is_written_out_when_it_is_left(form: Form) -> None:
    QTest.keyClicks(form.day, "21-11")
    assert form.day.value() == date(2026, 11, 21)
    assert form.day.text() == "21-11"
    assert form.day.note() == "two days ago"
    QTest.keyClick(form.day, Qt.Key.Key_Return)
    assert form.day.text() == "21-11-2026"
    assert form.moment.hasFocus()


def test_what_cannot_be_read_stays_as_it_was_typed_and_is_no_value(form: Form) -> None:
    QTest.keyClicks(form.day, "31-02-2026")
    form.after.setFocus()
    assert form.day.value() is None
    assert form.day.typed() == "31-02-2026"
    assert form.day.note() == ""


def test_up_and_down_go_to_the_next_and_the_previous_day(form: Form) -> None:
    QTest.keyClicks(form.day, "kemarin")
    QTest.keyClick(form.day, Qt.Key.Key_Down)
    assert form.day.text() == "21-11-2026"
    QTest.keyClick(form.day, Qt.Key.Key_Up)
    assert form.day.value() == date(2026, 11, 22)


def test_an_empty_date_is_no_value_and_arrows_leave_it_empty(form: Form) -> None:
    QTest.keyClick(form.day, Qt.Key.Key_Up)
    assert form.day.value() is None
    form.day.set_value(date(2026, 1, 2))
    form.day.set_value(None)
    assert (form.day.value(), form.day.text()) == (None, "")


def test_a_moment_is_read_with_its_day_and_time_zone(form: Form) -> None:
    form.moment.setFocus()
    QTest.keyClicks(form.moment, "kemarin 16.30")
    form.after.setFocus()
    assert form.moment.text() == "22-11-2026 16.30"
    assert form.moment.value() == datetime(2026, 11, 22, 16, 30, tzinfo=NOW.tzinfo)
    assert form.moment.note() == "yesterday"


def test_a_moment_of_today_needs_no_note(form: Form) -> None:
    form.moment.set_value(NOW)
    assert form.moment.text() == "23-11-2026 09.41"
    assert form.moment.note() == ""


def test_a_full_date_always_fits(form: Form) -> None:
    for one, text in ((form.day, "28-08-2026"), (form.moment, "28-08-2026 08.38")):
        room = one.minimumSizeHint().width()
        assert one.fontMetrics().horizontalAdvance(text) + 20 <= room


def test_every_change_of_the_text_is_told(form: Form) -> None:
    told: list[date | None] = []
    form.day.changed.connect(lambda: told.append(form.day.value()))
    QTest.keyClicks(form.day, "1-2")
    assert told == [None, None, date(2026, 2, 1)]
