"""What this desk changed in the shipped lists, one row for each changed entry."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.ids import OfficerId
from db.feed import reference_of
from db.tables import reference_edits

_EDIT: Final = upsert(reference_edits)
_KEEP: Final = _EDIT.on_conflict_do_update(
    index_elements=[reference_edits.c.list, reference_edits.c.id],
    set_={name: _EDIT.excluded[name] for name in ("content", "at", "officer_id")},
)
_DROP: Final = delete(reference_edits).where(
    reference_edits.c.list == bindparam("of_list"), reference_edits.c.id == bindparam("of_id")
)
_OF: Final = (
    select(reference_edits.c.id, reference_edits.c.content)
    .where(reference_edits.c.list == bindparam("of_list"))
    .order_by(reference_edits.c.id)
)


class ReferenceEditStore:
    """Fulfils ReferenceEditStore of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, name: str, id: str, content: Mapping[str, object], *, at: datetime, officer_id: OfficerId) -> None:
        """Store what an entry is to say, over what stood there; with nothing to say its row goes."""
        if not content:
            self._connection.execute(_DROP, {"of_list": name, "of_id": id})
            return
        text = json.dumps(dict(content))  # escaped, so that half a letter from a clipboard is kept too
        row = {"list": name, "id": id, "content": text, "at": at, "officer_id": officer_id}
        self._connection.execute(_KEEP, row)


class ReferenceEdits:
    """Fulfils ReferenceEdits of app.ports; every call is one short read transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, name: str) -> Mapping[str, Mapping[str, object]]:
        """Give the changed entries of a list by their ids: those of the centre, and over them those of this desk."""
        with self._engine.connect() as connection:
            own = {row.id: json.loads(row.content) for row in connection.execute(_OF, {"of_list": name})}
        return {**reference_of(self._engine, name), **own}
