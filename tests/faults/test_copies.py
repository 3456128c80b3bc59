"""Copies, restores and replacements: every event at the centre once, no number twice, what is forked is flagged."""

import random
import shutil
from collections import Counter
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.adapters.clock import system_now
from app.domain.incarnation import Reason
from app.pusat.office import devices_of
from tests.db.pusat.fixtures import postgres, store_url
from tests.db.pusat.postgres import Cluster
from tests.faults.copies import (
    Pc,
    alarms,
    central_by_event,
    files_held,
    forked_logs,
    forked_numbers,
    server_numbers,
)
from tests.faults.scene import ServerProcess, server_content

__all__ = ["postgres", "store_url"]


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'pusat.db'}"


@pytest.fixture
def server(database: str, tmp_path: Path) -> Generator[ServerProcess, None, None]:
    with ServerProcess(database, tmp_path) as running:
        yield running


@pytest.fixture
def url(server: ServerProcess) -> str:
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture
def pc(tmp_path: Path, url: str, database: str) -> Pc:
    """Give a counter that is enrolled and has told of two records."""
    desk = Pc(tmp_path / "first", "mesin-1").set_up()
    desk.connect(url, database)
    desk.record(2)
    desk.settle()
    return desk


def all_is_there_once(database: str, *pcs: Pc) -> None:
    """Compare: whatever any computer ever told lies at the centre, once, with its own bytes; and no log was forged."""
    told: Counter[tuple[str, str]] = Counter()
    for one in pcs:
        told |= one.events()
    assert server_content(database) == told
    assert forked_logs(database) == []


def test_two_counters_of_an_agency_share_no_number_and_see_each_other(
    pc: Pc, tmp_path: Path, url: str, database: str
) -> None:
    other = Pc(tmp_path / "second", "mesin-2").set_up("B")
    other.connect(url, database, "B")
    numbers = other.record(2)
    for one in (other, pc, other):
        one.settle()
    all_is_there_once(database, pc, other)
    assert set(server_numbers(database).values()) == {1}
    assert set(numbers) <= pc.found("antre")
    assert not pc.told and not other.told


def test_a_second_pc_with_the_same_letter_goes_on_in_another_series(
    pc: Pc, tmp_path: Path, url: str, database: str
) -> None:
    other = Pc(tmp_path / "second", "mesin-2").set_up()
    other.connect(url, database)
    assert [number[:7] for number in other.record(1)] == ["AWS-A2-"]
    for one in (other, pc):
        one.record(1)
        one.settle()
    assert [begun.reason for begun in other.told] == [Reason.SERIES_TAKEN]
    assert not pc.told
    assert set(server_numbers(database).values()) == {1}
    all_is_there_once(database, pc, other)


def test_two_pcs_that_met_the_centre_too_late_are_flagged_and_part(tmp_path: Path, url: str, database: str) -> None:
    first, second = (Pc(tmp_path / name, name).set_up() for name in ("one", "two"))
    doubled = set(first.record(2)) & set(second.record(2))
    assert len(doubled) == 2
    for one in (first, second):
        one.connect(url, database)
        one.settle()
        one.record(1)
        one.settle()
    all_is_there_once(database, first, second)
    assert {number for number, count in server_numbers(database).items() if count > 1} == doubled
    assert forked_numbers(database) == doubled


def test_a_disk_image_on_two_machines_gives_no_number_twice(
    pc: Pc, tmp_path: Path, database: str, request: pytest.FixtureRequest
) -> None:
    chance, rounds = random.Random(7), 60 if request.config.getoption("--faults-long") else 6
    twin = pc.imaged_on(tmp_path / "second", "mesin-2")
    given: list[str] = []
    for _ in range(rounds):
        one = chance.choice((pc, twin))
        given += one.record(chance.randint(1, 2))
        if chance.random() < 0.6:
            one.settle()
    for one in (pc, twin, pc):
        given += one.record(1)
        one.settle()
    assert len(set(given)) == len(given)
    assert set(server_numbers(database).values()) == {1}
    all_is_there_once(database, pc, twin)
    assert [begun.reason for begun in twin.told] == [Reason.OTHER_MACHINE]
    assert not pc.told
    assert alarms(database) == []
    assert (pc.findings(), twin.findings()) == ([], [])


