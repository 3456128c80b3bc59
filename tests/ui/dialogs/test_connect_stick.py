"""Enrolment without a line: the request is remembered, letters are read aloud only without a code, errors at fields."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.errors import AppError, StorageProblem, UserProblem
from app.services import Asked
from tests.desk import with_journeys
from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui.dialogs.connect import ConnectDialog

LETTERS = "ABCDE-FGHJK-MNPQR-STVWX"


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


class ByFile:
    """Stands for the journey; keeps what it was asked."""

    def __init__(self, *, waits: Asked | None = None, problem: AppError | None = None) -> None:
        self.waits, self.problem = waits, problem
        self.requests: list[tuple[Path, str | None]] = []
        self.answers: list[tuple[Path, str | None]] = []

    def asked(self, actor: object) -> Asked | None:
        return self.waits

    def request(self, actor: object, file: Path, *, code: str | None = None) -> str:
        self.requests.append((file, code))
        if self.problem is not None:
            raise self.problem
        self.waits = Asked(made_at=COUNTER_TIME, fingerprint=LETTERS, by_code=code is not None)
        return LETTERS

    def answer(self, actor: object, file: Path, *, fingerprint: str | None = None) -> None:
        self.answers.append((file, fingerprint))
        if self.problem is not None:
            raise self.problem


def opened(qtbot, desk: PageDesk, by_file: ByFile) -> ConnectDialog:
    dialog = ConnectDialog(replace(desk.ctx, session=with_journeys(desk.session, connect_by_file=by_file)))
    dialog.stick.choose_place = lambda: Path("permintaan.loket")  # type: ignore[method-assign]
    dialog.stick.choose_answer = lambda: Path("jawaban.loket")  # type: ignore[method-assign]
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    desk.settle(qtbot)
    return dialog


def test_the_line_is_asked_first_and_arrows_lead_to_the_stick(qtbot, desk: PageDesk) -> None:
    dialog = opened(qtbot, desk, ByFile())
    assert dialog.url.hasFocus()
    assert not dialog.stick.isVisible()
    dialog.way.choose("line")
    QTest.keyClick(dialog.url, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    focus = dialog.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Right)
    assert dialog.stick.isVisible()
    assert dialog.url.isHidden() or not dialog.url.isVisible()
    assert not dialog.read.isEnabled()


def test_without_a_code_the_letters_to_be_read_are_shown(qtbot, desk: PageDesk) -> None:
    by_file = ByFile()
    dialog = opened(qtbot, desk, by_file)
    dialog.way.choose("stick")
    dialog.stick.ask.click()
    desk.settle(qtbot)
    assert by_file.requests == [(Path("permintaan.loket"), None)]
    assert dialog.stick.letters.text() == LETTERS
    assert dialog.stick.letters.isVisible()
    assert "23-11-2026 09" in dialog.stick.asked_said.text()
    assert dialog.stick.fingerprint.hasFocus()
    QTest.keyClicks(dialog.stick.fingerprint, "qwert")
    with qtbot.waitSignal(dialog.connected):
        QTest.keyClick(dialog.stick.fingerprint, Qt.Key.Key_Return)
    assert by_file.answers == [(Path("jawaban.loket"), "qwert")]
    assert not dialog.isVisible()


def test_with_a_code_nothing_is_read_aloud_and_the_code_is_not_kept(qtbot, desk: PageDesk) -> None:
    by_file = ByFile()
    dialog = opened(qtbot, desk, by_file)
    dialog.way.choose("stick")
    QTest.keyClicks(dialog.stick.code, "abcde fghjk")
    QTest.keyClick(dialog.stick.code, Qt.Key.Key_Return)
    desk.settle(qtbot)
    assert by_file.requests == [(Path("permintaan.loket"), "abcde fghjk")]
    assert dialog.stick.letters.isHidden()
    assert dialog.stick.code.value() == ""
    with qtbot.waitSignal(dialog.connected):
        dialog.read.click()
    assert by_file.answers == [(Path("jawaban.loket"), None)]


def test_days_later_the_dialog_goes_on_with_the_answer(qtbot, desk: PageDesk) -> None:
    dialog = opened(qtbot, desk, ByFile(waits=Asked(made_at=COUNTER_TIME, fingerprint=LETTERS, by_code=False)))
    assert dialog.stick.isVisible()
    assert dialog.stick.letters.text() == LETTERS
    assert dialog.read.isEnabled()
    assert dialog.stick.fingerprint.hasFocus()


@pytest.mark.parametrize(
    ("problem", "field"),
    [
        (UserProblem("enrol_fingerprint_needed"), "stick_fingerprint"),
        (UserProblem("enrol_fingerprint_differs"), "stick_fingerprint"),
        (UserProblem("enrol_answer_foreign"), ""),
        (UserProblem("parcel_missing"), ""),
    ],
)
def test_an_answer_that_is_not_believed_stays_a_question(qtbot, desk: PageDesk, problem: AppError, field: str) -> None:
    waits = Asked(made_at=COUNTER_TIME, fingerprint=LETTERS, by_code=False)
    dialog = opened(qtbot, desk, ByFile(waits=waits, problem=problem))
    dialog.read.click()
    desk.settle(qtbot)
    assert dialog.isVisible()
    assert dialog.banner.isVisible()
    assert [name for name, one in dialog.stick.fields.items() if one.error()] == ([field] if field else [])


@pytest.mark.parametrize("problem", [UserProblem("enrol_code_shape"), StorageProblem("disk_full")])
def test_a_request_that_was_not_written_can_be_tried_again(qtbot, desk: PageDesk, problem: AppError) -> None:
    dialog = opened(qtbot, desk, ByFile(problem=problem))
    dialog.way.choose("stick")
    dialog.stick.ask.click()
    desk.settle(qtbot)
    assert dialog.banner.isVisible()
    assert dialog.stick.ask.isEnabled()
    assert not dialog.read.isEnabled()


def test_no_file_chosen_changes_nothing(qtbot, desk: PageDesk) -> None:
    by_file = ByFile(waits=Asked(made_at=COUNTER_TIME, fingerprint=LETTERS, by_code=True))
    dialog = opened(qtbot, desk, by_file)
    dialog.stick.choose_place = dialog.stick.choose_answer = lambda: None  # type: ignore[method-assign]
    dialog.stick.ask.click()
    dialog.read.click()
    assert (by_file.requests, by_file.answers) == ([], [])
