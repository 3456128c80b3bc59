"""After a record is at LAPOR!: tell there what happened to it since, and hear how its case stands until it is over."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import zip_longest
from typing import Final

from app.domain.changes import CentralAnswer, Change, Returned, kind_of
from app.domain.complaint import Secrecy
from app.domain.direct import DirectRecord, DirectSummary, LaporTerms
from app.domain.errors import NetworkProblem
from app.domain.forwarding import wait_after
from app.domain.ids import ComplaintId
from app.domain.lapor import Ending, LaporFollowUp, LaporStatus, follow_up_texts
from app.domain.late_words import Silence, files_in, follow_up_of
from app.domain.task import TaskKind
from app.ports.central import LaporLine
from app.ports.queries import DirectQueries
from app.ports.stores import UnitOfWork
from app.usecases.direct_steps import DirectSteps

BATCH: Final = 100
_LOOKS: Final = 100
_OF_THE_LINE: Final = frozenset({"server_absent", "token_refused", "server_busy"})
_OUR_OWN: Final = "[No. "


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAfter:
    """One run's line to LAPOR!."""

    steps: DirectSteps
    queries: DirectQueries
    terms: LaporTerms
    line: LaporLine

    # ---- telling ----

    def tell_all(self, stop: Callable[[], bool]) -> DirectSummary:
        """Tell what happened later to records that are there."""
        unclear = 0
        for id in self.queries.to_tell(self.steps.clock(), limit=BATCH):
            if stop():
                break
            ending, code = self._tell(id)
            unclear += ending is Ending.UNCLEAR
            if ending is Ending.NOT_SENT:
                return DirectSummary(unclear=unclear, problem=code)
        return DirectSummary(unclear=unclear)

    def _tell(self, id: ComplaintId) -> tuple[Ending, str]:
        """Tell one record's events in their order; give how the last call ended."""
        with self.steps.units() as unit:
            record, complaint = unit.direct.get(id), unit.complaints.get(id)
        if record is None or complaint is None:
            return Ending.DONE, ""
        secret = complaint.secrecy is Secrecy.SECRET
        added = 0
        events = self.queries.later_events(id, record.told_seq)
        for (seq, _, body), following in zip_longest(events, events[1:]):
            if count := files_in(body):
                added += count
                if following is None or not files_in(following[2]):  # all that were added together are one task
                    record = self.steps.told(record, seq, task=TaskKind.FILES_BY_HAND, detail=str(added))
                    added = 0
                continue
            said = follow_up_of(body)
            if said is Silence.HIDES:
                record = self.steps.told(record, seq, task=TaskKind.LATE_HIDING, code="late_hiding")
            elif said is Silence.NOTHING:
                record = self.steps.told(record, seq)
            elif record.lapor_id is None:
                record = self.steps.told(record, seq, task=TaskKind.FOLLOW_UP_BY_HAND, code="typed_by_hand")
            else:
                went_on = self._say(record, record.lapor_id, seq, complaint.number, str(said), secret=secret)
                if isinstance(went_on, tuple):
                    return went_on
                record = went_on
        return Ending.DONE, ""

    def _say(
        self, record: DirectRecord, lapor_id: str, seq: int, number: str, said: str, *, secret: bool
    ) -> DirectRecord | tuple[Ending, str]:
        """Tell one event, a piece for each request; give the record behind it, or how the call ended that stops it."""
        for piece in follow_up_texts(number, said)[record.pieces_done :]:
            n = self.steps.begin_piece(record)
            if n is None:
                return Ending.DONE, ""
            posted = self.line.add_follow_up(lapor_id, piece, is_secret=secret)
            match posted.ending:
                case Ending.DONE:
                    record = self.steps.piece_told(n, record)
                case Ending.REFUSED:
                    return self.steps.told(record, seq, task=TaskKind.FOLLOW_UP_BY_HAND, code=posted.code, n=n)
                case Ending.UNCLEAR:
                    self.steps.doubt(n, record.complaint_id, posted.code)
                    return Ending.UNCLEAR, posted.code
                case Ending.NOT_SENT:
                    self.steps.later(record, posted, n=n)
                    return Ending.NOT_SENT, posted.code
        return self.steps.told(record, seq)

    # ---- hearing ----

    def look_at_all(self, stop: Callable[[], bool]) -> DirectSummary:
        """Look at the cases that are due."""
        looked = 0
        for record in self.queries.to_look_at(self.steps.clock(), limit=_LOOKS):
            if stop() or record.lapor_id is None:
                continue
            try:
                status = self.line.status(record.lapor_id)
                said = self.line.follow_ups(record.lapor_id)
            except NetworkProblem as problem:
                wait = timedelta(seconds=self.steps.jitter(0.0, wait_after(record.tries).total_seconds()))
                self.steps.keep(replace(record, tries=record.tries + 1, look_at=self.steps.clock() + wait))
                if problem.code in _OF_THE_LINE:
                    return DirectSummary(looked_at=looked, problem=problem.code)
                continue
            self._heard(record, status, tuple(said))
            looked += 1
        return DirectSummary(looked_at=looked)

    def _heard(self, record: DirectRecord, status: LaporStatus, said: tuple[LaporFollowUp, ...]) -> None:
        """Keep what is new, all in one transaction with the moment of the next look."""
        now, id = self.steps.clock(), record.complaint_id
        answers = [
            CentralAnswer(
                id=f"lapor:{record.lapor_id}:{one.id}",
                complaint_id=id,
                text=one.text,
                from_name=one.from_name,
                at=one.at or now,
            )
            for one in said
            if one.text and not one.text.startswith(_OUR_OWN)
        ]
        over = status.name in self.terms.final
        with self.steps.units() as unit:
            if status.name != record.status_name:
                self.steps.hear_status(unit, id, status)
                if code := self._returned(status.name):
                    self._take_return(unit, id, code, status)
            for one in answers:
                self.steps.hear_answer(unit, one)
            self.steps.take_number(unit, id, status.tracking_id, at=now)
            unit.direct.keep(
                replace(
                    record,
                    status_name=status.name,
                    tries=0,
                    look_at=None if over else self.steps.next_look(self.terms),
                )
            )
            unit.commit()

    def _take_return(self, unit: UnitOfWork, id: ComplaintId, code: str, status: LaporStatus) -> None:
        now = self.steps.clock()
        told = Returned(complaint_id=id, code=code, reason=status.name, to_agency=status.institution, at=now)
        self.steps.take_in(unit, Change(seq=0, kind=kind_of(told).value, at=now, told=told), at=now)

    def _returned(self, name: str) -> str | None:
        if name in self.terms.not_ours:
            return "not_authority"
        return "rejected" if name in self.terms.rejected else None
