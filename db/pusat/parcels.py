"""Parcels that were handed in: which volumes are there, what is to be answered, how they stand in the desk's order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from app.domain.ids import to_iso
from app.domain.parcel import parcel_hash
from db.pusat.audit import note
from db.pusat.records import Device
from db.pusat.rows import insert_rows
from db.pusat.tables import counters, devices, tokens
from db.pusat.tables_parcels import parcel_volumes, parcels
from db.pusat.transactions import Transactions

_ANSWERS: Final = "parcel-answers "
_VOLUMES: Final = (
    sa.select(parcel_volumes).where(parcel_volumes.c.parcel == sa.bindparam("parcel")).order_by(parcel_volumes.c.volume)
)
_TWIN: Final = sa.select(parcels.c.id).where(
    parcels.c.device == sa.bindparam("of_device"),
    parcels.c.incarnation == sa.bindparam("of_incarnation"),
    parcels.c.n == sa.bindparam("of_n"),
    parcels.c.id != sa.bindparam("of_id"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelSender:
    """A desk that parcels may come from: its public keys as hex, and whether any token of it is valid."""

    device: Device
    signing_key: str
    sealing_key: str
    allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenVolume:
    """A volume as it is noted; ``said`` is what the answer will say of it."""

    parcel: str
    device: str
    incarnation: str
    n: int
    previous: str
    volume: int
    volumes: int
    sha256: str
    manifest_sha256: str
    brought_by: str
    said: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenParcel:
    """What is there of a parcel, the volumes in their order."""

    id: str
    device: str
    incarnation: str
    n: int
    volumes: int
    there: Sequence[TakenVolume]

    @property
    def missing(self) -> tuple[int, ...]:
        """The volumes that are not there yet."""
        there = {one.volume for one in self.there}
        return tuple(n for n in range(1, self.volumes + 1) if n not in there)


class ParcelStore:
    """The parcels of all desks."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def sender(self, device: str) -> ParcelSender | None:
        """Give who a parcel says to be from, None when no such desk was ever enrolled."""

        def work(connection: sa.Connection) -> ParcelSender | None:
            row = connection.execute(sa.select(devices).where(devices.c.id == device)).one_or_none()
            if row is None:
                return None
            valid = sa.select(tokens.c.sha256).where(tokens.c.device == device, tokens.c.revoked_at.is_(None)).limit(1)
            return ParcelSender(
                device=Device(id=row.id, agency=row.agency, counter=row.counter, scope=row.scope),
                signing_key=row.signing_key,
                sealing_key=row.sealing_key,
                allowed=connection.execute(valid).first() is not None,
            )

        return self._transactions.read(work)

    def parcel(self, id: str) -> TakenParcel | None:
        """Give what is there of a parcel, None when nothing is."""
        return self._transactions.read(lambda connection: _read(connection, id))

    def keep(self, volume: TakenVolume, *, now: datetime) -> TakenParcel:
        """Note a volume that was taken in; one that is noted already stays as it is.  Gives what is there now."""
        return self._transactions.write(lambda connection: _keep(connection, volume, now))

    def next_answer(self, device: str) -> int:
        """Count one more answer to a desk, without a gap, so that it can tell an older one."""

        def work(connection: sa.Connection) -> int:
            name = _ANSWERS + device
            insert_rows(connection, counters, [{"name": name, "value": 0}])
            up = sa.update(counters).where(counters.c.name == name).values(value=counters.c.value + 1)
            return connection.execute(up.returning(counters.c.value)).scalar_one()

        return self._transactions.write(work)


def _keep(connection: sa.Connection, volume: TakenVolume, now: datetime) -> TakenParcel:
    _lock(connection)
    odd = ""
    if connection.execute(sa.select(parcels.c.id).where(parcels.c.id == volume.parcel)).first() is None:
        odd = _odd(connection, volume)
        _begin(connection, volume, to_iso(now))
    known = connection.execute(
        sa.select(parcel_volumes.c.sha256).where(
            parcel_volumes.c.parcel == volume.parcel, parcel_volumes.c.volume == volume.volume
        )
    ).first()
    if known is None:
        connection.execute(
            sa.insert(parcel_volumes).values(
                parcel=volume.parcel,
                volume=volume.volume,
                sha256=volume.sha256,
                manifest_sha256=volume.manifest_sha256,
                taken_at=to_iso(now),
                brought_by=volume.brought_by,
                said=volume.said,
            )
        )
    found = _read(connection, volume.parcel)
    assert found is not None
    if not found.missing:
        whole = parcel_hash([one.manifest_sha256 for one in found.there])
        connection.execute(sa.update(parcels).where(parcels.c.id == found.id).values(sha256=whole))
    if odd:
        note(connection, now, odd, volume.parcel, f"{volume.device} {volume.n}")
    return found


def _odd(connection: sa.Connection, volume: TakenVolume) -> str:
    """Give the act to note when a parcel does not stand well in the desk's own order: a gap, or a clone; else ""."""
    place = {"of_device": volume.device, "of_incarnation": volume.incarnation, "of_id": volume.parcel}
    if connection.execute(_TWIN, {**place, "of_n": volume.n}).first() is not None:
        return "parcel_forked"
    if volume.n == 1:
        return ""
    before = connection.execute(
        sa.select(parcels.c.sha256).where(
            parcels.c.device == volume.device,
            parcels.c.incarnation == volume.incarnation,
            parcels.c.n == volume.n - 1,
        )
    )
    hashes = before.scalars().all()
    if volume.previous in hashes:
        return ""
    return "parcel_forked" if any(hashes) else "parcel_gap"


def _begin(connection: sa.Connection, volume: TakenVolume, at: str) -> None:
    connection.execute(
        sa.insert(parcels).values(
            id=volume.parcel,
            device=volume.device,
            incarnation=volume.incarnation,
            n=volume.n,
            previous=volume.previous,
            volumes=volume.volumes,
            begun_at=at,
        )
    )


def _read(connection: sa.Connection, id: str) -> TakenParcel | None:
    row = connection.execute(sa.select(parcels).where(parcels.c.id == id)).one_or_none()
    if row is None:
        return None
    there = [
        TakenVolume(
            parcel=id,
            device=row.device,
            incarnation=row.incarnation,
            n=row.n,
            previous=row.previous,
            volume=one.volume,
            volumes=row.volumes,
            sha256=one.sha256,
            manifest_sha256=one.manifest_sha256,
            brought_by=one.brought_by,
            said=one.said,
        )
        for one in connection.execute(_VOLUMES, {"parcel": id})
    ]
    return TakenParcel(id=id, device=row.device, incarnation=row.incarnation, n=row.n, volumes=row.volumes, there=there)


def _lock(connection: sa.Connection) -> None:
    """Let one volume at a time be noted; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE parcels IN EXCLUSIVE MODE"))
