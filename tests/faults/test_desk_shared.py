"""Two programs on one desk at once, a database that is held, a lost write-ahead log, and a clock that is wrong."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.errors import StorageProblem, UserProblem
from app.services import RegisterComplaint, Session
from tests.desk import open_desk, reopen, set_up, typed

ROOT = Path(__file__).parents[2]
_FILING = """
import sys
from pathlib import Path
from tests.desk import filed, reopen
entrance, session = reopen(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for n in range(int(sys.argv[2])):
    print(filed(entrance, session, text=f"Saya antre obat lama sekali {sys.argv[3]}, nomor {n}.").number)
entrance.close()
"""
_HOLDING = """
import sys
from pathlib import Path
from tests.desk import reopen
entrance, session = reopen(Path(sys.argv[1]))
with entrance._engine.execution_options(write=True).connect() as connection:
    connection.exec_driver_sql("UPDATE numbers SET last = last")
    print("holding", flush=True)
    sys.stdin.readline()
entrance.close()
"""


def child(script: str, *words: object) -> subprocess.Popen[str]:
    """Start a process of its own and wait until it says that it is ready."""
    started = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline().strip() in ("ready", "holding")
    return started


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[DeskEntrance, Session]]:
    entrance, session = open_desk(tmp_path / "desk")
    yield entrance, session
    entrance.close()


def test_two_programs_that_file_at_once_share_the_numbers(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    each = 400 if request.config.getoption("--faults-long") else 25
    set_up(tmp_path / "desk").close()
    children = [child(_FILING, tmp_path / "desk", each, name) for name in ("satu", "dua")]
    for one in children:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    numbers = [number for one in children for number in one.communicate()[0].split()]
    assert [one.returncode for one in children] == [0, 0]
    assert sorted(int(number.split("-")[3]) for number in numbers) == list(range(1, 2 * each + 1))
    entrance, session = reopen(tmp_path / "desk")
    assert session.services.verify_desk(session.officer).findings == ()
    entrance.close()


def test_a_database_that_another_program_holds_is_a_sentence_and_then_goes_on(
    desk: tuple[DeskEntrance, Session],
) -> None:
    entrance, session = desk
    draft = typed(entrance)
    holder = child(_HOLDING, entrance.folder)
    with pytest.raises(StorageProblem) as caught:
        session.services.register_complaint(session.officer, draft)
    assert caught.value.code == "database_busy"
    assert session.services.find_complaints(session.officer, "", after=None, limit=10).rows == ()
    holder.communicate("let go\n")
    assert session.services.register_complaint(session.officer, draft).number.startswith("AWS-A-")


def test_the_same_draft_filed_twice_has_one_number(desk: tuple[DeskEntrance, Session]) -> None:
    entrance, session = desk
    draft = typed(entrance)
    first = session.services.register_complaint(session.officer, draft)
    assert session.services.register_complaint(session.officer, draft).number == first.number
    assert session.services.desk_status(session.officer).recorded_this_year == 1


def at(session: Session, now: datetime) -> RegisterComplaint:
    """Give the filing with a clock that stands at that instant."""
    return replace(session.services.register_complaint, clock=lambda: now)


def test_a_wrong_clock_gives_no_number_until_a_person_is_sure(desk: tuple[DeskEntrance, Session]) -> None:
    entrance, session = desk
    now = datetime(2026, 11, 23, 2, tzinfo=UTC)
    first = at(session, now)(session.officer, typed(entrance))
    for moved, code in (
        (timedelta(seconds=-1), "clock_behind"),
        (timedelta(days=-400), "clock_behind"),
        (timedelta(days=31), "clock_ahead"),
        (timedelta(days=36500), "clock_ahead"),
    ):
        with pytest.raises(UserProblem) as caught:
            at(session, now + moved)(session.officer, typed(entrance))
        assert caught.value.code == code
    sure = at(session, now - timedelta(days=1))(session.officer, typed(entrance), clock_confirmed=True)
    assert [n.number.split("-")[3] for n in (first, sure)] == ["000001", "000002"]
    assert session.services.verify_desk(session.officer).findings == ()


def test_the_series_begins_again_in_the_year_of_recording(desk: tuple[DeskEntrance, Session]) -> None:
    entrance, session = desk
    turn = datetime(2026, 12, 31, 16, tzinfo=UTC)  # midnight in Samarinda
    instants = (turn - timedelta(seconds=1), turn, turn + timedelta(days=1), turn - timedelta(seconds=1), turn)
    numbers = [
        at(session, now)(session.officer, typed(entrance), clock_confirmed=True).number.split("-")[2:4]
        for now in instants
    ]
    assert numbers == [["26", "000001"], ["27", "000001"], ["27", "000002"], ["26", "000002"], ["27", "000003"]]
    assert session.services.verify_desk(session.officer).findings == ()
