"""The officers, and the desk's own row."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.access import Role
from app.domain.complaint import Forwarder
from app.domain.errors import StorageProblem
from app.domain.ids import DeviceId, OfficerId
from app.domain.officer import Desk, Officer
from db.prepared import Prepared
from db.tables import desk, officers

_OFFICER: Final = tuple(Officer.__dataclass_fields__)
_DESK: Final = tuple(Desk.__dataclass_fields__)

_ALL: Final = select(officers).order_by(officers.c.id)
_ADD: Final = insert(officers)
_KEEP: Final = _ADD.on_conflict_do_update(
    index_elements=[officers.c.id], set_={name: _ADD.excluded[name] for name in _OFFICER if name != "id"}
)
_DESK_ROW: Final = select(desk)
_PRESENT: Final = Prepared(select(desk.c.series, desk.c.incarnation))
_ADD_DESK: Final = insert(desk)
_KEEP_DESK: Final = _ADD_DESK.on_conflict_do_update(
    index_elements=[desk.c.only], set_={name: _ADD_DESK.excluded[name] for name in _DESK}
)


class Staff:
    """Fulfils Staff of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def officers(self) -> Sequence[Officer]:
        """Give everybody who may or once could sign in, the first first."""
        return [
            Officer(
                id=OfficerId(row.id),
                login=row.login,
                full_name=row.full_name,
                nip=row.nip,
                role=Role(row.role),
                active=bool(row.active),
            )
            for row in self._connection.execute(_ALL)
        ]

    def keep_officer(self, officer: Officer) -> None:
        """Add an officer or change what is known of one."""
        self._connection.execute(_KEEP, {name: getattr(officer, name) for name in _OFFICER})

    def desk(self) -> Desk:
        """Give the desk.  Raises StorageProblem ``desk_not_set_up``."""
        row = self._connection.execute(_DESK_ROW).mappings().first()
        if row is None:
            raise StorageProblem("desk_not_set_up")
        values: dict[str, Any] = {name: row[name] for name in _DESK}
        return Desk(
            **{
                **values,
                "device_id": DeviceId(row["device_id"]),
                "letterhead": tuple(json.loads(row["letterhead"])),
                "forwarder": Forwarder(row["forwarder"]),
            }
        )

    def present(self, desk: Desk) -> Desk:
        """Give a desk that was read earlier with the series and incarnation of this moment."""
        series, incarnation = _PRESENT.row(self._connection) or (desk.series, desk.incarnation)
        if (series, incarnation) == (desk.series, desk.incarnation):
            return desk
        return replace(desk, series=series, incarnation=incarnation)

    def keep_desk(self, desk: Desk) -> None:
        """Store the desk's own row."""
        row: dict[str, Any] = {name: getattr(desk, name) for name in _DESK}
        row["letterhead"] = json.dumps(desk.letterhead, ensure_ascii=False)
        self._connection.execute(_KEEP_DESK, {"only": 1, **row})
