"""What a server that was put back from a backup cannot know: what its lost life posted to LAPOR! after that backup.

Whatever is older than the new epoch and has no number waits for a person, or for a look there; and whatever a counter
knows to have been here, since counters' clocks may be wrong.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from app.domain.forwarding import GOES_ON, Standing
from app.domain.ids import to_iso
from db.pusat.rows import insert_rows
from db.pusat.tables import meta
from db.pusat.tables_forwarding import postings

FORMER: Final = "former:"
"""Before a former epoch in ``meta``; the value is when the next one began."""
_LOST: Final = "lost:"
"""Before the id of an event that was here in a life that is lost."""
CODE: Final = "restored"
_PAGE: Final = 500
_BEGUN: Final = sa.select(sa.func.max(meta.c.value)).where(meta.c.name.startswith(FORMER))
_UNSURE: Final = sorted(one.value for one in GOES_ON | {Standing.OPEN})


def doubt_what_waits(connection: sa.Connection, at: datetime) -> None:
    """Mark what the copy still holds as waiting, and void every lease on it."""
    connection.execute(
        sa.update(postings)
        .where(postings.c.state.in_(_UNSURE))
        .values(
            state=Standing.NEEDS_CHECK.value,
            code=CODE,
            since=to_iso(at),
            fence=postings.c.fence + 1,
            lease_by=None,
            lease_until=None,
        )
    )


def lost_until(connection: sa.Connection) -> str:
    """Give the instant up to which a life may be lost, "" for a database that was never put back."""
    return connection.execute(_BEGUN).scalar() or ""


def note_lost(connection: sa.Connection, ids: Collection[str], at: datetime) -> None:
    """Remember events that a counter was told are stored and that are not here, in a database that was put back."""
    if ids and lost_until(connection):
        insert_rows(connection, meta, [{"name": f"{_LOST}{id}", "value": to_iso(at)} for id in sorted(ids)])


def lost_among(connection: sa.Connection, ids: Collection[str]) -> set[str]:
    """Give those events that were here in a life that is lost."""
    names = [f"{_LOST}{id}" for id in ids]
    found: set[str] = set()
    for start in range(0, len(names), _PAGE):
        page = sa.select(meta.c.name).where(meta.c.name.in_(names[start : start + _PAGE]))
        found.update(name.removeprefix(_LOST) for name in connection.execute(page).scalars())
    return found
