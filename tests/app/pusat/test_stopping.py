"""A server that is asked to stop: what is under way is finished and kept, nobody new is let in."""

import json
import signal
import socket
import time
from pathlib import Path

import httpx2
import pytest

from app.adapters.clock import system_now
from app.adapters.identity_seal import new_device_keys, sign
from app.domain.enrolment import EnrolmentCode, possession_message
from app.pusat.bodies import read_body
from app.pusat.office import make_code
from db.pusat.store import open_store
from tests.app.pusat.trial import a_batch, on_wire
from tests.builders import DEVICE_ID, INCARNATION, FixedClock, an_event
from tests.faults.scene import ServerProcess


def token_of(base: str, code: EnrolmentCode) -> str:
    """Enrol over the line and give the token."""
    keys = new_device_keys()
    message = possession_message(
        code_sha256=code.sha256, device=DEVICE_ID, incarnation=INCARNATION, sealing_key=keys.sealing_public
    )
    asked = {
        "code": code.letters,
        "device": DEVICE_ID,
        "incarnation": INCARNATION,
        "signing_key": keys.signing_public.hex(),
        "sealing_key": keys.sealing_public.hex(),
        "signature": sign(message, keys.signing_private).hex(),
    }
    answer = httpx2.post(f"{base}/v1/devices", json=asked, timeout=20)
    assert answer.status_code == 200
    return str(answer.json()["token"])


def lets_in(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except ConnectionRefusedError:
        return False
    except ConnectionResetError:  # the listener closed with this one in its queue
        return True
    return True


@pytest.mark.slow
@pytest.mark.parametrize("asked_by", [signal.SIGTERM, signal.SIGINT])
def test_a_batch_in_flight_is_finished_and_kept_while_new_ones_are_refused(
    store_url: str, tmp_path: Path, asked_by: signal.Signals
) -> None:
    code = make_code(store_url, agency="aws", counter="A", ca_pem=None, clock=system_now)
    events = [an_event(seq=n) for n in range(1, 51)]
    body = json.dumps(a_batch(FixedClock(), *map(on_wire, events))).encode()
    with ServerProcess(store_url, tmp_path) as server:
        token = token_of(f"http://127.0.0.1:{server.port}", code)
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
            head = (
                f"POST /v1/events HTTP/1.1\r\nHost: pusat\r\nAuthorization: Bearer {token}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
            )
            line.sendall(head.encode())
            assert line.recv(1_000).startswith(b"HTTP/1.1 100")  # the server reads: the batch is under way
            line.sendall(body[: len(body) // 2])
            server.process.send_signal(asked_by)
            until = time.monotonic() + 20
            while lets_in(server.port):
                assert time.monotonic() < until
            line.sendall(body[len(body) // 2 :])
            answer = b""
            while piece := line.recv(65_536):
                answer += piece
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.count(b'"accepted"') == len(events)
        assert server.process.wait(20) == 0
    store = open_store(store_url, read_body, must_exist=True)
    assert store.evidence.standing().events == len(events)
    store.close()


@pytest.mark.slow
def test_an_idle_connection_holds_nobody_up(tmp_path: Path) -> None:
    with (
        ServerProcess(f"sqlite:///{tmp_path / 'pusat.db'}", tmp_path) as server,
        httpx2.Client(base_url=f"http://127.0.0.1:{server.port}") as client,
    ):
        assert client.get("/v1/health").status_code == 200  # and stays connected
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(10) == 0
