"""Sealing identity to the centre, and the signature of the desk."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.identity_seal import new_key_pair, new_signing_key, seal, sign, unseal, verify
from app.domain.errors import StorageProblem

PRIVATE, PUBLIC = new_key_pair()
SIGNING, VERIFYING = new_signing_key()


@given(st.binary(max_size=2000), st.binary(max_size=100))
def test_what_is_sealed_opens_with_the_private_key_and_the_same_info(identity: bytes, info: bytes) -> None:
    sealed = seal(identity, public_key=PUBLIC, info=info)
    assert unseal(sealed, private_key=PRIVATE, info=info) == identity


def test_sealing_twice_gives_other_bytes_and_neither_shows_the_identity() -> None:
    one, other = (seal(b"Siti Aminah 6472", public_key=PUBLIC, info=b"v1") for _ in range(2))
    assert one != other
    assert b"Siti" not in one + other


@given(st.data())
def test_any_altered_byte_breaks_the_seal(data: st.DataObject) -> None:
    sealed = bytearray(seal(b"identity", public_key=PUBLIC, info=b"v1"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(StorageProblem, match="seal_broken"):
        unseal(bytes(sealed), private_key=PRIVATE, info=b"v1")


@pytest.mark.parametrize("length", [0, 1, 31, 32, 47])
def test_a_cut_seal_does_not_open(length: int) -> None:
    sealed = seal(b"identity", public_key=PUBLIC, info=b"v1")
    with pytest.raises(StorageProblem, match="seal_broken"):
        unseal(sealed[:length], private_key=PRIVATE, info=b"v1")


def test_another_key_or_another_info_does_not_open() -> None:
    sealed = seal(b"identity", public_key=PUBLIC, info=b"v1")
    with pytest.raises(StorageProblem, match="seal_broken"):
        unseal(sealed, private_key=new_key_pair()[0], info=b"v1")
    with pytest.raises(StorageProblem, match="seal_broken"):
        unseal(sealed, private_key=PRIVATE, info=b"v2")


@pytest.mark.parametrize("key", [b"", b"short", bytes(32), bytes(33)])
def test_a_public_key_that_is_none_seals_nothing(key: bytes) -> None:
    with pytest.raises(StorageProblem, match="seal_key_wrong"):
        seal(b"identity", public_key=key, info=b"v1")


def test_a_private_key_of_wrong_length_is_named() -> None:
    with pytest.raises(StorageProblem, match="seal_key_wrong"):
        unseal(bytes(48), private_key=b"short", info=b"v1")


def test_a_signature_holds_for_its_message_and_key_only() -> None:
    signature = sign(b"batch 1", SIGNING)
    assert verify(b"batch 1", signature=signature, public_key=VERIFYING)
    assert not verify(b"batch 2", signature=signature, public_key=VERIFYING)
    assert not verify(b"batch 1", signature=signature, public_key=new_signing_key()[1])
    assert not verify(b"batch 1", signature=signature[:-1], public_key=VERIFYING)
    assert not verify(b"batch 1", signature=signature, public_key=b"short")


def test_importing_the_module_does_not_load_the_library() -> None:
    script = "import sys, app.adapters.identity_seal; sys.exit('cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
