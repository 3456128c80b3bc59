"""Tables of forwarding straight from this counter: the access to LAPOR!, and each record on its way there."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypedColumns,
)

from db.columns import Instant
from db.tables import metadata


class DirectAccessColumns(TypedColumns):
    """The profile and the secret header values, a JSON object; one row. ``tried_at`` is the last run, with its end."""

    only = Column(Integer, primary_key=True)
    profile: Named[str] = Column(Text)
    headers: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)
    officer_id: Named[str] = Column(Text)
    tried_at: Named[datetime | None] = Column(Instant)
    problem: Named[str | None] = Column(Text)


class DirectRecordColumns(TypedColumns):
    """Records of this counter on their way; ``files`` and ``file_ids`` are JSON lists."""

    complaint_id: Named[str] = Column(Text, ForeignKey("complaints.id"), primary_key=True)
    state: Named[str] = Column(Text)
    code: Named[str] = Column(Text)
    detail: Named[str] = Column(Text)
    tries: Named[int] = Column(Integer)
    next_at: Named[datetime | None] = Column(Instant)
    files: Named[str] = Column(Text)
    file_ids: Named[str] = Column(Text)
    lapor_id: Named[str | None] = Column(Text)
    told_seq: Named[int] = Column(Integer)
    pieces_done: Named[int] = Column(Integer)
    status_name: Named[str] = Column(Text)
    look_at: Named[datetime | None] = Column(Instant)


class DirectMappingColumns(TypedColumns):
    """Ids at LAPOR! that a person typed here, by list and id of ours; "" stands for the rest of a list."""

    list: Named[str] = Column(Text)
    id: Named[str] = Column(Text)
    target: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)
    officer_id: Named[str] = Column(Text)


direct_access = Table("direct_access", metadata, DirectAccessColumns, CheckConstraint("only = 1", name="one_row"))
direct_records = Table("direct_records", metadata, DirectRecordColumns)
direct_mapping = Table(
    "direct_mapping", metadata, DirectMappingColumns, PrimaryKeyConstraint("list", "id"), sqlite_with_rowid=False
)

Index("ix_direct_records_look_at", direct_records.c.look_at, sqlite_where=direct_records.c.look_at.is_not(None))
