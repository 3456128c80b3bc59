"""Files come in by every way while somebody types, stay with the complaint, open from memory, and leak nowhere."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.bootstrap import KEY_FILES
from app.domain.access import Role
from app.domain.follow_up import FactKind
from app.settings import Settings, write_settings
from tests.desk import another, reopen
from tests.files import GPS_PLACE, a_docx, a_pdf, a_photo, a_picture, a_png_of
from tests.journeys.test_nothing_leaks import readable_in
from tests.journeys.test_type_a_complaint import Counter
from tests.ui.page_desk import page_desk
from ui.dialogs.preview import PreviewDialog
from ui.pages.case_page import CasePage
from ui.widgets.attachments_panel import AttachmentsPanel

pytestmark = pytest.mark.journey

WORD = "kwitansi ungu bernomor tujuh"
CAMERA = "Kamera Tertanam"
NAME = "KTP Zulkarnain Tertanam"


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        desk.settle(qtbot)
        QGuiApplication.clipboard().clear()


def panel(counter: Counter) -> AttachmentsPanel:
    (found,) = (one for one in counter.entry.side.panels if isinstance(one, AttachmentsPanel))
    return found


def names(counter: Counter) -> list[str]:
    return [one.name for one in panel(counter).model.files]


def wait_files(counter: Counter, *wanted: str) -> None:
    counter.keys.wait(lambda: names(counter) == list(wanted) and not panel(counter).taker.busy, f"{wanted} attached")


def urls(*files: Path) -> QMimeData:
    brought = QMimeData()
    brought.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return brought


def drop(counter: Counter, on: QWidget, *files: Path) -> None:
    brought, none = urls(*files), Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(4, 4), Qt.DropAction.CopyAction, brought, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(on, enter)
    assert enter.isAccepted()
    dropped = QDropEvent(QPointF(4, 4), Qt.DropAction.CopyAction, brought, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(counter.entry, dropped)


def choose(counter: Counter, *files: Path) -> None:
    counter.keys.press("Ctrl+O")
    dialog = counter.window.findChild(QFileDialog, "attach_dialog")
    assert isinstance(dialog, QFileDialog)
    assert dialog.isVisible()
    dialog.filesSelected.emit([str(file) for file in files])
    dialog.reject()
    counter.window.activateWindow()


def test_files_come_by_dialog_drop_and_paste_and_stay_with_the_complaint(counter: Counter, tmp_path: Path) -> None:
    keys = counter.keys
    photo, letter, form = tmp_path / "foto-antrean.jpg", tmp_path / "resep.pdf", tmp_path / "surat.docx"
    photo.write_bytes(a_photo(3000, 2000, orientation=6))
    letter.write_bytes(a_pdf(2))
    form.write_bytes(a_docx())
    counter.type_into(identity="t", secrecy="b", notice=" ", name="Budi Santoso", phone="081255501234")
    choose(counter, photo)
    wait_files(counter, "foto-antrean.jpg")
    drop(counter, counter.entry.form.fields["title"].shown, letter)
    wait_files(counter, "foto-antrean.jpg", "resep.pdf")
    QGuiApplication.clipboard().setImage(QImage.fromData(a_picture()))
    counter.type_into(title="Antrean obat lama")
    keys.press("Ctrl+V")
    keys.wait(lambda: len(names(counter)) == 3, "the pasted picture")
    QGuiApplication.clipboard().setMimeData(urls(form))
    keys.press("Ctrl+Shift+V")
    keys.wait(lambda: len(names(counter)) == 4, "the pasted file")
    assert counter.entry.form.values()["title"] == "Antrean obat lama"

    keys.press("Alt+A", "Down", "Return")
    dialog = keys.dialog()
    assert isinstance(dialog, PreviewDialog)
    keys.wait(lambda: dialog.view.pages == 2, "the letter")
    keys.press("PgDown")
    keys.wait(lambda: dialog.view.page == 1, "its second page")
    keys.press("Escape")
    keys.wait(lambda: keys.dialog() is None, "the form again")
    counter.window.activateWindow()
    panel(counter).files.setFocus()
    keys.press("End", "Delete", "Delete")
    keys.wait(lambda: len(names(counter)) == 3, "the last one gone")
    keys.press("Escape")
    counter.type_into(text="Menunggu obat empat jam lebih.", category="pelayanan obat\n", agency="rsud aw\n")
    keys.press("Ctrl+S")
    counter.wait_for("saved")

    session = counter.desk.session
    case = session.services.find_complaints(session.officer).rows[0]
    held = session.services.attach.of_case(session.officer, case.id)
    assert [one.name for one in held[:2]] == ["foto-antrean.jpg", "resep.pdf"]
    content = session.services.attach.content(session.officer, held[0].id)
    with Image.open(io.BytesIO(content)) as shown:
        assert shown.size == (1333, 2000)
    assert GPS_PLACE.encode() not in content
    assert session.services.verify_desk(session.officer).findings == ()
    keys.press("Escape")
    counter.wait_for("entry")
    assert names(counter) == []


BAD = {
    "kosong.pdf": (b"", "0 bita"),
    "program.jpg": (b"MZ\x90\0 program", "bukan pdf"),
    "bom.png": (a_png_of(60_000, 60_000), "megapiksel"),
    "mengembang.docx": (a_docx(**{f"word__m{n}_dot_bin": bytes(30_000_000) for n in range(2)}), "mengembang"),
    "makro.docx": (a_docx(word__vbaProject_dot_bin=b"x"), "makro"),
    "terpotong.jpg": (a_picture()[:400], "rusak"),
}


def test_bad_files_are_sentences_and_typing_goes_on(counter: Counter, tmp_path: Path) -> None:
    keys, said = counter.keys, []
    panel(counter).said.connect(said.append)
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    with (tmp_path / "besar.pdf").open("wb") as large:
        large.write(b"%PDF-")
        large.truncate(5 * 1024**3)
    os.mkfifo(tmp_path / "pipa.pdf")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "tautan.pdf").symlink_to(tmp_path / "kosong.pdf")
    expected = {name: words for name, (_, words) in BAD.items()}
    expected |= {"besar.pdf": "5 MB", "pipa.pdf": "bukan berkas", "folder.pdf": "folder", "tautan.pdf": "pintasan"}
    expected |= {"tidak-ada.pdf": "hilang"}
    counter.type_into(title="An")
    drop(counter, counter.entry.form.fields["title"].shown, *(tmp_path / name for name in expected))
    keys.write("trean")
    keys.wait(lambda: len(said) >= len(expected) + 1 and not panel(counter).taker.busy, "every sentence")
    for name, words in expected.items():
        (sentence,) = (one for one in said if one.startswith(f"{name}: "))
        assert words in sentence
    assert names(counter) == []
    assert counter.entry.form.values()["title"] == "Antrean"
    assert not (tmp_path / "desk" / "attachments").exists()


def test_what_is_attached_before_anything_is_typed_survives_another_entry(counter: Counter, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(a_pdf(1))
    choose(counter, tmp_path / "a.pdf")
    wait_files(counter, "a.pdf")
    assert not counter.entry.is_blank()
    draft = panel(counter).model.files[0].complaint_id
    session = counter.desk.session
    assert draft in [kept.draft.id for kept in session.services.keep_draft.at_hand(session.officer).own]


def test_a_save_pressed_while_a_file_is_taken_waits_for_it_and_not_for_a_bad_one(
    counter: Counter, tmp_path: Path
) -> None:
    keys, session = counter.keys, counter.desk.session
    (tmp_path / "foto.jpg").write_bytes(a_photo(2400, 1800))
    (tmp_path / "rusak.jpg").write_bytes(a_photo()[:300])
    counter.type_into(identity="t", secrecy="b", notice=" ", name="Budi Santoso", phone="081255501234")
    counter.type_into(title="Antrean obat lama", text="Menunggu obat empat jam lebih.")
    counter.type_into(category="pelayanan obat\n", agency="rsud aw\n")
    drop(counter, counter.entry, tmp_path / "rusak.jpg")
    keys.press("Ctrl+S")
    keys.wait(lambda: not panel(counter).taker.busy and panel(counter).problem.isVisible(), "the sentence")
    assert counter.window.current() == "entry"
    drop(counter, counter.entry, tmp_path / "foto.jpg")
    keys.press("Ctrl+S")
    counter.wait_for("saved")
    case = session.services.find_complaints(session.officer).rows[0]
    assert [one.name for one in session.services.attach.of_case(session.officer, case.id)] == ["foto.jpg"]
    facts = session.services.open_case(session.officer, case.id).facts
    assert FactKind.ATTACHED not in [fact.kind for fact in facts]


def test_a_lost_file_stops_the_save_and_is_taken_from_the_list(counter: Counter, tmp_path: Path) -> None:
    keys = counter.keys
    (tmp_path / "a.pdf").write_bytes(a_pdf(1))
    counter.type_into(identity="t", secrecy="b", notice=" ", name="Budi Santoso", phone="081255501234")
    counter.type_into(title="Antrean obat lama", text="Menunggu obat empat jam lebih.")
    counter.type_into(category="pelayanan obat\n", agency="rsud aw\n")
    choose(counter, tmp_path / "a.pdf")
    wait_files(counter, "a.pdf")
    (lost,) = (tmp_path / "desk" / "attachments").iterdir()
    lost.unlink()
    keys.press("Ctrl+S")
    keys.wait(counter.entry.banner.isVisible, "the sentence")
    assert counter.window.current() == "entry"
    keys.press("Alt+A", "Delete", "Delete")
    wait_files(counter)
    keys.press("Ctrl+S")
    counter.wait_for("saved")


def test_a_scan_is_proposed_and_one_key_attaches_it(qtbot, counter: Counter, tmp_path: Path) -> None:
    folder, files = tmp_path / "pindai", panel(counter)
    folder.mkdir()
    write_settings(tmp_path / "desk", Settings(scan_folder=str(folder)))
    scans, now = counter.desk.session.services.attach.scans, [0.0]
    scans._now = lambda: now[0]

    def look() -> None:
        scans.settle(20)
        now[0] += 2
        files.look_for_scans()
        counter.desk.settle(qtbot)
        scans.settle(20)

    look()
    (folder / "Scan_0001.pdf").write_bytes(a_pdf(1))
    for _ in range(3):
        look()
    assert "Scan_0001.pdf" in files.scan.text()
    counter.type_into(title="Antrean")
    counter.keys.press("Ctrl+Shift+O")
    wait_files(counter, "Scan_0001.pdf")
    assert files.scan.isHidden()
    assert (folder / "Scan_0001.pdf").exists()


def test_a_case_shows_its_files_and_takes_more(counter: Counter, tmp_path: Path) -> None:
    keys, session = counter.keys, counter.desk.session
    (tmp_path / "susulan.pdf").write_bytes(a_pdf(2))
    from tests.desk import typed

    draft = typed(counter.desk.entrance)
    attach = session.services.attach
    attach(session.officer, draft, attach.seal(session.officer, a_photo(), "foto.jpg"))
    recorded = session.services.register_complaint(session.officer, draft)
    counter.window.open_case(recorded.id)
    page = counter.window.page("case")
    assert isinstance(page, CasePage)
    files = page.sheet.files
    keys.wait(lambda: len(files.model.files) == 1 and files.isVisible(), "the file of the case")
    keys.press("Ctrl+O")
    dialog = counter.window.findChild(QFileDialog, "attach_dialog")
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(tmp_path / "susulan.pdf")])
    dialog.reject()
    counter.window.activateWindow()
    keys.wait(lambda: len(files.model.files) == 2, "one more")
    keys.press("Alt+A", "Delete", "Delete", "Return")
    shown = keys.dialog()
    assert isinstance(shown, PreviewDialog)
    keys.wait(lambda: shown.view.pages == 1, "the photo")
    keys.press("Escape")
    assert len(files.model.files) == 2


def test_a_secret_case_of_another_shows_no_files(qtbot, counter: Counter) -> None:
    from tests.desk import typed

    session = counter.desk.session
    dewi = another(session, Role.OFFICER)
    draft, attach = typed(counter.desk.entrance, secrecy="secret"), session.services.attach
    attach(dewi, draft, attach.seal(dewi, a_photo(), "foto.jpg"))
    recorded = session.services.register_complaint(dewi, draft)
    counter.window.open_case(recorded.id)
    counter.desk.settle(qtbot)
    page = counter.window.page("case")
    assert isinstance(page, CasePage)
    assert page.sheet.files.isHidden()
    counter.keys.press("Alt+A", "Ctrl+O")
    assert counter.window.findChild(QFileDialog, "attach_dialog") is None


# ---- nothing leaks ----

_AT_WORK = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from tests.desk import typed
from tests.files import a_pdf, a_photo, a_picture
from tests.ui.page_desk import page_desk
from ui import theme
from ui.keyboard import Keyboard
from ui.pages.entry_page import EntryPage
from ui.widgets.attachments_panel import AttachmentsPanel

app = QApplication([])
theme.apply(app, False, 1.0)
keys = Keyboard()
brought = Path(sys.argv[2])
with page_desk(Path(sys.argv[1])) as desk:
    page = EntryPage(desk.ctx)
    page.show()
    page.activateWindow()
    page.start()
    keys.wait(lambda: page.isActiveWindow() and desk.ctx.write.idle, "the page")
    panel, = (one for one in page.side.panels if isinstance(one, AttachmentsPanel))
    panel._take([(file, file.name) for file in sorted(brought.iterdir())])
    keys.wait(lambda: len(panel.model.files) == 2 and not panel.taker.busy, "both files")
    for one in panel.model.files:
        panel.preview(one)
        dialog = app.activeModalWidget()
        keys.wait(lambda: dialog.view.pages, "the preview")
        dialog.reject()
    services, officer = desk.session.services, desk.session.officer
    draft = typed(desk.entrance)
    services.attach(officer, draft, services.attach.seal(officer, brought / "{NAME}.jpg", "{NAME}.jpg"))
    told = services.register_complaint(officer, draft)
    services.attach.content(officer, services.attach.of_case(officer, told.id)[0].id)
    services.verify_desk(officer)
    print("at work", flush=True)
    sys.stdin.readline()
    page.stop()
    page.close()
"""


