"""Changing the words of a category by keys alone; the next suggestion goes by them, and the shipped ones come back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.access import Role
from app.settings import Settings
from tests.ui.house import in_english
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.category_words import CategoryWordsPanel
from ui.dialogs.settings import SettingsDialog
from ui.keyboard import Keyboard


@pytest.fixture(params=["id", "en"])
def desk(request, qapp, tmp_path: Path) -> Iterator[PageDesk]:
    with in_english(), page_desk(tmp_path, language=request.param) as made:
        yield made


@pytest.fixture
def panel(qtbot, desk: PageDesk) -> CategoryWordsPanel:
    made = CategoryWordsPanel(desk.ctx)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    desk.settle(qtbot)
    made.category.setFocus()
    return made


def suggested(desk: PageDesk, title: str) -> list[str]:
    made = desk.session.services.suggest_categories.load(desk.session.officer)
    return [one.category for one in made.suggester.suggest({"title": title})]


def test_a_word_is_added_and_one_removed_by_keys(qtbot, desk, panel) -> None:
    keys = Keyboard()
    keys.write("pelayanan obat")
    keys.press("Return")
    assert panel.box.hasFocus() and "resep" in panel.box.value()
    panel.box.set_value(panel.box.value().replace("resep, ", ""))
    keys.press("Ctrl+End")
    keys.write(", Puyer racikan")
    keys.press("Ctrl+Return")
    desk.settle(qtbot)
    assert "Pelayanan Obat" in panel.banner.accessibleName()
    assert panel.category.hasFocus() and panel.box.value() == ""
    assert "kesehatan.pelayanan-obat" in suggested(desk, "puyer racikan salah")
    assert suggested(desk, "resep") == []

    keys.write("pelayanan obat")
    keys.press("Return", "Ctrl+Delete")
    desk.settle(qtbot)
    assert suggested(desk, "puyer racikan salah") == []
    assert suggested(desk, "resep") == ["kesehatan.pelayanan-obat"]


def test_what_is_as_shipped_is_kept_as_no_change(qtbot, desk, panel) -> None:
    keys = Keyboard()
    keys.write("pelayanan obat")
    keys.press("Return", "Ctrl+Return")
    desk.settle(qtbot)
    assert desk.session.services.edit_reference.edits("category_words") == {}


def test_a_word_that_is_a_text_is_said_at_its_field(qtbot, desk, panel) -> None:
    keys = Keyboard()
    keys.write("pelayanan obat")
    keys.press("Return")
    panel.box.set_value("a" * 61)
    keys.press("Ctrl+Return")
    assert panel.words_field.error() and panel.box.hasFocus()


def test_without_a_category_there_is_nothing_to_keep(qtbot, desk, panel) -> None:
    Keyboard().press("Ctrl+Return")
    assert not panel.keep.isEnabled() and not panel.box.isEnabled()


@pytest.mark.parametrize(("role", "has"), [(Role.OFFICER, False), (Role.SUPERVISOR, False), (Role.ADMIN, True)])
def test_only_an_admin_finds_it_in_the_settings(qtbot, desk, role: Role, has: bool) -> None:
    session = replace(desk.session, officer=replace(desk.session.officer, role=role))
    dialog = SettingsDialog(replace(desk.ctx, session=session), Settings())
    qtbot.addWidget(dialog)
    desk.settle(qtbot)
    assert hasattr(dialog, "category_words") is has
