"""A parcel (kiriman): requests of the protocol that travel on a stick in sealed volumes, and the answers to them.

Every volume has a manifest of its own, signed by its sender, so each can be judged alone and in any order.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeVar

from app.domain.ids import OfficerId, from_iso, to_iso
from app.domain.outbox import canonical

MAX_VOLUME_BYTES: Final = 32 << 20
MAX_VOLUMES: Final = 500
MAX_MEMBERS: Final = 60_000
_MOST: Final = 2**53 - 1
_SHAPE: Final = re.compile(r"[0-9a-f-]{0,64}")
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MANIFEST: Final = "loket-aduan parcel manifest v1\n"
_T = TypeVar("_T")


class ParcelKind(StrEnum):
    """What a file is: sent by a desk, or answered by the centre."""

    PARCEL = "parcel"
    ANSWER = "answer"


class MemberKind(StrEnum):
    """What a member is: the body of a request of the protocol, in an answer that of its answer; or a sealed file."""

    BATCH = "batch"
    PROOF = "proof"
    CHANGES = "changes"
    FILE = "file"
    KEYS = "keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One part of a volume; ``id`` is that of the batch, the proof's nonce or the attachment, ``of`` the complaint."""

    kind: MemberKind
    id: str
    size_bytes: int
    sha256: str
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a volume says of itself; ``recipient`` is the public key it is sealed to, as hex.

    In a parcel ``n`` counts the parcels of this incarnation from 1 and ``previous`` is the hash of the one before, ""
    for the first.  An answer repeats ``parcel``, ``device``, ``incarnation`` and ``n`` of what it answers; ``epoch`` is
    the centre's, ``former`` are those it was in before, and ``answer`` counts its answers to this device in this one.
    """

    kind: ParcelKind
    parcel: str
    volume: int
    volumes: int
    recipient: str
    device: str
    incarnation: str
    n: int
    previous: str = ""
    made_at: datetime
    members: tuple[Member, ...]
    epoch: str = ""
    former: tuple[str, ...] = ()
    answer: int = 0


class ManifestWrong(ValueError):
    """The bytes are no manifest."""


def manifest_bytes(manifest: Manifest) -> bytes:
    """Give the one byte form, which is hashed and signed."""
    content: dict[str, object] = {one.name: getattr(manifest, one.name) for one in fields(manifest)}
    content["made_at"] = to_iso(manifest.made_at)
    content["former"] = list(manifest.former)
    content["members"] = [{one.name: getattr(m, one.name) for one in fields(m)} for m in manifest.members]
    return canonical(content)


def read_manifest(raw: bytes) -> Manifest:
    """Give what :func:`manifest_bytes` froze.  Raises ManifestWrong."""
    try:
        content = json.loads(raw)
        members = _is(content["members"], list)
        if len(members) > MAX_MEMBERS:
            raise ManifestWrong
        return Manifest(
            kind=ParcelKind(_is(content["kind"], str)),
            parcel=_shaped(content["parcel"]),
            volume=_count(content["volume"]),
            volumes=_count(content["volumes"]),
            recipient=_shaped(content["recipient"]),
            device=_shaped(content["device"]),
            incarnation=_shaped(content["incarnation"]),
            n=_count(content["n"]),
            previous=_shaped(content["previous"]),
            made_at=from_iso(_is(content["made_at"], str)),
            members=tuple(_member(one) for one in members),
            epoch=_shaped(content["epoch"]),
            former=tuple(_shaped(one) for one in _is(content["former"], list)),
            answer=_count(content["answer"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ManifestWrong from error


def signed_part(manifest: bytes) -> bytes:
    """Give what the sender of a volume signs."""
    return _MANIFEST.encode() + manifest


def parcel_hash(manifest_hashes: Sequence[str]) -> str:
    """Give the hash of a whole parcel from the hashes of its manifests in the order of the volumes."""
    return hashlib.sha256("\n".join(manifest_hashes).encode()).hexdigest()


def is_id(text: str) -> bool:
    """Tell whether a text can be the id of a parcel."""
    return _ID.fullmatch(text) is not None


def key_id(public_key: bytes) -> bytes:
    """Give the 16 bytes that name a recipient's key on the outside of a volume."""
    return hashlib.sha256(b"loket-aduan key " + public_key).digest()[:16]


def _member(raw: object) -> Member:
    content = _is(raw, dict)
    return Member(
        kind=MemberKind(_is(content["kind"], str)),
        id=_shaped(content["id"]),
        size_bytes=_count(content["size_bytes"]),
        sha256=_shaped(content["sha256"]),
        of=_shaped(content["of"]),
    )


def _is(value: object, kind: type[_T]) -> _T:
    if type(value) is not kind:
        raise ManifestWrong
    return value


def _shaped(value: object) -> str:
    """Give an id or a hash: nothing that any database would stumble over."""
    text = _is(value, str)
    if not _SHAPE.fullmatch(text):
        raise ManifestWrong
    return text


def _count(value: object) -> int:
    number = _is(value, int)
    if not 0 <= number <= _MOST:
        raise ManifestWrong
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelLeft:
    """A parcel that left this desk, and what is known of its answer; ``everything`` asked for proof of all."""

    id: str
    incarnation: str
    n: int
    sha256: str
    volumes: int
    events: int
    files: int
    everything: bool
    made_at: datetime
    officer_id: OfficerId
    answered_at: datetime | None = None
    answer_epoch: str | None = None
    answer_n: int | None = None
