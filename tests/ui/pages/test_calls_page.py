"""The call-back list: its rows, the number that is covered again, outcomes by one key."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.access import Role
from app.domain.call_back import Outcome
from app.services import Recorded
from tests.builders import FixedClock
from tests.desk import another, filed
from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui.models.calls_model import NUMBER, REACH, REASON, SINCE, TRIED, WHO, CallsModel
from ui.pages.calls_page import CallsPage


@pytest.fixture
def own_desk(qapp, tmp_path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk", clock=FixedClock(COUNTER_TIME)) as made:
        yield made


@pytest.fixture
def page(qtbot, own_desk: PageDesk) -> CallsPage:
    made = CallsPage(own_desk.ctx)
    qtbot.addWidget(made)
    made.resize(1180, 690)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def waits(desk: PageDesk, reason: str = "minta kabar", officer: Any = None, **values: str) -> Recorded:
    told = filed(desk.entrance, desk.session, officer, **values)
    desk.session.services.call_back.add(officer or desk.session.officer, told.id, reason)
    return told


def opened(qtbot, desk: PageDesk, page: CallsPage) -> CallsPage:
    page.start()
    desk.settle(qtbot)
    return page


def texts(model: CallsModel, row: int = 0) -> list[str]:
    return [str(model.index(row, column).data()) for column in (SINCE, NUMBER, WHO, REACH, REASON, TRIED)]


def test_the_model_keeps_the_rules_of_item_models(qtmodeltester, own_desk: PageDesk) -> None:
    waits(own_desk)
    model = CallsModel(own_desk.ctx)
    model.show_rows(own_desk.session.services.call_back.waiting(own_desk.session.officer))
    qtmodeltester.check(model)


def test_a_row_says_who_waits_and_what_was_tried(qtbot, own_desk: PageDesk, page: CallsPage) -> None:
    told = waits(own_desk)
    call_back, officer = own_desk.session.services.call_back, own_desk.session.officer
    call_back.done(officer, call_back.waiting(officer)[0].n, Outcome.NOT_REACHED, "sibuk")
    opened(qtbot, own_desk, page)
    assert texts(page.model) == [
        "today 09.41",
        told.number,
        "B••• S••••••",
        "telepon",
        "minta kabar",
        "1 time(s) · sibuk",
    ]
    assert page.table.hasFocus()


def test_nobody_waiting_says_how_one_gets_there(qtbot, own_desk: PageDesk, page: CallsPage) -> None:
    opened(qtbot, own_desk, page)
    assert "Ctrl+Shift+C" in page._empty.text()
    assert not any(button.isEnabled() for button in (page.phone, page.reached, page.not_reached, page.wrong))


def test_the_number_is_covered_by_leaving_choosing_another_and_locking(qtbot, own_desk, page: CallsPage) -> None:
    waits(own_desk)
    waits(own_desk, name="Siti Aminah", title="Pasar becek")
    opened(qtbot, own_desk, page)
    for cover in (page.may_leave, page.cover, lambda: page.table.choose(1), page.stop):
        page.table.choose(0)
        page.open_phone()
        own_desk.settle(qtbot)
        assert page.callee.text() == "0812-5550-1234"
        cover()
        assert page.callee.text() == ""


def test_who_only_comes_back_has_no_number_to_open(qtbot, own_desk: PageDesk, page: CallsPage) -> None:
    waits(own_desk, phone="", returns_to_desk="yes")
    opened(qtbot, own_desk, page)
    assert not page.phone.isEnabled()
    assert page.reached.isEnabled()
    assert texts(page.model)[3] == "kembali ke loket"


def test_a_secret_report_of_another_is_a_number_and_nothing_to_act_on(qtbot, own_desk, page: CallsPage) -> None:
    colleague = another(own_desk.session, Role.OFFICER)
    told = waits(own_desk, officer=own_desk.session.officer, secrecy="secret")
    rows = own_desk.session.services.call_back.waiting(colleague)
    model = CallsModel(own_desk.ctx)
    model.show_rows(rows)
    assert texts(model)[1:3] == [told.number, "rahasia"]
    assert texts(model)[4] == ""


def test_an_outcome_by_one_key_takes_the_row_away(qtbot, own_desk: PageDesk, page: CallsPage) -> None:
    waits(own_desk)
    opened(qtbot, own_desk, page)
    with qtbot.waitSignal(page.changed):
        QTest.keyClick(page.table, Qt.Key.Key_X)
    own_desk.settle(qtbot)
    assert page.model.rowCount() == 0


def test_esc_leaves_the_note_and_the_row_as_they_were(qtbot, own_desk: PageDesk, page: CallsPage) -> None:
    waits(own_desk)
    opened(qtbot, own_desk, page)
    QTest.keyClick(page.table, Qt.Key.Key_N)
    assert page.note.hasFocus()
    QTest.keyClicks(page.note, "txny")
    assert page.note.value() == "txny"
    QTest.keyClick(page.note, Qt.Key.Key_Escape)
    assert page.note_field.isHidden()
    assert page.table.hasFocus()
    assert page.model.row(0).tries == 0


def test_a_call_done_elsewhere_is_said_and_the_list_looks_anew(qtbot, own_desk: PageDesk, page: CallsPage) -> None:
    waits(own_desk)
    opened(qtbot, own_desk, page)
    call_back, officer = own_desk.session.services.call_back, own_desk.session.officer
    call_back.done(officer, page.model.row(0).n, Outcome.REACHED)
    QTest.keyClick(page.table, Qt.Key.Key_Y)
    own_desk.settle(qtbot)
    own_desk.settle(qtbot)
    assert not page.banner.isHidden()
    assert page.model.rowCount() == 0
