"""The log is a chain: whoever changes, moves or takes out a row is found."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from app.domain.ids import OfficerId
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, OFFICER_ID

ROWS = 6


@pytest.fixture
def log(engine: Engine) -> Engine:
    """Give a database with six rows in its log, the last two from units of their own."""
    with UnitOfWork(engine) as unit:
        for n in range(ROWS - 2):
            unit.audit.add(at=NOON + timedelta(seconds=n), officer_id=OFFICER_ID, act="seen", subject=f"id-{n}")
        unit.commit()
    for officer_id in (None, OfficerId("x")):
        with UnitOfWork(engine) as unit:
            unit.audit.add(at=NOON, officer_id=officer_id, act="synced", subject="é \n|", detail="alasan: ada")
            unit.commit()
    return engine


def broken_at(engine: Engine) -> int | None:
    with UnitOfWork(engine) as unit:
        return unit.audit.broken_at()


def tamper(engine: Engine, *statements: str) -> None:
    """Do what an ordinary writer cannot: without the triggers."""
    with engine.execution_options(write=True).begin() as connection:
        for trigger in ("audit_frozen", "audit_stays"):
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        for statement in statements:
            assert connection.execute(text(statement)).rowcount > 0


def test_a_log_that_nobody_touched_is_whole(log: Engine) -> None:
    assert broken_at(log) is None


def test_an_empty_log_is_whole(engine: Engine) -> None:
    assert broken_at(engine) is None


@pytest.mark.parametrize("column", ["at", "officer_id", "act", "subject", "detail", "previous", "hash"])
def test_a_changed_column_is_found_at_its_row(log: Engine, column: str) -> None:
    other = "2026-01-01T00:00:00.000000Z" if column == "at" else "lain"
    tamper(log, f"UPDATE audit SET {column} = '{other}' WHERE n = 3")
    assert broken_at(log) == 3


def test_a_row_taken_out_of_the_middle_is_found(log: Engine) -> None:
    tamper(log, "DELETE FROM audit WHERE n = 2")
    assert broken_at(log) == 2


def test_a_row_taken_out_with_the_others_moved_up_is_found(log: Engine) -> None:
    tamper(log, "DELETE FROM audit WHERE n = 2", "UPDATE audit SET n = n - 1 WHERE n > 2")
    assert broken_at(log) == 2


def test_two_rows_exchanged_are_found(log: Engine) -> None:
    tamper(
        log,
        "UPDATE audit SET n = 100 WHERE n = 2",
        "UPDATE audit SET n = 2 WHERE n = 3",
        "UPDATE audit SET n = 3 WHERE n = 100",
    )
    assert broken_at(log) == 2


def test_a_row_with_a_right_hash_of_its_own_is_found_by_the_next(log: Engine) -> None:
    with log.connect() as connection:
        previous = connection.execute(text("SELECT previous FROM audit WHERE n = 3")).scalar_one()
    row = '[3,"2026-11-23T04:00:02.000000Z","x","seen","id-2",""]'
    forged = hashlib.sha256(f"{previous}\n{row}".encode()).hexdigest()
    tamper(log, f"UPDATE audit SET officer_id = 'x', hash = '{forged}' WHERE n = 3")
    assert broken_at(log) == 4
