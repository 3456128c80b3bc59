"""Post records of this counter to LAPOR! straight from here: at most once each, whatever breaks.

Order: what a run left open is unclear, files, the report, what happened to it later, then looks at the cases there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from app.domain.attachment import Attachment
from app.domain.complaint import Complaint
from app.domain.direct import (
    DirectRecord,
    DirectState,
    DirectSummary,
    LaporTerms,
    is_held_back,
    may_be_posted,
    present_record,
)
from app.domain.errors import NetworkProblem, StorageProblem
from app.domain.ids import ComplaintId
from app.domain.lapor import Ending, LaporFile, LaporReport, Posted, mapped
from app.domain.lapor_mapping import told
from app.ports.central import LaporDoor, LaporLine
from app.ports.queries import AttachmentRows, DirectQueries
from app.ports.world import AttachmentStore
from app.usecases.direct_after import LookAfter
from app.usecases.direct_steps import DirectSteps

BATCH: Final = 100
_LOOK_AFTER: Final = timedelta(minutes=10)
_UNREADABLE: Final = frozenset({"attachment_missing", "attachment_damaged"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardDirectly:
    """Run by the sync, one at a time on this desk."""

    steps: DirectSteps
    queries: DirectQueries
    attached: AttachmentRows
    files: AttachmentStore
    door: LaporDoor

    def __call__(self, *, stop: Callable[[], bool]) -> DirectSummary | None:
        """Do what is due now; None while this counter has no access to LAPOR!.  Raises StorageProblem."""
        with self.steps.units() as unit:
            access = unit.direct.access()
        if access is None:
            return None
        terms, line = self.door.open(access)
        try:
            summary = _Run(ways=self, terms=terms, line=line, stop=stop).whole()
        finally:
            line.close()
        with self.steps.units() as unit:
            unit.direct.tried(at=self.steps.clock(), problem=summary.problem)
            unit.commit()
        return summary

    def waiting(self) -> int:
        """Count the records that are to be posted from here and are not there yet."""
        return self.queries.waiting()


class _LineIsDown(Exception):
    """Nothing else would get through now."""


@dataclass(slots=True, kw_only=True)
class _Run:
    """What one run remembers."""

    ways: ForwardDirectly
    terms: LaporTerms
    line: LaporLine
    stop: Callable[[], bool]
    forwarded: int = 0
    looked_at: int = 0
    unclear: int = 0
    problem: str | None = None
    seen: set[ComplaintId] = field(default_factory=set)

    def whole(self) -> DirectSummary:
        """Go through all parts; a line that is down ends the run."""
        after = LookAfter(steps=self.ways.steps, queries=self.ways.queries, terms=self.terms, line=self.line)
        self.unclear += self.ways.steps.doubt_what_is_open()
        try:
            self._look_for_unclear()
            self._report_all()
            told = after.tell_all(self.stop)
            self.unclear += told.unclear
            self.problem = told.problem
            if self.problem is None:
                looked = after.look_at_all(self.stop)
                self.looked_at, self.problem = looked.looked_at, looked.problem
        except _LineIsDown as down:
            self.problem = str(down)
        return DirectSummary(
            forwarded=self.forwarded, looked_at=self.looked_at, unclear=self.unclear, problem=self.problem
        )

    def _report_all(self) -> None:
        while not self.stop():
            due = self.ways.queries.to_report(self.ways.steps.clock(), limit=BATCH + len(self.seen))
            fresh = [id for id in due if id not in self.seen][:BATCH]
            if not fresh:
                return
            for id in fresh:
                if self.stop():
                    return
                self.seen.add(id)
                self._report(id)

    def _report(self, id: ComplaintId) -> None:
        steps = self.ways.steps
        with steps.units() as unit:
            complaint, record = unit.complaints.get(id), unit.direct.get(id) or DirectRecord(complaint_id=id)
        if complaint is None or not may_be_posted(complaint):
            return
        if steps.doubt_lost_life(complaint):
            self.unclear += 1
            return
        if is_held_back(complaint):
            steps.refuse(record, "names_reporter")
            return
        attached = self.ways.attached.of(id)
        report = mapped(present_record(complaint, steps.desk(), attached), self.terms.mapping)
        if not isinstance(report, LaporReport):
            steps.unmapped(record, told(report))
            return
        with_files = self._with_files(record, attached)
        if with_files is not None:
            self._post(complaint, attached, with_files, report)

    def _with_files(self, record: DirectRecord, attached: Sequence[Attachment]) -> DirectRecord | None:
        """Upload what is attached and keep its ids; None when the record must wait.  Doing it twice hurts nobody."""
        steps = self.ways.steps
        if record.files == tuple(one.id for one in attached):
            return record
        try:
            files = [self._read(n, one) for n, one in enumerate(attached, start=1)]
        except StorageProblem as problem:
            if problem.code not in _UNREADABLE:
                raise
            steps.refuse(record, problem.code)
            return None
        posted = self.line.upload(files) if files else Posted(ending=Ending.DONE)
        if posted.ending is Ending.DONE:
            named = tuple(one.id for one in attached)
            return steps.keep(replace(record, files=named, file_ids=posted.file_ids))
        if posted.ending is Ending.REFUSED:
            steps.refuse(record, f"file_{posted.code}")
            return None
        steps.later(record, posted)
        if posted.ending is Ending.NOT_SENT:
            raise _LineIsDown(posted.code)
        return None

    def _read(self, n: int, one: Attachment) -> LaporFile:
        """Give a file in clear, under a name that tells nothing of whose it is."""
        content = self.ways.files.read(one.id, one.stored_as)
        name = f"lampiran-{n}.{one.media_type.ending}"
        return LaporFile(id=one.id, name=name, media_type=one.media_type.value, content=content)

    def _post(
        self, complaint: Complaint, attached: Sequence[Attachment], record: DirectRecord, report: LaporReport
    ) -> None:
        """Make the one call that must never be made twice."""
        steps = self.ways.steps
        begun = steps.begin_report(complaint, attached, record)
        if begun is None:
            return
        n, record = begun
        posted = self.line.report(report, record.file_ids)
        match posted.ending:
            case Ending.DONE:
                steps.arrived(n, record, posted, self.terms)
                self.forwarded += 1
            case Ending.UNCLEAR:
                steps.doubt(n, record.complaint_id, posted.code)
                self.unclear += 1
            case Ending.REFUSED:
                steps.refuse(record, posted.code, n=n)
            case Ending.NOT_SENT:
                steps.later(record, posted, n=n)
                raise _LineIsDown(posted.code)

    def _look_for_unclear(self) -> None:
        """Ask LAPOR! about unclear reports, where the profile knows such a call: the only way without a person."""
        steps = self.ways.steps
        self._take_over_typed()
        if not self.terms.can_look_up:
            return
        with steps.units() as unit:
            tries = [
                (attempt, number, unit.direct.get(attempt.complaint_id)) for attempt, number in unit.direct.open_tries()
            ]
        for attempt, number, record in tries:
            is_ripe = attempt.doubted_at is not None and steps.clock() - attempt.doubted_at >= _LOOK_AFTER
            if self.stop():
                return
            if not is_ripe or (record is not None and record.state is DirectState.THERE):
                continue
            record = record or DirectRecord(complaint_id=attempt.complaint_id)
            try:
                found = self.line.look_up(number)
            except NetworkProblem as problem:
                if problem.code == "answer_nonsense":
                    continue
                raise _LineIsDown(problem.code) from problem
            if found is not None and len(found) == 1:
                posted = Posted(ending=Ending.DONE, lapor_id=found[0])
                steps.arrived(attempt.n, record, posted, self.terms)
                self.forwarded += 1
            elif found is not None and not found:
                steps.later(record, Posted(ending=Ending.NOT_SENT, code="looked_not_there"), n=attempt.n)

    def _take_over_typed(self) -> None:
        """Put what somebody gave its number by hand where it is: at LAPOR!."""
        with self.ways.steps.units() as unit:
            for record in unit.direct.typed_by_hand():
                complaint = unit.complaints.get(record.complaint_id)
                number = complaint.tracking_id if complaint is not None else None
                self.ways.steps.put_there(unit, record, number if self.terms.tracking_is_lapor_id else None, self.terms)
            unit.commit()
