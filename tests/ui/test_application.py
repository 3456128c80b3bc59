"""From the door to the desk and back: phrase, PIN, lock, another officer, the wizard of a first start, the end."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.errors import StorageProblem
from app.domain.ids import new_id
from app.domain.incarnation import Begun, Reason
from app.services import Session
from app.settings import Settings, read_settings
from tests.builders import NOON
from tests.desk import CHEAP, PHRASE, PIN, another, open_desk, reopen
from tests.ui.house import fill_wizard, in_english
from ui.application import Desktop
from ui.keyboard import Keyboard

Start = Callable[..., Desktop]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Give a desk with two officers."""
    made = tmp_path_factory.mktemp("desk") / "data"
    entrance, session = open_desk(made)
    another(session, Role.OFFICER, login="dewi", pin="835174")
    entrance.close()
    return made


@pytest.fixture
def keys() -> Keyboard:
    return Keyboard()


@pytest.fixture
def start(qapp, monkeypatch, caplog, keys: Keyboard) -> Iterator[Start]:
    """Start the program on a folder, wait for the door, and end it after the test."""
    monkeypatch.setattr("app.log.start_log", lambda folder: None)
    started: list[Desktop] = []

    def begin(folder: Path, make: Callable[[], Any] | None = None, **options: Any) -> Desktop:
        desktop = Desktop(qapp, make or (lambda: DeskEntrance(folder, costs=CHEAP)), folder, **options)
        started.append(desktop)
        desktop.show()
        return desktop

    with in_english():
        yield begin
        for desktop in started:
            end(desktop, keys)


def end(desktop: Desktop, keys: Keyboard) -> None:
    if desktop.ended:
        return
    over: list[bool] = []
    desktop.closed.connect(lambda: over.append(True))
    desktop.close()
    keys.wait(lambda: over, "the end")
    desktop.shell.deleteLater()


def door(desktop: Desktop, keys: Keyboard) -> None:
    keys.wait(lambda: desktop.sign_in.phrase.hasFocus() and desktop.sign_in.officer.count(), "the door")


def sign_in(desktop: Desktop, keys: Keyboard, *, name: str = "s", pin: str = PIN) -> None:
    keys.write(PHRASE)
    keys.press("Return")
    keys.write(name)
    keys.press("Return")
    keys.write(pin)
    keys.press("Return")
    keys.wait(lambda: not desktop.locked and _is_at_work(desktop), "the desk")


def _is_at_work(desktop: Desktop) -> bool:
    """Tell whether keys reach the page: the window is there before its first page has the focus."""
    focus, window = QApplication.focusWidget(), desktop.window
    return window is not None and focus is not None and window.isAncestorOf(focus)


def test_phrase_name_and_pin_lead_to_the_entry_page(start: Start, keys: Keyboard, folder: Path) -> None:
    desktop = start(folder)
    door(desktop, keys)
    assert not desktop.sign_in.pin.isVisible()
    sign_in(desktop, keys)
    assert desktop.window is not None
    assert desktop.window.current() == "entry"
    assert desktop.window.session.officer.login == "siti"
    assert desktop.sign_in.pin.text() == desktop.sign_in.phrase.text() == ""


def test_a_wrong_phrase_is_asked_again_and_the_pin_typed_meanwhile_is_dropped(
    start: Start, keys: Keyboard, folder: Path
) -> None:
    typed = threading.Event()

    class Slow(DeskEntrance):
        def open_phrase(self, phrase: str) -> None:
            assert typed.wait(20)
            super().open_phrase(phrase)

    desktop = start(folder, lambda: Slow(folder, costs=CHEAP))
    door(desktop, keys)
    keys.write("kapal layar pulau tegang")
    keys.press("Return")
    assert desktop.sign_in.officer.isVisible()
    keys.write("s")
    keys.press("Return")
    keys.write(PIN)
    keys.press("Return")
    typed.set()
    keys.wait(lambda: desktop.sign_in.problem_shown, "the sentence")
    assert desktop.sign_in.phrase.hasFocus()
    assert not desktop.sign_in.pin.isVisible()
    assert desktop.sign_in.pin.text() == ""
    keys.write(PHRASE)
    keys.press("Return")
    keys.write(PIN)
    keys.press("Return")
    keys.wait(lambda: not desktop.locked, "the desk")


def test_a_wrong_pin_says_how_many_tries_are_left(start: Start, keys: Keyboard, folder: Path) -> None:
    desktop = start(folder)
    door(desktop, keys)
    keys.write(PHRASE)
    keys.press("Return")
    keys.write("d")
    keys.press("Return")
    keys.write("509284")
    keys.press("Return")
    keys.wait(lambda: desktop.sign_in.problem_shown, "the sentence")
    assert "4" in desktop.sign_in.problem_text
    assert desktop.sign_in.pin.hasFocus()
    assert desktop.sign_in.pin.text() == ""
    keys.write("835174")
    keys.press("Return")
    keys.wait(lambda: not desktop.locked, "the desk")


