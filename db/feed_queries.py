"""Reads of what the centre told: cases of other counters, its word on any case; each one short read transaction."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Engine, bindparam, select

from app.domain.changes import CentralAnswer, CentralStatus, SharedCase
from app.domain.complaint import Status
from app.domain.follow_up import CaseFact
from app.domain.ids import ComplaintId
from db.complaints import fact_of
from db.feed import STATUS
from db.tables_centre import central_answers, shared_cases, shared_facts

_CASE: Final = select(*(shared_cases.c[name] for name in SharedCase.__dataclass_fields__)).where(
    shared_cases.c.complaint_id == bindparam("wanted")
)
_ID_OF: Final = select(shared_cases.c.complaint_id).where(shared_cases.c.number == bindparam("wanted"))
_ANSWERS: Final = (
    select(*(central_answers.c[name] for name in CentralAnswer.__dataclass_fields__))
    .where(central_answers.c.complaint_id == bindparam("wanted"))
    .order_by(central_answers.c.at, central_answers.c.id)
)
_JOINED_BY: Final = (
    select(shared_cases.c.number)
    .where(shared_cases.c.joins == bindparam("joined"), shared_cases.c.status != Status.VOID)
    .order_by(shared_cases.c.row)
)
_FACTS: Final = (
    select(*(shared_facts.c[name] for name in CaseFact.__dataclass_fields__))
    .where(shared_facts.c.complaint_id == bindparam("wanted"))
    .order_by(shared_facts.c.n)
)


class FeedQueries:
    """Fulfils FeedQueries of app.ports."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def case(self, id: ComplaintId) -> SharedCase | None:
        """Give a case of another counter, None when none is known under that id."""
        with self._engine.connect() as connection:
            row = connection.execute(_CASE, {"wanted": id}).mappings().first()
        return None if row is None else SharedCase(**row)

    def id_of_number(self, number: str) -> ComplaintId | None:
        """Give the id of the case of another counter with exactly this number."""
        with self._engine.connect() as connection:
            found = connection.execute(_ID_OF, {"wanted": number}).scalar()
        return ComplaintId(found) if found else None

    def status(self, id: ComplaintId) -> CentralStatus | None:
        """Give how LAPOR! says a case stands, None when it said nothing yet."""
        with self._engine.connect() as connection:
            row = connection.execute(STATUS, {"wanted": id}).mappings().first()
        return None if row is None else CentralStatus(**row)

    def answers(self, id: ComplaintId) -> Sequence[CentralAnswer]:
        """Give what was said in a case at the centre, oldest first."""
        with self._engine.connect() as connection:
            return [CentralAnswer(**row) for row in connection.execute(_ANSWERS, {"wanted": id}).mappings()]

    def joined_by(self, number: str) -> Sequence[str]:
        """Give the numbers of further reports of a case that other counters took, oldest first."""
        with self._engine.connect() as connection:
            return connection.execute(_JOINED_BY, {"joined": number}).scalars().all()

    def facts(self, id: ComplaintId) -> Sequence[CaseFact]:
        """Give what this desk did in a case of another counter, oldest first."""
        with self._engine.connect() as connection:
            return [fact_of(row) for row in connection.execute(_FACTS, {"wanted": id}).mappings()]
