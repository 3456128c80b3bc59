"""A trial server, and gateways that are closed again."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from app.adapters.central.pusat import PusatGateway
from tests.app.pusat.trial import Trial
from tests.builders import FixedClock


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def trial(tmp_path: Path, clock: FixedClock) -> Generator[Trial, None, None]:
    server = Trial(f"sqlite:///{tmp_path / 'pusat.db'}", clock)
    yield server
    server.close()


@pytest.fixture
def gateways() -> Generator[Callable[..., PusatGateway], None, None]:
    made: list[PusatGateway] = []

    def make(**how: Any) -> PusatGateway:
        made.append(PusatGateway(**how))
        return made[-1]

    yield make
    for gateway in made:
        gateway.close()