BEGUN = Begun(id=new_id(NOON), series="A2", reason=Reason.NUMBERS_LOST, at=NOON, lost=3)


def test_numbers_that_the_database_lost_are_said_once(start: Start, keys: Keyboard, folder: Path) -> None:
    class Lossy(DeskEntrance):
        def sign_in(self, login: str, pin: str) -> Session:
            return replace(super().sign_in(login, pin), begun=BEGUN)

    desktop = start(folder, lambda: Lossy(folder, costs=CHEAP))
    door(desktop, keys)
    sign_in(desktop, keys)
    assert desktop.window is not None
    assert desktop.window.problem.isVisible()
    assert "3" in desktop.window.problem.accessibleDescription()


def test_locking_hides_the_desk_and_the_same_officer_comes_back_to_the_same_page(
    start: Start, keys: Keyboard, folder: Path
) -> None:
    desktop = start(folder)
    door(desktop, keys)
    sign_in(desktop, keys)
    window = desktop.window
    assert window is not None
    keys.press("F3")
    keys.write("antre")
    keys.press("F1")
    keys.wait(QApplication.activeModalWidget, "the help")
    desktop.lock()
    keys.wait(lambda: desktop.sign_in.pin.hasFocus(), "the door")
    assert not window.isVisible()
    assert not any(dialog.isVisible() for dialog in window.findChildren(QDialog))
    assert not desktop.sign_in.phrase.isVisible()
    assert desktop.sign_in.officer.value() == "siti"
    keys.press("F9")
    keys.write(PIN)
    keys.press("Return")
    keys.wait(lambda: not desktop.locked, "the desk")
    assert desktop.window is window
    assert window.current() == "list"
    assert window.isVisible()


def test_another_officer_gets_pages_of_their_own(start: Start, keys: Keyboard, folder: Path) -> None:
    desktop = start(folder)
    door(desktop, keys)
    sign_in(desktop, keys)
    first = desktop.window
    keys.press("Ctrl+L")
    keys.wait(lambda: desktop.sign_in.pin.hasFocus(), "the door")
    keys.press("Shift+Tab", "Down", "Return")
    keys.write("835174")
    keys.press("Return")
    keys.wait(lambda: not desktop.locked, "the desk")
    assert desktop.window is not first
    assert desktop.window is not None
    assert desktop.window.session.officer.login == "dewi"