def test_a_perfect_clone_is_told_apart_by_its_contacts(pc: Pc, tmp_path: Path, database: str) -> None:
    twin = pc.imaged_on(tmp_path / "second", pc.machine)
    doubled = set(pc.record(1)) & set(twin.record(1))
    assert len(doubled) == 1  # nobody can know, before one of them speaks with the centre
    for one in (pc, twin):
        one.settle()
    assert {alarm.kind for alarm in alarms(database)} == {"same_n"}
    later = [number for _ in range(2) for one in (pc, twin) for number in one.record(1)]
    for one in (pc, twin, pc):
        one.settle()
    assert len(set(later)) == len(later)
    assert [begun.reason for begun in twin.told] == [Reason.CLONE]
    assert not pc.told
    assert {number for number, count in server_numbers(database).items() if count > 1} == doubled
    assert forked_numbers(database) == doubled
    all_is_there_once(database, pc, twin)


def test_a_pc_restored_from_a_backup_gets_back_what_it_lost(pc: Pc, tmp_path: Path, database: str) -> None:
    pc.back_up(tmp_path / "cadangan.loket")
    lost = pc.record(2)
    unsent = pc.restored_on(tmp_path / "cadangan.loket", tmp_path / "rehearsal", "mesin-3").found("antre")
    assert not set(lost) & unsent
    pc.settle()
    before = server_content(database)
    again = pc.restored_on(tmp_path / "cadangan.loket", tmp_path / "second", "mesin-2")
    new = again.record(1)
    again.settle()
    assert set(lost) | set(new) <= again.found("antre")
    assert new[0].startswith("AWS-A2-")
    assert server_content(database) - before == again.events() - before
    assert before - server_content(database) == Counter()
    assert set(server_numbers(database).values()) == {1}
    assert [begun.reason for begun in again.told] == [Reason.RESTORED]
    assert alarms(database) == []
    assert again.findings() == []


def test_a_replaced_pc_without_a_backup_sees_the_old_cases_and_takes_no_number_of_theirs(
    pc: Pc, tmp_path: Path, url: str, database: str
) -> None:
    shutil.rmtree(pc.folder)
    new = Pc(tmp_path / "second", "mesin-2").set_up()
    new.connect(url, database)
    given = new.record(2)
    new.settle()
    assert all(number.startswith("AWS-A2-") for number in given)
    assert set(server_numbers(database).values()) == {1}
    assert set(server_numbers(database)) == new.found("antre")


