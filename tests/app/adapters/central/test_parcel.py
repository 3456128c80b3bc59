"""Volumes on a stick: what went in comes out, and nothing that was touched, cut or meant for others is used."""

import hashlib
import struct
import zlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.adapters.central.parcel import MAX_CONTENT_BYTES, Head, Volume, open_volume, sealed_volume
from app.adapters.identity_seal import new_device_keys, new_key_pair, seal
from app.domain.errors import UserProblem
from app.domain.ids import new_id
from app.domain.parcel import (
    MAX_VOLUME_BYTES,
    Manifest,
    ManifestWrong,
    Member,
    MemberKind,
    ParcelKind,
    key_id,
    manifest_bytes,
    parcel_hash,
    read_manifest,
)
from tests.builders import DEVICE_ID, INCARNATION, NOON

PRIVATE, PUBLIC = new_key_pair()
DESK = new_device_keys()
MEMBERS = (b'{"batch_id":"x","events":[]}', b"\x00\xff" * 300, b"")


def a_manifest(members: tuple[bytes, ...] = MEMBERS, **values: Any) -> Manifest:
    told = tuple(
        Member(kind=MemberKind.FILE, id=str(n), size_bytes=len(m), sha256=hashlib.sha256(m).hexdigest())
        for n, m in enumerate(members)
    )
    defaults: dict[str, Any] = {
        "kind": ParcelKind.PARCEL,
        "parcel": new_id(NOON),
        "volume": 1,
        "volumes": 1,
        "recipient": PUBLIC.hex(),
        "device": DEVICE_ID,
        "incarnation": INCARNATION,
        "n": 1,
        "made_at": NOON,
        "members": told,
    }
    return Manifest(**{**defaults, **values})


def a_volume(members: tuple[bytes, ...] = MEMBERS, **values: Any) -> bytes:
    manifest = a_manifest(members, **values)
    return sealed_volume(manifest, members, signing_private=DESK.signing_private)[0]


def ours(id: bytes) -> bytes | None:
    return PRIVATE if id == key_id(PUBLIC) else None


def opened(raw: bytes, kind: ParcelKind = ParcelKind.PARCEL) -> Volume:
    volume = open_volume(raw, kind=kind, private_key=ours)
    volume.check_signature(DESK.signing_public)
    return volume


def code_of(raw: bytes, kind: ParcelKind = ParcelKind.PARCEL) -> str:
    with pytest.raises(UserProblem) as told:
        opened(raw, kind)
    return told.value.code


def test_what_went_in_comes_out() -> None:
    manifest = a_manifest(volume=2, volumes=7, n=12, previous="ab" * 32)
    raw, told = sealed_volume(manifest, iter(MEMBERS), signing_private=DESK.signing_private)
    volume = opened(raw)
    assert volume.manifest == manifest
    assert [body for _, body in volume.members()] == list(MEMBERS)
    assert volume.manifest_sha256 == told == hashlib.sha256(manifest_bytes(manifest)).hexdigest()
    assert volume.sha256 == hashlib.sha256(raw).hexdigest()
    head = Head.read(raw)
    assert (head.parcel, head.volume, head.volumes, head.key_id) == (manifest.parcel, 2, 7, key_id(PUBLIC))


def test_nothing_readable_stands_outside() -> None:
    raw = a_volume((b"Budi Santoso",))
    for planted in (b"Budi", DEVICE_ID.encode(), INCARNATION.encode(), b"manifest"):
        assert planted not in raw


WHOLE = a_volume()
_HEAD_BYTES = 49


@pytest.mark.parametrize(
    "length",
    [
        *(0, 1, 6, 7, 8, 9, 25, 41, 45, 48, 49, 50, 81, 97),
        pytest.param(len(WHOLE) // 2, id="half"),
        pytest.param(len(WHOLE) - 16, id="without its tag"),
        pytest.param(len(WHOLE) - 1, id="without its last byte"),
    ],
)
def test_a_torn_one_is_torn_wherever_it_was_cut(length: int) -> None:
    assert code_of(WHOLE[:length]) == "parcel_torn"


@settings(max_examples=300)
@given(st.integers(0, len(WHOLE) * 8 - 1))
def test_one_altered_bit_anywhere_is_refused(bit: int) -> None:
    altered = bytearray(WHOLE)
    altered[bit // 8] ^= 1 << bit % 8
    expected = {"parcel_not_one", "parcel_newer", "parcel_altered", "parcel_torn", "parcel_key_unknown"}
    assert code_of(bytes(altered)) in expected | {"parcel_kind_wrong"}


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_no_bytes_are_taken_for_a_parcel(raw: bytes) -> None:
    assert code_of(raw) in {"parcel_not_one", "parcel_torn", "parcel_newer", "parcel_altered", "parcel_key_unknown"}
    assert code_of(WHOLE[:_HEAD_BYTES] + raw) in {"parcel_torn", "parcel_altered"}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"PK\x03\x04" + b"x" * 100, "parcel_not_one"),
        (WHOLE[:7] + b"\x02" + WHOLE[8:], "parcel_newer"),
        (WHOLE + b"\x00", "parcel_altered"),
        (WHOLE + WHOLE, "parcel_altered"),
    ],
)
def test_what_is_not_ours_is_named(raw: bytes, code: str) -> None:
    assert code_of(raw) == code


