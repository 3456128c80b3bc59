"""Several open entries, the list of the handover and the paper pile at a counter's screen, drawn to build/looks/."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.domain.access import Role
from tests.desk import another, typed
from tests.looks.test_entry_looks import LOOKS, VISIT, Screen, cut_words
from tests.ui.house import in_english
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.hand_over import HandOverDialog

_LETTER = """Kepada Yth. Direktur RSUD

Kursi tunggu di apotek kurang,
banyak lansia berdiri lama.
Mohon ditambah.

Warga, 18 November 2026"""


@pytest.fixture
def desk(qapp, tmp_path: Path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk") as made:
        yield made


@pytest.fixture(params=["id-light", "id-dark", "en-light", "en-dark"])
def screen(request, qtbot, desk: PageDesk) -> Iterator[Screen]:
    language, look = request.param.split("-")
    with in_english():
        made = Screen(qtbot, desk, language, dark=look == "dark", scale=1.0)
        yield made
        made.end()


def test_several_open_entries_fit_above_the_form(screen: Screen) -> None:
    screen.fill({**VISIT, "category": "kesehatan.pelayanan-obat"})
    for values in ({"channel": "phone", "name": "Rina Wulandari"}, {"title": "Toilet lantai satu kotor dan bau"}):
        screen.entry.set_aside()
        screen.settle()
        screen.entry.form.add(values)
        screen.entry._look()
    screen.entry._on_next_draft()
    screen.shot("entry-several")
    assert len(screen.entry.tabs.words()) == 3
    assert screen.entry.tabs.isVisible()
    assert screen.entry.form.verticalScrollBar().maximum() == 0
    assert cut_words(screen.entry) == []
    screen.entry._on_discard_wanted()
    screen.shot("entry-discard")
    assert cut_words(screen.entry) == []


def test_the_list_of_the_handover(qtbot, screen: Screen, desk: PageDesk) -> None:
    services, siti = desk.session.services, desk.session.officer
    dewi = another(desk.session, Role.OFFICER)
    for officer, title, offered in (
        (siti, "Antrean obat lebih dari empat jam", True),
        (siti, "Parkir mahal", False),
        (dewi, "Toilet lantai satu kotor", True),
        (dewi, "Lampu mati", False),
    ):
        draft = typed(desk.entrance, title=title)
        services.keep_draft(officer, draft)
        if offered:
            services.hand_over_draft.offer(officer, [draft.id])
    screen.entry.hand_over()
    screen.settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HandOverDialog)
    screen.settle()
    assert dialog.grab().save(str(LOOKS / f"hand-over-{screen.name}.png"))
    assert dialog.model.rowCount() == 4
    assert cut_words(dialog) == []
    dialog.reject()
    screen.settle()


def test_a_pile_leaves_the_form_whole(qtbot, screen: Screen, tmp_path: Path) -> None:
    scan = QImage(1240, 1754, QImage.Format.Format_RGB32)
    scan.fill(QColor("white"))
    painter = QPainter(scan)
    font = QFont(QApplication.font())
    font.setPixelSize(44)
    painter.setFont(font)
    painter.drawText(scan.rect().adjusted(120, 160, -60, -60), 0, _LETTER)
    painter.end()
    files = [tmp_path / f"pindai-{n}.png" for n in range(3)]
    for file in files:
        assert scan.save(str(file))
    screen.entry.pile.toggle()
    screen.entry.pile.lay(files)
    screen.entry.form.add({"channel": "letter.box", "received_at": "20-11-2026 09.00", "slip_number": "B-017"})
    screen.entry._look()
    qtbot.waitUntil(lambda: screen.entry.pile.pane.page.pages == 1)
    screen.shot("entry-pile")
    assert screen.entry.form.verticalScrollBar().maximum() == 0
    assert cut_words(screen.entry) == []
    screen.entry.pile.swap()
    screen.shot("entry-pile-left")
    assert screen.entry.pile.pane.x() == 0
    assert screen.entry.form.verticalScrollBar().maximum() == 0
