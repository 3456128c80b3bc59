"""Tables of the parcels that left this desk on a stick."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
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


class ParcelColumns(TypedColumns):
    """Parcels in their order; the newest answer is noted at the parcel that it answers.

    ``everything`` tells that the parcel asked for proof of all that was ever sent.
    """

    row = Column(Integer, primary_key=True)
    id: Named[str] = Column(Text, unique=True)
    incarnation: Named[str] = Column(Text)
    n: Named[int] = Column(Integer)
    sha256: Named[str] = Column(Text)
    volumes: Named[int] = Column(Integer)
    events: Named[int] = Column(Integer)
    files: Named[int] = Column(Integer)
    everything: Named[bool] = Column(Boolean)
    made_at: Named[datetime] = Column(Instant)
    officer_id: Named[str] = Column(Text, ForeignKey("officers.id"))
    answered_at: Named[datetime | None] = Column(Instant)
    answer_epoch: Named[str | None] = Column(Text)
    answer_n: Named[int | None] = Column(Integer)


class ParcelEventColumns(TypedColumns):
    """Which events went with which parcel."""

    parcel: Named[int] = Column(Integer, ForeignKey("parcels.row"))
    seq: Named[int] = Column(Integer, ForeignKey("outbox.seq"))


parcels = Table("parcels", metadata, ParcelColumns)
parcel_events = Table(
    "parcel_events", metadata, ParcelEventColumns, PrimaryKeyConstraint("parcel", "seq"), sqlite_with_rowid=False
)

Index("uq_parcels_place", parcels.c.incarnation, parcels.c.n, unique=True)
