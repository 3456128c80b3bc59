"""Hari ini: every case one key away, the choice kept over looking anew, more of a group when wanted."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.access import Role
from app.domain.errors import StorageProblem
from app.domain.ids import ComplaintId
from app.domain.today import Today, TodayGroup
from app.usecases.look_at_today import FIRST
from tests.builders import FixedClock
from tests.desk import another, filed, with_journeys
from tests.ui.day_scene import DUE, ENDED, LATE, REFUSED, SHARED, WAITING, make_day
from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui.models.today_model import TITLE
from ui.pages.today_page import TodayPage


@pytest.fixture
def own_desk(qapp, tmp_path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk", clock=FixedClock(COUNTER_TIME)) as made:
        yield made


@pytest.fixture
def page(qtbot, own_desk: PageDesk) -> TodayPage:
    made = TodayPage(own_desk.ctx)
    qtbot.addWidget(made)
    made.resize(1180, 690)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def opened(qtbot, desk: PageDesk, page: TodayPage) -> TodayPage:
    page.start()
    desk.settle(qtbot)
    return page


def title(page: TodayPage) -> str:
    return str(page.model.index(page.table.chosen(), TITLE).data())


def titles(page: TodayPage) -> list[str]:
    return [str(page.model.index(n, TITLE).data()) for n in range(page.model.rowCount()) if page.model.row(n)]


def test_a_full_day_stands_in_groups_with_the_first_case_chosen(qtbot, own_desk: PageDesk, page: TodayPage) -> None:
    make_day(own_desk)
    opened(qtbot, own_desk, page)
    assert titles(page)[:8] == [
        DUE, f"Counter B {SHARED}", LATE, "Counter B AC ruang tunggu UGD mati", WAITING, DUE, REFUSED,
        "Petugas loket 4 tidak di tempat",
    ]  # fmt: skip
    assert titles(page)[-1] == ENDED
    assert page.sentence.text() == (
        "2 due today · 2 late · 1 waiting for the reporter · 2 refused · 2 not sent yet · 1 not told yet"
    )
    assert (page.date.text(), page.as_of.text()) == (
        "Senin, 23 November 2026 · 09.41", "Centre and other counters as of 07.41",
    )  # fmt: skip
    assert page.table.hasFocus()
    assert page.aside.number.text() == page.model.row(1).case.number  # type: ignore[union-attr]
    assert not page.aside.isHidden()


def test_arrows_go_from_case_to_case_and_from_group_to_group(qtbot, own_desk: PageDesk, page: TodayPage) -> None:
    make_day(own_desk)
    opened(qtbot, own_desk, page)
    seen = [title(page)]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(page.table, key)
        seen.append(title(page))
    counter_b = f"Counter B {SHARED}"
    assert seen == [DUE, counter_b, LATE, counter_b, LATE, WAITING, LATE]
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    assert title(page) == DUE
    for _ in range(9):
        QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert title(page) == ENDED


@pytest.mark.parametrize(("key", "at"), [(Qt.Key.Key_Return, 1), (Qt.Key.Key_B, 2), (Qt.Key.Key_C, 4)])
def test_each_case_is_one_key_away(qtbot, own_desk: PageDesk, page: TodayPage, key: Qt.Key, at: int) -> None:
    make_day(own_desk)
    opened(qtbot, own_desk, page)
    row = page.model.row(at)
    assert row is not None
    with qtbot.waitSignal(page.case_wanted) as wanted:
        QTest.keyClick(page.table, key)
    assert wanted.args == [row.case.id]
    assert page.table.chosen() == at


def test_a_letter_that_no_case_has_does_nothing_and_esc_goes_back(qtbot, own_desk: PageDesk, page: TodayPage) -> None:
    make_day(own_desk)
    opened(qtbot, own_desk, page)
    with qtbot.assertNotEmitted(page.case_wanted):
        QTest.keyClick(page.table, Qt.Key.Key_Z)
    with qtbot.waitSignal(page.back_wanted):
        QTest.keyClick(page.table, Qt.Key.Key_Escape)


def test_the_choice_stays_with_its_case_while_others_come_and_go(qtbot, own_desk: PageDesk, page: TodayPage) -> None:
    ids = make_day(own_desk)
    opened(qtbot, own_desk, page)
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert title(page) == LATE
    dated = {"received_at": "16-11-2026 09.00", "backdate_reason": "dicatat di buku"}
    filed(own_desk.entrance, own_desk.session, title="Lampu padam", **dated)
    opened(qtbot, own_desk, page)
    assert (title(page), page.table.chosen()) == (LATE, 5)
    services, officer = own_desk.session.services, own_desk.session.officer
    seen = services.open_case(officer, ids[0]).version
    services.void_complaint(officer, ids[0], "tercatat dua kali", seen_version=seen)
    opened(qtbot, own_desk, page)
    assert title(page) == "Counter B AC ruang tunggu UGD mati"


def test_the_panel_tells_the_days_and_what_the_centre_said(qtbot, own_desk: PageDesk, page: TodayPage) -> None:
    make_day(own_desk)
    opened(qtbot, own_desk, page)
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    own_desk.settle(qtbot)
    said = [one.text() for one in page.aside.findChildren(type(page.aside.text)) if one.isVisible()]
    assert "Kam 19-11-2026\n2 working day(s) late" in said
    assert "Dalam Proses (as of 3 days ago)" in said
    assert "B••• S•••••• · terbuka" in said
    assert page.aside.text.text().startswith("Sampel darah diambil 4 dan 9 November.")
    assert page.aside.call_button.isEnabled()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    own_desk.settle(qtbot)
    assert page.aside.title.text() == "AC ruang tunggu UGD mati"
    assert not page.aside.call_button.isEnabled()


def test_a_secret_case_of_another_shows_nothing_but_that_it_is_there(qtbot, own_desk: PageDesk, tmp_path) -> None:
    colleague = another(own_desk.session, Role.OFFICER)
    dated = {"received_at": "12-11-2026 09.00", "backdate_reason": "dicatat di buku"}
    told = filed(own_desk.entrance, own_desk.session, colleague, secrecy="secret", title="Pungutan", **dated)
    page = TodayPage(own_desk.ctx)
    qtbot.addWidget(page)
    opened(qtbot, own_desk, page)
    assert titles(page)[0] == "rahasia"
    said = " ".join(one.text() for one in page.aside.findChildren(type(page.aside.text)))
    assert told.number in said
    assert "Secret report" in said
    assert "Pungutan" not in said
    assert "19-11-2026" not in said


def test_more_of_a_group_is_shown_when_wanted(qtbot, own_desk: PageDesk, page: TodayPage) -> None:
    many = FIRST[TodayGroup.UNSENT] + 2
    for n in range(many):
        filed(own_desk.entrance, own_desk.session, title=f"Lampu {n} padam")
    opened(qtbot, own_desk, page)
    assert page.rows_shown() == FIRST[TodayGroup.UNSENT]
    last = page.model.rowCount() - 1
    page.table.choose(last)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    own_desk.settle(qtbot)
    assert page.rows_shown() == many
    assert page.table.chosen() == last
    assert title(page) == f"Lampu {many - 2} padam"


def test_a_day_without_anything_says_so(qtbot, own_desk: PageDesk, page: TodayPage) -> None:
    opened(qtbot, own_desk, page)
    assert page.sentence.text() == "Nothing is due, late or waiting."
    assert page.empty.isVisible()
    assert page.empty.text() == "Nothing is due, nothing waits to be told or sent."
    assert page.aside.isHidden()
    assert page.hasFocus()
    filed(own_desk.entrance, own_desk.session)
    page.look()
    own_desk.settle(qtbot)
    assert page.table.hasFocus()


def test_calling_back_is_asked_with_a_reason(qtbot, own_desk: PageDesk, page: TodayPage) -> None:
    make_day(own_desk)
    opened(qtbot, own_desk, page)
    for _ in range(9):
        QTest.keyClick(page.table, Qt.Key.Key_Right)
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = page._calls._dialog
    assert dialog is not None
    with qtbot.waitSignal(page.changed):
        dialog.given.emit("kabari hasilnya")
    (row,) = own_desk.session.services.call_back.waiting(own_desk.session.officer)
    assert row.complaint_id == page.model.row(page.table.chosen()).case.id  # type: ignore[union-attr]
    assert page.banner.isVisible()


def test_a_look_that_fails_says_why_and_keeps_what_was_shown(qtbot, own_desk: PageDesk) -> None:
    filed(own_desk.entrance, own_desk.session)
    look = own_desk.session.services.look_at_today
    broken: list[bool] = []

    class Looks:
        interrupt = look.interrupt

        def __call__(self, *asked: Any) -> Today:
            if broken:
                raise StorageProblem("database_busy")
            return look(*asked)

    session = with_journeys(own_desk.session, look_at_today=Looks())
    page = TodayPage(replace(own_desk.ctx, session=session))
    qtbot.addWidget(page)
    opened(qtbot, own_desk, page)
    broken.append(True)
    opened(qtbot, own_desk, page)
    assert not page.banner.isHidden()
    assert page.rows_shown() == 1


def test_stopping_asks_for_nothing_more(qtbot, own_desk: PageDesk, page: TodayPage) -> None:
    filed(own_desk.entrance, own_desk.session)
    page.look()
    page.stop()
    own_desk.settle(qtbot)
    assert page.rows_shown() == 0
    assert page.may_leave()


def test_looking_anew_without_news_leaves_the_table_as_it_is(qtbot, own_desk: PageDesk, page: TodayPage) -> None:
    make_day(own_desk)
    opened(qtbot, own_desk, page)
    with qtbot.assertNotEmitted(page.model.modelReset):
        own_desk.clock.advance(minutes=1)
        page.look()
        own_desk.settle(qtbot)
    assert page.date.text().endswith("09.42")
    own_desk.clock.advance(days=1)
    with qtbot.waitSignal(page.model.modelReset):
        page.look()


def test_what_was_refused_says_what_to_do(qtbot, own_desk: PageDesk, page: TodayPage) -> None:
    make_day(own_desk)
    opened(qtbot, own_desk, page)
    assert page.aside.advice.isHidden()
    for _ in range(3):
        QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert page.aside.advice.isVisible()
    assert "Dinas Perhubungan" in page.aside.advice.text()


def test_a_view_of_a_case_that_is_chosen_no_more_is_not_shown(qtbot, own_desk: PageDesk, page: TodayPage) -> None:
    make_day(own_desk)
    opened(qtbot, own_desk, page)
    other = own_desk.session.services.open_case(own_desk.session.officer, ComplaintId(page.model.row(4).case.id))  # type: ignore[union-attr]
    before = page.aside.text.text()
    page._on_view(other)
    assert page.aside.text.text() == before
