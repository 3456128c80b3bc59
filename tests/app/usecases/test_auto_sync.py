"""A sync begins by itself when it is time or the line is back; a line that was fine is never probed."""

from collections.abc import Generator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from app.domain.access import Role
from app.domain.direct import DirectAccess
from app.usecases.auto_sync import AutoSync
from db.tables import centre
from tests.app.usecases.counter import Counter, fails_with
from tests.builders import OFFICER_ID, an_officer

QUARTER = timedelta(minutes=15)


class Line:
    """The cable, and how often it was looked at."""

    def __init__(self) -> None:
        self.up, self.looks = False, 0

    def __call__(self, url: str) -> bool:
        self.looks += 1
        return self.up


@pytest.fixture
def counter(tmp_path: Path) -> Generator[Counter, None, None]:
    desk = Counter(tmp_path)
    yield desk
    desk.engine.dispose()


@pytest.fixture
def line() -> Line:
    return Line()


def wanted(counter: Counter, line: Line, role: Role = Role.OFFICER, interval: timedelta = QUARTER) -> bool:
    asked = AutoSync(units=counter.units, queries=counter.queries, probe=line, clock=counter.clock)
    return asked.wanted(an_officer(role), interval=interval)


def test_it_is_time_at_first_and_again_after_the_interval(counter: Counter, line: Line) -> None:
    assert wanted(counter, line)
    counter.sync()
    assert not wanted(counter, line)
    counter.clock.advance(minutes=15)
    assert wanted(counter, line)
    assert line.looks == 0


def test_a_line_that_is_back_is_used_at_once(counter: Counter, line: Line) -> None:
    counter.record(1)
    counter.centre.before = fails_with("server_absent")
    counter.sync()
    assert not wanted(counter, line)
    line.up = True
    assert wanted(counter, line)
    assert line.looks == 2


def test_a_centre_that_asked_to_wait_is_neither_called_nor_probed(counter: Counter, line: Line) -> None:
    counter.record(1)
    counter.centre.before = fails_with("server_busy", retry_after_s=600)
    counter.sync()
    line.up = True
    counter.clock.advance(minutes=9)
    assert not wanted(counter, line)
    counter.clock.advance(minutes=2)
    assert wanted(counter, line)
    assert line.looks == 0


def test_nobody_syncs_who_may_not_and_no_desk_that_is_not_connected(tmp_path: Path, line: Line) -> None:
    desk = Counter(tmp_path, connected=False)
    assert not wanted(desk, line)
    desk.engine.dispose()


def test_an_auditor_starts_nothing(counter: Counter, line: Line) -> None:
    assert not wanted(counter, line, Role.AUDITOR)
    assert wanted(counter, line, Role.UNATTENDED)


def test_never_is_never(counter: Counter, line: Line) -> None:
    assert not wanted(counter, line, interval=timedelta(0))


def test_a_desk_without_a_line_never_begins_by_itself(counter: Counter, line: Line) -> None:
    with counter.units() as unit:
        centre = unit.centre.centre()
        assert centre is not None
        unit.centre.keep_centre(replace(centre, url=""))
        unit.commit()
    assert not wanted(counter, line)


def test_a_counter_that_posts_to_lapor_itself_needs_no_centre(counter: Counter, line: Line) -> None:
    with counter.units() as unit:
        unit._connection.execute(delete(centre))
        unit.commit()
    assert not wanted(counter, line)
    with counter.units() as unit:
        unit.direct.keep_access(DirectAccess(profile="", headers={}), at=counter.clock(), officer_id=OFFICER_ID)
        unit.commit()
    assert wanted(counter, line)
    with counter.units() as unit:
        unit.direct.tried(at=counter.clock(), problem=None)
        unit.commit()
    assert not wanted(counter, line)
    counter.clock.advance(minutes=15)
    assert wanted(counter, line)
    assert line.looks == 0
