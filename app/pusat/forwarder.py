"""Forwards records to LAPOR!: at most once each, whatever breaks; what is unclear waits for a person or a look there.

Order: files, the report, then looks at status and follow-ups until the case ends.  Before the first byte of anything
that must not happen twice, an attempt is committed; between two steps everything is in the database.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.adapters.central.lapor import LaporGateway
from app.domain.complaint import Status
from app.domain.errors import NetworkProblem, StorageProblem
from app.domain.forwarding import (
    FILES_PATIENCE,
    NOT_FORWARDED,
    Lease,
    Posting,
    PostingKind,
    Standing,
    Way,
    wait_after,
)
from app.domain.lapor import Ending, IdMap, LaporFile, LaporReport, Posted, follow_up_texts, mapped
from app.domain.lapor_mapping import merged, told
from app.domain.late_words import Silence, files_in, follow_up_of
from app.domain.outbox import EventKind, file_info
from app.domain.record import Record, fold_frozen, in_order
from app.pusat.keys import ServerKeys
from db.pusat.lapor_cases import CaseThere
from db.pusat.posting_rows import Fenced, RecordEvent
from db.pusat.store import Store

BATCH: Final = 50
_POLLS: Final = 100
_BEYOND: Final = timedelta(minutes=2)
_LOOK_AFTER: Final = timedelta(minutes=10)
_ENDINGS: Final = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "application/msword": "doc"}
_log: Final = logging.getLogger("loket.pusat.forwarder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarder:
    """One worker; ``name`` is its own, the same at every start.  ``jitter`` draws between its two arguments."""

    store: Store
    keyring: Callable[[], ServerKeys]
    gateway: LaporGateway
    name: str
    clock: Callable[[], datetime]
    jitter: Callable[[float, float], float]

    def begin(self) -> int:
        """Mark what this worker left open when it was last ended as unclear; call it once at the start."""
        return self.store.postings.recover_of(self.name, self.clock())

    def run(self, stop: Callable[[], bool]) -> Counter[str]:
        """Work off what is due now, and give counts by what became of it.  A line that is broken ends it early."""
        counts: Counter[str] = Counter()
        store, now = self.store.postings, self.clock()
        counts["lost"] = store.recover(now)
        counts["enlisted"] = store.enlist(now)
        counts += self._look_for_unclear(stop)
        for posting in store.due(now, limit=BATCH):
            if stop():
                return +counts
            try:
                state = self._work(posting)
            except Fenced:
                continue
            if state is None:
                continue
            counts[state.value] += 1
            if state is Standing.WAITING and posting.kind is PostingKind.REPORT:
                break  # the line or LAPOR! itself is not well: nothing else would get through
        counts += self._poll(stop)
        return +counts

    # ---- one posting ----

    def _work(self, posting: Posting) -> Standing | None:
        timeouts = self.gateway.profile.timeouts
        longest = timedelta(seconds=2 * (timeouts.connect_s + timeouts.send_s)) + _BEYOND
        lease = self.store.postings.take(posting.event_id, by=self.name, now=self.clock(), for_=longest)
        if lease is None:
            return None
        if posting.kind is PostingKind.PASS_ON:
            return self._pass_on(lease, posting)
        events = _ordered(self.store.postings.of_record(posting.complaint_id, posting.device))
        record = fold_frozen([event.body for event in events])
        if posting.kind is PostingKind.FOLLOW_UP:
            return self._follow_up(lease, posting, record, events)
        return self._report(lease, posting, record, events)

    def _report(self, lease: Lease, posting: Posting, record: Record, events: Sequence[RecordEvent]) -> Standing:
        if record.status in NOT_FORWARDED:
            return self._rest(lease, posting, Standing.DROPPED, code=f"record_{record.status.value}")
        if record.status is Status.INCOMPLETE:
            return self._rest(lease, posting, Standing.INCOMPLETE, code="incomplete")
        if record.names_reporter:
            return self._rest(lease, posting, Standing.REFUSED, code="names_reporter")
        report = mapped(record, self._mapping())
        if not isinstance(report, LaporReport):
            return self._rest(lease, posting, Standing.UNMAPPED, code="unmapped", detail=told(report))
        missing = self.store.files.missing(complaint_id=posting.complaint_id, device=posting.device)
        if missing:
            late = self.clock() - posting.since > FILES_PATIENCE
            code = "files_missing_long" if late else "files_missing"
            return self._rest(lease, posting, Standing.FILES_MISSING, code=code, detail=f"{len(missing)}")
        file_ids = posting.file_ids
        if len(file_ids) != len(record.attachments):  # none yet, or one was added since they went there
            uploaded = self._upload(lease, record)
            if uploaded.ending is not Ending.DONE:
                return self._after_upload(lease, posting, uploaded)
            file_ids = uploaded.file_ids
        self.store.postings.begin(lease, way=Way.CONNECTOR, now=self.clock(), read=events)
        posted = self.gateway.report(report, file_ids)
        included = [event.id for event in events if event.kind in _LATER]
        return self._ended(lease, posting, posted, included)

    def _upload(self, lease: Lease, record: Record) -> Posted:
        """Upload what is attached; doing it twice leaves files that nothing names, so no attempt is noted."""
        files = []
        for n, one in enumerate(record.attachments, start=1):
            try:
                sealed = b"".join(self.store.files.pieces(one.id))
                content = self.keyring().unseal(sealed, file_info(one.id, one.sha256))
            except StorageProblem as problem:
                return Posted(ending=Ending.REFUSED, code=problem.code)
            name = f"lampiran-{n}.{_ENDINGS.get(one.media_type, 'docx')}"
            files.append(LaporFile(id=one.id, name=name, media_type=one.media_type, content=content))
        posted = self.gateway.upload(files)
        if posted.ending is Ending.DONE:
            self.store.postings.keep_files(lease, posted.file_ids)
        return posted

    def _after_upload(self, lease: Lease, posting: Posting, posted: Posted) -> Standing:
        if posted.ending is Ending.REFUSED:
            return self._rest(lease, posting, Standing.REFUSED, code=f"file_{posted.code}")
        return self._rest(lease, posting, Standing.WAITING, code=posted.code, retry_after_s=posted.retry_after_s)

    def _follow_up(self, lease: Lease, posting: Posting, record: Record, events: Sequence[RecordEvent]) -> Standing:
        """Tell what changed after the report stood there, a piece for each request; a person brings added files."""
        report = self.store.postings.get(events[0].id)
        event = next(one for one in events if one.id == posting.event_id)
        if added := files_in(event.body):
            return self._rest(lease, posting, Standing.REFUSED, code="files_added", detail=f"{added}")
        said = follow_up_of(event.body)
        if said is Silence.HIDES:
            return self._rest(lease, posting, Standing.INCIDENT, code="late_hiding")
        if report is None or report.lapor_id is None:  # a number that was typed need not be the id of the case
            return self._rest(lease, posting, Standing.REFUSED, code="typed_by_hand")
        pieces = () if said is Silence.NOTHING else follow_up_texts(record.number, str(said))
        for piece in pieces[posting.pieces_done :]:
            self.store.postings.begin(lease, way=Way.CONNECTOR, now=self.clock())
            posted = self.gateway.add_follow_up(report.lapor_id, piece, is_secret=record.secrecy.value == "secret")
            if posted.ending is not Ending.DONE:
                return self._ended(lease, posting, posted, ())
            self.store.postings.piece_done(lease, now=self.clock())
        self.store.postings.done(
            lease, lapor_id=None, tracking_id=None, included=(), source="lapor", now=self.clock(), poll_at=None
        )
        return Standing.DONE

    def _pass_on(self, lease: Lease, posting: Posting) -> Standing:
        """Say there that the case belongs to another agency."""
        asked = posting.asked
        assert asked is not None
        assert posting.lapor_id is not None
        self.store.postings.begin(lease, way=Way.CONNECTOR, now=self.clock())
        return self._ended(
            lease, posting, self.gateway.pass_on(posting.lapor_id, asked.institution_id, asked.reason), ()
        )

    def _ended(self, lease: Lease, posting: Posting, posted: Posted, included: Sequence[str]) -> Standing:
        """Write down how a call ended that must not be made twice."""
        match posted.ending:
            case Ending.DONE:
                self.store.postings.done(
                    lease,
                    lapor_id=posted.lapor_id,
                    tracking_id=posted.tracking_id,
                    included=included,
                    source="lapor",
                    now=self.clock(),
                    poll_at=self.clock() if posted.tracking_id is None else self._next_look(),
                )
                return Standing.DONE
            case Ending.UNCLEAR:
                self.store.postings.doubt(lease, code=posted.code, now=self.clock())
                _log.info("posting %s is unclear: %s", posting.event_id, posted.code)
                return Standing.NEEDS_CHECK
            case Ending.REFUSED:
                return self._rest(lease, posting, Standing.REFUSED, code=posted.code)
            case Ending.NOT_SENT:
                return self._rest(
                    lease, posting, Standing.WAITING, code=posted.code, retry_after_s=posted.retry_after_s
                )

    def _rest(
        self,
        lease: Lease,
        posting: Posting,
        state: Standing,
        *,
        code: str,
        detail: str = "",
        retry_after_s: int | None = None,
    ) -> Standing:
        now = self.clock()
        longest = wait_after(posting.tries)
        wait = timedelta(seconds=self.jitter(0.0, longest.total_seconds()))
        if retry_after_s is not None:
            wait = max(wait, timedelta(seconds=retry_after_s))
        self.store.postings.hold(lease, state, code=code, detail=detail, now=now, until=now + wait)
        return state

    def _mapping(self) -> IdMap:
        return merged(self.gateway.profile.mapping, self.store.lapor_cases.mapping())

    # ---- looks ----

    def _look_for_unclear(self, stop: Callable[[], bool]) -> Counter[str]:
        """Ask LAPOR! about what is unclear, where the profile knows such a call: the only way out without a person."""
        counts: Counter[str] = Counter()
        if not self.gateway.profile.paths.lookup:
            return counts
        for posting in self.store.postings.for_a_person(limit=BATCH):
            is_ripe = self.clock() - posting.since >= _LOOK_AFTER
            if stop() or posting.state is not Standing.NEEDS_CHECK:
                break
            if not is_ripe or posting.kind is not PostingKind.REPORT:
                continue
            try:
                found = self.gateway.look_up(posting.number)
            except NetworkProblem:
                break
            try:
                counts[self._looked(posting, found or ())] += 1
            except Fenced:
                counts["looked_late"] += 1
        return counts

    def _looked(self, posting: Posting, found: Sequence[str]) -> str:
        if len(found) > 1:
            return "doubled_there"
        if not found:
            self.store.postings.settle(
                posting.event_id,
                Standing.WAITING,
                allowed=[Standing.NEEDS_CHECK],
                who=self.name,
                reason="look_up_found_none",
                now=self.clock(),
            )
            return "looked_not_there"
        lease = self.store.postings.take_unclear(posting.event_id, by=self.name, now=self.clock(), for_=_BEYOND)
        if lease is None:
            return "looked_late"
        tracking = found[0] if self.gateway.profile.report.tracking_is_lapor_id else None
        self.store.postings.done(
            lease,
            lapor_id=found[0],
            tracking_id=tracking,
            included=(),
            source="lapor",
            now=self.clock(),
            poll_at=self.clock(),
            code="looked_up",
        )
        return "looked_there"

    def _poll(self, stop: Callable[[], bool]) -> Counter[str]:
        counts: Counter[str] = Counter()
        poll = self.gateway.profile.poll
        for case in self.store.lapor_cases.due(self.clock(), limit=_POLLS):
            if stop():
                break
            try:
                status = self.gateway.status(case.lapor_id)
                said = self.gateway.follow_ups(case.lapor_id)
            except NetworkProblem as problem:
                self._look_later(case)
                counts["not_seen"] += 1
                if problem.code in ("server_absent", "token_refused", "server_busy"):
                    break
                continue
            returned = (
                "not_authority"
                if status.name in poll.not_ours
                else "rejected"
                if status.name in poll.rejected
                else None
            )
            self.store.lapor_cases.seen(
                case,
                status,
                said,
                final=status.name in poll.final,
                returned=returned,
                now=self.clock(),
                next_at=self._next_look(),
            )
            counts["seen"] += 1
        return counts

    def _next_look(self) -> datetime:
        minutes = self.gateway.profile.poll.every_minutes
        return self.clock() + timedelta(minutes=self.jitter(0.8 * minutes, 1.2 * minutes))

    def _look_later(self, case: CaseThere) -> None:
        wait = wait_after(case.failures)
        self.store.lapor_cases.not_seen(
            case, next_at=self.clock() + timedelta(seconds=self.jitter(0.0, wait.total_seconds()))
        )


_LATER: Final = frozenset(
    {EventKind.CORRECTION.value, EventKind.VOID.value, EventKind.ANSWER.value, EventKind.ATTACHED.value}
)


def _ordered(events: Sequence[RecordEvent]) -> list[RecordEvent]:
    by_id: Mapping[str, RecordEvent] = {event.id: event for event in events}
    return [by_id[id] for id in in_order((event.id, event.follows, event.seq) for event in events)]
