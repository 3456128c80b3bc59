"""Meja salin from the setting to the last number, by keys alone, with a power cut in between."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from app.domain.complaint import Forwarder
from app.domain.copy_desk import CopyState
from app.domain.follow_up import FactKind
from tests.desk import filed, reopen
from tests.journeys.test_type_a_complaint import Counter
from tests.ui.page_desk import PageDesk, page_desk
from ui.keyboard import focused_in
from ui.pages.copy_page import CopyPage

pytestmark = pytest.mark.journey


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        made.window.stop()
        desk.settle(qtbot)


def by_hand(desk: PageDesk) -> None:
    desk.session.services.manage_desk.settings(desk.session.officer, forwarder=Forwarder.BY_HAND)


def copy_page(counter: Counter) -> CopyPage:
    page = counter.window.page("copy")
    assert isinstance(page, CopyPage)
    return page


def clipped() -> str:
    return QGuiApplication.clipboard().text()


def test_two_records_are_typed_over_by_keys_alone(counter: Counter) -> None:
    desk, keys = counter.desk, counter.keys
    by_hand(desk)
    first = filed(desk.entrance, desk.session)
    second = filed(desk.entrance, desk.session, title="Pasar becek", identity="anonymous")
    keys.press("F5")
    counter.wait_for("copy")
    page = copy_page(counter)
    keys.wait(lambda: page.view.number.text() == first.number, "the oldest record")
    keys.wait(lambda: focused_in("copy_queue"), "the queue")
    said = []
    QGuiApplication.clipboard().clear()
    for figure in "123":
        before = clipped()
        keys.press(figure)
        keys.wait(lambda before=before: clipped() != before, f"field {figure} on the clipboard, not {before!r}")
        said.append(clipped())
    assert said[1:] == [first.title, f"[No. {first.number}] " + said[2].partition("] ")[2]]
    names = [field.name for field in page._sheet.fields]
    keys.press(str((names.index("name") + 1) % 10))
    keys.wait(lambda: focused_in("reason"), "the reason")
    keys.press("Return")
    keys.wait(lambda: clipped() == "Budi Santoso", "the name on the clipboard")
    keys.wait(lambda: keys.dialog() is None, "the end of the dialog")
    QGuiApplication.clipboard().setText("#9104417")
    keys.press("Ctrl+V", "Return")
    keys.wait(lambda: page.view.number.text() == second.number, "the next record")
    assert not any(field.identity for field in page._sheet.fields)
    keys.wait(lambda: focused_in("copy_queue"), "the queue")
    keys.press("Space", "Tab")
    keys.wait(lambda: focused_in("copy_tracking"), "the place of the number")
    keys.write("9104418\n")
    keys.wait(lambda: not page.model.rows, "the empty queue")
    keys.wait(lambda: not counter.window.side.pages["copy"].accessibleName().endswith(")"), "no count")
    session = desk.session
    for told, number in ((first, "9104417"), (second, "9104418")):
        case = session.services.open_case(session.officer, told.id)
        assert case.tracking_id == number
        assert [fact.kind for fact in case.facts].count(FactKind.TRACKING_ENTERED) == 1
    assert session.services.verify_desk(session.officer).findings == ()


def test_a_power_cut_while_copying_leaves_a_record_that_is_looked_for_first(qtbot, tmp_path: Path) -> None:
    with page_desk(tmp_path / "desk") as desk:
        counter = Counter(qtbot, desk)
        by_hand(desk)
        QGuiApplication.clipboard().clear()
        told = filed(desk.entrance, desk.session)
        counter.keys.press("F5")
        counter.keys.wait(lambda: copy_page(counter).view.number.text() == told.number, "the record")
        counter.keys.press("1")
        counter.keys.wait(lambda: clipped() == "Pengaduan", "a field on the clipboard")
    entrance, session = reopen(tmp_path / "desk")
    desk = PageDesk(entrance, session)
    try:
        counter = Counter(qtbot, desk)
        keys = counter.keys
        keys.press("F5")
        page = copy_page(counter)
        keys.wait(lambda: page.model.rows, "the queue")
        assert page.model.rows[0].state is CopyState.NEEDS_CHECK
        keys.wait(lambda: page.view.absent_button.isEnabled(), "the record")
        keys.press("1")
        assert clipped() != told.title
        keys.press("B")
        keys.wait(lambda: focused_in("reason"), "the reason")
        keys.write("dicari di LAPOR!, tidak ada\n")
        keys.wait(lambda: page.model.rows[0].state is CopyState.SKIPPED, "that it is not there")
        keys.wait(lambda: keys.dialog() is None and focused_in("copy_queue"), "the queue")
        keys.press("2")
        keys.wait(lambda: clipped() == told.title, "the title on the clipboard")
    finally:
        desk.close()
