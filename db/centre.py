"""What the desk knows of the centre: the enrolment, its own keys, the standing of the line, signed proofs."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.centre import Centre, DeviceKeys
from db.tables import centre, contact, device_keys, proofs

_KEYS: Final = tuple(DeviceKeys.__dataclass_fields__)
_CENTRE: Final = tuple(Centre.__dataclass_fields__)
_LINE: Final = ("tried_at", "problem", "failures", "next_try_at", "retry_after")
_ANSWER: Final = ("answered_at", "server_time")


def _keep(table: Table[Any], columns: tuple[str, ...]) -> Any:
    """Give the statement that writes these columns of a table's only row."""
    new = upsert(table)
    return new.on_conflict_do_update(
        index_elements=[table.c["only"]], set_={name: new.excluded[name] for name in columns}
    )


_READ_KEYS: Final = select(device_keys)
_KEEP_KEYS: Final = _keep(device_keys, _KEYS)
_READ_CENTRE: Final = select(centre)
_KEEP_CENTRE: Final = _keep(centre, _CENTRE)
_KEEP_ANSWERED: Final = _keep(contact, _LINE + _ANSWER)
_KEEP_TRIED: Final = _keep(contact, _LINE)
_ADD_PROOF: Final = insert(proofs).inline()


class CentreStore:
    """Fulfils CentreStore of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def device_keys(self) -> DeviceKeys | None:
        """Give this desk's key pairs, None before the first enrolment was tried."""
        row = self._connection.execute(_READ_KEYS).mappings().first()
        return None if row is None else DeviceKeys(**{name: row[name] for name in _KEYS})

    def keep_device_keys(self, keys: DeviceKeys) -> None:
        """Store the key pairs."""
        self._connection.execute(_KEEP_KEYS, {"only": 1, **{name: getattr(keys, name) for name in _KEYS}})

    def centre(self) -> Centre | None:
        """Give the enrolment, None when there is none."""
        row = self._connection.execute(_READ_CENTRE).mappings().first()
        return None if row is None else Centre(**{name: row[name] for name in _CENTRE})

    def keep_centre(self, centre: Centre) -> None:
        """Store the enrolment."""
        self._connection.execute(_KEEP_CENTRE, {"only": 1, **{name: getattr(centre, name) for name in _CENTRE}})

    def keep_contact(
        self,
        *,
        at: datetime,
        server_time: datetime | None = None,
        problem: str | None = None,
        failures: int = 0,
        next_try_at: datetime | None = None,
        retry_after: datetime | None = None,
    ) -> None:
        """Replace the standing of the line; without ``server_time`` the last answer stays known as the last."""
        line = {
            "only": 1,
            "tried_at": at,
            "problem": problem,
            "failures": failures,
            "next_try_at": next_try_at,
            "retry_after": retry_after,
        }
        if server_time is None:
            self._connection.execute(_KEEP_TRIED, line)
        else:
            self._connection.execute(_KEEP_ANSWERED, {**line, "answered_at": at, "server_time": server_time})

    def keep_proof(self, *, at: datetime, epoch: str, held: int, signature: str) -> None:
        """Keep a signed statement of the centre."""
        self._connection.execute(_ADD_PROOF, {"at": at, "epoch": epoch, "held": held, "signature": signature})
