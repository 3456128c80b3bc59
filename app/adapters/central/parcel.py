"""The volumes of a parcel as bytes: an open head that is authenticated, and one HPKE message of at most 32 MiB.

Inside, deflated: length and text of the manifest, the sender's signature, the members.  Nothing is unpacked past the
limit, nothing is used before head, manifest, signature and every hash agree.
"""

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, Self
from uuid import UUID

from app.adapters.identity_seal import seal, sign, unseal, verify
from app.domain.errors import StorageProblem, UserProblem
from app.domain.parcel import (
    MAX_VOLUME_BYTES,
    MAX_VOLUMES,
    Manifest,
    ManifestWrong,
    Member,
    ParcelKind,
    key_id,
    manifest_bytes,
    read_manifest,
    signed_part,
)

_MARK: Final = b"LOKETK\x00"
_VERSION: Final = 1
_HEAD: Final = struct.Struct(">7sBB16s16sHHI")
_KINDS: Final = {ParcelKind.PARCEL: 1, ParcelKind.ANSWER: 2}
_SEAL_BYTES: Final = 48
_SIGNATURE_BYTES: Final = 64
MAX_CONTENT_BYTES: Final = MAX_VOLUME_BYTES - (64 << 10)
"""What a volume may hold before it is deflated: what does not shrink must fit too."""
MEMBER_ROOM: Final = 400
"""Bytes that a member's line in the manifest takes at most."""
_LENGTH: Final = struct.Struct(">I")

