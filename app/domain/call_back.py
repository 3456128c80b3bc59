"""Who waits to be called, or to be told at the desk: asked with a reason, tried, and done with an outcome."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.complaint import Identity
from app.domain.ids import ComplaintId, OfficerId
from app.domain.text import clean_line

_PARTS = " · "
REASON_LETTERS = 3
NOTE_LETTERS = 200


class Outcome(StrEnum):
    """How a call went; after ``NOT_REACHED`` the reporter still waits."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    WRONG_NUMBER = "wrong_number"


class Reach(StrEnum):
    """How the reporter can be reached: by telephone, mail or letter, or only when coming back to the desk."""

    PHONE = "phone"
    MAIL = "mail"
    LETTER = "letter"
    DESK = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBack:
    """One row of the list as stored; open while ``done_at`` is None."""

    n: int
    complaint_id: ComplaintId
    asked_at: datetime
    officer_id: OfficerId
    reason: str
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One line of the call-back list, masked for who looks; of a secret report of another only its number and time.

    ``tries`` counts the calls since it was asked for, ``last_note`` is what the last of them said.
    """

    n: int
    complaint_id: ComplaintId
    number: str
    name: str
    identity: Identity
    hidden: bool
    reach: Reach
    reason: str
    asked_at: datetime
    tries: int
    last_tried_at: datetime | None
    last_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Callee:
    """Whom to call, opened deliberately: ``name`` only where the identity is open."""

    n: int
    name: str
    phone: str
    contact_time: str


def outcome_written(outcome: Outcome, note: str) -> str:
    """Give an outcome with its note as the detail of a fact; :func:`outcome_read` reads it again."""
    return _PARTS.join(part for part in (outcome.value, clean_line(note)[:NOTE_LETTERS]) if part)


def outcome_read(detail: str) -> tuple[Outcome | None, str]:
    """Read the detail of a fact: the outcome and the note; None and all of it when it is something else."""
    code, _, note = detail.partition(_PARTS)
    try:
        return Outcome(code), note
    except ValueError:
        return None, detail
