"""A desk with many complaints, made fast and kept under ``build/bench`` as long as schema and recipe are the same.

Every row is what the journey "enter, save" itself would have written: its stores write into a gathering connection,
and what they gathered goes to the database in large transactions.
"""

import hashlib
import itertools
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import time
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

from sqlalchemy import Connection, Engine, insert
from sqlalchemy.schema import CreateIndex, CreateTable

from app.adapters.clock import system_now
from app.bootstrap import DATABASE, KEY_FILES, DeskEntrance
from app.domain.access import Role
from app.domain.complaint import Complaint, Entry, Identity, Intake, Report, Reporter, Secrecy
from app.domain.draft import Draft
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId, new_id, to_iso
from app.domain.officer import Officer
from app.domain.outbox import Delivery
from app.domain.receipt import Printing
from app.domain.reference import Reference
from app.services import Session
from db.audit import Audit
from db.complaints import Complaints
from db.engine import checkpoint
from db.guards import SEARCH, TRIGGERS
from db.ledger import Ledger
from db.outbox import OutboxStore
from db.tables import metadata, numbers
from tests import desk as desks
from tests.bench import sentences
from tests.bench.sentences import THEMES, a_name, told
from tests.bench.tape import inserted

BUILD: Final = Path(__file__).resolve().parents[2] / "build" / "bench"
YEARS: Final = 2
"""Over how long the complaints are spread."""

_AT_ONCE: Final = 5_000
_FRESH_DAYS: Final = 25  # a desk asks back when its newest record is older than thirty days
_SEED: Final = 20261123
_SEALING_BYTES: Final = 48
_CHANNELS: Final = ("walk-in.counter",) * 6 + (
    "phone.call",
    "message.whatsapp",
    "letter.mail",
    "email",
    "social.facebook",
)
_CLASSES: Final = ("complaint",) * 8 + ("aspiration", "information")


def marks_beside(folder: Path) -> dict[str, str]:
    """Give the environment in which a desk keeps its marks with itself: copies of it must not know of each other."""
    return {"LOKET_STATE_DIR": str(folder / "state")}


@contextmanager
def open_desk(folder: Path) -> Iterator[tuple[DeskEntrance, Session]]:
    """Open a desk made here, as after a restart, and close it again."""
    with patch.dict(os.environ, marks_beside(folder)):
        entrance, session = desks.reopen(folder)
    try:
        yield entrance, session
    finally:
        entrance.close()


@contextmanager
def desk_copy(complaints: int, pending: int, name: str) -> Iterator[Path]:
    """Give a throw-away copy of the desk of that size, so that the kept one stays as it was made."""
    source = desk_of(complaints, pending)
    target = BUILD / "work" / name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    try:
        yield target
    finally:
        shutil.rmtree(target, ignore_errors=True)


def desk_of(complaints: int, pending: int) -> Path:
    """Give the folder of a desk with that many complaints, the newest ``pending`` of them only on this PC."""
    kind = f"desk-{complaints}-{pending}"
    folder = BUILD / f"{kind}-{_recipe()}"
    if folder.exists() and time() - folder.stat().st_mtime < _FRESH_DAYS * 86_400:
        return folder
    for stale in BUILD.glob(f"{kind}-*"):
        shutil.rmtree(stale)
    aside = BUILD / f"aside-{os.getpid()}"  # two benches may make one at the same time
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    with patch.dict(os.environ, marks_beside(aside)):
        entrance, session = desks.open_desk(aside)
    try:
        _fill(entrance, session, complaints, pending)
    finally:
        entrance.close()
    for left in aside.iterdir():
        if left.name not in (DATABASE, *KEY_FILES):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    aside.rename(folder)
    return folder


def typed_draft(lists: Reference, random: Random) -> Draft:
    """Give a complaint as an officer types it now, another one at every call."""
    entry = _entry(lists, random, system_now())
    reporter, report = entry.reporter, entry.report
    values = {
        "channel": entry.intake.channel,
        "received_at": "sekarang",
        "identity": entry.reporter.identity.value,
        "secrecy": entry.secrecy.value,
        "notice": "read",
        "nik": reporter.nik,
        "name": reporter.name,
        "phone": reporter.phone,
        "address": reporter.address,
        "area": reporter.area,
        "classification": report.classification,
        "title": report.title,
        "text": report.text,
        "category": report.category,
        "agency": report.agency,
        "place": report.place,
        "place_area": report.place_area,
    }
    return Draft(id=ComplaintId(new_id(system_now())), values={name: str(v) for name, v in values.items() if v})


def engine_of(entrance: DeskEntrance) -> Engine:
    """Give the engine behind an opened entrance, to listen to it."""
    assert entrance._engine is not None
    return entrance._engine


