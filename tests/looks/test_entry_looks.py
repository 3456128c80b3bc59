"""Entry, call and saved pages in the window of a counter, drawn to build/looks/; no words are cut, nothing scrolls."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.settings import Settings
from app.texts import texts
from tests.desk import typed
from tests.translations import built_translations
from tests.ui.house import in_english
from tests.ui.page_desk import PageDesk, page_desk
from ui import languages, theme
from ui.main_window import MainWindow
from ui.pages.entry_page import EntryPage
from ui.pages.saved_page import SavedPage
from ui.widgets.label import ElidedLabel

LOOKS = Path(__file__).resolve().parents[2] / "build" / "looks"
SCREEN = (1366, 768)
VISIT = {
    "identity": "open",
    "secrecy": "plain",
    "notice": "read",
    "nik": "6472031205900007",
    "name": "Budi Santoso",
    "phone": "0812-5550-1234",
    "address": "Jl. Gerilya Gg. Keluarga RT 24",
    "area": "64.72.08.1002",
    "title": "Antrean obat RSUD lebih dari empat jam",
    "text": "Saya antre obat dari jam 08.00 sampai 12.30, nomor antrean A-114. Petugas bilang sistem lambat. "
    "Ibu saya lansia dan tidak ada kursi prioritas.",
    "event_on": "21-11-2026",
    "place": "Apotek rawat jalan",
    "expectation": "Ada kursi prioritas dan perkiraan waktu tunggu",
    "category": "kesehatan",
    "agency": "aws",
}
CALL = {
    "channel": "phone",
    "identity": "anonymous",
    "secrecy": "plain",
    "notice": "read",
    "phone": "0813-5550-7788",
    "name": "Rina Wulandari",
    "contact_time": "sore, setelah 15.00",
    "text": "Saya ambil hasil rontgen anak saya hari Jumat tanggal 20, jam sepuluh pagi, di loket radiologi lantai 1. "
    "Kata petugas belum jadi, padahal dijanjikan Rabu. Saya datang lagi Sabtu, loket tutup tanpa pengumuman.",
    "title": "Hasil rontgen anak terlambat, loket radiologi tutup",
    "category": "kesehatan",
    "agency": "aws",
    "event_on": "20-11-2026",
    "place": "Loket radiologi lt. 1",
}


@pytest.fixture(scope="module")
def shared_desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def desk(shared_desk: PageDesk) -> PageDesk:
    keep = shared_desk.session.services.keep_draft
    for kept in keep.at_hand(shared_desk.session.officer).own:
        keep.discard(shared_desk.session.officer, kept.draft.id)
    return shared_desk


class Screen:
    """The whole window as large as a counter's screen, in one language and look."""

    def __init__(self, qtbot, desk: PageDesk, language: str, *, dark: bool, scale: float) -> None:
        self._qtbot, self._desk = qtbot, desk
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, dark, scale)
        languages.install(app, language, built_translations())
        self.name = f"{language}-{'dark' if dark else 'light'}-{round(scale * 100)}"
        ctx = replace(desk.ctx, language=language, words=texts(language))
        self.window = MainWindow(ctx, Settings(language=language, scale=scale))
        qtbot.addWidget(self.window)
        self.window.resize(*SCREEN)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.window.open_entry()
        self.window.look_at_standing()
        desk.settle(qtbot)
        page = self.window.page("entry")
        assert isinstance(page, EntryPage)
        self.entry = page

    def fill(self, values: dict[str, str]) -> None:
        for name, text in values.items():
            self.entry.form.fields[name].put(text)
        self.entry._look()
        self.settle()

    def settle(self) -> None:
        self._desk.settle(self._qtbot)
        QCoreApplication.processEvents()

    def end(self) -> None:
        self.window.stop()
        self.settle()

    def shot(self, what: str) -> None:
        self.settle()
        LOOKS.mkdir(parents=True, exist_ok=True)
        assert self.window.grab().save(str(LOOKS / f"{what}-{self.name}.png"))

    def save(self) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()


@pytest.fixture(params=["id-light", "id-dark", "en-light", "en-dark"])
def screen(request, qtbot, desk: PageDesk) -> Iterator[Screen]:
    language, look = request.param.split("-")
    with in_english():
        made = Screen(qtbot, desk, language, dark=look == "dark", scale=1.0)
        yield made
        made.end()


def cut_words(page: QWidget) -> list[str]:
    """Give the words on a page that have less room than they need; names of people and places may be shortened."""
    cut = []
    for shown in page.findChildren(QLabel):
        if not shown.isVisible() or not shown.text():
            continue
        if isinstance(shown, ElidedLabel):
            if shown.elided() and not shown.text().startswith("Kec. "):
                cut.append(shown.text())
        elif not shown.wordWrap() and shown.width() < shown.sizeHint().width():
            cut.append(shown.text())
    buttons = (button for button in page.findChildren(QPushButton) if button.isVisible())
    return [*cut, *(button.text() for button in buttons if button.width() < button.minimumSizeHint().width())]


