"""The steps of a record on its way straight to LAPOR!: each is one transaction, and between two of them all is kept.

A try is committed before its first byte, bound to the very record that is posted; how it ended is written once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from app.domain.attachment import Attachment
from app.domain.attempt import Ended, Target
from app.domain.changes import CentralAnswer, Change, ChangeKind, ChangeUnreadable, TrackingGiven
from app.domain.complaint import Complaint
from app.domain.direct import DirectRecord, DirectState, LaporTerms, may_be_posted
from app.domain.follow_up import CaseFact, FactKind
from app.domain.forwarding import wait_after
from app.domain.ids import ComplaintId
from app.domain.lapor import Ending, LaporStatus, Posted
from app.domain.officer import Desk
from app.domain.outbox import EventKind, tracking_body
from app.domain.task import Task, TaskKind, TaskOutcome
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock
from app.usecases.hear_central import hear_answer, hear_status
from app.usecases.later_event import add_event
from app.usecases.take_in_change import TakeInChange

OVER_ONCE_THERE: Final = (TaskKind.FORWARD_UNCLEAR, TaskKind.FORWARD_REFUSED, TaskKind.FORWARD_UNMAPPED)
SOURCE: Final = "lapor"
OF_A_REPORT: Final = "report"
OF_AN_ADDITION: Final = "follow_up"
_OWN_WORDS: Final = frozenset({"names_reporter", "attachment_missing", "attachment_damaged"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectSteps:
    """``run`` names this start of the program; ``jitter`` draws between its two arguments."""

    units: Units
    desk: Callable[[], Desk]
    take_in: TakeInChange
    clock: Clock
    salt: Callable[[], bytes]
    jitter: Callable[[float, float], float]
    run: str

    # ---- a try begins ----

    def begin_report(
        self, complaint: Complaint, attached: Sequence[Attachment], record: DirectRecord
    ) -> tuple[int, DirectRecord] | None:
        """Note that a record is being posted; None when it is no longer as it was read, or not for this counter."""
        id = complaint.id
        with self.units() as unit:
            now = unit.complaints.get(id)
            same = now is not None and now.version == complaint.version and may_be_posted(now)
            if not same or [one.id for one in unit.attachments.of(id)] != [one.id for one in attached]:
                return None
            record = replace(record, told_seq=unit.direct.last_seq(id), pieces_done=0)
            n = self._begin(unit, id)
            if n is not None:
                unit.direct.keep(record)
                unit.commit()
        return None if n is None else (n, record)

    def begin_piece(self, record: DirectRecord) -> int | None:
        """Note that something is being told in a case; None while another try of it has not ended."""
        with self.units() as unit:
            n = self._begin(unit, record.complaint_id)
            unit.commit()
        return n

    def doubt_lost_life(self, complaint: Complaint) -> bool:
        """Let a person look first when a life of this desk that is lost may have posted a record."""
        with self.units() as unit:
            if not unit.direct.may_be_there(complaint.id):
                return False
            n = self._begin(unit, complaint.id)
            if n is not None:
                self._doubt(unit, n, complaint.id, "lost_life")
                unit.commit()
        return True

    def _begin(self, unit: UnitOfWork, id: ComplaintId) -> int | None:
        if unit.attempts.unsettled_of(id) is not None:
            return None
        return unit.attempts.begin(complaint_id=id, target=Target.LAPOR, run=self.run, at=self.clock(), officer_id=None)

    # ---- and ends ----

    def doubt_what_is_open(self) -> int:
        """Mark tries that a run left open as unclear; only one run at a time goes on on this desk."""
        count = 0
        with self.units() as unit:
            for attempt, _ in unit.direct.open_tries():
                if attempt.doubted_at is None:
                    count += 1
                    self._doubt(unit, attempt.n, attempt.complaint_id, "cut_off")
                else:
                    self._open_unclear(unit, attempt.n, attempt.complaint_id, "cut_off")
            unit.commit()
        return count

    def doubt(self, n: int, id: ComplaintId, code: str) -> None:
        """Note that nobody knows whether a try got through."""
        with self.units() as unit:
            self._doubt(unit, n, id, code)
            unit.commit()

    def _doubt(self, unit: UnitOfWork, n: int, id: ComplaintId, code: str) -> None:
        unit.attempts.doubt(n, at=self.clock())
        if self._open_unclear(unit, n, id, code):
            self._tell(unit, id, FactKind.COPY_DOUBTED)

    def arrived(self, n: int, record: DirectRecord, posted: Posted, terms: LaporTerms) -> DirectRecord:
        """Note that a record is at LAPOR!, under its number there if one was told."""
        id, now = record.complaint_id, self.clock()
        tracking_id = posted.tracking_id or (posted.lapor_id if terms.tracking_is_lapor_id else None)
        with self.units() as unit:
            unit.attempts.settle(n, Ended.SENT, at=now, note=posted.lapor_id or "")
            record = self.put_there(unit, record, posted.lapor_id, terms)
            self._tell(unit, id, FactKind.FORWARDED)
            self.take_number(unit, id, tracking_id, at=now)
            unit.audit.add(at=now, officer_id=None, act="forwarded", subject=id, detail=posted.lapor_id or "")
            unit.commit()
        return record

    def put_there(
        self, unit: UnitOfWork, record: DirectRecord, lapor_id: str | None, terms: LaporTerms
    ) -> DirectRecord:
        """Write that a record is at LAPOR! and take its tasks off the list, inside an open unit of work."""
        now = self.clock()
        record = replace(
            record,
            state=DirectState.THERE,
            code="",
            detail="",
            tries=0,
            next_at=None,
            lapor_id=lapor_id,
            look_at=self.next_look(terms) if lapor_id else None,
        )
        unit.direct.keep(record)
        for kind in OVER_ONCE_THERE:
            unit.tasks.finish_of(record.complaint_id, kind, TaskOutcome.MOOT, at=now, by=None)
        return record

    def take_number(self, unit: UnitOfWork, id: ComplaintId, tracking_id: str | None, *, at: datetime) -> None:
        """Give a record the number that LAPOR! told, and tell the centre of it; one of another shape is left out."""
        before = unit.complaints.get(id)
        if tracking_id is None or before is None:
            return
        told = TrackingGiven(complaint_id=id, tracking_id=tracking_id, at=at, source=SOURCE)
        try:
            self.take_in(unit, Change(seq=0, kind=ChangeKind.TRACKING.value, at=at, told=told), at=at)
        except ChangeUnreadable:
            return
        if before.tracking_id is None:
            body = tracking_body(id, before.number, tracking_id, at=at, salt=self.salt())
            add_event(unit, self.desk(), EventKind.TRACKING, complaint_id=id, body=body, at=at)

    def hear_status(self, unit: UnitOfWork, id: ComplaintId, status: LaporStatus) -> None:
        """Keep how a case stands there, and tell the centre of it, inside an open unit of work."""
        if (complaint := unit.complaints.get(id)) is not None:
            hear_status(
                unit,
                self.desk(),
                complaint,
                name=status.name,
                code=status.code,
                source=SOURCE,
                now=self.clock(),
                salt=self.salt(),
            )

    def hear_answer(self, unit: UnitOfWork, told: CentralAnswer) -> None:
        """Keep what was said in a case there, and tell the centre of it, inside an open unit of work."""
        if (complaint := unit.complaints.get(told.complaint_id)) is not None:
            hear_answer(unit, self.desk(), complaint, told, now=self.clock(), salt=self.salt())

    def refuse(self, record: DirectRecord, code: str, *, n: int | None = None) -> None:
        """Let a record wait for a person who corrects it: it was surely not stored."""
        with self.units() as unit:
            if n is not None:
                unit.attempts.settle(n, Ended.NOT_SENT, at=self.clock(), note=code)
            seq = unit.direct.last_seq(record.complaint_id)
            unit.direct.keep(replace(record, state=DirectState.REFUSED, code=code, detail="", told_seq=seq))
            told = code if code in _OWN_WORDS else "file_refused" if code.startswith("file_") else "refused"
            self._open_task(unit, TaskKind.FORWARD_REFUSED, record.complaint_id, str(seq), told)
            unit.commit()

    def unmapped(self, record: DirectRecord, detail: str) -> None:
        """Let a record wait for ids that the profile does not name yet."""
        with self.units() as unit:
            unit.direct.keep(replace(record, state=DirectState.UNMAPPED, code="unmapped", detail=detail[:200]))
            self._open_task(unit, TaskKind.FORWARD_UNMAPPED, record.complaint_id, detail, "unmapped", detail)
            unit.commit()

    def later(self, record: DirectRecord, posted: Posted, *, n: int | None = None) -> None:
        """Let a record stand behind the others, for it surely is not there: nothing of it is unclear any more.

        It rests when LAPOR! asked for it, or when it may be this very record that is not taken.
        """
        wait = timedelta(seconds=posted.retry_after_s or 0)
        if posted.ending is not Ending.NOT_SENT:
            wait = timedelta(seconds=self.jitter(0.0, wait_after(record.tries).total_seconds()))
        with self.units() as unit:
            if n is not None:
                unit.attempts.settle(n, Ended.NOT_SENT, at=self.clock(), note=posted.code)
                unit.tasks.finish_of(
                    record.complaint_id, TaskKind.FORWARD_UNCLEAR, TaskOutcome.MOOT, at=self.clock(), by=None
                )
            unit.direct.keep(
                replace(
                    record,
                    state=DirectState.THERE if record.state is DirectState.THERE else DirectState.WAITING,
                    code=posted.code,
                    tries=record.tries + 1,
                    next_at=self.clock() + wait if wait else None,
                )
            )
            unit.commit()

    def keep(self, record: DirectRecord) -> DirectRecord:
        """Write how a record stands, and give it."""
        with self.units() as unit:
            unit.direct.keep(record)
            unit.commit()
        return record

    def piece_told(self, n: int, record: DirectRecord) -> DirectRecord:
        """Note that a piece of what is told stands in the case."""
        record = replace(record, pieces_done=record.pieces_done + 1, tries=0, next_at=None, code="")
        with self.units() as unit:
            unit.attempts.settle(n, Ended.SENT, at=self.clock(), note="follow_up")
            unit.direct.keep(record)
            unit.commit()
        return record

    def told(
        self,
        record: DirectRecord,
        seq: int,
        *,
        task: TaskKind | None = None,
        code: str = "",
        detail: str = "",
        n: int | None = None,
    ) -> DirectRecord:
        """Go on behind an event; with a ``task`` when a person has to see to it."""
        record = replace(record, told_seq=seq, pieces_done=0, tries=0, next_at=None, code="")
        with self.units() as unit:
            if n is not None:
                unit.attempts.settle(n, Ended.NOT_SENT, at=self.clock(), note=code)
            unit.direct.keep(record)
            if task is not None:
                self._open_task(unit, task, record.complaint_id, str(seq), code, detail)
            unit.commit()
        return record

    def next_look(self, terms: LaporTerms) -> datetime:
        """Give when to look at a case again."""
        return self.clock() + timedelta(minutes=self.jitter(0.8 * terms.look_minutes, 1.2 * terms.look_minutes))

    # ---- inside ----

    def _open_unclear(self, unit: UnitOfWork, n: int, id: ComplaintId, code: str) -> bool:
        direct = unit.direct.get(id)
        what = OF_AN_ADDITION if direct is not None and direct.state is DirectState.THERE else OF_A_REPORT
        return self._open_task(unit, TaskKind.FORWARD_UNCLEAR, id, str(n), what, code)

    def _open_task(
        self, unit: UnitOfWork, kind: TaskKind, id: ComplaintId, cause: str, code: str, detail: str = ""
    ) -> bool:
        return unit.tasks.open(
            Task(
                kind=kind,
                complaint_id=id,
                cause=f"{kind.value} {id} {cause}"[:300],
                opened_at=self.clock(),
                code=code,
                detail=detail[:200],
            )
        )

    def _tell(self, unit: UnitOfWork, id: ComplaintId, kind: FactKind, detail: str = "") -> None:
        unit.complaints.add_fact(CaseFact(complaint_id=id, at=self.clock(), kind=kind, detail=detail))
