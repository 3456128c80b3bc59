"""The page where somebody asks for a status: refused in words, said aloud, gone when the desk turns elsewhere."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.asking import StatusAsked
from app.domain.follow_up import FactKind
from tests.desk import filed
from tests.ui.page_desk import PageDesk
from ui.pages.status_page import StatusPage


@pytest.fixture
def page(qtbot, desk: PageDesk) -> Iterator[StatusPage]:
    made = StatusPage(desk.ctx)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    yield made
    desk.settle(qtbot)


def asked(qtbot, desk: PageDesk, page: StatusPage, number: str, code: str = "", **facts: str) -> None:
    page.begin(StatusAsked(number=number, facts=facts))
    page.code.set_value(code)
    page.ask()
    desk.settle(qtbot)


def test_a_number_that_is_wrong_is_said_at_its_field(qtbot, desk: PageDesk, page: StatusPage) -> None:
    for number in ("halo", "AWS-A-26-000001-00", "AWS-A-26-999999-57"):
        asked(qtbot, desk, page, number, "AAAAAA")
        assert page._number_field.error()
        assert page.number.hasFocus()
        assert page.banner.isHidden()


def test_too_little_asks_for_more_and_a_wrong_code_says_no_more_than_that(qtbot, desk, page: StatusPage) -> None:
    recorded = filed(desk.entrance, desk.session)
    asked(qtbot, desk, page, recorded.number, name="Budi Santoso")
    assert not page.banner.isHidden()
    assert page.code.hasFocus()
    asked(qtbot, desk, page, recorded.number, "AAAAAA")
    assert "Budi" not in page.banner.accessibleDescription()
    assert not page.answer.say.text()


def test_editing_the_question_takes_the_answer_away(qtbot, desk: PageDesk, page: StatusPage) -> None:
    recorded = filed(desk.entrance, desk.session)
    asked(qtbot, desk, page, recorded.number, recorded.status_code)
    assert page.answer.say.text()
    page.number.setText("AWS")
    assert not page.answer.say.text()
    page.keep_note()
    desk.settle(qtbot)
    kinds = [fact.kind for fact in desk.session.services.open_case(desk.session.officer, recorded.id).facts]
    assert FactKind.STATUS_TOLD not in kinds


def test_enter_twice_notes_once(qtbot, desk: PageDesk, page: StatusPage) -> None:
    recorded = filed(desk.entrance, desk.session)
    asked(qtbot, desk, page, recorded.number, recorded.status_code)
    focus = QApplication.focusWidget()
    assert focus is page.answer.note
    QTest.keyClick(focus, Qt.Key.Key_Return)
    QTest.keyClick(focus, Qt.Key.Key_Return)
    desk.settle(qtbot)
    kinds = [fact.kind for fact in desk.session.services.open_case(desk.session.officer, recorded.id).facts]
    assert kinds.count(FactKind.STATUS_TOLD) == 1


@pytest.mark.parametrize("way", ["cover", "stop", "may_leave"])
def test_nothing_of_anybody_is_left_standing(qtbot, desk: PageDesk, page: StatusPage, way: str) -> None:
    recorded = filed(desk.entrance, desk.session)
    asked(qtbot, desk, page, recorded.number, recorded.status_code, name="Budi Santoso")
    getattr(page, way)()
    assert not page.answer.say.text()
    assert not page.number.value()
    assert not page.facts["name"].typed()


def test_a_secret_report_tells_its_status_and_not_its_title(qtbot, desk: PageDesk, page: StatusPage) -> None:
    recorded = filed(desk.entrance, desk.session, secrecy="secret", title="Pungutan di ruang operasi")
    asked(qtbot, desk, page, recorded.number, recorded.status_code)
    assert page.answer.say.text()
    assert "Pungutan" not in page.answer.say.text()