def key_of(entrance: DeskEntrance) -> bytes:
    """Give the data key of an opened entrance, to open the same file without the program."""
    assert entrance._data_key is not None
    return entrance._data_key


def _recipe() -> str:
    """Give a digest of the schema and of everything here that shapes the rows."""
    shape = [str(CreateTable(table)) for table in metadata.sorted_tables]
    shape += sorted(str(CreateIndex(index)) for table in metadata.sorted_tables for index in table.indexes)
    shape += [*SEARCH, *TRIGGERS]
    shape += [Path(module).read_text(encoding="utf-8") for module in (__file__, sentences.__file__)]
    shape.append(repr((desks.PHRASE, desks.PIN, desks.PLAN)))
    return hashlib.sha256("\n".join(shape).encode()).hexdigest()[:12]


def _fill(entrance: DeskEntrance, session: Session, complaints: int, pending: int) -> None:
    random = Random(_SEED)
    staff = (session.officer, *(desks.another(session, Role.OFFICER, login) for login in ("dewi", "rudi", "hana")))
    last = system_now() - timedelta(hours=1)
    step = timedelta(days=365 * YEARS) / complaints
    engine = engine_of(entrance).execution_options(write=True)
    with engine.connect() as connection:
        desk = _GatheringDesk(connection, session, settled=complaints - pending)
        for n in range(complaints):
            at = last - step * (complaints - 1 - n)
            desk.record(random.choice(staff), _entry(entrance.lists, random, at), at)
            if n % _AT_ONCE == _AT_ONCE - 1:
                desk.write()
        desk.write()
        desk.write_numbers()
    checkpoint(engine)


