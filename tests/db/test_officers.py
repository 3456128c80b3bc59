"""Officers and the desk's own row."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from app.domain.access import Role
from app.domain.errors import StorageProblem
from db.unit_of_work import UnitOfWork
from tests.builders import a_desk, an_officer, another_officer
from tests.database import new_database


def test_officers_come_back_and_change(engine: Engine) -> None:
    first = an_officer()
    second = another_officer(Role.SUPERVISOR)
    with UnitOfWork(engine) as unit:
        unit.staff.keep_officer(second)
        unit.commit()
    left = replace(second, active=False, role=Role.AUDITOR, full_name="Dewi Lestari, S.H.")
    with UnitOfWork(engine) as unit:
        assert unit.staff.officers() == sorted([first, second], key=lambda officer: officer.id)
        unit.staff.keep_officer(left)
        unit.commit()
    with UnitOfWork(engine) as unit:
        assert unit.staff.officers() == sorted([first, left], key=lambda officer: officer.id)


def test_a_login_is_one_officers(engine: Engine) -> None:
    with pytest.raises(IntegrityError), UnitOfWork(engine) as unit:
        unit.staff.keep_officer(another_officer(login=an_officer().login))


def test_the_desk_comes_back_and_there_is_one_only(engine: Engine) -> None:
    changed = replace(a_desk(), letterhead=("SATU", "DUA", "TIGA"), receipt_size="a5", series="A2")
    with UnitOfWork(engine) as unit:
        assert unit.staff.desk() == a_desk()
        unit.staff.keep_desk(changed)
        assert unit.staff.desk() == changed
        unit.commit()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM desk").scalar() == 1


def test_a_desk_that_was_not_set_up_is_told(tmp_path: Path) -> None:
    engine = new_database(tmp_path / "loket.db", seeded=False)
    with pytest.raises(StorageProblem) as caught, UnitOfWork(engine) as unit:
        unit.staff.desk()
    engine.dispose()
    assert caught.value.code == "desk_not_set_up"