def planted_in(data: bytes) -> list[str]:
    """Give what of the attached files, their names and their places can be read in the bytes."""
    words = [WORD, CAMERA, GPS_PLACE, "Zulkarnain Tertanam"]
    kinds = [b"%PDF-1", b"JFIF", b"Exif\0", b"IHDR"]
    found = [w for w in words for code in ("utf-8", "utf-16-le", "utf-16-be") if w.encode(code) in data]
    return [*found, *(kind.decode() for kind in kinds if kind in data), *readable_in(data)]


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["end\n", "kill"])
def test_nothing_of_a_file_is_readable_after_an_end_or_a_kill(tmp_path: Path, ending: str) -> None:
    home, brought = tmp_path / "home", tmp_path / "brought"
    brought.mkdir()
    (brought / f"{NAME}.jpg").write_bytes(a_photo(600, 400))
    (brought / f"{NAME}.pdf").write_bytes(a_pdf(1, said=WORD, pageCompression=0))
    assert planted_in((brought / f"{NAME}.pdf").read_bytes())
    assert planted_in((brought / f"{NAME}.jpg").read_bytes())
    variables = ("TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    places = {name: str(home / name.lower()) for name in variables}
    for place in places.values():
        Path(place).mkdir(parents=True)
    desk = home / "desk"
    desk.mkdir()
    child = subprocess.Popen(
        [sys.executable, "-c", _AT_WORK, str(desk), str(brought)],
        env={**os.environ, **places, "HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=home,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child:
        assert child.stdout.readline() == "at work\n"
        if ending == "kill":
            child.kill()
        else:
            child.stdin.write(ending)
            child.stdin.flush()
    files = [file for file in home.rglob("*") if file.is_file()]
    assert len([file for file in files if file.suffix == ".sealed"]) == 3
    assert {file.name for file in desk.iterdir() if file.is_file()} >= {"loket.db", *KEY_FILES}
    assert {str(file): planted_in(file.read_bytes()) for file in files if planted_in(file.read_bytes())} == {}
    assert [str(file) for file in files if "zulkarnain" in file.name.lower()] == []

    entrance, session = reopen(desk)
    (kept,) = session.services.keep_draft.at_hand(session.officer).own
    assert len(session.services.attach.of_draft(session.officer, kept.draft.id)) == 2
    entrance.close()
