"""What waits to be typed into LAPOR! by hand: read in one short transaction, masked before it leaves the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Engine, Row, and_, bindparam, case, func, literal_column, or_, select

from app.domain.attempt import Attempt, AttemptState
from app.domain.complaint import Secrecy, Status
from app.domain.copy_desk import CopyRow, CopyState
from app.domain.ids import ComplaintId, OfficerId
from db.attempts import attempt_of
from db.tables import complaints, officers
from db.tables_forwarding import attempts

_NOT_YET: Final = (Status.VOID, Status.WITHDRAWN, Status.INCOMPLETE)
"""What is not typed over: taken back, or still waiting for what is missing."""
_BY_HAND: Final = and_(complaints.c.forwarder == literal_column("'by_hand'"), complaints.c.tracking_id.is_(None))
_WAITING: Final = and_(_BY_HAND, complaints.c.status.not_in([status.value for status in _NOT_YET]))
_SEEN: Final = or_(complaints.c.secrecy == Secrecy.PLAIN, complaints.c.officer_id == bindparam("looker"))
_LAST: Final = (
    select(func.max(attempts.c.n))
    .where(attempts.c.complaint_id == complaints.c.id)
    .correlate(complaints)
    .scalar_subquery()
)
_ROWS: Final = (
    select(
        complaints.c.id,
        complaints.c.number,
        complaints.c.received_at,
        case((_SEEN, complaints.c.title), else_="").label("title"),
        case((_SEEN, 0), else_=1).label("hidden"),
        _LAST.label("last"),
    )
    .where(_WAITING)
    .order_by(complaints.c.received_at, complaints.c.row)
    .limit(bindparam("limit"))
)
_COUNT: Final = select(func.count()).select_from(complaints).where(_WAITING)
_ATTEMPTS: Final = (
    select(attempts, officers.c.full_name)
    .join_from(attempts, officers, officers.c.id == attempts.c.officer_id, isouter=True)
    .where(attempts.c.n.in_(bindparam("wanted", expanding=True)))
)
_LAST_OF: Final = (
    select(attempts, officers.c.full_name)
    .join_from(attempts, officers, officers.c.id == attempts.c.officer_id, isouter=True)
    .where(attempts.c.complaint_id == bindparam("complaint"))
    .order_by(attempts.c.n.desc())
    .limit(1)
)
_DONE_SINCE: Final = (
    select(func.count())
    .select_from(attempts)
    .where(attempts.c.ended == "sent", attempts.c.target == "by_hand", attempts.c.ended_at >= bindparam("since"))
)
_HAS_TRACKING: Final = (
    select(complaints.c.number)
    .where(complaints.c.tracking_id == bindparam("tracking"), complaints.c.id != bindparam("but"))
    .limit(1)
)


class CopyQueries:
    """Fulfils CopyQueries of app.ports."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rows(self, looker: OfficerId, run: str, *, limit: int) -> Sequence[CopyRow]:
        """Give what waits, the oldest first; what was skipped stands last."""
        with self._engine.connect() as connection:
            found = connection.execute(_ROWS, {"looker": looker, "limit": limit}).all()
            lasts = [row.last for row in found if row.last is not None]
            tried = {row.n: row for row in connection.execute(_ATTEMPTS, {"wanted": lasts})} if lasts else {}
        rows = [_row(row, tried.get(row.last), run) for row in found]
        return sorted(rows, key=lambda row: row.state is CopyState.SKIPPED)

    def count(self) -> int:
        """Give how many wait."""
        with self._engine.connect() as connection:
            return connection.execute(_COUNT).scalar_one()

    def done_since(self, since: datetime) -> int:
        """Give how many were typed over since then."""
        with self._engine.connect() as connection:
            return connection.execute(_DONE_SINCE, {"since": since}).scalar_one()

    def last_attempt(self, id: ComplaintId) -> tuple[Attempt, str] | None:
        """Give the last try of a record and the name of who tried."""
        with self._engine.connect() as connection:
            row = connection.execute(_LAST_OF, {"complaint": id}).first()
        return None if row is None else (attempt_of(row), row.full_name or "")

    def number_with(self, tracking_id: str, *, but: ComplaintId) -> str | None:
        """Give the number of another record that has this Tracking ID."""
        with self._engine.connect() as connection:
            return connection.execute(_HAS_TRACKING, {"tracking": tracking_id, "but": but}).scalar()


def state_of(attempt: Attempt | None, run: str) -> CopyState:
    """Give how a record stands by its last try; one that has no number after all was skipped."""
    if attempt is None:
        return CopyState.WAITING
    match attempt.state(run):
        case AttemptState.OPEN:
            return CopyState.OPEN
        case AttemptState.NEEDS_CHECK:
            return CopyState.NEEDS_CHECK
        case _:
            return CopyState.SKIPPED


def _row(row: Row[*tuple[Any, ...]], tried: Row[*tuple[Any, ...]] | None, run: str) -> CopyRow:
    attempt = attempt_of(tried) if tried is not None else None
    hidden = bool(row.hidden)
    return CopyRow(
        id=ComplaintId(row.id),
        number=row.number,
        title=row.title,
        received_at=row.received_at,
        state=state_of(attempt, run),
        by=(tried.full_name or "") if tried is not None else "",
        since=attempt.begun_at if attempt else None,
        note=attempt.note if attempt and not hidden else "",
        hidden=hidden,
    )
