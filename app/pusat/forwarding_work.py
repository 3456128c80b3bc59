"""Sets the forwarder up from a profile, and runs it: once, or beside the server until that stops."""

import logging
import secrets
import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from app.adapters.central.lapor import LaporGateway
from app.adapters.central.lapor_profile import read_lapor_profile, read_lapor_secrets
from app.domain.errors import AppError
from app.pusat.bodies import read_body
from app.pusat.forwarder import Forwarder
from app.pusat.keys import KeyRing
from db.pusat.store import Store, open_store

EVERY_S: Final = 30.0
_log: Final = logging.getLogger("loket.pusat.forwarder")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporAccess:
    """Where the profile and its secrets lie, and an own certificate authority if there is one."""

    profile: Path
    secrets: Path
    ca_pem: str | None = None


def forwarder_of(store: Store, keyring: KeyRing, access: LaporAccess, clock: Callable[[], datetime]) -> Forwarder:
    """Give the forwarder of this machine.  Raises UserProblem of profile and secrets."""
    profile = read_lapor_profile(access.profile)
    headers = read_lapor_secrets(access.secrets, profile)
    return Forwarder(
        store=store,
        keyring=keyring,
        gateway=LaporGateway(profile, headers, ca_pem=access.ca_pem),
        name=f"connector@{socket.gethostname()}",
        clock=clock,
        jitter=secrets.SystemRandom().uniform,
    )


def forward_once(url: str, keys_at: Path, access: LaporAccess, clock: Callable[[], datetime]) -> dict[str, int]:
    """Work off what is due and give counts by what became of it."""
    store = open_store(url, read_body, must_exist=True)
    try:
        forwarder = forwarder_of(store, KeyRing(keys_at, make=False), access, clock)
        forwarder.begin()
        counts = forwarder.run(lambda: False)
        forwarder.gateway.close()
        return dict(counts)
    finally:
        store.close()


@contextmanager
def forwarding(forwarder: Forwarder | None, *, every_s: float = EVERY_S) -> Generator[None, None, None]:
    """Forward in a thread of its own for as long as the server runs; what is on its way at the end is finished."""
    if forwarder is None:
        yield
        return
    stop = threading.Event()
    worker = threading.Thread(target=_work, args=(forwarder, stop, every_s), name="forwarder")
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()
        forwarder.gateway.close()


def _work(forwarder: Forwarder, stop: threading.Event, every_s: float) -> None:
    begun = False
    while not stop.is_set():
        try:
            if not begun:
                forwarder.begin()
                begun = True
            counts = forwarder.run(stop.is_set)
        except AppError as problem:  # the database is away: what was begun shows as unclear, the rest waits
            _log.error("forwarding paused: %s", problem.code)
        else:
            if counts:
                _log.info("forwarding: %s", dict(counts))
        stop.wait(every_s)
