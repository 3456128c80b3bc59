"""How the centre's keys change: each new pair is announced under the signature of the one before it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.centre import Centre
from app.domain.ids import to_iso

Verify = Callable[[bytes, bytes, bytes], bool]
"""Tells whether a signature is a key's over a message: verify(message, signature, public_key)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """From ``before`` (Ed25519, as are all verify keys here) to the next pair, signed with the key of ``before``."""

    before: bytes
    sealing_key: bytes
    verify_key: bytes
    at: datetime
    signature: bytes

    @property
    def statement(self) -> bytes:
        """What is signed."""
        return succession_statement(
            before=self.before, sealing_key=self.sealing_key, verify_key=self.verify_key, at=self.at
        )


def succession_statement(*, before: bytes, sealing_key: bytes, verify_key: bytes, at: datetime) -> bytes:
    """Give what the key that goes out signs."""
    keys = f"{before.hex()} {sealing_key.hex()} {verify_key.hex()}"
    return f"loket-aduan keys v1 {keys} {to_iso(at)}".encode()


def succeeded(centre: Centre, line: Sequence[Succession], verify: Verify) -> Centre:
    """Give the centre with the newest keys that a line of successions leads to, from the keys it is known by.

    A link whose signature is not of the key known at that point leads nowhere: what was known stays.
    """
    for link in line:
        if link.before == centre.verify_key and verify(link.statement, link.signature, centre.verify_key):
            centre = replace(centre, public_key=link.sealing_key, verify_key=link.verify_key)
    return centre
