"""Finds which stored events may be applied now, and in which order: each behind what it follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from app.domain.record import in_order
from db.pusat.records import Arrival, Facts, ReadBody
from db.pusat.tables import events

APPLIED: Final = "applied"
HELD: Final = "held"

_IDS: Final[sa.BindParameter[list[str]]] = sa.bindparam("ids", expanding=True)
_PARENTS: Final = sa.select(events.c.id, events.c.complaint_id).where(events.c.id.in_(_IDS), events.c.state == APPLIED)
_FOLLOWERS: Final = sa.select(events.c.id).where(
    events.c.follows.in_(_IDS), events.c.follows.is_not(None), events.c.state == sa.literal_column(f"'{HELD}'")
)
_HELD: Final = sa.select(
    events.c.id, events.c.device, events.c.seq, events.c.kind, events.c.follows, events.c.body
).where(events.c.id.in_(_IDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An event that is stored and not applied yet."""

    id: str
    device: str
    seq: int
    kind: str
    follows: str | None
    facts: Facts

    @property
    def record_key(self) -> tuple[str, str]:
        """Whose record it tells of: the same complaint of two counters is two records."""
        return self.facts.complaint_id, self.device


def ready(connection: sa.Connection, read_body: ReadBody, won: Sequence[Arrival], *, device: str) -> list[Waiting]:
    """Give what may be applied, in order: whatever follows nothing, or an applied event of its own record.

    ``won`` was stored just now, held; what was held before and waits for it is read from the store.
    """
    pool = {
        a.id: Waiting(id=a.id, device=device, seq=a.seq, kind=a.kind, follows=a.follows, facts=a.facts) for a in won
    }
    outside = sorted({one.follows for one in pool.values() if one.follows} - pool.keys())
    applied = {row.id: row.complaint_id for row in connection.execute(_PARENTS, {"ids": outside})} if outside else {}
    asked: set[str] = set()
    while True:
        order = _order(pool, applied)
        new = sorted(set(order) - asked)
        if not new:
            return [pool[id] for id in order]
        asked |= set(new)
        followers = set(connection.execute(_FOLLOWERS, {"ids": new}).scalars()) - pool.keys()
        if not followers:
            return [pool[id] for id in order]
        for row in connection.execute(_HELD, {"ids": sorted(followers)}):
            pool[row.id] = Waiting(
                id=row.id,
                device=row.device,
                seq=row.seq,
                kind=row.kind,
                follows=row.follows,
                facts=read_body(row.kind, row.body),
            )


def _order(pool: dict[str, Waiting], applied: dict[str, str]) -> list[str]:
    """Give the ids of what may be applied, each behind what it follows, else in the order of the desk."""
    ready = {
        id: one for id, one in pool.items() if one.follows is None or applied.get(one.follows) == one.facts.complaint_id
    }
    waiting = {id: one for id, one in pool.items() if id not in ready and one.follows in pool}
    growing = True
    while growing:
        joined = {
            id: one
            for id, one in waiting.items()
            if one.follows in ready and ready[one.follows].facts.complaint_id == one.facts.complaint_id
        }
        ready |= joined
        waiting = {id: one for id, one in waiting.items() if id not in joined}
        growing = bool(joined)
    return in_order((one.id, one.follows, one.seq) for one in ready.values())
