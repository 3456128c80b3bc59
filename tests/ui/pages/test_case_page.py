"""The case: everything at a glance, identity and secrets only on purpose, the LAPOR! number, copies of the receipt."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import ui.printing
from app.domain.access import Role
from app.domain.changes import TrackingGiven
from app.domain.complaint import Forwarder
from app.domain.errors import UserProblem
from app.domain.follow_up import FactKind
from app.domain.officer import Officer
from app.domain.task import TaskKind
from app.services import Recorded
from tests.desk import another, filed
from tests.ui.house import shared_case, told, told_of_case
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.central_status import CentralStatusDialog
from ui.dialogs.forwarder import ForwarderDialog
from ui.dialogs.reason import ReasonDialog
from ui.models.facts_model import MOMENT
from ui.pages.case_page import CasePage

NIK = "6472031205900007"
PHONE = "5550"
Open = Callable[..., CasePage]


@pytest.fixture(scope="module")
def cases(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture(scope="module")
def colleague(cases: PageDesk) -> Officer:
    return another(cases.session, Role.OFFICER)


@pytest.fixture
def show(qtbot, cases: PageDesk) -> Open:
    def shown(recorded: Recorded, officer: Officer | None = None) -> CasePage:
        session = replace(cases.session, officer=officer or cases.session.officer)
        page = CasePage(replace(cases.ctx, session=session))
        qtbot.addWidget(page)
        page.resize(1170, 684)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.open(recorded.id)
        page.start()
        cases.settle(qtbot)
        return page

    return shown


def shown_text(page: CasePage) -> str:
    sheet = page.sheet
    history = sheet.history_model
    facts = [str(history.data(history.index(row))) for row in range(history.rowCount())]
    labels = (sheet.number, sheet.lapor, sheet.reporter, sheet.contact, sheet.below_text, sheet.title)
    return "\n".join([*(label.text() for label in labels), sheet.text.toPlainText(), *facts])


def reason_dialog() -> ReasonDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReasonDialog)
    return dialog


def test_a_case_shows_number_text_history_and_due_dates(cases: PageDesk, show: Open) -> None:
    recorded = filed(cases.entrance, cases.session)
    page = show(recorded)
    told = shown_text(page)
    assert recorded.number in told
    assert "Antrean obat RSUD" in told
    assert "nomor antrean A-114" in told
    assert "Laporan dicatat" in told
    assert page.sheet._answer[1].text() == "Sen 30-11-2026"
    assert page.sheet._answer[2].text() == "5 working day(s) left"
    assert page.sheet.history.hasFocus()


def test_the_reporter_is_masked_until_the_deliberate_act(qtbot, cases: PageDesk, show: Open) -> None:
    page = show(filed(cases.entrance, cases.session))
    assert "Budi" not in shown_text(page)
    assert NIK not in shown_text(page)
    QTest.keyClick(page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    dialog = reason_dialog()
    QTest.keyClicks(dialog.reason, "menelepon soal bukti")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    cases.settle(qtbot)
    told = shown_text(page)
    assert "Budi Santoso" in told
    assert NIK in told
    assert "Identitas dibuka: menelepon soal bukti" in told


def test_leaving_the_page_or_a_minute_covers_the_identity_again(qtbot, cases: PageDesk, show: Open) -> None:
    page = show(filed(cases.entrance, cases.session))
    for cover in (page.may_leave, page._covering.timeout.emit, page.ask_identity):
        page.ask_identity()
        dialog = reason_dialog()
        dialog.reason.setText("menelepon kembali")
        dialog.ok.click()
        cases.settle(qtbot)
        assert "Budi Santoso" in shown_text(page)
        assert page._covering.interval() == 60_000
        cover()
        assert "Budi" not in shown_text(page)
        assert NIK not in shown_text(page)


def test_a_reason_too_short_is_asked_again_and_nothing_is_opened(qtbot, cases: PageDesk, show: Open) -> None:
    page = show(filed(cases.entrance, cases.session))
    page.ask_identity()
    dialog = reason_dialog()
    QTest.keyClicks(dialog.reason, "ok")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    cases.settle(qtbot)
    assert dialog.isVisible()
    assert "5 huruf" in (dialog.field.error() or "")
    assert "Budi" not in shown_text(page)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_nameless_case_has_nothing_to_show(cases: PageDesk, show: Open) -> None:
    page = show(
        filed(
            cases.entrance,
            cases.session,
            identity="nameless",
            name="",
            nik="",
            phone="",
            address="",
            returns_to_desk="ya",
        )
    )
    assert not page.sheet.identity_button.isVisible()
    page.ask_identity()
    assert QApplication.activeModalWidget() is None


def test_a_colleagues_secret_shows_number_and_status_only(cases: PageDesk, show: Open, colleague: Officer) -> None:
    recorded = filed(cases.entrance, cases.session, secrecy="secret", title="Pungutan di ruang operasi")
    page = show(recorded, colleague)
    told = shown_text(page)
    assert recorded.number in told
    assert "Pungutan" not in told
    assert "A-114" not in told
    assert not page.sheet.secret_button.isVisible()
    assert not page.sheet.identity_button.isVisible()


def test_a_supervisor_opens_it_with_a_reason_that_is_noted(
    qtbot, cases: PageDesk, show: Open, colleague: Officer
) -> None:
    recorded = filed(cases.entrance, cases.session, colleague, secrecy="secret", title="Pungutan di ruang operasi")
    page = show(recorded)
    assert "Pungutan" not in shown_text(page)
    page.sheet.secret_button.click()
    dialog = reason_dialog()
    dialog.reason.setText("pemeriksaan bulanan")
    dialog.ok.click()
    cases.settle(qtbot)
    told = shown_text(page)
    assert "Pungutan di ruang operasi" in told
    assert "Laporan rahasia dibuka: pemeriksaan bulanan" in told


def test_the_lapor_number_is_stored_with_enter(qtbot, cases: PageDesk, show: Open) -> None:
    recorded = filed(cases.entrance, cases.session)
    page = show(recorded)
    QTest.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert page.sheet.tracking.hasFocus()
    QTest.keyClicks(page.sheet.tracking, "#910 4417")
    with qtbot.waitSignal(page.changed):
        QTest.keyClick(page.sheet.tracking, Qt.Key.Key_Return)
    cases.settle(qtbot)
    assert "9104417" in page.sheet.lapor.text()
    assert page.sheet.tracking.value() == "9104417"
    assert "Nomor LAPOR! dicatat: 9104417" in shown_text(page)


def test_a_lapor_number_with_letters_is_refused_at_its_field(qtbot, cases: PageDesk, show: Open) -> None:
    page = show(filed(cases.entrance, cases.session))
    page.sheet.tracking.setText("91O4417")
    QTest.keyClick(page.sheet.tracking, Qt.Key.Key_Return)
    cases.settle(qtbot)
    assert page.sheet.tracking_field.error()
    assert page.sheet.tracking.hasFocus()


def test_a_case_changed_meanwhile_is_said_and_read_again(qtbot, cases: PageDesk, show: Open) -> None:
    recorded = filed(cases.entrance, cases.session)
    page = show(recorded)
    cases.session.services.enter_tracking(cases.session.officer, recorded.id, "1111111")
    page.sheet.tracking.setText("2222222")
    QTest.keyClick(page.sheet.tracking, Qt.Key.Key_Return)
    cases.settle(qtbot)
    cases.settle(qtbot)
    assert page.sheet.banner.isVisible()
    assert page.sheet.tracking.value() == "1111111"


def test_letters_typed_into_the_lapor_field_print_nothing(cases: PageDesk, show: Open, monkeypatch) -> None:
    jobs: list[str] = []
    monkeypatch.setattr(ui.printing, "print_on_default", lambda pdf, *, job_title: jobs.append(job_title))
    page = show(filed(cases.entrance, cases.session))
    page.sheet.tracking.setFocus()
    QTest.keyClicks(page.sheet.tracking, "pwf")
    assert page.sheet.tracking.value() == "pwf"
    assert jobs == []


def test_p_prints_a_copy_with_the_number_as_job_title(qtbot, cases: PageDesk, show: Open, monkeypatch) -> None:
    jobs: list[str] = []
    monkeypatch.setattr(ui.printing, "print_on_default", lambda pdf, *, job_title: jobs.append(job_title))
    recorded = filed(cases.entrance, cases.session)
    page = show(recorded)
    QTest.keyClick(page.sheet.history, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: bool(jobs), timeout=20_000)
    cases.settle(qtbot)
    assert jobs == [recorded.number]
    assert "Tanda terima dicetak" in shown_text(page)


def test_w_copies_the_text_for_a_minute(qtbot, cases: PageDesk, show: Open) -> None:
    recorded = filed(cases.entrance, cases.session)
    page = show(recorded)
    QTest.keyClick(page.sheet.history, Qt.Key.Key_W)
    cases.settle(qtbot)
    assert recorded.number in QGuiApplication.clipboard().text()
    page.stop()
    assert QGuiApplication.clipboard().text() == ""


def test_esc_goes_back(qtbot, cases: PageDesk, show: Open) -> None:
    page = show(filed(cases.entrance, cases.session))
    with qtbot.waitSignal(page.back_wanted):
        QTest.keyClick(page.sheet.history, Qt.Key.Key_Escape)


def test_markup_in_a_text_is_shown_as_it_was_typed(cases: PageDesk, show: Open) -> None:
    hostile = "<img src=x onerror=alert(1)> =HYPERLINK('http://contoh.invalid') '; DROP TABLE complaints; --"
    page = show(filed(cases.entrance, cases.session, title=hostile[:60], text=hostile))
    assert page.sheet.text.toPlainText() == hostile
    assert page.sheet.title.text() == hostile[:60].strip()
    assert page.sheet.title.textFormat() == Qt.TextFormat.PlainText


def test_an_answer_for_a_case_left_meanwhile_is_not_shown(qtbot, cases: PageDesk, show: Open) -> None:
    first, second = filed(cases.entrance, cases.session), filed(cases.entrance, cases.session, title="Lampu jalan")
    page = show(first)
    page.open(first.id)
    page.open(second.id)
    cases.settle(qtbot)
    assert page.sheet.number.text() == second.number


def test_what_the_centre_told_stands_with_its_age_and_its_words(cases: PageDesk, show: Open) -> None:
    recorded = filed(cases.entrance, cases.session)
    told_of_case(cases, recorded.id)
    page = show(recorded)
    assert page.sheet.central_status.text() == "SP4N-LAPOR!: Dalam Proses"
    assert "status as of 3 days ago" in page.sheet.lapor.text()
    assert "“Suku cadang lift tiba" in shown_text(page)
    model = page.sheet.history_model
    marks = [model.data(model.index(row), MOMENT).of_centre for row in range(model.rowCount())]
    assert marks.count(True) == 2


def test_a_colleagues_case_is_read_only_and_says_of_which_counter(cases: PageDesk, show: Open) -> None:
    shared_case(cases)
    row = cases.session.services.find_complaints(cases.session.officer, "Kursi roda hilang").rows[0]
    page = show(row)  # type: ignore[arg-type]
    sheet = page.sheet
    assert "counter B" in sheet.reporter.text()
    model = sheet.history_model
    moments = [model.data(model.index(row), MOMENT) for row in range(model.rowCount())]
    assert [moment.of_centre for moment in moments] == [True, False]  # the status told, that it was recorded
    acts = (sheet.print_button, sheet.message_button, sheet.correct_button, sheet.void_button, sheet.call_button)
    assert not any(button.isEnabled() for button in (*acts, sheet.tell_button, sheet.hand_button))
    assert sheet.identity_button.isHidden()
    assert not sheet.tracking.isEnabled()
    page.ask_identity()
    assert QApplication.activeModalWidget() is None


def test_the_second_stage_is_told_by_one_key_and_ends_its_task(qtbot, cases: PageDesk, show: Open) -> None:
    recorded = filed(cases.entrance, cases.session)
    told(cases, TrackingGiven(complaint_id=recorded.id, tracking_id="9104417", at=cases.clock(), source="lapor"))
    services, officer = cases.session.services, cases.session.officer
    assert [task.kind for task in services.work_off_tasks.waiting(officer, of=recorded.id)] == [TaskKind.SECOND_RECEIPT]
    page = show(recorded)
    QTest.keyClick(page.sheet.history, Qt.Key.Key_K)
    cases.settle(qtbot)
    said = QGuiApplication.clipboard().text()
    assert recorded.number in said
    assert "9104417" in said
    assert "Budi" not in said
    assert services.work_off_tasks.waiting(officer, of=recorded.id) == ()
    assert services.open_case(officer, recorded.id).facts[-1].kind is FactKind.NUMBER_TOLD


def test_the_reprint_carries_both_numbers_and_ends_the_task(cases: PageDesk) -> None:
    recorded = filed(cases.entrance, cases.session)
    told(cases, TrackingGiven(complaint_id=recorded.id, tracking_id="9104499", at=cases.clock(), source="lapor"))
    services, officer = cases.session.services, cases.session.officer
    assert services.issue_receipts.message(officer, recorded.id).tracking_id == "9104499"
    services.issue_receipts(officer, [recorded.id], way="print")
    assert services.work_off_tasks.waiting(officer, of=recorded.id) == ()


def test_without_a_number_there_is_nothing_to_tell(cases: PageDesk, show: Open) -> None:
    recorded = filed(cases.entrance, cases.session)
    assert not show(recorded).sheet.tell_button.isEnabled()
    with pytest.raises(UserProblem, match="tracking_absent"):
        cases.session.services.issue_receipts.number_told(cases.session.officer, recorded.id)


def test_the_sending_is_handed_to_the_copy_desk_when_the_centre_lets_go(qtbot, cases: PageDesk, show: Open) -> None:
    recorded = filed(cases.entrance, cases.session)
    page = show(recorded)
    page.sheet.hand_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ForwarderDialog)
    dialog.ok.click()
    assert dialog.field.error()
    dialog.bar.choose("by_hand")
    dialog.ok.click()
    cases.settle(qtbot)
    view = cases.session.services.open_case(cases.session.officer, recorded.id)
    assert view.forwarder is Forwarder.PUSAT  # it stays the sender until it answers
    assert view.facts[-1].kind is FactKind.HAND_OVER_ASKED


def test_a_status_seen_at_lapor_is_noted_by_keys(qtbot, cases: PageDesk, show: Open) -> None:
    recorded = filed(cases.entrance, cases.session)
    page = show(recorded)
    page.ask_central_status()
    assert QApplication.activeModalWidget() is None  # it is not there yet
    cases.session.services.enter_tracking(cases.session.officer, recorded.id, "9104420")
    page.open(recorded.id)
    cases.settle(qtbot)
    page.ask_central_status()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CentralStatusDialog)
    dialog.ok.click()
    assert dialog.field.error()
    dialog.status.set_value("Selesai")
    dialog.ok.click()
    cases.settle(qtbot)
    assert page.sheet.central_status.text() == "SP4N-LAPOR!: Selesai"
    assert "status as of today" in page.sheet.lapor.text()
