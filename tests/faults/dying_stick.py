"""A desk that kills itself while it writes a parcel or takes an answer in: ``python -m tests.faults.dying_stick``."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.adapters.attachments.sealed_files import SealedFiles
from app.adapters.stick import Placing
from app.domain.attachment import MOST_BYTES
from app.usecases.pull import Pull
from app.usecases.take_in_answer import TakeInAnswer
from db.engine import open_engine
from db.parcels import ParcelStore
from db.sync_queries import SyncQueries
from db.uploads import UploadQueries, Uploads
from tests.app.usecases.stick import StickCounter
from tests.builders import FixedClock
from tests.database import KEY

DIED = 9


def _die(*_: Any, **__: Any) -> None:
    os._exit(DIED)


def _after(work: Callable[..., Any], times: int = 1) -> Callable[..., Any]:
    """Give work that is done so often and then the last time."""
    left = [times]

    def working(*args: Any, **how: Any) -> Any:
        done = work(*args, **how)
        left[0] -= 1
        if not left[0]:
            _die()
        return done

    return working


POINTS: dict[str, tuple[type, str, Callable[[Any], Any]]] = {
    "first_volume_begun": (Placing, "new", _after),
    "all_written": (ParcelStore, "add", lambda _: _die),
    "noted": (Placing, "place", lambda _: _die),
    "one_name_given": (Path, "replace", _after),
    "placed": (Placing, "place", _after),
    "outcomes_recorded": (TakeInAnswer, "_take_in_files", lambda _: _die),
    "files_confirmed": (TakeInAnswer, "_record", lambda _: _die),
    "file_confirmed_unsaved": (Uploads, "confirm", _after),
    "proof_recorded": (TakeInAnswer, "_take_in_pages", lambda _: _die),
    "feed_stored": (Pull, "store", _after),
    "answered_unsaved": (ParcelStore, "mark_answered", _after),
}


class DyingCounter(StickCounter):
    """A desk that is there already, without its server."""

    def __init__(self, folder: Path) -> None:
        self.clock = FixedClock()
        self.engine = open_engine(folder / "loket.db", KEY)
        self.queries = SyncQueries(self.engine)
        self.uploads = UploadQueries(self.engine)
        self.seals = []
        self.files = SealedFiles(folder / "attachments", KEY)
        self.outgoing = SealedFiles(folder / "outgoing", KEY, most_bytes=MOST_BYTES + 1024)
        self.stick = folder / "stick"
        self.room = 1_500
        self.centre = self.centre_files = None  # type: ignore[assignment]


def main(folder: Path, point: str, name: str, answer: str) -> None:
    holder, method, how = POINTS[point]
    setattr(holder, method, how(getattr(holder, method)))
    counter = DyingCounter(folder)
    if answer:
        counter.take_in(folder / "stick" / answer)
    else:
        counter.export(name, sheet=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4] if len(sys.argv) > 4 else "")
