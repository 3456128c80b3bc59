"""Parcels and answers as files on a stick: written whole under their final names or not at all, read within limits."""

import contextlib
import errno
import hashlib
import json
import os
import secrets
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from app.adapters.central.contents import event_content, instant, outcomes
from app.adapters.central.parcel import MAX_CONTENT_BYTES, MEMBER_ROOM, Volume, open_volume, sealed_volume
from app.adapters.identity_seal import verify
from app.domain.centre import Centre, DeviceKeys, ProofAnswer
from app.domain.errors import NetworkProblem, StorageProblem, UserProblem
from app.domain.ids import EventId
from app.domain.outbox import EventOutcome
from app.domain.parcel import (
    MAX_VOLUME_BYTES,
    Manifest,
    Member,
    MemberKind,
    ParcelKind,
    key_id,
    parcel_hash,
)
from app.domain.parcel_parts import BatchPart, FilePart, Hashes, ParcelAnswer, ParcelHead, Part
from app.domain.proof import proof_root, proof_statement
from app.domain.succession import Succession, succeeded
from app.ports import Placing as NewFiles

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_ROOM: Final = 16 << 20
"""What a volume holds unless a single member is larger: little enough for an old PC and a bad line."""
assert _ROOM <= MAX_CONTENT_BYTES


@contextlib.contextmanager
def writing_files() -> Generator[None, None, None]:
    """Give the troubles of a stick as StorageProblem ``disk_full`` or UserProblem ``file_unwritable``."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageProblem("disk_full") from None
        raise UserProblem("file_unwritable") from None


class Placing:
    """Fulfils app.ports.Placing."""

    def __init__(self) -> None:
        self._files: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        return self

    def new(self, final: Path) -> Path:
        """Give the path to write to; it gets its final name with the others."""
        with writing_files():
            if final.exists() or final in self._files:
                raise UserProblem("parcel_file_exists", name=final.name)
        part = final.with_name(f".{final.name}.{secrets.token_hex(4)}.part")
        self._files[final] = part
        return part

    def place(self) -> Sequence[Path]:
        """Flush all files and give them their names."""
        with writing_files():
            for part in self._files.values():
                with part.open("rb+") as file:
                    os.fsync(file.fileno())
            for final, part in self._files.items():
                part.replace(final)
            for folder in {final.parent for final in self._files}:
                _flush(folder)
        placed = list(self._files)
        self._files.clear()
        return placed

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for part in self._files.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelFiles:
    """Fulfils app.ports.ParcelFiles; ``room`` is what a volume holds before it is deflated."""

    room: int = _ROOM

    def placing(self) -> Placing:
        """Give a place for new files."""
        return Placing()

    def write(
        self, placing: NewFiles, target: Path, head: ParcelHead, parts: Sequence[Part], *, signing_private: bytes
    ) -> tuple[str, int]:
        """Write the volumes, one after the other, and give the hash of the parcel and their count."""
        volumes = self._planned([(_member(part, _body(part)), part) for part in parts])
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
        line = [one for kind, _, body in members if kind is MemberKind.KEYS for one in _line(body)]
        known = succeeded(centre, line, _verify)
        volume.check_signature(known.verify_key)
        told = volume.manifest
        try:
            return _answer(volume, known, members, hashes(told.parcel))
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
    """Give the bytes of a file.  Raises UserProblem ``parcel_missing``, ``parcel_not_one`` when it is too large."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_VOLUME_BYTES + 1)
    except OSError as error:
        raise UserProblem("parcel_missing") from error
    if len(raw) > MAX_VOLUME_BYTES:
        raise UserProblem("parcel_not_one")
    return raw


def _member(part: Part, body: bytes) -> Member:
    if isinstance(part, FilePart):
        kind, id, of = MemberKind.FILE, part.id, str(part.complaint_id)
    elif isinstance(part, BatchPart):
        kind, id, of = MemberKind.BATCH, part.id, ""
    else:
        kind, id, of = MemberKind.PROOF, part.nonce, ""
    return Member(kind=kind, id=id, size_bytes=len(body), sha256=hashlib.sha256(body).hexdigest(), of=of)


def _body(part: Part) -> bytes:
    """Give the bytes of a member: those of the request that would go by line."""
    if isinstance(part, FilePart):
        return part.load()
    content: dict[str, Any]
    if isinstance(part, BatchPart):
        content = {"batch_id": part.id, "events": [event_content(outgoing) for outgoing in part.load()]}
    else:
        content = {"nonce": part.nonce, "asked": [[id, sha256] for id, sha256 in part.asked]}
        if part.span is not None:
            content["span"] = {"after": part.span[0], "until": part.span[1]}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _answer(
    volume: Volume, centre: Centre, members: Sequence[tuple[MemberKind, str, bytes]], hashes: Mapping[EventId, str]
) -> ParcelAnswer:
    """Give what an answer says.  Raises ValueError and NetworkProblem for what has not the shape of an answer."""
    told = volume.manifest
    decided: list[EventOutcome] = []
    proofs: list[ProofAnswer] = []
    for kind, id, body in members:
        if kind is MemberKind.BATCH:
            decided += _outcomes(id, body, hashes)
        elif kind is MemberKind.PROOF:
            proofs.append(_proof(id, body, centre))
    return ParcelAnswer(
        parcel=told.parcel,
        incarnation=told.incarnation,
        previous=told.previous,
        epoch=told.epoch,
        answer=told.answer,
        made_at=told.made_at,
        centre=centre,
        outcomes=decided,
        proofs=proofs,
    )


def _outcomes(batch_id: str, body: bytes, hashes: Mapping[EventId, str]) -> Sequence[EventOutcome]:
    from app.adapters.central.wire import BatchAnswer

    answer = BatchAnswer.model_validate_json(body)
    return outcomes(answer, hashes) if answer.batch_id == batch_id else ()


def _proof(nonce: str, body: bytes, centre: Centre) -> ProofAnswer:
    """Take a proof whose own signature is the centre's too: it is kept beside those that came by line."""
    from app.adapters.central.wire import ProofAbsent

    answer = ProofAbsent.model_validate_json(body)
    statement = proof_statement(epoch=answer.epoch, at=answer.server_time, nonce=nonce, root=proof_root(answer.held))
    if not _verify(statement.encode(), bytes.fromhex(answer.signature), centre.verify_key):
        raise ValueError("the proof is not signed")
    return ProofAnswer(
        held={EventId(id): sha256 for id, sha256 in answer.held.items()},
        absent=tuple(EventId(id) for id in answer.absent),
        extra=tuple(EventId(id) for id in answer.extra),
        epoch=answer.epoch,
        server_time=instant(answer.server_time),
        signature=f"{statement}:{answer.signature}",
        waiting=frozenset(EventId(id) for id in answer.waiting),
    )


def _line(body: bytes) -> Iterator[Succession]:
    """Give the announcements of new keys; what is none leads nowhere."""
    from pydantic import ValidationError

    from app.adapters.central.wire import SuccessionsOut

    try:
        told = SuccessionsOut.model_validate_json(body)
        for one in told.keys:
            yield Succession(
                before=bytes.fromhex(one.before),
                sealing_key=bytes.fromhex(one.sealing_key),
                verify_key=bytes.fromhex(one.verify_key),
                at=instant(one.at),
                signature=bytes.fromhex(one.signature),
            )
    except (ValidationError, NetworkProblem):
        return


def _verify(message: bytes, signature: bytes, public_key: bytes) -> bool:
    return verify(message, signature=signature, public_key=public_key)


def _flush(folder: Path) -> None:
    """Make new names last; a stick whose system cannot is no reason to fail."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
