"""Cut lines, killed servers, killed desks, real processes: nothing is lost, nothing is doubled, both sides agree."""

import random
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.db.pusat.fixtures import postgres, store_url
from tests.faults.proxy import Cut, CuttingProxy
from tests.faults.scene import ROOT, RealDesk, ServerProcess, agree, kept_port

__all__ = ["postgres", "store_url"]

CUTS = {
    "before the request": [Cut("up", 0)],
    "inside its head": [Cut("up", 40)],
    "inside its body": [Cut("up", 2_000)],
    "before the answer": [Cut("down", 0)],
    "inside the answer's head": [Cut("down", 30)],
    "inside the answer's body": [Cut("down", 700)],
    "again and again": [Cut("up", 900), Cut("down", 0), Cut("down", 400)],
}


@pytest.fixture
def desk(tmp_path: Path) -> Generator[RealDesk, None, None]:
    opened = RealDesk(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'pusat.db'}"


def until_all_is_sent(desk: RealDesk, runs: int = 12) -> None:
    for _ in range(runs):
        summary = desk.sync()
        if summary.left == 0 and summary.problem is None:
            return
    pytest.fail(f"still {summary}")


def test_a_line_cut_anywhere_loses_and_doubles_nothing(desk: RealDesk, database: str, tmp_path: Path) -> None:
    with ServerProcess(database, tmp_path) as server:
        proxy = CuttingProxy(server.port)
        desk.connect(proxy.url, database)
        for cuts in CUTS.values():
            desk.record(6, followed=True)
            desk.gateway.close()
            proxy.cuts.extend(cuts)
            until_all_is_sent(desk)
            assert proxy.cuts == []
        proxy.close()
    agree(desk, database)


def test_a_line_cut_while_proving_confirms_nothing_too_early(desk: RealDesk, database: str, tmp_path: Path) -> None:
    with ServerProcess(database, tmp_path) as server:
        proxy = CuttingProxy(server.port)
        desk.connect(f"http://127.0.0.1:{server.port}", database)
        desk.record(4)
        until_all_is_sent(desk)
        desk.move_centre(proxy.url)
        desk.gateway.close()
        proxy.cuts.append(Cut("down", 60))
        assert desk.sync().problem == "line_cut"
        until_all_is_sent(desk)
        proxy.close()
    agree(desk, database)


def test_a_lost_answer_to_an_enrolment_is_asked_for_again(desk: RealDesk, database: str, tmp_path: Path) -> None:
    from app.adapters.clock import system_now
    from app.adapters.identity_seal import new_device_keys
    from app.domain.access import Role
    from app.domain.errors import NetworkProblem
    from app.pusat.office import counts, make_code
    from app.usecases.connect import Connect
    from tests.builders import a_desk, an_officer

    with ServerProcess(database, tmp_path) as server:
        proxy = CuttingProxy(server.port, [Cut("down", 0), Cut("down", 200)])
        code = str(make_code(database, agency="aws", counter="A", ca_pem=None, clock=system_now))
        connect = Connect(
            units=desk.units, gateway=desk.gateway, desk=a_desk, make_keys=new_device_keys, clock=system_now
        )
        for _ in range(2):
            with pytest.raises(NetworkProblem, match="line_cut"):
                connect(an_officer(Role.ADMIN), url=proxy.url, code=code)
        connect(an_officer(Role.ADMIN), url=proxy.url, code=code)
        desk.record(2)
        until_all_is_sent(desk)
        proxy.close()
    assert counts(database)["devices"] == 1
    agree(desk, database)


@pytest.fixture
def port() -> Generator[int, None, None]:
    with kept_port() as keeper:
        yield keeper.getsockname()[1]


@pytest.mark.parametrize("point", ["before_commit", "after_commit"])
def test_a_server_killed_in_the_middle_loses_and_doubles_nothing(
    tmp_path: Path, store_url: str, port: int, point: str
) -> None:
    desk = RealDesk(tmp_path)
    with ServerProcess(store_url, tmp_path, port=port, dies=(point, 2)):
        desk.connect(f"http://127.0.0.1:{port}", store_url)
        desk.record(120, followed=True)
        summary = desk.sync()
        assert summary.problem in {"line_cut", "server_absent"}
        assert summary.left > 0
    with ServerProcess(store_url, tmp_path, port=port):
        until_all_is_sent(desk)
    agree(desk, store_url)
    desk.close()


POINTS = [
    ("before_send", 2),
    ("while_sealing", 30),
    ("after_answer", 1),
    ("while_recording", 2),
    ("after_commit", 2),
    ("after_commit", 3),
    ("before_proof", 1),
    ("after_proof", 1),
    ("while_confirming", 1),
]


def test_a_desk_killed_at_any_step_loses_and_doubles_nothing(tmp_path: Path, database: str) -> None:
    with ServerProcess(database, tmp_path) as server:
        for n, (point, nth) in enumerate(POINTS):
            desk = RealDesk(tmp_path)
            if n == 0:
                desk.connect(f"http://127.0.0.1:{server.port}", database)
            desk.record(110, followed=True)
            desk.close()
            command = [sys.executable, "-m", "tests.faults.dying_desk", str(tmp_path), point, str(nth)]
            run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            assert run.returncode == -9, (point, run)
        desk = RealDesk(tmp_path)
        until_all_is_sent(desk)
        agree(desk, database)
        desk.close()


@pytest.mark.timeout(3_600)
def test_a_random_walk_of_cuts_and_kills_ends_in_agreement(
    tmp_path: Path, database: str, port: int, request: pytest.FixtureRequest
) -> None:
    rounds = 400 if request.config.getoption("--faults-long") else 8
    chance = random.Random(20261123)
    desk = RealDesk(tmp_path)
    server = ServerProcess(database, tmp_path, port=port)
    proxy = CuttingProxy(port)
    desk.connect(proxy.url, database)
    for _ in range(rounds):
        desk.record(chance.randrange(1, 12), followed=chance.random() < 0.5)
        proxy.cuts.extend(
            Cut(chance.choice(["up", "down"]), chance.choice([0, 1, 100, 500, 1_500, 4_000]))
            for _ in range(chance.randrange(3))
        )
        desk.gateway.close()
        if chance.random() < 0.25:
            server.kill()
            server = ServerProcess(
                database, tmp_path, port=port, dies=(chance.choice(["before_commit", "after_commit"]), 1)
            )
            desk.sync()
            server.kill()
            server = ServerProcess(database, tmp_path, port=port)
        desk.sync()
    proxy.cuts.clear()
    until_all_is_sent(desk)
    server.kill()
    proxy.close()
    agree(desk, database)
    desk.close()
