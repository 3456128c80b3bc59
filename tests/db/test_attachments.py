"""Rows of attachments keep their order, go with their draft, and are found by an index."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from app.domain.attachment import AttachmentId
from app.domain.ids import ComplaintId
from db.attachments import AttachmentRows
from db.unit_of_work import UnitOfWork
from tests.app.domain.test_attachment import an_attachment
from tests.builders import NOON, OFFICER_ID, a_complaint, a_draft
from tests.database import new_database, record

ONE, OTHER = ComplaintId("019ab000-0000-7000-8000-0000000000c1"), ComplaintId("019ab000-0000-7000-8000-0000000000c2")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return new_database(tmp_path / "loket.db")


def add(engine: Engine, *places: int, of: ComplaintId = ONE) -> None:
    with UnitOfWork(engine) as unit:
        for place in places:
            id = AttachmentId(f"{of}-{place}")
            unit.attachments.add(
                an_attachment(id=id, complaint_id=of, place=place, stored_as=f"{of[-2:]}{place}.sealed")
            )
        unit.commit()


def test_files_come_back_as_they_were_and_in_their_order(engine: Engine) -> None:
    add(engine, 3, 1, 2)
    rows = AttachmentRows(engine)
    assert [one.place for one in rows.of(ONE)] == [1, 2, 3]
    assert rows.get(AttachmentId(f"{ONE}-2")) == rows.of(ONE)[1]
    assert rows.get(AttachmentId("nobody's")) is None
    assert rows.of(OTHER) == ()


def test_a_dropped_draft_gives_the_names_of_its_files_and_no_others(engine: Engine) -> None:
    add(engine, 1, 2)
    add(engine, 1, of=OTHER)
    with UnitOfWork(engine) as unit:
        assert unit.attachments.drop(ONE) == ["c11.sealed", "c12.sealed"]
        assert unit.attachments.drop(ONE) == []
        assert unit.attachments.stored_names() == {"c21.sealed"}
        unit.commit()


def test_all_files_come_with_the_number_of_their_complaint(engine: Engine) -> None:
    complaint = a_complaint(id=ONE)
    with UnitOfWork(engine) as unit:
        record(unit, complaint)
        unit.commit()
    add(engine, 1)
    add(engine, 1, of=OTHER)
    assert [(number, one.complaint_id) for number, one in AttachmentRows(engine).all()] == [
        (complaint.number, ONE),
        ("", OTHER),
    ]


def test_whose_draft_it_is(engine: Engine) -> None:
    draft = a_draft()
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(draft, OFFICER_ID, NOON)
        unit.commit()
    assert AttachmentRows(engine).draft_owner(draft.id) == OFFICER_ID
    assert AttachmentRows(engine).draft_owner(OTHER) is None


def test_the_files_of_an_entry_are_found_by_an_index(engine: Engine) -> None:
    with engine.connect() as connection:
        plan = connection.execute(
            text("EXPLAIN QUERY PLAN SELECT * FROM attachments WHERE complaint_id = 'x' ORDER BY place")
        ).all()
    assert any("ix_attachments_complaint_id" in row[3] for row in plan)
