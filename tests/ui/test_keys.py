"""One table of keys: nothing twice in a room, every act done by something, every button says the key it has."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.texts import texts
from tests.ui.house import House, furnish, in_english
from tests.ui.page_desk import page_desk
from ui.keys import KEYS, bind, rooms, shown_key, written
from ui.widgets.question_strip import QuestionStrip

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("entry", "list", "sync", "case", "correct", "saved", "status", "calls", "import", "today")
OF_EVERY_DIALOG = {"Enter", "Esc"}


@pytest.fixture
def house(qtbot, tmp_path: Path) -> Iterator[House]:
    with in_english(), page_desk(tmp_path / "desk") as desk:
        furnish(desk)
        made = House(qtbot, desk, "id")
        yield made
        made.settle()


def test_no_two_acts_of_a_room_share_a_key_nor_one_that_works_everywhere() -> None:
    everywhere = [_same(key) for row in KEYS if row.room == "window" for key in row.keys]
    for room in rooms():
        if room in ("window", "fields"):
            continue
        own = [_same(key) for row in KEYS if row.room == room for key in row.keys]
        twice = [key for key, count in Counter([*own, *everywhere]).items() if count > 1]
        assert not twice, (room, twice)
    assert max(Counter(everywhere).values()) == 1
    acts = Counter((row.room, row.act) for row in KEYS)
    assert max(acts.values()) == 1, acts.most_common(1)


def test_every_act_and_every_room_has_words_in_both_languages() -> None:
    for language in ("id", "en"):
        words = texts(language)
        for row in KEYS:
            assert words.word("key", row.act) != row.act, (language, row.act)
            assert words.word("room", row.room) != row.room, (language, row.room)


def test_every_act_is_bound_somewhere_and_nothing_else_is() -> None:
    said = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "ui").rglob("*.py")) if path.name != "keys.py")
    literals = {node.value for node in ast.walk(ast.parse(said_as_one())) if isinstance(node, ast.Constant)}
    missing = [(row.room, row.act) for row in KEYS if not row.heard_inside and row.act not in literals]
    assert not missing
    assert "QShortcut(QKeySequence" not in said


def said_as_one() -> str:
    """Give every module of the window as one text, but for what may stand only once at a module's head."""
    files = (path for path in sorted((ROOT / "ui").rglob("*.py")) if path.name != "keys.py")
    return "\n".join(path.read_text("utf-8").replace("from __future__", "#") for path in files)


def test_a_key_that_is_held_down_acts_once(qtbot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    bind("case", page, {"void": page.close})
    (shortcut,) = page.findChildren(QShortcut)
    assert not shortcut.autoRepeat()
    with pytest.raises(KeyError):
        bind("case", page, {"no such act": page.close})


def test_keys_are_written_as_they_stand_on_buttons() -> None:
    assert shown_key("entry", "save_print") == "Ctrl+Enter"
    assert shown_key("case", "void") == "Ctrl+Del"
    assert written("Alt+Left") == "Alt+←"
    assert written("Alt+PgDown") == "Alt+PgDn" and written("Ctrl+Alt+Up") == "Ctrl+Alt+↑"
    assert written("Ctrl++") == "Ctrl++" and written("Ctrl+-") == "Ctrl+-"


@pytest.mark.parametrize("name", PAGES)
def test_every_button_says_a_key_that_works_there(house: House, name: str) -> None:
    window = house.rooms()[name]()
    bound = {_same(shortcut.key().toString()) for shortcut in window.findChildren(QShortcut) if _counts(shortcut)}
    for button in window.findChildren(QAbstractButton):
        key = getattr(button, "_key", "")
        if not key or not button.isVisible() or isinstance(button.parent(), QuestionStrip):
            continue
        if key not in OF_EVERY_DIALOG:
            assert _same(key.replace("Enter", "Return").replace("Del", "Delete")) in bound or _same(key) in bound, (
                button.objectName(),
                key,
            )


@pytest.mark.parametrize("name", PAGES)
def test_everything_that_can_be_pressed_is_reached_without_a_mouse(house: House, name: str) -> None:
    window = house.rooms()[name]()
    pressed = [part for part in window.findChildren(QAbstractButton) if part.isVisible() and part.isEnabled()]
    lost = [
        part.objectName() or type(part).__name__
        for part in pressed
        if not part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.shortcut().isEmpty()
        and not getattr(part, "_key", "")
        and not isinstance(part.parent(), QuestionStrip)
        and not _is_part_of_a_bar(part)
    ]
    assert not lost
    assert not [
        act.text() for act in window.findChildren(QAction) if act.isVisible() and act.text() and not act.shortcut()
    ]


def test_the_help_sheet_is_the_table(house: House) -> None:
    sheet = house.rooms()["help"]()
    said = {label.text() for label in sheet.findChildren(QWidget) if hasattr(label, "text") and callable(label.text)}
    words = texts("id")
    for row in KEYS:
        assert words.word("key", row.act) in said, row
        assert words.word("room", row.room) in said


def _same(key: str) -> str:
    return QKeySequence(key).toString()


def _counts(shortcut: QShortcut) -> bool:
    owner = shortcut.parent()
    return isinstance(owner, QWidget) and owner.isVisible()


def _is_part_of_a_bar(part: QAbstractButton) -> bool:
    """One segment of a bar has the focus for all: arrows and letters go between them."""
    return type(part).__name__ == "_Segment" and part.parentWidget() is not None