def test_an_idle_desk_locks_itself_and_a_key_keeps_it_open(start: Start, keys: Keyboard, folder: Path) -> None:
    desktop = start(folder, idle_lock_ms=150)
    door(desktop, keys)
    sign_in(desktop, keys)
    handle = desktop.shell.windowHandle()
    assert handle is not None
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    keys.wait(lambda: desktop._idle.remainingTime() < 100, "time passed")
    QCoreApplication.sendEvent(handle, key)
    assert desktop._idle.remainingTime() > 100
    keys.wait(lambda: desktop._idle.remainingTime() < 100, "time passed")
    left = Qt.MouseButton.LeftButton
    at = QPointF(5, 5)
    press = QMouseEvent(QEvent.Type.MouseButtonPress, at, at, at, left, left, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(handle, press)
    assert desktop._idle.remainingTime() > 100
    keys.wait(lambda: desktop.locked, "the lock")


def test_a_desk_that_has_ended_does_not_lock_itself_any_more(start: Start, keys: Keyboard, folder: Path) -> None:
    desktop = start(folder)
    door(desktop, keys)
    sign_in(desktop, keys)
    assert desktop._idle.isActive()
    end(desktop, keys)
    assert not desktop._idle.isActive()


def test_a_folder_that_cannot_be_used_is_said_and_tried_again(
    start: Start, keys: Keyboard, folder: Path, tmp_path: Path
) -> None:
    tries = []

    class Stubborn(DeskEntrance):
        def is_set_up(self) -> bool:
            tries.append(1)
            if len(tries) == 1:
                raise StorageProblem("folder_readonly")
            return super().is_set_up()

    desktop = start(folder, lambda: Stubborn(folder, costs=CHEAP))
    keys.wait(lambda: desktop.sign_in.problem_shown, "the sentence")
    desktop.sign_in.retry_wanted.emit()
    keys.wait(lambda: desktop.sign_in.officer.count(), "the names")
    assert not desktop.sign_in.problem_shown


def test_a_second_window_waits_until_the_first_is_closed(start: Start, keys: Keyboard, folder: Path) -> None:
    first = start(folder)
    door(first, keys)
    second = start(folder)
    keys.wait(lambda: second.sign_in.problem_shown, "the sentence")
    assert not second.sign_in.officer.count()
    end(first, keys)
    second.sign_in.retry_wanted.emit()
    keys.wait(lambda: second.sign_in.officer.count(), "the names")
    assert not second.sign_in.problem_shown


def test_a_bug_behind_the_door_is_said_as_one(start: Start, keys: Keyboard, folder: Path, caplog) -> None:
    def broken() -> DeskEntrance:
        raise RuntimeError("planted")

    desktop = start(folder, broken)
    keys.wait(lambda: desktop.sign_in.problem_shown, "the sentence")
    assert "planted" not in desktop.sign_in.problem_text
    assert any(record.levelname == "CRITICAL" for record in caplog.records)


def test_a_first_start_makes_a_desk_that_opens_again(start: Start, keys: Keyboard, tmp_path: Path) -> None:
    folder = tmp_path / "fresh"
    desktop = start(folder)
    assert not desktop.sign_in.card.isVisible()
    keys.wait(lambda: desktop.wizard is not None, "the wizard")
    wizard = desktop.wizard
    assert wizard is not None
    keys.wait(lambda: wizard.keys.phrase.value(), "a phrase is proposed")
    fill_wizard(wizard)
    phrase = wizard.keys.phrase.value()
    keys.press("Ctrl+Return", "Ctrl+Return", "Ctrl+Return")
    keys.wait(lambda: wizard.step() == 3, "the recovery code")
    assert not (folder / "desk.key").exists()
    shown = "".join(label.text() for label in wizard.code_step._groups)
    keys.write(shown.lower())
    keys.press("Return")
    keys.wait(lambda: desktop.window is not None and desktop.window.current() == "entry", "the entry page")
    assert desktop.wizard is None
    end(desktop, keys)
    entrance = DeskEntrance(folder, costs=CHEAP)
    entrance.open_phrase(phrase)
    assert entrance.sign_in("siti", PIN).desk.agency_code == "AWS"
    entrance.close()


def test_a_change_of_language_makes_new_pages_and_is_kept(start: Start, keys: Keyboard, folder: Path) -> None:
    desktop = start(folder)
    door(desktop, keys)
    sign_in(desktop, keys)
    first = desktop.window
    assert first is not None
    first.settings_changed.emit(Settings(language="en", theme="dark", scale=1.25))
    keys.wait(lambda: desktop.window is not first, "new pages")
    assert desktop.window is not None
    keys.wait(lambda: desktop._write.idle and read_settings(folder).language == "en", "the settings are kept")
    assert desktop.window._ctx.language == "en"
    (folder / "settings.toml").unlink()


def test_closing_keeps_the_draft_that_is_being_typed(start: Start, keys: Keyboard, folder: Path) -> None:
    desktop = start(folder)
    door(desktop, keys)
    sign_in(desktop, keys)
    keys.go_to("title")
    keys.write("Lampu jalan mati")
    end(desktop, keys)
    entrance, session = reopen(folder)
    titles = [kept.draft.get("title") for kept in session.services.keep_draft.at_hand(session.officer).own]
    entrance.close()
    assert "Lampu jalan mati" in titles


def test_the_door_tells_of_entries_that_wait_behind_it_without_their_titles(
    start: Start, keys: Keyboard, folder: Path
) -> None:
    desktop = start(folder)
    door(desktop, keys)
    sign_in(desktop, keys)
    keys.go_to("title")
    keys.write("Lampu jalan mati")
    desktop.lock()
    keys.wait(lambda: desktop.sign_in.pin.hasFocus(), "the door")
    said = desktop.sign_in._name.text()
    assert said.startswith("1 ")
    assert "Siti" in said
    assert "Lampu" not in said
    end(desktop, keys)


def test_closing_the_window_waits_for_the_lanes_and_ends(start: Start, keys: Keyboard, folder: Path) -> None:
    desktop = start(folder)
    door(desktop, keys)
    over: list[bool] = []
    desktop.closed.connect(lambda: over.append(True))
    desktop.shell.close()
    assert desktop.shell.isVisible()
    keys.wait(lambda: over, "the end")
    assert not desktop.shell.isVisible()
    assert desktop._write.idle


def test_the_desk_is_ready_once_its_first_page_stands(start: Start, keys: Keyboard, folder: Path) -> None:
    import gc

    gc.disable()
    desktop = start(folder)
    ready: list[bool] = []
    desktop.ready.connect(lambda: ready.append(True))
    door(desktop, keys)
    sign_in(desktop, keys)
    keys.wait(lambda: ready, "ready")
    assert desktop._collector.is_running() and not gc.isenabled()  # from now on on this thread alone
    desktop._collector.stop()
    assert desktop.window is not None
    assert desktop.window.page("entry").isVisible()


def test_enter_at_the_pin_before_the_names_came_signs_in_when_they_do(
    start: Start, keys: Keyboard, tmp_path: Path
) -> None:
    entrance, _ = open_desk(tmp_path / "one")
    entrance.close()
    desktop = start(tmp_path / "one")
    keys.wait(lambda: desktop.sign_in.phrase.hasFocus() and hasattr(desktop.sign_in, "pin"), "the door")
    QTest.keyClicks(desktop.sign_in.phrase, PHRASE)
    QTest.keyClick(desktop.sign_in.phrase, Qt.Key.Key_Return)
    QTest.keyClicks(desktop.sign_in.pin, PIN)
    QTest.keyClick(desktop.sign_in.pin, Qt.Key.Key_Return)
    keys.wait(lambda: not desktop.locked, "the desk")
