"""The copy desk: the oldest first, figures copy, names on purpose, the number ends it, what is unclear says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.complaint import Forwarder
from app.domain.copy_desk import CopyState
from app.services import Recorded
from tests.builders import FixedClock
from tests.desk import filed
from tests.files import a_pdf
from tests.ui.house import EXPORTED
from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui.dialogs.export_preview import ExportModel, ExportPreview
from ui.dialogs.forwarder import ForwarderDialog
from ui.models.copy_model import CopyModel
from ui.pages.copy_page import CopyPage


@pytest.fixture
def desk(qapp, tmp_path: Path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk", clock=FixedClock(COUNTER_TIME)) as made:
        made.session.services.manage_desk.settings(made.session.officer, forwarder=Forwarder.BY_HAND)
        yield made


@pytest.fixture
def page(qtbot, desk: PageDesk) -> CopyPage:
    made = CopyPage(desk.ctx)
    qtbot.addWidget(made)
    made.resize(1180, 690)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def waits(desk: PageDesk, **values: str) -> Recorded:
    return filed(desk.entrance, desk.session, **values)


def opened(qtbot, desk: PageDesk, page: CopyPage) -> CopyPage:
    page.start()
    desk.settle(qtbot)
    return page


def clipped() -> str:
    return QGuiApplication.clipboard().text()


def shown(page: CopyPage) -> dict[str, str]:
    assert page._sheet is not None
    return {field.name: line.state() for field, line in zip(page._sheet.fields, page.view.lines, strict=False)}


def test_the_model_keeps_the_rules_of_item_models(qtmodeltester, desk: PageDesk) -> None:
    waits(desk)
    copy, officer = desk.session.services.copy_desk, desk.session.officer
    other = waits(desk, title="Pasar becek", name="Siti Aminah")
    copy.doubt(officer, other.id)
    model = CopyModel(desk.ctx)
    model.show_rows(copy.queue(officer).rows)
    qtmodeltester.check(model)
    assert "perlu diperiksa" in str(model.index(1, 0).data())


def test_nothing_waiting_says_who_sends_instead(qtbot, desk: PageDesk, page: CopyPage) -> None:
    opened(qtbot, desk, page)
    assert "dengan tangan" in page._empty.text()
    assert page.hasFocus()


def test_a_figure_copies_its_field_and_the_try_stands_before_it(qtbot, desk: PageDesk, page: CopyPage) -> None:
    told = waits(desk)
    opened(qtbot, desk, page)
    assert page.list.hasFocus()
    with qtbot.waitSignal(page.changed):
        QTest.keyClick(page.list, Qt.Key.Key_3)
    desk.settle(qtbot)
    assert clipped().startswith(f"[No. {told.number}] Saya antre obat")
    assert shown(page)["text"] == "copied 09.41"
    assert page.model.rows[0].state is CopyState.OPEN
    assert page.view.lines[0].is_next()
    for expected in ("Pengaduan", told.title):
        QTest.keyClick(page.list, Qt.Key.Key_Space)
        desk.settle(qtbot)
        assert clipped() == expected
    assert QGuiApplication.clipboard().mimeData().data("x-kde-passwordManagerHint") == b"secret"


def test_a_name_is_copied_after_a_reason_and_covered_again_when_the_page_is_left(qtbot, desk, page: CopyPage) -> None:
    waits(desk)
    opened(qtbot, desk, page)
    place = [field.name for field in page._sheet.fields].index("name")
    page.copy(place)
    desk.settle(qtbot)
    assert clipped() != "Budi Santoso"
    assert page._dialog is not None
    page._dialog.reason.set_value("x")
    page._dialog.ok.click()
    desk.settle(qtbot)
    assert page._dialog.field.error()
    page._dialog.reason.set_value("disalin ke LAPOR!")
    page._dialog.ok.click()
    desk.settle(qtbot)
    assert clipped() == "Budi Santoso"
    page.copy(place + 1)
    desk.settle(qtbot)
    assert clipped() == "0812-5550-1234"
    page.may_leave()
    page.copy(place)
    desk.settle(qtbot)
    assert page._dialog is not None
    page._dialog.reject()
    page.stop()
    assert clipped() == ""


def test_ctrl_v_and_enter_store_the_number_and_go_on(qtbot, desk: PageDesk, page: CopyPage) -> None:
    first = waits(desk)
    waits(desk, title="Pasar becek", name="Siti Aminah")
    opened(qtbot, desk, page)
    QGuiApplication.clipboard().setText(" #9104417\n")
    QTest.keyClick(page.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.view.tracking.hasFocus()
    QTest.keyClick(page.view.tracking, Qt.Key.Key_Return)
    desk.settle(qtbot)
    case = desk.session.services.open_case(desk.session.officer, first.id)
    assert case.tracking_id == "9104417"
    assert [row.title for row in page.model.rows] == ["Pasar becek"]
    assert page.view.number.text() == page.model.rows[0].number
    assert (page.view.tracking.value(), page.list.hasFocus()) == ("", True)
    assert first.number in page.banner.accessibleName()


def test_a_number_that_is_none_or_of_another_is_said_at_its_field(qtbot, desk: PageDesk, page: CopyPage) -> None:
    first = waits(desk)
    waits(desk, title="Pasar becek", name="Siti Aminah")
    desk.session.services.copy_desk.entered(desk.session.officer, first.id, "9104417")
    opened(qtbot, desk, page)
    page.store()
    assert page.view.tracking_field.error()
    for typed, said in (("sembilan", ""), ("9104417", first.number)):
        page.view.tracking.set_value(typed)
        page.store()
        desk.settle(qtbot)
        assert said in (page.view.tracking_field.error() or "")
        assert page.view.tracking_field.error()
    page.store()
    desk.settle(qtbot)
    assert page.model.rows == ()


def test_what_was_broken_off_can_only_be_settled(qtbot, desk: PageDesk, page: CopyPage) -> None:
    told = waits(desk)
    desk.session.services.copy_desk.doubt(desk.session.officer, told.id)
    opened(qtbot, desk, page)
    assert "B" in page.view.truth.text()
    QTest.keyClick(page.list, Qt.Key.Key_1)
    desk.settle(qtbot)
    assert not page.view.lines[0].copied()
    assert not page.view.skip_button.isEnabled()
    page.view.absent_button.click()
    assert page._dialog is not None
    page._dialog.reason.set_value("dicari dengan nomor, tidak ada")
    page._dialog.ok.click()
    desk.settle(qtbot)
    assert page.model.rows[0].state is CopyState.SKIPPED
    page.copy_next()
    desk.settle(qtbot)
    assert page.model.rows[0].state is CopyState.OPEN


def test_skipping_keeps_the_reason_and_shows_the_next(qtbot, desk: PageDesk, page: CopyPage) -> None:
    waits(desk)
    waits(desk, title="Pasar becek", name="Siti Aminah")
    opened(qtbot, desk, page)
    QTest.keyClick(page.list, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: page._dialog is not None)
    page._dialog.reason.set_value("Budi belum membawa surat")
    page._dialog.ok.click()
    desk.settle(qtbot)
    assert page._dialog.field.error()
    page._dialog.reason.set_value("situs lambat")
    page._dialog.ok.click()
    desk.settle(qtbot)
    assert [row.note for row in page.model.rows] == ["", "situs lambat"]
    assert page.view.number.text() == page.model.rows[0].number


def test_a_number_stored_from_elsewhere_is_said_and_the_queue_looks_anew(qtbot, desk: PageDesk, page: CopyPage) -> None:
    told = waits(desk)
    opened(qtbot, desk, page)
    desk.session.services.enter_tracking(desk.session.officer, told.id, "9104417")
    page.copy_next()
    desk.settle(qtbot)
    assert "9104417" in page.banner.accessibleDescription()
    assert page.model.rows == ()


def test_attachments_go_to_a_folder_under_names_that_tell_nothing(
    qtbot, desk: PageDesk, page: CopyPage, tmp_path
) -> None:
    told = waits(desk)
    attach, officer = desk.session.services.attach, desk.session.officer
    attach.to_case(officer, told.id, attach.seal(officer, a_pdf(1), "surat Budi Santoso.pdf"))
    opened(qtbot, desk, page)
    page.choose_folder = lambda: tmp_path  # type: ignore[method-assign]
    QTest.keyClick(page.list, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: not page.banner.isHidden())
    desk.settle(qtbot)
    (saved,) = tmp_path.glob("*.pdf")
    assert saved.name == f"{told.number}-lampiran-1.pdf"
    assert saved.read_bytes().startswith(b"%PDF")


def test_an_export_is_looked_through_before_its_numbers_are_taken_in(
    qtbot, desk: PageDesk, page: CopyPage, tmp_path
) -> None:
    told = waits(desk)
    file = tmp_path / "ekspor.csv"
    file.write_text(
        "tracking_id;status;isi_laporan_awal\n"
        f"9104417;Dalam Proses;[No. {told.number}] Antre obat\n"
        "9104418;Selesai;dari aplikasi\n",
        encoding="utf-8",
    )
    opened(qtbot, desk, page)
    page.export.choose_file = lambda: file  # type: ignore[method-assign]
    QTest.keyClick(page.list, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    desk.settle(qtbot)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportPreview)
    assert dialog.said.text().startswith("1 new number(s)")
    assert page.model.rows
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    desk.settle(qtbot)
    assert page.model.rows == ()
    assert desk.session.services.open_case(desk.session.officer, told.id).central_status == "Dalam Proses"
    assert not page.banner.isHidden()


def test_the_model_of_an_export_keeps_the_rules_of_item_models(qtmodeltester, desk: PageDesk) -> None:
    qtmodeltester.check(ExportModel(desk.ctx, EXPORTED))


def test_a_record_is_handed_over_unless_it_was_begun(qtbot, desk: PageDesk, page: CopyPage) -> None:
    told = waits(desk)
    opened(qtbot, desk, page)
    assert page.view.hand_button.isEnabled()
    QTest.keyClick(page.list, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ForwarderDialog))
    dialog = QApplication.activeModalWidget()
    dialog.bar.choose("pusat")
    dialog.ok.click()
    desk.settle(qtbot)
    assert page.model.rows == ()
    view = desk.session.services.open_case(desk.session.officer, told.id)
    assert view.forwarder is Forwarder.PUSAT
    waits(desk, title="Pasar becek", name="Siti Aminah")
    page.look()
    desk.settle(qtbot)
    page.copy_next()
    desk.settle(qtbot)
    assert not page.view.hand_button.isEnabled()
