"""Other channels in, by keys alone: a strange register mapped, checked, mended, recorded and undone; a pasted chat."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from app.adapters.clock import system_now
from app.domain.complaint import Status
from app.settings import Settings
from db.pusat import tables as central
from tests.app.pusat.trial import Trial
from tests.builders import FixedClock
from tests.desk import open_desk
from tests.ui.page_desk import PageDesk, page_desk
from ui.keyboard import Keyboard
from ui.main_window import MainWindow
from ui.pages.entry_page import EntryPage
from ui.pages.import_page import ImportPage

pytestmark = pytest.mark.journey

CHAT = (
    "[23/11/26 08.40.11] ‎Pesan dan panggilan dienkripsi secara end-to-end.\n"
    "[23/11/26 08.41.02] Budi Santoso: Selamat pagi\n"
    "[23/11/26 08.41.30] Budi Santoso: Antrean obat empat jam, loket hanya satu yang buka.\nMohon ditambah.\n"
    "[23/11/26 08.45.00] RSUD Abdoel Wahab Sjahranie: Baik Pak, boleh nomor HP-nya?\n"
    "[23/11/26 08.46.00] Budi Santoso: ‎gambar tidak disertakan\n"
)


class Desk:
    """The window over a real desk, with somebody at the keyboard."""

    def __init__(self, qtbot, desk: PageDesk) -> None:
        self.desk, self.keys = desk, Keyboard()
        self.window = MainWindow(desk.ctx, Settings())
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.window.open_entry()
        self.settle = lambda: desk.settle(qtbot)
        self.settle()
        self.keys.press("Ctrl+Shift+I")
        self.keys.wait(lambda: self.window.current() == "import", "the import page")
        self.settle()

    @property
    def page(self) -> ImportPage:
        page = self.window.page("import")
        assert isinstance(page, ImportPage)
        return page

    @property
    def entry(self) -> EntryPage:
        page = self.window.page("entry")
        assert isinstance(page, EntryPage)
        return page

    def go_on(self) -> None:
        self.keys.press("Ctrl+Return")
        self.keys.wait(lambda: not self.page.running, "the rows were looked at")
        self.settle()

    def status(self, number: str | None) -> Status:
        services, officer = self.desk.session.services, self.desk.session.officer
        id = services.find_complaints.by_number(officer, number or "")
        assert id
        complaint = services.open_case.queries.complaint(id)
        assert complaint
        return complaint.status


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Iterator[Desk]:
    with page_desk(tmp_path / "desk") as made:
        counter = Desk(qtbot, made)
        yield counter
        counter.window.stop()
        made.settle(qtbot)
        counter.window.close()


def a_strange_workbook(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["BUKU ADUAN RUANG HUMAS 2026"])
    sheet.append([])
    sheet.append(["hari", "lewat", "siapa", "nik", "telp", "apa", "cerita", "catatan"])
    told = "Sudah dua jam menunggu obat di apotek rawat jalan"
    sheet.append(["20/11/2026", "kotak saran", "Ani", "", "081255501111", "Obat lama", told, "sudah dibaca"])
    sheet.append(["20/11/2026", "burung", "Budi", "", "081255502222", "Lampu lorong", "Lampu lorong mati lama", ""])
    sheet.append(["20/11/2026", "surat", "Citra", 6472031205900007, "081255503333", "Lift", "Lift mati dua hari", ""])
    book.save(folder / "buku aduan.xlsx")
    return folder / "buku aduan.xlsx"


def test_a_strange_register_is_mapped_checked_mended_recorded_and_undone(desk: Desk, tmp_path: Path) -> None:
    keys, page = desk.keys, desk.page
    page.open_file(a_strange_workbook(tmp_path))  # what the file dialog of the platform gives back
    keys.wait(lambda: page.steps.currentWidget() is page.columns, "the columns")
    assert not page.columns.next.isEnabled()
    keys.go_to("column_1", key="Shift+Tab")
    for letters in ("diteri", "kanal", "nama pel", "nik", "hp", "judul", "isi lap"):
        keys.press("Ctrl+A")
        keys.write(letters + "\n")
    keys.go_to("classification")
    keys.write("peng")
    keys.go_to("category")
    keys.write("pelayanan obat\n")
    assert page.columns.next.isEnabled(), page.columns.missing.text()
    desk.go_on()
    model = page.rows.model
    assert (model.accepted, model.refused, model.duplicates) == (1, 2, 0)
    assert [(p.field, p.code) for n in (1, 2) for p in model.result(n).errors] == [
        ("channel", "channel_unknown"),
        ("nik", "nik_digits"),
    ]

    keys.press("Ctrl+F", "Return")  # the first of those with problems, in the form
    keys.wait(lambda: desk.window.current() == "entry", "the form")
    desk.settle()
    assert desk.entry.form.values()["title"] == "Lampu lorong"
    assert not desk.entry.form.values().get("identity"), "what protects people is asked"
    keys.go_to("channel", key="Shift+Tab")
    keys.write("sura")
    for name, text in (("identity", "t"), ("secrecy", "b"), ("notice", " "), ("agency", "rsud aw\n")):
        keys.go_to(name)
        keys.write(text)
    keys.press("Ctrl+S")
    keys.wait(lambda: desk.window.current() == "saved", "the number")
    keys.press("Ctrl+Shift+I")
    keys.wait(lambda: desk.window.current() == "import", "the import page")
    keys.press("Ctrl+F")

    desk.go_on()
    assert page.rows.sentence.text().startswith("1 recorded")
    number = model.result(0).number
    assert desk.status(number) is Status.RECORDED
    desk.go_on()  # to the start
    keys.press("Ctrl+Delete")
    keys.wait(lambda: QApplication.activeModalWidget() is not None, "the question why")
    keys.write("salah buku\n")
    keys.wait(lambda: desk.status(number) is Status.VOID, "the import was undone")
    desk.settle()
    assert desk.desk.session.services.verify_desk(desk.desk.session.officer).findings == ()


def test_a_pasted_chat_is_completed_in_the_form_one_by_one(desk: Desk) -> None:
    keys, page = desk.keys, desk.page
    QGuiApplication.clipboard().setText(CHAT)
    keys.press("Ctrl+V")
    keys.wait(lambda: page.steps.currentWidget() is page.columns, "who wrote")
    desk.go_on()
    assert page.rows.model.rowCount() == 1, "what the desk itself answered is no complaint"
    keys.press("Return")
    keys.wait(lambda: desk.window.current() == "entry", "the form")
    desk.settle()
    values = desk.entry.form.values()
    assert values["title"].startswith("Antrean obat empat jam")
    assert values["text"].endswith("[1 lampiran WhatsApp tidak ikut disalin]")
    assert (values["name"], values["channel"]) == ("Budi Santoso", "message.whatsapp")
    assert values["received_at"] == "23-11-2026 08.41"


def test_the_map_that_the_window_saves_is_the_map_of_the_command_line(desk: Desk, tmp_path: Path) -> None:
    keys, page = desk.keys, desk.page
    page.open_file(a_strange_workbook(tmp_path))
    keys.wait(lambda: page.steps.currentWidget() is page.columns, "the columns")
    keys.go_to("column_1", key="Shift+Tab")
    keys.press("Ctrl+A")
    keys.write("diterima\n")
    file = tmp_path / "peta.json"
    page.export_to(str(file))
    desk.settle()
    saved = json.loads(file.read_text(encoding="utf-8"))
    assert saved["hari"] == "received_at"
    assert saved["catatan"] == ""


def test_the_centre_shows_an_undone_import_as_void_and_forwards_no_row_of_lapor(tmp_path: Path) -> None:
    trial = Trial(f"sqlite:///{tmp_path / 'pusat.db'}", FixedClock(system_now()))
    entrance, session = open_desk(tmp_path / "desk")
    services, officer = session.services, session.officer
    file = tmp_path / "register.csv"
    told = "Lampu jalan mati sejak dua minggu di depan gang;Perhubungan"
    file.write_text(
        "Tgl Masuk;Kanal;Nama Pelapor;No HP;Jenis;Tracking ID;Judul;Isi Aduan;Kategori\n"
        f"03/11/2026;loket;Budi;0812555012;Pengaduan;9104417;Lampu mati satu;{told}\n"
        f"03/11/2026;loket;Budi;0812555012;Pengaduan;;Lampu mati dua;{told}\n",
        encoding="utf-8",
    )
    numbers = [str(result.number) for result in services.take_in_register(officer, file)]
    with trial.listening() as url:
        services.connect(officer, url=url, code=trial.code().letters)
        services.sync(officer, progress=lambda _: None, stop=lambda: False)
        (run,) = services.undo_import.runs(officer)
        services.undo_import(officer, run.id, "salah berkas")
        summary = services.sync(officer, progress=lambda _: None, stop=lambda: False)
        assert (summary.accepted, summary.held, summary.rejected, summary.problem) == (2, 0, 0, None)
    with trial.store.engine.connect() as connection:
        shown = {row.number: row.status for row in connection.execute(select(central.complaints))}
    assert shown == dict.fromkeys(numbers, "void")
    bodies = [json.loads(row.body) for row in trial.store.evidence.complaint_events()]
    assert {body["number"]: body["forwarder"] for body in bodies} == dict(zip(numbers, ("none", "pusat"), strict=True))
    entrance.close()
    trial.close()
