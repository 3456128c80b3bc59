"""What a case waits for next and until when: one step for each case that is not over, kept beside it as it changes.

The desk's own word counts before the centre's: a case closed here was answered here, and its reporter knows.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.domain.complaint import Status
from app.domain.similar import OVER
from app.domain.text import folded

_OVER_THERE: Final = frozenset({"selesai", "ditutup", "diarsipkan", "ditolak", "bukan kewenangan"})
"""The words of LAPOR!'s own pages for a case that nobody works on any more."""


class StepKind(StrEnum):
    """What is to happen: an answer, the end, what the reporter is to bring, or telling the reporter how it ended."""

    ANSWER = "answer"
    CLOSE = "close"
    BRING = "bring"
    TELL = "tell"


CLOCKS: Final = (StepKind.ANSWER, StepKind.CLOSE)
"""The steps that the agency owes by a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The next step and its last day; of TELL the day since which there is something to tell, None when not known."""

    kind: StepKind
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """What the next step of a case hangs on.

    ``central_on`` is the day of ``central_status``, ``answered`` tells of an answer of any kind, ``told`` that the
    reporter was told since that day, ``reachable`` that this desk has somebody to tell.
    """

    status: Status
    answer_due_on: date | None
    close_due_on: date | None
    complete_by: date | None = None
    central_status: str | None = None
    central_on: date | None = None
    answered: bool = False
    told: bool = False
    reachable: bool = True


def next_step(case: CaseState) -> Step | None:
    """Give what a case waits for, None when there is nothing, or nothing that has a day here."""
    if case.status in OVER:
        return None
    if is_over_there(case.central_status):
        return Step(kind=StepKind.TELL, day=case.central_on) if case.reachable and not case.told else None
    if case.status is Status.INCOMPLETE:
        return Step(kind=StepKind.BRING, day=case.complete_by)
    if case.answer_due_on is not None and not (case.answered or case.status is Status.ANSWERED):
        return Step(kind=StepKind.ANSWER, day=case.answer_due_on)
    return Step(kind=StepKind.CLOSE, day=case.close_due_on) if case.close_due_on is not None else None


def is_over_there(central_status: str | None) -> bool:
    """Tell whether LAPOR! says that a case has ended."""
    return central_status is not None and folded(central_status) in _OVER_THERE