class _Gathering:
    """A connection that keeps inserts back until :meth:`write`; what is asked of it goes through."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._rows = itertools.count(1)
        self.dialect = connection.dialect

    @property
    def connection(self) -> Any:
        """Give the way to the driver, which is this again."""
        return SimpleNamespace(driver_connection=self)

    def in_transaction(self) -> bool:
        """Want no transaction begun."""
        return True

    def execute(self, sql: str, values: Any) -> Any:
        """Keep an insert, answering with the row it will get, or execute a query."""
        told = inserted(sql)
        if told is None:
            return self._connection.exec_driver_sql(sql, values)
        table, columns = told
        row = dict(zip(columns, values, strict=True))
        if table == "complaints":
            row["row"] = next(self._rows)
        self._kept[table].append(row)
        return SimpleNamespace(lastrowid=row.get("row"))

    def kept(self, table: str) -> list[dict[str, Any]]:
        """Give what is kept for a table, as the driver will get it, to be changed."""
        return self._kept[table]

    def write(self) -> None:
        """Insert all that is kept, in one transaction."""
        for table, rows in self._kept.items():
            columns = list(dict.fromkeys(name for row in rows for name in row))
            names = ", ".join(f'"{name}"' for name in columns)
            gaps = ", ".join("?" * len(columns))
            given = [tuple([row.get(name) for name in columns]) for row in rows]
            if given:
                self._connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({gaps})", given)
        self._connection.commit()
        self._kept.clear()


class _GatheringDesk:
    """The part of a unit of work that recording takes, and what later happened to most cases."""

    def __init__(self, connection: Connection, session: Session, *, settled: int) -> None:
        self._connection = connection
        self._gathering = _Gathering(connection)
        self._session = session
        self._settled = settled
        self._seq = itertools.count(1)
        self._running: dict[tuple[str, int], int] = defaultdict(int)
        self._ledger = Ledger(self._gathering)  # type: ignore[arg-type]
        self.audit = Audit(self._gathering)  # type: ignore[arg-type]
        self.complaints: Any = Complaints(self._gathering)  # type: ignore[arg-type]
        self.outbox: Any = OutboxStore(self._gathering)  # type: ignore[arg-type]
        self.attachments: Any = SimpleNamespace(of=_nothing_attached)
        self.staff: Any = SimpleNamespace(present=lambda desk: desk)
        self.complaints.next_running = self._next_running
        self.outbox.next_seq = lambda: next(self._seq)

    def record(self, officer: Officer, entry: Entry, at: datetime) -> None:
        """Record a complaint as the journey does, and print its receipt."""
        id = ComplaintId(new_id(at))
        register = self._session.services.register_complaint
        complaint = register.record(self, officer, self._session.desk, id, entry, at)  # type: ignore[arg-type]
        self._print(officer, complaint, at + timedelta(seconds=20))
        if self._settled > 0:
            self._settled -= 1
            self._settle(complaint, at + timedelta(hours=5))

    def write(self) -> None:
        """Bring all that was recorded into the database."""
        self._gathering.write()

    def write_numbers(self) -> None:
        """Bring the counters to where the numbers ended."""
        rows = [{"series": s, "year": y, "last": last} for (s, y), last in self._running.items()]
        self._connection.execute(insert(numbers), rows)
        self._connection.commit()

    def _next_running(self, series: str, year: int) -> int:
        self._running[series, year] += 1
        return self._running[series, year]

    def _print(self, officer: Officer, complaint: Complaint, at: datetime) -> None:
        sheet = hashlib.sha256(complaint.number.encode()).hexdigest()
        self._ledger.add(
            Printing(
                complaint_id=complaint.id,
                number=complaint.number,
                copy=0,
                printed_at=at,
                officer_id=officer.id,
                way="print",
                size=self._session.desk.receipt_size,
                sha256=sheet,
            )
        )
        self.complaints.add_fact(
            CaseFact(
                complaint_id=complaint.id,
                at=at,
                kind=FactKind.RECEIPT_PRINTED,
                officer_id=officer.id,
                officer_name=officer.full_name,
            )
        )
        self.audit.add(at=at, officer_id=officer.id, act="receipt_print", subject=complaint.id, detail="0")

    def _settle(self, complaint: Complaint, at: datetime) -> None:
        """Let the centre have taken the complaint in, and proven to hold it."""
        central = f"KT-{self._gathering.kept('complaints')[-1]['row']:07d}"
        self._gathering.kept("complaints")[-1]["central_number"] = central
        event, delivery = self._gathering.kept("outbox")[-1], self._gathering.kept("deliveries")[-1]
        part = event["identity"]
        event["identity"] = None
        event["sealed"] = None if part is None else bytes(len(part) + _SEALING_BYTES)
        delivery |= {
            "state": Delivery.CONFIRMED.value,
            "decided_at": to_iso(at),
            "received_at": to_iso(at),
            "confirmed_at": to_iso(at),
            "central_number": central,
        }
        for kind, detail in ((FactKind.CENTRE_ACCEPTED, central), (FactKind.CENTRE_CONFIRMED, "")):
            self.complaints.add_fact(CaseFact(complaint_id=complaint.id, at=at, kind=kind, detail=detail))


def _entry(lists: Reference, random: Random, at: datetime) -> Entry:
    """Give one complaint as the desk reads it from a form."""
    theme = random.choice(THEMES)
    area = random.choice(_villages(lists))
    place = lists.areas.label(area)
    title, text = told(random, theme, place)
    street = f"{random.choice(sentences.STREETS)} No. {random.randrange(1, 200)} RT {random.randrange(1, 60)}"
    luck = random.random()
    identity = Identity.NAMELESS if luck < 0.04 else Identity.ANONYMOUS if luck < 0.12 else Identity.OPEN
    reporter = Reporter(identity=identity)
    if identity is not Identity.NAMELESS:
        birth = random.randrange(1, 29), random.randrange(1, 13), random.randrange(40, 108) % 100  # grown up
        reporter = Reporter(
            identity=identity,
            kind="individual",
            nik=f"{area[:8].replace('.', '')}{birth[0] + random.choice((0, 40)):02d}{birth[1]:02d}{birth[2]:02d}"
            f"{random.randrange(1, 60):04d}",
            name=a_name(random),
            phone=f"08{random.choice(('12', '13', '21', '52', '57', '95'))}{random.randrange(10**7, 10**8)}",
            address=street,
            area=area,
        )
    return Entry(
        secrecy=Secrecy.SECRET if random.random() < 0.03 else Secrecy.PLAIN,
        intake=Intake(
            channel=random.choice(_CHANNELS), received_at=at - timedelta(minutes=random.randrange(1, 9)), notice="read"
        ),
        reporter=reporter,
        report=Report(
            classification=random.choice(_CLASSES),
            title=title,
            text=text,
            category=random.choice(_categories(lists, theme.category)),
            agency=random.choice(theme.agencies),
            place=f"{place}, dekat {random.choice(sentences.STREETS)}",
            place_area=area,
        ),
        extra={},
        form_version="form-manual-v1",
    )


def _nothing_attached(_: ComplaintId) -> tuple[()]:
    return ()


_lists_read: dict[str, Sequence[Any]] = {}


def _villages(lists: Reference) -> Sequence[Any]:
    if "villages" not in _lists_read:
        _lists_read["villages"] = [a.id for a in lists.areas.all() if a.kind.value == "village" and a.active]
    return _lists_read["villages"]


def _categories(lists: Reference, main: str) -> Sequence[Any]:
    if main not in _lists_read:
        _lists_read[main] = [c.id for c in lists.categories.all() if c.id == main or c.parent == main]
    return _lists_read[main]
