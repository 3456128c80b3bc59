"""The desk's keys: one small file in two copies, opened by phrase, PIN or recovery code.

Importing this package loads neither argon2 nor cryptography: the names of the officers are painted before them.
"""

from app.adapters.keystore.derive import Argon2Cost, Costs
from app.adapters.keystore.phrase import phrase_words
from app.adapters.keystore.store import Keystore

__all__ = ["Argon2Cost", "Costs", "Keystore", "phrase_words"]
