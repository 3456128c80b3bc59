"""What crosses the border of the server's store: frozen facts, no rows and no connections."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.outbox import Outcome
from app.domain.record import Record
from app.domain.staff import StaffRole
from app.domain.token_role import TokenRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """An enrolled counter; or, by its ``role``, another bearer of a token, with neither agency nor counter.

    Of ``scope`` "agency" it sees the cases of its agency's other counters, of "device" none.
    """

    id: str
    agency: str
    counter: str
    role: TokenRole = TokenRole.COUNTER
    scope: str = "agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a body tells: its ``content`` as JSON gives it, found to be what its kind promises.

    ``record`` is how a record stands after its first event; None for what tells of one later.
    """

    complaint_id: str
    content: Mapping[str, object] = field(repr=False)
    record: Record | None = None


ReadBody = Callable[[str, bytes], Facts]
"""Gives the facts of a stored body by its kind; bodies in the store were read once before, so it does not fail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One event whose shape was found right; ``body`` are the frozen bytes and ``sha256`` is theirs."""

    id: str
    incarnation: str
    seq: int
    kind: str
    facts: Facts
    follows: str | None
    schema_version: int
    created_at: str
    body: bytes = field(repr=False)
    sha256: str
    sealed: bytes | None = field(repr=False)

    @property
    def number(self) -> str:
        """The number of a new complaint, "" for what tells of one later."""
        return self.facts.record.number if self.facts.record else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the store decided of one arrival; a duplicate carries what the first one was told."""

    id: str
    sha256: str
    outcome: Outcome
    central_number: str | None = None
    received_at: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A counter that asks to be enrolled: the code as its selector and hash, the public keys as hex."""

    selector: str
    code_sha256: str
    device: str
    incarnation: str
    signing_key: str
    sealing_key: str
    token_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Counts of what is stored."""

    devices: int
    events: int
    complaints: int
    attachments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One stored complaint event as it lies on disk, for a comparison with the desk."""

    event_id: str
    device: str
    seq: int
    kind: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which database this is: ``epoch`` changes at every restore, ``key_id`` names the key file it belongs to."""

    epoch: str
    key_id: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """A person who works at the server."""

    login: str
    name: str
    role: StaffRole
    active: bool
    created_at: datetime
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One line of the log; ``who`` is a login, empty for the server itself and for counters."""

    n: int
    at: datetime
    act: str
    subject: str
    detail: str
    who: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """A bearer of tokens as an operator sees it; ``valid`` tells whether one of its tokens still is."""

    id: str
    role: TokenRole
    label: str
    agency: str
    counter: str
    incarnation: str
    since: datetime
    last_contact_at: datetime | None
    events: int
    alarms: int
    valid: bool
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCode:
    """A one-time code that nobody has used yet."""

    agency: str
    counter: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencySums:
    """How many complaints an agency's counters recorded; ``forwarded`` have a Tracking ID, by whomever.

    ``by_central_status`` counts those of which LAPOR! said how they stand, in its own words.
    """

    agency: str
    received: int
    by_channel: Mapping[str, int]
    by_class: Mapping[str, int]
    by_status: Mapping[str, int]
    by_central_status: Mapping[str, int]
    forwarded: int
    not_forwarded: int
    oldest_not_forwarded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerCounts:
    """What the whole server holds; ``waiting`` are complaints that somebody still has to forward."""

    devices: int
    tokens: int
    events: int
    held: int
    quarantined: int
    complaints: int
    with_tracking_id: int
    waiting: int
    oldest_waiting_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRecord:
    """What the server parsed of one record; ``agency`` and ``counter`` are the desk's."""

    event_id: str
    complaint_id: str
    device: str
    number: str
    central_number: str
    agency: str
    counter: str
    title: str = field(repr=False)
    classification: str
    channel: str
    secrecy: str
    status: str
    forwarder: str
    tracking_id: str | None
    central_status: str | None
    central_status_at: datetime | None
    received_at: datetime
    forked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPart:
    """An identity as it came, with the event whose body committed to it."""

    event_id: str
    sha256: str
    body: bytes = field(repr=False)
    sealed: bytes = field(repr=False)
