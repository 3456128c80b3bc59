"""Earlier complaints that may be of somebody who is being typed in: narrowed down by index, decided in the domain.

Only open identities leave: of secret reports only the looker's own, and those only where the whole NIK finds them.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Row, and_, bindparam, literal_column, or_, select

from app.domain.complaint import Identity, Reporter, Secrecy, Status
from app.domain.ids import ComplaintId, OfficerId
from app.domain.known import LOOKED_AT, Asked, EarlierCase
from app.domain.person import key_of_nik
from app.domain.text import words
from db.guards import complaint_search
from db.interruptible import Interruptible
from db.tables import complaints, reporters

_REPORTER: Final = tuple(Reporter.__dataclass_fields__)
_WANTED: Final = and_(
    reporters.c.identity == Identity.OPEN,
    complaints.c.status != Status.VOID,
    or_(complaints.c.secrecy == Secrecy.PLAIN, complaints.c.officer_id == bindparam("looker")),
)
_CASES: Final = (
    select(
        complaints.c.row,
        complaints.c.id,
        complaints.c.number,
        complaints.c.title,
        complaints.c.received_at,
        complaints.c.status,
        complaints.c.close_due_on,
        *(reporters.c[name] for name in _REPORTER),
    )
    .join_from(reporters, complaints, complaints.c.row == reporters.c.complaint_row)
    .where(_WANTED)
)
_OF_KEY: Final = (
    select(reporters.c.complaint_row)
    .where(reporters.c.person_key == bindparam("person"))
    .order_by(reporters.c.complaint_row.desc())
    .limit(LOOKED_AT)
)
_HITS: Final = (
    select(complaint_search.c.rowid)
    .where(literal_column("complaint_search").op("MATCH")(bindparam("match")))
    .order_by(complaint_search.c.rowid.desc())
    .limit(LOOKED_AT)
)
_BY_NIK: Final = _CASES.where(reporters.c.complaint_row.in_(_OF_KEY))
_BY_PHONE: Final = _CASES.where(reporters.c.complaint_row.in_(_HITS))
_BY_NAME: Final = _BY_PHONE.where(reporters.c.area == bindparam("area"))


class KnownQueries(Interruptible):
    """Fulfils KnownPeople of app.ports; every call is one short read transaction that another thread may interrupt."""

    def earlier(self, looker: OfficerId, asked: Asked) -> Sequence[EarlierCase]:
        """Give what may be of that person, each case once, in no order."""
        found: dict[int, EarlierCase] = {}
        with self._reading() as connection:
            for statement, values in _questions(asked):
                for row in connection.execute(statement, {"looker": looker, **values}):
                    found[row.row] = _case(row)
        return tuple(found.values())


def _questions(asked: Asked) -> list[tuple[Any, dict[str, str]]]:
    questions: list[tuple[Any, dict[str, str]]] = []
    if asked.nik:
        questions.append((_BY_NIK, {"person": key_of_nik(asked.nik)}))
    if asked.phone:
        questions.append((_BY_PHONE, {"match": f'contact : "{asked.phone}"'}))
    if asked.by_name and (name := words(asked.name or "")):
        questions.append((_BY_NAME, {"match": f'name : "{" ".join(name)}"', "area": asked.area or ""}))
    return questions


def _case(row: Row[*tuple[Any, ...]]) -> EarlierCase:
    reporter = {name: getattr(row, name) for name in _REPORTER}
    return EarlierCase(
        row=row.row,
        id=ComplaintId(row.id),
        number=row.number,
        title=row.title,
        received_at=row.received_at,
        status=Status(row.status),
        close_due_on=row.close_due_on,
        reporter=Reporter(
            **{
                **reporter,
                "identity": Identity(reporter["identity"]),
                "returns_to_desk": bool(reporter["returns_to_desk"]),
            }
        ),
    )
