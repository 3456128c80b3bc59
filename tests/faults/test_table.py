"""The fault table in short: every fault once, a few against other targets as well; planted bugs are found."""

from collections.abc import Iterator

import pytest

from tests.faults.bugs import BUGS
from tests.faults.table.catalogue import FAULTS
from tests.faults.table.lab import (
    LAPOR_DIRECT,
    LAPOR_POSTGRESQL,
    ON_POSTGRESQL,
    PARCELS_POSTGRESQL,
    POSTGRESQL,
    Lab,
    lab,
)
from tests.faults.table.runner import Schedule, finds, run

SEED = 20261128
ALSO = (
    *(
        (fault, POSTGRESQL)
        for fault in (
            "cut_after_commit",
            "request_twice",
            "desk_killed_between_answer_and_record",
            "server_killed_before_commit",
            "server_killed_after_commit",
            "database_down",
            "two_counters",
            "server_disk_full",
        )
    ),
    ("lapor_two_forwarders", LAPOR_POSTGRESQL),
    ("lapor_answer_lost", LAPOR_DIRECT),
    ("lapor_forwarder_killed_between_answer_and_record", LAPOR_DIRECT),
    ("parcel_killed_while_taken_in", PARCELS_POSTGRESQL),
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def here() -> Iterator[Lab]:
    with lab() as opened:
        yield opened


@pytest.mark.parametrize("fault", [one.name for one in FAULTS.values() if one.targets[0] not in ON_POSTGRESQL])
def test_a_fault_loses_doubles_and_confuses_nothing(here: Lab, fault: str) -> None:
    schedule = Schedule(fault=fault, target=FAULTS[fault].targets[0], seed=SEED)
    verdict = run(here, schedule)
    assert verdict.sound, "\n".join([schedule.command, *verdict.notes])


@pytest.mark.parametrize(("fault", "target"), ALSO)
def test_a_fault_does_so_against_no_other_target(here: Lab, fault: str, target: str) -> None:
    if target not in here.targets:
        pytest.skip("PostgreSQL is not installed here")
    schedule = Schedule(fault=fault, target=target, seed=SEED)
    verdict = run(here, schedule)
    assert verdict.sound, "\n".join([schedule.command, *verdict.notes])


@pytest.mark.parametrize("bug", BUGS)
def test_the_table_finds_a_planted_bug(here: Lab, bug: str) -> None:
    assert finds(here, bug, SEED)
