"""Offered categories, the proposed agency and the words of categories at a counter's screen, drawn to build/looks/."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.settings import Settings
from tests.looks.test_entry_looks import LOOKS, VISIT, Screen, cut_words
from tests.ui.house import in_english
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.settings import SettingsDialog
from ui.widgets.picker import Picker


@pytest.fixture
def desk(qapp, tmp_path: Path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk") as made:
        yield made


@pytest.fixture(params=["id-light", "en-dark"])
def screen(request, qtbot, desk: PageDesk) -> Iterator[Screen]:
    language, look = request.param.split("-")
    with in_english():
        made = Screen(qtbot, desk, language, dark=look == "dark", scale=1.0)
        yield made
        made.end()


def test_offers_stand_at_the_empty_category_and_the_agency_is_proposed(screen: Screen) -> None:
    screen.fill({**VISIT, "category": "", "agency": ""})
    category = screen.entry.form.fields["category"].input
    assert isinstance(category, Picker)
    category.setFocus(Qt.FocusReason.TabFocusReason)
    screen.shot("category-offers")
    assert category.is_open() and category._list is not None
    assert category._list.geometry().right() <= screen.window.width()
    assert screen.entry.form.verticalScrollBar().maximum() == 0
    assert cut_words(screen.entry) == []
    screen.entry.form.add({"category": "kesehatan.pelayanan-obat"})
    screen.entry._look()
    screen.shot("agency-proposed")
    agency = screen.entry.form.fields["agency"].input
    assert isinstance(agency, Picker) and agency._tag_fits()


def test_the_words_of_a_category_fit_their_tab(screen: Screen, qtbot) -> None:
    dialog = SettingsDialog(screen.entry._ctx, Settings())
    qtbot.addWidget(dialog)
    screen.settle()
    tabs = [dialog.tabs.widget(n) for n in range(dialog.tabs.count())]
    holds = [tab is not None and tab.isAncestorOf(dialog.category_words) for tab in tabs]
    dialog.tabs.setCurrentIndex(holds.index(True))
    dialog.category_words.category.set_value("kesehatan.pelayanan-obat", "Kesehatan › Pelayanan Obat")
    with qtbot.waitExposed(dialog):
        dialog.show()
    screen.settle()
    assert dialog.grab().save(str(LOOKS / f"category-words-{screen.name}.png"))
    assert cut_words(dialog) == []
