"""Known bugs, planted into forked desks and servers: a table that finds them can be believed when it finds none.

Each is put where a hasty hand would make it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.faults.table.lab import LAPOR_DIRECT


def new_id_on_retry(folder: str) -> None:
    """A desk that gives an event a new id when it sends it once more."""
    from app.adapters.central import pusat
    from app.adapters.clock import system_now
    from app.domain.ids import new_id

    written, memory = pusat.event_content, Path(folder) / "sent-before"

    def renamed(outgoing: Any) -> dict[str, Any]:
        content = written(outgoing)
        before = memory.read_text(encoding="utf-8").split() if memory.exists() else []
        if content["id"] in before:
            content["id"] = new_id(system_now())
        else:
            memory.write_text(" ".join([*before, content["id"]]), encoding="utf-8")
        return content

    pusat.event_content = renamed


def dropped_seventh_event(folder: str) -> None:
    """A desk that passes over every seventh event when it reads what waits."""
    from db.sync_queries import SyncQueries

    due = SyncQueries.due

    def most(self: SyncQueries, now: Any, **values: Any) -> Any:
        return [event for event in due(self, now, **values) if event.seq % 7]

    SyncQueries.due = most  # type: ignore[method-assign]


def confirmed_when_accepted(folder: str) -> None:
    """A desk that takes the word *accepted* for a proof."""
    from db.outbox import OutboxStore

    record = OutboxStore.record

    def believed(self: OutboxStore, outcomes: Any, *, at: Any) -> None:
        record(self, outcomes, at=at)
        self.confirm([one.event_id for one in outcomes], at=at)

    OutboxStore.record = believed  # type: ignore[method-assign]


def answered_before_commit(folder: str) -> None:
    """A server that answers first and commits later, and is killed in between: every third batch is gone."""
    from db.pusat.events import EventStore
    from db.pusat.transactions import Transactions

    take, count = EventStore.take_batch, 0

    def answered(self: EventStore, **values: Any) -> Any:
        nonlocal count
        count += 1
        if count % 3:
            return take(self, **values)
        transactions: Transactions = self._transactions
        with transactions._writer.connect() as connection:
            ended = _Unwritten(transactions, connection)
            self._transactions = ended  # type: ignore[assignment]
            try:
                return take(self, **values)
            finally:
                self._transactions = transactions
                connection.rollback()

    EventStore.take_batch = answered  # type: ignore[method-assign]


class _Unwritten:
    """Transactions that are never committed."""

    def __init__(self, transactions: Any, connection: Any) -> None:
        self.read = transactions.read
        self._connection = connection

    def write(self, work: Callable[[Any], Any]) -> Any:
        return work(self._connection)


def cursor_moved_early(folder: str) -> None:
    """A desk that notes how far it has read before it has stored what it read."""
    from app.usecases.pull import Pull

    store = Pull.store

    def too_late(self: Pull, page: Any, *given: Any, **named: Any) -> Any:
        with self.units() as unit:
            unit.feed.move(page.cursor, at=self.clock())
            unit.commit()
        return store(self, page, *given, **named)

    Pull.store = too_late  # type: ignore[method-assign]


def words_kept_back(folder: str) -> None:
    """A desk that keeps a status that was noted by hand to itself."""
    from app.usecases import hear_central

    assert callable(hear_central.add_event)
    hear_central.add_event = lambda *given, **named: None  # type: ignore[assignment]


def confirmed_without_files(folder: str) -> None:
    """A desk that takes a file for confirmed when it has announced it, and a record when its text is there."""
    from app.adapters.clock import system_now
    from app.usecases import prove
    from db.uploads import Uploads

    keep_sealed = Uploads.keep_sealed

    def believed(self: Uploads, id: Any, complaint_id: Any, sealed: Any) -> None:
        keep_sealed(self, id, complaint_id, sealed)
        self.confirm({id: sealed.sha256}, at=system_now())

    Uploads.keep_sealed = believed  # type: ignore[method-assign]
    prove._Files.are_whole = lambda self, event: True  # type: ignore[method-assign]
    prove._Files.lost = lambda self, event: False  # type: ignore[method-assign]
    prove._Files.missing = lambda self: []  # type: ignore[method-assign]


def outcomes_unmatched(folder: str) -> None:
    """A desk that takes whatever an answer says of an id for its own, of whichever hash and batch that is."""
    from app.adapters.central import contents, pusat

    matched = contents.outcomes

    class Whatever(dict[Any, str]):
        def get(self, id: Any, default: Any = None) -> Any:
            return self.told[id]

    def unmatched(answer: Any, hashes: Any) -> Any:
        believed = Whatever()
        believed.told = {raw["id"]: raw["sha256"] for raw in answer.outcomes}  # type: ignore[attr-defined]
        return matched(answer, believed)

    assert pusat.outcomes is matched
    pusat.outcomes = unmatched


def lease_run_out_is_free(folder: str) -> None:
    """A forwarder that posts anew what another one held when its lease ran out."""
    from app.domain.forwarding import Standing
    from db.pusat import postings

    doubt = postings._doubt

    def freed(connection: Any, event_id: str, code: str, now: Any) -> None:
        doubt(connection, event_id, code, now)
        if code == "lost":
            postings._change(connection, event_id, state=Standing.WAITING.value)

    postings._doubt = freed


def open_try_forgotten(folder: str) -> None:
    """A counter that takes a try without an ending for one that never left."""
    from app.domain.attempt import Ended
    from app.usecases.direct_steps import DirectSteps

    def forgotten(self: DirectSteps) -> int:
        with self.units() as unit:
            for attempt, _ in unit.direct.open_tries():
                unit.attempts.settle(attempt.n, Ended.NOT_SENT, at=self.clock(), note="")
            unit.commit()
        return 0

    assert callable(DirectSteps.doubt_what_is_open)
    DirectSteps.doubt_what_is_open = forgotten  # type: ignore[method-assign]


def attempt_row_missing(folder: str) -> None:
    """A forwarder that writes nothing down before it posts."""
    from db.pusat.postings import PostingStore

    assert callable(PostingStore.begin)
    PostingStore.begin = lambda self, lease, **values: None  # type: ignore[method-assign]


class Bug(NamedTuple):
    """The fault that must find it, what is planted into which actor, and the target unless it is the fault's first."""

    fault: str
    plants: dict[str, tuple[str, ...]]
    target: str | None = None


