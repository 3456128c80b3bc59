"""Parcels and answers as files on a stick: written whole under their final names or not at all, read within limits."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.adapters.central.contents import event_content
from app.adapters.central.parcel import MAX_CONTENT_BYTES, MEMBER_ROOM, open_volume, sealed_volume
from app.adapters.central.parcel_answer import announced, read_answer
from app.adapters.stick import Placing, read_file, writing_files
from app.domain.centre import Centre, DeviceKeys
from app.domain.errors import NetworkProblem, UserProblem
from app.domain.parcel import (
    MAX_VOLUME_BYTES,
    Manifest,
    Member,
    MemberKind,
    ParcelKind,
    key_id,
    parcel_hash,
)
from app.domain.parcel_parts import (
    BatchPart,
    ChangesPart,
    FilePart,
    Hashes,
    ParcelAnswer,
    ParcelHead,
    Part,
    ProofPart,
)
from app.ports.queries import Placing as NewFiles

_ROOM: Final = 16 << 20
"""What a volume holds unless a single member is larger: little enough for an old PC and a bad line."""
assert _ROOM <= MAX_CONTENT_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelFiles:
    """Fulfils ParcelFiles of app.ports; ``room`` is what a volume holds before it is deflated."""

    room: int = _ROOM

    def placing(self) -> Placing:
        """Give a place for new files."""
        return Placing()

    def write(
        self, placing: NewFiles, target: Path, head: ParcelHead, parts: Sequence[Part], *, signing_private: bytes
    ) -> tuple[str, int]:
        """Write the volumes, one after the other, and give the hash of the parcel and their count."""
        volumes = self._planned([(_member(part), part) for part in parts])
        hashes = []
        for n, planned in enumerate(volumes, 1):
            manifest = Manifest(
                kind=ParcelKind.PARCEL,
                parcel=head.parcel,
                volume=n,
                volumes=len(volumes),
                recipient=head.recipient.hex(),
                device=head.device,
                incarnation=head.incarnation,
                n=head.n,
                previous=head.previous,
                made_at=head.made_at,
                members=tuple(member for member, _ in planned),
            )
            bodies = (_body(part) for _, part in planned)
            raw, told = sealed_volume(manifest, bodies, signing_private=signing_private)
            with writing_files():
                placing.new(volume_path(target, n, len(volumes))).write_bytes(raw)
            hashes.append(told)
        return parcel_hash(hashes), len(volumes)

    def read(self, path: Path, *, keys: DeviceKeys, centre: Centre, hashes: Hashes) -> ParcelAnswer:
        """Open an answer: sealed to this desk, signed by the centre's key or by one that it announced."""
        volume = open_volume(
            read_volume(path),
            kind=ParcelKind.ANSWER,
            private_key=lambda id: keys.sealing_private if id == key_id(keys.sealing_public) else None,
        )
        members = [(member.kind, member.id, body) for member, body in volume.members()]
        known = announced(centre, members)
        volume.check_signature(known.verify_key)
        told = volume.manifest
        try:
            return read_answer(volume, known, members, hashes(told.parcel))
        except (NetworkProblem, ValueError) as error:
            raise UserProblem("parcel_altered") from error

    def _planned(self, members: Sequence[tuple[Member, Part]]) -> list[list[tuple[Member, Part]]]:
        """Give the members by volume, in their order; one volume at least."""
        volumes: list[list[tuple[Member, Part]]] = [[]]
        left = self.room
        for member, part in members:
            needed = member.size_bytes + MEMBER_ROOM
            if volumes[-1] and needed > left:
                volumes.append([])
                left = self.room
            volumes[-1].append((member, part))
            left -= needed
        return volumes


def volume_path(target: Path, volume: int, volumes: int) -> Path:
    """Give the file of a volume: the target itself when there is one only."""
    return target if volumes == 1 else target.with_name(f"{target.stem}-{volume}dari{volumes}{target.suffix}")


def read_volume(path: Path) -> bytes:
    """Give the bytes of a volume.  Raises UserProblem ``parcel_missing``, ``parcel_not_one`` when it is too large."""
    return read_file(path, MAX_VOLUME_BYTES, beyond="parcel_not_one")


def _member(part: Part) -> Member:
    if isinstance(part, FilePart):  # its bytes were counted and summed when they were sealed
        return Member(
            kind=MemberKind.FILE, id=part.id, size_bytes=part.size_bytes, sha256=part.sha256, of=part.complaint_id
        )
    body = _body(part)
    if isinstance(part, BatchPart):
        kind, id = MemberKind.BATCH, part.id
    elif isinstance(part, ProofPart):
        kind, id = MemberKind.PROOF, part.nonce
    else:
        kind, id = MemberKind.CHANGES, ""
    return Member(kind=kind, id=id, size_bytes=len(body), sha256=hashlib.sha256(body).hexdigest())


def _body(part: Part) -> bytes:
    """Give the bytes of a member: those of the request that would go by line."""
    content: dict[str, Any]
    match part:
        case FilePart():
            return part.load()
        case BatchPart():
            content = {"batch_id": part.id, "events": [event_content(outgoing) for outgoing in part.load()]}
        case ProofPart():
            content = {"nonce": part.nonce, "asked": [[id, sha256] for id, sha256 in part.asked]}
            if part.files:
                content["files"] = [[id, sha256] for id, sha256 in part.files]
            if part.span is not None:
                content["span"] = {"after": part.span[0], "until": part.span[1]}
        case ChangesPart():
            content = {"own": part.own}
            if part.after is not None:
                content |= {"epoch": part.after.epoch, "seq": part.after.seq, "scope": part.after.scope}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
