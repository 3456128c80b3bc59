"""The forwarder beside the server: whatever fails in one round, the next one is made."""

import threading
from typing import Any

import pytest

from app.domain.errors import StorageProblem
from app.pusat.forwarding_work import forwarding


class Worker:
    """A forwarder that fails as it is told, then says that it was called."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.ran = threading.Event()
        self.gateway = self

    def _fail(self) -> None:
        if self.failures:
            raise self.failures.pop(0)

    def begin(self) -> int:
        self._fail()
        return 0

    def run(self, _stop: Any) -> dict[str, int]:
        self._fail()
        self.ran.set()
        return {}

    def close(self) -> None:
        pass


@pytest.mark.parametrize("times", [1, 2])
def test_a_database_that_is_away_at_the_start_ends_no_forwarder(times: int, caplog: pytest.LogCaptureFixture) -> None:
    worker = Worker(*[StorageProblem("pusat_database_unreachable")] * times)
    with forwarding(worker, every_s=0.01):  # type: ignore[arg-type]
        assert worker.ran.wait(20)
    assert caplog.messages == ["forwarding paused: pusat_database_unreachable"] * times
