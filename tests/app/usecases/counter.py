"""A desk with a real database and a centre that is only imagined, so that it can fail in every way."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.adapters.attachments.sealed_files import SealedFiles
from app.domain.access import Role
from app.domain.attachment import MOST_BYTES, Attachment, AttachmentId, MediaType
from app.domain.centre import (
    BatchAnswer,
    Centre,
    DeviceKeys,
    Enrolled,
    FeedPage,
    Outgoing,
    OutgoingFile,
    ProofAnswer,
    SyncProgress,
    SyncState,
    SyncSummary,
)
from app.domain.changes import Change, Cursor, Told, kind_of
from app.domain.errors import NetworkProblem
from app.domain.ids import DeviceId, EventId, new_id
from app.domain.incarnation import CentreKnows, Contact
from app.domain.outbox import Event, EventKind, EventOutcome, Outcome
from app.ports.central import SyncLock
from app.usecases.prove import Prove
from app.usecases.pull import Pull
from app.usecases.send_events import SendEvents
from app.usecases.send_files import SendFiles
from app.usecases.sync import Sync
from db.sync_queries import SyncQueries
from db.unit_of_work import UnitOfWork
from db.uploads import UploadQueries
from tests.builders import NOON, OFFICER_ID, FixedClock, a_complaint, an_officer
from tests.database import KEY, new_database, record
from tests.reading import take_in_change

CENTRE = Centre(
    url="https://pusat.example",
    token="t" * 64,
    public_key=b"p" * 32,
    verify_key=b"v" * 32,
    ca_pem=None,
    epoch=new_id(NOON),
    connected_at=NOON,
)


@dataclass
class ImaginedCentre:
    """Stores what it is sent. ``before`` may raise instead of storing, ``after`` instead of answering."""

    clock: FixedClock
    epoch: str = CENTRE.epoch
    stored: dict[EventId, str] = field(default_factory=dict)
    waiting: set[EventId] = field(default_factory=set)
    sealed: dict[EventId, bytes | None] = field(default_factory=dict)
    rejects: dict[EventId, str] = field(default_factory=dict)
    silent_on: set[EventId] = field(default_factory=set)
    extra: tuple[EventId, ...] = ()
    before: Callable[[Sequence[EventId]], None] = lambda ids: None
    after: Callable[[Sequence[EventId]], None] = lambda ids: None
    on_proof: Callable[[], None] = lambda: None
    batches: list[list[EventId]] = field(default_factory=list)
    contacts: list[Contact | None] = field(default_factory=list)
    knows: CentreKnows | None = None
    knows_idle: CentreKnows | None = None
    proof_contacts: list[Contact | None] = field(default_factory=list)
    asked: list[list[EventId]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    scope: str = "agency"
    page: int = 3
    on_changes: Callable[[Cursor | None], None] = lambda after: None
    read: list[Cursor | None] = field(default_factory=list)
    files: dict[AttachmentId, bytes] = field(default_factory=dict)
    files_asked: list[dict[AttachmentId, str]] = field(default_factory=list)
    own_asked: list[bool] = field(default_factory=list)
    spans: list[tuple[int, int | None] | None] = field(default_factory=list)

    def send(
        self, centre: Centre, batch: Sequence[Outgoing], *, batch_id: str, contact: Contact | None = None
    ) -> BatchAnswer:
        ids = [outgoing.event.id for outgoing in batch]
        self.batches.append(ids)
        self.contacts.append(contact)
        self.before(ids)
        outcomes = [self._take(outgoing) for outgoing in batch]
        self.after(ids)
        return BatchAnswer(
            outcomes=tuple(o for o in outcomes if o.event_id not in self.silent_on),
            server_time=self.clock(),
            epoch=self.epoch,
            knows=self.knows,
        )

    def _take(self, outgoing: Outgoing) -> EventOutcome:
        event = outgoing.event
        if code := self.rejects.get(event.id):
            return EventOutcome(event_id=event.id, outcome=Outcome.REJECTED, code=code, field="report.title")
        first = event.id not in self.stored
        if first:
            self.stored[event.id] = event.sha256
            self.sealed[event.id] = outgoing.sealed_identity
            if event.follows is not None and (event.follows not in self.stored or event.follows in self.waiting):
                self.waiting.add(event.id)
        if event.id in self.waiting:
            return EventOutcome(event_id=event.id, outcome=Outcome.HELD, received_at=self.clock())
        if self.stored[event.id] != event.sha256:
            return EventOutcome(event_id=event.id, outcome=Outcome.CONFLICT)
        return EventOutcome(
            event_id=event.id,
            outcome=Outcome.ACCEPTED if first else Outcome.DUPLICATE,
            central_number=f"PST-26-{len(self.stored):06d}-00",
            received_at=self.clock(),
        )

    def prove(
        self,
        centre: Centre,
        asked: Sequence[tuple[EventId, str]],
        *,
        span: tuple[int, int | None] | None,
        files: Sequence[tuple[AttachmentId, str]] = (),
        contact: Contact | None = None,
    ) -> ProofAnswer:
        self.proof_contacts.append(contact)
        self.on_proof()
        self.files_asked.append(dict(files))
        self.asked.append([id for id, _ in asked])
        self.spans.append(span)
        return ProofAnswer(
            held={id: self.stored[id] for id, _ in asked if id in self.stored},
            extra=self.extra if span else (),
            epoch=self.epoch,
            server_time=self.clock(),
            signature="signed",
            waiting=frozenset(self.waiting),
            knows=self.knows_idle,
            files={id: hashlib.sha256(self.files[id]).hexdigest() for id, _ in files if id in self.files},
        )

    def changes(self, centre: Centre, after: Cursor | None, *, own: bool = False) -> FeedPage:
        self.own_asked.append(own)
        self.read.append(after)
        self.on_changes(after)
        if after is not None and after.epoch != self.epoch:
            raise NetworkProblem("cursor_expired")
        if after is not None and after.scope != self.scope:
            raise NetworkProblem("scope_changed")
        begin = after.seq if after is not None else 0
        lines = [
            Change(seq=seq, kind=kind_of(told).value, at=self.clock(), told=told)
            for seq, told in enumerate(self.told, start=1)
            if seq > begin
        ]
        page = tuple(lines[: self.page])
        end = page[-1].seq if page else begin
        return FeedPage(
            changes=page,
            unreadable=(),
            cursor=Cursor(epoch=self.epoch, seq=end, scope=self.scope),
            more=len(lines) > self.page,
            server_time=self.clock(),
        )

    def enrol(
        self,
        *,
        url: str,
        code: str,
        ca_pem: str | None,
        device: DeviceId,
        incarnation: str,
        series: str,
        keys: DeviceKeys,
    ) -> Enrolled:
        raise AssertionError("not asked for")


@dataclass
class ImaginedFiles:
    """Takes files. ``before`` may raise, or end an upload early by giving how many bytes came."""

    stored: dict[AttachmentId, bytes] = field(default_factory=dict)
    sent: list[AttachmentId] = field(default_factory=list)
    before: Callable[[OutgoingFile], int | None] = lambda file: None

    def upload(
        self,
        centre: Centre,
        file: OutgoingFile,
        *,
        bytes_per_s: int | None,
        told: Callable[[int, int], None],
        stop: Callable[[], bool],
    ) -> bool:
        self.sent.append(file.id)
        assert hashlib.sha256(file.content).hexdigest() == file.sha256
        came = self.before(file)
        told(len(file.content) if came is None else came, len(file.content))
        if came is not None:
            return False
        self.stored[file.id] = file.content
        return True


class Counter:
    """The desk and its journeys of the sync."""

    def __init__(self, folder: Path, *, connected: bool = True) -> None:
        self.clock = FixedClock()
        self.engine = new_database(folder / "loket.db")
        self.queries = SyncQueries(self.engine)
        self.centre = ImaginedCentre(self.clock)
        self.progress: list[SyncProgress] = []
        self.waits: list[float] = []
        self.seals: list[tuple[bytes, bytes]] = []
        self.files = SealedFiles(folder / "attachments", KEY)
        self.outgoing = SealedFiles(folder / "outgoing", KEY, most_bytes=MOST_BYTES + 1024)
        self.uploads = UploadQueries(self.engine)
        self.centre_files = ImaginedFiles()
        self.centre.files = self.centre_files.stored
        self.lock: Callable[[], SyncLock] = nullcontext  # type: ignore[assignment]
        if connected:
            with self.units() as unit:
                unit.centre.keep_centre(CENTRE)
                unit.commit()

    def units(self) -> UnitOfWork:
        return UnitOfWork(self.engine)

    def seal(self, identity: bytes, public_key: bytes, info: bytes) -> bytes:
        self.seals.append((identity, info))
        return b"sealed %d " % len(self.seals) + public_key

    def jitter(self, least: float, most: float) -> float:
        self.waits.append(most)
        return most

    @property
    def prove(self) -> Prove:
        return Prove(
            units=self.units,
            queries=self.queries,
            uploads=self.uploads,
            gateway=self.centre,
            forget=self.send_files.forget,
            clock=self.clock,
        )

    @property
    def send_files(self) -> SendFiles:
        return SendFiles(
            units=self.units,
            queries=self.uploads,
            files=self.files,
            outgoing=self.outgoing,
            gateway=self.centre_files,
            seal=self.seal,
            clock=self.clock,
            jitter=self.jitter,
            bytes_per_s=lambda: None,
        )

    def attach(self, event: Event, content: bytes) -> AttachmentId:
        """Attach a file to a recorded complaint."""
        id = AttachmentId(new_id(self.clock()))
        one = Attachment(
            id=id,
            complaint_id=event.complaint_id,
            place=1,
            name="bukti.pdf",
            media_type=MediaType.PDF,
            size_bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            stored_as=self.files.keep(id, content),
            pages=1,
            added_at=self.clock(),
            officer_id=OFFICER_ID,
        )
        with self.units() as unit:
            unit.attachments.add(one)
            unit.commit()
        return id

    def sync(self, role: Role = Role.OFFICER, *, stop: Callable[[], bool] = lambda: False) -> SyncSummary:
        return Sync(
            units=self.units,
            queries=self.queries,
            clock=self.clock,
            lock=self.lock,
            jitter=self.jitter,
            send_events=SendEvents(
                units=self.units, queries=self.queries, gateway=self.centre, seal=self.seal, clock=self.clock
            ),
            pull=Pull(units=self.units, gateway=self.centre, clock=self.clock, take_in=take_in_change()),
            prove=self.prove,
            send_files=self.send_files,
            forward=lambda *, stop: None,
        )(an_officer(role), progress=self.progress.append, stop=stop)

    def record(self, count: int, **values: object) -> list[Event]:
        """Record complaints and give their events in order."""
        with self.units() as unit:
            events = [record(unit, a_complaint(**values)) for _ in range(count)]
            unit.commit()
        return events

    def follow(self, event: Event, *, kind: EventKind = EventKind.TRACKING, **values: object) -> Event:
        """Add an event that builds on another, a Tracking ID unless another kind is named."""
        from tests.db.pusat.arrivals import a_tracking_event

        with self.units() as unit:
            told = a_tracking_event(event, "9104417", **values)
            added = replace(told, seq=unit.outbox.next_seq(), kind=kind)
            unit.outbox.add(added)
            unit.commit()
        return added

    def state(self) -> SyncState:
        return self.queries.state(self.clock())

    def deliveries(self) -> dict[EventId, tuple[str, str | None]]:
        """Give state and code by event."""
        return {row.event_id: (row.delivery.value, row.code) for row in self.queries.rows(limit=10_000)}


def fails_with(code: str, **facts: int | str) -> Callable[[Sequence[EventId]], None]:
    def fail(_ids: Sequence[EventId]) -> None:
        raise NetworkProblem(code, **facts)

    return fail
