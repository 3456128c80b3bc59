"""The store opens safely or says why not: address, durability, age, and two starts at once."""

import stat
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.domain.errors import AppError
from app.pusat.bodies import read_body
from db.migrate import HEADS, move
from db.pusat.engine import name_of, open_engine, sqlite_file
from db.pusat.store import open_store
from db.pusat.tables import metadata
from tests.db.pusat.postgres import Cluster


@pytest.mark.parametrize("url", ["", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "nonsense", "postgresql://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(AppError, match="pusat_url_wrong"):
        open_engine(url)


def test_a_missing_database_is_not_made_when_it_must_exist(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="pusat_database_missing"):
        open_engine(f"sqlite:///{tmp_path / 'none.db'}", must_exist=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="pusat_database_unreachable"):
        open_engine(f"sqlite:///{tmp_path / 'no' / 'such' / 'pusat.db'}")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    file = tmp_path / "pusat.db"
    file.write_bytes(b"this is a text and no database at all, and long enough to be looked at" * 20)
    with pytest.raises(AppError, match="pusat_database_unreachable"):
        open_store(f"sqlite:///{file}", read_body)


def test_an_unreachable_server_is_told() -> None:
    with pytest.raises(AppError, match="pusat_database_unreachable"):
        open_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")


def test_postgresql_without_fsync_is_refused(postgres: Cluster) -> None:
    url = postgres.new_database()
    postgres.execute("alter system set fsync = off")
    postgres.execute("select pg_reload_conf()")
    try:
        assert "pusat_fsync_off" in [_told(url) for _ in range(200)]  # the reload reaches new sessions in a moment
    finally:
        postgres.execute("alter system reset fsync")
        postgres.execute("select pg_reload_conf()")


def _told(url: str) -> str | None:
    try:
        open_engine(url).dispose()
    except AppError as problem:
        return problem.code
    return None


def test_the_sqlite_file_is_the_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "pusat.db"
    open_store(f"sqlite:///{file}", read_body).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sqlite_file(f"sqlite:///{file}") == file


def test_the_tables_after_all_revisions_are_those_of_the_program(store_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    store = open_store(store_url, read_body)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    store.close()


def test_revisions_go_down_and_up_again(store_url: str) -> None:
    store = open_store(store_url, read_body)
    move(store.engine, "pusat", "base")
    assert sa.inspect(store.engine).get_table_names() == ["alembic_version"]
    move(store.engine, "pusat", HEADS["pusat"])
    assert set(metadata.tables) <= set(sa.inspect(store.engine).get_table_names())
    store.close()


def test_a_database_of_a_later_program_is_refused(store_url: str) -> None:
    store = open_store(store_url, read_body)
    with store.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(AppError, match="database_newer"):
        open_store(store_url, read_body)


def test_two_starts_at_once_both_find_the_tables(store_url: str) -> None:
    failures: list[tuple[BaseException, BaseException | None]] = []

    def start() -> None:
        try:
            open_store(store_url, read_body).close()
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            failures.append((error, error.__cause__))

    starts = [threading.Thread(target=start) for _ in range(3)]
    for thread in starts:
        thread.start()
    for thread in starts:
        thread.join()
    assert failures == []


def test_the_name_of_a_database_tells_no_password() -> None:
    assert name_of("postgresql+psycopg://me:geheim@db.example:5432/pusat") == "db.example:5432/pusat"
