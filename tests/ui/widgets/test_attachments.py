"""Files of an entry in the right column: seen, removed by two presses, never taken for typing, told in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.domain.draft import Draft
from app.settings import Settings, read_settings, write_settings
from tests.files import a_pdf, a_photo, a_picture
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.preview import PreviewDialog
from ui.models.attachments_model import NOTE, AttachmentsModel
from ui.widgets.attachments_panel import AttachmentsPanel
from ui.widgets.masked_input import MaskedInput
from ui.widgets.text_box import TextBox
from ui.widgets.text_input import TextInput


class Page(QWidget):
    """A page with a field, a box and the panel."""

    def __init__(self, desk: PageDesk) -> None:
        super().__init__()
        self.setObjectName("entry_page")
        self.field, self.box = TextInput("title", parent=self), TextBox("text", parent=self)
        self.masked = MaskedInput("nik", mask=str, parent=self)
        self.panel = AttachmentsPanel(desk.ctx, self)
        rows = QVBoxLayout(self)
        for widget in (self.field, self.box, self.masked, self.panel):
            rows.addWidget(widget)
        self.said: list[str] = []
        self.panel.said.connect(self.said.append)
        self.draft = Draft(id=desk.session.services.keep_draft.new_id(), values={})
        self.panel.begin(self.draft)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk") as desk:
        yield desk


@pytest.fixture
def page(qtbot, desk: PageDesk) -> Iterator[Page]:
    page = Page(desk)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.field.setFocus()
    desk.settle(qtbot)
    yield page
    page.panel.stop()
    desk.settle(qtbot)
    QGuiApplication.clipboard().clear()


def names(page: Page) -> list[str]:
    return [one.name for one in page.panel.model.files]


def settle(qtbot, desk: PageDesk, page: Page) -> None:
    qtbot.waitUntil(lambda: not page.panel.taker.busy, timeout=20_000)
    desk.settle(qtbot)


def drag(*files: Path) -> QMimeData:
    brought = QMimeData()
    brought.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return brought


def drop(on: QWidget, brought: QMimeData) -> None:
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, brought, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(on, enter)
    assert enter.isAccepted()
    at = QPointF(5, 5)
    dropped = QDropEvent(
        at, Qt.DropAction.CopyAction, brought, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(on.window(), dropped)


def test_the_limits_are_said_before_anything_is_attached(page: Page) -> None:
    assert page.panel.state.text() == "pdf, jpg, png, doc, docx · 5 MB · 5 files"


def test_files_dropped_on_a_field_are_attached_and_not_typed(qtbot, desk: PageDesk, page: Page, tmp_path: Path) -> None:
    photo, letter = tmp_path / "foto-antrean.jpg", tmp_path / "resep.pdf"
    photo.write_bytes(a_photo(800, 600))
    letter.write_bytes(a_pdf(3))
    for on in (page.field, page.box.viewport()):
        drop(on, drag(photo if on is page.field else letter))
        settle(qtbot, desk, page)
    assert names(page) == ["foto-antrean.jpg", "resep.pdf"]
    assert page.panel.accessibleName() == "Attachments · 2"
    assert (page.field.text(), page.box.toPlainText()) == ("", "")
    assert "3 p." in page.panel.model.index(1, 0).data(NOTE)


def test_words_are_still_dropped_into_the_box(page: Page) -> None:
    brought = QMimeData()
    brought.setText("kursi roda")
    assert page.box.canInsertFromMimeData(brought)
    assert not page.box.canInsertFromMimeData(drag(Path("/a.pdf")))


@pytest.mark.parametrize("into", ["field", "box", "masked"])
def test_a_picture_on_the_clipboard_is_attached_by_ctrl_v_in_a_field(
    qtbot, desk: PageDesk, page: Page, into: str
) -> None:
    QGuiApplication.clipboard().setImage(QImage.fromData(a_picture()))
    widget = getattr(page, into)
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk, page)
    assert names(page) == ["pasted 09.41.07.png"]


def test_words_on_the_clipboard_are_typed_as_ever(qtbot, desk: PageDesk, page: Page) -> None:
    QGuiApplication.clipboard().setText("kursi roda")
    QTest.keyClick(page.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.field.text() == "kursi roda"
    page.panel.paste()
    desk.settle(qtbot)
    assert names(page) == []
    assert "papan klip" in page.panel.problem.text() or "ditempel" in page.panel.problem.text()


def test_two_presses_of_delete_take_a_file_away_and_any_other_key_keeps_it(
    qtbot, desk: PageDesk, page: Page, tmp_path: Path
) -> None:
    for n in (1, 2):
        (tmp_path / f"{n}.pdf").write_bytes(a_pdf(n))
    page.panel.take_brought(drag(tmp_path / "1.pdf", tmp_path / "2.pdf"))
    settle(qtbot, desk, page)
    files = page.panel.files
    page.panel.go_in()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Down, Qt.Key.Key_Delete):
        QTest.keyClick(files, key)
    assert names(page) == ["1.pdf", "2.pdf"]
    QTest.keyClick(files, Qt.Key.Key_Delete)
    desk.settle(qtbot)
    assert names(page) == ["1.pdf"]
    left: list[bool] = []
    page.panel.left.connect(lambda: left.append(True))
    QTest.keyClick(files, Qt.Key.Key_Escape)
    assert left == [True]


def test_enter_shows_the_file_from_memory(qtbot, desk: PageDesk, page: Page, tmp_path: Path) -> None:
    (tmp_path / "surat.pdf").write_bytes(a_pdf(2))
    page.panel.take_brought(drag(tmp_path / "surat.pdf"))
    settle(qtbot, desk, page)
    (tmp_path / "surat.pdf").unlink()
    page.panel.go_in()
    QTest.keyClick(page.panel.files, Qt.Key.Key_Return)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreviewDialog)
    qtbot.waitUntil(lambda: dialog.view.pages == 2, timeout=20_000)
    QTest.keyClick(dialog.view, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: "Page 2 of 2" in dialog.facts.text(), timeout=20_000)
    QTest.keyClick(dialog.view, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_a_bad_file_is_a_sentence_and_the_good_ones_beside_it_are_taken(
    qtbot, desk: PageDesk, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "kosong.pdf").touch()
    (tmp_path / "foto.jpg").write_bytes(a_picture())
    page.panel.take_brought(drag(tmp_path / "kosong.pdf", tmp_path / "foto.jpg", tmp_path / "hilang.pdf"))
    settle(qtbot, desk, page)
    assert names(page) == ["foto.jpg"]
    assert page.panel.problem.text().startswith("hilang.pdf: ")
    assert any(said.startswith("kosong.pdf: ") and "0 bita" in said for said in page.said)


def test_another_entry_has_its_own_files_and_they_come_back_with_it(
    qtbot, desk: PageDesk, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(a_pdf(1))
    page.panel.take_brought(drag(tmp_path / "a.pdf"))
    settle(qtbot, desk, page)
    other = Draft(id=desk.session.services.keep_draft.new_id(), values={})
    page.panel.begin(other)
    desk.settle(qtbot)
    assert not page.panel.holds()
    page.panel.begin(page.draft)
    desk.settle(qtbot)
    assert names(page) == ["a.pdf"]
    assert page.panel.holds()


def test_a_file_still_being_taken_when_the_entry_changes_goes_to_the_one_it_was_meant_for(
    qtbot, desk: PageDesk, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(a_pdf(1))
    page.panel.take_brought(drag(tmp_path / "a.pdf"))
    other = Draft(id=desk.session.services.keep_draft.new_id(), values={})
    page.panel.begin(other)
    settle(qtbot, desk, page)
    assert names(page) == []
    services = desk.session.services
    assert [one.name for one in services.attach.of_draft(desk.session.officer, page.draft.id)] == ["a.pdf"]


def test_for_somebody_hidden_it_is_said_what_documents_may_still_tell(
    qtbot, desk: PageDesk, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "foto.jpg").write_bytes(a_photo())
    (tmp_path / "surat.pdf").write_bytes(a_pdf(1))
    page.panel.take_brought(drag(tmp_path / "foto.jpg"))
    settle(qtbot, desk, page)
    page.panel.look(Draft(id=page.draft.id, values={"identity": "anonymous"}))
    assert page.panel.state.text() == "Photos carry no place or camera."
    page.panel.take_brought(drag(tmp_path / "surat.pdf"))
    settle(qtbot, desk, page)
    assert page.panel.state.text() == "PDF and Word stay as they are."


def test_a_new_scan_is_proposed_and_taken_by_its_key_only(qtbot, desk: PageDesk, page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "pindai \\aneh"
    folder.mkdir()
    write_settings(desk.entrance.folder, Settings(scan_folder=str(folder)))
    assert read_settings(desk.entrance.folder).scan_folder == str(folder)
    scans = desk.session.services.attach.scans
    now = [0.0]
    scans._now = lambda: now[0]

    def look() -> None:
        scans.settle(20)
        now[0] += 2
        page.panel.look_for_scans()
        desk.settle(qtbot)
        scans.settle(20)

    look()
    (folder / "pindai-1.pdf").write_bytes(a_pdf(1))
    for _ in range(3):
        look()
    assert page.panel.scan.text() == "New scan: pindai-1.pdf · Ctrl+Shift+O attaches"
    assert names(page) == []
    page.panel.take_scan()
    settle(qtbot, desk, page)
    look()
    assert names(page) == ["pindai-1.pdf"]
    assert page.panel.scan.isHidden()
    assert (folder / "pindai-1.pdf").exists()


def test_the_list_meets_the_model_tester(qtbot, desk: PageDesk, page: Page, tmp_path: Path) -> None:
    model = AttachmentsModel(desk.ctx, page)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    (tmp_path / "a.pdf").write_bytes(a_pdf(1))
    page.panel.take_brought(drag(tmp_path / "a.pdf"))
    settle(qtbot, desk, page)
    model.show_files(page.panel.model.files)
    assert model.rowCount() == 1
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("a.pdf · ")
    model.show_files(())
    tester.deleteLater()


def test_one_line_fields_leave_files_to_the_page(page: Page) -> None:
    assert not any(field.acceptDrops() for field in page.findChildren(QLineEdit))


def test_five_files_take_the_room_of_three_and_the_keys_reach_the_last(
    qtbot, desk: PageDesk, page: Page, tmp_path: Path
) -> None:
    files = [tmp_path / f"{n}.pdf" for n in range(5)]
    for n, file in enumerate(files):
        file.write_bytes(a_pdf(n + 1))
    page.panel.take_brought(drag(*files))
    settle(qtbot, desk, page)
    assert len(names(page)) == 5
    assert page.panel.files.height() == 3 * 24
    assert page.panel.state.text() == "5 of 5 · Alt+A opens the list"
    page.panel.go_in()
    QTest.keyClick(page.panel.files, Qt.Key.Key_End)
    chosen = page.panel.files.currentIndex()
    assert chosen.row() == 4
    assert page.panel.files.viewport().rect().contains(page.panel.files.visualRect(chosen).center())
