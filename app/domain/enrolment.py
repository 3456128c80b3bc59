"""The one-time code that enrols a counter at the provincial server.

Twenty letters of Crockford's base 32 are 100 random bits; the first four find the code at the server.  Twenty more,
when the server has a certificate authority of its own, are the first 100 bits of that certificate's SHA-256.
"""

import base64
import binascii
import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final, Self
from urllib.parse import urlsplit

from app.domain.errors import UserProblem
from app.domain.ids import DeviceId

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES: Final = str.maketrans("OIL", "011")
_BITS: Final = 100
_LETTERS: Final = 20
_SELECTOR_LETTERS: Final = 4
_CERTIFICATE: Final = re.compile(r"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentCode:
    """A code as it is typed; ``fingerprint`` is that of the certificate authority, or None."""

    letters: str = field(repr=False)
    fingerprint: str | None = None

    @classmethod
    def draw(cls, *, ca_pem: str | None = None, random_bits: Callable[[int], int] = secrets.randbits) -> Self:
        """Give a fresh code, with the fingerprint of a certificate authority when there is one."""
        return cls(
            letters=_encoded(random_bits(_BITS)), fingerprint=ca_fingerprint(ca_pem) if ca_pem is not None else None
        )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a typed code: any case, spaces and dashes, O for 0, I and L for 1.

        Raises UserProblem ``enrol_code_shape``.
        """
        letters = plain_letters(text)
        if len(letters) not in (_LETTERS, 2 * _LETTERS) or any(letter not in _ALPHABET for letter in letters):
            raise UserProblem("enrol_code_shape")
        return cls(letters=letters[:_LETTERS], fingerprint=letters[_LETTERS:] or None)

    def __str__(self) -> str:
        whole = self.letters + (self.fingerprint or "")
        return "-".join(whole[start : start + 5] for start in range(0, len(whole), 5))

    @property
    def selector(self) -> str:
        """The part that finds the code and proves nothing."""
        return self.letters[:_SELECTOR_LETTERS]

    @property
    def sha256(self) -> str:
        """What the server keeps of the code."""
        return hashlib.sha256(self.letters.encode()).hexdigest()

    def check_ca(self, ca_pem: str | None) -> None:
        """Pass when the given certificate authority is the one the code names.

        Raises UserProblem ``ca_missing`` when the code names one and none is given, ``ca_differs``, ``ca_unreadable``.
        """
        given = ca_fingerprint(ca_pem) if ca_pem is not None else None
        if self.fingerprint is None or given == self.fingerprint:
            return
        raise UserProblem("ca_missing" if given is None else "ca_differs")


def plain_letters(typed: str) -> str:
    """Give letters as they are meant: any case, spaces and dashes, O for 0, I and L for 1."""
    return re.sub(r"[\s\-\u2010-\u2015.]+", "", typed).upper().translate(_LOOK_ALIKES)


def letters_of(content: bytes) -> str:
    """Give the first 100 bits of a SHA-256 as 20 letters in groups of five: a fingerprint that can be read out."""
    whole = _encoded(int.from_bytes(hashlib.sha256(content).digest(), "big") >> (256 - _BITS))
    return "-".join(whole[start : start + 5] for start in range(0, len(whole), 5))


def ca_fingerprint(ca_pem: str) -> str:
    """Give 20 letters for the first certificate of a PEM file.  Raises UserProblem ``ca_unreadable``."""
    found = _CERTIFICATE.search(ca_pem)
    try:
        der = base64.b64decode("".join(found.group(1).split()), validate=True) if found else b""
    except binascii.Error:
        der = b""
    if not der:
        raise UserProblem("ca_unreadable")
    return _encoded(int.from_bytes(hashlib.sha256(der).digest(), "big") >> (256 - _BITS))


def possession_message(*, code_sha256: str, device: DeviceId, incarnation: str, sealing_key: bytes) -> bytes:
    """Give what a desk signs when it enrols: it holds the signing key, and the sealing key is its own."""
    return f"loket-aduan enrol v1 {code_sha256} {device} {incarnation} {sealing_key.hex()}".encode()


def _encoded(number: int) -> str:
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(5 * (_LETTERS - 1), -1, -5))


def server_address(typed: str) -> str:
    """Give the address of a server as it is kept: no slash at its end, plain http only to this very machine.

    Raises UserProblem ``url_wrong`` or ``http_not_loopback``.
    """
    try:
        parts = urlsplit(typed.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UserProblem("url_wrong") from error
    odd = parts.username is not None or parts.password is not None or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not host or odd or not typed.strip().isprintable():
        raise UserProblem("url_wrong")
    if parts.scheme == "http" and not _is_loopback(host):
        raise UserProblem("http_not_loopback")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
