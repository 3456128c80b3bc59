"""A server inside another process leaves that as it found it."""

import gc
import socket
from pathlib import Path

import pytest

from app.adapters.clock import system_now
from app.domain.errors import StorageProblem
from app.pusat import serve as serving
from app.pusat.serve import Address, serve


def test_the_collector_is_as_before_when_the_server_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gc.unfreeze()  # a window that was opened in this process has frozen what it had
    former, frozen, amid = gc.get_threshold(), gc.get_freeze_count(), []
    monkeypatch.setattr(serving._Server, "run", lambda self, sockets: amid.append(gc.get_threshold()))
    serve(f"sqlite:///{tmp_path / 'pusat.db'}", tmp_path / "keys", Address(host="127.0.0.1", port=0), system_now)
    assert amid != [former]
    assert (gc.get_threshold(), gc.get_freeze_count()) == (former, frozen)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = Address(host="127.0.0.1", port=listener.getsockname()[1])
        with pytest.raises(StorageProblem, match="pusat_port_taken"):
            serve(f"sqlite:///{tmp_path / 'pusat.db'}", tmp_path / "keys", taken, system_now)
    assert (gc.get_threshold(), gc.get_freeze_count()) == (former, frozen)
