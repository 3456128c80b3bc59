"""The provincial server in a process of its own: the very function that ``loket pusat serve`` calls."""

import io
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.faults import planted


def warm() -> None:
    """Import whatever a server needs, and make one that serves nobody, before the first one is forked."""
    import psycopg  # noqa: F401
    import uvicorn.protocols.http.h11_impl  # noqa: F401

    from app.adapters.clock import system_now
    from app.pusat import forwarding_work, serve, stick  # noqa: F401
    from app.pusat.api import create_app
    from app.pusat.bodies import read_body
    from app.pusat.keys import ServerKeys
    from app.pusat.service import Pusat
    from db.pusat.store import open_store

    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/pusat.db", read_body)
        create_app(Pusat.begin(store, ServerKeys.fresh, system_now))
        store.close()


def run(
    stream: io.RawIOBase, *, url: str, keys: str, port: int, plants: Sequence[tuple[str, dict[str, Any]]] = ()
) -> None:
    """Serve until killed or told by a signal; the line that says it listens goes to whoever asked."""
    from app.adapters.clock import system_now
    from app.pusat.serve import Address, key_file, serve

    for name, values in plants:
        getattr(planted, name)(**values)
    sys.stdout = _Said(stream)  # type: ignore[assignment]
    serve(url, key_file(url, Path(keys), Path(keys)), Address(host="127.0.0.1", port=port), system_now)


def forward(
    stream: io.RawIOBase,
    *,
    url: str,
    keys: str,
    profile: str,
    secrets: str,
    plants: Sequence[tuple[str, dict[str, Any]]] = (),
) -> None:
    """Run the forwarder once, as ``loket pusat forward`` does."""
    from app.adapters.clock import system_now
    from app.pusat.forwarding_work import LaporAccess, forward_once
    from app.pusat.serve import key_file

    for name, values in plants:
        getattr(planted, name)(**values)
    access = LaporAccess(profile=Path(profile), secrets=Path(secrets))
    counts = forward_once(url, key_file(url, Path(keys), Path(keys)), access, system_now)
    stream.write(json.dumps({"done": counts}).encode() + b"\n")


def take_in(
    stream: io.RawIOBase,
    *,
    url: str,
    keys: str,
    files: Sequence[str],
    out: str,
    plants: Sequence[tuple[str, dict[str, Any]]] = (),
) -> None:
    """Take volumes of parcels in, as ``loket pusat parcel take`` does, and give answer and code of each."""
    from app.adapters.clock import system_now
    from app.pusat.serve import key_file
    from app.pusat.stick import take_files

    for name, values in plants:
        getattr(planted, name)(**values)
    keys_at = key_file(url, Path(keys), Path(keys))
    rows = [
        (None if row.answer is None else str(row.answer), row.code)
        for row in take_files(url, keys_at, [Path(file) for file in files], Path(out), system_now)
    ]
    stream.write(json.dumps({"done": rows}).encode() + b"\n")


class _Said(io.StringIO):
    """Standard output that tells whoever asked."""

    def __init__(self, stream: io.RawIOBase) -> None:
        super().__init__()
        self._told = stream

    def write(self, text: str) -> int:
        self._told.write(json.dumps({"done": text.strip()}).encode() + b"\n")
        return len(text)
