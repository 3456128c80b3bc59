"""Passwords of the server's people: argon2id, one at a time, so that a crowd at the door cannot eat the memory."""

import secrets
import threading
from functools import cached_property
from typing import Final

from argon2 import Parameters, PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY


class Passwords:
    """Makes and checks hashes."""

    def __init__(self, costs: Parameters = RFC_9106_LOW_MEMORY) -> None:
        self._hasher: Final = PasswordHasher.from_parameters(costs)
        self._turn: Final = threading.Lock()

    def hashed(self, password: str) -> str:
        """Give the hash to keep."""
        with self._turn:
            return self._hasher.hash(password)

    def is_right(self, password: str, kept: str | None) -> bool:
        """Tell whether a password fits a kept hash; None takes as long and is never right."""
        with self._turn:
            try:
                self._hasher.verify(kept or self._nobody, password)
            except (VerificationError, InvalidHashError):
                return False
            return kept is not None

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(secrets.token_hex())