PrivateKey = Callable[[bytes], bytes | None]
"""Gives the private key behind a key id, None when it is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands in the open: who can open the volume, and which piece of which parcel it is."""

    kind: ParcelKind
    key_id: bytes
    parcel: str
    volume: int
    volumes: int
    length: int

    @property
    def packed(self) -> bytes:
        """The bytes of it."""
        return _HEAD.pack(
            _MARK,
            _VERSION,
            _KINDS[self.kind],
            self.key_id,
            UUID(self.parcel).bytes,
            self.volume,
            self.volumes,
            self.length,
        )

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """Read the start of a file.  Raises UserProblem ``parcel_not_one``, ``parcel_newer``, ``parcel_torn``."""
        if not raw.startswith(_MARK[: len(raw)]):
            raise UserProblem("parcel_not_one")
        if len(raw) < _HEAD.size:
            raise UserProblem("parcel_torn")
        _, version, number, key, parcel, volume, volumes, length = _HEAD.unpack_from(raw)
        if version != _VERSION:
            raise UserProblem("parcel_newer")
        kind = next((kind for kind, known in _KINDS.items() if known == number), None)
        if kind is None or not 1 <= volume <= volumes <= MAX_VOLUMES or length + _HEAD.size > MAX_VOLUME_BYTES:
            raise UserProblem("parcel_altered")
        return cls(kind=kind, key_id=key, parcel=str(UUID(bytes=parcel)), volume=volume, volumes=volumes, length=length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A volume that was opened: everything agrees but the signature, which :meth:`check_signature` looks at."""

    manifest: Manifest
    manifest_sha256: str
    sha256: str
    _signed: bytes = field(repr=False)
    _signature: bytes = field(repr=False)
    _content: memoryview = field(repr=False)

    def check_signature(self, verify_key: bytes) -> None:
        """Pass when the sender's key signed the manifest.  Raises UserProblem ``parcel_signature_wrong``."""
        if not verify(self._signed, signature=self._signature, public_key=verify_key):
            raise UserProblem("parcel_signature_wrong")

    def members(self) -> Iterator[tuple[Member, bytes]]:
        """Give the members in their order."""
        at = 0
        for member in self.manifest.members:
            yield member, bytes(self._content[at : at + member.size_bytes])
            at += member.size_bytes


def sealed_volume(manifest: Manifest, members: Iterable[bytes], *, signing_private: bytes) -> tuple[bytes, str]:
    """Give a volume sealed to the manifest's recipient, and the hash of its manifest.

    The members are taken one after the other, deflated and let go.  Raises StorageProblem ``seal_key_wrong``.
    """
    told = manifest_bytes(manifest)
    public_key = bytes.fromhex(manifest.recipient)
    deflater = zlib.compressobj(6)
    packed = bytearray()
    opening = (_LENGTH.pack(len(told)), told, sign(signed_part(told), signing_private))
    for piece in chain(opening, members):
        packed += deflater.compress(piece)
    packed += deflater.flush()
    head = Head(
        kind=manifest.kind,
        key_id=key_id(public_key),
        parcel=manifest.parcel,
        volume=manifest.volume,
        volumes=manifest.volumes,
        length=len(packed) + _SEAL_BYTES,
    )
    sealed = seal(bytes(packed), public_key, head.packed)
    return head.packed + sealed, hashlib.sha256(told).hexdigest()


def open_volume(raw: bytes, *, kind: ParcelKind, private_key: PrivateKey) -> Volume:
    """Open a volume of that kind.

    Raises UserProblem: ``parcel_not_one``, ``parcel_newer``, ``parcel_torn`` (cut), ``parcel_kind_wrong`` (a parcel
    where an answer is wanted, or the other way round), ``parcel_key_unknown`` (sealed to somebody else),
    ``parcel_altered`` (anything that does not agree), ``parcel_inflates``.
    """
    head = Head.read(raw)
    if len(raw) < _HEAD.size + head.length:
        raise UserProblem("parcel_torn")
    if len(raw) > _HEAD.size + head.length:
        raise UserProblem("parcel_altered")
    if head.kind is not kind:
        raise UserProblem("parcel_kind_wrong")
    private = private_key(head.key_id)
    if private is None:
        raise UserProblem("parcel_key_unknown")
    try:
        packed = unseal(raw[_HEAD.size :], private, raw[: _HEAD.size])
    except StorageProblem as error:
        raise UserProblem("parcel_altered") from error
    return _checked(head, _inflated(packed), hashlib.sha256(raw).hexdigest())


def _inflated(packed: bytes) -> memoryview:
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(packed, MAX_CONTENT_BYTES + 1)
    except zlib.error as error:
        raise UserProblem("parcel_altered") from error
    if len(content) > MAX_CONTENT_BYTES:
        raise UserProblem("parcel_inflates")
    if not inflater.eof or inflater.unused_data:
        raise UserProblem("parcel_altered")
    return memoryview(content)


def _checked(head: Head, content: memoryview, sha256: str) -> Volume:
    """Give the volume when head, manifest and members agree.  Raises UserProblem ``parcel_altered``."""
    try:
        (length,) = _LENGTH.unpack_from(content)
        begin, end = _LENGTH.size, _LENGTH.size + length
        told, signature = bytes(content[begin:end]), bytes(content[end : end + _SIGNATURE_BYTES])
        manifest = read_manifest(told)
    except (struct.error, ManifestWrong) as error:
        raise UserProblem("parcel_altered") from error
    said = (manifest.kind, manifest.parcel, manifest.volume, manifest.volumes)
    recipient = manifest.recipient
    volume = Volume(
        manifest=manifest,
        manifest_sha256=hashlib.sha256(told).hexdigest(),
        sha256=sha256,
        _signed=signed_part(told),
        _signature=signature,
        _content=content[end + _SIGNATURE_BYTES :],
    )
    agrees = (
        said == (head.kind, head.parcel, head.volume, head.volumes)
        and _is_key(recipient)
        and key_id(bytes.fromhex(recipient)) == head.key_id
        and sum(member.size_bytes for member in manifest.members) == len(volume._content)
        and all(hashlib.sha256(body).hexdigest() == member.sha256 for member, body in volume.members())
    )
    if not agrees:
        raise UserProblem("parcel_altered")
    return volume


def _is_key(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")
