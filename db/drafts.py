"""Unfinished entries, each its officer's own; a draft is gone in the transaction that files it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.draft import Draft
from app.domain.ids import ComplaintId, OfficerId
from db.prepared import Prepared
from db.tables import drafts, officers

_ADD: Final = insert(drafts)
_KEEP: Final = Prepared(
    _ADD.on_conflict_do_update(
        index_elements=[drafts.c.id], set_={"content": _ADD.excluded.content, "kept_at": _ADD.excluded.kept_at}
    ),
    "id",
    "officer_id",
    "content",
    "kept_at",
)
_REMOVE: Final = Prepared(delete(drafts).where(drafts.c.id == bindparam("wanted")))
_OWN: Final = (
    select(drafts.c.id, drafts.c.content, drafts.c.kept_at)
    .where(drafts.c.officer_id == bindparam("officer"))
    .order_by(drafts.c.kept_at.desc(), drafts.c.id.desc())
)
_OTHERS: Final = (
    select(officers.c.full_name, drafts.c.kept_at)
    .join_from(drafts, officers, officers.c.id == drafts.c.officer_id)
    .where(drafts.c.officer_id != bindparam("officer"))
    .order_by(drafts.c.kept_at.desc(), drafts.c.id.desc())
)


class Drafts:
    """Fulfils app.ports.Drafts on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, draft: Draft, officer_id: OfficerId, at: datetime) -> None:
        """Store a draft as it now is; it stays the officer's who began it."""
        content = json.dumps(dict(draft.values))  # escaped, so that half a letter from a clipboard is kept too
        _KEEP.run(self._connection, {"id": draft.id, "officer_id": officer_id, "content": content, "kept_at": at})

    def remove(self, id: ComplaintId) -> None:
        """Remove a draft that was filed or given up; nothing happens when there is none."""
        _REMOVE.run(self._connection, {"wanted": id})

    def of_officer(self, officer_id: OfficerId) -> Sequence[tuple[Draft, datetime]]:
        """Give an officer's drafts and when each was stored, newest first."""
        found = self._connection.execute(_OWN, {"officer": officer_id})
        return [(Draft(id=ComplaintId(id), values=json.loads(content)), at) for id, content, at in found]

    def of_others(self, officer_id: OfficerId) -> Sequence[tuple[str, datetime]]:
        """Give of all other drafts only whose they are and since when, newest first."""
        return [(name, at) for name, at in self._connection.execute(_OTHERS, {"officer": officer_id})]
