"""Identity sealed to the centre, and the desk's signature: HPKE and Ed25519 with raw 32-byte keys.

HPKE as in RFC 9180, base mode, with X25519, HKDF-SHA256 and AES-256-GCM; cryptography is imported on use.
"""

from functools import cache
from typing import TYPE_CHECKING

from app.domain.centre import DeviceKeys
from app.domain.errors import StorageProblem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import Suite


def new_key_pair() -> tuple[bytes, bytes]:
    """Give a fresh X25519 pair: (private, public)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def new_device_keys() -> DeviceKeys:
    """Give the two fresh key pairs of a desk: one to sign with, one to be written to."""
    signing_private, signing_public = new_signing_key()
    sealing_private, sealing_public = new_key_pair()
    return DeviceKeys(
        signing_private=signing_private,
        signing_public=signing_public,
        sealing_private=sealing_private,
        sealing_public=sealing_public,
    )


def seal(identity: bytes, public_key: bytes, info: bytes) -> bytes:
    """Give the bytes sealed to a public key; the same ``info`` must be given to open them.

    Every call gives other bytes: keep the ones that were sent.  Raises StorageProblem ``seal_key_wrong``.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    try:
        return _suite().encrypt(identity, X25519PublicKey.from_public_bytes(public_key), info)
    except ValueError as error:
        raise StorageProblem("seal_key_wrong") from error


def unseal(sealed: bytes, private_key: bytes, info: bytes) -> bytes:
    """Give what was sealed; raises StorageProblem ``seal_broken`` for altered bytes, another key or another info."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    try:
        key = X25519PrivateKey.from_private_bytes(private_key)
    except ValueError as error:
        raise StorageProblem("seal_key_wrong") from error
    try:
        return _suite().decrypt(sealed, key, info)
    except (InvalidTag, ValueError) as error:
        raise StorageProblem("seal_broken") from error


def new_signing_key() -> tuple[bytes, bytes]:
    """Give a fresh Ed25519 pair: (private, public)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def sign(message: bytes, private_key: bytes) -> bytes:
    """Give the 64-byte signature of a message."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private_key).sign(message)


def verify(message: bytes, *, signature: bytes, public_key: bytes) -> bool:
    """Tell whether the signature is this key's over this message; a key or signature of wrong shape is not."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@cache
def _suite() -> "Suite":
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
