"""Incomplete, done on the spot, and where else to go: on the entry page of a counter, drawn to build/looks/."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.text import folded
from tests.looks.test_entry_looks import VISIT, Screen, cut_words
from tests.ui.house import in_english
from tests.ui.page_desk import PageDesk, page_desk
from ui.widgets.done_strip import DoneStrip
from ui.widgets.incomplete_strip import IncompleteStrip
from ui.widgets.referral_panel import ReferralPanel

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


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


@pytest.fixture(params=["id-light", "id-dark", "en-light", "en-dark"])
def screen(request, qtbot, desk: PageDesk) -> Iterator[Screen]:
    language, look = request.param.split("-")
    with in_english():
        made = Screen(qtbot, desk, language, dark=look == "dark", scale=1.0)
        yield made
        made.end()


def press(screen: Screen, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)
    screen.settle()


def test_what_is_missing_is_ticked_below_the_form(screen: Screen) -> None:
    screen.fill({**VISIT, "relation": "proxy", "represented": "Aminah", "place": "", "event_on": ""})
    press(screen, Qt.Key.Key_M, CONTROL)
    press(screen, Qt.Key.Key_1)
    press(screen, Qt.Key.Key_3)
    strip = screen.entry.findChild(IncompleteStrip)
    assert strip is not None and strip.is_open() and len(strip.ticks.ticked()) == 2
    screen.shot("entry-incomplete")
    assert screen.entry.form.verticalScrollBar().maximum() == 0
    assert cut_words(strip) == []
    press(screen, Qt.Key.Key_Escape)
    screen.shot("entry-incomplete-line")
    assert screen.entry.form.verticalScrollBar().maximum() == 0


def test_an_answer_given_at_once_stands_below_the_form(screen: Screen) -> None:
    screen.fill(VISIT)
    press(screen, Qt.Key.Key_Return, CONTROL | SHIFT)
    strip = screen.entry.findChild(DoneStrip)
    assert strip is not None and strip.is_open()
    strip.fields["answer"].put("Apotek rawat jalan buka pukul 08.00 sampai 12.00 pada hari Sabtu.")
    strip.fields["result"].put("informed")
    screen.shot("entry-done")
    assert screen.entry.form.verticalScrollBar().maximum() == 0
    assert cut_words(strip) == []
    press(screen, Qt.Key.Key_Escape)
    screen.shot("entry-done-line")
    assert screen.entry.form.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("crime", {"title": "Motor dicuri di parkiran", "category": ""}),
        ("violence", {"title": "Korban KDRT", "category": ""}),
        ("elsewhere", {"agency": "diskominfo"}),
        ("unreachable", {"agency": "pln"}),
    ],
)
def test_where_else_to_go_is_said_calmly_beside_the_form(screen: Screen, what: str, values: dict[str, str]) -> None:
    screen.fill({**VISIT, **values})
    panel = screen.entry.findChild(ReferralPanel)
    assert panel is not None and panel.isVisible()
    screen.shot(f"entry-refer-{what}")
    assert cut_words(panel) == [] and folded(panel.sentence.text())
    assert screen.entry.form.verticalScrollBar().maximum() == 0
