"""Looks at the stored whole: pages, references, search index, gaps in numbers, receipts and events against records."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, Engine, and_, func, select

from app.domain.errors import StorageProblem, UserProblem
from app.domain.number import ComplaintNumber
from app.domain.outbox import EventKind
from db.guards import complaint_search, digest_search, shared_search
from db.tables import (
    complaints,
    corrections,
    deliveries,
    delivery_counts,
    desk,
    number_marks,
    numbers,
    outbox,
    receipts,
    reporters,
)

_COUNTERS: Final = select(numbers.c.series, numbers.c.year, numbers.c.last).order_by(numbers.c.year, numbers.c.series)
_MARKS: Final = select(number_marks.c.series, number_marks.c.year, number_marks.c.running)
_USED: Final = select(complaints.c.number)
_STRAY: Final = (
    select(receipts.c.number)
    .outerjoin_from(
        receipts,
        complaints,
        and_(complaints.c.id == receipts.c.complaint_id, complaints.c.number == receipts.c.number),
    )
    .where(complaints.c.row.is_(None))
    .order_by(receipts.c.n)
)
_OF_TITLE: Final = and_(corrections.c.complaint_id == complaints.c.id, corrections.c.field == "title")
_FIRST_TITLE: Final = (
    select(corrections.c.before).where(_OF_TITLE).order_by(corrections.c.n).limit(1).correlate(complaints)
)
_LAST_TITLE: Final = (
    select(corrections.c.after).where(_OF_TITLE).order_by(corrections.c.n.desc()).limit(1).correlate(complaints)
)
_FROZEN: Final = (
    select(
        complaints.c.number,
        func.coalesce(_FIRST_TITLE.scalar_subquery(), complaints.c.title),
        outbox.c.body,
        outbox.c.sha256,
    )
    .join_from(outbox, complaints, complaints.c.id == outbox.c.complaint_id)
    .where(outbox.c.kind == EventKind.COMPLAINT)
    .order_by(outbox.c.seq)
)
_FROZEN_LATER: Final = (
    select(complaints.c.number, outbox.c.body, outbox.c.sha256)
    .join_from(outbox, complaints, complaints.c.id == outbox.c.complaint_id)
    .where(outbox.c.kind != EventKind.COMPLAINT)
    .order_by(outbox.c.seq)
)
_CORRECTED_OTHERWISE: Final = (
    select(func.count()).select_from(complaints).where(_LAST_TITLE.scalar_subquery() != complaints.c.title)
)
_WITHOUT_REPORTER: Final = (
    select(func.count()).select_from(complaints).where(complaints.c.row.not_in(select(reporters.c.complaint_row)))
)
_WITHOUT_EVENT: Final = (
    select(func.count())
    .select_from(complaints)
    .where(complaints.c.id.not_in(select(outbox.c.complaint_id).where(outbox.c.kind == EventKind.COMPLAINT)))
)
_WITHOUT_INDEX: Final = (
    select(func.count()).select_from(complaints).where(complaints.c.row.not_in(select(complaint_search.c.rowid)))
)
_COUNTED: Final = select(
    delivery_counts.c.target, delivery_counts.c.state, delivery_counts.c.kind, delivery_counts.c.n
).where(delivery_counts.c.n != 0)
_COUNT: Final = select(deliveries.c.target, deliveries.c.state, deliveries.c.kind, func.count()).group_by(
    deliveries.c.target, deliveries.c.state, deliveries.c.kind
)


class Integrity:
    """Fulfils Integrity of app.ports."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def damage(self) -> Sequence[str]:
        """Give what is wrong with the file and its references, as short technical words without content."""
        found: list[str] = []
        for look in _LOOKS:
            try:
                with self._engine.execution_options(write=look is _search_index).connect() as connection:
                    seen = look(connection)
                    if seen:
                        connection.invalidate()  # it met a broken page, and would refuse the next one's writes
                    found += seen
            except StorageProblem as problem:
                found.append(f"{look.__name__.strip('_')}: {problem.code}")
        return found

    def unaccounted(self) -> Sequence[str]:
        """Give the numbers of each series that were given out but are neither used nor void."""
        with self._engine.connect() as connection:
            agency = connection.execute(select(desk.c.agency_code)).scalar() or ""
            counters = connection.execute(_COUNTERS).all()
            known = {(series, year, running) for series, year, running in connection.execute(_MARKS)}
            known |= {used for number in connection.execute(_USED).scalars() if (used := _parsed(number))}
        return [
            str(ComplaintNumber(agency=agency, series=series, year=year, running=running))
            for series, year, last in counters
            for running in range(1, last + 1)
            if (series, year, running) not in known
        ]

    def stray_receipts(self) -> Sequence[str]:
        """Give the numbers on receipts that no complaint carries."""
        with self._engine.connect() as connection:
            return list(connection.execute(_STRAY).scalars())

    def frozen(self) -> Iterator[tuple[str, str, bytes, str]]:
        """Give number, title as first recorded, event body and stored hash of every complaint event, in order."""
        with self._engine.connect() as connection:
            yield from connection.execute(_FROZEN)

    def frozen_later(self) -> Iterator[tuple[str, bytes, str]]:
        """Give number, body and stored hash of every event that tells of a complaint later, in order."""
        with self._engine.connect() as connection:
            yield from connection.execute(_FROZEN_LATER)


def _parsed(number: str) -> tuple[str, int, int] | None:
    try:
        read = ComplaintNumber.parse(number)
    except UserProblem:
        return None
    return read.series, read.year, read.running


_INDEXES: Final = (complaint_search, digest_search, shared_search)


def _pages(connection: Connection) -> list[str]:
    return [f"page: {row[0]}" for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]


def _structure(connection: Connection) -> list[str]:
    for index in _INDEXES:
        # WORKAROUND(SQLite 3.53 FTS5): its integrity check trusts what this connection knew of the index before others
        # wrote, and finds a wrong checksum; opening a cursor makes it look anew.
        connection.execute(select(index.c.rowid).limit(1)).first()
    told = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    return [f"structure: {line}" for line in told if line != "ok"]


def _references(connection: Connection) -> list[str]:
    return [f"reference: {row[0]} {row[1]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]


def _parts(connection: Connection) -> list[str]:
    missing = {
        "complaints without reporter": _WITHOUT_REPORTER,
        "complaints without event": _WITHOUT_EVENT,
        "complaints without search index": _WITHOUT_INDEX,
        "complaints other than last corrected": _CORRECTED_OTHERWISE,
    }
    counts = {what: connection.execute(count).scalar_one() for what, count in missing.items()}
    found = [f"{what}: {n}" for what, n in counts.items() if n]
    if set(connection.execute(_COUNTED)) != set(connection.execute(_COUNT)):
        found.append("deliveries are not counted right")
    return found


def _search_index(connection: Connection) -> list[str]:
    for index in _INDEXES:
        name = index.name
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 0)")  # noqa: S608  (ours)
    return []


_LOOKS: Final[tuple[Callable[[Connection], list[str]], ...]] = (
    _pages,
    _structure,
    _references,
    _parts,
    _search_index,
)
