"""What a forked process does differently from a sound one: dies at a point, has a wrong clock, no room, or a known bug.

All of it is put into classes of that process alone, and where it goes in is checked: a renamed function is an error.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

DESK_POINTS: Final = (
    "before_request",
    "after_answer",
    "while_sealing",
    "before_commit",
    "after_commit",
    "after_recording",
    "before_piece",
    "after_piece",
    "after_confirming",
)
LATER: Final = "9001"
CENTRE_POINTS: Final = ("before_commit", "after_commit")


def around(
    owner: Any, name: str, *, before: Callable[[], None] | None = None, after: Callable[[], None] | None = None
) -> None:
    """Do something before or after every call of a method."""
    whole = getattr(owner, name)

    def watched(*given: Any, **named: Any) -> Any:
        if before is not None:
            before()
        result = whole(*given, **named)
        if after is not None:
            after()
        return result

    setattr(owner, name, watched)


def dying(nth: int) -> Callable[[], None]:
    """Give what kills this process when it is called the n-th time."""
    count = 0

    def passing() -> None:
        nonlocal count
        count += 1
        if count == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    return passing


def desk_dies(point: str, nth: int) -> None:
    """Let a desk die at the n-th passing of a point."""
    from app.adapters.central import uploads
    from app.adapters.central.pusat import PusatGateway
    from db.outbox import OutboxStore
    from db.unit_of_work import UnitOfWork

    owner, name, when = {
        "before_request": (PusatGateway, "_ask", "before"),
        "after_answer": (PusatGateway, "_ask", "after"),
        "while_sealing": (OutboxStore, "keep_sealed", "after"),
        "before_commit": (UnitOfWork, "commit", "before"),
        "after_commit": (UnitOfWork, "commit", "after"),
        "after_recording": (OutboxStore, "record", "after"),
        "before_piece": (uploads._Way, "send", "before"),
        "after_piece": (uploads._Way, "send", "after"),
        "after_confirming": (OutboxStore, "confirm", "after"),
    }[point]
    around(owner, name, **{when: dying(nth)})


def centre_dies(point: str, nth: int) -> None:
    """Let a server die before or after its n-th write transaction is committed."""
    from db.pusat.transactions import Transactions

    passing = dying(nth)
    if point == "after_commit":
        around(Transactions, "write", after=passing)
        return
    write = Transactions.write

    def cut_short(self: Transactions, work: Callable[[Any], Any]) -> Any:
        def last_moment(connection: Any) -> Any:
            result = work(connection)
            passing()
            return result

        return write(self, last_moment)

    Transactions.write = cut_short  # type: ignore[method-assign]


def forwarder_dies(point: str, nth: int) -> None:
    """Let a forwarder die around its n-th post, or its n-th commit."""
    from app.adapters.central.lapor import LaporGateway

    if point in CENTRE_POINTS:
        centre_dies(point, nth)
    else:
        around(LaporGateway, "report", **{"before" if point == "before_post" else "after": dying(nth)})


def direct_dies(point: str, nth: int) -> None:
    """Let a desk that posts to LAPOR! itself die around its n-th post, or its n-th commit."""
    from app.adapters.central.lapor import LaporGateway
    from db.unit_of_work import UnitOfWork

    when, _, what = point.partition("_")
    owner, name = (LaporGateway, "report") if what == "post" else (UnitOfWork, "commit")
    around(owner, name, **{when: dying(nth)})


def small_volumes(room: int) -> None:
    """Let a desk write parcels in volumes that hold so much."""
    from app.adapters.central.parcel_files import ParcelFiles

    assert (ParcelFiles.__init__.__kwdefaults__ or {}).keys() == {"room"}
    ParcelFiles.__init__.__kwdefaults__ = {"room": room}


def stick_dies(point: str) -> None:
    """Let a desk die at a point of writing a parcel or of reading the answer to one."""
    from tests.faults.dying_stick import POINTS

    owner, name, how = POINTS[point]
    setattr(owner, name, how(getattr(owner, name)))


def clock_moved(seconds: float) -> None:
    """Let this process's clock be wrong by so much; called again, by so much instead."""
    from app.adapters import clock

    class Moved(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz or UTC) + timedelta(seconds=seconds)

    clock.datetime = Moved  # type: ignore[misc]


def impatient() -> None:
    """Let a server on SQLite wait hardly at all for others to finish writing."""
    import sqlalchemy as sa

    @sa.event.listens_for(sa.pool.Pool, "checkout")
    def hurried(connection: Any, record: object, proxy: object) -> None:
        connection.execute("pragma busy_timeout=20")


def no_room(kib: int) -> None:
    """Let no file of this process grow beyond a size: what a full disk does to SQLite, without one."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (kib * 1024, hard))


def no_room_for_rows(nth: int, times: int) -> None:
    """Let PostgreSQL refuse some writes of this process from the n-th on, as it does when its disk is full."""
    import sqlalchemy as sa

    writes = 0

    @sa.event.listens_for(sa.Engine, "before_cursor_execute", retval=True)
    def refused(line: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> tuple[str, Any]:
        nonlocal writes
        writes += statement.startswith(("INSERT", "UPDATE", "DELETE"))
        if not statement.startswith(("INSERT", "UPDATE", "DELETE")) or not nth <= writes < nth + times:
            return statement, parameters
        return "DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$", [{}] if many else {}


def room_again() -> None:
    """Let files grow again."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def older_schema() -> None:
    """Let a server know no schema of events yet."""
    from app.pusat import service

    assert service.SCHEMA >= 1
    service.SCHEMA = 0  # type: ignore[misc]


def older_kinds() -> None:
    """Let a server know nothing of what desks hear from LAPOR!."""
    from app.domain.outbox import ASIDE
    from app.pusat import service

    assert ASIDE <= service._KINDS
    service._KINDS = service._KINDS - ASIDE  # type: ignore[misc]


def newer_program(bundle: str) -> None:
    """Let a desk's program be a later one, whose migrations lie in a bundle."""
    from db import migrate

    sys._MEIPASS = bundle  # type: ignore[attr-defined]
    migrate.HEADS["loket"] = LATER


def hurried(answer_s: float) -> None:
    """Let a desk wait less long for the line, so that a stall costs a test no minutes."""
    from app.adapters.central import pusat, uploads

    uploads._TIMEOUT_S.update(dict.fromkeys(uploads._TIMEOUT_S, answer_s))
    for name in ("_CONNECT_S", "_WRITE_S", "_ANSWER_S"):
        assert isinstance(getattr(pusat, name), float)
        setattr(pusat, name, answer_s)
