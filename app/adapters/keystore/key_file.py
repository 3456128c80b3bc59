"""The key file as text: JSON with base64 fields, a schema version and a check over everything else.

The check finds accidents; what an attacker may change is bound by the seals themselves.  That the members ``file``,
``schema`` and ``check`` keep their meaning is a promise to every later schema.
"""

import base64
import binascii
import hashlib
import json
import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from app.adapters.keystore.derive import NONCE_BYTES, SALT_BYTES, Argon2Cost, Wrap
from app.domain.ids import OfficerId, from_iso, to_iso
from app.domain.secrets import pin_delay_s

SCHEMA: Final = 1
MACHINE: Final = b"machine secret"
RECOVERY: Final = b"recovery"
_KIND: Final = "loket-aduan desk key"
_RECOVERY_KIND: Final = "loket-aduan recovery key"

_MALFORMED: Final = (KeyError, TypeError, ValueError, AttributeError)


class Damaged(Exception):
    """These bytes are not a whole key file."""


class Newer(Exception):
    """A whole key file, but written by a newer program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerEntry:
    """One officer's way in; ``version`` rises with every new wrap, counters are of wrong PINs in a row."""

    id: OfficerId
    login: str
    display: str
    version: int
    wrap: Wrap
    wrong: int = 0
    wrong_since_phrase: int = 0
    next_try_at: datetime | None = None

    def bound_to(self) -> bytes:
        """Give what the wrap is bound to: it opens for this officer and this version only."""
        return officer_binding(self.id, self.version)

    def wait_s(self, now: datetime) -> int:
        """Give the whole seconds still to wait; a clock set back never makes it longer than the delay itself."""
        if self.next_try_at is None:
            return 0
        left = math.ceil((self.next_try_at - now).total_seconds())
        return max(0, min(left, pin_delay_s(self.wrong)))


def officer_binding(officer_id: OfficerId, version: int) -> bytes:
    """Give the associated data of an officer's wrap."""
    return f"officer\n{officer_id}\n{version}".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """Everything in the file; ``serial`` rises with every write, so that the newer of two whole copies is known."""

    serial: int
    machine: Wrap
    machine_mark: bytes
    data_key_mark: bytes
    recovery: Wrap
    officers: tuple[OfficerEntry, ...]


def encode(file: KeyFile) -> bytes:
    """Give the bytes of a key file."""
    content: dict[str, Any] = {
        "file": _KIND,
        "schema": SCHEMA,
        "serial": file.serial,
        "machine": _wrap_out(file.machine),
        "machine_mark": _out(file.machine_mark),
        "data_key_mark": _out(file.data_key_mark),
        "recovery": _wrap_out(file.recovery),
        "officers": [
            {
                "id": entry.id,
                "login": entry.login,
                "display": entry.display,
                "version": entry.version,
                "wrap": _wrap_out(entry.wrap),
                "wrong": entry.wrong,
                "wrong_since_phrase": entry.wrong_since_phrase,
                "next_try_at": to_iso(entry.next_try_at) if entry.next_try_at else None,
            }
            for entry in file.officers
        ],
    }
    return json.dumps({**content, "check": _check(content)}, indent=1, ensure_ascii=False).encode() + b"\n"


def encode_recovery(file: KeyFile) -> bytes:
    """Give the bytes of a key file that opens by the recovery code alone: no phrase, no officer."""
    content = {
        "file": _RECOVERY_KIND,
        "schema": SCHEMA,
        "data_key_mark": _out(file.data_key_mark),
        "recovery": _wrap_out(file.recovery),
    }
    return json.dumps({**content, "check": _check(content)}, indent=1).encode() + b"\n"


def decode_recovery(data: bytes) -> tuple[Wrap, bytes]:
    """Read what :func:`encode_recovery` gave: the wrap, and the mark of what it opens to.  Raises Damaged or Newer."""
    content = _whole(data, _RECOVERY_KIND)
    try:
        if _number(content["schema"]) != SCHEMA:
            raise Newer
        return _wrap_in(content["recovery"]), _in(content["data_key_mark"])
    except _MALFORMED as error:
        raise Damaged from error


def decode(data: bytes) -> KeyFile:
    """Read the bytes of a key file; raises Damaged or Newer."""
    content = _whole(data)
    try:
        if _number(content["schema"]) != SCHEMA:
            raise Newer
        return KeyFile(
            serial=_number(content["serial"]),
            machine=_wrap_in(content["machine"]),
            machine_mark=_in(content["machine_mark"]),
            data_key_mark=_in(content["data_key_mark"]),
            recovery=_wrap_in(content["recovery"]),
            officers=tuple(_officer_in(entry) for entry in content["officers"]),
        )
    except _MALFORMED as error:
        raise Damaged from error


def _whole(data: bytes, kind: str = _KIND) -> dict[str, Any]:
    """Give the members of a file of our kind whose check agrees."""
    try:
        content = json.loads(data)
        check = content.pop("check")
        if content["file"] != kind or check != _check(content):
            raise Damaged
    except (*_MALFORMED, RecursionError) as error:
        raise Damaged from error
    members: dict[str, Any] = content
    return members


def _check(content: dict[str, Any]) -> str:
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def _officer_in(entry: dict[str, Any]) -> OfficerEntry:
    next_try = entry["next_try_at"]
    return OfficerEntry(
        id=OfficerId(_text(entry["id"])),
        login=_text(entry["login"]),
        display=_text(entry["display"]),
        version=_number(entry["version"]),
        wrap=_wrap_in(entry["wrap"]),
        wrong=_number(entry["wrong"]),
        wrong_since_phrase=_number(entry["wrong_since_phrase"]),
        next_try_at=None if next_try is None else from_iso(_text(next_try)),
    )


def _wrap_out(wrap: Wrap) -> dict[str, Any]:
    cost = wrap.cost
    return {
        "argon2id": {"passes": cost.passes, "memory_kib": cost.memory_kib, "lanes": cost.lanes} if cost else None,
        "salt": _out(wrap.salt),
        "nonce": _out(wrap.nonce),
        "sealed": _out(wrap.sealed),
    }


def _wrap_in(wrap: dict[str, Any]) -> Wrap:
    cost = wrap["argon2id"]
    salt, nonce = _in(wrap["salt"]), _in(wrap["nonce"])
    if len(salt) != SALT_BYTES or len(nonce) != NONCE_BYTES:
        raise Damaged
    return Wrap(
        cost=None if cost is None else Argon2Cost(**{name: _number(value) for name, value in cost.items()}),
        salt=salt,
        nonce=nonce,
        sealed=_in(wrap["sealed"]),
    )


def _out(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _in(text: object) -> bytes:
    try:
        return base64.b64decode(_text(text), validate=True)
    except binascii.Error as error:
        raise Damaged from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Damaged
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Damaged
    return value
