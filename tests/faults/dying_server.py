"""The provincial server, made to kill itself at one point of its n-th batch: ``DB KEYS PORT POINT N``."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from app.adapters.clock import system_now
from app.pusat.serve import Address, key_file, serve
from db.pusat.events import EventStore

url, keys, port, point, nth = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5])
take_batch, count = EventStore.take_batch, 0


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(self: EventStore, **given: Any) -> Any:
    global count
    count += 1
    if count == nth and point == "before_commit":
        transactions = self._transactions
        write = transactions.write
        transactions.write = lambda work: write(lambda connection: (work(connection), die()))  # type: ignore[method-assign]
    verdicts = take_batch(self, **given)
    if count == nth and point == "after_commit":
        die()
    return verdicts


EventStore.take_batch = dying  # type: ignore[method-assign]
serve(url, key_file(url, keys, keys), Address(host="127.0.0.1", port=port), system_now)
