"""The courier: what became of every file is said, cancelling is safe, nothing is opened."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.errors import NetworkProblem, UserProblem
from app.services import Carried
from tests.desk import with_journeys
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.courier import CourierDialog
from ui.widgets.tone import Tone

STICK = Path("/media/flashdisk")
ONE, TWO, THREE = (STICK / f"kiriman-DISHUB-B-000{n}.loket" for n in (1, 2, 3))


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


def taken(file: Path, *, answer: bool = True, volume: int = 1, volumes: int = 1) -> Carried:
    missing = () if answer else tuple(n for n in range(1, volumes + 1) if n != volume)
    named = file.with_name(file.name.replace("kiriman", "jawaban")) if answer else None
    return Carried(file=file, parcel="p", volume=volume, volumes=volumes, missing=missing, answer=named)


def carrying(*rows: Carried | Exception) -> Callable[..., Iterator[Carried]]:
    """Give a courier's line that does this, one file after the other."""

    def carry(actor: object, files: Sequence[Path], *, out: Path) -> Iterator[Carried]:
        assert out == STICK
        for row in rows:
            if isinstance(row, Exception):
                raise row
            yield row

    return carry


def opened(qtbot, desk: PageDesk, carry: Callable[..., Iterator[Carried]], *files: Path) -> CourierDialog:
    dialog = CourierDialog(replace(desk.ctx, session=with_journeys(desk.session, carry_parcels=carry)))
    dialog.choose_files = lambda: list(files)  # type: ignore[method-assign]
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def carried(qtbot, desk: PageDesk, *rows: Carried | Exception, files: Sequence[Path] = (ONE, TWO)) -> CourierDialog:
    dialog = opened(qtbot, desk, carrying(*rows), *files)
    QTest.keyClick(dialog.choose, Qt.Key.Key_Return)
    assert desk.ctx.net.wait(20)
    qtbot.waitUntil(dialog.choose.isEnabled)
    return dialog


def test_what_was_handed_in_and_which_answers_came_is_said(qtbot, desk: PageDesk) -> None:
    dialog = carried(qtbot, desk, taken(ONE), taken(TWO))
    assert [line.tone for line in dialog.model.lines] == [Tone.OK, Tone.OK]
    assert "jawaban-DISHUB-B-0001.loket" in dialog.model.lines[0].below
    assert dialog.banner.accessibleName() == "2 file(s) handed in · 2 answer(s) saved"
    assert "Carry the stick back" in dialog.banner.accessibleDescription()
    assert dialog.progress.isHidden()
    assert dialog.choose.hasFocus()


def test_a_refused_file_stops_no_other_and_says_why(qtbot, desk: PageDesk) -> None:
    dialog = carried(qtbot, desk, Carried(file=ONE, code="parcel_torn"), taken(TWO))
    torn, good = dialog.model.lines
    assert (torn.tone, good.tone) == (Tone.BAD, Tone.OK)
    problem = desk.ctx.words.problem(UserProblem("parcel_torn"))
    assert torn.below == problem.title
    assert problem.do in dialog.to_do.text()
    dialog.list.choose(1)
    assert dialog.to_do.text() == ""
    assert "1 was/were refused" in dialog.banner.accessibleDescription()


def test_a_part_without_its_others_brings_no_answer_yet(qtbot, desk: PageDesk) -> None:
    dialog = carried(qtbot, desk, taken(ONE, answer=False, volumes=3), files=[ONE])
    assert "part 2, 3" in dialog.model.lines[0].below
    assert dialog.model.lines[0].tone is Tone.WARN
    assert "last part" in dialog.banner.accessibleDescription()


def test_a_line_that_breaks_leaves_what_was_done_on_the_list(qtbot, desk: PageDesk) -> None:
    dialog = carried(qtbot, desk, taken(ONE), NetworkProblem("line_cut"))
    assert len(dialog.model.lines) == 1
    assert dialog.banner.accessibleName() == desk.ctx.words.problem(NetworkProblem("line_cut")).title
    assert dialog.choose.isEnabled()


def test_esc_ends_a_run_after_the_file_on_its_way_and_closes_afterwards(qtbot, desk: PageDesk) -> None:
    go_on, begun = threading.Event(), threading.Event()

    def slow(actor: object, files: Sequence[Path], *, out: Path) -> Iterator[Carried]:
        begun.set()
        go_on.wait(20)
        yield from map(taken, files)

    dialog = opened(qtbot, desk, slow, ONE, TWO, THREE)
    QTest.keyClick(dialog.choose, Qt.Key.Key_Return)
    assert begun.wait(20)
    assert not dialog.choose.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    go_on.set()
    qtbot.waitUntil(dialog.choose.isEnabled)
    assert len(dialog.model.lines) == 1
    assert "2 was/were not handed in" in dialog.banner.accessibleDescription()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not any(isinstance(one, CourierDialog) for one in QApplication.topLevelWidgets()))


def test_locking_the_desk_closes_the_dialog_and_the_run_goes_on(qtbot, desk: PageDesk) -> None:
    go_on, carried_out = threading.Event(), []

    def slow(actor: object, files: Sequence[Path], *, out: Path) -> Iterator[Carried]:
        assert go_on.wait(20)
        for file in files:
            carried_out.append(file)
            yield taken(file)

    dialog = opened(qtbot, desk, slow, ONE, TWO)
    dialog.choose.click()
    dialog.reject()  # as the window does when it is locked
    go_on.set()
    assert desk.ctx.net.wait(20)
    assert carried_out == [ONE, TWO]


def test_no_file_chosen_changes_nothing(qtbot, desk: PageDesk) -> None:
    dialog = opened(qtbot, desk, carrying())
    dialog.choose.click()
    assert dialog.choose.isEnabled()
    assert dialog.progress.isHidden()
