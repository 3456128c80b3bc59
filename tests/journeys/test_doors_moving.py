"""A desk moves to a new PC by keys alone: a backup from the settings, the wizard of an empty folder, series A2."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.backup import ALONE, BackupStep, DeskBack, Follow, RestorePlan
from app.services import Verified
from tests.desk import CHEAP, PIN, PLAN, another, filed
from tests.ui.house import in_english
from tests.ui.page_desk import PageDesk
from ui.application import Desktop
from ui.dialogs.backup_panel import BackupPanel
from ui.keyboard import Keyboard, focused_in

NEW_PIN = "629471"


class Old:
    """The desk of the old PC, with a complaint and the paper of its recovery code."""

    def __init__(self, folder: Path) -> None:
        entrance = DeskEntrance(folder, costs=CHEAP)
        made = entrance.set_up(PLAN)
        self.paper = made.recovery_code.written()
        made.confirm(self.paper)
        self.desk = PageDesk(entrance, entrance.sign_in(PLAN.login, PIN))
        self.number = filed(entrance, self.desk.session).number


@pytest.fixture
def old(qapp, tmp_path: Path) -> Iterator[Old]:
    made = Old(tmp_path / "old")
    yield made
    made.desk.close()


@pytest.fixture
def keys() -> Keyboard:
    return Keyboard()


@pytest.fixture
def new(qapp: QApplication, tmp_path: Path, monkeypatch, keys: Keyboard) -> Iterator[Desktop]:
    """Give the program started on an empty folder."""
    monkeypatch.setattr("app.log.start_log", lambda folder: None)
    with in_english():
        folder = tmp_path / "new"
        desktop = Desktop(qapp, lambda: DeskEntrance(folder, costs=CHEAP), folder)
        desktop.show()
        yield desktop
        over: list[bool] = []
        desktop.closed.connect(lambda: over.append(True))
        desktop.close()
        keys.wait(lambda: over, "the end")
        desktop.shell.deleteLater()


def backed_up(qtbot, old: Old, file: Path) -> BackupPanel:
    """Let a supervisor make a backup and rehearse it."""
    panel = BackupPanel(old.desk.ctx)
    panel.choose_place = panel.choose_backup = lambda: file  # type: ignore[method-assign]
    qtbot.addWidget(panel)
    panel.save.click()
    old.desk.settle(qtbot)
    assert file.stat().st_size > 0
    panel.code.setText(old.paper)
    panel.rehearse.click()
    old.desk.settle(qtbot)
    return panel


def test_a_backup_of_the_window_becomes_a_desk_in_an_empty_folder(
    qtbot, old: Old, new: Desktop, keys: Keyboard, tmp_path: Path
) -> None:
    file = tmp_path / "stick" / "cadangan.loket"
    panel = backed_up(qtbot, old, file)
    assert "berhasil" in panel.banner.accessibleName(), panel.banner.accessibleDescription()
    keys.wait(lambda: new.wizard is not None and focused_in("agency"), "the wizard of a first start")
    keys.press("Alt+P")
    keys.wait(lambda: focused_in("backup_file"), "the wizard of a desk that comes back")
    restoring = new.restoring
    assert restoring is not None
    keys.write(f"{file}\n")
    keys.go_to("recovery_code")
    keys.write(old.paper.lower())
    keys.press("Ctrl+Return")
    keys.wait(lambda: restoring.step() == 1, "what the backup says of itself")
    keys.write("siti\n")
    phrase = restoring.keys.phrase.value()
    for name in ("pin", "pin_again"):
        keys.go_to(name)
        keys.write(NEW_PIN)
    keys.press("Ctrl+Return")
    keys.wait(lambda: restoring.step() == 2 and restoring.result.told, "the desk")
    keys.press("Return")
    keys.wait(lambda: new.window is not None and new.window.current() == "entry", "the entry page")
    assert new.window is not None
    session = new.window.session
    assert session.desk.series == "A2"
    assert session.services.find_complaints.by_number(session.officer, old.number) is not None
    assert new.restoring is None
    assert new.wizard is None
    later = DeskEntrance(tmp_path / "new", costs=CHEAP)
    later.open_phrase(phrase)  # the new one, not that of the old PC
    later.close()


def test_who_thinks_better_of_it_comes_back_to_a_new_desk(new: Desktop, keys: Keyboard) -> None:
    keys.wait(lambda: new.wizard is not None and focused_in("agency"), "the wizard of a first start")
    keys.press("Alt+P")
    keys.wait(lambda: focused_in("backup_file"), "the wizard of a desk that comes back")
    keys.press("Alt+Left")
    keys.wait(lambda: focused_in("agency"), "the wizard of a first start again")
    assert new.restoring is None


def test_closing_the_program_in_the_middle_leaves_an_empty_folder(
    qtbot, qapp: QApplication, old: Old, keys: Keyboard, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr("app.log.start_log", lambda folder: None)
    folder, begun, never = tmp_path / "cut", threading.Event(), threading.Event()

    class Endless(DeskEntrance):
        def restore(self, file: Path, plan: RestorePlan, *, follow: Follow = ALONE) -> tuple[DeskBack, Verified]:
            while not never.wait(0.01):
                begun.set()
                follow.at(BackupStep.UNPACKING)
            raise AssertionError("it was not asked to end")

    file = tmp_path / "stick" / "cadangan.loket"
    backed_up(qtbot, old, file)
    with in_english():
        desktop = Desktop(qapp, lambda: Endless(folder, costs=CHEAP), folder)
        desktop.show()
        keys.wait(lambda: desktop.wizard is not None and focused_in("agency"), "the wizard of a first start")
        keys.press("Alt+P")
        keys.wait(lambda: focused_in("backup_file"), "the wizard of a desk that comes back")
        restoring = desktop.restoring
        assert restoring is not None
        restoring.file.path.set_value(str(file))
        restoring.file.code.set_value(old.paper)
        keys.press("Ctrl+Return")
        keys.wait(lambda: restoring.step() == 1, "what the backup says of itself")
        restoring.keys.login.set_value("siti")
        for entry in (restoring.keys.pin, restoring.keys.pin_again):
            entry.setText(NEW_PIN)
        keys.press("Ctrl+Return")
        keys.wait(begun.is_set, "the restore")
        over: list[bool] = []
        desktop.closed.connect(lambda: over.append(True))
        desktop.close()
        keys.wait(lambda: over, "the end")
        desktop.shell.deleteLater()
    assert not DeskEntrance(folder, costs=CHEAP).is_set_up()


def test_an_officer_is_not_the_one_who_brings_a_desk_back(
    qtbot, old: Old, new: Desktop, keys: Keyboard, tmp_path: Path
) -> None:
    another(old.desk.session, Role.OFFICER, login="dewi")
    file = tmp_path / "stick" / "cadangan.loket"
    backed_up(qtbot, old, file)
    keys.wait(lambda: new.wizard is not None and focused_in("agency"), "the wizard of a first start")
    keys.press("Alt+P")
    keys.wait(lambda: focused_in("backup_file"), "the wizard of a desk that comes back")
    restoring = new.restoring
    assert restoring is not None
    restoring.file.path.set_value(str(file))
    restoring.file.code.set_value(old.paper)
    keys.press("Ctrl+Return")
    keys.wait(lambda: restoring.step() == 1, "what the backup says of itself")
    restoring.keys.login.set_value("dewi")
    for entry in (restoring.keys.pin, restoring.keys.pin_again):
        entry.setText(NEW_PIN)
    keys.press("Ctrl+Return")
    keys.wait(lambda: restoring.keys.fields["login"].error(), "the sentence at the field")
    assert not (tmp_path / "new" / "desk.key").exists()
    assert focused_in("login")
