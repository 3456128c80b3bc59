"""A prepared statement does what SQLAlchemy's own execution does, with values in the types of the columns."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
    bindparam,
    insert,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlcipher3.dbapi2 import IntegrityError

from app.domain.errors import StorageProblem
from db.columns import Day, Instant
from db.engine import open_engine
from db.prepared import Prepared, speak

MOMENT = datetime(2026, 11, 23, 4, 0, 0, 5, tzinfo=UTC)


class _ThingColumns(TypedColumns):
    n = Column(Integer, primary_key=True)
    name: Named[str | None] = Column(Text)
    at: Named[datetime | None] = Column(Instant)
    day: Named[date | None] = Column(Day)
    body: Named[bytes | None] = Column(LargeBinary)


things = Table("things", MetaData(), _ThingColumns)
ADD = Prepared(insert(things), "name", "at", "day", "body")
ROW = {"name": "Budi", "at": MOMENT, "day": date(2026, 11, 23), "body": b"\x00bytes"}


@pytest.fixture
def connection(tmp_path) -> Iterator[Connection]:
    engine = open_engine(tmp_path / "things.db", bytes(32))
    things.metadata.create_all(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_values_are_bound_in_the_types_of_their_columns(connection: Connection) -> None:
    ADD.run(connection, ROW)
    connection.execute(insert(things), ROW)
    first, second = connection.execute(select(things)).mappings()
    assert {**first, "n": 0} == {**second, "n": 0} == {**ROW, "n": 0}


def test_it_tells_the_row_it_gave(connection: Connection) -> None:
    assert [ADD.run(connection, ROW) for _ in range(2)] == [1, 2]


def test_many_rows_are_added_in_order_and_none_is_nothing(connection: Connection) -> None:
    ADD.many(connection, [{**ROW, "name": name} for name in ("Ani", "Budi", "Citra")])
    ADD.many(connection, [])
    assert list(connection.execute(select(things.c.name)).scalars()) == ["Ani", "Budi", "Citra"]


def test_values_that_the_statement_itself_names_need_not_be_given(connection: Connection) -> None:
    again = (
        upsert(things).values(name="first").on_conflict_do_update(index_elements=[things.c.n], set_={"name": "again"})
    )
    keep = Prepared(again.returning(things.c.name), "n")
    assert [keep.row(connection, {"n": 7}) for _ in range(2)] == [("first",), ("again",)]


def test_a_value_that_is_not_given_is_a_bug(connection: Connection) -> None:
    with pytest.raises(KeyError):
        ADD.run(connection, {"name": "Budi"})


def test_it_begins_the_transaction_that_the_connection_asks_for(connection: Connection) -> None:
    ADD.run(connection, ROW)
    assert connection.in_transaction()
    connection.rollback()
    assert list(connection.execute(select(things))) == []


def test_what_the_driver_finds_wrong_has_a_code(connection: Connection) -> None:
    connection.exec_driver_sql("pragma query_only=ON")
    with pytest.raises(StorageProblem) as caught:
        ADD.run(connection, ROW)
    assert caught.value.code == "database_readonly"


def test_a_row_that_breaks_a_rule_of_the_table_is_a_bug(connection: Connection) -> None:
    add = Prepared(insert(things), "n")
    add.run(connection, {"n": 1})
    with pytest.raises(IntegrityError):
        add.run(connection, {"n": 1})


def test_what_goes_wrong_while_a_row_is_fetched_has_a_code_too(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        ADD.run(connection, {**ROW, "name": str(n)})

    driver: Any = connection.connection.driver_connection

    def interrupted(connection: Connection, sql: str, values: Sequence[object]) -> Any:
        cursor = speak(connection, sql, values)
        driver.set_progress_handler(lambda: 1, 1)
        return cursor

    monkeypatch.setattr("db.prepared.speak", interrupted)
    with pytest.raises(StorageProblem, match="query_interrupted"):
        Prepared(select(things)).row(connection)
    driver.set_progress_handler(None, 0)


def test_a_row_that_is_interrupted_behind_the_first_speaks_in_codes(connection: Connection) -> None:
    count = "(WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000) SELECT n FROM c)"
    far = Prepared(select(literal_column("n")).select_from(text(count)).where(text("n = 1 OR n = 1000000")))
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: 1, 10_000)
    try:
        with pytest.raises(StorageProblem, match="query_interrupted"):
            far.row(connection)
    finally:
        driver.set_progress_handler(None, 10_000)


def test_what_was_broken_off_leaves_its_statement_free_for_the_next(connection: Connection) -> None:
    """The problem is still told of elsewhere when the same question is asked again."""
    count = "(WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000) SELECT n FROM c)"
    found = select(literal_column("n")).select_from(text(count))
    far = Prepared(found.where(literal_column("n").in_([1, bindparam("last", type_=Integer)])))
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: 1, 10_000)
    try:
        with pytest.raises(StorageProblem, match="query_interrupted") as told:
            far.row(connection, {"last": 1_000_000})
    finally:
        driver.set_progress_handler(None, 10_000)
    assert far.row(connection, {"last": 2}) == (1,)
    assert told.value.__context__ is not None
