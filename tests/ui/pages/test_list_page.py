"""The list: found while typing, stale answers dropped, a whole number opens its case, many receipts in one go."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

import ui.printing
from app.domain.access import Role
from app.domain.errors import UserProblem
from app.domain.listing import ListPage as Page
from app.services import Recorded
from tests.desk import another, filed
from tests.ui.page_desk import PageDesk, page_desk
from ui.pages.list_page import ListPage

Open = Callable[..., ListPage]
MANY = 57


@pytest.fixture(scope="module")
def recorded(listed: PageDesk) -> list[Recorded]:
    """File 57 complaints, three of them about medicine; the newest is a colleague's secret."""
    made = []
    for n in range(MANY - 1):
        about = "Obat habis" if n in (3, 30, 50) else "Lampu jalan mati"
        made.append(filed(listed.entrance, listed.session, title=f"{about} nomor {n}", name=f"Warga {n}"))
        listed.clock.advance(minutes=1)
    colleague = another(listed.session, Role.OFFICER)
    made.append(filed(listed.entrance, listed.session, colleague, secrecy="secret", title="Pungutan liar"))
    return made


@pytest.fixture(scope="module")
def listed(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def page(qtbot, listed: PageDesk, recorded: list[Recorded]) -> ListPage:
    return opened(qtbot, listed)


def opened(qtbot, desk: PageDesk, role: Role = Role.ADMIN) -> ListPage:
    officer = replace(desk.session.officer, role=role)
    made = ListPage(replace(desk.ctx, session=replace(desk.session, officer=officer)))
    qtbot.addWidget(made)
    made.resize(1170, 684)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    desk.settle(qtbot)
    return made


def look(qtbot, desk: PageDesk, page: ListPage, text: str) -> None:
    """Type, and wait until the pause is over and the answer is here."""
    QTest.keyClicks(page.search, text)
    qtbot.waitUntil(lambda: not page._pause.isActive())
    desk.settle(qtbot)


def test_it_opens_with_the_newest_first_and_the_focus_in_the_search(page: ListPage, recorded: list[Recorded]) -> None:
    assert page.search.hasFocus()
    assert page.model.row(0).number == recorded[-1].number
    assert page.rows_shown() == 50


def test_the_end_of_the_list_brings_the_next_page(qtbot, listed: PageDesk, page: ListPage) -> None:
    page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: page.rows_shown() == MANY)
    listed.settle(qtbot)
    assert len({page.model.row(n).id for n in range(MANY)}) == MANY


def test_typing_finds_by_words_after_a_short_pause(qtbot, listed: PageDesk, page: ListPage) -> None:
    look(qtbot, listed, page, "obat hab")
    assert [page.model.row(n).title for n in range(page.rows_shown())] == [
        "Obat habis nomor 50",
        "Obat habis nomor 30",
        "Obat habis nomor 3",
    ]


def test_enter_goes_into_the_rows_and_enter_again_opens(qtbot, listed: PageDesk, page: ListPage) -> None:
    look(qtbot, listed, page, "obat")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.case_wanted) as wanted:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == [page.model.row(1).id]


def test_enter_before_the_answer_waits_for_it_and_opens_a_single_hit(qtbot, page: ListPage) -> None:
    QTest.keyClicks(page.search, "habis nomor 50")
    with qtbot.waitSignal(page.case_wanted) as wanted:
        QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert wanted.args == [page.model.row(0).id]
    assert page.model.row(0).title == "Obat habis nomor 50"


def test_a_scanned_number_opens_its_case_even_a_secret_one(qtbot, page: ListPage, recorded: list[Recorded]) -> None:
    for complaint in (recorded[7], recorded[-1]):
        page.search.clear()
        with qtbot.waitSignal(page.case_wanted) as wanted:
            QTest.keyClicks(page.search, complaint.number.lower())
            QTest.keyClick(page.search, Qt.Key.Key_Return)
        assert wanted.args == [complaint.id]


def test_a_mistyped_number_is_said_at_the_field(qtbot, listed: PageDesk, page: ListPage) -> None:
    QTest.keyClicks(page.search, "AWS-A-26-000001-00")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert "Dua angka terakhir" in (page._field.error() or "")
    page.search.clear()
    assert page._field.error() is None


def test_a_number_of_another_desk_is_said_to_be_unknown(qtbot, listed: PageDesk, page: ListPage) -> None:
    from app.domain.number import ComplaintNumber

    other = ComplaintNumber(agency="DISHUB", series="B", year=2026, running=77)
    QTest.keyClicks(page.search, str(other))
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    listed.settle(qtbot)
    assert page._field.error()
    assert page.search.hasFocus()


def test_nothing_found_says_what_to_do(qtbot, listed: PageDesk, page: ListPage) -> None:
    look(qtbot, listed, page, "zzzz")
    assert page.rows_shown() == 0
    assert page._empty.isVisible()
    assert page._empty.text()
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page._pause.isActive())
    listed.settle(qtbot)
    assert page.rows_shown() == 50


