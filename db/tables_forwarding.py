"""Tables of what is posted to LAPOR!: each try at a target without keys, noted before its first byte."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from db.columns import Instant
from db.tables import metadata


class AttemptColumns(TypedColumns):
    """Tries; unsettled while ``ended`` is empty, and then the only one of its record."""

    n = Column(Integer, primary_key=True)
    complaint_id: Named[str] = Column(Text, ForeignKey("complaints.id"), index=True)
    target: Named[str] = Column(Text)
    run: Named[str] = Column(Text)
    officer_id: Named[str | None] = Column(Text)
    begun_at: Named[datetime] = Column(Instant)
    doubted_at: Named[datetime | None] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)
    ended: Named[str | None] = Column(Text)
    note: Named[str] = Column(Text)


attempts = Table("attempts", metadata, AttemptColumns)

Index("uq_attempts_unsettled", attempts.c.complaint_id, unique=True, sqlite_where=attempts.c.ended.is_(None))
