"""Backups in the settings: progress and cancel, words for what was made, a rehearsal that leaves nothing behind."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.access import Role
from app.domain.backup import BackupMade, BackupStep, Follow, LastDone, Rehearsed
from app.domain.errors import AppError, StorageProblem, UserProblem
from app.services import LastBackups
from app.settings import Settings
from tests.desk import with_journeys
from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui.dialogs.backup_panel import BackupPanel
from ui.dialogs.settings import SettingsDialog

PLACE = Path("/media/flashdisk/cadangan.loket")
CODE = "0123-4567"


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


class Backups:
    """Stands for the journey; keeps what it was asked, and waits for the test when told to."""

    def __init__(self, problem: AppError | None = None, *, findings: int = 0, absent: int = 0) -> None:
        self.problem, self.findings, self.absent = problem, findings, absent
        self.asked: list[Any] = []
        self.done = LastBackups(made=None, rehearsed=None)
        self.go_on = threading.Event()
        self.go_on.set()
        self.begun = threading.Event()

    def __call__(self, actor: Any, file: Path, *, follow: Follow) -> BackupMade:
        self._work(follow, file)
        self.done = replace(self.done, made=LastDone(at=COUNTER_TIME, officer_name=actor.full_name))
        return BackupMade(
            file=file, made_at=COUNTER_TIME, complaints=38, files=12, absent=self.absent, size_bytes=4 << 20
        )

    def rehearse(self, actor: Any, file: Path, code: str, *, follow: Follow) -> Rehearsed:
        self._work(follow, (file, code))
        return Rehearsed(made_at=COUNTER_TIME, complaints=38, findings=self.findings)

    def last(self, actor: Any) -> LastBackups:
        return self.done

    def _work(self, follow: Follow, asked: Any) -> None:
        self.asked.append(asked)
        follow.at(BackupStep.WRITING, 1 << 20, 4 << 20)
        self.begun.set()
        assert self.go_on.wait(20)
        follow.at(BackupStep.READING_BACK, 4 << 20, 4 << 20)
        if self.problem is not None:
            raise self.problem


def opened(qtbot, desk: PageDesk, backups: Backups) -> BackupPanel:
    panel = BackupPanel(replace(desk.ctx, session=with_journeys(desk.session, back_up=backups)))
    panel.choose_place = panel.choose_backup = lambda: PLACE  # type: ignore[method-assign]
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    desk.settle(qtbot)
    return panel


def test_a_backup_is_made_and_said_and_remembered(qtbot, desk: PageDesk) -> None:
    backups = Backups()
    panel = opened(qtbot, desk, backups)
    assert "No backup" in panel.made_said.text()
    QTest.keyClick(panel.save, Qt.Key.Key_Return)
    desk.settle(qtbot)
    assert backups.asked == [PLACE]
    assert "38 aduan, 12 lampiran" in panel.banner.accessibleDescription()
    assert panel.made_said.text() == "Last one: 23-11-2026 09.41, Siti Rahmawati."
    assert panel.progress.isHidden()


def test_files_that_are_absent_are_no_success(qtbot, desk: PageDesk) -> None:
    panel = opened(qtbot, desk, Backups(absent=2))
    panel.save.click()
    desk.settle(qtbot)
    assert "2 lampiran" in panel.banner.accessibleDescription()


def test_a_rehearsal_needs_the_code_and_forgets_it(qtbot, desk: PageDesk) -> None:
    backups = Backups()
    panel = opened(qtbot, desk, backups)
    panel.rehearse.click()
    assert panel.field.error()
    assert panel.code.hasFocus()
    QTest.keyClicks(panel.code, CODE)
    QTest.keyClick(panel.code, Qt.Key.Key_Return)
    desk.settle(qtbot)
    assert backups.asked == [(PLACE, CODE)]
    assert panel.field.error() is None
    assert "went well" in panel.banner.accessibleName()
    assert panel.code.value() == ""


def test_findings_of_a_rehearsal_are_a_warning(qtbot, desk: PageDesk) -> None:
    panel = opened(qtbot, desk, Backups(findings=3))
    panel.code.setText(CODE)
    panel.rehearse.click()
    desk.settle(qtbot)
    assert "3 thing(s) do not fit" in panel.banner.accessibleName()


def test_a_wrong_code_is_said_at_its_field_and_can_be_mended(qtbot, desk: PageDesk) -> None:
    panel = opened(qtbot, desk, Backups(UserProblem("recovery_code_wrong")))
    panel.code.setText(CODE)
    panel.rehearse.click()
    desk.settle(qtbot)
    assert panel.field.error()
    assert panel.code.value() == CODE
    assert panel.rehearse.isEnabled()


def test_a_full_disk_is_said_in_sentences(qtbot, desk: PageDesk) -> None:
    panel = opened(qtbot, desk, Backups(StorageProblem("disk_full")))
    panel.save.click()
    desk.settle(qtbot)
    assert panel.banner.accessibleName() == desk.ctx.words.problem(StorageProblem("disk_full")).title
    assert panel.save.isEnabled()


def test_work_can_be_cancelled_and_esc_does_so_before_it_closes(qtbot, desk: PageDesk) -> None:
    backups = Backups()
    backups.go_on.clear()
    ctx = replace(desk.ctx, session=with_journeys(desk.session, back_up=backups))
    dialog = SettingsDialog(ctx, Settings())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.backup.choose_place = lambda: PLACE  # type: ignore[method-assign]
    dialog.backup.save.click()
    assert backups.begun.wait(20)
    qtbot.waitUntil(lambda: not dialog.backup.progress.isHidden())
    assert not dialog.backup.save.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    backups.go_on.set()
    desk.settle(qtbot)
    assert dialog.backup.banner.accessibleName() == "Dibatalkan"
    assert "setengah jadi" in dialog.backup.banner.accessibleDescription()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_locking_the_desk_closes_the_dialog_and_the_backup_goes_on(qtbot, desk: PageDesk) -> None:
    backups = Backups()
    backups.go_on.clear()
    ctx = replace(desk.ctx, session=with_journeys(desk.session, back_up=backups))
    dialog = SettingsDialog(ctx, Settings())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.backup.choose_place = lambda: PLACE  # type: ignore[method-assign]
    dialog.backup.save.click()
    assert backups.begun.wait(20)
    dialog.reject()  # as the window does when it is locked
    assert not dialog.isVisible()
    backups.go_on.set()
    desk.settle(qtbot)
    assert backups.done.made is not None


def test_an_officer_has_no_such_tab(qtbot, desk: PageDesk) -> None:
    session = replace(desk.session, officer=replace(desk.session.officer, role=Role.OFFICER))
    dialog = SettingsDialog(replace(desk.ctx, session=session), Settings())
    qtbot.addWidget(dialog)
    assert not hasattr(dialog, "backup")
    desk.settle(qtbot)
