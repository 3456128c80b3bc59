"""What a receipt says, gathered from committed data only; paper is set elsewhere, the words come from the profile."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.ids import ComplaintId


class PaperSize(StrEnum):
    """Sheets a receipt can be set on; ``a4x2`` and ``f4x2`` carry two halves: reporter and archive."""

    A4X2 = "a4x2"
    F4X2 = "f4x2"
    A5 = "a5"
    MM80 = "80mm"
    MM58 = "58mm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One receipt. Identity lines are masked already; None or empty means it is not printed at all.

    ``copy`` is 0 for the original and n for "SALINAN ke-n".  ``due_on`` is None when the target is not the own agency.
    ``joins`` is the number of the report that this one adds to.  Until ``complete_by`` the reporter may bring what is
    ``missing``; ``answered`` is how it ended at the desk, with the answer unless the report is secret.
    ``corrected_on`` is the day of the last correction; a void entry has the day and the reason.
    ``from_lapor`` tells that the report came out of SP4N-LAPOR! and is not sent there again.
    """

    complaint_id: ComplaintId
    number: str
    status_code: str
    classification: str
    letterhead: tuple[str, ...]
    agency_line: str
    contact_line: str
    city: str
    phone: str
    service_hours: str
    received_at: datetime
    recorded_at: datetime
    printed_at: datetime
    utc_offset_minutes: int
    channel: str
    reporter_lines: tuple[str, ...]
    reporter_signs_as: str
    identity: str
    secret: bool
    title: str
    summary: str
    target_agency: str
    own_agency: bool
    due_on: date | None
    answer_working_days: int
    tracking_id: str | None
    from_lapor: bool
    officer_name: str
    officer_nip: str
    copy: int
    joins: str | None = None
    missing: str = ""
    complete_by: date | None = None
    answered_on: date | None = None
    answered: str = ""
    corrected_on: date | None = None
    voided_on: date | None = None
    void_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One line of the receipt ledger: which paper left the desk, when, as which copy, with which bytes."""

    complaint_id: ComplaintId
    number: str
    copy: int
    printed_at: datetime
    officer_id: str
    way: str
    size: str
    sha256: str
