"""Meja salin at the server: a person types a record into LAPOR!'s site, and is its only forwarder for that time.

Taking a record is an attempt by hand: neither the connector nor a colleague posts it meanwhile.  One that was taken and
not brought back in time is unclear.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.domain.complaint import Identity, Secrecy
from app.domain.errors import UserProblem
from app.domain.forwarding import GOES_ON, PassOn, Posting, PostingKind, Standing, Way
from app.domain.ids import new_id, to_iso
from app.domain.lapor import content_of
from app.domain.outbox import EventKind
from app.domain.record import Record, fold_frozen, in_order
from app.domain.reference import Reference
from app.domain.tracking import tracking_id_of
from db.pusat.posting_rows import Fenced, RecordEvent
from db.pusat.store import Store

TIME_TO_TYPE: Final = timedelta(hours=4)
SHOWN: Final = 200
_LEAST_REASON: Final = 3
_MOST_REASON: Final = 500
_LATER: Final = frozenset(
    {EventKind.CORRECTION.value, EventKind.VOID.value, EventKind.ANSWER.value, EventKind.ATTACHED.value}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing to copy; ``n`` is the key that copies it."""

    n: int
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A record in LAPOR!'s order, without who complained."""

    posting: Posting
    record: Record
    lines: tuple[Line, ...]
    is_anonymous: bool
    is_secret: bool
    names_reporter: bool
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Copying:
    """What people do with postings by hand; ``who`` is a login, every act is noted with it."""

    store: Store
    reference: Reference
    clock: Callable[[], datetime]

    def queue(self) -> Sequence[Posting]:
        """Give what waits and what is being typed, the oldest first."""
        self.store.postings.recover(self.clock())
        self.store.postings.enlist(self.clock())
        return self.store.postings.reports([*(GOES_ON - {Standing.INCOMPLETE}), Standing.OPEN], limit=SHOWN)

    def take(self, event_id: str, who: str) -> None:
        """Take a record to type it.  Raises UserProblem ``posting_taken``."""
        now = self.clock()
        lease = self.store.postings.take(event_id, by=who, now=now, for_=TIME_TO_TYPE)
        if lease is None:
            raise UserProblem("posting_taken")
        try:
            self.store.postings.begin(lease, way=Way.BY_HAND, now=now)
        except Fenced as error:
            raise UserProblem("posting_taken") from error

    def sheet(self, event_id: str) -> Sheet:
        """Give a record to copy from.  Raises UserProblem ``posting_unknown``."""
        posting = self._found(event_id)
        record = fold_frozen([event.body for event in self._events(posting)])
        return Sheet(
            posting=posting,
            record=record,
            lines=tuple(Line(n=n, name=name, text=text) for n, (name, text) in enumerate(self._lines(record), start=1)),
            is_anonymous=record.identity is not Identity.OPEN,
            is_secret=record.secrecy is Secrecy.SECRET,
            names_reporter=record.names_reporter,
            files=len(record.attachments),
        )

    def stands_there(self, event_id: str, typed: str, *, who: str, reason: str, same_number: bool = False) -> None:
        """Write down the Tracking ID that it got; of anything but a report that it was done, without a number.

        Raises UserProblem ``tracking_shape``, ``tracking_of_another`` with the other's number unless a person said that
        it is the ``same_number``, ``posting_taken`` when it stands otherwise by now.
        """
        posting, now = self._found(event_id), self.clock()
        tracking_id = tracking_id_of(typed) if posting.kind is PostingKind.REPORT else None
        other = self._number_with(tracking_id, but=posting) if tracking_id is not None else None
        if other is not None and not same_number:
            raise UserProblem("tracking_of_another", tracking=tracking_id or "", number=other)
        lease = self.store.postings.take_unclear(event_id, by=who, now=now, for_=TIME_TO_TYPE)
        if lease is None:
            raise UserProblem("posting_taken")
        tries = self.store.postings.attempts_of(event_id)
        until = to_iso(tries[-1].begun_at if tries else now)  # what came while it was typed may not stand there
        included = [one.id for one in self._events(posting) if one.kind in _LATER and one.received_at <= until]
        self.store.postings.done(
            lease,
            lapor_id=None,
            tracking_id=tracking_id,
            included=included if posting.kind is PostingKind.REPORT else (),
            source="by_hand",
            now=now,
            poll_at=None,
            who=who,
            reason=reason,
        )

    def is_not_there(self, event_id: str, *, who: str, reason: str) -> None:
        """Let it go out again: a person looked, and it is surely not there.  Raises UserProblem."""
        self._settle(
            event_id, Standing.WAITING, [Standing.NEEDS_CHECK, Standing.REFUSED, Standing.INCIDENT], who, reason
        )

    def give_back(self, event_id: str, *, who: str) -> None:
        """Put a record back that was taken and surely not typed.  Raises UserProblem ``posting_taken``."""
        if self._found(event_id).held_by != who:
            raise UserProblem("posting_taken")
        self._settle(event_id, Standing.WAITING, [Standing.OPEN], who, "dikembalikan")

    def drop(self, event_id: str, *, who: str, reason: str) -> None:
        """Do not forward it, now or ever.  Raises UserProblem ``reason_missing``, ``posting_taken``."""
        states = [*GOES_ON, Standing.NEEDS_CHECK, Standing.REFUSED, Standing.INCIDENT]
        self._settle(event_id, Standing.DROPPED, states, who, reason)

    def pass_on(self, event_id: str, institution_id: str, *, who: str, reason: str) -> None:
        """Let the connector say there that a case belongs to another agency.

        Raises UserProblem ``reason_missing``, ``mapping_target_wrong``, ``tracking_absent`` for a record that the
        connector did not post, ``posting_taken`` while it is being said already.
        """
        target = institution_id.strip()
        if len(reason.strip()) < _LEAST_REASON:
            raise UserProblem("reason_missing")
        if not (target.isascii() and target.isalnum() and len(target) <= 40):
            raise UserProblem("mapping_target_wrong")
        posting, now = self._found(event_id), self.clock()
        if posting.state is not Standing.DONE or posting.lapor_id is None:
            raise UserProblem("tracking_absent")
        asked = PassOn(institution_id=target, reason=reason.strip()[:_MOST_REASON])
        if not self.store.postings.pass_on(new_id(now), posting, asked, lapor_id=posting.lapor_id, who=who, now=now):
            raise UserProblem("posting_taken")

    def _settle(self, event_id: str, state: Standing, allowed: Sequence[Standing], who: str, reason: str) -> None:
        if len(reason.strip()) < _LEAST_REASON:
            raise UserProblem("reason_missing")
        settled = self.store.postings.settle(
            event_id, state, allowed=allowed, who=who, reason=reason.strip(), now=self.clock()
        )
        if not settled:
            raise UserProblem("posting_taken")

    def _number_with(self, tracking_id: str, *, but: Posting) -> str | None:
        for one in self.store.found.by_number(tracking_id):
            if one.tracking_id == tracking_id and (one.complaint_id, one.device) != (but.complaint_id, but.device):
                return one.number
        return None

    def _found(self, event_id: str) -> Posting:
        found = self.store.postings.get(event_id)
        if found is None:
            raise UserProblem("posting_unknown")
        return found

    def _events(self, posting: Posting) -> list[RecordEvent]:
        events = self.store.postings.of_record(posting.complaint_id, posting.device)
        by_id = {event.id: event for event in events}
        return [by_id[id] for id in in_order((event.id, event.follows, event.seq) for event in events)]

    def _lines(self, record: Record) -> list[tuple[str, str]]:
        """Give names and texts in LAPOR!'s order; what is empty is left out."""
        lists = self.reference
        agency = lists.agencies.by_id(record.value("agency"))
        area = record.value("place_area")
        place = ", ".join(part for part in (record.value("place"), lists.areas.line(area) if area else "") if part)
        told = (
            ("classification", record.value("classification")),
            ("title", record.value("title")),
            ("text", content_of(record)),
            ("event_on", _day(record.value("event_on"))),
            ("place", place),
            ("agency", agency.name if agency is not None else record.value("agency")),
            ("category", lists.categories.label(record.value("category"))),
            ("channel", lists.channels.label(record.value("channel"))),
        )
        return [(name, text) for name, text in told if text]


def _day(iso: str) -> str:
    return "-".join(reversed(iso.split("-")))
