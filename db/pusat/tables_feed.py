"""The feed: what counters are told, one row a line, appended only, its places given without a gap."""

from sqlalchemy import BigInteger, Column, Index, Named, Table, Text, TypedColumns

from db.pusat.tables import metadata


class ChangeColumns(TypedColumns):
    """Lines as they are told.

    ``topic`` names what a line is about: a later line of a topic takes the place of an earlier one.  ``device`` is who
    is told besides the audience, ``teller`` the counter whose own doing it was, which is not told again.
    """

    seq: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    kind: Named[str] = Column(Text)
    topic: Named[str] = Column(Text)
    at: Named[str] = Column(Text)
    audience: Named[str] = Column(Text)
    device: Named[str | None] = Column(Text)
    agency: Named[str | None] = Column(Text)
    teller: Named[str | None] = Column(Text)
    body: Named[str] = Column(Text)


changes = Table("changes", metadata, ChangeColumns)

Index("ix_changes_topic", changes.c.topic, changes.c.seq)
