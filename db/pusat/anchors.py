"""Anchors of the counters' logs: one for each incarnation, moved on or found forked with the contact that tells of it.

A fork is noted once until the log fits again; it refuses nothing else.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.anchor import Anchoring, AnchorSaid, LogEnd, LogTold, compared
from app.domain.ids import to_iso
from db.pusat.tables_contacts import anchors

AUDIT_FORKED: Final = "audit_forked"
AUDIT_BEGUN: Final = "audit_begun_anew"

_OF_DEVICE: Final = anchors.c.device == sa.bindparam("of_device")
_OF_INCARNATION: Final = sa.and_(_OF_DEVICE, anchors.c.incarnation == sa.bindparam("of_incarnation"))
_KEPT: Final = sa.select(anchors).where(_OF_INCARNATION)
_ANY: Final = sa.select(anchors.c.n).where(_OF_DEVICE).limit(1)
_FORK: Final = sa.update(anchors).where(_OF_INCARNATION, anchors.c.forked_at.is_(None))


def anchor(
    connection: sa.Connection, told: LogTold, *, device: str, incarnation: str, at: datetime
) -> Iterator[tuple[str, str]]:
    """Keep the end of a log if it goes on from what is kept; give what is new about it, act and detail, for the log."""
    key = {"of_device": device, "of_incarnation": incarnation}
    kept = _kept(connection, key)
    match compared(kept, told):
        case Anchoring.ANCHORED:
            if kept is None and connection.execute(_ANY, key).first() is not None:
                yield AUDIT_BEGUN, f"{incarnation} {told.n}"
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            moved = {"n": told.n, "head": told.head, "at": to_iso(at), "forked_at": None}
            new = insert(anchors).values(device=device, incarnation=incarnation, **moved)
            connection.execute(new.on_conflict_do_update(index_elements=["device", "incarnation"], set_=moved))
        case Anchoring.FORKED:
            if connection.execute(_FORK.values(forked_at=to_iso(at)), key).rowcount:
                yield AUDIT_FORKED, f"{incarnation} {told.n}"


def said(connection: sa.Connection, told: LogTold, *, device: str, incarnation: str) -> AnchorSaid | None:
    """Give the answer to a log once it was looked at; None where nothing of it was kept."""
    kept = _kept(connection, {"of_device": device, "of_incarnation": incarnation})
    return None if kept is None else AnchorSaid(outcome=compared(kept, told).value, n=kept.n)


def _kept(connection: sa.Connection, key: dict[str, str]) -> LogEnd | None:
    row = connection.execute(_KEPT, key).first()
    return None if row is None else LogEnd(n=row.n, head=row.head)
