"""Opens the server's store: the right engine, the newest tables, and the three sides of it."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

import db.pusat.tables_contacts  # noqa: F401  (so that metadata is whole)
from app.domain.errors import StorageProblem
from db.migrate import migrate
from db.pusat.audit import AuditStore
from db.pusat.contacts import ContactStore
from db.pusat.devices import DeviceStore
from db.pusat.engine import open_engine
from db.pusat.enrolments import EnrolmentStore
from db.pusat.epochs import EpochStore
from db.pusat.events import EventStore
from db.pusat.evidence import EvidenceStore
from db.pusat.feed import FeedStore
from db.pusat.files import FileStore
from db.pusat.found import FoundStore
from db.pusat.lapor_cases import LaporCaseStore
from db.pusat.monev import MonevStore
from db.pusat.parcels import ParcelStore
from db.pusat.postings import PostingStore
from db.pusat.records import ReadBody
from db.pusat.staff import StaffStore
from db.pusat.transactions import Transactions

_MIGRATION_LOCK: Final = 8311_00


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """The server's memory; ``close`` gives the connections back."""

    engine: sa.Engine
    events: EventStore
    enrolments: EnrolmentStore
    evidence: EvidenceStore
    parcels: ParcelStore
    staff: StaffStore
    devices: DeviceStore
    monev: MonevStore
    found: FoundStore
    audit: AuditStore
    contacts: ContactStore
    feed: FeedStore
    postings: PostingStore
    lapor_cases: LaporCaseStore
    files: FileStore
    epochs: EpochStore

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_store(url: str, read_body: ReadBody, *, must_exist: bool = False) -> Store:
    """Open and bring up to date; see :func:`db.pusat.engine.open_engine` for what it raises, and ``database_newer``."""
    engine = open_engine(url, must_exist=must_exist)
    try:
        with _one_at_a_time(engine):
            migrate(engine, "pusat")
    except sa.exc.DBAPIError as error:
        engine.dispose()
        raise StorageProblem("pusat_database_unreachable") from error
    except StorageProblem:
        engine.dispose()
        raise
    transactions = Transactions(engine)
    return Store(
        engine=engine,
        events=EventStore(transactions, read_body),
        enrolments=EnrolmentStore(transactions),
        evidence=EvidenceStore(transactions),
        parcels=ParcelStore(transactions),
        staff=StaffStore(transactions),
        devices=DeviceStore(transactions),
        monev=MonevStore(transactions),
        found=FoundStore(transactions),
        audit=AuditStore(transactions),
        contacts=ContactStore(transactions),
        feed=FeedStore(transactions),
        postings=PostingStore(transactions),
        lapor_cases=LaporCaseStore(transactions),
        files=FileStore(transactions),
        epochs=EpochStore(transactions),
    )


@contextmanager
def _one_at_a_time(engine: sa.Engine) -> Generator[None, None, None]:
    """Keep two starting processes from making the same tables; SQLite's write lock does so by itself."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(_MIGRATION_LOCK)))
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(_MIGRATION_LOCK)))
