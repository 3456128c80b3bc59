"""A page is seen as wide as it fits, nearer and farther, turned by keys, and what cannot be shown is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.files import a_docx, a_pdf, a_picture
from tests.ui.page_desk import PageDesk, page_desk
from ui.widgets.page_view import PageView


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk") as desk:
        yield desk


@pytest.fixture
def view(qtbot, desk: PageDesk) -> PageView:
    view = PageView(desk.ctx, "page")
    qtbot.addWidget(view)
    view.resize(400, 300)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_pages_are_turned_by_keys_and_never_beyond_the_ends(qtbot, desk: PageDesk, view: PageView) -> None:
    told: list[tuple[int, int]] = []
    view.turned.connect(lambda page, pages: told.append((page, pages)))
    view.show_bytes(a_pdf(2))
    desk.settle(qtbot)
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        QTest.keyClick(view, key)
        desk.settle(qtbot)
    assert told == [(0, 2), (1, 2), (0, 2)]


def test_nearer_and_farther_change_how_much_is_seen(qtbot, desk: PageDesk, view: PageView) -> None:
    view.show_bytes(a_picture(1200, 600))
    desk.settle(qtbot)
    assert view.horizontalScrollBar().maximum() == 0
    QTest.keyClick(view, Qt.Key.Key_Plus)
    desk.settle(qtbot)
    assert view.horizontalScrollBar().maximum() > 0
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.horizontalScrollBar().value() > 0
    QTest.keyClick(view, Qt.Key.Key_0)
    desk.settle(qtbot)
    assert view.horizontalScrollBar().maximum() == 0


def test_what_has_no_pages_is_said_in_words_that_a_screen_reader_tells(qtbot, desk: PageDesk, view: PageView) -> None:
    failed: list[str] = []
    view.failed.connect(lambda problem: failed.append(problem.code))
    view.show_bytes(a_docx())
    desk.settle(qtbot)
    assert failed == ["preview_no_page"]
    assert "Word" in view.accessibleDescription()
    assert view.pages == 0


def test_an_answer_for_bytes_that_were_cleared_meanwhile_is_dropped(qtbot, desk: PageDesk, view: PageView) -> None:
    view.show_bytes(a_pdf(2))
    view.clear()
    desk.settle(qtbot)
    assert view.pages == 0
