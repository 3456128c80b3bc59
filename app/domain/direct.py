"""Straight from this counter to LAPOR!: how a record stands on that way, and what the profile says of the other end.

Whether a try is open or unclear is not kept here: that is what the tries themselves say.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.domain.attachment import Attachment, AttachmentId
from app.domain.complaint import Complaint, Forwarder, Status
from app.domain.correction import betrays_reporter
from app.domain.forwarding import Standing
from app.domain.ids import ComplaintId, OfficerId
from app.domain.lapor import IdMap
from app.domain.officer import Desk
from app.domain.outbox import complaint_body
from app.domain.record import Record, fold

NOT_YET: Final = frozenset({Status.VOID, Status.WITHDRAWN, Status.INCOMPLETE})
"""What is not posted: taken back, or still waiting for what is missing."""


class DirectState(StrEnum):
    """WAITING and UNMAPPED go on by themselves, REFUSED once the record or the profile changes; THERE is at LAPOR!."""

    WAITING = "waiting"
    UNMAPPED = "unmapped"
    REFUSED = "refused"
    THERE = "there"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectRecord:
    """One record on its way; ``code`` says why it is not there yet.

    ``files`` are those whose ids at LAPOR! are ``file_ids``.  LAPOR! was told everything up to the event ``told_seq``,
    and of the next one so many pieces as ``pieces_done``.  ``look_at`` is when to look how the case stands, None for
    never (again).
    """

    complaint_id: ComplaintId
    state: DirectState = DirectState.WAITING
    code: str = ""
    detail: str = ""
    tries: int = 0
    next_at: datetime | None = None
    files: tuple[AttachmentId, ...] = ()
    file_ids: tuple[str, ...] = ()
    lapor_id: str | None = None
    told_seq: int = 0
    pieces_done: int = 0
    status_name: str = ""
    look_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectAccess:
    """The profile as it was read, and the header values, which are secret.

    ``chosen`` are the ids that were typed here; they stand before those of the profile.
    """

    profile: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    chosen: IdMap = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessKept:
    """When an access was kept and by whom, and how the last run with it ended."""

    at: datetime
    officer_id: OfficerId
    tried_at: datetime | None
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporTerms:
    """What the profile says beyond the calls themselves: ids, how often to look, and what names of statuses mean."""

    name: str
    address: str
    mapping: IdMap
    look_minutes: int
    final: frozenset[str]
    not_ours: frozenset[str]
    rejected: frozenset[str]
    can_look_up: bool
    tracking_is_lapor_id: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectRow:
    """A record as the list of what is forwarded from here shows it."""

    complaint_id: ComplaintId
    number: str
    standing: Standing
    code: str
    detail: str
    lapor_id: str | None
    status_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectSummary:
    """What a run did: reports posted, cases looked at, and how many became unclear; ``problem`` ended it early."""

    forwarded: int = 0
    looked_at: int = 0
    unclear: int = 0
    problem: str | None = None


def may_be_posted(complaint: Complaint | None) -> bool:
    """Tell whether this counter is the one that posts a record, and the record is ready for it."""
    return (
        complaint is not None
        and complaint.forwarder is Forwarder.DESK
        and complaint.tracking_id is None
        and complaint.status not in NOT_YET
    )


def is_held_back(complaint: Complaint) -> bool:
    """Tell whether the text says who reported, although that one hides: it is not posted before it is corrected."""
    return betrays_reporter(complaint)


def present_record(complaint: Complaint, desk: Desk, attached: Sequence[Attachment]) -> Record:
    """Give a record as it stands here now, with what the centre changed in it; there is no identity in it."""
    body = complaint_body(
        complaint,
        desk={"agency_id": desk.agency_id, "counter": desk.counter, "device": desk.device_id},
        forwarder=complaint.forwarder,
        identity=None,
        salt=b"",
        attached=attached,
    )
    return fold([json.loads(body)])
