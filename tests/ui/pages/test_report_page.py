"""The report page: a period by keyboard, the figures of what was filed, files by one key, and who may not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.domain.access import Role
from app.domain.errors import StorageProblem
from app.domain.period import Period, read_period
from app.texts import LANGUAGES, texts
from app.usecases.management_report import ManagementReport
from tests.builders import FixedClock
from tests.desk import filed
from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui.pages.report_page import ReportPage
from ui.widgets.line_list import LINE


@pytest.fixture
def own_desk(qapp, tmp_path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk", clock=FixedClock(COUNTER_TIME)) as made:
        yield made


def opened(qtbot, desk: PageDesk, role: Role = Role.ADMIN) -> ReportPage:
    officer = replace(desk.session.officer, role=role)
    page = ReportPage(replace(desk.ctx, session=replace(desk.session, officer=officer)))
    qtbot.addWidget(page)
    page.resize(1180, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.start()
    desk.settle(qtbot)
    return page


def figures(page: ReportPage) -> list[str]:
    return [tile.value() for tile in page.tiles]


def shown(page: ReportPage) -> dict[str, list[str]]:
    model = page.model
    rows = range(model.rowCount())
    return {
        str(model.index(row, 0).data()): [str(model.index(row, n).data()) for n in range(1, model.columnCount())]
        for row in rows
    }


def titles(page: ReportPage) -> list[str]:
    return [page.tables.index(row, 0).data(LINE).head for row in range(page.tables.rowCount())]


def test_it_opens_on_this_month_with_the_keyboard_in_the_period(qtbot, own_desk: PageDesk) -> None:
    filed(own_desk.entrance, own_desk.session)
    filed(
        own_desk.entrance,
        own_desk.session,
        title="Parkir sempit",
        received_at="30-10-2026 09.00",
        backdate_reason="surat",
    )
    page = opened(qtbot, own_desk)
    assert page.period.typed.hasFocus()
    assert page.period.typed.value() == "November 2026"
    assert figures(page) == ["1", "0", "1", "–", "0"]
    assert "November 2026 · per 23 November 2026 09.41; hanya PC ini (loket A)" in page.state.text()
    assert titles(page)[0] == "Kanal"
    assert shown(page) == {"Tatap muka › Loket": ["1", "100 %"], "Jumlah": ["1", "100 %"]}


def test_arrows_turn_the_period_and_typing_jumps(qtbot, own_desk: PageDesk) -> None:
    filed(own_desk.entrance, own_desk.session, received_at="30-10-2026 09.00", backdate_reason="surat")
    page = opened(qtbot, own_desk)
    assert figures(page)[0] == "0"
    QTest.keyClick(page.period.typed, Qt.Key.Key_Down)
    own_desk.settle(qtbot)
    assert (page.period.typed.value(), figures(page)[0]) == ("Oktober 2026", "1")
    page.period.typed.selectAll()
    QTest.keyClicks(page.period.typed, "2026")
    QTest.keyClick(page.period.typed, Qt.Key.Key_Return)
    own_desk.settle(qtbot)
    assert (page.period.period, page.period.kind.value(), figures(page)[0]) == (Period.parse("2026"), "year", "1")
    assert titles(page)[0] == "Diterima per bulan"
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    own_desk.settle(qtbot)
    assert (page.period.period, figures(page)[0]) == (Period.parse("2025"), "0")
    page.period.kind.choose("quarter")
    own_desk.settle(qtbot)
    assert (page.period.period, page.period.typed.value()) == (Period.parse("2025-Q4"), "triwulan 4 2025")


def test_what_is_no_period_is_said_at_its_field_and_changes_nothing(qtbot, own_desk: PageDesk) -> None:
    page = opened(qtbot, own_desk)
    page.period.typed.set_value("semester 1")
    QTest.keyClick(page.period.typed, Qt.Key.Key_Return)
    own_desk.settle(qtbot)
    assert "2026-Q1" in str(page.period._typed_field.error())
    assert page.period.period == Period.parse("2026-11")
    page.period.typed.set_value("tw 2")
    QTest.keyClick(page.period.typed, Qt.Key.Key_Return)
    own_desk.settle(qtbot)
    assert page.period._typed_field.error() is None
    assert page.period.period == Period.parse("2026-Q2")


def test_the_chosen_table_stays_chosen_when_the_period_changes(qtbot, own_desk: PageDesk) -> None:
    filed(own_desk.entrance, own_desk.session)
    page = opened(qtbot, own_desk)
    page.list.choose(titles(page).index("Status di loket"))
    assert shown(page)["tercatat"] == ["1", "100 %"]
    page.period.kind.choose("quarter")
    own_desk.settle(qtbot)
    assert shown(page)["tercatat"] == ["0", "1", "0", "1", "100 %"]
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page.table.hasFocus()


def test_a_table_without_rows_says_so(qtbot, own_desk: PageDesk) -> None:
    page = opened(qtbot, own_desk)
    page.list.choose(titles(page).index("Dikembalikan oleh pusat"))
    assert page._room.currentIndex() == 1
    assert page.note.text() == "Hanya laporan yang dicatat di PC ini."


@pytest.mark.parametrize(("key", "ending", "begins"), [(Qt.Key.Key_P, "pdf", b"%PDF"), (Qt.Key.Key_E, "xlsx", b"PK")])
def test_one_key_asks_for_a_file_and_writes_it(
    qtbot, own_desk: PageDesk, tmp_path: Path, key: Qt.Key, ending: str, begins: bytes
) -> None:
    filed(own_desk.entrance, own_desk.session)
    page = opened(qtbot, own_desk)
    QTest.keyClick(page.period.typed, key, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith(f"laporan-AWS-2026-11.{ending}")
    file = tmp_path / f"laporan.{ending}"
    dialog.fileSelected.emit(str(file))
    own_desk.settle(qtbot)
    dialog.reject()
    assert file.read_bytes().startswith(begins)
    assert page.banner.accessibleName() == f"The report is saved in {file.name}"


def test_what_is_typed_but_not_yet_taken_is_what_is_saved(qtbot, own_desk: PageDesk) -> None:
    page = opened(qtbot, own_desk)
    page.period.typed.set_value("tw 2")
    QTest.keyClick(page.period.typed, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert page.findChild(QFileDialog) is None
    own_desk.settle(qtbot)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("laporan-AWS-2026-Q2.pdf")
    dialog.reject()


def test_nothing_is_saved_of_a_period_that_is_none(qtbot, own_desk: PageDesk) -> None:
    page = opened(qtbot, own_desk)
    page.period.typed.set_value("entah")
    QTest.keyClick(page.period.typed, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    own_desk.settle(qtbot)
    assert page.findChild(QFileDialog) is None
    assert page.period._typed_field.error()


def test_a_file_that_cannot_be_written_is_said(qtbot, own_desk: PageDesk, tmp_path: Path) -> None:
    page = opened(qtbot, own_desk)
    page.save_pdf()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "nowhere" / "laporan.pdf"))
    own_desk.settle(qtbot)
    dialog.reject()
    assert page.banner.isVisible()
    assert not page._run.saving


def test_an_officer_is_told_whom_to_ask_and_nothing_is_read(qtbot, own_desk: PageDesk, monkeypatch) -> None:
    def never(*_: Any) -> None:
        raise AssertionError("nothing is read")

    monkeypatch.setattr(ManagementReport, "__call__", never)
    page = opened(qtbot, own_desk, Role.OFFICER)
    assert page._rooms.currentIndex() == 1
    assert not page.pdf.isVisible()
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert page.findChild(QFileDialog) is None


def test_a_damaged_database_is_said_and_nothing_can_be_saved(qtbot, own_desk: PageDesk, monkeypatch) -> None:
    def damaged(*_: Any) -> None:
        raise StorageProblem("database_damaged")

    monkeypatch.setattr(ManagementReport, "__call__", damaged)
    page = opened(qtbot, own_desk)
    assert page.banner.isVisible()
    assert not page.pdf.isEnabled()


def test_of_periods_asked_for_one_after_the_other_the_last_is_shown(qtbot, own_desk: PageDesk) -> None:
    filed(own_desk.entrance, own_desk.session)
    page = opened(qtbot, own_desk)
    for _ in range(6):
        page.period.later.click()
    for _ in range(6):
        page.period.earlier.click()
    own_desk.settle(qtbot)
    assert (page.period.typed.value(), figures(page)[0]) == ("November 2026", "1")
    assert page.pdf.isEnabled()
    assert not page.banner.isVisible()
    page.stop()


def test_leaving_breaks_off_what_is_being_read_and_coming_back_reads_anew(qtbot, own_desk: PageDesk) -> None:
    page = opened(qtbot, own_desk)
    page.period.earlier.click()
    assert page.may_leave()
    own_desk.settle(qtbot)
    assert not page.pdf.isEnabled()
    assert not page.banner.isVisible()
    filed(own_desk.entrance, own_desk.session, received_at="30-10-2026 09.00", backdate_reason="surat")
    page.start()
    own_desk.settle(qtbot)
    assert (page.period.typed.value(), figures(page)[0]) == ("Oktober 2026", "1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_that_a_period_is_shown_by_is_understood(qtbot, own_desk: PageDesk, language: str) -> None:
    page = ReportPage(replace(own_desk.ctx, words=texts(language), language=language))
    qtbot.addWidget(page)
    for written in ("2026", *(f"2026-Q{n}" for n in range(1, 5)), *(f"2025-{n:02d}" for n in range(1, 13))):
        period = Period.parse(written)
        assert read_period(page._name_of(period), COUNTER_TIME.date()) == period
