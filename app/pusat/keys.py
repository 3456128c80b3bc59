"""The server's own keys: one file beside the database, never in it. Who has only the database can open no identity.

Keys that went out of use stay in the file: what was sealed to them must still open.
"""

import base64
import contextlib
import hashlib
import hmac
import json
import logging
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from app.adapters.identity_seal import new_key_pair, new_signing_key, sign, unseal
from app.domain.errors import StorageProblem
from app.domain.ids import from_iso, to_iso
from app.domain.parcel import key_id
from app.domain.succession import Succession, succession_statement

_SCHEMA: Final = 1
_SCHEMA_WITH_EARLIER: Final = 2
_PARTS: Final = ("sealing_private", "sealing_public", "signing_private", "verify_key", "token_secret")
_EARLIER_PARTS: Final = ("sealing_private", "sealing_public", "signing_private", "verify_key")
_SUCCESSORS: Final = ("sealing_key", "verify_key")
_log: Final = logging.getLogger("loket.pusat.keys")


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierKeys:
    """The two pairs of a former time, and the announcement of those that came after them."""

    sealing_private: bytes = field(repr=False)
    sealing_public: bytes
    signing_private: bytes = field(repr=False)
    verify_key: bytes
    succession: Succession


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerKeys:
    """X25519 to be sealed to, Ed25519 to sign proofs, and the secret from which tokens are derived."""

    sealing_private: bytes = field(repr=False)
    sealing_public: bytes
    signing_private: bytes = field(repr=False)
    verify_key: bytes
    token_secret: bytes = field(repr=False)
    earlier: tuple[EarlierKeys, ...] = ()

    @classmethod
    def fresh(cls) -> Self:
        """Make new keys."""
        sealing_private, sealing_public = new_key_pair()
        signing_private, verify_key = new_signing_key()
        return cls(
            sealing_private=sealing_private,
            sealing_public=sealing_public,
            signing_private=signing_private,
            verify_key=verify_key,
            token_secret=secrets.token_bytes(32),
        )

    def rotated(self, at: datetime) -> Self:
        """Give these keys with new pairs in use; the former ones announce them and stay to open what is sealed."""
        new = type(self).fresh()
        statement = succession_statement(
            before=self.verify_key, sealing_key=new.sealing_public, verify_key=new.verify_key, at=at
        )
        announced = Succession(
            before=self.verify_key,
            sealing_key=new.sealing_public,
            verify_key=new.verify_key,
            at=at,
            signature=self.sign(statement),
        )
        former = EarlierKeys(**{name: getattr(self, name) for name in _EARLIER_PARTS}, succession=announced)
        return replace(new, token_secret=self.token_secret, earlier=(*self.earlier, former))

    @property
    def key_id(self) -> str:
        """Names this key file, through all its keys, without telling anything of them."""
        first = self.earlier[0] if self.earlier else self
        return hashlib.sha256(first.sealing_public + first.verify_key).hexdigest()[:32]

    @property
    def successions(self) -> tuple[Succession, ...]:
        """How the present keys came to be, from the first ones on."""
        return tuple(one.succession for one in self.earlier)

    def token(self, *, code_sha256: str, device: str, keys: str) -> bytes:
        """Give the token of an enrolment; the same enrolment gives the same again, so no clear copy is ever kept."""
        return hmac.digest(self.token_secret, f"token v1 {code_sha256} {device} {keys}".encode(), "sha256")

    def sign(self, message: bytes) -> bytes:
        """Give the signature of a proof."""
        return sign(message, self.signing_private)

    def unseal(self, sealed: bytes, info: bytes) -> bytes:
        """Open what was sealed to these keys or to former ones.  Raises StorageProblem ``seal_broken``."""
        *newer, oldest = (self, *reversed(self.earlier))
        for one in newer:
            with contextlib.suppress(StorageProblem):
                return unseal(sealed, one.sealing_private, info)
        return unseal(sealed, oldest.sealing_private, info)

    def sealing_private_of(self, wanted: bytes) -> bytes | None:
        """Give the private key that a key id names, present or former; None when it is none of these."""
        holders: tuple[ServerKeys | EarlierKeys, ...] = (self, *self.earlier)
        for one in holders:
            if key_id(one.sealing_public) == wanted:
                return one.sealing_private
        return None


class KeyRing:
    """The keys as their file has them now: it is looked at whenever they are used, so a rotation needs no restart.

    Raises StorageProblem as :func:`open_keys` when it is made, and never afterwards.
    """

    def __init__(self, file: Path, *, make: bool) -> None:
        self._file = file
        self._keys = open_keys(file, make=make)
        self._seen: tuple[int, ...] = ()

    def __call__(self) -> ServerKeys:
        """Give the present keys; a file that is gone, damaged or another server's leaves those that were."""
        seen = _marks_of(self._file)
        if seen != self._seen:
            self._seen = seen
            self._look()
        return self._keys

    def _look(self) -> None:
        try:
            keys = _read(self._file)
        except (OSError, StorageProblem):
            _log.warning("the key file cannot be read: the keys that were read before stay in use")
            return
        if keys.key_id == self._keys.key_id:
            self._keys = keys
        else:
            _log.warning("the key file is another server's: the keys that were read before stay in use")


