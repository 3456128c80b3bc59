"""The system's keyring: the key goes in, comes back, comes out; every way it can fail has a name."""

from collections.abc import Generator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringError, KeyringLocked

from app.adapters.keystore.os_keyring import OsKeyring
from app.domain.errors import StorageProblem

KEY = bytes(range(32))


class Memory(KeyringBackend):
    """A keyring as a system has it."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None

    def _look(self) -> None:
        if self.error is not None:
            raise self.error

    def get_password(self, service: str, username: str) -> str | None:
        self._look()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._look()
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._look()
        del self.held[service, username]


@pytest.fixture
def memory() -> Generator[Memory, None, None]:
    backend, former = Memory(), keyring.get_keyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(former)


def test_the_key_goes_in_comes_back_and_comes_out(memory: Memory) -> None:
    entry = OsKeyring(lambda: "desk-1")
    assert entry.read() is None
    entry.keep(KEY)
    assert (entry.read(), list(memory.held)) == (KEY, [("loket-aduan", "desk-1")])
    assert OsKeyring(lambda: "desk-2").read() is None
    entry.forget()
    entry.forget()
    assert memory.held == {}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyringLocked("closed"), "keyring_locked"),
        (KeyringError("odd"), "keyring_failed"),
        (OSError("bus"), "keyring_failed"),
    ],
)
def test_every_failure_has_a_name(memory: Memory, error: Exception, code: str) -> None:
    memory.error = error
    for attempt in (
        lambda: OsKeyring(lambda: "d").keep(KEY),
        OsKeyring(lambda: "d").read,
        OsKeyring(lambda: "d").forget,
    ):
        with pytest.raises(StorageProblem, match=code):
            attempt()


def test_a_keyring_that_forgets_at_once_is_no_keyring(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "set_password", lambda *_: None)
    with pytest.raises(StorageProblem, match="keyring_failed"):
        OsKeyring(lambda: "d").keep(KEY)


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_a_system_without_a_keyring_keeps_nothing(memory: Memory, backend: type[KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    with pytest.raises(StorageProblem, match="keyring_absent"):
        OsKeyring(lambda: "d").keep(KEY)


def test_what_is_no_key_is_not_taken_for_one(memory: Memory) -> None:
    memory.held["loket-aduan", "d"] = "not hex"
    with pytest.raises(StorageProblem, match="keyring_failed"):
        OsKeyring(lambda: "d").read()