def test_an_empty_form_fits_the_screen_without_scrolling(screen: Screen) -> None:
    screen.shot("entry-empty")
    assert screen.entry.form.verticalScrollBar().maximum() == 0
    assert cut_words(screen.entry) == []


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("letter", {"channel": "letter.mail", "received_at": "20-11-2026 09.00"}),
        ("for-another", {"relation": "family"}),
        ("letter-for-another", {"channel": "letter.mail", "received_at": "20-11-2026 09.00", "relation": "proxy"}),
        ("call-for-another", {"channel": "phone.call", "relation": "family"}),
    ],
)
def test_what_is_asked_in_some_cases_fits_without_scrolling(screen: Screen, what: str, values: dict[str, str]) -> None:
    screen.entry.form.add(values)
    screen.entry._look()
    screen.shot(f"entry-{what}")
    assert screen.entry.form.verticalScrollBar().maximum() == 0
    assert cut_words(screen.entry) == []


def test_a_filled_form_fits_as_well_and_offers_below_the_field(screen: Screen) -> None:
    screen.fill({**VISIT, "category": ""})
    category = screen.entry.form.fields["category"].input
    category.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(category, "obat")
    screen.entry.stop()
    screen.shot("entry-filled")
    assert screen.entry.form.verticalScrollBar().maximum() == 0
    assert cut_words(screen.entry) == []


def test_what_is_missing_stands_at_its_fields(screen: Screen) -> None:
    screen.fill({**VISIT, "identity": "", "secrecy": "", "category": "obat", "notice": ""})
    screen.save()
    screen.shot("entry-error")
    assert screen.entry.form.verticalScrollBar().maximum() == 0
    assert cut_words(screen.entry) == []


def test_a_sensitive_word_asks_again(screen: Screen) -> None:
    screen.fill(VISIT)
    screen.fill({"text": "Ada pelecehan di ruang tunggu apotek, Jumat kemarin, oleh seorang petugas."})
    screen.shot("entry-sensitive")
    assert cut_words(screen.entry) == []


def test_the_rest_opens_in_place(screen: Screen) -> None:
    screen.fill({**VISIT, "relation": "family", "received_at": "kemarin 16.30", "channel": "letter.box"})
    screen.entry.form.toggle_more()
    screen.shot("entry-more")
    assert cut_words(screen.entry) == []


def test_a_draft_is_offered_above_the_form(screen: Screen, desk: PageDesk) -> None:
    for title in ("Antrean obat RSUD lebih dari empat jam", "Lampu jalan mati sejak tiga hari di depan pasar"):
        desk.session.services.keep_draft(desk.session.officer, typed(desk.entrance, title=title))
    screen.entry.offer.look(open_here=frozenset(), take_focus=True)
    screen.shot("entry-draft")
    assert screen.entry.offer.isVisible()
    assert screen.entry.form.verticalScrollBar().maximum() == 0
    assert cut_words(screen.entry.offer) == []


def test_an_odd_clock_asks_above_the_buttons(screen: Screen) -> None:
    from app.domain.errors import UserProblem

    screen.fill(VISIT)
    screen.entry._on_refused(UserProblem("clock_ahead", newest="01-10-2026 08.00", days=30))
    screen.shot("entry-clock")
    assert screen.entry.clock.isVisible()
    assert cut_words(screen.entry.clock) == []


def test_a_call_fits_the_screen(screen: Screen) -> None:
    screen.fill({"channel": "phone"})
    screen.shot("entry-phone-empty")
    assert screen.entry.form.verticalScrollBar().maximum() == 0
    assert cut_words(screen.entry) == []
    screen.fill(CALL)
    screen.entry._on_read_back_right()
    screen.shot("entry-phone")
    assert screen.entry.form.verticalScrollBar().maximum() == 0
    assert screen.entry.side.parentWidget().parentWidget().verticalScrollBar().maximum() == 0
    assert cut_words(screen.entry) == []


@pytest.mark.parametrize("values", [VISIT, CALL], ids=["visit", "call"])
def test_the_page_after_saving(screen: Screen, qtbot, values: dict[str, str]) -> None:
    screen.fill(values)
    screen.save()
    page = screen.window.page("saved")
    assert isinstance(page, SavedPage)
    qtbot.waitUntil(page.paper.sheet.has_sheet, timeout=20_000)
    screen.shot("saved-visit" if values is VISIT else "saved-phone")
    assert cut_words(page) == []


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("percent", [150, 200])
def test_larger_type_scrolls_and_cuts_nothing(qtbot, desk: PageDesk, language: str, percent: int) -> None:
    with in_english():
        screen = Screen(qtbot, desk, language, dark=False, scale=percent / 100)
        screen.fill(VISIT)
        screen.shot("entry-large")
        assert screen.entry.form.horizontalScrollBar().maximum() == 0
        assert cut_words(screen.entry.foot) == []
        screen.fill(CALL)
        screen.shot("entry-large-phone")
        screen.end()
