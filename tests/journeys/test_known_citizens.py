"""Somebody comes again: known while typed, taken over by two keys, never overwritten, never shown when hidden."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.access import Role
from tests.desk import another, filed
from tests.journeys.test_type_a_complaint import Counter
from tests.ui.page_desk import page_desk
from ui.pages.case_page import CasePage
from ui.widgets.known_panel import KnownPanel

pytestmark = pytest.mark.journey

NIK, PHONE = "6472031205900007", "081255501234"
FULL = {"area": "64.72.01.1001", "occupation": "nelayan", "email": "budi@contoh.id"}


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        desk.settle(qtbot)


def panel(counter: Counter) -> KnownPanel:
    (found,) = (one for one in counter.entry.side.panels if isinstance(one, KnownPanel))
    return found


def wait_known(counter: Counter, count: int = 1) -> KnownPanel:
    known = panel(counter)
    counter.keys.wait(lambda: known.isVisible() and known.count() == count, f"{count} known")
    return known


def test_a_nik_and_two_presses_fill_the_reporter(counter: Counter) -> None:
    told = filed(counter.desk.entrance, counter.desk.session, **FULL)
    keys, entry = counter.keys, counter.entry
    counter.type_into(nik=NIK)
    keys.press("Ctrl+D", "Ctrl+D")  # as fast as they can be pressed, before anything was looked up
    keys.wait(lambda: entry.form.values().get("name"), "the data")
    values = entry.form.values()
    assert (values["phone"], values["address"]) == ("0812-5550-1234", "Jl. Gerilya Gg. Keluarga RT 24")
    assert (values["area"], values["occupation"], values["email"]) == tuple(FULL.values())
    assert values["born_on"] == "12-05-1990"
    assert not {"identity", "secrecy", "notice"} & values.keys()
    assert entry.form.name_of(entry.focusWidget()) == "identity"
    assert "Budi" not in panel(counter).accessibleName()

    counter.type_into(identity="t", secrecy="b", notice=" ", title="Lampu jalan padam", text="Gelap sejak Senin malam.")
    counter.type_into(category="pelayanan obat\n", agency="rsud aw\n")
    keys.press("Ctrl+S")
    counter.wait_for("saved")
    see, officer = counter.desk.session.services.open_case.identity, counter.desk.session.officer
    rows = counter.desk.session.services.find_complaints(officer).rows
    again, before = (see(officer, id, "menelepon balik") for id in (rows[0].id, told.id))
    assert replace(again, kind=None, relation=None) == before
    keys.press("Escape")
    counter.wait_for("entry")
    assert panel(counter).isHidden()


def test_a_telephone_shows_a_count_that_opens_the_case_and_comes_back(counter: Counter) -> None:
    told = filed(counter.desk.entrance, counter.desk.session)
    keys = counter.keys
    counter.type_into(phone=PHONE)
    known = wait_known(counter)
    assert not known.is_open()
    assert "Antrean" not in "".join(
        label.text() for label in known.findChildren(type(known._keys)) if label.isVisible()
    )
    keys.press("Ctrl+D")
    assert known.is_open()
    keys.press("Escape")
    assert counter.entry.form.name_of(counter.entry.focusWidget()) == "phone"
    keys.press("Ctrl+D", "Return")
    counter.wait_for("case")
    page = counter.window.page("case")
    assert isinstance(page, CasePage)
    keys.wait(lambda: page.sheet.number.text() == told.number, "the case")
    keys.press("Escape")
    counter.wait_for("entry")
    assert counter.entry.form.values()["phone"] == PHONE


def test_what_was_typed_differently_stays_until_one_key_replaces_it(counter: Counter) -> None:
    filed(counter.desk.entrance, counter.desk.session, **FULL)
    keys, entry = counter.keys, counter.entry
    counter.type_into(nik=NIK, name="Budi Hartono", phone="081399990000")
    known = wait_known(counter)
    keys.press("Ctrl+D", "P")
    keys.wait(lambda: known.model.different, "the differences")
    assert [name for name, _ in known.model.different] == ["name", "phone"]
    assert entry.form.values()["email"] == "budi@contoh.id"
    assert entry.form.values()["name"] == "Budi Hartono"
    keys.press("Down", "R")
    keys.wait(lambda: entry.form.values()["phone"] == "0812-5550-1234", "the recorded number")
    keys.press("Escape")
    assert entry.form.values()["name"] == "Budi Hartono"
    assert entry.form.name_of(entry.focusWidget()) == "identity"


def test_nobody_is_known_who_wanted_to_be_hidden(counter: Counter) -> None:
    entrance, session = counter.desk.entrance, counter.desk.session
    colleague = another(session, Role.OFFICER)
    filed(entrance, session, identity="anonymous")
    filed(entrance, session, colleague, secrecy="secret")
    counter.type_into(nik=NIK, name="Budi Santoso", phone=PHONE)
    counter.keys.press("Ctrl+D")
    counter.keys.wait(lambda: counter.desk.ctx.read.idle, "the look-up")
    counter.keys.wait(
        lambda: "dikenal" in counter.entry.foot.help.text() or "known" in counter.entry.foot.help.text(), "the word"
    )
    assert panel(counter).isHidden()
    assert panel(counter).count() == 0


def test_the_known_one_is_gone_with_the_digits(counter: Counter) -> None:
    filed(counter.desk.entrance, counter.desk.session)
    counter.type_into(nik=NIK)
    known = wait_known(counter)
    counter.keys.press("Backspace")
    counter.keys.wait(known.isHidden, "nobody")
