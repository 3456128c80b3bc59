"""A trial server on both databases."""

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.app.pusat.trial import Trial
from tests.builders import FixedClock
from tests.db.pusat.fixtures import postgres, store_url

__all__ = ["postgres", "store_url"]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def trial(tmp_path: Path, clock: FixedClock) -> Generator[Trial, None, None]:
    server = Trial(f"sqlite:///{tmp_path / 'pusat.db'}", clock)
    yield server
    server.close()


@pytest.fixture
def either(store_url: str, clock: FixedClock) -> Generator[Trial, None, None]:
    """Give a trial on SQLite, then on PostgreSQL."""
    server = Trial(store_url, clock)
    yield server
    server.close()
