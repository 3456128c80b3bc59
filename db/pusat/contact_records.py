"""What crosses the border of the store about contacts of counters, their incarnations and series."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.anchor import AnchorSaid, LogTold


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactMade:
    """A contact of a counter and what came with it: events as (incarnation, seq), numbers as whole series, year,
    incarnation and running number.  ``series`` is the whole one it works in, "" when it does not say,
    ``audit`` the end of its log.
    """

    incarnation: str
    n: int
    nonce: str
    series: str = ""
    events: tuple[tuple[str, int], ...] = ()
    numbers: tuple[tuple[str, int, str, int], ...] = ()
    audit: LogTold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedSeries:
    """How far a whole series has come in a year; ``own`` when by the counter that asks, in its incarnation.

    The lowest ``claim`` of a series came first and keeps it.
    """

    series: str
    year: int
    running: int
    own: bool
    claim: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOfDevice:
    """What is told to a counter of itself: was this contact a twin's, its highest event, the series of its letter.

    ``audit`` is the word on its log; None to a twin, or when it told nothing of a log.
    """

    clone: bool
    seq: int
    series: tuple[UsedSeries, ...]
    audit: AnchorSaid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A contact that only a twin or an old copy of a counter makes; ``kind`` same_n or old_n."""

    device: str
    incarnation: str
    n: int
    kind: str
    at: datetime
