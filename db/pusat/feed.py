"""The feed: writers append, each behind the one lock and last in its transaction; readers follow a cursor.

A place in the feed is taken from a counter row under that lock, so whoever sees the counter sees every line before it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from app.domain.changes import ChangeKind, DigestGone, Told, body_of, kind_of
from app.domain.ids import to_iso
from db.pusat.records import Device
from db.pusat.rows import insert_rows
from db.pusat.tables import counters
from db.pusat.tables_feed import changes
from db.pusat.transactions import Transactions

MOST_LINES: Final = 500
_MOST_LETTERS: Final = 2_000_000
_MOST_LOOKED_AT: Final = 20_000
"""So many places are looked at for a page, however few of them are for the one who asks: a page may be empty."""
_LOCK: Final = 8311_02
_COUNTER: Final = "feed"

_MOVE: Final = (
    sa.update(counters)
    .where(counters.c.name == _COUNTER)
    .values(value=counters.c.value + sa.bindparam("lines"))
    .returning(counters.c.value)
)
TOP: Final = sa.select(counters.c.value).where(counters.c.name == _COUNTER)
_later = changes.alias("later")
_OWN_KINDS: Final = tuple(
    kind.value for kind in (ChangeKind.CASE, ChangeKind.TRACKING, ChangeKind.STATUS, ChangeKind.ANSWER)
)
"""What a counter is told of its own doing when it asks, as one does that lost records."""


def _of_interest(told: sa.FromClause) -> sa.ColumnElement[bool]:
    """Tell what the counter did not tell itself, unless it asks for that."""
    return sa.or_(
        told.c.teller.is_(None),
        told.c.teller != sa.bindparam("of_device"),
        sa.and_(told.c.teller == sa.bindparam("own"), told.c.kind.in_(_OWN_KINDS)),
    )


_PAGE: Final = (
    sa.select(changes.c.seq, changes.c.kind, changes.c.at, changes.c.body)
    .where(
        changes.c.seq > sa.bindparam("after"),
        changes.c.seq <= sa.bindparam("until"),
        _of_interest(changes),
        sa.or_(
            changes.c.teller == sa.bindparam("own"),
            changes.c.device == sa.bindparam("of_device"),
            changes.c.audience == "all",
            sa.and_(changes.c.audience == sa.bindparam("wide"), changes.c.agency == sa.bindparam("of_agency")),
        ),
        ~sa.exists().where(_later.c.topic == changes.c.topic, _later.c.seq > changes.c.seq, _of_interest(_later)),
    )
    .order_by(changes.c.seq)
    .limit(sa.bindparam("most"))
)


_OFTOPICS: Final = (
    sa.select(changes.c.topic, changes.c.kind, changes.c.body)
    .where(changes.c.topic.in_(sa.bindparam("topics", expanding=True)))
    .order_by(changes.c.seq)
)


_SUBJECT: Final = ("list", "id", "complaint_id", "device_id")


class Audience(StrEnum):
    """Who is told: one counter alone, the counters of an agency, or all."""

    DEVICE = "device"
    AGENCY = "agency"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line to be told: to ``device`` in any case, and to its audience; never to ``teller``, who knows it already."""

    told: Told
    device: str | None = None
    agency: str | None = None
    audience: Audience = Audience.DEVICE
    teller: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """A line as it is read; ``body`` is JSON."""

    seq: int
    kind: str
    at: str
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Lines behind a cursor; ``next`` is the cursor for what comes later."""

    lines: Sequence[ToldLine]
    next: int
    more: bool


def tell(connection: sa.Connection, lines: Sequence[Line], *, at: datetime) -> None:
    """Append lines in their order.  Call it last in a short transaction: from here to the commit no other can."""
    if not lines:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    top = connection.execute(_MOVE, {"lines": len(lines)}).scalar_one()
    rows = [_row(line, to_iso(at)) for line in lines]
    insert_rows(connection, changes, [{"seq": top - len(rows) + n, **row} for n, row in enumerate(rows, start=1)])


def newest(connection: sa.Connection, topics: Sequence[str]) -> dict[str, tuple[str, Mapping[str, object]]]:
    """Give the newest line of each topic that has one, as kind and body."""
    if not topics:
        return {}
    rows = connection.execute(_OFTOPICS, {"topics": sorted(set(topics))})
    return {row.topic: (row.kind, json.loads(row.body)) for row in rows}


def topic_of(told: Told) -> str:
    """Give what a line is about: of two lines about the same the newer one says all.

    What was told for finding similar reports is about the same as its withdrawal.
    """
    kind = ChangeKind.DIGEST if isinstance(told, DigestGone) else kind_of(told)
    subject = (getattr(told, name, None) for name in _SUBJECT)
    return ":".join((kind, *(part for part in subject if part)))


def _row(line: Line, at: str) -> dict[str, object]:
    topic = topic_of(line.told)
    return {
        "kind": kind_of(line.told).value,
        "topic": topic if line.audience is not Audience.DEVICE else f"{topic}@{line.device}",
        "at": at,
        "audience": line.audience.value,
        "device": line.device,
        "agency": line.agency,
        "teller": line.teller,
        "body": json.dumps(body_of(line.told), ensure_ascii=False, separators=(",", ":")),
    }


class FeedStore:
    """Reads of the feed."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def top(self) -> int:
        """Give the place of the newest line."""
        return self._transactions.read(lambda connection: connection.execute(TOP).scalar_one())

    def page(self, device: Device, *, after: int, most: int = MOST_LINES, own: bool = False) -> Page | None:
        """Give what a counter is told behind ``after``; None when the feed has not come that far, so it is another.

        With ``own`` it is also told of its own cases: it lost records.
        """

        def work(connection: sa.Connection) -> Page | None:
            top = connection.execute(TOP).scalar_one()
            if after > top:
                return None
            until = min(top, after + _MOST_LOOKED_AT)
            asked = {
                "after": after,
                "until": until,
                "of_device": device.id,
                "of_agency": device.agency,
                "wide": Audience.AGENCY.value if device.scope == Audience.AGENCY else "",
                "own": device.id if own else "",
                "most": most + 1,
            }
            found = [ToldLine(seq=r.seq, kind=r.kind, at=r.at, body=r.body) for r in connection.execute(_PAGE, asked)]
            lines = _within_size(found[:most])
            cut = len(lines) < len(found)
            return Page(lines=lines, next=lines[-1].seq if cut else until, more=cut or until < top)

        return self._transactions.read(work)


def _within_size(lines: Sequence[ToldLine]) -> Sequence[ToldLine]:
    """Give so many lines that an answer stays small; one at least."""
    letters = 0
    for n, line in enumerate(lines):
        letters += len(line.body)
        if n and letters > _MOST_LETTERS:
            return lines[:n]
    return lines
