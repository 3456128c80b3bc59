"""Asking for a status by telephone or at the desk: who may hear it, how wrong tries are slowed, what is noted.

The receipt's status code proves it; else two facts of identity.  Which fact was wrong is never said.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.domain.complaint import Complaint, Identity, Reporter, Secrecy
from app.domain.errors import UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId
from app.domain.known import phone_digits
from app.domain.nik import Nik
from app.domain.secrets import status_code_hash
from app.domain.text import clean_line, folded
from app.domain.typed_dates import parse_typed_date

FACTS: Final = ("nik", "name", "phone", "born_on", "address")
"""The fields of identity that may be asked for, in the order of asking."""
FACTS_NEEDED: Final = 2
NOTE_LETTERS: Final = 200
_NEVER_CHANGING: Final = frozenset({"nik", "born_on"})
_DELAYS_S: Final = (0, 0, 0, 10, 30, 60, 300, 900)
_PARTS: Final = " · "


class Proof(StrEnum):
    """How the asker showed that the case is theirs."""

    CODE = "code"
    FACTS = "facts"


class AskedBy(StrEnum):
    """The way on which somebody asked."""

    PHONE = "phone"
    DESK = "desk"
    WHATSAPP = "whatsapp"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusNote:
    """What the history of a case keeps of one answer: on which way, by what proof, and a line of the officer's."""

    by: AskedBy
    proof: Proof
    note: str = ""

    def written(self) -> str:
        """Give it as the detail of a fact; :meth:`read` reads it again."""
        return _PARTS.join(part for part in (self.by.value, self.proof.value, clean_line(self.note)) if part)

    @classmethod
    def read(cls, detail: str) -> "StatusNote | None":
        """Read the detail of a fact, None when it is something else."""
        by, _, rest = detail.partition(_PARTS)
        proof, _, note = rest.partition(_PARTS)
        try:
            return cls(by=AskedBy(by), proof=Proof(proof), note=note)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusAsked:
    """What was typed: the number, the receipt's code, and facts of identity by field name."""

    number: str
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def only_by_code(complaint: Complaint) -> bool:
    """Tell whether the status code alone opens it: nothing of the reporter may be compared or the report is secret."""
    return complaint.secrecy is Secrecy.SECRET or complaint.reporter.identity is not Identity.OPEN


def proof_of(complaint: Complaint, *, code: str, facts: Mapping[str, str], today: date) -> Proof | None:
    """Give what proves that the asker may hear the status, None when nothing does.

    Two facts must agree; a NIK holds the birth date, so these two are one.  A typed NIK or birth date that differs
    refuses, whatever else agrees; phones and addresses change.
    """
    if code and opens(code, complaint.id, complaint.status_code_hash):
        return Proof.CODE
    if only_by_code(complaint):
        return None
    agreed = {name: _agrees(name, facts[name], complaint.reporter, today) for name in FACTS if facts.get(name)}
    if any(agreed.get(name) is False for name in _NEVER_CHANGING):
        return None
    counted = {"nik" if name == "born_on" and agreed.get("nik") else name for name, same in agreed.items() if same}
    return Proof.FACTS if len(counted) >= FACTS_NEEDED else None


def opens(code: str, id: ComplaintId, kept: str) -> bool:
    """Tell whether a code, as typed, is the one of the receipt; ``kept`` is its hash."""
    return hmac.compare_digest(status_code_hash(id, code), kept)


def facts_given(facts: Mapping[str, str]) -> int:
    """Give how many independent facts were typed."""
    given = {name for name in FACTS if clean_line(facts.get(name, ""))}
    return len(given - {"born_on"} if "nik" in given else given)


def wait_s(history: Sequence[CaseFact], now: datetime) -> int:
    """Give the seconds that must pass before the next try, 0 when it may be now.

    Counted are the wrong tries since the last right one; a clock that went back lengthens nothing.
    """
    wrong = 0
    last: datetime | None = None
    for fact in history:
        if fact.kind is FactKind.STATUS_REFUSED:
            wrong, last = wrong + 1, fact.at
        elif fact.kind is FactKind.STATUS_TOLD:
            wrong, last = 0, None
    delay = timedelta(seconds=_DELAYS_S[min(wrong, len(_DELAYS_S) - 1)])
    if last is None or now < last or now - last >= delay:
        return 0
    left = delay - (now - last)
    return int(left.total_seconds()) + (left.microseconds > 0)


def _agrees(name: str, typed: str, reporter: Reporter, today: date) -> bool:
    recorded = getattr(reporter, name)
    if recorded is None:
        return False
    if name == "nik":
        try:
            return Nik.parse(typed).digits == str(recorded)
        except UserProblem:
            return False
    if name == "phone":
        return bool(phone_digits(typed)) and phone_digits(typed) == phone_digits(recorded)
    if name == "born_on":
        return bool(parse_typed_date(typed, today) == recorded)
    return bool(folded(typed)) and folded(typed) == folded(recorded)
