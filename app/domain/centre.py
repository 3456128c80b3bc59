"""The provincial server as the desk knows it, what is sent to it, and what a run of the sync brought."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.attachment import AttachmentId
from app.domain.changes import Change, Cursor
from app.domain.ids import ComplaintId, EventId
from app.domain.incarnation import CentreKnows, SeriesUse
from app.domain.outbox import Delivery, Event, EventOutcome, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKeys:
    """This desk's own key pairs, raw 32 bytes each: Ed25519 to sign with, X25519 to be written to."""

    signing_private: bytes = field(repr=False)
    signing_public: bytes
    sealing_private: bytes = field(repr=False)
    sealing_public: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """An enrolment: address, token (256 bits, text), the centre's sealing key (X25519) and verify key (Ed25519)."""

    url: str
    token: str = field(repr=False)
    public_key: bytes
    verify_key: bytes
    ca_pem: str | None
    epoch: str
    connected_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """The answer to an enrolment: the centre, and which series of the counter's letter are used in its agency.

    ``former`` are keys that were sealed to before and still open there.
    """

    centre: Centre
    uses: tuple[SeriesUse, ...] = ()
    former: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """An event with its identity part sealed for the centre; None when the event carries no identity."""

    event: Event
    sealed_identity: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingFile:
    """An attachment as it leaves: sealed for the centre; ``sha256`` is of these sealed bytes, as hex."""

    id: AttachmentId
    complaint_id: ComplaintId
    content: bytes = field(repr=False)
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchAnswer:
    """The centre's answer to one batch; events it does not name stay undecided.

    ``knows`` is None from a centre that tells nothing of this desk's numbers.
    """

    outcomes: tuple[EventOutcome, ...]
    server_time: datetime
    epoch: str
    knows: CentreKnows | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofAnswer:
    """What the centre holds of the asked events (id -> hash recomputed there), signed; ``extra`` it has and we lack.

    ``waiting`` are held ones that are not applied yet, because the event they build on is absent there.  ``files`` are
    the held ones of the asked files.  ``absent`` and ``absent_files`` are those not held, named only where the question
    itself is not at hand any more: in the answer to a parcel.  ``keys`` are the centre's new ones, to seal to and to
    verify with, when it announced them under the known ones.
    """

    held: Mapping[EventId, str]
    extra: tuple[EventId, ...]
    epoch: str
    server_time: datetime
    signature: str
    waiting: frozenset[EventId] = frozenset()
    files: Mapping[AttachmentId, str] = field(default_factory=dict)
    absent: tuple[EventId, ...] = ()
    absent_files: tuple[AttachmentId, ...] = ()
    knows: CentreKnows | None = None
    keys: tuple[bytes, bytes] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """A page of what the centre tells; ``cursor`` is where it ends, ``unreadable`` the seqs of lines that are none."""

    changes: tuple[Change, ...]
    unreadable: tuple[int, ...]
    cursor: Cursor
    more: bool
    server_time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncRow:
    """One event on the sync page; ``title`` is "" when it may not be shown."""

    event_id: EventId
    number: str
    kind: str
    title: str
    created_at: datetime
    delivery: Delivery
    decided_at: datetime | None
    code: str | None
    field: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """The standing of the outbox: how many complaints exist only here and since when, and what is left to do.

    ``by_stick`` tells that the desk is enrolled where no line leads: what waits leaves as a parcel.
    """

    connected: bool
    only_here: int
    only_here_since: datetime | None
    pending: int
    needs_person: int
    confirmed: int
    accepted: int
    last_contact_at: datetime | None
    last_problem: str | None
    next_try_at: datetime | None
    skew_s: float | None
    proven_at: datetime | None = None
    by_stick: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOnItsWay:
    """The file that is being brought: of which complaint, how much of it is there."""

    number: str
    there_bytes: int
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncProgress:
    """Where a run stands: events done of all that were due when it began; then the ``file`` that is on its way."""

    done: int
    total: int
    outcomes: tuple[tuple[str, EventId, Outcome, str | None], ...] = ()
    file: FileOnItsWay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncSummary:
    """What one run did; ``problem`` is the code that stopped it or its files, None when it ran to its end.

    ``pulled`` counts the lines that the centre told, ``forwarded`` what went straight to LAPOR!; ``lapor_problem`` is
    the code that stopped that part.
    """

    sent: int = 0
    accepted: int = 0
    duplicate: int = 0
    rejected: int = 0
    held: int = 0
    needs_check: int = 0
    left: int = 0
    problem: str | None = None
    pulled: int = 0
    forwarded: int = 0
    lapor_problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofSummary:
    """What the centre confirmed: same bytes, none, other bytes; ``extra`` it holds and this desk does not know."""

    confirmed: int
    missing: int
    different: int
    at: datetime
    extra: int = 0
