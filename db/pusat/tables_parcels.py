"""Tables of the parcels that were handed in; what they held lies where it lies when it comes by line."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Named, Table, Text, TypedColumns

from db.pusat.tables import metadata


class ParcelColumns(TypedColumns):
    """Parcels by their place in the desk's own order; ``sha256`` is known once all volumes are there."""

    id: Named[str] = Column(Text, primary_key=True)
    device: Named[str] = Column(Text)
    incarnation: Named[str] = Column(Text)
    n: Named[int] = Column(BigInteger)
    previous: Named[str] = Column(Text)
    volumes: Named[int] = Column(BigInteger)
    begun_at: Named[str] = Column(Text)
    sha256: Named[str | None] = Column(Text)


class ParcelVolumeColumns(TypedColumns):
    """Volumes that were taken in; ``said`` is what is to be answered, deflated JSON without identity."""

    parcel: Named[str] = Column(Text, primary_key=True)
    volume: Named[int] = Column(BigInteger, primary_key=True)
    sha256: Named[str] = Column(Text)
    manifest_sha256: Named[str] = Column(Text)
    taken_at: Named[str] = Column(Text)
    brought_by: Named[str] = Column(Text)
    said: Named[bytes] = Column(LargeBinary)


parcels = Table("parcels", metadata, ParcelColumns)
parcel_volumes = Table("parcel_volumes", metadata, ParcelVolumeColumns)

Index("ix_parcels_device", parcels.c.device, parcels.c.incarnation, parcels.c.n)
