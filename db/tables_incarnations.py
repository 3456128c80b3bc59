"""Tables of the desk's incarnations: which began when and why, contacts counted, the machine, owed proof, and
how far the log is anchored at the centre.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Integer, Named, Table, Text, TypedColumns

from db.columns import Instant
from db.tables import metadata


class IncarnationColumns(TypedColumns):
    """Incarnations of this desk; ``contacts`` counts those with the centre, ``told`` is set when an officer knows."""

    id: Named[str] = Column(Text, primary_key=True)
    series: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)
    lost: Named[int] = Column(Integer)
    contacts: Named[int] = Column(Integer)
    told: Named[int] = Column(Integer)


class MachineColumns(TypedColumns):
    """What this desk knows its machine by: a keyed digest for each part that could be read."""

    part: Named[str] = Column(Text, primary_key=True)
    mark: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)


class OwedColumns(TypedColumns):
    """What the centre has still to be asked for, and why: proof before anything is sent, the desk's own cases."""

    what: Named[str] = Column(Text, primary_key=True)
    reason: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)


class AnchorColumns(TypedColumns):
    """The centre's last word on the log; one row.  ``told`` is set when an officer knows that it forked."""

    only = Column(Integer, primary_key=True)
    epoch: Named[str] = Column(Text)
    n: Named[int] = Column(Integer)
    head: Named[str] = Column(Text)
    at: Named[datetime | None] = Column(Instant)
    since: Named[int] = Column(Integer)
    forked_at: Named[datetime | None] = Column(Instant)
    told: Named[int] = Column(Integer)


incarnations = Table("incarnations", metadata, IncarnationColumns)
machine = Table("machine", metadata, MachineColumns)
owed = Table("owed", metadata, OwedColumns)
anchor = Table("anchor", metadata, AnchorColumns, CheckConstraint("only = 1", name="one_row"))
