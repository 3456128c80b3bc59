"""Correcting addresses by keys alone; they hold for the next slip, and the shipped ones come back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.access import Role
from app.settings import Settings
from tests.receipts import words_of
from tests.ui.house import in_english
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.agency_contacts import AgencyContactsPanel
from ui.dialogs.settings import SettingsDialog
from ui.keyboard import Keyboard


@pytest.fixture(params=["id", "en"])
def desk(request, qapp, tmp_path: Path) -> Iterator[PageDesk]:
    with in_english(), page_desk(tmp_path, language=request.param) as made:
        yield made


@pytest.fixture
def panel(qtbot, desk: PageDesk) -> AgencyContactsPanel:
    made = AgencyContactsPanel(desk.ctx)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    desk.settle(qtbot)
    made.body.setFocus()
    return made


def test_an_address_is_corrected_by_keys_and_stands_on_the_next_slip(qtbot, desk, panel) -> None:
    keys = Keyboard()
    keys.write("pln")
    keys.press("Return")
    keys.write("Jl. Gajah Mada No. 1")
    keys.press("Return")
    keys.write("123")
    keys.press("Ctrl+Return")
    desk.settle(qtbot)
    assert "PLN" in panel.banner.accessibleName()
    assert panel.body.hasFocus() and panel.inputs["address"].value() == ""
    slip = words_of(desk.session.services.refer_elsewhere.preview(desk.session.officer, ("pln",)))
    assert "Jl. Gajah Mada No. 1" in slip and "123" in slip

    keys.write("pln")
    keys.press("Return")
    assert panel.inputs["phone"].value() == "123"
    keys.press("Ctrl+Delete")
    desk.settle(qtbot)
    slip = words_of(desk.session.services.refer_elsewhere.preview(desk.session.officer, ("pln",)))
    assert "Gajah Mada" not in slip


def test_what_is_too_long_is_said_at_its_field(qtbot, desk, panel) -> None:
    keys = Keyboard()
    keys.write("pln")
    keys.press("Return", "Tab")
    panel.inputs["phone"].set_value("1" * 61)
    keys.press("Ctrl+Return")
    assert panel.fields["contact_phone"].error() and panel.inputs["phone"].hasFocus()


def test_without_a_body_there_is_nothing_to_keep(qtbot, desk, panel) -> None:
    Keyboard().press("Ctrl+Return")
    assert not panel.keep.isEnabled() and not panel.inputs["address"].isEnabled()


@pytest.mark.parametrize(("role", "has"), [(Role.OFFICER, False), (Role.SUPERVISOR, True), (Role.ADMIN, True)])
def test_only_a_supervisor_or_an_admin_finds_it_in_the_settings(qtbot, desk, role: Role, has: bool) -> None:
    session = replace(desk.session, officer=replace(desk.session.officer, role=role))
    dialog = SettingsDialog(replace(desk.ctx, session=session), Settings())
    qtbot.addWidget(dialog)
    desk.settle(qtbot)
    assert hasattr(dialog, "contacts") is has
