"""Unfinished entries, each its officer's own; a draft is gone in the transaction that files it."""

import json
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from app.domain.draft import Draft
from app.domain.ids import ComplaintId, OfficerId
from app.domain.kept_draft import ColleaguesDraft, DraftsAtHand, KeptDraft, offered_title
from db.prepared import Prepared
from db.tables import drafts, officers

_ADD: Final = insert(drafts)
_KEEP: Final = Prepared(
    _ADD.on_conflict_do_update(
        index_elements=[drafts.c.id],
        set_={"content": _ADD.excluded.content, "kept_at": _ADD.excluded.kept_at},
        where=drafts.c.officer_id == _ADD.excluded.officer_id,
    ),
    "id",
    "officer_id",
    "content",
    "kept_at",
)
_REMOVE: Final = Prepared(delete(drafts).where(drafts.c.id == bindparam("wanted")))
_OWNER: Final = select(drafts.c.officer_id).where(drafts.c.id == bindparam("wanted"))
_OFFER: Final = update(drafts).where(drafts.c.id == bindparam("wanted")).values(handed_at=bindparam("at"))
_TAKE_OVER: Final = (
    update(drafts)
    .where(drafts.c.id == bindparam("wanted"), drafts.c.handed_at.is_not(None))
    .values(officer_id=bindparam("officer"), handed_at=None)
    .returning(drafts.c.content, drafts.c.kept_at)
)
_ALL: Final = (
    select(drafts, officers.c.full_name)
    .join_from(drafts, officers, officers.c.id == drafts.c.officer_id)
    .order_by(drafts.c.kept_at.desc(), drafts.c.id.desc())
)


class Drafts:
    """Fulfils Drafts of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, draft: Draft, officer_id: OfficerId, at: datetime) -> None:
        """Store a draft as it now is; that of another officer is left as it stands."""
        content = json.dumps(dict(draft.values))  # escaped, so that half a letter from a clipboard is kept too
        _KEEP.run(self._connection, {"id": draft.id, "officer_id": officer_id, "content": content, "kept_at": at})

    def remove(self, id: ComplaintId) -> None:
        """Remove a draft that was filed or given up; nothing happens when there is none."""
        _REMOVE.run(self._connection, {"wanted": id})

    def owner(self, id: ComplaintId) -> OfficerId | None:
        """Give whose draft it is, None when there is none."""
        found = self._connection.execute(_OWNER, {"wanted": id}).scalar()
        return None if found is None else OfficerId(found)

    def offer(self, id: ComplaintId, at: datetime | None) -> bool:
        """Offer a draft to colleagues, or with None no longer; tell whether there was one."""
        return self._connection.execute(_OFFER, {"wanted": id, "at": at}).rowcount > 0

    def take_over(self, id: ComplaintId, officer_id: OfficerId) -> KeptDraft | None:
        """Make an offered draft that officer's and give it, None when it is not offered."""
        found = self._connection.execute(_TAKE_OVER, {"wanted": id, "officer": officer_id}).first()
        return KeptDraft(draft=_draft(id, found.content), kept_at=found.kept_at) if found else None


class DraftQueries:
    """Fulfils DraftQueries of app.ports, in a read transaction that never waits for a writer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def at_hand(self, officer_id: OfficerId) -> DraftsAtHand:
        """Give the officer's drafts and what may be known of all others, newest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(_ALL).all()
        return DraftsAtHand(
            own=tuple(
                KeptDraft(draft=_draft(row.id, row.content), kept_at=row.kept_at, handed_at=row.handed_at)
                for row in rows
                if row.officer_id == officer_id
            ),
            others=tuple(
                ColleaguesDraft(
                    id=ComplaintId(row.id),
                    officer_name=row.full_name,
                    kept_at=row.kept_at,
                    handed_at=row.handed_at,
                    title=offered_title(_draft(row.id, row.content)) if row.handed_at else "",
                )
                for row in rows
                if row.officer_id != officer_id
            ),
        )


def _draft(id: str, content: str) -> Draft:
    return Draft(id=ComplaintId(id), values=json.loads(content))
