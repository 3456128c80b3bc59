"""The provincial server, made to kill itself at one point of its n-th act: ``DB KEYS PORT POINT N``.

POINT is ``before_commit`` or ``after_commit`` of a batch, or one of them behind ``begin.`` or ``piece.`` of a file.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from app.adapters.clock import system_now
from app.pusat.serve import Address, key_file, serve
from db.pusat.events import EventStore
from db.pusat.files import FileStore

url, keys, port, point, nth = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5])
ACTS = {"": (EventStore, "take_batch"), "begin": (FileStore, "begin"), "piece": (FileStore, "append")}
act, _, moment = point.rpartition(".")
store, name = ACTS[act]
living, count = getattr(store, name), 0


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(self: Any, **given: Any) -> Any:
    global count
    count += 1
    if count == nth and moment == "before_commit":
        transactions = self._transactions
        write = transactions.write
        transactions.write = lambda work: write(lambda connection: (work(connection), die()))
    told = living(self, **given)
    if count == nth and moment == "after_commit":
        die()
    return told


setattr(store, name, dying)
serve(url, key_file(url, keys, keys), Address(host="127.0.0.1", port=port), system_now)
