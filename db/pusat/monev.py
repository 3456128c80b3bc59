"""Sums for monitoring: per agency, never a person. Counted from what was parsed, in one pass."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from app.domain.complaint import Forwarder, Status
from app.domain.ids import from_iso
from db.pusat.ready import HELD
from db.pusat.records import AgencySums, ServerCounts
from db.pusat.tables import complaints, devices, events, quarantine, tokens
from db.pusat.transactions import Transactions

_NEVER: Final = (Status.VOID.value, Status.WITHDRAWN.value)
_HAS_ID: Final = complaints.c.tracking_id.is_not(None)
_WAITS: Final = sa.and_(
    complaints.c.tracking_id.is_(None),
    complaints.c.forwarder != Forwarder.NONE.value,
    complaints.c.status.not_in(_NEVER),
)
_GROUPS: Final = (
    sa.select(
        complaints.c.desk_agency,
        complaints.c.channel,
        complaints.c.classification,
        complaints.c.status,
        complaints.c.central_status,
        _HAS_ID.label("has_id"),
        _WAITS.label("waits"),
        sa.func.count().label("count_"),
        sa.func.min(complaints.c.recorded_at).label("oldest"),
    )
    .group_by(complaints.c.desk_agency, complaints.c.channel, complaints.c.classification, complaints.c.status)
    .group_by(complaints.c.central_status, _HAS_ID, _WAITS)
)


class MonevStore:
    """Counts, for those who may see no record."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def sums(self) -> Sequence[AgencySums]:
        """Give the sums of each agency that recorded anything, by its id."""
        rows = self._transactions.read(lambda connection: connection.execute(_GROUPS).all())
        found: dict[str, list[Any]] = {}
        for row in rows:
            found.setdefault(row.desk_agency, []).append(row)
        return [_sums(agency, found[agency]) for agency in sorted(found)]

    def counts(self) -> ServerCounts:
        """Count what is stored, and what waits."""

        def work(connection: sa.Connection) -> ServerCounts:
            def count(table: sa.FromClause, *conditions: sa.ColumnElement[bool]) -> int:
                statement = sa.select(sa.func.count()).select_from(table).where(*conditions)
                return int(connection.execute(statement).scalar_one())

            oldest = connection.execute(sa.select(sa.func.min(complaints.c.recorded_at)).where(_WAITS)).scalar()
            return ServerCounts(
                devices=count(devices),
                tokens=count(tokens, tokens.c.revoked_at.is_(None)),
                events=count(events),
                held=count(events, events.c.state == HELD),
                quarantined=count(quarantine),
                complaints=count(complaints),
                with_tracking_id=count(complaints, _HAS_ID),
                waiting=count(complaints, _WAITS),
                oldest_waiting_at=None if oldest is None else from_iso(oldest),
            )

        return self._transactions.read(work)

    def answers(self) -> None:
        """Ask the database anything at all.  Raises StorageProblem when it does not answer."""
        self._transactions.read(lambda connection: connection.execute(sa.select(sa.literal(1))).scalar_one())


def _sums(agency: str, rows: Sequence[Any]) -> AgencySums:
    def by(name: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in rows:
            if (word := getattr(row, name)) is not None:
                found[word] = found.get(word, 0) + row.count_
        return dict(sorted(found.items()))

    waiting = [row for row in rows if row.waits]
    oldest: datetime | None = min((from_iso(row.oldest) for row in waiting), default=None)
    return AgencySums(
        agency=agency,
        received=sum(row.count_ for row in rows),
        by_channel=by("channel"),
        by_class=by("classification"),
        by_status=by("status"),
        by_central_status=by("central_status"),
        forwarded=sum(row.count_ for row in rows if row.has_id),
        not_forwarded=sum(row.count_ for row in waiting),
        oldest_not_forwarded_at=oldest,
    )
