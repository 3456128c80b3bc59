"""A caller interrupts, the shift changes: several entries beside one another, by keys, in the real window."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from app.domain.access import Role
from app.domain.officer import Officer
from app.settings import Settings
from tests.desk import another
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.hand_over import HandOverDialog
from ui.keyboard import Keyboard, focused_in
from ui.main_window import MainWindow
from ui.pages.entry_page import EntryPage

pytestmark = pytest.mark.journey


class Counter:
    """The window over a real desk; officers come and go."""

    def __init__(self, qtbot, desk: PageDesk) -> None:
        self.qtbot, self.desk, self.keys = qtbot, desk, Keyboard()
        self.window: MainWindow | None = None

    def sit_down(self, officer: Officer) -> EntryPage:
        """Another officer signs in: a new window over the same desk."""
        self.leave()
        window = MainWindow(replace(self.desk.ctx, session=replace(self.desk.session, officer=officer)), Settings())
        self.window = window
        window.resize(1366, 768)
        with self.qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        window.open_entry()
        self.desk.settle(self.qtbot)
        page = window.page("entry")
        assert isinstance(page, EntryPage)
        return page

    def leave(self) -> None:
        """The window is taken down as the program takes it down: now, and on its own thread."""
        if self.window is not None:
            window, self.window = self.window, None
            window.stop()
            self.desk.settle(self.qtbot)
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            del window
            gc.collect()

    def type_into(self, **texts: str) -> None:
        for name, text in texts.items():
            self.keys.go_to(name)
            self.keys.write(text)


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        made.leave()


def test_three_entries_side_by_side_are_typed_on_and_filed_each_once(counter: Counter) -> None:
    keys, desk = counter.keys, counter.desk
    page = counter.sit_down(desk.session.officer)
    counter.type_into(identity="t", secrecy="b", name="Budi Santoso", title="Antrean obat lama")
    keys.press("Ctrl+N")
    counter.type_into(identity="a", secrecy="b", title="Parkir mahal")
    keys.press("Ctrl+N")
    counter.type_into(title="Toilet kotor")
    assert page.unfinished() == 3
    assert len(page.tabs.words()) == 3
    assert "Budi" not in "".join(page.tabs.words())

    keys.press("Ctrl+Tab")
    assert (page.form.values()["title"], focused_in("title") is not None) == ("Antrean obat lama", True)
    keys.write(" sekali")
    keys.press("Ctrl+Shift+Tab")
    assert page.form.values()["title"] == "Toilet kotor"
    keys.press("Ctrl+W", "Del", "Del")
    assert page.unfinished() == 2
    assert page.form.values()["title"] == "Parkir mahal"
    keys.press("Ctrl+Tab")
    assert page.form.values()["title"] == "Antrean obat lama sekali"

    counter.type_into(notice=" ", phone="081255501234", text="Menunggu obat empat jam lebih.")
    counter.type_into(category="pelayanan obat\n", agency="rsud aw\n")
    keys.press("Ctrl+S")
    window = counter.window
    assert window is not None
    keys.wait(lambda: window.current() == "saved", "the number")
    keys.press("Escape")
    keys.wait(lambda: window.current() == "entry", "the entry page")
    assert page.is_blank()
    assert page.unfinished() == 1
    keys.press("Ctrl+Tab")
    assert page.form.values()["title"] == "Parkir mahal"
    desk.settle(counter.qtbot)
    assert len(desk.session.services.find_complaints(desk.session.officer).rows) == 1
    own = desk.session.services.keep_draft.at_hand(desk.session.officer).own
    assert [kept.draft.get("title") for kept in own] == ["Parkir mahal"]


def test_at_the_change_of_shifts_a_draft_is_offered_and_accepted(counter: Counter) -> None:
    keys, desk = counter.keys, counter.desk
    siti, dewi = desk.session.officer, another(desk.session, Role.OFFICER)
    counter.sit_down(siti)
    counter.type_into(identity="t", secrecy="b", name="Budi Santoso", title="Antrean obat lama")
    keys.press("Ctrl+N")
    counter.type_into(title="Parkir mahal")

    page = counter.sit_down(dewi)
    assert siti.full_name in page.offer.said()
    assert "Antrean" not in page.offer.said()

    page = counter.sit_down(siti)
    assert page.offer.hasFocus()
    keys.press("Return")
    assert page.unfinished() == 2
    assert page.form.values()["title"] == "Parkir mahal"
    keys.press("Ctrl+H")
    keys.wait(lambda: isinstance(keys.dialog(), HandOverDialog), "the list")
    desk.settle(counter.qtbot)
    keys.press("Down", "Return")
    desk.settle(counter.qtbot)
    keys.press("Escape")
    assert len(page.tabs.words()) == 2

    page = counter.sit_down(dewi)
    assert page.offer.hasFocus()
    assert "Antrean obat lama" in page.offer.said()
    assert siti.full_name in page.offer.said()
    keys.press("Return")
    keys.wait(lambda: isinstance(keys.dialog(), HandOverDialog), "the list")
    desk.settle(counter.qtbot)
    keys.press("Return")
    desk.settle(counter.qtbot)
    keys.press("Escape")
    assert page.form.values()["name"] == "Budi Santoso"
    counter.type_into(notice=" ", phone="081255501234", text="Menunggu obat empat jam lebih.")
    counter.type_into(category="pelayanan obat\n", agency="rsud aw\n")
    keys.press("Ctrl+S")
    window = counter.window
    assert window is not None
    keys.wait(lambda: window.current() == "saved", "the number")

    keep = desk.session.services.keep_draft
    assert [kept.draft.get("title") for kept in keep.at_hand(siti).own] == ["Parkir mahal"]
    assert keep.at_hand(dewi).own == ()
    assert len(desk.session.services.find_complaints(dewi).rows) == 1
    assert not desk.session.services.verify_desk(siti).findings


def test_a_call_that_comes_in_leaves_what_is_typed_and_begins_with_its_number(counter: Counter) -> None:
    page = counter.sit_down(counter.desk.session.officer)
    counter.type_into(identity="t", name="Budi Santoso")
    counter.keys.press("Alt+T")
    values = page.form.values()
    assert (values["channel"], "name" in values) == ("phone", False)
    assert focused_in("phone")
    counter.keys.press("Ctrl+Tab")
    assert page.form.values()["name"] == "Budi Santoso"
