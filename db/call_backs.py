"""Who waits to be called: rows are added and closed, never taken away; the list leaves the database masked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    update,
)

from app.domain.call_back import CallBack, Reach, Waiting, outcome_read
from app.domain.complaint import Identity, Secrecy, Status
from app.domain.follow_up import FactKind
from app.domain.ids import ComplaintId, OfficerId
from app.domain.person import masked_name
from db.tables import call_backs, case_facts, complaints, reporters

_ADD: Final = insert(call_backs)
_OPEN: Final = call_backs.c.done_at.is_(None)
_GET: Final = select(call_backs).where(call_backs.c.n == bindparam("wanted"))
_OPEN_OF: Final = (
    select(call_backs).where(call_backs.c.complaint_id == bindparam("complaint"), _OPEN).order_by(call_backs.c.n)
)
_FINISH: Final = (
    update(call_backs)
    .where(call_backs.c.n == bindparam("wanted"), _OPEN)
    .values(done_at=bindparam("at"), done_by=bindparam("by"), outcome=bindparam("ended"))
)

_SEEN: Final = or_(complaints.c.secrecy == Secrecy.PLAIN, complaints.c.officer_id == bindparam("looker"))
_TRIED: Final = and_(
    case_facts.c.complaint_id == call_backs.c.complaint_id,
    case_facts.c.kind == FactKind.CALLED_BACK,
    case_facts.c.at >= call_backs.c.asked_at,
)
_TRIES: Final = select(func.count()).select_from(case_facts).where(_TRIED).correlate(call_backs).scalar_subquery()
_LAST: Final = select(func.max(case_facts.c.n)).where(_TRIED).correlate(call_backs).scalar_subquery()
_WAITING: Final = (
    select(
        call_backs.c.n,
        call_backs.c.complaint_id,
        call_backs.c.asked_at,
        case((_SEEN, call_backs.c.reason), else_="").label("reason"),
        case((_SEEN, 0), else_=1).label("hidden"),
        complaints.c.number,
        reporters.c.identity,
        case((and_(_SEEN, reporters.c.identity == Identity.OPEN), reporters.c.name), else_=None).label("name"),
        reporters.c.phone.is_not(None).label("has_phone"),
        reporters.c.email.is_not(None).label("has_mail"),
        or_(reporters.c.address.is_not(None), reporters.c.area.is_not(None)).label("has_address"),
        reporters.c.returns_to_desk,
        _TRIES.label("tries"),
        _LAST.label("last"),
    )
    .join_from(call_backs, complaints, complaints.c.id == call_backs.c.complaint_id)
    .join(reporters, reporters.c.complaint_row == complaints.c.row)
    .where(_OPEN, complaints.c.status != Status.VOID)
    .order_by(call_backs.c.asked_at, call_backs.c.n)
    .limit(bindparam("limit"))
)
_FACT: Final = select(case_facts.c.at, case_facts.c.detail).where(case_facts.c.n == bindparam("wanted"))
_COUNT: Final = (
    select(func.count())
    .select_from(call_backs)
    .join(complaints, complaints.c.id == call_backs.c.complaint_id)
    .where(_OPEN, complaints.c.status != Status.VOID)
)


class CallBacks:
    """Fulfils CallBacks of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, *, complaint_id: ComplaintId, asked_at: datetime, officer_id: OfficerId, reason: str) -> None:
        """Put a complaint on the list."""
        row = {"complaint_id": complaint_id, "asked_at": asked_at, "officer_id": officer_id, "reason": reason}
        self._connection.execute(_ADD, row)

    def get(self, n: int) -> CallBack | None:
        """Give a row of the list, open or done."""
        row = self._connection.execute(_GET, {"wanted": n}).first()
        return None if row is None else _call_back(row)

    def waiting_of(self, complaint_id: ComplaintId) -> CallBack | None:
        """Give the open row of a complaint."""
        row = self._connection.execute(_OPEN_OF, {"complaint": complaint_id}).first()
        return None if row is None else _call_back(row)

    def finish(self, n: int, *, at: datetime, by: OfficerId, outcome: str) -> bool:
        """Close a row; False when it was closed meanwhile."""
        done = self._connection.execute(_FINISH, {"wanted": n, "at": at, "by": by, "ended": outcome})
        return done.rowcount == 1


class CallBackQueries:
    """Fulfils CallBackList of app.ports; every call is one short read transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self, looker: OfficerId, *, limit: int) -> Sequence[Waiting]:
        """Give who waits, the longest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(_WAITING, {"looker": looker, "limit": limit}).all()
            return [_waiting(row, _last(connection, row.last)) for row in rows]

    def count(self) -> int:
        """Give how many wait."""
        with self._engine.connect() as connection:
            return connection.execute(_COUNT).scalar_one()


def _last(connection: Connection, n: int | None) -> tuple[datetime | None, str]:
    if n is None:
        return None, ""
    row = connection.execute(_FACT, {"wanted": n}).one()
    return row.at, outcome_read(row.detail)[1]


def _call_back(row: Row[*tuple[Any, ...]]) -> CallBack:
    return CallBack(
        n=row.n,
        complaint_id=ComplaintId(row.complaint_id),
        asked_at=row.asked_at,
        officer_id=OfficerId(row.officer_id),
        reason=row.reason,
        done_at=row.done_at,
    )


def _waiting(row: Row[*tuple[Any, ...]], last: tuple[datetime | None, str]) -> Waiting:
    hidden = bool(row.hidden)
    return Waiting(
        n=row.n,
        complaint_id=ComplaintId(row.complaint_id),
        number=row.number,
        name=masked_name(row.name),
        identity=Identity(row.identity),
        hidden=hidden,
        reach=_reach(row),
        reason=row.reason,
        asked_at=row.asked_at,
        tries=row.tries,
        last_tried_at=last[0],
        last_note="" if hidden else last[1],
    )


def _reach(row: Row[*tuple[Any, ...]]) -> Reach:
    if row.has_phone:
        return Reach.PHONE
    if row.returns_to_desk or not (row.has_mail or row.has_address):
        return Reach.DESK
    return Reach.MAIL if row.has_mail else Reach.LETTER
