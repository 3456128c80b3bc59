"""Tables of contacts: which incarnation of a counter spoke when, which numbers it has given, twins that showed,
and how far its log is anchored.
"""

from sqlalchemy import BigInteger, Column, Named, Table, Text, TypedColumns

from db.pusat.tables import metadata


class ContactColumns(TypedColumns):
    """The last contacts of an incarnation; one ``n`` has one nonce unless two machines count alike."""

    device: Named[str] = Column(Text, primary_key=True)
    incarnation: Named[str] = Column(Text, primary_key=True)
    n: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    nonce: Named[str] = Column(Text)


class IncarnationColumns(TypedColumns):
    """Incarnations of a counter: the highest event and contact known of each; ``series`` is what it said last."""

    device: Named[str] = Column(Text, primary_key=True)
    incarnation: Named[str] = Column(Text, primary_key=True)
    series: Named[str] = Column(Text)
    seq: Named[int] = Column(BigInteger)
    contacts: Named[int] = Column(BigInteger)
    seen_at: Named[str] = Column(Text)


class SeriesColumns(TypedColumns):
    """Who gives numbers of a series ("AWS-A2"), and how far; ``head`` ("AWS-A") is without the incarnation figure.

    ``claim`` tells who came first: whoever came later has to leave the series.
    """

    name: Named[str] = Column(Text, primary_key=True)
    year: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    device: Named[str] = Column(Text, primary_key=True)
    incarnation: Named[str] = Column(Text, primary_key=True)
    head: Named[str] = Column(Text, index=True)
    running: Named[int] = Column(BigInteger)
    claim: Named[int] = Column(BigInteger)


class CloneAlarmColumns(TypedColumns):
    """Contacts that only a twin or a restored copy makes: ``kind`` same_n or old_n."""

    device: Named[str] = Column(Text, primary_key=True)
    incarnation: Named[str] = Column(Text, primary_key=True)
    n: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    nonce: Named[str] = Column(Text, primary_key=True)
    kind: Named[str] = Column(Text)
    at: Named[str] = Column(Text)


class AnchorColumns(TypedColumns):
    """The last entry known of each incarnation's log; ``forked_at`` while the counter tells of another log."""

    device: Named[str] = Column(Text, primary_key=True)
    incarnation: Named[str] = Column(Text, primary_key=True)
    n: Named[int] = Column(BigInteger)
    head: Named[str] = Column(Text)
    at: Named[str] = Column(Text)
    forked_at: Named[str | None] = Column(Text)


contacts = Table("contacts", metadata, ContactColumns)
incarnations = Table("incarnations", metadata, IncarnationColumns)
series_used = Table("series_used", metadata, SeriesColumns)
clone_alarms = Table("clone_alarms", metadata, CloneAlarmColumns)
anchors = Table("anchors", metadata, AnchorColumns)
