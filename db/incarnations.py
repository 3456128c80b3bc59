"""The desk's incarnations, how often each spoke with the centre, the machine it knows, and the proof it owes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from app.domain.incarnation import Begun, Owed, Reason
from db.tables_incarnations import incarnations, machine, owed

_ADD: Final = insert(incarnations)
_COUNT: Final = _ADD.on_conflict_do_update(
    index_elements=[incarnations.c.id], set_={"contacts": incarnations.c.contacts + 1}
).returning(incarnations.c.contacts)
_ALL_SERIES: Final = select(incarnations.c.series)
_GET: Final = select(incarnations).where(incarnations.c.id == bindparam("of_id"))
_UNTOLD: Final = select(incarnations).where(incarnations.c.told == 0).order_by(incarnations.c.id.desc()).limit(1)
_TELL: Final = update(incarnations).where(incarnations.c.told == 0).values(told=1)
_NEW_MARK: Final = insert(machine)
_KEEP_MARK: Final = _NEW_MARK.on_conflict_do_update(
    index_elements=[machine.c.part], set_={"mark": _NEW_MARK.excluded.mark, "at": _NEW_MARK.excluded.at}
)
_OWE: Final = insert(owed).on_conflict_do_nothing()
_OWED: Final = select(owed.c.reason).where(owed.c.what == bindparam("which"))
_SETTLE: Final = delete(owed).where(owed.c.what == bindparam("which"))


class IncarnationStore:
    """Fulfils Incarnations of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, begun: Begun) -> None:
        """Note an incarnation that begins; no officer knows of it yet."""
        self._connection.execute(_ADD, self._row(begun, contacts=0, told=0))

    def get(self, id: str) -> Begun | None:
        """Give an incarnation, None for the first one before its first contact."""
        return _begun(self._connection.execute(_GET, {"of_id": id}).first())

    def series(self) -> Sequence[str]:
        """Give the series of all incarnations that are noted."""
        return self._connection.execute(_ALL_SERIES).scalars().all()

    def untold(self) -> Begun | None:
        """Give the newest incarnation that no officer was told of."""
        return _begun(self._connection.execute(_UNTOLD).first())

    def tell(self) -> None:
        """Note that an officer was told."""
        self._connection.execute(_TELL)

    def count_contact(self, incarnation: str, series: str, *, at: datetime) -> int:
        """Give the number of the next contact; once committed, it is never given again."""
        first = Begun(id=incarnation, series=series, reason=Reason.SET_UP, at=at)
        return self._connection.execute(_COUNT, self._row(first, contacts=1, told=1)).scalar_one()

    def machine(self) -> Mapping[str, str]:
        """Give the marks of the machine that this desk was last opened on."""
        return {row.part: row.mark for row in self._connection.execute(select(machine))}

    def keep_machine(self, marks: Mapping[str, str], *, at: datetime) -> None:
        """Keep the marks that could be read; others stay as they were."""
        for part, mark in marks.items():
            self._connection.execute(_KEEP_MARK, {"part": part, "mark": mark, "at": at})

    def forget_machine(self) -> None:
        """Forget the machine, as when the desk was put on another one on purpose."""
        self._connection.execute(delete(machine))

    def owe(self, what: Owed, reason: str, *, at: datetime) -> None:
        """Note that the centre has to be asked; the first reason stays."""
        self._connection.execute(_OWE, {"what": what.value, "reason": reason, "at": at})

    def owed(self, what: Owed) -> str | None:
        """Give why the centre has to be asked, None when it has not."""
        return self._connection.execute(_OWED, {"which": what.value}).scalar()

    def settle(self, what: Owed) -> None:
        """Note that the centre was asked."""
        self._connection.execute(_SETTLE, {"which": what.value})

    @staticmethod
    def _row(begun: Begun, *, contacts: int, told: int) -> dict[str, object]:
        return {
            "id": begun.id,
            "series": begun.series,
            "reason": begun.reason.value,
            "at": begun.at,
            "lost": begun.lost,
            "contacts": contacts,
            "told": told,
        }


def _begun(row: Row[*tuple[Any, ...]] | None) -> Begun | None:
    if row is None:
        return None
    return Begun(id=row.id, series=row.series, reason=Reason(row.reason), at=row.at, lost=row.lost)
