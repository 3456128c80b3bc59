"""A counter's incarnations: each gives numbers of a series of its own, so that copies of one desk never share one.

What the centre knows of the series comes with its answers; whether the desk must begin anew is decided here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.domain.anchor import AnchorSaid, LogTold
from app.domain.errors import StorageProblem
from app.domain.officer import Desk


class Reason(StrEnum):
    """Why an incarnation began; SET_UP is the first one."""

    SET_UP = "set_up"
    RESTORED = "restored"
    OTHER_MACHINE = "fingerprint"
    NUMBERS_LOST = "high_water"
    CENTRE_KNOWS_MORE = "centre_knows_more"
    SERIES_TAKEN = "series_taken"
    CLONE = "clone"


class Owed(StrEnum):
    """What a desk that may have lost records asks the centre for: proof before it sends, and its own cases."""

    PROOF = "proof"
    OWN_CASES = "own_cases"


NOTICES: Final = {
    Reason.RESTORED: "incarnation_restored",
    Reason.OTHER_MACHINE: "incarnation_other_machine",
    Reason.NUMBERS_LOST: "records_lost",
    Reason.CENTRE_KNOWS_MORE: "incarnation_centre_knows_more",
    Reason.SERIES_TAKEN: "incarnation_series_taken",
    Reason.CLONE: "incarnation_clone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An incarnation that began: its series, and how many numbers were ``lost`` when that was the reason."""

    id: str
    series: str
    reason: Reason
    at: datetime
    lost: int = 0

    def notice(self) -> StorageProblem:
        """Give what an officer is told of it, once."""
        return StorageProblem(NOTICES.get(self.reason, "records_lost"), lost=self.lost, series=self.series)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact with the centre: ``n`` was never used before with another nonce, unless this desk has a twin.

    ``series`` is whole, as in numbers: "AWS-A2"; ``audit`` is where the desk's log ends.
    """

    incarnation: str
    n: int
    nonce: str
    series: str
    audit: LogTold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesUse:
    """How far a series ("AWS-A2") has come in a year; ``own`` when by this device in this incarnation.

    The lowest ``claim`` of a series came first and keeps it.
    """

    series: str
    year: int
    running: int
    own: bool
    claim: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreKnows:
    """What the centre knows of this desk: a twin's contact, its highest event, its letter's series, its log."""

    clone: bool
    seq: int
    uses: tuple[SeriesUse, ...] = ()
    audit: AnchorSaid | None = None

    def highest(self, series: str) -> dict[int, int]:
        """Give the highest number by year that this very incarnation is known to have given."""
        found: dict[int, int] = {}
        for use in self.uses:
            if use.own and use.series == series:
                found[use.year] = max(use.running, found.get(use.year, 0))
        return found


def is_taken(series: str, uses: Sequence[SeriesUse]) -> bool:
    """Tell whether another desk, or another incarnation of this one, was first to give numbers of this series."""
    claims = {own: [use.claim for use in uses if use.series == series and use.own is own] for own in (True, False)}
    return bool(claims[False]) and (not claims[True] or min(claims[False]) <= min(claims[True]))


def whole_series(desk: Desk, series: str | None = None) -> str:
    """Give a series as it stands at the head of numbers: "AWS-A2"."""
    return f"{desk.agency_code}-{series or desk.series}"


def figure_of(series: str) -> int:
    """Give the incarnation figure: 1 for A, 2 for A2; of a whole series as well."""
    return int(series.rpartition("-")[2][1:] or 1)


def free_series(desk: Desk, known: Iterable[str]) -> str:
    """Give the first series of the counter's letter behind its own and all ``known`` ones, whole or not."""
    letter = desk.series[0]
    figures = [figure_of(one) for one in known if one.rpartition("-")[2][:1] == letter]
    return f"{letter}{max([figure_of(desk.series), *figures]) + 1}"
