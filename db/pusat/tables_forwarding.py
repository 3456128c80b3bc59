"""Forwarding to LAPOR!: each posting with its standing and lease, every attempt, the cases there, the mapping."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Named, Table, Text, TypedColumns

from db.pusat.tables import metadata


class PostingColumns(TypedColumns):
    """One row for each event that is posted, or was taken into account by an earlier posting.

    ``fence`` rises with every lease; ``file_ids`` is a JSON list of what an upload gave back, ``asked`` a
    JSON object of what a person wants passed on.
    """

    event_id: Named[str] = Column(Text, primary_key=True)
    complaint_id: Named[str] = Column(Text, index=True)
    device: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    state: Named[str] = Column(Text)
    code: Named[str] = Column(Text)
    detail: Named[str] = Column(Text)
    fence: Named[int] = Column(BigInteger)
    lease_by: Named[str | None] = Column(Text)
    lease_until: Named[str | None] = Column(Text)
    tries: Named[int] = Column(BigInteger)
    next_at: Named[str | None] = Column(Text)
    since: Named[str] = Column(Text)
    lapor_id: Named[str | None] = Column(Text)
    asked: Named[str | None] = Column(Text)
    file_ids: Named[str] = Column(Text)
    pieces_done: Named[int] = Column(BigInteger)


class AttemptColumns(TypedColumns):
    """Tries, each written before its first byte; ``ended_at`` is empty while nobody knows how it ended."""

    event_id: Named[str] = Column(Text, primary_key=True)
    n: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    fence: Named[int] = Column(BigInteger)
    way: Named[str] = Column(Text)
    who: Named[str] = Column(Text)
    begun_at: Named[str] = Column(Text)
    ended_at: Named[str | None] = Column(Text)
    ending: Named[str | None] = Column(Text)
    code: Named[str] = Column(Text)


class CaseThereColumns(TypedColumns):
    """A forwarded record at LAPOR!: what was last seen of it and when to look again; never, once it is ``final``."""

    event_id: Named[str] = Column(Text, primary_key=True)
    complaint_id: Named[str] = Column(Text, index=True)
    device: Named[str] = Column(Text)
    lapor_id: Named[str] = Column(Text)
    status_code: Named[str] = Column(Text)
    status_name: Named[str] = Column(Text)
    final: Named[bool] = Column(Boolean)
    failures: Named[int] = Column(BigInteger)
    polled_at: Named[str | None] = Column(Text)
    next_poll_at: Named[str] = Column(Text)


class SaidThereColumns(TypedColumns):
    """What was heard in a case there and told on."""

    event_id: Named[str] = Column(Text, primary_key=True)
    said_id: Named[str] = Column(Text, primary_key=True)


class MappingColumns(TypedColumns):
    """Ids at LAPOR! that people of the server chose; they go before those of the profile."""

    list: Named[str] = Column(Text, primary_key=True)
    id: Named[str] = Column(Text, primary_key=True)
    target: Named[str] = Column(Text)
    at: Named[str] = Column(Text)
    who: Named[str] = Column(Text)


postings = Table("postings", metadata, PostingColumns)
attempts = Table("posting_attempts", metadata, AttemptColumns)
cases_there = Table("lapor_cases", metadata, CaseThereColumns)
said_there = Table("lapor_said", metadata, SaidThereColumns)
mappings = Table("lapor_mappings", metadata, MappingColumns)

Index("ix_postings_state", postings.c.state, postings.c.since)
Index("ix_lapor_cases_next_poll_at", cases_there.c.next_poll_at)
