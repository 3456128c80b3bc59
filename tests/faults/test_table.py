"""The fault table in short: every fault once on SQLite, a few on PostgreSQL; planted bugs are found."""

from collections.abc import Iterator

import pytest

from tests.faults.bugs import BUGS
from tests.faults.table.catalogue import FAULTS
from tests.faults.table.lab import POSTGRESQL, SQLITE, Lab, lab
from tests.faults.table.runner import Schedule, finds, run

SEED = 20261128
ON_POSTGRESQL = (
    "cut_after_commit",
    "request_twice",
    "desk_killed_between_answer_and_record",
    "server_killed_before_commit",
    "server_killed_after_commit",
    "database_down",
    "two_counters",
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def here() -> Iterator[Lab]:
    with lab() as opened:
        yield opened


@pytest.mark.parametrize("fault", [one.name for one in FAULTS.values() if SQLITE in one.targets])
def test_a_fault_loses_doubles_and_confuses_nothing(here: Lab, fault: str) -> None:
    schedule = Schedule(fault=fault, target=SQLITE, seed=SEED)
    verdict = run(here, schedule)
    assert verdict.sound, "\n".join([schedule.command, *verdict.notes])


@pytest.mark.parametrize("fault", ON_POSTGRESQL)
def test_a_fault_does_so_neither_on_postgresql(here: Lab, fault: str) -> None:
    if POSTGRESQL not in here.targets:
        pytest.skip("PostgreSQL is not installed here")
    schedule = Schedule(fault=fault, target=POSTGRESQL, seed=SEED)
    verdict = run(here, schedule)
    assert verdict.sound, "\n".join([schedule.command, *verdict.notes])


@pytest.mark.parametrize("bug", BUGS)
def test_the_table_finds_a_planted_bug(here: Lab, bug: str) -> None:
    assert finds(here, bug, SEED)
