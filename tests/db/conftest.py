"""A fresh database for every test, copied from one that was migrated once."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.engine import open_engine
from tests.database import KEY, new_database


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seeded") / "loket.db"
    new_database(path).dispose()
    return path


@pytest.fixture
def database(seeded_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(seeded_file, tmp_path / "loket.db"))


@pytest.fixture
def engine(database: Path) -> Generator[Engine, None, None]:
    engine = open_engine(database, KEY)
    yield engine
    engine.dispose()
