"""The provincial server under eight counters at once, on PostgreSQL that flushes every commit.

``server.p99_ms``: how long a counter waits for the answer to a batch of fifty events, beside a bare INSERT of the same
rows by as many connections into the same PostgreSQL, one transaction a batch.
"""

import base64
import gzip
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from random import Random
from typing import Any, Final

import psycopg

from app.adapters.clock import system_now
from app.adapters.identity_seal import new_device_keys, sign
from app.domain.enrolment import EnrolmentCode, possession_message
from app.domain.ids import DeviceId, new_id
from app.pusat.office import make_code
from tests.app.pusat.trial import on_wire
from tests.bench.figures import Figure, Scale, percentile
from tests.builders import a_complaint, an_event
from tests.faults.scene import ServerProcess
from tests.faults.table.lab import POSTGRESQL, Lab, lab

COUNTERS: Final = 8
BATCH: Final = 50
GOAL: Final = 20.0
"""One process answers eight counters one after the other: eight times its own time, of which the rows are a part."""
_SEED: Final = 20261128
_SEALED_BYTES: Final = 320
_NUMBERS: Final = count(1)
_INSERT: Final = b"insert into bare values (%s, %s, %s, %s, %s)"
_TABLE: Final = "create table bare (id text primary key, device text, seq bigint, body bytea, sealed bytea)"


def figures(scale: Scale) -> Iterator[Figure]:
    """Send batches from all counters, then insert the same rows barely."""
    with lab(forks_too=False) as here:
        if POSTGRESQL not in here.targets:
            return
        batches = [[_batch() for _ in range(scale.batches)] for _ in range(COUNTERS)]
        served, bare = _served(here, batches), _bare(here, batches)
    yield Figure(
        name="server.p99_ms",
        value=percentile(served, 0.99),
        unit="ms",
        floor=percentile(bare, 0.99),
        goal=GOAL,
    )


def _batch() -> dict[str, Any]:
    events = []
    for n in range(BATCH):
        complaint = a_complaint(text=f"Saya antre obat lama sekali di loket {next(_NUMBERS)}. " * (1 + n % 6))
        sealed = base64.b64encode(Random(n).randbytes(_SEALED_BYTES)).decode()
        events.append(on_wire(an_event(complaint), sealed=sealed))
    return {"batch_id": new_id(system_now()), "events": events}


def _served(here: Lab, batches: Sequence[Sequence[dict[str, Any]]]) -> list[float]:
    folder = here.new_folder()
    database = here.database(folder, POSTGRESQL)
    try:
        with ServerProcess(database, folder) as server:
            counters = [_Counter(server.port, database, n) for n in range(COUNTERS)]
            took = _at_once([_sending(counter, own) for counter, own in zip(counters, batches, strict=True)])
            for counter in counters:
                counter.close()
            return took
    finally:
        here.drop(database)


def _sending(counter: "_Counter", batches: Sequence[dict[str, Any]]) -> Callable[[], list[float]]:
    bodies = [counter.own(batch) for batch in batches]
    return lambda: [counter.send(body) for body in bodies]


def _bare(here: Lab, batches: Sequence[Sequence[dict[str, Any]]]) -> list[float]:
    assert here.postgres is not None
    here.postgres.execute("create database bare")
    try:
        where = f"host=127.0.0.1 port={here.postgres.port} user=postgres dbname=bare"
        lines = [psycopg.connect(where) for _ in range(COUNTERS)]
        lines[0].execute(_TABLE.encode())
        lines[0].commit()
        took = _at_once([_inserting(line, own) for line, own in zip(lines, batches, strict=True)])
        for line in lines:
            line.close()
        return took
    finally:
        here.postgres.execute("drop database bare with (force)")


def _inserting(line: psycopg.Connection, batches: Sequence[dict[str, Any]]) -> Callable[[], list[float]]:
    packed = [
        [
            (event["id"], "device", event["seq"], event["body"].encode(), base64.b64decode(event["sealed"]))
            for event in batch["events"]
        ]
        for batch in batches
    ]

    def insert(rows: list[tuple[object, ...]]) -> float:
        start = time.perf_counter()
        with line.cursor() as cursor:
            cursor.executemany(_INSERT, rows)
        line.commit()
        return (time.perf_counter() - start) * 1000

    return lambda: [insert(rows) for rows in packed]


def _at_once(works: Sequence[Callable[[], list[float]]]) -> list[float]:
    """Run all works beside one another and give everything they measured."""
    took: list[float] = []
    ready = threading.Barrier(len(works))

    def run(work: Callable[[], list[float]]) -> None:
        ready.wait()
        took.extend(work())

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


class _Counter:
    """A counter that is enrolled and keeps its line open."""

    def __init__(self, port: int, database: str, n: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port)
        self._device = new_id(system_now())
        self._incarnation = new_id(system_now())
        self._seq = count(1)
        self._token = self._enrol(database, chr(ord("A") + n))

    def _enrol(self, database: str, name: str) -> str:
        code = make_code(database, agency="aws", counter=name, ca_pem=None, clock=system_now)
        given, keys = EnrolmentCode.parse(str(code)), new_device_keys()
        message = possession_message(
            code_sha256=given.sha256,
            device=DeviceId(self._device),
            incarnation=self._incarnation,
            sealing_key=keys.sealing_public,
        )
        content = {
            "code": given.letters,
            "device": self._device,
            "incarnation": self._incarnation,
            "signing_key": keys.signing_public.hex(),
            "sealing_key": keys.sealing_public.hex(),
            "signature": sign(message, keys.signing_private).hex(),
        }
        return str(self._ask("/v1/devices", json.dumps(content).encode(), {})["token"])

    def own(self, batch: dict[str, Any]) -> bytes:
        """Give a batch as this counter sends it."""
        events = [event | {"seq": next(self._seq), "incarnation": self._incarnation} for event in batch["events"]]
        return gzip.compress(json.dumps(batch | {"events": events}).encode(), 6, mtime=0)

    def send(self, body: bytes) -> float:
        """Give how long the answer took, in milliseconds."""
        start = time.perf_counter()
        answer = self._ask("/v1/events", body, {"Content-Encoding": "gzip", "Authorization": f"Bearer {self._token}"})
        took = (time.perf_counter() - start) * 1000
        if {outcome["outcome"] for outcome in answer["outcomes"]} != {"accepted"}:
            raise RuntimeError("the server took something else")
        return took

    def close(self) -> None:
        """Close its line."""
        self._line.close()

    def _ask(self, path: str, body: bytes, fields: dict[str, str]) -> dict[str, Any]:
        self._line.request("POST", path, body, {"Content-Type": "application/json", **fields})
        answer: dict[str, Any] = json.loads(self._line.getresponse().read())
        return answer