BUGS: Final[dict[str, Bug]] = {
    "new_id_on_retry": Bug("cut_after_commit", {"desk": ("new_id_on_retry",)}),
    "dropped_seventh_event": Bug("server_restarted", {"desk": ("dropped_seventh_event",)}),
    "answered_before_commit": Bug(
        "two_counters",
        {"desk": ("confirmed_when_accepted",), "centre": ("answered_before_commit",)},
    ),
    "cursor_moved_early": Bug("desk_killed_while_reading_the_feed", {"desk": ("cursor_moved_early",)}),
    "words_kept_back": Bug("server_without_words_of_lapor", {"desk": ("words_kept_back",)}),
    "confirmed_without_files": Bug("desk_killed_inside_attachment", {"desk": ("confirmed_without_files",)}),
    "outcomes_unmatched": Bug("answer_of_other_content", {"desk": ("outcomes_unmatched",)}),
    "lease_run_out_is_free": Bug(
        "lapor_forwarder_killed_between_answer_and_record", {"forwarder": ("lease_run_out_is_free",)}
    ),
    "open_try_forgotten": Bug(
        "lapor_forwarder_killed_between_answer_and_record", {"desk": ("open_try_forgotten",)}, LAPOR_DIRECT
    ),
    "attempt_row_missing": Bug(
        "lapor_forwarder_killed_between_answer_and_record",
        {"forwarder": ("attempt_row_missing",)},
    ),
}
