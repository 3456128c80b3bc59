"""A complaint as it stands recorded: what was said (Report), how it came in (Intake), by whom (Reporter), and its fate.

Identity lives in :class:`Reporter` alone, so that it can be stored, sealed, masked and shown apart from the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.agency import AgencyId
from app.domain.area import AreaId
from app.domain.category import CategoryId
from app.domain.channel import ChannelId
from app.domain.ids import ComplaintId, OfficerId


class Identity(StrEnum):
    """What happens to the reporter's name: shown, recorded but hidden, or never recorded."""

    OPEN = "open"
    ANONYMOUS = "anonymous"
    NAMELESS = "nameless"


class Secrecy(StrEnum):
    """Whether the report itself may be seen by others (``rahasia`` on the form)."""

    PLAIN = "plain"
    SECRET = "secret"


class Forwarder(StrEnum):
    """Who alone may post a record to LAPOR!: told in its first event, handed over by later ones.

    PUSAT is the provincial server, DESK this counter's own connector, BY_HAND a person at this counter; NONE for what
    LAPOR! has already.
    """

    PUSAT = "pusat"
    DESK = "desk"
    BY_HAND = "by_hand"
    NONE = "none"


class Status(StrEnum):
    """The local state of a case; the centre's status is mirrored apart and never merged with it."""

    RECORDED = "recorded"
    INCOMPLETE = "incomplete"
    NOT_OURS = "not_ours"
    VERIFIED = "verified"
    DISPOSED = "disposed"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    CLOSED = "closed"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How and when the complaint came in; ``received_at`` is the citizen's moment, not the typist's."""

    channel: ChannelId
    received_at: datetime
    notice: str
    backdate_reason: str | None = None
    queue_number: str | None = None
    letter_number: str | None = None
    letter_on: date | None = None
    slip_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Who complains. For Identity.NAMELESS every field but ``identity`` and ``returns_to_desk`` is None."""

    identity: Identity
    kind: str | None = None
    nik: str | None = None
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    area: AreaId | None = None
    returns_to_desk: bool = False
    relation: str | None = None
    represented: str | None = None
    guardian: str | None = None
    sex: str | None = None
    born_on: date | None = None
    occupation: str | None = None
    disability: str | None = None
    contact_way: str | None = None
    contact_time: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is complained of, asked or proposed. No identity belongs in here."""

    classification: str
    title: str
    text: str
    category: CategoryId
    agency: AgencyId
    event_on: date | None = None
    event_time: str | None = None
    place: str | None = None
    place_area: AreaId | None = None
    coordinate: str | None = None
    expectation: str | None = None
    unit: str | None = None
    reported_officer: str | None = None
    earlier_number: str | None = None
    value_rp: int | None = None
    supervisory: bool = False
    priority: str | None = None
    tags: str | None = None
    missing_documents: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What the desk does with an entry as it is filed.

    ``joins`` is the number of the case that this is a further report of; until ``complete_by`` the reporter may bring
    what is missing; ``answer``, ``result`` and ``told`` (how the reporter heard it) close it on the spot.
    """

    joins: str | None = None
    complete_by: date | None = None
    answer: str | None = None
    result: str | None = None
    told: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A draft that has been read and found right: all that a number needs, before it has one."""

    secrecy: Secrecy
    intake: Intake
    reporter: Reporter
    report: Report
    handling: Handling = Handling()
    extra: Mapping[str, str]
    form_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A recorded complaint, complete; ``version`` rises with every change and guards against lost updates."""

    id: ComplaintId
    row: int
    number: str
    secrecy: Secrecy
    intake: Intake
    reporter: Reporter
    report: Report
    extra: Mapping[str, str]
    form_version: str
    officer_id: OfficerId
    recorded_at: datetime
    utc_offset_minutes: int
    answer_due_on: date | None
    close_due_on: date | None
    status: Status = Status.RECORDED
    central_status: str | None = None
    central_number: str | None = None
    tracking_id: str | None = None
    status_code_hash: str = ""
    joins: str | None = None
    complete_by: date | None = None
    forwarder: Forwarder = Forwarder.PUSAT
    version: int = 1
