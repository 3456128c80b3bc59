"""What a sync or an enrolment found out of the desk's series is said once, on whatever page."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject

from app.domain.errors import StorageProblem
from app.domain.ids import new_id
from app.domain.incarnation import Begun, Reason
from tests.builders import NOON
from tests.desk import with_journeys
from tests.ui.page_desk import PageDesk, page_desk
from ui.new_series import NewSeries

BEGUN = Begun(id=new_id(NOON), series="A2", reason=Reason.CLONE, at=NOON)


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def owner() -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def speaker(desk: PageDesk, owner: QObject, answer: object) -> NewSeries:
    session = with_journeys(desk.session, tell_incarnation=answer)
    return NewSeries(replace(desk.ctx, session=session), owner)


def test_a_new_series_is_said(desk: PageDesk, owner: QObject, qtbot) -> None:
    made = speaker(desk, owner, lambda: BEGUN)
    with qtbot.waitSignal(made.told) as told:
        made.ask()
    assert (told.args[0].code, told.args[0].facts["series"]) == ("incarnation_clone", "A2")


@pytest.mark.parametrize("fails", [False, True])
def test_nothing_is_said_when_there_is_nothing_to_say(desk: PageDesk, owner: QObject, qtbot, fails: bool) -> None:
    asked: list[bool] = []

    def answer() -> None:
        asked.append(True)
        if fails:
            raise StorageProblem("database_busy")

    made = speaker(desk, owner, answer)
    said: list[object] = []
    made.told.connect(said.append)
    made.ask()
    qtbot.waitUntil(lambda: bool(asked))
    behind = speaker(desk, owner, lambda: BEGUN)
    with qtbot.waitSignal(behind.told):
        behind.ask()
    assert said == []
