"""A desk that comes back: every wrong answer at its field, cancelling leaves nothing, what happens next is said."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.domain.errors import AppError, StorageProblem, UserProblem
from app.services import Finding
from tests.desk import PIN
from tests.ui.house import PaperEntrance, fill_restore
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.restore_wizard import RestoreWizard


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


class Returning:
    """A wizard over an entrance that restores nothing."""

    def __init__(self, qtbot: Any, desk: PageDesk, problem: AppError | None = None) -> None:
        self._qtbot, self._desk = qtbot, desk
        self.entrance = PaperEntrance(desk)
        self.wizard = RestoreWizard(self.entrance, desk.ctx.write, desk.ctx.words)  # type: ignore[arg-type]
        qtbot.addWidget(self.wizard)
        self.wizard.resize(1366, 768)
        with qtbot.waitExposed(self.wizard):
            self.wizard.show()
        self.wizard.activateWindow()
        qtbot.waitUntil(self.wizard.isActiveWindow)
        self.wizard.start()
        desk.settle(qtbot)
        fill_restore(self.wizard)
        self.entrance.problem = problem

    def next(self) -> None:
        self.wizard.next.click()
        self._desk.settle(self._qtbot)


@pytest.fixture
def back(qtbot, desk: PageDesk) -> Returning:
    return Returning(qtbot, desk)


def test_three_steps_bring_a_desk_back_and_open_it(qtbot, desk: PageDesk, back: Returning) -> None:
    wizard = back.wizard
    assert wizard.file.path.hasFocus()
    back.next()
    assert wizard.step() == 1
    assert "AWS-A" in wizard._said.text()
    assert "38 complaint(s)" in wizard._said.text()
    assert wizard.keys.login.hasFocus()
    back.next()
    ((file, plan),) = back.entrance.restores
    assert file == Path("/media/flashdisk/cadangan-AWS-A-20261121.loket")
    assert (plan.login, plan.phrase, plan.pin) == ("siti", "kapal layar pulau tenang", PIN)
    told = dict(wizard.result.told)
    assert "series A2" in told["Numbers"]
    assert "asked first" in told["First sync"]
    assert "agrees" in told["What came back"]
    assert wizard.next.hasFocus()
    with qtbot.waitSignal(wizard.finished) as finished:
        QTest.keyClick(wizard.next, Qt.Key.Key_Return)
    assert finished.args == ["siti", PIN]
    assert wizard.keys.pin.text() == wizard.file.code.text() == ""


def test_findings_are_told_and_do_not_keep_anybody_out(back: Returning) -> None:
    back.entrance.findings = (Finding(code="attachment_missing", subject="AWS-A-26-000007-77"),)
    back.next()
    back.next()
    assert "1 thing(s) that do not fit" in back.wizard.banner.accessibleName()
    assert back.wizard.next.isEnabled()


@pytest.mark.parametrize("missing", ["backup_file", "recovery_code"])
def test_a_step_is_left_only_when_it_is_complete(back: Returning, missing: str) -> None:
    field = back.wizard.file.fields[missing]
    field.input.clear()
    back.next()
    assert back.wizard.step() == 0
    assert field.error() == "Wajib diisi."


@pytest.mark.parametrize(
    ("problem", "field"),
    [
        (UserProblem("backup_missing"), "backup_file"),
        (UserProblem("backup_not_one"), "backup_file"),
        (StorageProblem("backup_damaged"), "backup_file"),
        (UserProblem("recovery_code_wrong"), "recovery_code"),
    ],
)
def test_what_is_wrong_with_the_backup_stands_at_its_field(
    qtbot, desk: PageDesk, problem: AppError, field: str
) -> None:
    back = Returning(qtbot, desk, problem)
    back.next()
    assert back.wizard.step() == 0
    assert back.wizard.file.fields[field].error()
    assert back.wizard.banner.isVisible()
    assert back.wizard.next.isEnabled()


def test_a_code_of_the_wrong_shape_is_refused_before_the_file_is_read(back: Returning) -> None:
    back.wizard.file.code.set_value("0000-0000")
    back.next()
    assert back.wizard.file.fields["recovery_code"].error()


@pytest.mark.parametrize(
    ("problem", "field"), [(UserProblem("restore_not_admin"), "login"), (StorageProblem("disk_full"), "")]
)
def test_what_the_restore_refuses_comes_back_to_its_step(qtbot, desk: PageDesk, problem: AppError, field: str) -> None:
    back = Returning(qtbot, desk)
    back.next()
    back.entrance.problem = problem
    back.next()
    assert back.wizard.step() == 1
    assert [name for name, one in back.wizard.keys.fields.items() if one.error()] == ([field] if field else [])
    assert back.wizard.banner.isVisible()


def test_weak_keys_are_said_before_anything_is_restored(back: Returning) -> None:
    back.next()
    back.wizard.keys.pin.setText("111111")
    back.wizard.keys.pin_again.setText("111111")
    back.next()
    assert back.wizard.keys.fields["pin"].error()
    assert back.entrance.restores == []


def test_esc_cancels_while_it_runs_and_says_that_nothing_is_left(qtbot, desk: PageDesk, back: Returning) -> None:
    back.entrance.wait = threading.Event()
    back.next()
    back.wizard.next.click()
    qtbot.waitUntil(lambda: bool(back.entrance.restores))
    assert not back.wizard.next.isVisible()
    assert not back.wizard.back.isVisible()
    QTest.keyClick(back.wizard.result, Qt.Key.Key_Return)
    assert not back.wizard._run.stop.is_set()  # type: ignore[union-attr]
    QTest.keyClick(back.wizard.result, Qt.Key.Key_Escape)
    back.entrance.wait.set()
    desk.settle(qtbot)
    assert back.wizard.step() == 1
    assert back.wizard.banner.accessibleName() == "Dibatalkan"


def test_back_leads_to_the_file_and_then_to_a_new_desk(qtbot, back: Returning) -> None:
    back.next()
    QTest.keyClick(back.wizard.keys.login, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert back.wizard.step() == 0
    assert back.wizard.file.path.value()
    with qtbot.waitSignal(back.wizard.left):
        QTest.keyClick(back.wizard.file.path, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)


def test_the_file_is_chosen_and_the_code_is_next(back: Returning) -> None:
    back.wizard.file.choose.click()
    chooser = QApplication.activeModalWidget()
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit("/media/lain/cadangan.loket")
    chooser.reject()
    assert back.wizard.file.path.value() == "/media/lain/cadangan.loket"


def test_another_phrase_can_be_proposed(qtbot, desk: PageDesk, back: Returning) -> None:
    back.wizard.keys.phrase.clear()
    back.wizard.keys.other_phrase.click()
    desk.settle(qtbot)
    assert back.wizard.keys.phrase.value() == "kapal layar pulau tenang"
