"""The digest holds the newest telling of each open report of other counters, however often and in which order told."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text

from app.domain.complaint import Status
from app.domain.ids import ComplaintId, new_id
from db.tables import digest
from db.unit_of_work import UnitOfWork
from tests.builders import NOON
from tests.db.test_similar import a_digest_row, merged, told


def held(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        return {row.id: row.title for row in connection.execute(select(digest.c.id, digest.c.title))}


def test_a_newer_telling_replaces_the_older_with_its_words(engine: Engine) -> None:
    first = a_digest_row()
    newer = a_digest_row(id=first.id, title="Vaksin habis", changed_at=NOON + timedelta(hours=1))
    assert merged(engine, first, newer) == 2
    assert merged(engine, first, newer) == 0
    assert held(engine) == {first.id: "Vaksin habis"}
    assert told(engine, ("antrean",)) == []
    assert told(engine, ("vaksin",)) == [first.number]


def test_a_case_that_ended_goes_and_does_not_come_back_by_an_older_telling(engine: Engine) -> None:
    first = a_digest_row()
    assert merged(engine, first, a_digest_row(id=first.id, status=Status.CLOSED, changed_at=NOON + timedelta(1))) == 2
    assert held(engine) == {}
    assert merged(engine, a_digest_row(status=Status.VOID)) == 0


def test_replacing_holds_exactly_what_is_told(engine: Engine) -> None:
    gone, stays, new = a_digest_row(title="Pergi jauh"), a_digest_row(), a_digest_row(title="Baru datang")
    merged(engine, gone, stays)
    with UnitOfWork(engine) as unit:
        unit.digest.replace([stays, new])
        unit.commit()
    assert held(engine) == {stays.id: stays.title, new.id: "Baru datang"}
    assert told(engine, ("pergi",)) == []


def test_what_is_to_be_forgotten_leaves_no_word_behind(engine: Engine) -> None:
    row = a_digest_row(title="Zamrudkhatulistiwa")
    merged(engine, row)
    with UnitOfWork(engine) as unit:
        unit.digest.forget([row.id, ComplaintId(new_id(NOON))])
        unit.commit()
    assert held(engine) == {}
    with engine.connect() as connection:
        blocks = connection.execute(text("SELECT block FROM digest_search_data")).scalars().all()
    assert not any(b"zamrud" in block for block in blocks)


IDS = [ComplaintId(new_id(NOON)) for _ in range(3)]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(IDS), st.integers(1, 4)), max_size=12))
def test_the_order_of_tellings_does_not_matter(engine: Engine, tellings: list[tuple[ComplaintId, int]]) -> None:
    with UnitOfWork(engine) as unit:
        unit.digest.replace([])
        unit.digest.merge(
            a_digest_row(id=id, title=f"Kabar {n}", changed_at=NOON + timedelta(hours=n)) for id, n in tellings
        )
        unit.commit()
    assert held(engine) == {id: f"Kabar {max(n for i, n in tellings if i == id)}" for id, _ in tellings}


def test_cleared_it_is_as_new_and_no_word_is_left(engine: Engine) -> None:
    merged(engine, a_digest_row(title="Zamrudkhatulistiwa"), a_digest_row())
    with UnitOfWork(engine) as unit:
        unit.digest.clear()
        unit.digest.merge([a_digest_row(title="Jalan berlubang")])
        unit.commit()
    assert list(held(engine).values()) == ["Jalan berlubang"]
    assert told(engine, ("antrean",)) == []
    assert len(told(engine, ("berlubang",))) == 1
    with engine.connect() as connection:
        blocks = connection.execute(text("SELECT block FROM digest_search_data")).scalars().all()
    assert not any(b"zamrud" in block for block in blocks)


def test_a_cleared_digest_that_is_not_committed_stays(engine: Engine) -> None:
    merged(engine, a_digest_row())
    with UnitOfWork(engine) as unit:
        unit.digest.clear()
    assert len(told(engine, ("antrean",))) == 1
