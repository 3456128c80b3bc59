"""Whole desks on machines of their own, a server in a process of its own, and copies of both at any moment."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.adapters.clock import system_now
from app.bootstrap import DeskEntrance
from app.domain.backup import RestorePlan
from app.domain.centre import SyncSummary
from app.domain.incarnation import Begun
from app.domain.outbox import digest
from app.domain.secrets import RecoveryCode
from app.ports.world import Clock
from app.pusat.bodies import read_body
from app.pusat.office import make_code
from app.services import Session
from db.pusat.contact_records import Alarm
from db.pusat.store import open_store
from db.pusat.tables import audit as acts
from db.pusat.tables import complaints
from db.pusat.tables_files import files
from db.tables import complaints as own_complaints
from db.tables import deliveries, outbox
from tests.desk import CHEAP, PHRASE, PIN, PLAN, filed, typed
from tests.files import a_photo

NEW_PHRASE, NEW_PIN = "perahu kecil angin barat", "629471"


class Pc:
    """A computer with a desk: what it is known by, and the folder outside of the desk's own."""

    def __init__(self, home: Path, machine: str, *, phrase: str = PHRASE, pin: str = PIN) -> None:
        self.home = home
        self.folder = home / "desk"
        self.machine = machine
        self.phrase, self.pin = phrase, pin
        self.told: list[Begun] = []
        self.code: RecoveryCode | None = None

    @contextmanager
    def _environment(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("LOKET_MACHINE", self.machine)
            environment.setenv("LOKET_STATE_DIR", str(self.home / "state"))
            yield

    def set_up(self, counter: str = "A") -> "Pc":
        with self._environment():
            entrance = DeskEntrance(self.folder, costs=CHEAP)
            made = entrance.set_up(replace(PLAN, counter=counter))
            self.code = made.recovery_code
            made.confirm(made.recovery_code.written())
            entrance.close()
        return self

    @contextmanager
    def at_work(self) -> Iterator[tuple[DeskEntrance, Session]]:
        """Open the desk as at the beginning of a day, close it at the end."""
        with self._environment():
            entrance = DeskEntrance(self.folder, costs=CHEAP)
            entrance.open_phrase(self.phrase)
            session = entrance.sign_in("siti", self.pin)
            if session.begun is not None:
                self.told.append(session.begun)
            try:
                yield entrance, session
            finally:
                entrance.close()

    def connect(self, url: str, database: str, counter: str = "A") -> None:
        self.connect_with(url, str(make_code(database, agency="aws", counter=counter, ca_pem=None, clock=system_now)))

    def connect_with(self, url: str, code: str) -> None:
        with self.at_work() as (_, session):
            session.services.connect(session.officer, url=url, code=code)

    def move_centre(self, url: str) -> None:
        with self.at_work() as (_, session), session.services.connect.units() as unit:
            centre = unit.centre.centre()
            assert centre is not None
            unit.centre.keep_centre(replace(centre, url=url))
            unit.commit()

    def record(self, count: int = 1, *, clock: Clock | None = None) -> list[str]:
        """File complaints and give their numbers."""
        with self.at_work() as (entrance, session):
            if clock is None:
                return [filed(entrance, session).number for _ in range(count)]
            register = replace(session.services.register_complaint, clock=clock)
            return [register(session.officer, typed(entrance), clock_confirmed=True).number for _ in range(count)]

    def record_with_photo(self) -> str:
        """File a complaint with an attachment and give its number."""
        with self.at_work() as (entrance, session):
            draft, attach = typed(entrance), session.services.attach
            attach(session.officer, draft, attach.seal(session.officer, a_photo(), "foto.jpg"))
            return session.services.register_complaint(session.officer, draft).number

    def tasks(self) -> list[str]:
        """Give what waits for a person."""
        with self.at_work() as (_, session):
            return [task.kind.value for task in session.services.work_off_tasks.waiting(session.officer)]

    def sync(self) -> SyncSummary:
        with self.at_work() as (_, session):
            return session.services.sync(session.officer, progress=lambda told: None, stop=lambda: False)

    def settle(self, runs: int = 4) -> None:
        """Sync until nothing is left."""
        for _ in range(runs):
            summary = self.sync()
            if summary.left == 0 and summary.problem is None:
                return
        pytest.fail(f"still {summary}")

    def back_up(self, file: Path) -> None:
        with self.at_work() as (_, session):
            session.services.back_up(session.officer, file)

    def restored_on(self, file: Path, home: Path, machine: str) -> "Pc":
        """Give another computer to which this desk's backup was restored."""
        assert self.code is not None
        other = Pc(home, machine, phrase=NEW_PHRASE, pin=NEW_PIN)
        other.code = self.code
        with other._environment():
            entrance = DeskEntrance(other.folder, costs=CHEAP)
            entrance.restore(file, RestorePlan(code=self.code, login="siti", phrase=NEW_PHRASE, pin=NEW_PIN))
            entrance.close()
        return other

    def imaged_on(self, home: Path, machine: str) -> "Pc":
        """Give another computer that was made of this one's whole disk."""
        shutil.copytree(self.home, home)
        other = Pc(home, machine, phrase=self.phrase, pin=self.pin)
        other.code = self.code
        return other

    def found(self, words: str) -> set[str]:
        """Give the numbers that a search finds, of this desk and of colleagues."""
        with self.at_work() as (_, session):
            rows = session.services.find_complaints(session.officer, words, after=None, limit=200).rows
            return {row.number for row in rows}

    def findings(self) -> list[str]:
        with self.at_work() as (_, session):
            return [one.code for one in session.services.verify_desk(session.officer).findings]

    def events(self) -> Counter[tuple[str, str]]:
        """Give what this desk ever told, as ids and hashes of its bytes."""
        with self.at_work() as (entrance, _):
            assert entrance._engine is not None
            with entrance._engine.connect() as connection:
                return Counter((row.id, digest(row.body)) for row in connection.execute(sa.select(outbox)))

    def numbers(self) -> list[str]:
        with self.at_work() as (entrance, _):
            assert entrance._engine is not None
            with entrance._engine.connect() as connection:
                return list(connection.execute(sa.select(own_complaints.c.number)).scalars())

    def central_numbers(self) -> dict[str, str]:
        """Give what the centre said of each event: its central number."""
        with self.at_work() as (entrance, _):
            assert entrance._engine is not None
            told = sa.select(outbox.c.id, deliveries.c.central_number).join(
                deliveries, deliveries.c.seq == outbox.c.seq
            )
            with entrance._engine.connect() as connection:
                return {row.id: row.central_number for row in connection.execute(told) if row.central_number}


@contextmanager
def looked_at(database: str) -> Iterator[sa.Connection]:
    store = open_store(database, read_body, must_exist=True)
    try:
        with store.engine.connect() as connection:
            yield connection
    finally:
        store.close()


def server_numbers(database: str) -> Counter[str]:
    """Give the numbers of all records at the server; one that counts twice was given twice."""
    with looked_at(database) as connection:
        return Counter(connection.execute(sa.select(complaints.c.number)).scalars())


def forked_numbers(database: str) -> set[str]:
    with looked_at(database) as connection:
        return set(connection.execute(sa.select(complaints.c.number).where(complaints.c.forked)).scalars())


def central_by_event(database: str) -> dict[str, str]:
    with looked_at(database) as connection:
        rows = connection.execute(sa.select(complaints.c.event_id, complaints.c.central_number))
        return {row.event_id: row.central_number for row in rows}


def files_held(database: str) -> dict[str, str]:
    """Give the digests of the sealed files that are whole at the server."""
    with looked_at(database) as connection:
        whole = sa.select(files.c.id, files.c.sha256).where(files.c.completed_at.is_not(None))
        return {row.id: row.sha256 for row in connection.execute(whole)}


def forked_logs(database: str) -> list[str]:
    """Give the anchors that a log did not fit."""
    with looked_at(database) as connection:
        return list(connection.execute(sa.select(acts.c.detail).where(acts.c.act == "audit_forked")).scalars())


def alarms(database: str) -> list[Alarm]:
    store = open_store(database, read_body, must_exist=True)
    try:
        return list(store.contacts.alarms())
    finally:
        store.close()
