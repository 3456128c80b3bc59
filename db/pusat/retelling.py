"""Tells of records that came before there was a feed: once, when a server of this program first opens its database."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from db.pusat.feed import TOP, tell
from db.pusat.folding import Folded, folded
from db.pusat.rows import insert_rows
from db.pusat.tables import complaints
from db.pusat.tables_files import announced
from db.pusat.told import Standing, lines_of

_PAGE: Final = 500
_NEXT: Final = (
    sa.select(complaints.c.complaint_id)
    .where(complaints.c.complaint_id > sa.bindparam("after"))
    .distinct()
    .order_by(complaints.c.complaint_id)
    .limit(_PAGE)
)


def retell(connection: sa.Connection, *, at: datetime) -> int:
    """Announce files and tell lines of every record while the feed is empty, and give how many records there were."""
    if connection.execute(TOP).scalar_one() > 0:
        return 0
    count, after = 0, ""
    while ids := connection.execute(_NEXT, {"after": after}).scalars().all():
        records = [one for one in folded(connection, ids) if one.record is not None]
        if files := [row for one in records for row in _announced(one)]:
            insert_rows(connection, announced, files)
        tell(connection, lines_of(connection, [_standing(one) for one in records], at=at), at=at)
        count, after = count + len(records), ids[-1]
    return count


def _standing(one: Folded) -> Standing:
    assert one.record is not None
    return Standing.of(one.record, one.row, event_id=one.newest, is_new=True)


def _announced(one: Folded) -> list[dict[str, object]]:
    assert one.record is not None
    return [
        {
            "attachment_id": file.id,
            "device": one.row["device"],
            "complaint_id": one.row["complaint_id"],
            "event_id": one.row["event_id"],
            "sha256": file.sha256,
            "size_bytes": file.size_bytes,
            "media_type": file.media_type,
        }
        for file in one.record.attachments
    ]
