"""The line of time of a case: facts that were added, each with who and when, local or from the centre."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.ids import ComplaintId, OfficerId


class FactKind(StrEnum):
    """What happened to a case."""

    RECORDED = "recorded"
    RECEIPT_PRINTED = "receipt_printed"
    RECEIPT_SAVED = "receipt_saved"
    NOTE = "note"
    TRACKING_ENTERED = "tracking_entered"
    IDENTITY_SEEN = "identity_seen"
    SECRET_OPENED = "secret_opened"
    ANSWERED = "answered"
    CLOSED = "closed"
    INCOMPLETE = "incomplete"
    COMPLETED = "completed"
    JOINED = "joined"
    CORRECTED = "corrected"
    HIDDEN_LATE = "hidden_late"
    VOIDED = "voided"
    STATUS_TOLD = "status_told"
    STATUS_REFUSED = "status_refused"
    CALL_BACK = "call_back"
    CALLED_BACK = "called_back"
    ATTACHED = "attached"
    IMPORT_UNDONE = "import_undone"
    NUMBER_TOLD = "number_told"
    COPY_SKIPPED = "copy_skipped"
    COPY_DOUBTED = "copy_doubted"
    COPY_ABSENT = "copy_absent"
    FORWARDED = "forwarded"
    CENTRE_ACCEPTED = "centre_accepted"
    CENTRE_REJECTED = "centre_rejected"
    CENTRE_CONFIRMED = "centre_confirmed"
    CENTRE_STATUS = "centre_status"
    CENTRE_ANSWERED = "centre_answered"
    CENTRE_TRACKING = "centre_tracking"
    CENTRE_RETURNED = "centre_returned"
    CENTRE_EDITED = "centre_edited"
    HANDED_OVER = "handed_over"
    HAND_OVER_ASKED = "hand_over_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswer:
    """What a reporter was answered; ``result`` and ``told`` are choices of the form."""

    complaint_id: ComplaintId
    at: datetime
    officer_id: OfficerId
    text: str
    result: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """One row of history; ``detail`` is a short text or id for its kind, never identity."""

    complaint_id: ComplaintId
    at: datetime
    kind: FactKind
    officer_id: OfficerId | None = None
    officer_name: str = ""
    detail: str = ""
