"""Single records, found by a number that a person has, and the sealed parts that came with their events."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from app.domain.ids import from_iso
from db.pusat.ready import APPLIED
from db.pusat.records import FoundRecord, SealedPart
from db.pusat.tables import complaints, events
from db.pusat.transactions import Transactions

_MOST: Final = 20
_NAMED: Final = sa.or_(
    complaints.c.number == sa.bindparam("typed"),
    complaints.c.central_number == sa.bindparam("typed"),
    complaints.c.tracking_id == sa.bindparam("typed"),
)
_BY_NUMBER: Final = sa.select(complaints).where(_NAMED).order_by(complaints.c.central_number).limit(_MOST)
_BY_ID: Final = sa.select(complaints).where(complaints.c.event_id == sa.bindparam("id"))
_SEALED: Final = (
    sa.select(events.c.id, events.c.sha256, events.c.body, events.c.sealed)
    .where(
        events.c.complaint_id == sa.bindparam("complaint_id"),
        events.c.device == sa.bindparam("device"),
        events.c.state == APPLIED,
        events.c.sealed.is_not(None),
    )
    .order_by(events.c.seq.desc(), events.c.id.desc())
    .limit(1)
)


class FoundStore:
    """Reads of one record."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def by_number(self, typed: str) -> Sequence[FoundRecord]:
        """Give records of a number: the desk's, the centre's or LAPOR!'s; several are a fork."""
        return self._transactions.read(
            lambda connection: [_record(row) for row in connection.execute(_BY_NUMBER, {"typed": typed})]
        )

    def by_event(self, id: str) -> FoundRecord | None:
        """Give the record that began with an event."""
        row = self._transactions.read(lambda connection: connection.execute(_BY_ID, {"id": id}).one_or_none())
        return None if row is None else _record(row)

    def sealed(self, record: FoundRecord) -> SealedPart | None:
        """Give the newest sealed part of a record, None when no identity of it ever left the desk."""
        key = {"complaint_id": record.complaint_id, "device": record.device}
        row = self._transactions.read(lambda connection: connection.execute(_SEALED, key).one_or_none())
        if row is None or row.sealed is None:
            return None
        return SealedPart(event_id=row.id, sha256=row.sha256, body=row.body, sealed=row.sealed)


def _record(row: "sa.Row[tuple[object, ...]]") -> FoundRecord:
    named = row._mapping
    return FoundRecord(
        event_id=named["event_id"],
        complaint_id=named["complaint_id"],
        device=named["device"],
        number=named["number"],
        central_number=named["central_number"],
        agency=named["desk_agency"],
        counter=named["counter"],
        title=named["title"],
        classification=named["classification"],
        channel=named["channel"],
        secrecy=named["secrecy"],
        status=named["status"],
        forwarder=named["forwarder"],
        tracking_id=named["tracking_id"],
        central_status=named["central_status"],
        central_status_at=from_iso(named["central_status_at"]) if named["central_status_at"] else None,
        received_at=from_iso(named["received_at"]),
        forked=named["forked"],
    )
