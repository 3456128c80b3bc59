"""The server's own keys: one file beside the database, never in it. Who has only the database can open no identity."""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from app.adapters.identity_seal import new_key_pair, new_signing_key, sign
from app.domain.errors import StorageProblem

_SCHEMA: Final = 1
_PARTS: Final = ("sealing_private", "sealing_public", "signing_private", "verify_key", "token_secret")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerKeys:
    """X25519 to be sealed to, Ed25519 to sign proofs, and the secret from which tokens are derived."""

    sealing_private: bytes = field(repr=False)
    sealing_public: bytes
    signing_private: bytes = field(repr=False)
    verify_key: bytes
    token_secret: bytes = field(repr=False)

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

    @property
    def key_id(self) -> str:
        """Names these keys without telling anything of them."""
        return hashlib.sha256(self.sealing_public + self.verify_key).hexdigest()[:32]

    def token(self, *, code_sha256: str, device: str, keys: str) -> bytes:
        """Give the token of an enrolment; the same enrolment gives the same again, so no clear copy is ever kept."""
        return hmac.digest(self.token_secret, f"token v1 {code_sha256} {device} {keys}".encode(), "sha256")

    def sign(self, message: bytes) -> bytes:
        """Give the signature of a proof."""
        return sign(message, self.signing_private)


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
    return _write(file, ServerKeys.fresh())


def _read(file: Path) -> ServerKeys:
    raw = file.read_bytes()
    try:
        content = json.loads(raw)
        if content["schema"] != _SCHEMA:
            raise StorageProblem("pusat_keys_damaged")
        keys = ServerKeys(**{name: base64.b64decode(content[name], validate=True) for name in _PARTS})
    except (ValueError, KeyError, TypeError) as error:
        raise StorageProblem("pusat_keys_damaged") from error
    if any(len(getattr(keys, name)) != 32 for name in _PARTS) or content.get("check") != _check(keys):
        raise StorageProblem("pusat_keys_damaged")
    return keys


def _write(file: Path, keys: ServerKeys) -> ServerKeys:
    content = {name: base64.b64encode(getattr(keys, name)).decode() for name in _PARTS}
    text = json.dumps({"schema": _SCHEMA, **content, "check": _check(keys)}, indent=1) + "\n"
    temporary = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            os.link(temporary, file)  # never over an existing file: another process may have been first
        finally:
            temporary.unlink()
        _flush_folder(file.parent)
    except FileExistsError:
        return _read(file)
    except OSError as error:
        raise StorageProblem("pusat_keys_unwritable") from error
    return keys


def _check(keys: ServerKeys) -> str:
    """Give what must stand at the end of the file, or a damaged letter would give other keys silently."""
    return hashlib.sha256(b"".join(getattr(keys, name) for name in _PARTS)).hexdigest()


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
