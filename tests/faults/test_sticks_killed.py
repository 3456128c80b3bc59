"""Kill -9 at every step of a parcel: what lies under a final name is whole, and the next stick settles everything."""

import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from app.pusat.parcels import OPERATOR, Parcels
from tests.app.pusat.trial import Trial
from tests.app.usecases.stick import StickCounter
from tests.builders import FixedClock
from tests.faults.dying_stick import DIED, POINTS
from tests.faults.test_sticks import Stage, agree

ROOT = Path(__file__).parents[2]
EXPORTING = ("first_volume_begun", "all_written", "noted", "one_name_given", "placed")
TAKING_IN = tuple(point for point in POINTS if point not in EXPORTING)


@pytest.fixture
def stage(tmp_path: Path) -> Generator[Stage, None, None]:
    trial = Trial(f"sqlite:///{tmp_path / 'pusat.db'}", FixedClock())
    counter = StickCounter(tmp_path, trial)
    with counter.units() as unit:
        centre = unit.centre.centre()
    assert centre is not None
    stage = Stage(counter=counter, token=centre.token)
    for n in range(4):
        stage.attach(300 * n)
    yield stage
    counter.engine.dispose()
    trial.close()


def killed(stage: Stage, folder: Path, point: str, *rest: str) -> None:
    stage.counter.engine.dispose()
    command = [sys.executable, "-m", "tests.faults.dying_stick", str(folder), point, *rest]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == DIED, done.stderr


@pytest.mark.parametrize("point", EXPORTING)
def test_a_desk_killed_while_it_writes_a_parcel(stage: Stage, tmp_path: Path, point: str) -> None:
    killed(stage, tmp_path, point, "kiriman.loket")
    parcels = Parcels(pusat=stage.counter.trial.pusat)
    for file in (tmp_path / "stick").glob("kiriman*.loket"):
        parcels.take(file.read_bytes(), brought_by=OPERATOR)  # whole, or it would be refused
    stage.settle()
    agree(stage)


@pytest.mark.parametrize("point", TAKING_IN)
def test_a_desk_killed_while_it_takes_an_answer_in(stage: Stage, tmp_path: Path, point: str) -> None:
    counter = stage.counter
    counter.carry(counter.export("kiriman"), "answer")
    killed(stage, tmp_path, point, "", "answer")
    again = counter.take_in(tmp_path / "stick" / "answer")
    assert not again.repeated
    agree(stage)
    assert counter.take_in(tmp_path / "stick" / "answer").repeated
