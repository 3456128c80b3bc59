"""The window asks whether a sync should begin by itself, behind a locked door too, and no more when it ended."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QObject

from app.domain.access import Role
from app.domain.errors import NetworkProblem
from app.domain.officer import Officer
from tests.desk import with_journeys
from tests.ui.page_desk import PageDesk, page_desk
from ui.auto_sync import AutoSync


@dataclass
class Plan:
    """Answers as it is told to."""

    due: bool = True
    problem: NetworkProblem | None = None
    asked: list[timedelta] = field(default_factory=list)

    def wanted(self, actor: Officer, *, interval: timedelta) -> bool:
        self.asked.append(interval)
        if self.problem is not None:
            raise self.problem
        return self.due


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def owner() -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def auto_sync(desk: PageDesk, owner: QObject, plan: Plan, *, minutes: int = 15, role: Role = Role.OFFICER) -> AutoSync:
    session = with_journeys(desk.session, auto_sync=plan)
    session = replace(session, officer=replace(session.officer, role=role))
    made = AutoSync(replace(desk.ctx, session=session), minutes, owner)
    made.start()
    return made


def settle(qtbot, desk: PageDesk) -> None:
    qtbot.waitUntil(lambda: desk.ctx.net.idle, timeout=20_000)
    QCoreApplication.processEvents()


def test_it_says_when_it_is_time(qtbot, desk: PageDesk, owner: QObject) -> None:
    plan = Plan()
    made = auto_sync(desk, owner, plan)
    with qtbot.waitSignal(made.due):
        made.look()
    assert plan.asked == [timedelta(minutes=15)]


def test_it_says_nothing_when_it_is_not(qtbot, desk: PageDesk, owner: QObject) -> None:
    made = auto_sync(desk, owner, Plan(due=False))
    with qtbot.assertNotEmitted(made.due):
        made.look()
        settle(qtbot, desk)


def test_it_asks_once_at_a_time_and_goes_on_after_a_failure(qtbot, desk: PageDesk, owner: QObject) -> None:
    plan = Plan(problem=NetworkProblem("not_connected"))
    made = auto_sync(desk, owner, plan)
    made.look()
    made.look()
    settle(qtbot, desk)
    assert len(plan.asked) == 1
    made.look()
    settle(qtbot, desk)
    assert len(plan.asked) == 2


def test_never_asks_nobody(qtbot, desk: PageDesk, owner: QObject) -> None:
    plan = Plan()
    made = auto_sync(desk, owner, plan, minutes=0)
    made.look()
    made.every(30)
    made.look()
    settle(qtbot, desk)
    assert plan.asked == [timedelta(minutes=30)]


@pytest.mark.parametrize("ends", ["stopped", "auditor"])
def test_who_ended_or_may_not_sync_begins_nothing(qtbot, desk: PageDesk, owner: QObject, ends: str) -> None:
    made = auto_sync(desk, owner, Plan(), role=Role.AUDITOR if ends == "auditor" else Role.OFFICER)
    if ends == "stopped":
        made.stop()
    with qtbot.assertNotEmitted(made.due):
        made.look()
        settle(qtbot, desk)
