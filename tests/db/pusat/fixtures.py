"""Fixtures of the server's store, for SQLite and PostgreSQL alike; imported by the conftests that need them."""

from collections.abc import Generator
from pathlib import Path

import pytest

from app.pusat.bodies import read_body
from db.pusat.store import Store, open_store
from tests.db.pusat.postgres import Cluster, cluster, programs


@pytest.fixture(scope="session")
def postgres() -> Generator[Cluster, None, None]:
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed here")
    with cluster(found) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'pusat.db'}"
    running: Cluster = request.getfixturevalue("postgres")
    return running.new_database()


@pytest.fixture
def store(store_url: str) -> Generator[Store, None, None]:
    opened = open_store(store_url, read_body)
    yield opened
    opened.close()
