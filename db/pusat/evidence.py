"""Reads of what really lies in the store: proof, counts and export. Hashes are made anew from the stored bytes."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Final

import sqlalchemy as sa

from app.domain.errors import StorageProblem
from app.domain.ids import from_iso, new_id, to_iso
from app.domain.outbox import EventKind, digest
from db.pusat.audit import note
from db.pusat.lost_life import note_lost
from db.pusat.ready import APPLIED
from db.pusat.records import Evidence, Identity, Standing
from db.pusat.tables import complaints, devices, events, meta
from db.pusat.tables_files import files
from db.pusat.transactions import Transactions

_PAGE: Final = 500
_BODIES = sa.select(events.c.id, events.c.device, events.c.sha256, events.c.state, events.c.body).where(
    events.c.id.in_(sa.bindparam("ids", expanding=True))
)


class EvidenceStore:
    """What is held, read back from disk."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def held(self, *, device: str, asked: Sequence[tuple[str, str]]) -> tuple[dict[str, str], set[str]]:
        """Give id -> hash of those asked events that are stored, and which of them are not applied yet.

        Another device's event is told only to who knows its hash.
        """
        told = dict(asked)

        def work(connection: sa.Connection) -> tuple[dict[str, str], set[str]]:
            found: dict[str, str] = {}
            waiting: set[str] = set()
            ids = sorted(told)
            for start in range(0, len(ids), _PAGE):
                for row in connection.execute(_BODIES, {"ids": ids[start : start + _PAGE]}):
                    if row.device == device or row.sha256 == told[row.id]:
                        found[row.id] = digest(row.body)
                        if row.state != APPLIED:
                            waiting.add(row.id)
            return found, waiting

        return self._transactions.read(work)

    def note_lost(self, ids: Collection[str], *, now: datetime) -> None:
        """Remember what a counter was told is stored and is not, if this database is one that was put back."""
        if ids:
            self._transactions.write(lambda connection: note_lost(connection, ids, now))

    def others(self, *, device: str, asked: Sequence[str], after: int, until: int | None, limit: int) -> list[str]:
        """Give ids of the device's events with seq in (after, until] that were not asked for."""
        span = [events.c.device == device, events.c.seq > after]
        if until is not None:
            span.append(events.c.seq <= until)
        known = set(asked)
        statement = sa.select(events.c.id).where(*span).order_by(events.c.seq, events.c.id).limit(limit + len(known))
        ids = self._transactions.read(lambda connection: connection.execute(statement).scalars().all())
        return [id for id in ids if id not in known][:limit]

    def standing(self) -> Standing:
        """Count what is stored."""

        def work(connection: sa.Connection) -> Standing:
            counts = [
                connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table in (devices, events, complaints)
            ]
            whole = sa.select(sa.func.count()).select_from(files).where(files.c.completed_at.is_not(None))
            attachments = connection.execute(whole).scalar_one()
            return Standing(devices=counts[0], events=counts[1], complaints=counts[2], attachments=attachments)

        return self._transactions.read(work)

    def complaint_events(self) -> Iterator[Evidence]:
        """Give every applied complaint event in the order of its id, page by page."""
        after = ""
        while True:
            page = self._transactions.read(partial(_complaint_page, after=after))
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].event_id

    def identity(self) -> Identity | None:
        """Give which database this is, None before its first start."""
        rows = self._transactions.read(
            lambda connection: {row.name: row.value for row in connection.execute(sa.select(meta))}
        )
        if "epoch" not in rows:
            return None
        return Identity(epoch=rows["epoch"], key_id=rows["key_id"], created_at=from_iso(rows["created_at"]))

    def begin(self, *, key_id: str, now: datetime) -> Identity:
        """Bind this database to a key file, or find that it is.  Raises StorageProblem ``pusat_keys_differ``."""

        def work(connection: sa.Connection) -> None:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("LOCK TABLE meta IN EXCLUSIVE MODE"))
            if connection.execute(sa.select(meta.c.value).where(meta.c.name == "epoch")).first() is None:
                rows = {"epoch": new_id(now), "key_id": key_id, "created_at": to_iso(now)}
                connection.execute(sa.insert(meta), [{"name": name, "value": value} for name, value in rows.items()])
                note(connection, now, "store_begun", key_id)

        self._transactions.write(work)
        found = self.identity()
        assert found is not None
        if found.key_id != key_id:
            raise StorageProblem("pusat_keys_differ")
        return found


def _complaint_page(connection: sa.Connection, after: str) -> list[Evidence]:
    rows = connection.execute(
        sa.select(events.c.id, events.c.device, events.c.seq, events.c.kind, events.c.body)
        .where(events.c.kind == EventKind.COMPLAINT.value, events.c.state == APPLIED, events.c.id > after)
        .order_by(events.c.id)
        .limit(_PAGE)
    )
    return [Evidence(event_id=r.id, device=r.device, seq=r.seq, kind=r.kind, body=r.body) for r in rows]
