"""A place without a line: what waits leaves as a parcel on a stick.

Events stay pending until an answer: they may go by line meanwhile, or with the next parcel too, and are one all the
same, since the centre knows each by id and hash.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from app.domain.access import Act, require
from app.domain.centre import Centre, DeviceKeys, Outgoing
from app.domain.complaint import Complaint, Secrecy
from app.domain.errors import NetworkProblem, StorageProblem, UserProblem
from app.domain.ids import ComplaintId, EventId, new_id
from app.domain.officer import Desk, Officer
from app.domain.outbox import Event, identity_info
from app.domain.parcel import ParcelLeft
from app.domain.parcel_parts import BatchPart, ChangesPart, FilePart, ParcelHead, Part, ProofPart
from app.domain.reference import Reference
from app.domain.sp4n_sheet import sheet_row
from app.domain.upload import FileDue
from app.ports.central import ParcelFiles, Seal
from app.ports.queries import ParcelQueries, Queries, SyncQueries
from app.ports.stores import Units
from app.ports.world import Clock, WriteSheet
from app.usecases.pull import wants_own
from app.usecases.send_files import UNREADABLE, SendFiles

ENDING: Final = ".loket"
SHEET: Final = ".xlsx"
MOST_EVENTS: Final = 40_000
_BATCH: Final = 200
_FILES: Final = 20
_MOST_FILES: Final = 1_000
_BATCH_BYTES: Final = 512 << 10
_ASKED: Final = 4_000
_MOST_ASKED: Final = 60_000
_Named = tuple[int, EventId, str]
"""Seq, id and hash of an event."""


def enrolment(units: Units) -> tuple[Centre, DeviceKeys]:
    """Give the centre and this desk's own keys.  Raises NetworkProblem ``not_connected``."""
    with units() as unit:
        centre, keys = unit.centre.centre(), unit.centre.device_keys()
    if centre is None or keys is None:
        raise NetworkProblem("not_connected")
    return centre, keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A parcel that lies on the stick: its files, the workbook among them last when there is one."""

    n: int
    files: tuple[Path, ...]
    volumes: int
    events: int
    attachments: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportParcel:
    """Writes a parcel; ``newest`` tells of those that left."""

    units: Units
    sync: SyncQueries
    queries: ParcelQueries
    cases: Queries
    files: ParcelFiles
    write_sheet: WriteSheet
    send_files: SendFiles
    seal: Seal
    desk: Callable[[], Desk]
    lists: Reference
    word: Callable[[str, str], str]
    clock: Clock

    def newest(self, actor: Officer, limit: int) -> Sequence[ParcelLeft]:
        """Give the parcels that left last, the newest first.  Raises NotAllowed."""
        require(actor, Act.SYNC)
        return self.queries.newest(limit)

    def __call__(self, actor: Officer, target: Path, *, sheet: bool = True) -> Exported:
        """Write what waits, oldest first, to ``target``, or to a file named by the parcel when that is a folder.

        Raises NotAllowed, NetworkProblem ``not_connected``, UserProblem ``parcel_file_exists``, ``file_unwritable``,
        ``changed_meanwhile`` when another parcel left in the same moment, StorageProblem.
        """
        require(actor, Act.SYNC)
        centre, keys = enrolment(self.units)
        desk, now = self.desk(), self.clock()
        with self.units() as unit:
            last = unit.parcels.last(desk.incarnation)
            everything = not unit.parcels.is_wholly_proven(centre.epoch)
            behind = unit.feed.cursor()
            cursor = ChangesPart(after=behind, own=wants_own(unit, anew=behind is None))
        n = last.n + 1 if last is not None else 1
        if target.is_dir():
            target /= f"kiriman-{desk.agency_code}-{desk.series}-{n:04d}{ENDING}"
        batches = list(self._batches(centre))
        events = [event for batch in batches for event in batch]
        head = ParcelHead(
            parcel=new_id(now),
            device=desk.device_id,
            incarnation=desk.incarnation,
            n=n,
            previous=last.sha256 if last is not None else "",
            made_at=now,
            recipient=centre.public_key,
        )
        files = self._files(centre)
        questions, whole = self._questions(events, files, everything=everything)
        parts: list[Part] = [
            BatchPart(id=new_id(now), load=partial(self._outgoing, [seq for seq, _, _ in batch])) for batch in batches
        ]
        parts += [*questions, cursor, *files]
        with self.files.placing() as placing:
            sha256, volumes = self.files.write(placing, target, head, parts, signing_private=keys.signing_private)
            if sheet:
                shown = self._shown([seq for seq, _, _ in events])
                rows = [sheet_row(one, self.lists.with_own(desk), self.word) for one in shown]
                self.write_sheet(placing.new(target.with_suffix(SHEET)), rows)
            left = ParcelLeft(
                id=head.parcel,
                incarnation=head.incarnation,
                n=n,
                sha256=sha256,
                volumes=volumes,
                events=len(events),
                files=len(files),
                everything=whole,
                made_at=now,
                officer_id=actor.id,
            )
            self._note(actor, left, [seq for seq, _, _ in events], after=last)
            placed = placing.place()
        return Exported(
            n=n,
            files=tuple(placed),
            volumes=volumes,
            events=len(events),
            attachments=len(files),
            left=self.sync.due_count(now, ignore_wait=True) - len(events),
        )

    def _batches(self, centre: Centre) -> Iterator[list[_Named]]:
        """Give what waits as seq, id and hash, in lots; identities are sealed on the way, each once."""
        after = count = 0
        refused: set[EventId] = set()
        while count < MOST_EVENTS:
            events = self.sync.due(
                self.clock(), after_seq=after, limit=_BATCH, max_bytes=_BATCH_BYTES, ignore_wait=True
            )
            if not events:
                return
            after = events[-1].seq
            kept = self._without_followers(events, refused)
            self._seal(centre, kept)
            count += len(kept)
            if kept:
                yield [(event.seq, event.id, event.sha256) for event in kept]

    def _without_followers(self, events: Sequence[Event], refused: set[EventId]) -> list[Event]:
        """Leave out events that build on a refused one: they wait for the same person, as in a sync."""
        before = {event.follows for event in events if event.follows is not None}
        refused.update(self.sync.refused(sorted(before)) if before else ())
        kept = []
        for event in events:
            if event.follows not in refused:
                kept.append(event)
                continue
            refused.add(event.id)
            with self.units() as unit:
                unit.outbox.set_aside(event.id, code="predecessor_refused", at=self.clock())
                unit.commit()
        return kept

    def _seal(self, centre: Centre, events: Sequence[Event]) -> None:
        fresh = [event for event in events if event.identity is not None]
        if not fresh:
            return
        with self.units() as unit:
            for event in fresh:
                assert event.identity is not None
                sealed = self.seal(event.identity, centre.public_key, identity_info(event.id, event.sha256))
                unit.outbox.keep_sealed(event.id, sealed)  # where a sync was quicker, its ciphertext stays
            unit.commit()

    def _files(self, centre: Centre) -> list[FilePart]:
        """Seal what may leave, each file once, and give it; one that cannot be read waits for a person."""
        parts: list[FilePart] = []
        after = ""
        while len(parts) < _MOST_FILES and (page := self.queries.files(after=after, limit=_FILES)):
            after = page[-1].id
            for file in page:
                try:
                    _, sealed = self.send_files.sealed(centre, file)
                except StorageProblem as problem:
                    if problem.code not in UNREADABLE:
                        raise
                    self.send_files.refuse(file, problem.code)
                    continue
                parts.append(
                    FilePart(
                        id=file.id,
                        complaint_id=file.complaint_id,
                        sha256=sealed.sha256,
                        size_bytes=sealed.size_bytes,
                        load=partial(self._sealed_bytes, centre, replace(file, sealed=sealed)),
                    )
                )
        return parts

    def _sealed_bytes(self, centre: Centre, file: FileDue) -> bytes:
        content, _ = self.send_files.sealed(centre, file)
        return content

    def _outgoing(self, seqs: Sequence[int]) -> Sequence[Outgoing]:
        events = self.queries.events(seqs)
        sealed = self.sync.sealed([event.id for event in events])
        return [Outgoing(event=event, sealed_identity=sealed.get(event.id) or None) for event in events]

    def _questions(
        self, events: Sequence[_Named], files: Sequence[FilePart], *, everything: bool
    ) -> tuple[list[ProofPart], bool]:
        """Ask for what this parcel holds and for what was sent and never confirmed; or for all that was ever sent.

        Tells also whether it really is all: there is a limit to what one answer can say.
        """
        parts = [_question(events[start : start + _ASKED]) for start in range(0, len(events), _ASKED)]
        leaving = [(file.id, file.sha256) for file in files]
        sent = self.queries.files_sent(limit=_MOST_ASKED, unconfirmed=not everything)
        named = list(dict.fromkeys([*leaving, *sent]))
        parts += [
            ProofPart(nonce=secrets.token_hex(16), asked=(), span=None, files=named[start : start + _ASKED])
            for start in range(0, len(named), _ASKED)
        ]
        room, after = _MOST_ASKED - len(events), 0
        while room > 0:
            page = self.sync.sent_hashes(after_seq=after, limit=min(_ASKED, room), unconfirmed=not everything)
            is_last = len(page) < min(_ASKED, room)
            span = (after, None if is_last else page[-1][0]) if everything else None
            if page or everything:
                parts.append(_question(page, span=span))
            if is_last:
                return parts, everything
            after, room = page[-1][0], room - len(page)
        return parts, False

    def _shown(self, seqs: Sequence[int]) -> Iterator[Complaint]:
        """Give the complaints of a parcel that may stand on paper: no secret one."""
        told: set[ComplaintId] = set()
        for start in range(0, len(seqs), _BATCH):
            for event in self.queries.events(seqs[start : start + _BATCH]):
                if event.complaint_id in told:
                    continue
                told.add(event.complaint_id)
                complaint = self.cases.complaint(event.complaint_id)
                if complaint is not None and complaint.secrecy is Secrecy.PLAIN:
                    yield complaint

    def _note(self, actor: Officer, left: ParcelLeft, seqs: Sequence[int], *, after: ParcelLeft | None) -> None:
        """Note that a parcel leaves, before its files get their names: one that was never found is only a gap."""
        with self.units() as unit:
            if unit.parcels.last(left.incarnation) != after:
                raise UserProblem("changed_meanwhile")
            unit.parcels.add(left, seqs)
            unit.audit.add(at=left.made_at, officer_id=actor.id, act="parcel_left", subject=left.id, detail=str(left.n))
            unit.commit()


def _question(page: Sequence[_Named], *, span: tuple[int, int | None] | None = None) -> ProofPart:
    return ProofPart(nonce=secrets.token_hex(16), asked=[(id, sha256) for _, id, sha256 in page], span=span)
