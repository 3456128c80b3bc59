"""A real server process, a real desk database, the real gateway between them, and the comparison of both sides."""

import socket
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from app.adapters.attachments.sealed_files import SealedFiles
from app.adapters.central.pusat import PusatGateway
from app.adapters.central.uploads import Uploads
from app.adapters.clock import system_now
from app.adapters.identity_seal import new_device_keys, seal
from app.adapters.locks import SyncLock
from app.domain.access import Role
from app.domain.attachment import MOST_BYTES
from app.domain.centre import SyncSummary
from app.domain.outbox import Event, digest
from app.pusat.bodies import read_body
from app.pusat.office import exported, make_code
from app.usecases.connect import Connect
from app.usecases.prove import Prove
from app.usecases.pull import Pull
from app.usecases.send_events import SendEvents
from app.usecases.send_files import SendFiles
from app.usecases.sync import Sync
from db.engine import open_engine
from db.pusat.store import open_store
from db.pusat.tables import complaints, events, quarantine
from db.sync_queries import SyncQueries
from db.tables import deliveries, outbox
from db.unit_of_work import UnitOfWork
from db.uploads import UploadQueries
from tests.builders import a_complaint, a_desk, an_officer
from tests.database import KEY, new_database, record
from tests.db.pusat.arrivals import a_tracking_event
from tests.reading import take_in_change

ROOT = Path(__file__).parents[2]


class ServerProcess:
    """``loket pusat serve`` in a process of its own, or one that kills itself at a point of its n-th batch."""

    def __init__(self, url: str, keys: Path, *, port: int = 0, dies: tuple[str, int] | None = None) -> None:
        if dies is None:
            command = ["-m", "app", "pusat", "serve", "--db", url, "--keys", str(keys), "--port", str(port)]
        else:
            command = ["-m", "tests.faults.dying_server", url, str(keys), str(port), dies[0], str(dies[1])]
        self.process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line.startswith("listening on 127.0.0.1:"):
            self.kill()
            raise AssertionError(f"the server said {line!r}")
        self.port = int(line.rpartition(":")[2])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        self.process.terminate()
        self.process.wait(20)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.communicate()


class RealDesk:
    """A desk whose sync goes over the line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / "loket.db"
        self.engine = open_engine(path, KEY) if path.exists() else new_database(path)
        self.gateway = PusatGateway()
        self.queries = SyncQueries(self.engine)

    def units(self) -> UnitOfWork:
        return UnitOfWork(self.engine)

    def connect(self, url: str, database: str) -> None:
        code = make_code(database, agency="aws", counter="A", ca_pem=None, clock=system_now)
        Connect(units=self.units, gateway=self.gateway, desk=a_desk, make_keys=new_device_keys, clock=system_now)(
            an_officer(Role.ADMIN), url=url, code=str(code)
        )

    def move_centre(self, url: str) -> None:
        """Let the desk call its centre at another address of the same machine."""
        with self.units() as unit:
            centre = unit.centre.centre()
            assert centre is not None
            unit.centre.keep_centre(replace(centre, url=url))
            unit.commit()

    def record(self, count: int, *, followed: bool = False) -> list[Event]:
        """Record complaints, each with a follow-up when ``followed``."""
        added: list[Event] = []
        with self.units() as unit:
            for _ in range(count):
                added.append(record(unit, a_complaint()))
                if followed:
                    told = a_tracking_event(added[-1], "9104417")
                    added.append(replace(told, seq=unit.outbox.next_seq()))
                    unit.outbox.add(added[-1])
            unit.commit()
        return added

    def prover(self) -> Prove:
        return Prove(
            units=self.units,
            queries=self.queries,
            uploads=UploadQueries(self.engine),
            gateway=self.gateway,
            forget=self.file_sender().forget,
            clock=system_now,
        )

    def file_sender(self) -> SendFiles:
        return SendFiles(
            units=self.units,
            queries=UploadQueries(self.engine),
            files=SealedFiles(self.folder / "attachments", KEY),
            outgoing=SealedFiles(self.folder / "outgoing", KEY, most_bytes=MOST_BYTES + 1024),
            gateway=Uploads(self.gateway.line_to),
            seal=seal,
            clock=system_now,
            jitter=lambda least, most: least,
            bytes_per_s=lambda: None,
        )

    def sync(self) -> SyncSummary:
        return Sync(
            units=self.units,
            queries=self.queries,
            clock=system_now,
            lock=lambda: SyncLock(self.folder),
            jitter=lambda least, most: least,
            send_events=SendEvents(
                units=self.units, queries=self.queries, gateway=self.gateway, seal=seal, clock=system_now
            ),
            pull=Pull(units=self.units, gateway=self.gateway, clock=system_now, take_in=take_in_change()),
            prove=self.prover(),
            send_files=self.file_sender(),
            forward=lambda *, stop: None,
        )(an_officer(), progress=lambda progress: None, stop=lambda: False)

    def content(self) -> Counter[tuple[str, str]]:
        """Give what this desk ever recorded, as ids and hashes of its bytes."""
        with self.engine.connect() as connection:
            return Counter((row.id, digest(row.body)) for row in connection.execute(sa.select(outbox)))

    def states(self) -> Counter[str]:
        with self.engine.connect() as connection:
            return Counter(connection.execute(sa.select(deliveries.c.state)).scalars())

    def close(self) -> None:
        self.gateway.close()
        self.engine.dispose()


def server_content(database: str) -> Counter[tuple[str, str]]:
    """Give what the server stored, as ids and hashes of its bytes; quarantine would show as doubles."""
    store = open_store(database, read_body, must_exist=True)
    try:
        with store.engine.connect() as connection:
            found = Counter((row.id, digest(row.body)) for row in connection.execute(sa.select(events)))
            found.update((row.event_id, row.sha256) for row in connection.execute(sa.select(quarantine)))
    finally:
        store.close()
    return found


def agree(desk: RealDesk, database: str) -> None:
    """Compare both sides: same content once, central numbers without gap, everything confirmed."""
    assert server_content(database) == desk.content()
    assert set(desk.states()) <= {"confirmed"}
    store = open_store(database, read_body, must_exist=True)
    with store.engine.connect() as connection:
        numbers = sorted(connection.execute(sa.select(complaints.c.central_number)).scalars())
        assert connection.execute(sa.select(events.c.id).where(events.c.state != "applied")).all() == []
        assert connection.execute(sa.select(events.c.id).where(events.c.forked)).all() == []
    store.close()
    assert [int(number[7:13]) for number in numbers] == list(range(1, len(numbers) + 1))
    assert len(list(exported(database))) == len(numbers)


def kept_port() -> socket.socket:
    """Give a socket that keeps a free port for a server which comes and goes: nobody else is given it meanwhile."""
    keeper = socket.socket()
    keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    keeper.bind(("127.0.0.1", 0))
    return keeper
