"""A run of the sync in a process of its own that kills itself at the n-th passing of a point: ``FOLDER POINT N``."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from app.adapters.central.pusat import PusatGateway
from db.outbox import OutboxStore
from db.unit_of_work import UnitOfWork
from tests.faults.scene import RealDesk

folder, point, nth = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
count = 0


def passing(here: str) -> None:
    global count
    if here == point:
        count += 1
        if count == nth:
            os.kill(os.getpid(), signal.SIGKILL)


def around(owner: type, name: str, before: str | None = None, after: str | None = None) -> None:
    whole = getattr(owner, name)

    def watched(*given: Any, **named: Any) -> Any:
        if before:
            passing(before)
        result = whole(*given, **named)
        if after:
            passing(after)
        return result

    setattr(owner, name, watched)


around(PusatGateway, "send", before="before_send", after="after_answer")
around(PusatGateway, "prove", before="before_proof", after="after_proof")
around(OutboxStore, "keep_sealed", after="while_sealing")
around(OutboxStore, "record", after="while_recording")
around(OutboxStore, "confirm", after="while_confirming")
around(UnitOfWork, "commit", after="after_commit")

desk = RealDesk(folder)
summary = desk.sync()
desk.close()
print(summary.left, summary.problem, flush=True)
