"""Runs the server: store, keys, socket, signals. Tells on stdout when it listens."""

import contextlib
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import uvicorn

from app.domain.errors import StorageProblem, UserProblem
from app.pusat.api import create_app
from app.pusat.bodies import read_body
from app.pusat.forwarding_work import LaporAccess, forwarder_of, forwarding
from app.pusat.keys import KeyRing
from app.pusat.marks import MarkFile, MarkKeeper, epoch_of_a_copy_put_back
from app.pusat.service import Pusat
from db.pusat.engine import name_of, sqlite_file
from db.pusat.store import open_store

GRACE_S: Final = 20
_KEEP_ALIVE_S: Final = 75
_COLLECT_AFTER: Final = (100_000, 20, 50)
_MOST_CONNECTIONS: Final = 2_000
"""The last fence; limits with words stand before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where to listen; with a certificate it speaks HTTPS itself, else a proxy before it must."""

    host: str
    port: int
    certificate: Path | None = None
    certificate_key: Path | None = None

    @property
    def is_loopback(self) -> bool:
        """Tell whether only this machine can reach it."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")


def key_file(url: str, folder: Path | None, fallback: Path) -> Path:
    """Give the key file of a database: in ``folder``, else beside a SQLite file, else in ``fallback``."""
    file = sqlite_file(url)
    if folder is None and file is not None:
        return file.with_name(f"{file.name}.keys")
    name = file.name if file is not None else f"pusat-{sha256(name_of(url).encode()).hexdigest()[:12]}"
    return (folder or fallback) / f"{name}.keys"


def serve(
    url: str,
    keys_at: Path,
    address: Address,
    clock: Callable[[], datetime],
    *,
    ca_pem: str | None = None,
    lapor: LaporAccess | None = None,
) -> None:
    """Serve until SIGTERM or Ctrl+C, then finish what is under way and return; with ``lapor`` it forwards as well.

    Raises UserProblem and StorageProblem of the store and keys, ``pusat_port_taken``, ``pusat_certificate_wrong``, and
    UserProblem of LAPOR!'s profile and secrets.
    """
    store = open_store(url, read_body)
    try:
        begun = store.evidence.identity() is not None
        keys, marks = KeyRing(keys_at, make=not begun), MarkFile(keys_at)
        pusat = Pusat.begin(store, keys, clock)
        renewed = epoch_of_a_copy_put_back(store.epochs, marks.read(), clock())
        if renewed is not None:
            pusat = Pusat.begin(store, keys, clock)

        def told(line: str) -> None:
            _say(line)
            if renewed is not None:
                _say(f"the database is an older copy put back: new epoch {renewed}")

        forwarder = forwarder_of(store, keys, lapor, clock) if lapor is not None else None
        with (
            _collecting_seldom(),
            listening(address) as listener,
            MarkKeeper(store.epochs, marks) as keeper,
            forwarding(forwarder),
        ):
            pusat = replace(pusat, committed=keeper.committed)
            server_on(create_app(pusat, ca_pem=ca_pem), address, listener, told=told).run(sockets=[listener])
    finally:
        store.close()


@contextlib.contextmanager
def listening(address: Address) -> Generator[socket.socket, None, None]:
    """Give a listening socket.  Raises StorageProblem ``pusat_port_taken``."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # a listener without a protocol number would hand out connections on which asyncio sets no TCP_NODELAY
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address.host, address.port))
            listener.listen(128)
        except (OSError, OverflowError) as error:
            raise StorageProblem("pusat_port_taken", host=address.host, port=address.port) from error
        yield listener
    finally:
        listener.close()


def server_on(
    app: Callable[..., Any], address: Address, listener: socket.socket, *, told: Callable[[str], None]
) -> uvicorn.Server:
    """Give a server for a listening socket, not yet running; ``told`` hears the line that says it listens.

    Raises UserProblem ``pusat_certificate_wrong``.
    """
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        limit_concurrency=_MOST_CONNECTIONS,
        ssl_certfile=address.certificate,
        ssl_keyfile=address.certificate_key,
    )
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)  # its tracebacks could show what was sent
    try:
        config.load()
    except OSError as error:
        raise UserProblem("pusat_certificate_wrong") from error
    return _Server(config, listener, told)


@contextlib.contextmanager
def _collecting_seldom() -> Generator[None, None, None]:
    """Spare the collector what lives for good, and do not call it amid a batch: its objects hold no circles.

    Afterwards the process collects as it did before.
    """
    former, frozen = gc.get_threshold(), gc.get_freeze_count()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*former)
        if not frozen:
            gc.unfreeze()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class _Server(uvicorn.Server):
    """Says when it listens, and leaves with a return instead of raising the signal once more."""

    def __init__(self, config: uvicorn.Config, listener: socket.socket, told: Callable[[str], None]) -> None:
        super().__init__(config)
        self._listener = listener
        self._told = told

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        host, port = self._listener.getsockname()[:2]
        await super().startup(sockets=sockets)
        shown = f"[{host}]" if ":" in host else host
        self._told(f"listening on {shown}:{port}")

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        earlier = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in earlier.items():
                signal.signal(number, handler)