def test_one_for_somebody_else_is_named() -> None:
    _, other = new_key_pair()
    assert code_of(a_volume(recipient=other.hex())) == "parcel_key_unknown"


def test_a_parcel_is_no_answer_and_an_answer_no_parcel() -> None:
    assert code_of(WHOLE, ParcelKind.ANSWER) == "parcel_kind_wrong"
    assert code_of(a_volume(kind=ParcelKind.ANSWER)) == "parcel_kind_wrong"


def test_another_signature_is_named() -> None:
    manifest = a_manifest()
    raw, _ = sealed_volume(manifest, MEMBERS, signing_private=new_device_keys().signing_private)
    assert code_of(raw) == "parcel_signature_wrong"


def packed(content: bytes, *, tail: bytes = b"", **head: Any) -> bytes:
    """Seal any content under a head that fits."""
    inside = zlib.compress(content, 9) + tail
    values = {"kind": ParcelKind.PARCEL, "parcel": new_id(NOON), "volume": 1, "volumes": 1}
    opening = Head(**{**values, "key_id": key_id(PUBLIC), "length": len(inside) + 48, **head}).packed
    return opening + seal(inside, PUBLIC, opening)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = packed(bytes(MAX_CONTENT_BYTES + 1))
    assert len(bomb) < 100_000
    assert code_of(bomb) == "parcel_inflates"


def test_a_claim_of_more_than_a_volume_may_hold_is_refused_unread() -> None:
    assert code_of(struct.pack(">7sBB16s16sHHI", WHOLE[:7], 1, 1, b"k" * 16, b"p" * 16, 1, 1, MAX_VOLUME_BYTES)) == (
        "parcel_altered"
    )


def inside(manifest: Manifest, *members: bytes) -> bytes:
    told = manifest_bytes(manifest)
    return struct.pack(">I", len(told)) + told + bytes(64) + b"".join(members)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x00",
        struct.pack(">I", 0xFFFFFFFF) + b"{}",
        struct.pack(">I", 2) + b"{}" + bytes(64),
        struct.pack(">I", 60_000) + b"[" * 60_000 + bytes(64),
        inside(a_manifest(), *MEMBERS[:2], b"more"),
        inside(a_manifest(), *MEMBERS[:1]),
        inside(a_manifest((b"aa",)), b"ab"),
        inside(a_manifest((), volume=2, volumes=2)),
        inside(a_manifest((), kind=ParcelKind.ANSWER)),
        inside(a_manifest((), recipient=DESK.sealing_public.hex())),
        inside(a_manifest((), recipient="z")),
        inside(a_manifest((), n=-1)),
        inside(a_manifest((), parcel="no id")),
        inside(a_manifest((), device="x\x00")),
        inside(a_manifest((), n=2**60)),
    ],
)
def test_what_does_not_agree_inside_is_altered(content: bytes) -> None:
    assert code_of(packed(content)) == "parcel_altered"


def test_bytes_behind_the_deflated_part_are_altered() -> None:
    content = inside(a_manifest(()))
    assert code_of(packed(content, tail=b"x")) == "parcel_altered"


def test_what_does_not_shrink_still_fits() -> None:
    import random

    member = random.Random(1).randbytes(MAX_CONTENT_BYTES - 4_000)
    raw = a_volume((member,))
    assert len(raw) <= MAX_VOLUME_BYTES
    assert [body for _, body in opened(raw).members()] == [member]


def test_a_manifest_is_read_as_it_was_written() -> None:
    manifest = a_manifest(kind=ParcelKind.ANSWER, epoch=new_id(NOON), former=(new_id(NOON),), answer=3)
    assert read_manifest(manifest_bytes(manifest)) == manifest
    for wrong in (b"[]", b"{}", b"\xff", manifest_bytes(manifest).replace(b'"n":1', b'"n":true')):
        with pytest.raises(ManifestWrong):
            read_manifest(wrong)


def test_the_hash_of_a_parcel_tells_the_order_of_its_volumes() -> None:
    assert parcel_hash(["a", "b"]) != parcel_hash(["b", "a"]) != parcel_hash(["ab"])
    assert replace(a_manifest(), n=2) != a_manifest()
