"""Short read transactions that another thread may break off."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine


class Interruptible:
    """What reads through :meth:`_reading` can be stopped by :meth:`interrupt`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._at_work: set[Any] = set()
        self._guard = threading.Lock()

    def interrupt(self) -> None:
        """Stop what is being read in another thread; it raises StorageProblem ``query_interrupted``."""
        with self._guard:
            for driver in self._at_work:
                driver.interrupt()

    @contextmanager
    def _reading(self) -> Generator[Connection, None, None]:
        with self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            with self._guard:
                self._at_work.add(driver)
            try:
                yield connection
            finally:
                with self._guard:
                    self._at_work.discard(driver)
