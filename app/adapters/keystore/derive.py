"""How keys are made from what people type, and how they are wrapped: Argon2id, HKDF-SHA256, AES-256-GCM.

The libraries are imported on use.  A wrap carries all it needs to be opened but the secret itself.
"""

import secrets
from dataclasses import dataclass, field
from typing import Final

from app.domain.errors import StorageProblem
from app.domain.secrets import KEY_BYTES

SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
_PIN_KEY: Final = b"loket-aduan/1 officer"
_RECOVERY_KEY: Final = b"loket-aduan/1 recovery"
_MARK: Final = b"loket-aduan/1 mark of "


@dataclass(frozen=True, slots=True, kw_only=True)
class Argon2Cost:
    """What one guess costs: passes, memory in KiB, lanes.  Source: RFC 9106."""

    passes: int
    memory_kib: int
    lanes: int = 1

    def __post_init__(self) -> None:
        """Keep within what Argon2 takes and what an old PC can give, whatever a file says."""
        if not (1 <= self.passes <= 64 and 1 <= self.lanes <= 16 and 8 * self.lanes <= self.memory_kib <= 1 << 21):
            raise ValueError("Argon2 cost out of bounds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """The costs of new wraps; the phrase is typed once a day, the PIN many times."""

    phrase: Argon2Cost = field(default_factory=lambda: Argon2Cost(passes=3, memory_kib=256 * 1024))
    pin: Argon2Cost = field(default_factory=lambda: Argon2Cost(passes=3, memory_kib=64 * 1024))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrap:
    """A secret sealed under a key made from something typed; ``cost`` is None where the typed thing is random."""

    cost: Argon2Cost | None
    salt: bytes
    nonce: bytes
    sealed: bytes


class WrongSecret(Exception):
    """The typed secret does not open this wrap."""


def wrap_with_phrase(content: bytes, *, phrase: str, cost: Argon2Cost, bound_to: bytes) -> Wrap:
    """Seal the machine secret under the opening phrase."""
    salt = secrets.token_bytes(SALT_BYTES)
    return _seal(content, key=_stretched(phrase, salt, cost), salt=salt, cost=cost, bound_to=bound_to)


def open_with_phrase(wrap: Wrap, *, phrase: str, bound_to: bytes) -> bytes:
    """Give the machine secret; raises WrongSecret."""
    return _open(wrap, key=_stretched(phrase, wrap.salt, _cost_of(wrap)), bound_to=bound_to)


def wrap_with_pin(content: bytes, *, pin: str, machine_secret: bytes, cost: Argon2Cost, bound_to: bytes) -> Wrap:
    """Seal the data key under a PIN together with the machine secret."""
    salt = secrets.token_bytes(SALT_BYTES)
    key = _pin_key(pin, machine_secret=machine_secret, salt=salt, cost=cost)
    return _seal(content, key=key, salt=salt, cost=cost, bound_to=bound_to)


def open_with_pin(wrap: Wrap, *, pin: str, machine_secret: bytes, bound_to: bytes) -> bytes:
    """Give the data key; raises WrongSecret."""
    key = _pin_key(pin, machine_secret=machine_secret, salt=wrap.salt, cost=_cost_of(wrap))
    return _open(wrap, key=key, bound_to=bound_to)


def wrap_with_code(content: bytes, *, code: bytes, bound_to: bytes) -> Wrap:
    """Seal the data key under the random bytes of a recovery code, which need no stretching."""
    salt = secrets.token_bytes(SALT_BYTES)
    return _seal(content, key=_hkdf(code, salt=salt, info=_RECOVERY_KEY), salt=salt, cost=None, bound_to=bound_to)


def open_with_code(wrap: Wrap, *, code: bytes, bound_to: bytes) -> bytes:
    """Give the data key; raises WrongSecret."""
    return _open(wrap, key=_hkdf(code, salt=wrap.salt, info=_RECOVERY_KEY), bound_to=bound_to)


def mark_of(key: bytes, *, what: str) -> bytes:
    """Give 16 bytes that tell one key from another without telling anything about it."""
    return _hkdf(key, salt=b"", info=_MARK + what.encode(), length=16)


def data_key_mark(data_key: bytes) -> bytes:
    """Give what tells the data key of one desk from another's."""
    return mark_of(data_key, what="data key")


def _cost_of(wrap: Wrap) -> Argon2Cost:
    if wrap.cost is None:
        raise StorageProblem("key_file_damaged")
    return wrap.cost


def _pin_key(pin: str, *, machine_secret: bytes, salt: bytes, cost: Argon2Cost) -> bytes:
    return _hkdf(_stretched(pin, salt, cost) + machine_secret, salt=salt, info=_PIN_KEY)


def _stretched(typed: str, salt: bytes, cost: Argon2Cost) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            typed.encode(errors="surrogatepass"),
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except (HashingError, MemoryError) as error:
        raise StorageProblem("memory_short", megabytes=cost.memory_kib // 1024) from error


def _hkdf(secret: bytes, *, salt: bytes, info: bytes, length: int = KEY_BYTES) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def _seal(content: bytes, *, key: bytes, salt: bytes, cost: Argon2Cost | None, bound_to: bytes) -> Wrap:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE_BYTES)
    return Wrap(cost=cost, salt=salt, nonce=nonce, sealed=AESGCM(key).encrypt(nonce, content, bound_to))


def _open(wrap: Wrap, *, key: bytes, bound_to: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(wrap.nonce, wrap.sealed, bound_to)
    except InvalidTag as error:
        raise WrongSecret from error
