"""The rows of the call-back list: added, closed once, counted, and gone from the list when the case is void."""

from datetime import timedelta

from sqlalchemy import Engine, update

from app.domain.complaint import Status
from app.domain.ids import ComplaintId
from db.call_backs import CallBackQueries
from db.tables import complaints
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, OFFICER_ID
from tests.database import recorded


def put_on_list(engine: Engine, id: ComplaintId, *, later: int = 0) -> None:
    with UnitOfWork(engine) as unit:
        at = NOON + timedelta(minutes=later)
        unit.call_backs.add(complaint_id=id, asked_at=at, officer_id=OFFICER_ID, reason="tanya hasil")
        unit.commit()


def test_a_row_is_closed_once(engine: Engine) -> None:
    id = recorded(engine).id
    put_on_list(engine, id)
    with UnitOfWork(engine) as unit:
        row = unit.call_backs.waiting_of(id)
        assert row is not None
        assert row.done_at is None
        assert unit.call_backs.finish(row.n, at=NOON, by=OFFICER_ID, outcome="reached")
        assert not unit.call_backs.finish(row.n, at=NOON, by=OFFICER_ID, outcome="reached")
        assert unit.call_backs.waiting_of(id) is None
        done = unit.call_backs.get(row.n)
        unit.commit()
    assert done is not None
    assert done.done_at == NOON


def test_the_longest_waiting_stand_first_and_no_more_than_asked_for(engine: Engine) -> None:
    ids = [recorded(engine).id for _ in range(3)]
    for later, id in zip((9, 3, 6), ids, strict=True):
        put_on_list(engine, id, later=later)
    rows = CallBackQueries(engine).waiting(OFFICER_ID, limit=2)
    assert [row.complaint_id for row in rows] == [ids[1], ids[2]]
    assert CallBackQueries(engine).count() == 3


def test_a_void_case_waits_for_nobody(engine: Engine) -> None:
    told = recorded(engine)
    put_on_list(engine, told.id)
    with engine.connect().execution_options(write=True) as connection:
        connection.execute(update(complaints).where(complaints.c.id == told.id).values(status=Status.VOID))
        connection.commit()
    assert CallBackQueries(engine).waiting(OFFICER_ID, limit=5) == []
    assert CallBackQueries(engine).count() == 0
