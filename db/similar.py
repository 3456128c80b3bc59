"""Open reports that may tell of the same as a draft: found by words and place among the newest, whatever the size.

Secret, anonymous and nameless reports leave for whoever recorded them only, secret ones not at all.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Row, and_, bindparam, func, literal_column, or_, select

from app.domain.complaint import Identity, Secrecy, Status
from app.domain.ids import ComplaintId, OfficerId
from app.domain.similar import OVER, Candidate
from app.domain.text import folded
from db.guards import complaint_search, digest_search
from db.interruptible import Interruptible
from db.prepared import Prepared
from db.tables import complaints, digest, reporters

WINDOW: Final = 20_000
"""So many of the newest reports are looked at: an open case lies among them, at ninety a working day for a year."""
HITS: Final = 500
"""So many of the newest hits of one word are looked at; a word with more of them tells little."""
READ: Final = 60
"""So many candidates are read at most, those with the most telling words."""
NEAR: Final = 200
"""So many of the newest reports are looked through for the same place."""

_Words = Sequence[str]


def _hits_in(index: Any, name: str) -> Prepared:
    """Give the newest rows of one word as one text, so that no row costs a step of its own."""
    hits = (
        select(index.c.rowid)
        .where(literal_column(name).op("MATCH")(bindparam("match")), index.c.rowid > bindparam("floor"))
        .order_by(index.c.rowid.desc())
        .limit(HITS)
        .subquery()
    )
    return Prepared(select(func.group_concat(hits.c.rowid)))


_LAST: Final = Prepared(select(func.max(complaints.c.row)))
_HITS: Final = _hits_in(complaint_search, "complaint_search")
_DIGEST_LAST: Final = Prepared(select(func.max(digest.c.row)))
_DIGEST_HITS: Final = _hits_in(digest_search, "digest_search")
_NEAR: Final = select(complaints.c.row, complaints.c.place).where(
    complaints.c.row > bindparam("floor"), complaints.c.place.is_not(None)
)
_CASES: Final = (
    select(
        complaints.c.row,
        complaints.c.id,
        complaints.c.number,
        complaints.c.title,
        complaints.c.text,
        complaints.c.place,
        complaints.c.place_area,
        complaints.c.category,
        complaints.c.agency,
        complaints.c.status,
        complaints.c.received_on,
    )
    .join_from(complaints, reporters, reporters.c.complaint_row == complaints.c.row)
    .where(
        complaints.c.row.in_(bindparam("rows", expanding=True)),
        complaints.c.status.not_in(sorted(OVER)),
        complaints.c.joins.is_(None),
        complaints.c.secrecy == Secrecy.PLAIN,
        or_(reporters.c.identity == Identity.OPEN, complaints.c.officer_id == bindparam("looker")),
    )
)
_TOLD: Final = select(digest).where(
    and_(
        digest.c.row.in_(bindparam("rows", expanding=True)),
        digest.c.status.not_in(sorted(OVER)),
        digest.c.id.not_in(select(complaints.c.id).where(complaints.c.id == digest.c.id)),
    )
)


class SimilarQueries(Interruptible):
    """Fulfils SimilarReports of app.ports; one short read transaction that another thread may interrupt."""

    def candidates(self, looker: OfficerId, words: Sequence[str], place: str) -> Sequence[Candidate]:
        """Give what shares telling words or, among the newest, the place; at most 60 here and 60 of the digest."""
        with self._reading() as connection:
            last = (_LAST.row(connection) or (None,))[0] or 0
            rows = _best(connection, _HITS, [f'{{title text}} : "{word}"' for word in words], last)
            if wanted := folded(place):
                near = connection.execute(_NEAR, {"floor": last - NEAR}).all()
                rows = [*dict.fromkeys([*(r.row for r in near if folded(r.place) == wanted), *rows])][:READ]
            found = connection.execute(_CASES, {"rows": rows, "looker": looker}).all() if rows else ()
            local = [_case(row) for row in found]
            last = (_DIGEST_LAST.row(connection) or (None,))[0] or 0
            rows = _best(connection, _DIGEST_HITS, [f'"{word}"' for word in words], last) if last else []
            told = connection.execute(_TOLD, {"rows": rows}).all() if rows else ()
        return [*local, *map(_told, told)]


def _best(connection: Any, hits: Prepared, matches: Sequence[str], last: int) -> list[int]:
    """Give the rows with the most telling words, newest first among equals: a word weighs by how rare it is."""
    floor = max(0, last - WINDOW)
    weights: dict[int, float] = defaultdict(float)
    for match in matches:
        found = (hits.row(connection, {"match": match, "floor": floor}) or (None,))[0]
        rows = [int(row) for row in found.split(",")] if found else []
        weight = math.log(1 + WINDOW / max(1, len(rows)))
        for row in rows:
            weights[row] += weight
    return sorted(weights, key=lambda row: (-weights[row], -row))[:READ]


def _case(row: Row[*tuple[Any, ...]]) -> Candidate:
    return Candidate(
        row=row.row,
        id=ComplaintId(row.id),
        number=row.number,
        title=row.title,
        text=row.text,
        place=row.place or "",
        area=row.place_area or "",
        category=row.category,
        agency=row.agency,
        status=Status(row.status),
        received_on=row.received_on,
    )


def _told(row: Row[*tuple[Any, ...]]) -> Candidate:
    return Candidate(
        row=row.row,
        id=None,
        number=row.number,
        title=row.title,
        text="",
        place=row.place or "",
        area=row.area or "",
        category=row.category,
        agency=row.agency,
        status=Status(row.status),
        received_on=row.received_on,
    )
