"""kill -9 at every step of a counter that posts to LAPOR! itself: there at most once, what is unclear is marked."""

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.complaint import Forwarder
from app.domain.forwarding import Standing
from app.domain.task import TaskKind
from tests.desk import filed, open_desk, reopen, typed
from tests.faults.scene import ROOT
from tests.files import a_pdf
from tests.lapor.profile import profile_file, secrets_file
from tests.lapor.stand_in import FAULTS, Fault, LaporStandIn

POINTS = {
    "before_files": Standing.DONE,
    "after_files": Standing.DONE,
    "before_attempt": Standing.DONE,
    "while_beginning": Standing.DONE,
    "after_attempt": Standing.NEEDS_CHECK,
    "after_answer": Standing.NEEDS_CHECK,
    "while_recording": Standing.NEEDS_CHECK,
}
"""Where a run is killed, and how its first record stands after the next run."""


class Scene:
    """A desk folder that only child processes sync, and the stand-in."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lapor = folder / "desk", LaporStandIn().start()
        entrance, session = open_desk(self.folder)
        files = profile_file(folder, self.lapor.url), secrets_file(folder)
        session.services.direct_desk.set_up(session.officer, *files)
        session.services.manage_desk.settings(session.officer, forwarder=Forwarder.DESK)
        draft = typed(entrance)
        sealed = session.services.attach.seal(session.officer, a_pdf(), "surat.pdf")
        session.services.attach(session.officer, draft, sealed)
        self.first = session.services.register_complaint(session.officer, draft)
        self.second = filed(entrance, session, title="Pasar becek sejak pekan lalu")
        entrance.close()

    def child(self, point: str = "never", nth: int = 1) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.lapor.dying_counter", str(self.folder), point, str(nth)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)

    def run(self, point: str = "never", nth: int = 1) -> int:
        child = self.child(point, nth)
        child.communicate(timeout=60)
        return child.returncode

    def standing(self) -> tuple[dict[str, Standing], list[str], int]:
        """Give how records stand, which of them are tasks because they are unclear, and how many tries are open."""
        entrance, session = reopen(self.folder)
        services = session.services
        rows = {row.number: row.standing for row in services.direct_desk.rows(session.officer)}
        tasks = services.work_off_tasks.waiting(session.officer)
        unclear = [task.number for task in tasks if task.kind is TaskKind.FORWARD_UNCLEAR]
        with services.work_off_tasks.units() as unit:
            tries = len(unit.direct.open_tries())
        entrance.close()
        return rows, unclear, tries

    def holds(self) -> None:
        """Check the promise, whatever happened."""
        rows, unclear, tries = self.standing()
        stored = self.lapor.stored()
        assert all(count == 1 for count in stored.values()), stored
        for told in (self.first, self.second):
            if rows[told.number] is Standing.DONE:
                assert stored[told.number] == 1
            else:
                assert rows[told.number] is Standing.NEEDS_CHECK
        assert sorted(unclear) == sorted(number for number, one in rows.items() if one is Standing.NEEDS_CHECK)
        assert tries == len(unclear)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path)
    yield made
    made.lapor.close()


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_a_counter_killed_at_a_step_posts_nothing_twice(scene: Scene, point: str) -> None:
    assert scene.run(point) == -signal.SIGKILL
    assert scene.run() == 0
    rows, _, _ = scene.standing()
    assert rows == {scene.first.number: POINTS[point], scene.second.number: Standing.DONE}
    scene.holds()


@pytest.mark.slow
@pytest.mark.parametrize("stored", [False, True])
def test_a_counter_killed_inside_the_request_posts_nothing_twice(scene: Scene, stored: bool) -> None:
    called, go_on = threading.Event(), threading.Event()

    def hold(kind: str, n: int) -> Fault | None:
        if kind == "report" and n == 1:
            called.set()
            go_on.wait(30)
            return FAULTS["lost_answer" if stored else "lost_request"]
        return None

    scene.lapor.plan = hold
    child = scene.child()
    assert called.wait(60)
    child.kill()
    child.communicate()
    go_on.set()
    assert scene.run() == 0
    rows, _, _ = scene.standing()
    assert rows == {scene.first.number: Standing.NEEDS_CHECK, scene.second.number: Standing.DONE}
    scene.holds()


@pytest.mark.slow
def test_kills_at_random_commits_double_nothing(scene: Scene, request: pytest.FixtureRequest) -> None:
    chance = random.Random(20261128)
    for _ in range(40 if request.config.getoption("--faults-long") else 4):
        scene.run("after_commit", chance.randint(1, 14))
    scene.run()
    scene.holds()


@pytest.mark.slow
def test_an_addition_whose_answer_was_not_recorded_is_not_said_again(scene: Scene) -> None:
    assert scene.run() == 0
    change(scene, lambda: "Antrean obat RSUD lama sekali")
    assert scene.run("after_addition") == -signal.SIGKILL
    assert scene.run() == 0
    said = [len(case.said) for case in scene.lapor.cases.values() if case.number == scene.first.number]
    assert said == [1]
    _, unclear, tries = scene.standing()
    assert (unclear, tries) == ([scene.first.number], 1)


def change(scene: Scene, title: Callable[[], str]) -> None:
    entrance, session = reopen(scene.folder)
    correcting = session.services.correct_complaint
    shown = correcting.begin(session.officer, scene.first.id)
    correcting(session.officer, scene.first.id, {"title": title()}, "perbaikan isian", seen_version=shown.version)
    entrance.close()
