"""Similar complaints: while a report is typed, open cases on the same matter, each with its reasons; none is joined."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.access import Act, require
from app.domain.complaint import Status
from app.domain.draft import Draft
from app.domain.ids import ComplaintId
from app.domain.officer import Officer
from app.domain.reference import Reference
from app.domain.similar import SHOWN, Grade, Measures, Reason, Similar, similar, sought_of
from app.ports.queries import SimilarReports
from app.ports.world import Closeness


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarRow:
    """One case to show; ``takes`` is what an entry that joins it takes over, by field name.

    ``id`` is None for a case of another counter, of which only this is known.
    """

    id: ComplaintId | None
    number: str
    title: str
    received_on: date
    status: Status
    grade: Grade
    reasons: tuple[Reason, ...]
    takes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarComplaints:
    """Look for open cases like a draft, here and among what the centre tells of other counters."""

    reports: SimilarReports
    lists: Reference
    alike: Closeness
    within: Closeness

    def __call__(self, actor: Officer, draft: Draft) -> tuple[SimilarRow, ...]:
        """Give at most three, the most alike first."""
        require(actor, Act.REGISTER)
        sought = sought_of(draft, self.lists.stop_words)
        if not sought:
            return ()
        found = similar(
            sought,
            self.reports.candidates(actor.id, sought.words, sought.place),
            stop_words=self.lists.stop_words,
            measures=Measures(alike=self.alike, within=self.within),
        )
        return tuple(map(_row, found[:SHOWN]))

    def interrupt(self) -> None:
        """Break off the look-up that runs in another thread; it ends with ``query_interrupted``."""
        self.reports.interrupt()


def _row(found: Similar) -> SimilarRow:
    case = found.candidate
    return SimilarRow(
        id=case.id,
        number=case.number,
        title=case.title,
        received_on=case.received_on,
        status=case.status,
        grade=found.grade,
        reasons=found.reasons,
        takes=case.takes(),
    )
