"""Every room of the program drawn to build/looks/ in both languages and looks; checked for cut words and tab order."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

from tests.ui.house import SCREEN, WIDE_SCREEN, House, furnish, in_english
from tests.ui.page_desk import PageDesk, page_desk
from ui.widgets.label import ElidedLabel

LOOKS = Path(__file__).resolve().parents[2] / "build" / "looks"
ROOMS = (
    "import import-columns import-rows import-undo list sync today today-done case correct secret known status"
    " status-told calls sign-in sign-in-wrong wizard-0 wizard-1 wizard-2 wizard-3 settings-look settings-scanner"
    " settings-paper settings-officers settings-words settings-addresses settings-centre settings-backup"
    " settings-check preview connect reason help hand-over pile several incomplete done answered void copy"
    " copy-unclear sync-tasks leaving choose-values case-told case-shared forwarder export central-status"
    " report report-year report-refused"
    " courier connect-stick"
    " restore-0 restore-1 restore-2 restore-running direct mapping settings-connected status-shared"
).split()
CLOSED_ROUNDS = {"incomplete", "done"}
"""Here Tab goes round in a strip until Esc leaves it, see tests/ui/widgets/test_foot_strips.py."""
MAY_BE_SHORTENED = {"column_sample", "case_title", "desk_name"}
WAYS = [("id", False, 1.0), ("en", False, 1.0), ("id", True, 1.0), ("id", False, 1.5), ("id", False, 2.0)]


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        furnish(made)
        yield made


def cut(room: QWidget) -> list[str]:
    """Give the words that have less room than they need."""
    found = []
    for label in room.findChildren(QLabel):
        if not label.isVisible() or not label.text() or label.objectName() in MAY_BE_SHORTENED:
            continue
        if isinstance(label, ElidedLabel):
            if label.elided():
                found.append(label.text())
        elif label.wordWrap():
            if label.height() < label.heightForWidth(label.width()):
                found.append(label.text())
        elif label.width() < label.sizeHint().width():
            found.append(label.text())
    buttons = [button for button in room.findChildren(QAbstractButton) if button.isVisible()]
    return [*found, *(button.text() for button in buttons if button.width() < button.minimumSizeHint().width())]


def beyond(room: QWidget) -> list[str]:
    """Give what scrolls sideways, or needs more than the screen of a counter."""
    areas = [area for area in room.findChildren(QScrollArea) if area.isVisible() and area.widget() is not None]
    wide = [area.objectName() for area in areas if area.widget().width() > area.viewport().width()]
    least = room.minimumSizeHint().expandedTo(room.minimumSize())
    fits = least.width() <= SCREEN[0] and least.height() <= SCREEN[1]
    return wide if fits else [*wide, f"needs {least.width()} x {least.height()}"]


def overlaps(room: QWidget) -> list[tuple[str, str]]:
    """Give inputs and buttons that lie on one another."""
    kinds = QLineEdit | QAbstractButton | QPlainTextEdit
    shown = [
        (w, w.visibleRegion().boundingRect().translated(w.mapTo(room, QPoint(0, 0))))
        for w in room.findChildren(QWidget)
        if isinstance(w, kinds) and w.isVisible() and not isinstance(w.parent(), QLineEdit | QTabBar)
    ]
    return [
        (one.objectName(), other.objectName())
        for number, (one, box) in enumerate(shown)
        for other, place in shown[number + 1 :]
        if box.intersects(place) and not one.isAncestorOf(other) and not other.isAncestorOf(one)
    ]


@pytest.mark.parametrize(("language", "dark", "scale"), WAYS, ids=["id", "en", "id-dark", "id-150", "id-200"])
@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_whole(qtbot, desk: PageDesk, room: str, language: str, dark: bool, scale: float) -> None:
    LOOKS.mkdir(parents=True, exist_ok=True)
    with in_english():
        house = House(qtbot, desk, language, dark=dark, scale=scale)
        shown = house.rooms()[room]()
        look = "dark" if dark else "light"
        assert shown.grab().save(str(LOOKS / f"{room}-{language}-{look}-{round(scale * 100)}.png"))
        assert cut(shown) == [] or scale > 1.0
        assert not shown.isWindow() or shown.width() <= SCREEN[0]
        assert beyond(shown) == []
        assert overlaps(shown) == []


@pytest.mark.parametrize(
    "room", ["entry", "list", "sync", "sync-tasks", "today", "copy", "case", "saved", "report-year"]
)
def test_a_page_is_whole_on_a_wide_screen(qtbot, desk: PageDesk, room: str) -> None:
    LOOKS.mkdir(parents=True, exist_ok=True)
    with in_english():
        shown = House(qtbot, desk, "id", screen=WIDE_SCREEN).rooms()[room]()
        assert shown.grab().save(str(LOOKS / f"{room}-id-light-1920.png"))
        assert (cut(shown), beyond(shown), overlaps(shown)) == ([], [], [])


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_correction_needs_no_scrolling(qtbot, desk: PageDesk, language: str) -> None:
    with in_english():
        shown = House(qtbot, desk, language).rooms()["correct"]()
        assert shown.page("case").correction.form.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("room", ROOMS)
def test_everything_that_takes_the_focus_is_named(qtbot, desk: PageDesk, room: str) -> None:
    with in_english():
        shown = House(qtbot, desk, "id").rooms()[room]()
        nameless = [
            type(widget).__name__ + " " + widget.objectName()
            for widget in shown.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (widget.objectName() and widget.accessibleName())
            and type(widget).__name__ not in ("QTabBar", "QTabWidget")
        ]
        assert nameless == []


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in CLOSED_ROUNDS])
def test_the_keyboard_reaches_everything_and_comes_round(qtbot, desk: PageDesk, room: str) -> None:
    with in_english():
        shown = House(qtbot, desk, "id").rooms()[room]()
        wanted = {
            widget
            for widget in shown.findChildren(QWidget)
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        }
        start = QApplication.focusWidget()
        reached, steps = set(), 0
        while steps < 60:
            focus = QApplication.focusWidget()
            if focus is None or (focus is start and steps):
                break
            reached.add(focus)
            focus.window().focusNextChild()
            steps += 1
        left = {widget for widget in wanted - reached if not _one_stop(widget, reached)}
        assert sorted(widget.objectName() or type(widget).__name__ for widget in left) == []


def _one_stop(widget: QWidget, reached: set[QWidget]) -> bool:
    """Tell whether a widget stands for others that were reached: a bar of choices, a proxy."""
    return widget.focusProxy() in reached or any(widget.isAncestorOf(other) for other in reached)
