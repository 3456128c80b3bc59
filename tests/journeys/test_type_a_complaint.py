"""From key presses to paper: a visit and a call typed into the real window, and a draft that survives a kill."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from app.settings import Settings
from tests.desk import reopen
from tests.ui.page_desk import PageDesk, page_desk
from ui.keyboard import Keyboard
from ui.main_window import MainWindow
from ui.pages.entry_page import EntryPage
from ui.pages.saved_page import SavedPage

pytestmark = pytest.mark.journey

_TYPIST = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.ui.page_desk import page_desk
from ui import theme
from ui.keyboard import Keyboard
from ui.pages.entry_page import EntryPage

app = QApplication([])
theme.apply(app, False, 1.0)
keys = Keyboard()
with page_desk(Path(sys.argv[1])) as desk:
    page = EntryPage(desk.ctx)
    kept = []
    page._keeper.kept.connect(lambda at: kept.append(at))
    page.show()
    page.activateWindow()
    page.start()
    keys.wait(lambda: page.isActiveWindow() and desk.ctx.write.idle, "the page")
    keys.go_to("identity")
    keys.press("A")
    keys.go_to("name")
    keys.write("Budi Santoso")
    keys.go_to("text")
    keys.write("Antrean obat lama.")
    keys.wait(lambda: kept and not page._keeper.unsaved, "the draft was stored")
    print("kept", flush=True)
    sys.stdin.readline()
"""


class Counter:
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
        desk.settle(qtbot)

    @property
    def entry(self) -> EntryPage:
        page = self.window.page("entry")
        assert isinstance(page, EntryPage)
        return page

    @property
    def saved(self) -> SavedPage:
        page = self.window.page("saved")
        assert isinstance(page, SavedPage)
        return page

    def type_into(self, **texts: str) -> None:
        for name, text in texts.items():
            self.keys.go_to(name)
            self.keys.write(text)

    def wait_for(self, page: str) -> None:
        self.keys.wait(lambda: self.window.current() == page, f"the {page} page")


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        made.window.stop()
        desk.settle(qtbot)
        made.window.close()


def test_a_visit_and_a_call_are_typed_numbered_and_put_on_paper(counter: Counter, tmp_path: Path) -> None:
    keys, desk = counter.keys, counter.desk
    counter.type_into(identity="t", secrecy="b", notice=" ", nik="6472031205900007", name="Budi Santoso")
    counter.type_into(phone="081255501234", title="Antrean obat lama", text="Menunggu obat\nempat jam lebih.")
    counter.type_into(category="pelayanan obat\n", agency="rsud aw\n")
    keys.press("Ctrl+Return")
    counter.wait_for("saved")
    counter.saved.choose_file = lambda name: tmp_path / name  # type: ignore[method-assign]
    keys.press("F")
    number = counter.saved.facts.number.text()
    paper = tmp_path / f"{number}.pdf"
    keys.wait(paper.exists, "the receipt")
    keys.press("Escape")
    counter.wait_for("entry")
    assert counter.entry.is_blank()

    keys.go_to("channel", key="Shift+Tab")
    keys.write("tele")
    counter.type_into(phone="081355507788", name="Rina Wulandari", identity="a", secrecy="b", notice=" ")
    counter.type_into(text="Hasil rontgen belum jadi. Sudah dijanjikan Rabu.")
    counter.type_into(category="pelayanan obat\n", agency="rsud aw\n")
    assert counter.entry.form.values()["title"] == "Hasil rontgen belum jadi"
    keys.press("Ctrl+B", "Ctrl+Return")
    counter.wait_for("saved")
    assert counter.saved.facts.spoken_number.isVisible()
    keys.press("W")
    second = counter.saved.facts.number.text()
    keys.wait(lambda: second in QGuiApplication.clipboard().text(), "the text on the clipboard")
    assert "Rina" not in QGuiApplication.clipboard().text()
    keys.press("Escape")
    counter.wait_for("entry")
    assert counter.entry.form.values()["channel"] == "phone"

    rows = desk.session.services.find_complaints(desk.session.officer).rows
    assert [row.number for row in rows] == [second, number]
    assert _text_of(paper.read_bytes()).count(number) >= 2
    assert not desk.session.services.verify_desk(desk.session.officer).findings


def test_what_was_typed_survives_a_kill(qtbot, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", _TYPIST, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as typist:
        assert typist.stdout is not None
        assert typist.stdout.readline() == "kept\n"
        typist.kill()
    entrance, session = reopen(folder)
    desk = PageDesk(entrance, session, language="id")
    keys = Keyboard()
    page = EntryPage(desk.ctx)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.start()
    desk.settle(qtbot)
    assert page.offer.hasFocus()
    keys.press("Return")
    values = page.form.values()
    assert (values["identity"], values["name"], values["text"]) == ("anonymous", "Budi Santoso", "Antrean obat lama.")
    page.stop()
    desk.settle(qtbot)
    page.close()
    desk.close()


def _text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