class LateLane:
    """A lane whose answers come when the test says so, in any order."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, Any]] = []

    def ask(self, work: Any, done: Any, failed: Any = None, *, owner: Any = None, interrupt: Any = None) -> Any:
        from ui.lane import Request

        request = Request()
        self.asked.append((done, request))
        return request

    def answer(self, number: int, value: object) -> None:
        done, request = self.asked[number]
        if not request.cancelled:
            done(value)


def test_a_stale_answer_is_dropped(qtbot, listed: PageDesk, recorded: list[Recorded]) -> None:
    lane = LateLane()
    made = ListPage(replace(listed.ctx, read=lane))  # type: ignore[arg-type]
    qtbot.addWidget(made)
    rows = listed.session.services.find_complaints(listed.session.officer).rows
    made.search.setText("obat")
    made._look()
    made.search.setText("obat h")
    made._look()
    lane.answer(1, Page(rows=rows[:1], after=None))
    lane.answer(0, Page(rows=rows, after=None))
    assert made.rows_shown() == 1


def test_letters_typed_in_the_rows_go_on_searching(qtbot, listed: PageDesk, page: ListPage) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_O)
    assert page.search.hasFocus()
    assert page.search.text() == "o"


def test_up_from_the_first_row_returns_to_the_search(page: ListPage) -> None:
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    assert page.search.hasFocus()


# ---- receipts ----


@pytest.fixture
def printed(monkeypatch) -> list[tuple[str, bytes]]:
    jobs: list[tuple[str, bytes]] = []
    monkeypatch.setattr(ui.printing, "print_on_default", lambda pdf, *, job_title: jobs.append((job_title, pdf)))
    return jobs


def test_marked_rows_are_printed_in_one_go(qtbot, listed: PageDesk, page: ListPage, printed: list) -> None:
    look(qtbot, listed, page, "obat")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    ids = page.model.marked()
    assert len(ids) == 2
    assert "2" in page.print_button.text()
    queries = listed.session.services.issue_receipts.queries
    before = [queries.copies(id) for id in ids]
    QTest.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(printed), timeout=20_000)
    listed.settle(qtbot)
    assert len(printed) == 1
    assert ui.printing.page_count(printed[0][1]) == 2
    assert [queries.copies(id) for id in ids] == [count + 1 for count in before]
    assert page.model.marked() == ()
    assert page.banner.isVisible()


def test_ctrl_a_marks_all_shown_and_again_none(page: ListPage) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(page.model.marked()) == 50
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.model.marked() == ()


def test_a_printer_that_fails_is_said_and_noted(qtbot, listed: PageDesk, page: ListPage, monkeypatch) -> None:
    def refuse(pdf: bytes, *, job_title: str) -> None:
        raise UserProblem("printer_failed")

    monkeypatch.setattr(ui.printing, "print_on_default", refuse)
    look(qtbot, listed, page, "habis nomor 50")
    id = page.model.row(0).id
    page.print_button.click()
    qtbot.waitUntil(page.banner.isVisible, timeout=20_000)
    listed.settle(qtbot)
    assert page.banner.accessibleName() == listed.ctx.words.problem(UserProblem("printer_failed")).title
    facts = listed.session.services.open_case(listed.session.officer, id).facts
    assert [fact.kind.value for fact in facts][:1] == ["recorded"]


def test_marked_receipts_are_saved_as_one_file(qtbot, listed: PageDesk, page: ListPage, tmp_path: Path) -> None:
    page.table.setFocus()
    for _ in range(3):
        QTest.keyClick(page.table, Qt.Key.Key_Space)
        QTest.keyClick(page.table, Qt.Key.Key_Down)
    page.save_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "out.pdf"))
    dialog.reject()
    qtbot.waitUntil(lambda: (tmp_path / "out.pdf").exists(), timeout=20_000)
    listed.settle(qtbot)
    assert ui.printing.page_count((tmp_path / "out.pdf").read_bytes()) == 3


def test_an_officer_prints_the_chosen_row_and_marks_nothing(
    qtbot, listed: PageDesk, recorded: list[Recorded], printed: list
) -> None:
    page = opened(qtbot, listed, Role.OFFICER)
    assert page.table.isColumnHidden(0)
    look(qtbot, listed, page, recorded[12].number)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.model.marked() == ()
    page.print_button.click()
    qtbot.waitUntil(lambda: bool(printed), timeout=20_000)
    listed.settle(qtbot)
    assert [title for title, _ in printed] == [recorded[12].number]


def test_an_auditor_sees_and_prints_nothing(qtbot, listed: PageDesk, recorded: list[Recorded]) -> None:
    page = opened(qtbot, listed, Role.AUDITOR)
    assert page.rows_shown() == 50
    assert not page.print_button.isVisible()
