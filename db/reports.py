"""Reads the sums of the management report, all in one transaction, which another thread may break off."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta, timezone
from typing import Any

from sqlalchemy import Connection, Row, Select

from app.domain.changes import FeedScope
from app.domain.complaint import Status
from app.domain.outbox import Delivery
from app.domain.period import Period
from app.domain.report import Cell, Cut, Evidence, ReportFacts
from app.domain.report_clocks import Timed
from db import report_reads as reads
from db.interruptible import Interruptible

_Asked = Mapping[str, object]


class ReportQueries(Interruptible):
    """Fulfils app.ports.queries.ReportQueries."""

    def facts(self, period: Period, *, counter: str, utc_offset_minutes: int) -> ReportFacts:
        """Give all sums of the period; ``counter`` is the own one, whose zone tells its days."""
        begin, end = period.instants(timezone(timedelta(minutes=utc_offset_minutes)))
        asked: _Asked = {
            "first": period.first,
            "last": period.last,
            "begin": begin,
            "end": end,
            "zone": f"{utc_offset_minutes:+d} minutes",
            "counter": counter,
        }
        with self._reading() as connection:
            told = connection.execute(reads.FEED).first()
            since = (reads.WAITING_SINCE, reads.SHARED_WAITING_SINCE)
            waiting = [day for one in since if (day := connection.execute(one, asked).scalar()) is not None]
            return ReportFacts(
                cells=[
                    *_cells(connection, reads.OWN_FACES, asked, own=True),
                    *_cells(connection, reads.SHARED_FACES, asked, own=False),
                ],
                times=[
                    _timed(row)
                    for statement in (reads.OWN_TIMES, reads.SHARED_TIMES)
                    for row in connection.execute(statement, asked)
                ],
                unused_numbers=connection.execute(reads.UNUSED_NUMBERS, asked).scalar_one(),
                waiting_since=min(waiting, default=None),
                unproven={Delivery(state): n for state, n in connection.execute(reads.UNPROVEN, asked)},
                returned={row.code: row.alike for row in connection.execute(reads.RETURNED, asked)},
                evidence=Evidence(**connection.execute(reads.EVIDENCE, asked).mappings().one()),
                connected=connection.execute(reads.CONNECTED).first() is not None,
                scope=FeedScope(told.scope) if told else None,
                read_at=told.read_at if told else None,
            )


def _cells(
    connection: Connection,
    faces: Iterable[tuple[tuple[Cut, ...], Select[*tuple[Any, ...]]]],
    asked: _Asked,
    *,
    own: bool,
) -> Iterable[Cell]:
    """Give the cells of every cut that the faces hold."""
    for cuts, statement in faces:
        found: Counter[tuple[Cut, str, str]] = Counter()
        for month, *codes, n in connection.execute(statement, asked):
            for cut, code in zip(cuts, codes, strict=True):
                found[cut, code, month] += n
        for (cut, code, month), n in found.items():
            yield Cell(cut=cut, code=code, month=date.fromisoformat(f"{month}-01"), own=own, n=n)


def _timed(row: Row[*tuple[Any, ...]]) -> Timed:
    here, there = row.answered_on, row.there_on
    first = min((day for day in (here, there) if day is not None), default=None)
    return Timed(
        received_on=row.received_on,
        status=Status(row.status),
        central_status=row.central_status,
        central_on=row.central_on,
        answered_on=first,
        answered_exact=bool(row.exact) or first == there,
        closed_on=row.closed_on,
        closed_exact=bool(row.exact),
        answer_due_on=row.answer_due_on,
        close_due_on=row.close_due_on,
        n=row.alike,
    )
