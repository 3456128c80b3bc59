"""Receipts: the original, then copies; a sheet that never came out frees its number and stays in the book."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2 as driver

from app.domain.complaint import Complaint
from app.domain.receipt import Printing
from db.search import Queries
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, OFFICER_ID
from tests.database import recorded


def printed(engine: Engine, complaint: Complaint, copy: int) -> None:
    printing = Printing(
        complaint_id=complaint.id,
        number=complaint.number,
        copy=copy,
        printed_at=NOON,
        officer_id=OFFICER_ID,
        way="print",
        size="a4x2",
        sha256="a" * 64,
    )
    with UnitOfWork(engine) as unit:
        unit.ledger.add(printing)
        unit.commit()


def failed(engine: Engine, complaint: Complaint, copy: int) -> None:
    with UnitOfWork(engine) as unit:
        unit.ledger.mark_failed(complaint.id, copy)
        unit.commit()


def next_copy(engine: Engine, complaint: Complaint) -> int:
    with UnitOfWork(engine) as unit:
        asked_inside = unit.ledger.copies_of(complaint.id)
    assert Queries(engine).copies(complaint.id) == asked_inside
    return asked_inside


def test_the_original_comes_first_then_copies(engine: Engine) -> None:
    complaint, other = recorded(engine), recorded(engine)
    assert next_copy(engine, complaint) == 0
    for copy in range(3):
        printed(engine, complaint, copy)
    assert next_copy(engine, complaint) == 3
    assert next_copy(engine, other) == 0


def test_one_copy_number_is_printed_once(engine: Engine) -> None:
    complaint = recorded(engine)
    printed(engine, complaint, 0)
    with pytest.raises(driver.IntegrityError):
        printed(engine, complaint, 0)


def test_a_failed_original_is_printed_again_as_the_original(engine: Engine) -> None:
    complaint = recorded(engine)
    for _ in range(2):
        printed(engine, complaint, 0)
        failed(engine, complaint, 0)
    assert next_copy(engine, complaint) == 0
    printed(engine, complaint, 0)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT copy, failed FROM receipts ORDER BY n")).all() == [
            (0, 1),
            (0, 1),
            (0, 0),
        ]


def test_a_failure_told_late_does_not_give_a_copy_number_twice(engine: Engine) -> None:
    complaint = recorded(engine)
    printed(engine, complaint, 0)
    printed(engine, complaint, 1)
    failed(engine, complaint, 0)
    assert next_copy(engine, complaint) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM receipts",
        "UPDATE receipts SET number = 'x'",
        "UPDATE receipts SET sha256 = 'x', failed = 1",
        "UPDATE receipts SET failed = 2",
    ],
)
def test_the_book_is_not_rewritten(engine: Engine, statement: str) -> None:
    printed(engine, recorded(engine), 0)
    with pytest.raises(IntegrityError), engine.execution_options(write=True).begin() as connection:
        connection.execute(text(statement))


def test_a_failure_is_not_taken_back(engine: Engine) -> None:
    complaint = recorded(engine)
    printed(engine, complaint, 0)
    failed(engine, complaint, 0)
    with pytest.raises(IntegrityError), engine.execution_options(write=True).begin() as connection:
        connection.execute(text("UPDATE receipts SET failed = 0"))
