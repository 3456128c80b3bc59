"""One short write transaction over all stores; leaving it without ``commit`` keeps nothing."""

from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from db.attachments import Attachments
from db.attempts import Attempts
from db.audit import Audit
from db.call_backs import CallBacks
from db.central_edits import CentralEdits
from db.centre import CentreStore
from db.complaints import Complaints
from db.corrections import Corrections
from db.digest import DigestStore
from db.direct import DirectStore
from db.drafts import Drafts
from db.ends import Ends
from db.feed import FeedStore
from db.imports import ColumnMaps, Imports
from db.incarnations import IncarnationStore
from db.learned import LearnedStore
from db.ledger import Ledger
from db.officers import Staff
from db.outbox import OutboxStore
from db.parcels import ParcelStore
from db.reference_edits import ReferenceEditStore
from db.tasks import Tasks
from db.uploads import Uploads


class UnitOfWork:
    """Fulfils UnitOfWork of app.ports; the lock is taken with the first statement, others wait up to five seconds.

    Raises StorageProblem from any of its calls: ``database_busy``, ``disk_full``, ``database_readonly``, ...
    """

    complaints: Complaints
    corrections: Corrections
    outbox: OutboxStore
    drafts: Drafts
    audit: Audit
    ledger: Ledger
    staff: Staff
    centre: CentreStore
    call_backs: CallBacks
    attempts: Attempts
    direct: DirectStore
    imports: Imports
    column_maps: ColumnMaps
    digest: DigestStore
    feed: FeedStore
    tasks: Tasks
    central_edits: CentralEdits
    attachments: Attachments
    uploads: Uploads
    reference_edits: ReferenceEditStore
    learned: LearnedStore
    incarnations: IncarnationStore
    parcels: ParcelStore

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        self._connection = connection = self._engine.connect().execution_options(write=True)
        ends = Ends(connection)
        self.complaints = Complaints(connection, ends)
        self.corrections = Corrections(connection)
        self.outbox = OutboxStore(connection, ends)
        self.drafts = Drafts(connection)
        self.audit = Audit(connection, ends)
        self.ledger = Ledger(connection)
        self.staff = Staff(connection)
        self.centre = CentreStore(connection)
        self.call_backs = CallBacks(connection)
        self.attempts = Attempts(connection)
        self.direct = DirectStore(connection)
        self.imports = Imports(connection)
        self.column_maps = ColumnMaps(connection)
        self.digest = DigestStore(connection)
        self.feed = FeedStore(connection)
        self.tasks = Tasks(connection)
        self.central_edits = CentralEdits(connection)
        self.attachments = Attachments(connection)
        self.uploads = Uploads(connection)
        self.reference_edits = ReferenceEditStore(connection)
        self.learned = LearnedStore(connection)
        self.incarnations = IncarnationStore(connection)
        self.parcels = ParcelStore(connection)
        return self

    def commit(self) -> None:
        """Flush everything to disk; when this returns, it stands."""
        self._connection.commit()

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