def put_back(database: str, yesterday: str, postgres: Cluster | None, tmp_path: Path) -> None:
    """Put the copy of the server's database in the place of the present one."""
    if postgres is None:
        for left in tmp_path.glob("pusat.db-*"):
            left.unlink()
        shutil.copy(tmp_path / yesterday, tmp_path / "pusat.db")
        return
    name = database.rpartition("/")[2]
    postgres.close_database(name)
    postgres.execute(f"drop database {name}")
    postgres.copy_database(yesterday, name)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_server_restored_from_yesterday_gets_everything_again_and_tells_no_number_twice(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    cluster: Cluster | None = request.getfixturevalue("postgres") if kind == "postgresql" else None
    database = cluster.new_database() if cluster else f"sqlite:///{tmp_path / 'pusat.db'}"
    desk, other = Pc(tmp_path / "first", "mesin-1").set_up(), Pc(tmp_path / "second", "mesin-2").set_up("B")
    with ServerProcess(database, tmp_path) as server:
        for one, letter in ((desk, "A"), (other, "B")):
            one.connect(f"http://127.0.0.1:{server.port}", database, letter)
            one.record(2)
            one.settle()
        server.stop()
    if cluster:
        cluster.copy_database(database.rpartition("/")[2], "yesterday")
    else:
        shutil.copy(tmp_path / "pusat.db", tmp_path / "yesterday")
    with ServerProcess(database, tmp_path) as server:
        for one in (desk, other):
            one.move_centre(f"http://127.0.0.1:{server.port}")
            one.record(2)
            one.settle()
        server.stop()
    told = desk.central_numbers() | other.central_numbers()
    put_back(database, "yesterday", cluster, tmp_path)
    with ServerProcess(database, tmp_path) as server:
        assert server.process.stdout is not None
        assert "new epoch" in server.process.stdout.readline()
        for one in (other, desk, other):
            one.move_centre(f"http://127.0.0.1:{server.port}")
            one.record(1)
            one.settle()
        for one in (desk, other):
            assert one.findings() == []
    all_is_there_once(database, desk, other)
    assert set(server_numbers(database).values()) == {1}
    for event, number in central_by_event(database).items():
        assert told.get(event, number) == number or number not in told.values()
    with ServerProcess(database, tmp_path) as server:
        desk.move_centre(f"http://127.0.0.1:{server.port}")
        assert desk.sync().accepted == 0


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_a_day_off_loses_and_doubles_nothing(pc: Pc, database: str, days: int) -> None:
    given = pc.record(2, clock=lambda: system_now() + timedelta(days=days))
    given += pc.record(1, clock=system_now)
    pc.settle()
    assert len(set(given)) == 3
    all_is_there_once(database, pc)
    assert not pc.told


def test_the_year_turning_with_the_clock_behind_gives_no_number_twice(pc: Pc, database: str) -> None:
    def at(*when: int):
        return lambda: datetime(*when, tzinfo=UTC)  # type: ignore[arg-type]

    given = pc.record(2, clock=at(2026, 12, 31, 10, 0))
    given += pc.record(2, clock=at(2027, 1, 1, 3, 0))
    given += pc.record(2, clock=at(2026, 12, 31, 11, 0))
    given += pc.record(1, clock=at(2027, 1, 1, 4, 0))
    pc.settle()
    assert len(set(given)) == 7
    assert {number[6:8] for number in given} == {"26", "27"}
    assert set(server_numbers(database).values()) == {1}
    all_is_there_once(database, pc)
    assert not pc.told
    assert pc.findings() == []


def test_a_deleted_log_is_noticed_and_what_was_told_comes_back(pc: Pc, database: str) -> None:
    with pc.at_work() as (entrance, _):
        entrance.rest()
    before = (pc.folder / "loket.db").read_bytes()
    lost = pc.record(2)
    pc.settle()
    for file in pc.folder.glob("loket.db*"):
        file.unlink()
    (pc.folder / "loket.db").write_bytes(before)
    new = pc.record(1)
    assert [begun.reason for begun in pc.told] == [Reason.NUMBERS_LOST]
    pc.settle()
    assert set(lost) | set(new) <= pc.found("antre")
    assert set(server_numbers(database).values()) == {1}
    assert pc.findings() == []


def test_a_lost_count_of_contacts_is_heard_of_at_the_centre(pc: Pc, database: str) -> None:
    before = (pc.folder / "loket.db").read_bytes()
    pc.record(1)
    pc.settle()
    for file in pc.folder.glob("loket.db*"):
        file.unlink()
    (pc.folder / "loket.db").write_bytes(before)
    shutil.rmtree(pc.home / "state")  # the mark is lost as well: only the centre can know
    pc.record(1)
    pc.settle()
    assert [alarm.kind for alarm in alarms(database)] == ["same_n"]
    given = pc.record(1)
    assert [begun.reason for begun in pc.told] == [Reason.CLONE]
    assert given[0].startswith("AWS-A2-")


def test_a_torn_key_file_stops_no_sync(pc: Pc, database: str) -> None:
    whole = (pc.folder / "desk.key").read_bytes()
    pc.record(1)
    (pc.folder / "desk.key").write_bytes(whole[:100])
    pc.settle()
    assert (pc.folder / "desk.key").read_bytes() == (pc.folder / "desk.key.2").read_bytes()
    all_is_there_once(database, pc)


def test_an_attachment_of_a_restored_pc_is_neither_sealed_nor_sent_twice(
    tmp_path: Path, url: str, database: str
) -> None:
    pc = Pc(tmp_path / "first", "mesin-1").set_up()
    pc.connect(url, database)
    number = pc.record_with_photo()
    pc.back_up(tmp_path / "cadangan.loket")  # before anything was sealed or sent
    pc.settle()
    held = files_held(database)
    assert len(held) == 1
    again = pc.restored_on(tmp_path / "cadangan.loket", tmp_path / "second", "mesin-2")
    again.settle()
    assert files_held(database) == held
    assert again.tasks() == []
    assert again.findings() == []
    assert number in again.found("antre")
    all_is_there_once(database, pc, again)


def test_a_restored_pc_takes_the_place_of_the_broken_one(pc: Pc, tmp_path: Path, url: str, database: str) -> None:
    pc.back_up(tmp_path / "cadangan.loket")
    again = pc.restored_on(tmp_path / "cadangan.loket", tmp_path / "second", "mesin-2")
    with devices_of(database, clock=system_now) as devices:
        code = devices.replace(agency="aws", counter="A", who="admin")
    pc.record(1)
    assert pc.sync().problem == "token_refused"  # the broken one comes back from the workshop
    again.connect_with(url, str(code))
    again.record(1)
    again.settle()
    assert pc.told == []
    assert set(server_numbers(database).values()) == {1}
    all_is_there_once(database, again)


def test_an_idle_clone_is_heard_of_before_it_gives_a_number(pc: Pc, tmp_path: Path, database: str) -> None:
    twin = pc.imaged_on(tmp_path / "second", pc.machine)
    for one in (pc, twin):
        one.settle()
    given = [number for one in (pc, twin) for number in one.record(2)]
    for one in (pc, twin):
        one.settle()
    assert len(set(given)) == 4
    assert [begun.reason for begun in twin.told] == [Reason.CLONE]
    assert set(server_numbers(database).values()) == {1}
    all_is_there_once(database, pc, twin)
