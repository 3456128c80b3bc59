"""Import by keys: a file, its columns, every row before it is recorded; nothing freezes, nothing is lost by closing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.ids import ComplaintId
from app.domain.register import ColumnMap
from app.services import KeptDraft
from tests.desk import typed
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.undo_import import UndoImportDialog
from ui.import_run import STEP_S
from ui.models.rows_model import OUTCOME, SAID, TITLE
from ui.pages.import_page import ImportPage

HEADER = "Tanggal;Kanal;Nama;No HP;Jenis;Judul;Isi Aduan;Kategori;OPD Tujuan"
AGENCY_REGISTER = Path(__file__).parents[4] / "shared" / "data" / "register-opd-2026.csv"
CHAT = (
    "23/11/26 08.41 - Budi: Lampu jalan di Gerilya mati sudah dua minggu.\n"
    "23/11/26 08.45 - RSUD Abdoel Wahab Sjahranie: Di mana Pak?\n"
    "23/11/26 08.50 - +62 812-5550-1234: Antrean obat empat jam, loket hanya satu"
)


def row(n: int, *, channel: str = "WA", text: str = "rusak parah") -> str:
    said = f"Sudah sebulan jalan nomor {n} {text}"
    return f"20/11/2026;{channel};Warga {n};08125550{n:04d};Pengaduan;Jalan {n} berlubang;{said};Kesehatan;Dinas PUPR"


@pytest.fixture
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def page(qtbot, desk: PageDesk) -> ImportPage:
    made = ImportPage(desk.ctx)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    desk.settle(qtbot)
    return made


def a_file(folder: Path, *rows: str, header: str = HEADER) -> Path:
    file = folder / "register.csv"
    file.write_text("\n".join((header, *rows)), encoding="utf-8")
    return file


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifiers)


def go_on(page: ImportPage, qtbot: Any, desk: PageDesk) -> None:
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    desk.settle(qtbot)


def opened(page: ImportPage, qtbot: Any, desk: PageDesk, file: Path) -> None:
    page.open_file(file)
    desk.settle(qtbot)
    assert page.steps.currentWidget() is page.columns


def recorded(desk: PageDesk) -> int:
    return desk.session.services.desk_status(desk.session.officer).recorded_this_year


def shown(page: ImportPage, number: int, column: int) -> str:
    return str(page.rows.model.data(page.rows.model.index(number, column)))


def test_a_register_is_seen_row_by_row_before_anything_is_recorded(
    qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path
) -> None:
    opened(page, qtbot, desk, a_file(tmp_path, row(1), row(2, channel="burung"), row(1), row(3)))
    assert QApplication.focusWidget() is page.columns.next, "all is understood: Enter goes on"
    go_on(page, qtbot, desk)
    assert page.rows.sentence.text() == "2 can be recorded · 1 refused · 1 already there"
    assert recorded(desk) == 0
    assert [shown(page, n, OUTCOME) for n in range(4)] == [
        "can be recorded",
        "refused",
        "already there",
        "can be recorded",
    ]
    assert shown(page, 1, SAID) == "Kanal: Kanal tidak dikenal. Pilih dari daftar."
    assert shown(page, 2, SAID) == "the same as row 1"
    go_on(page, qtbot, desk)
    assert page.rows.sentence.text() == "2 recorded · 1 refused · 1 already there"
    assert recorded(desk) == 2
    assert shown(page, 0, OUTCOME).startswith("AWS-A-26-")
    go_on(page, qtbot, desk)
    assert page.steps.currentWidget() is page.source
    run = page.source.chosen()
    assert run is not None
    assert (run.accepted, run.refused, run.duplicates) == (2, 1, 1)


@pytest.mark.skipif(not AGENCY_REGISTER.exists(), reason="the agency's own register is not at hand")
def test_an_agencys_own_register_ends_as_on_the_command_line(qtbot, desk: PageDesk, page: ImportPage) -> None:
    opened(page, qtbot, desk, AGENCY_REGISTER)
    go_on(page, qtbot, desk)
    go_on(page, qtbot, desk)
    model = page.rows.model
    assert (model.accepted, model.duplicates, model.refused) == (64, 1, 13)
    assert recorded(desk) == 64


def test_columns_are_found_by_typing_and_remembered(qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path) -> None:
    header = "hari;lewat;siapa;telp;macam;apa;cerita;bidang;OPD"
    opened(page, qtbot, desk, a_file(tmp_path, row(1), header=header))
    assert not page.columns.next.isEnabled()
    assert "Diterima" in page.columns.missing.text()
    fields = {"hari": "diter", "lewat": "kana", "siapa": "nama", "telp": "hp", "macam": "jenis"}
    fields |= {"apa": "judul", "cerita": "isi lap", "bidang": "kategori"}
    for heading, letters in fields.items():
        picker = page.columns.rows.picker(heading)
        picker.setFocus()
        picker.selectAll()
        QTest.keyClicks(picker, letters)
        QTest.keyClick(picker, Qt.Key.Key_Return)
    assert page.columns.next.isEnabled()
    assert page.columns.missing.text() == ""
    go_on(page, qtbot, desk)
    assert page.rows.model.accepted == 1
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    opened(page, qtbot, desk, a_file(tmp_path, row(2), header=header))
    assert page.columns.next.isEnabled(), "the same header is understood at once"
    file = tmp_path / "peta.json"
    page.export_to(str(file))
    desk.settle(qtbot)
    columns = ColumnMap.of_json(json.loads(file.read_text(encoding="utf-8")))
    assert columns.columns["hari"] == "received_at"


def test_what_no_column_tells_can_be_said_for_all_rows(qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path) -> None:
    line = "20/11/2026;Budi;081255501234;Jalan berlubang;Sudah sebulan jalan berlubang besar"
    opened(page, qtbot, desk, a_file(tmp_path, line, header="Tanggal;Nama;No HP;Judul;Isi Aduan"))
    assert "Kanal" in page.columns.missing.text()
    for name, value in (("channel", "letter"), ("classification", "complaint"), ("category", "kesehatan")):
        page.columns.fixed[name].put(value)
    go_on(page, qtbot, desk)
    assert page.rows.model.accepted == 1, page.rows.model.result(0)


def test_only_rows_with_problems_can_be_shown_and_one_goes_on_in_the_form(
    qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path
) -> None:
    opened(page, qtbot, desk, a_file(tmp_path, row(1), row(2, channel="burung"), row(3)))
    go_on(page, qtbot, desk)
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.rows.model.rowCount() == 1
    with qtbot.waitSignal(page.draft_wanted) as wanted:
        press(Qt.Key.Key_Return)
    (kept,) = wanted.args or []
    assert isinstance(kept, KeptDraft)
    assert kept.draft.get("title") == "Jalan 2 berlubang"
    assert shown(page, 0, OUTCOME) == "kept as a draft"
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.rows.model.rowCount() == 3


def test_a_pasted_chat_shows_who_wrote_and_leaves_the_desks_own_answers_out(
    qtbot, desk: PageDesk, page: ImportPage
) -> None:
    QGuiApplication.clipboard().setText(CHAT)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.settle(qtbot)
    assert page.columns.senders.box("Budi").value()
    assert not page.columns.senders.box("RSUD Abdoel Wahab Sjahranie").value()
    go_on(page, qtbot, desk)
    assert [shown(page, n, TITLE) for n in range(page.rows.model.rowCount())] == [
        "Lampu jalan di Gerilya mati sudah dua minggu",
        "Antrean obat empat jam, loket hanya satu",
    ]
    assert page.rows.model.refused == 2, "class and category are for the officer to say"


def test_an_empty_clipboard_and_a_broken_file_are_sentences(
    qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path
) -> None:
    QGuiApplication.clipboard().clear()
    page.paste()
    desk.settle(qtbot)
    assert page.banner.accessibleName() == "Tidak ada pesan di papan klip"
    (tmp_path / "r.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    page.open_file(tmp_path / "r.xlsx")
    desk.settle(qtbot)
    assert page.banner.accessibleName() == "Register tidak terbaca"
    assert page.steps.currentWidget() is page.source


def test_a_long_register_can_be_stopped_and_the_same_file_goes_on(
    qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path
) -> None:
    file = a_file(tmp_path, *map(row, range(1, 1500)))
    opened(page, qtbot, desk, file)
    go_on(page, qtbot, desk)
    assert page.rows.model.accepted == 1499
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.rows.model.accepted > 0, timeout=20_000)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    assert 0 < page.rows.model.accepted == recorded(desk) < 1499
    assert "were not looked at" in page.rows.detail.text()
    press(Qt.Key.Key_Escape)
    desk.settle(qtbot)
    opened(page, qtbot, desk, file)
    go_on(page, qtbot, desk)
    go_on(page, qtbot, desk)
    assert recorded(desk) == 1499


def test_drafts_are_kept_and_entries_filed_while_rows_are_recorded(
    qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path
) -> None:
    opened(page, qtbot, desk, a_file(tmp_path, *map(row, range(1, 1500))))
    go_on(page, qtbot, desk)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    session = desk.session
    draft = typed(desk.entrance)

    class Saved:
        number = ""
        at = -1

        def take(self, found: Any) -> None:
            self.number, self.at = found.number, page.rows.model.looked_at

    saved = Saved()
    desk.ctx.write.ask(lambda: session.services.register_complaint(session.officer, draft), saved.take)
    qtbot.waitUntil(lambda: bool(saved.number), timeout=20_000)
    assert saved.at < 1499, "a save does not wait for the whole register"
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    assert recorded(desk) == 1500
    assert STEP_S <= 0.1


def test_an_import_is_undone_by_key_with_a_reason(qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path) -> None:
    opened(page, qtbot, desk, a_file(tmp_path, *map(row, range(1, 30))))
    for _ in range(3):
        go_on(page, qtbot, desk)
    press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, UndoImportDialog)
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    desk.settle(qtbot)
    assert dialog.isVisible(), "a reason is needed"
    QTest.keyClicks(dialog.reason, "salah berkas")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.banner.accessibleName().startswith("29 report(s) are void"), timeout=20_000)
    desk.settle(qtbot)
    assert page.source.chosen() is None
    assert not page.source.undo.isEnabled()


def test_enter_on_a_recorded_row_opens_its_case(qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path) -> None:
    opened(page, qtbot, desk, a_file(tmp_path, row(1)))
    go_on(page, qtbot, desk)
    go_on(page, qtbot, desk)
    with qtbot.waitSignal(page.case_wanted) as wanted:
        press(Qt.Key.Key_Return)
    number = page.rows.model.result(0).number
    assert number
    find = desk.session.services.find_complaints.by_number
    assert wanted.args == [find(desk.session.officer, number) or ComplaintId("")]


def test_a_clock_that_is_behind_is_asked_about_before_rows_are_recorded(
    qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path
) -> None:
    session = desk.session
    session.services.register_complaint(session.officer, typed(desk.entrance, received_at="23-11-2026 09.00"))
    desk.clock.advance(days=-2)
    opened(page, qtbot, desk, a_file(tmp_path, row(1)))
    go_on(page, qtbot, desk)
    assert page.banner.isVisible()
    page.banner.action_wanted.emit()
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    assert page.rows.model.accepted == 1


def test_rows_keep_the_rules_of_item_models(
    qtbot, qtmodeltester, desk: PageDesk, page: ImportPage, tmp_path: Path
) -> None:
    opened(page, qtbot, desk, a_file(tmp_path, row(1), row(2, channel="burung"), row(1)))
    go_on(page, qtbot, desk)
    qtmodeltester.check(page.rows.model)
    page.rows.model.show_only_problems(True)
    qtmodeltester.check(page.rows.model)
    qtmodeltester.check(page.source.model)
    go_on(page, qtbot, desk)
    go_on(page, qtbot, desk)
    qtmodeltester.check(page.source.model)


def test_a_nik_that_a_workbook_kept_as_a_number_is_refused_with_its_reason(
    qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path
) -> None:
    header = HEADER.replace("Nama;", "Nama;NIK;")
    lines = [
        row(n).replace(f"Warga {n};", f"Warga {n};{nik};") for n, nik in ((1, "6,47203E+15"), (2, "64720312O5900007"))
    ]
    opened(page, qtbot, desk, a_file(tmp_path, *lines, header=header))
    go_on(page, qtbot, desk)
    assert shown(page, 0, SAID).startswith("NIK: The workbook kept it as a number and lost its last digits.")
    assert shown(page, 1, SAID) == "NIK: NIK hanya berisi angka."
    press(Qt.Key.Key_Down)
    assert page.rows.finding.text() == "Row 2 · NIK: NIK hanya berisi angka."


def test_closing_in_the_middle_leaves_what_stands_and_the_list_of_imports_says_how_much(
    qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path
) -> None:
    opened(page, qtbot, desk, a_file(tmp_path, *map(row, range(1, 1500))))
    go_on(page, qtbot, desk)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.rows.model.accepted > 0, timeout=20_000)
    page.stop()
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    desk.settle(qtbot)
    stands = recorded(desk)
    assert 0 < stands < 1499
    (run,) = desk.session.services.undo_import.runs(desk.session.officer)
    assert run.accepted == stands
    assert desk.session.services.verify_desk(desk.session.officer).findings == ()


def test_a_file_that_is_dropped_is_read(qtbot, desk: PageDesk, page: ImportPage, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(a_file(tmp_path, row(1))))])
    where, none = QPointF(50, 50), Qt.KeyboardModifier.NoModifier
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(where.toPoint(), copy, data, left, none)
    QApplication.sendEvent(page, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(page, QDropEvent(where, copy, data, left, none))
    desk.settle(qtbot)
    assert page.steps.currentWidget() is page.columns
