"""Tables of the parcels that left this desk on a stick."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
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


class EnrolmentRequestColumns(TypedColumns):
    """The last enrolment request that left by file; one row. Of a one-time code only the hash is kept."""

    only = Column(Integer, primary_key=True)
    sha256: Named[str] = Column(Text)
    code_sha256: Named[str | None] = Column(Text)
    made_at: Named[datetime] = Column(Instant)


parcels = Table("parcels", metadata, ParcelColumns)
parcel_events = Table(
    "parcel_events", metadata, ParcelEventColumns, PrimaryKeyConstraint("parcel", "seq"), sqlite_with_rowid=False
)
enrolment_request = Table(
    "enrolment_request", metadata, EnrolmentRequestColumns, CheckConstraint("only = 1", name="one_row")
)

Index("uq_parcels_place", parcels.c.incarnation, parcels.c.n, unique=True)