def _marks_of(file: Path) -> tuple[int, ...]:
    """Give what differs when a file was replaced."""
    try:
        told = file.stat()
    except OSError:
        return (0,)
    return told.st_mtime_ns, told.st_ino, told.st_size


def open_keys(file: Path, *, make: bool) -> ServerKeys:
    """Read the key file, or make it when ``make``; it is readable by its owner alone.

    Raises StorageProblem ``pusat_keys_missing``, ``pusat_keys_damaged``, ``pusat_keys_unwritable``.
    """
    try:
        return _read(file)
    except FileNotFoundError as error:
        if not make:
            raise StorageProblem("pusat_keys_missing") from error
    except OSError as error:
        raise StorageProblem("pusat_keys_missing") from error
    return _write_first(file, ServerKeys.fresh())


def rotate_keys(file: Path, at: datetime) -> ServerKeys:
    """Put new pairs in use and give them; the file is replaced at once or not at all.

    Raises StorageProblem as :func:`open_keys`.
    """
    keys = open_keys(file, make=False).rotated(at)
    try:
        temporary = _write_beside(file, keys)
        temporary.replace(file)
        _flush_folder(file.parent)
    except OSError as error:
        raise StorageProblem("pusat_keys_unwritable") from error
    return keys


def _read(file: Path) -> ServerKeys:
    raw = file.read_bytes()
    try:
        content = json.loads(raw)
        if content["schema"] not in (_SCHEMA, _SCHEMA_WITH_EARLIER):
            raise StorageProblem("pusat_keys_damaged")
        earlier = content["earlier"] if content["schema"] == _SCHEMA_WITH_EARLIER else []
        keys = ServerKeys(**_decoded(content, _PARTS), earlier=tuple(_earlier(one) for one in earlier))
    except (ValueError, KeyError, TypeError) as error:
        raise StorageProblem("pusat_keys_damaged") from error
    if content.get("check") != _check(keys):
        raise StorageProblem("pusat_keys_damaged")
    return keys


def _earlier(content: dict[str, Any]) -> EarlierKeys:
    told = content["succession"]
    pairs = _decoded(content, _EARLIER_PARTS)
    succession = Succession(
        before=pairs["verify_key"],
        at=from_iso(told["at"]),
        signature=base64.b64decode(told["signature"], validate=True),
        **_decoded(told, _SUCCESSORS),
    )
    return EarlierKeys(**pairs, succession=succession)


def _decoded(content: dict[str, Any], names: Sequence[str]) -> dict[str, bytes]:
    """Give keys of 32 bytes each.  Raises ValueError, KeyError, TypeError."""
    found = {name: base64.b64decode(content[name], validate=True) for name in names}
    if any(len(key) != 32 for key in found.values()):
        raise ValueError("a key has 32 bytes")
    return found


def _encoded(holder: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: base64.b64encode(getattr(holder, name)).decode() for name in names}


def _content(keys: ServerKeys) -> dict[str, Any]:
    content = {"schema": _SCHEMA, **_encoded(keys, _PARTS), "check": _check(keys)}
    if keys.earlier:
        content["schema"] = _SCHEMA_WITH_EARLIER
        content["earlier"] = [
            {
                **_encoded(one, _EARLIER_PARTS),
                "succession": {
                    **_encoded(one.succession, (*_SUCCESSORS, "signature")),
                    "at": to_iso(one.succession.at),
                },
            }
            for one in keys.earlier
        ]
    return content


def _write_first(file: Path, keys: ServerKeys) -> ServerKeys:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = _write_beside(file, keys)
        try:
            os.link(temporary, file)  # never over an existing file: another process may have been first
        finally:
            temporary.unlink()
        _flush_folder(file.parent)
    except FileExistsError:
        return _read(file)
    except OSError as error:
        raise StorageProblem("pusat_keys_unwritable") from error
    return keys


def _write_beside(file: Path, keys: ServerKeys) -> Path:
    """Write a temporary file beside the real one, flushed; nothing is left of it when that fails."""
    temporary = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(json.dumps(_content(keys), indent=1) + "\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _check(keys: ServerKeys) -> str:
    """Give what must stand at the end of the file, or a damaged letter would give other keys silently."""
    whole = b"".join(getattr(keys, name) for name in _PARTS)
    for one in keys.earlier:
        whole += b"".join(getattr(one, name) for name in _EARLIER_PARTS)
        whole += one.succession.statement + one.succession.signature
    return hashlib.sha256(whole).hexdigest()


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
