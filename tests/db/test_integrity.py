"""Whatever does not fit together in the stored whole is named."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from app.domain.complaint import Complaint
from app.domain.receipt import Printing
from db.engine import checkpoint, open_engine
from db.integrity import Integrity
from db.search import Queries
from db.unit_of_work import UnitOfWork
from tests.app.usecases.test_pull import a_case
from tests.builders import NOON, OFFICER_ID
from tests.database import KEY, recorded


@pytest.fixture
def complaint(engine: Engine) -> Complaint:
    with UnitOfWork(engine) as unit:
        unit.complaints.next_running("A", 2026)
        unit.commit()
    return recorded(engine, running=1)


def break_in(engine: Engine, *statements: str) -> None:
    """Do what no program of ours does: without references and triggers."""
    driver = engine.raw_connection()
    driver.cursor().execute("pragma foreign_keys=OFF")
    for (name,) in driver.cursor().execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        driver.cursor().execute(f"DROP TRIGGER {name}")
    for statement in statements:
        driver.cursor().execute(statement)
    driver.invalidate()


def test_a_desk_that_nobody_touched_is_whole(engine: Engine, complaint: Complaint) -> None:
    integrity = Integrity(engine)
    assert (integrity.damage(), integrity.unaccounted(), integrity.stray_receipts()) == ([], [], [])
    ((number, title, body, sha256),) = integrity.frozen()
    assert (number, title) == (complaint.number, complaint.report.title)
    assert number.encode() in body
    assert len(sha256) == 64


def keep_shared(engine: Engine) -> None:
    """Keep a case of a colleague's counter."""
    with UnitOfWork(engine) as unit:
        unit.feed.keep_case(a_case(), seq=1)
        unit.commit()


@pytest.mark.usefixtures("complaint")
@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("DELETE FROM reporters", "complaints without reporter: 1"),
        ("DELETE FROM outbox", "complaints without event: 1"),
        ("DELETE FROM complaint_search", "complaints without search index: 1"),
        ("DELETE FROM officers", "reference: complaints 1"),
        ("UPDATE delivery_counts SET n = 7", "deliveries are not counted right"),
        ("UPDATE complaint_search_content SET c1 = 'lain'", "search_index: database_damaged"),
        ("UPDATE shared_search_content SET c1 = 'lain'", "search_index: database_damaged"),
    ],
)
def test_what_is_missing_or_wrong_is_named(engine: Engine, statement: str, named: str) -> None:
    keep_shared(engine)
    break_in(engine, statement)
    assert named in Integrity(engine).damage()


def test_a_flipped_byte_is_found(engine: Engine, database: Path) -> None:
    for _ in range(30):
        recorded(engine, text="x" * 2000)
    checkpoint(engine)
    engine.dispose()
    pages = bytearray(database.read_bytes())
    pages[-2000] ^= 1
    database.write_bytes(pages)
    again = open_engine(database, KEY)
    assert any(line.startswith("page: ") for line in Integrity(again).damage())
    again.dispose()


@pytest.mark.usefixtures("complaint")
def test_a_number_without_complaint_or_mark_is_named(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        for _ in range(3):
            unit.complaints.next_running("A", 2026)
        unit.commit()
    recorded(engine, running=3)
    with engine.execution_options(write=True).begin() as connection:
        mark = "INSERT INTO number_marks VALUES ('A', 2026, 4, 'salah ketik', '2026-11-23T04:00:00.000000Z', :officer)"
        connection.execute(text(mark), {"officer": OFFICER_ID})
    (missing,) = Integrity(engine).unaccounted()
    assert missing.startswith("AWS-A-26-000002-")


def test_a_receipt_of_no_complaint_is_named(engine: Engine, complaint: Complaint) -> None:
    printing = Printing(
        complaint_id=complaint.id,
        number="AWS-A-26-000099-00",
        copy=0,
        printed_at=NOON,
        officer_id=OFFICER_ID,
        way="print",
        size="a5",
        sha256="",
    )
    with UnitOfWork(engine) as unit:
        unit.ledger.add(printing)
        unit.commit()
    assert Integrity(engine).stray_receipts() == ["AWS-A-26-000099-00"]


def test_a_connection_that_searched_before_others_wrote_finds_no_damage(engine: Engine) -> None:
    recorded(engine)
    searching = Queries(engine)
    searching.search(OFFICER_ID, "antrean", after=None, limit=5)
    writer = open_engine(Path(str(engine.url.database)), KEY)
    for _ in range(3):
        recorded(writer)
        keep_shared(writer)
    writer.dispose()
    assert Integrity(engine).damage() == []
