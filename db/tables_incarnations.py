"""Tables of the desk's incarnations: which began when and why, contacts counted, the machine, and owed proof."""

from datetime import datetime

from sqlalchemy import Column, Integer, Named, Table, Text, TypedColumns

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


class ProofOwedColumns(TypedColumns):
    """One row while nothing may be sent before the centre was asked what it holds, and why."""

    only = Column(Integer, primary_key=True)
    reason: Named[str] = Column(Text)
    at: Named[datetime] = Column(Instant)


incarnations = Table("incarnations", metadata, IncarnationColumns)
machine = Table("machine", metadata, MachineColumns)
proof_owed = Table("proof_owed", metadata, ProofOwedColumns)
