"""What the store gives of somebody: open identities, newest 500, and nothing of others' secret reports."""

from typing import Any

import pytest
from sqlalchemy import Engine, event, update

from app.domain.complaint import Identity, Secrecy, Status
from app.domain.errors import StorageProblem
from app.domain.ids import OfficerId, new_id
from app.domain.known import LOOKED_AT, Asked
from db.known import KnownQueries
from db.tables import complaints
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, OFFICER_ID, a_complaint
from tests.database import record, recorded

NIK, PHONE = "6472086505900003", "081255112345"
STRANGER = OfficerId(new_id(NOON))
BY_NIK, BY_PHONE = Asked(nik=NIK), Asked(phone=PHONE)
BY_NAME = Asked(name="Siti Aminah", area="64.72.01.1001")
EVERYTHING = Asked(nik=NIK, phone=PHONE, name="Siti Aminah", area="64.72.01.1001")


def numbers(engine: Engine, asked: Asked, looker: OfficerId = STRANGER) -> set[str]:
    return {case.number for case in KnownQueries(engine).earlier(looker, asked)}


@pytest.mark.parametrize("asked", [BY_NIK, BY_PHONE, BY_NAME, EVERYTHING])
def test_a_plain_open_report_is_found_once(engine: Engine, asked: Asked) -> None:
    told = recorded(engine, area="64.72.01.1001")
    recorded(engine, nik="6472031205900007", phone="0813-1", name="Budi", area="64.72.01.1001")
    assert numbers(engine, asked) == {told.number}


@pytest.mark.parametrize("written", ["+62 812-5511-2345", "0812 5511 2345", "081255112345"])
def test_a_telephone_is_found_however_it_was_written(engine: Engine, written: str) -> None:
    told = recorded(engine, phone=written)
    assert numbers(engine, BY_PHONE) == {told.number}
    assert numbers(engine, Asked(phone=PHONE[:-1])) == set()


@pytest.mark.parametrize("identity", [Identity.ANONYMOUS, Identity.NAMELESS])
def test_hidden_people_never_leave(engine: Engine, identity: Identity) -> None:
    recorded(engine, identity=identity, area="64.72.01.1001")
    assert numbers(engine, EVERYTHING, OFFICER_ID) == set()


def test_a_secret_report_leaves_for_its_recorder_by_the_whole_nik_only(engine: Engine) -> None:
    told = recorded(engine, secrecy=Secrecy.SECRET, area="64.72.01.1001")
    assert numbers(engine, EVERYTHING) == set()
    assert numbers(engine, BY_NIK, OFFICER_ID) == {told.number}
    assert numbers(engine, BY_PHONE, OFFICER_ID) == set()


def test_a_void_report_does_not_leave(engine: Engine) -> None:
    told = recorded(engine, area="64.72.01.1001")
    with engine.connect().execution_options(write=True) as connection:
        connection.execute(update(complaints).where(complaints.c.id == told.id).values(status=Status.VOID))
        connection.commit()
    assert numbers(engine, EVERYTHING) == set()


def test_at_most_the_newest_500_are_looked_at(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        for _ in range(LOOKED_AT + 20):
            record(unit, a_complaint())
        unit.commit()
    for asked in (BY_NIK, BY_PHONE):
        rows = sorted(case.row for case in KnownQueries(engine).earlier(STRANGER, asked))
        assert rows == list(range(21, LOOKED_AT + 21))


@pytest.mark.parametrize("name", ['Siti "Aminah', "Siti OR NOT", "NEAR(", "*", "Ñ' ; --", "丁"])
def test_no_name_makes_a_wrong_query(engine: Engine, name: str) -> None:
    recorded(engine)
    assert numbers(engine, Asked(name=name, area="64.72.01.1001")) == set()


def test_a_running_look_up_can_be_stopped_from_outside(engine: Engine) -> None:
    recorded(engine)
    engine.dispose()
    queries = KnownQueries(engine)

    def stopped(driver: Any, _: object) -> None:
        driver.set_progress_handler(lambda: bool(queries.interrupt()), 1)

    event.listen(engine, "connect", stopped)
    with pytest.raises(StorageProblem) as caught:
        queries.earlier(OFFICER_ID, EVERYTHING)
    assert caught.value.code == "query_interrupted"
