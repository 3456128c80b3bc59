"""The desk's data key in the system's own keyring, for a sync that runs when nobody is there; an admin puts it there.

Secret Service, KWallet, Credential Manager or Keychain: whatever ``keyring`` finds, but nothing that keeps it readable.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from app.domain.errors import StorageProblem

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "loket-aduan"
_READABLE: Final = ("keyring.backends.null", "keyrings.alt")


class OsKeyring:
    """Fulfils UnattendedKey of app.ports; ``name`` gives the entry's name, one for each data key.

    Every call may raise StorageProblem ``keyring_absent``, ``keyring_locked``, ``keyring_failed``.
    """

    def __init__(self, name: Callable[[], str]) -> None:
        self._name = name

    def keep(self, key: bytes) -> None:
        """Put the key there and see that it can be read back."""
        with _keyring() as keyring:
            keyring.set_password(SERVICE, self._name(), key.hex())
        if self.read() != key:
            raise StorageProblem("keyring_failed")

    def read(self) -> bytes | None:
        """Give the key, None when there is none."""
        with _keyring() as keyring:
            found = keyring.get_password(SERVICE, self._name())
        try:
            return bytes.fromhex(found) if found else None
        except ValueError as error:
            raise StorageProblem("keyring_failed") from error

    def forget(self) -> None:
        """Take the key out; none is no error."""
        if self.read() is not None:
            with _keyring() as keyring:
                keyring.delete_password(SERVICE, self._name())


@contextmanager
def _keyring() -> "Generator[KeyringBackend, None, None]":
    import keyring
    from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError

    try:
        backend = keyring.get_keyring()
        if type(backend).__module__.startswith(_READABLE):
            raise StorageProblem("keyring_absent")
        yield backend
    except (NoKeyringError, InitError) as error:
        raise StorageProblem("keyring_absent") from error
    except KeyringLocked as error:
        raise StorageProblem("keyring_locked") from error
    except (KeyringError, OSError) as error:
        raise StorageProblem("keyring_failed") from error
