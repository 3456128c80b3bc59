"""The page after saving: what is read aloud, printed once, copied and cleared; paper that fails undoes nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

import ui.printing
from app.domain.errors import StorageProblem, UserProblem
from app.services import Recorded
from tests.desk import filed
from tests.ui.page_desk import PageDesk
from ui.pages.saved_page import SavedPage

Show = Callable[..., SavedPage]


@pytest.fixture
def show(qtbot, desk: PageDesk) -> Show:
    """File a complaint and show its page as the window does."""

    def shown(*, phone: bool = False, to_print: bool = True, **values: str) -> SavedPage:
        channel = "phone.call" if phone else "walk-in"
        recorded = filed(desk.entrance, desk.session, **{"channel": channel, **values})
        page = SavedPage(desk.ctx)
        qtbot.addWidget(page)
        page.resize(1170, 684)
        page.show_recorded(recorded, phone, to_print)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.start()
        desk.settle(qtbot)
        assert page.hasFocus()
        return page

    return shown


@pytest.fixture
def printed(monkeypatch, tmp_path: Path) -> list[str]:
    """Let the default printer print into files, and give the job titles it was handed."""
    jobs: list[str] = []

    def to_file(pdf: bytes, *, job_title: str) -> None:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / f"{len(jobs)}.pdf"))
        ui.printing.print_pdf(pdf, printer, job_title=job_title)
        jobs.append(job_title)

    monkeypatch.setattr(ui.printing, "print_on_default", to_file)
    return jobs


def press(page: SavedPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page, key, modifier)


def of(page: SavedPage) -> Recorded:
    assert page._recorded is not None
    return page._recorded


def copies(desk: PageDesk, page: SavedPage) -> int:
    return desk.session.services.issue_receipts.queries.copies(of(page).id)


def test_number_code_and_due_day_are_there_to_be_read(show: Show) -> None:
    page = show()
    assert page.facts.number.text() == of(page).number
    assert f"<b>{of(page).status_code}</b>" in page.facts.code.text()
    assert "hari" in page.facts.due.text() or "working day" in page.facts.due.text()
    assert page.facts.title.text() == "Antrean obat RSUD lebih dari empat jam"
    assert page.paper.sheet.has_sheet()
    assert not page.paper.message_card.isVisible()
    assert not page.facts.spoken_number.isVisible()


def test_printing_is_proposed_only_when_paper_was_wanted(show: Show) -> None:
    assert show().rows["print"].is_proposed()
    assert not show(to_print=False).rows["print"].is_proposed()


def test_the_original_is_printed_once_and_then_come_copies(
    qtbot, desk: PageDesk, show: Show, printed: list[str]
) -> None:
    page = show()
    press(page, Qt.Key.Key_P)
    press(page, Qt.Key.Key_P)
    desk.settle(qtbot)
    qtbot.waitUntil(lambda: page.rows["again"].isEnabled())
    press(page, Qt.Key.Key_P)
    desk.settle(qtbot)
    assert printed == [of(page).number]
    press(page, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(printed) == 2)
    desk.settle(qtbot)
    assert copies(desk, page) == 2
    assert not page.banner.isVisible()


def test_a_copy_before_the_original_is_not_printed(qtbot, desk: PageDesk, show: Show, printed: list[str]) -> None:
    page = show()
    press(page, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    desk.settle(qtbot)
    assert printed == []


@pytest.mark.parametrize("code", ["printer_absent", "printer_failed"])
def test_a_failing_printer_is_said_and_undoes_nothing(
    qtbot, desk: PageDesk, show: Show, monkeypatch, code: str
) -> None:
    def fail(pdf: bytes, *, job_title: str) -> None:
        raise UserProblem(code)

    monkeypatch.setattr(ui.printing, "print_on_default", fail)
    page = show()
    press(page, Qt.Key.Key_P)
    qtbot.waitUntil(page.banner.isVisible)
    desk.settle(qtbot)
    services = desk.session.services
    assert services.open_case.queries.complaint(of(page).id) is not None
    assert page.rows["print"].isEnabled() or page.rows["again"].isEnabled()


def test_a_pdf_gets_the_number_as_its_name(qtbot, desk: PageDesk, show: Show, tmp_path: Path) -> None:
    page = show()
    page.choose_file = lambda name: tmp_path / name  # type: ignore[method-assign]
    press(page, Qt.Key.Key_F)
    file = tmp_path / f"{of(page).number}.pdf"
    qtbot.waitUntil(file.exists)
    desk.settle(qtbot)
    assert file.read_bytes().startswith(b"%PDF")
    assert copies(desk, page) == 1


def test_thinking_better_of_a_pdf_issues_nothing(qtbot, desk: PageDesk, show: Show) -> None:
    page = show()
    page.choose_file = lambda name: None  # type: ignore[method-assign]
    press(page, Qt.Key.Key_F)
    desk.settle(qtbot)
    assert copies(desk, page) == 0


def test_a_folder_that_refuses_is_said(qtbot, show: Show, tmp_path: Path) -> None:
    page = show()
    page.choose_file = lambda name: tmp_path / "absent" / name  # type: ignore[method-assign]
    press(page, Qt.Key.Key_F)
    qtbot.waitUntil(page.banner.isVisible)


def test_the_text_for_whatsapp_leaves_the_clipboard_after_a_minute(show: Show) -> None:
    page = show()
    clipboard = QGuiApplication.clipboard()
    press(page, Qt.Key.Key_W)
    assert of(page).number in clipboard.text()
    assert "Budi Santoso" in clipboard.text()
    assert clipboard.mimeData().data("x-kde-passwordManagerHint") == b"secret"
    assert page._clipboard._timer.isActive()
    page._clipboard._timer.timeout.emit()
    assert clipboard.text() == ""


def test_what_somebody_else_copied_meanwhile_stays(show: Show) -> None:
    page = show()
    press(page, Qt.Key.Key_W)
    QGuiApplication.clipboard().setText("catatan lain")
    page.stop()
    assert QGuiApplication.clipboard().text() == "catatan lain"


def test_an_anonymous_caller_s_text_has_no_name(show: Show) -> None:
    page = show(phone=True, identity="anonymous")
    assert page.rows["copy"].is_proposed()
    assert "Budi" not in page.paper.message.toPlainText()
    assert of(page).number in page.paper.message.toPlainText()
    assert page.paper._no_name.text()


def test_by_phone_the_number_is_spelled_in_groups(show: Show) -> None:
    page = show(phone=True)
    assert page.facts.spoken_number.isVisible()
    assert page.facts.spoken_number.accessibleName().startswith("a · we · es, a, dua · enam, nol · nol · nol")
    assert page.facts.spoken_code.text().count("·") == 5
    assert page.next.accessibleName() == "Next call"


def test_a_secret_title_is_not_shown_where_the_visitor_looks(show: Show) -> None:
    page = show(secrecy="secret", title="Pelecehan oleh atasan")
    assert "Pelecehan" not in page.facts.title.text()
    assert "Pelecehan" not in page.paper.message.toPlainText()


def test_another_agency_s_time_is_not_promised(show: Show) -> None:
    page = show(agency="dishub")
    assert "<b>" not in page.facts.due.text()
    assert page.facts.due.text()


def test_escape_goes_on_and_enter_opens(qtbot, show: Show) -> None:
    page = show()
    with qtbot.waitSignal(page.next_wanted):
        press(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.case_wanted) as told:
        press(page, Qt.Key.Key_Return)
    assert told.args == [of(page).id]


def test_a_warning_that_blocked_nothing_is_repeated(show: Show) -> None:
    page = show(nik="6472039905900000")
    assert "NIK" in page.facts.warnings.text()


def test_an_answer_for_an_earlier_complaint_is_dropped(desk: PageDesk, show: Show) -> None:
    page = show(title="Yang pertama")
    late = desk.session.services.issue_receipts.message(desk.session.officer, of(page).id)
    page.show_recorded(filed(desk.entrance, desk.session, title="Yang kedua"), False)
    page._on_receipt(late)
    assert page.facts.title.text() == ""


def test_a_receipt_that_cannot_be_set_is_said(qtbot, desk: PageDesk, show: Show, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise StorageProblem("profile_unreadable", file="x")

    monkeypatch.setattr(ui.printing, "preview_image", broken)
    page = show()
    qtbot.waitUntil(page.banner.isVisible)
    assert not page.paper.sheet.has_sheet()
    assert page.facts.number.text()
