"""Parcels: what a desk asked on a stick is done as if it came by line, and answered by a file sealed to that desk.

A courier can open neither.  Each volume is taken in when it comes, in any order and as often as it comes.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from app.adapters.central.parcel import MAX_CONTENT_BYTES, MEMBER_ROOM, Volume, open_volume, sealed_volume
from app.adapters.central.wire import ParcelOut
from app.domain.errors import UserProblem
from app.domain.parcel import Manifest, Member, ParcelKind, is_id, parcel_hash
from app.pusat.parcel_members import ParcelMembers
from app.pusat.requests import Refused
from app.pusat.service import Pusat
from db.pusat.parcels import ParcelSender, TakenParcel, TakenVolume

OPERATOR: Final = "operator"
_STATUS: Final = {"parcel_device_unknown": 403, "parcel_device_revoked": 403, "parcel_signature_wrong": 403}
_MANIFEST_ROOM: Final = 64 << 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcels:
    """The journeys of parcels through the server."""

    pusat: Pusat

    def take(self, raw: bytes, *, brought_by: str) -> ParcelOut:
        """Take a volume in, unless it is there; say which volumes are still missing.

        Raises Refused 400 for what is no whole and unaltered parcel for this server, 403 for a sender that is unknown,
        revoked or did not sign it, 409 ``parcel_differs`` for other content under the name of a volume that is there.
        """
        try:
            volume = open_volume(raw, kind=ParcelKind.PARCEL, private_key=self.pusat.keys.sealing_private_of)
            sender = self._sender(volume)
        except UserProblem as error:
            raise Refused(_STATUS.get(error.code, 400), error.code) from error
        told = volume.manifest
        parcel = self.pusat.store.parcels.parcel(told.parcel)
        known = next((one for one in parcel.there if one.volume == told.volume), None) if parcel else None
        if parcel is not None and not _continues(parcel, told):
            raise Refused(409, "parcel_differs")
        if known is not None and known.manifest_sha256 != volume.manifest_sha256:
            raise Refused(409, "parcel_differs")
        if parcel is None or known is None:
            parcel = self._take_in(volume, sender, brought_by)
        epoch, server_time = self.pusat.standing()
        return ParcelOut(
            parcel=parcel.id,
            volume=told.volume,
            volumes=parcel.volumes,
            missing=list(parcel.missing),
            epoch=epoch,
            server_time=server_time,
        )

    def answer(self, parcel_id: str) -> bytes:
        """Give the answer file to a parcel, as things stand now.

        Raises Refused 404 ``parcel_unknown``, 409 ``parcel_incomplete`` with the missing volumes as its field.
        """
        parcel = self.pusat.store.parcels.parcel(parcel_id) if is_id(parcel_id) else None
        if parcel is None:
            raise Refused(404, "parcel_unknown")
        if parcel.missing:
            raise Refused(409, "parcel_incomplete", ",".join(map(str, parcel.missing))[:100])
        sender = self.pusat.store.parcels.sender(parcel.device)
        if sender is None or not sender.allowed:
            raise Refused(403, "parcel_device_revoked")
        said = [line for one in parcel.there for line in json.loads(zlib.decompress(one.said))]
        pusat = self.pusat.steady()
        members = list(_fitting(ParcelMembers(pusat=pusat).answers(sender.device, said)))
        epoch, _ = self.pusat.standing()
        manifest = Manifest(
            kind=ParcelKind.ANSWER,
            parcel=parcel.id,
            volume=1,
            volumes=1,
            recipient=sender.sealing_key,
            device=parcel.device,
            incarnation=parcel.incarnation,
            n=parcel.n,
            previous=parcel_hash([one.manifest_sha256 for one in parcel.there]),
            made_at=self.pusat.clock(),
            members=tuple(member for member, _ in members),
            epoch=epoch,
            former=self.pusat.store.epochs.former(),
            answer=self.pusat.store.parcels.next_answer(parcel.device),
        )
        bodies = (body for _, body in members)
        return sealed_volume(manifest, bodies, signing_private=pusat.keys.signing_private)[0]

    @property
    def _members(self) -> ParcelMembers:
        return ParcelMembers(pusat=self.pusat)

    def _sender(self, volume: Volume) -> ParcelSender:
        sender = self.pusat.store.parcels.sender(volume.manifest.device)
        if sender is None:
            raise UserProblem("parcel_device_unknown")
        volume.check_signature(bytes.fromhex(sender.signing_key))
        if not sender.allowed:
            raise UserProblem("parcel_device_revoked")
        return sender

    def _take_in(self, volume: Volume, sender: ParcelSender, brought_by: str) -> TakenParcel:
        said: list[dict[str, Any]] = []
        for member, body in volume.members():
            if (answer := self._members.do(sender.device, member, body)) is not None:
                said.append({"kind": member.kind.value, "id": member.id, "content": answer})
        told = volume.manifest
        return self.pusat.store.parcels.keep(
            TakenVolume(
                parcel=told.parcel,
                device=told.device,
                incarnation=told.incarnation,
                n=told.n,
                previous=told.previous,
                volume=told.volume,
                volumes=told.volumes,
                sha256=volume.sha256,
                manifest_sha256=volume.manifest_sha256,
                brought_by=brought_by,
                said=zlib.compress(json.dumps(said, ensure_ascii=False).encode()),
            ),
            now=self.pusat.clock(),
        )


def _continues(parcel: TakenParcel, told: Manifest) -> bool:
    """Tell whether a volume can be one of a parcel of which others are there."""
    place = (told.device, told.incarnation, told.n, told.volumes)
    return place == (parcel.device, parcel.incarnation, parcel.n, parcel.volumes)


def _fitting(members: Iterator[tuple[Member, bytes]]) -> Iterator[tuple[Member, bytes]]:
    """Give what fits into one volume; what does not stays unanswered, and is asked again with the next parcel."""
    room = MAX_CONTENT_BYTES - _MANIFEST_ROOM
    for member, body in members:
        room -= len(body) + MEMBER_ROOM
        if room < 0:
            return
        yield member, body
