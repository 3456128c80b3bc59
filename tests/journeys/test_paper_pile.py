"""A pile of five papers typed in from its scans, by keys, in the real window; fewer keys than in a spreadsheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from app.settings import Settings
from tests.ui.page_desk import PageDesk, page_desk
from ui.keyboard import Keyboard, focused_in
from ui.main_window import MainWindow
from ui.pages.entry_page import EntryPage

pytestmark = pytest.mark.journey

PAPERS = (
    ("Kursi tunggu kurang", "Kursi tunggu di apotek kurang, banyak lansia berdiri lama."),
    ("Toilet kotor", "Toilet lantai satu dekat lift kotor dan bau sejak pagi."),
    ("Parkir mahal", "Tarif parkir ditarik dua kali, masuk dan keluar."),
    ("AC ruang tunggu mati", "AC ruang tunggu poli anak mati sudah seminggu."),
    ("Petugas ramah", "Terima kasih, petugas informasi ramah dan membantu sekali."),
)
SHEET = (
    "1294",
    "20/11/2026",
    "kotak saran",
    *[""] * 8,
    "ya",
    "tidak",
    "Pengaduan",
    "Kesehatan",
    "RSUD AWS",
    "",
    "B-017",
)
"""What the same officer types for each paper into a spreadsheet of 20 columns, title and text aside."""


class Counter:
    """The window over a real desk, with somebody at the keyboard."""

    def __init__(self, qtbot, desk: PageDesk) -> None:
        self.qtbot, self.desk, self.keys, self.free = qtbot, desk, Keyboard(), 0
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

    def type_into(self, **texts: str) -> None:
        for name, text in texts.items():
            self.keys.go_to(name)
            self.keys.write(text)
            if name in ("title", "text"):
                self.free += len(text)

    def numbers(self) -> list[str]:
        found = self.desk.session.services.find_complaints(self.desk.session.officer, "")
        return [row.number for row in found.rows]

    def file(self) -> None:
        before = len(self.numbers())
        self.keys.press("Ctrl+S")
        self.keys.wait(lambda: len(self.numbers()) > before, "the number")
        self.desk.settle(self.qtbot)


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        made.window.stop()
        desk.settle(qtbot)


def scans(folder: Path) -> list[Path]:
    folder.mkdir()
    files = []
    for n in range(len(PAPERS)):
        image = QImage(600, 850, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        for x in range(40, 400):
            image.setPixelColor(x, 100 + 10 * n, QColor("black"))
        files.append(folder / f"pindai-{n + 1}.png")
        assert image.save(str(files[-1]))
    return files


def test_a_pile_of_five_is_typed_with_its_scans_in_fewer_keys_than_a_register(counter: Counter, tmp_path: Path) -> None:
    keys, desk, page = counter.keys, counter.desk, counter.entry
    keys.press("Ctrl+Shift+P")
    assert page.pile.on
    page.pile.lay(scans(tmp_path / "pindaian"))
    desk.settle(counter.qtbot)
    counter.qtbot.waitUntil(lambda: page.pile.pane.page.pages == 1)
    for n, (title, text) in enumerate(PAPERS):
        assert f"{n + 1} " in page.pile.pane.state.text()
        if n == 0:
            counter.type_into(channel="kotak", received_at="20-11-2026 09.00", identity="n", secrecy="b")
            counter.type_into(backdate_reason="kotak saran", slip_number="B-017", notice=" ", title=title, text=text)
            counter.type_into(category="pelayanan obat\n", agency="rsud aw\n")
        else:
            assert focused_in("identity")
            assert page.form.values()["slip_number"] == f"B-0{17 + n}"
            assert page.form.values()["received_at"].startswith("20-11-2026")
            counter.type_into(identity="n", secrecy="b", title=title, text=text, category="pelayanan obat\n")
        counter.file()
        assert counter.window.current() == "entry"

    sheet = len(PAPERS) * sum(len(cell) + 1 for cell in SHEET)
    strokes = keys.strokes - counter.free
    assert strokes <= 0.6 * sheet, (strokes, sheet)
    assert len(counter.numbers()) == len(set(counter.numbers())) == len(PAPERS)
    services, officer = desk.session.services, desk.session.officer
    (third,) = services.find_complaints(officer, "b-019").rows
    case = services.open_case.queries.complaint(third.id)
    assert case is not None
    assert case.report.title == "Parkir mahal"
    assert case.intake.backdate_reason == "kotak saran"
    assert [one.name for one in services.attach.of_case(officer, third.id)] == ["pindai-3.png"]
    assert not services.verify_desk(officer).findings


def test_a_field_is_kept_by_a_key_and_what_protects_people_never(counter: Counter) -> None:
    keys, page = counter.keys, counter.entry
    keys.press("Ctrl+Shift+P")
    counter.type_into(identity="n", secrecy="b", notice=" ", title="Kursi", place="Apotek")
    keys.press("Ctrl+J")
    keys.go_to("secrecy", key="Shift+Tab")
    keys.press("Ctrl+J")
    keys.press("Ctrl+N")
    values = page.form.values()
    assert values["place"] == "Apotek"
    assert "secrecy" not in values
    assert "identity" not in values
    assert "title" not in values
    keys.press("Ctrl+Shift+P")
    assert not page.pile.on
    assert not page.pile.pane.isVisible()
