"""What lists and the case page show: already masked, already filtered by who looks; nothing here needs hiding again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.domain.changes import CentralAnswer
from app.domain.complaint import Entry, Forwarder, Identity, Secrecy, Status
from app.domain.follow_up import CaseAnswer, CaseFact
from app.domain.ids import ComplaintId, OfficerId
from app.domain.outbox import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One line of a list; names are masked.

    Of a secret entry of another only number, times, status and what happens to the name are told: the rest is "" or
    None.  ``counter`` names the counter of a colleague's case, which has no reporter here; it is "" for an own one.
    """

    row: int
    id: ComplaintId
    number: str
    received_at: datetime
    recorded_at: datetime
    title: str
    name: str
    channel: str
    category: str
    agency: str
    status: Status
    secrecy: Secrecy
    identity: Identity
    answer_due_on: date | None
    delivery: Delivery | None
    tracking_id: str | None
    recorded_by: OfficerId
    counter: str = ""
    central_status: str | None = None


class PageEnd(NamedTuple):
    """Where a page of the list ended: the last row of this desk's own, and the last of other counters'."""

    own: int
    shared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Rows newest first; ``after`` is the key of the next page, None on the last one."""

    rows: tuple[ListRow, ...]
    after: PageEnd | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """The reporter as shown before the deliberate act; "" where nothing was recorded."""

    name: str
    nik: str
    phone: str
    email: str
    has_address: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLine:
    """What stood in a field before the correction of that moment, as shown: "" for nothing, masked what is identity."""

    at: datetime
    field: str
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A complete frozen snapshot of one case for the page; ``report`` maps form field names to shown text.

    While ``hidden`` (a secret entry of another, not opened) all that tells what it is about, its due days, Tracking ID
    and history are empty.
    ``joins`` is the number of the case that this is a further report of, ``joined_by`` those of its further reports.
    ``version`` is named by every change that follows.
    ``counter`` names the counter of a colleague's case, which can only be read; it is "" for an own one.
    """

    id: ComplaintId
    number: str
    status: Status
    central_status: str | None
    tracking_id: str | None
    secrecy: Secrecy
    identity: Identity
    hidden: bool
    may_open: bool
    title: str
    text: str
    report: Mapping[str, str]
    intake: Mapping[str, str]
    masked: Masked
    received_at: datetime
    recorded_at: datetime
    accepted_at: datetime | None
    confirmed_at: datetime | None
    delivery: Delivery | None
    answer_due_on: date | None
    answer_days_left: int | None
    close_due_on: date | None
    close_days_left: int | None
    officer_name: str
    copies: int
    facts: tuple[CaseFact, ...]
    version: int
    corrections: tuple[CorrectionLine, ...] = ()
    joins: str | None = None
    joined_by: tuple[str, ...] = ()
    complete_by: date | None = None
    answers: tuple[CaseAnswer, ...] = ()
    central_status_at: datetime | None = None
    central_answers: tuple[CentralAnswer, ...] = ()
    forwarder: Forwarder = Forwarder.PUSAT
    counter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTerms:
    """What the index may know of a complaint: secret ones only their number, hidden people no name or contact.

    ``slip`` is the number written on the paper.
    """

    number: str
    title: str = ""
    text: str = ""
    name: str = ""
    contact: str = ""
    slip: str = ""


def search_terms(number: str, entry: Entry) -> SearchTerms:
    """Give what the index may know of an entry."""
    if entry.secrecy is Secrecy.SECRET:
        return SearchTerms(number=number)
    shown = entry.reporter if entry.reporter.identity is Identity.OPEN else None
    contact = (shown.phone or "", shown.email or "") if shown else ()
    return SearchTerms(
        number=number,
        title=entry.report.title,
        text=entry.report.text,
        name=(shown.name or "") if shown else "",
        contact=" ".join(part for part in contact if part),
        slip=entry.intake.slip_number or "",
    )
