"""Ask the centre what it really holds: same bytes are confirmed, absent ones go out again, other bytes are marked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.domain.access import Act, require
from app.domain.attachment import AttachmentId
from app.domain.centre import Centre, ProofAnswer, ProofSummary
from app.domain.errors import NetworkProblem
from app.domain.ids import EventId
from app.domain.incarnation import Contact, Owed
from app.domain.officer import Officer
from app.ports.central import CentralGateway
from app.ports.queries import SyncQueries, UploadQueries
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.begin_incarnation import heed, next_contact

PAGE: Final = 1_000
_UNSEEN: Final = "0" * 64
"""Stands for the digest of a file that, as far as this desk knows, has not arrived: the centre may know better."""
Asked = Sequence[tuple[int, EventId, str]]


def known_centre(units: Units) -> Centre:
    """Give the centre this desk is enrolled at.  Raises NetworkProblem ``not_connected``, ``no_line``."""
    with units() as unit:
        centre = unit.centre.centre()
    if centre is None:
        raise NetworkProblem("not_connected")
    if not centre.url:
        raise NetworkProblem("no_line")
    return centre


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """What a page of events has of files: by event the digests of what arrived, None before; and what the centre holds.

    A file that arrived and has other bytes there now is not held.
    """

    of_events: Mapping[EventId, Mapping[AttachmentId, str | None]]
    held: Mapping[AttachmentId, str]

    def sent(self) -> Mapping[AttachmentId, str | None]:
        """Give all of them, each once."""
        return {id: sha256 for files in self.of_events.values() for id, sha256 in files.items()}

    def confirmed(self) -> Mapping[AttachmentId, str]:
        """Give what the centre holds, with its digest: what this counter sealed, now or before it lost records."""
        return {id: sha256 for id, sha256 in self.held.items() if id in self.sent()}

    def missing(self) -> list[AttachmentId]:
        """Give files that had arrived and are not there any more."""
        return [id for id, sha256 in self.sent().items() if sha256 is not None and id not in self.held]

    def are_whole(self, event: EventId) -> bool:
        """Tell whether every file of an event is held."""
        return self.of_events.get(event, {}).keys() <= self.held.keys()

    def lost(self, event: EventId) -> bool:
        """Tell whether a file of an event had arrived and is gone."""
        files = self.of_events.get(event, {})
        return any(sha256 is not None and id not in self.held for id, sha256 in files.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Prove:
    """Proof of everything this desk ever sent, or only of what was not confirmed yet; a record with all its files.

    ``forget`` is told the files whose ciphertext need not be kept any more.
    """

    units: Units
    queries: SyncQueries
    uploads: UploadQueries
    gateway: CentralGateway
    forget: Callable[[Sequence[AttachmentId]], None]
    clock: Clock

    def __call__(self, actor: Officer) -> ProofSummary:
        """Ask for everything.  Raises NotAllowed, NetworkProblem, StorageProblem."""
        require(actor, Act.SYNC)
        return self.ask(known_centre(self.units), everything=True)

    def ask(self, centre: Centre, *, everything: bool) -> ProofSummary:
        """Ask page by page, recording each answer at once; a centre with a new epoch is asked for everything.

        The centre is asked at least once, so that an idle sync still learns whether it is there and still the same.
        """
        confirmed = missing = different = extra = after = 0
        epoch: str | None = None
        while True:
            page = self.queries.sent_hashes(after_seq=after, limit=PAGE, unconfirmed=not everything)
            is_last = len(page) < PAGE
            span = (after, None if is_last else page[-1][0]) if everything else None
            of_events = self.uploads.of_events([id for _, id, _ in page]) if page else {}
            sent = _Files(of_events=of_events, held={}).sent()
            contact = None if after else self._next_contact()
            answer = self.gateway.prove(
                centre,
                [(id, sha256) for _, id, sha256 in page],
                span=span,
                files=[(id, sha256 or _UNSEEN) for id, sha256 in sent.items()],
                contact=contact,
            )
            put_back = answer.epoch != (epoch or answer.epoch)  # since the page before, which told of a lost life
            if put_back or (answer.epoch != centre.epoch and not everything):
                return self.ask(centre, everything=True)
            epoch = answer.epoch
            held = {id: sha256 for id, sha256 in answer.files.items() if sent.get(id) in (None, sha256)}
            files = _Files(of_events=of_events, held=held)
            page_confirmed, page_missing, page_different = compared(page, answer)
            lost = [id for id in page_confirmed if files.lost(id)]
            page_missing += lost
            page_confirmed = [id for id in page_confirmed if files.are_whole(id)]
            whole = everything and is_last
            self._record(centre, answer, files, page_confirmed, page_missing, page_different, whole=whole)
            self._heed(contact, answer)
            confirmed += len(page_confirmed)
            missing += len(page_missing)
            different += len(page_different)
            extra += len(self.queries.unknown(answer.extra)) if answer.extra else 0
            if is_last:
                return ProofSummary(
                    confirmed=confirmed, missing=missing, different=different, extra=extra, at=self.clock()
                )
            after = page[-1][0]

    def _next_contact(self) -> Contact:
        """Count a contact, before the first byte of it leaves."""
        with self.units() as unit:
            contact = next_contact(unit, at=self.clock())
            unit.commit()
        return contact

    def _heed(self, contact: Contact | None, answer: ProofAnswer) -> None:
        """Begin anew when the centre knows of a twin or of more than this desk does."""
        if contact is not None and answer.knows is not None:
            with self.units() as unit:
                heed(unit, contact, answer.knows, epoch=answer.epoch, at=self.clock())
                unit.commit()

    def _record(
        self,
        centre: Centre,
        answer: ProofAnswer,
        files: _Files,
        confirmed: Sequence[EventId],
        missing: Sequence[EventId],
        different: Sequence[EventId],
        *,
        whole: bool,
    ) -> None:
        now = self.clock()
        held = files.confirmed()
        with self.units() as unit:
            unit.outbox.confirm(confirmed, at=now)
            unit.outbox.back_to_pending(missing)
            unit.outbox.mark_different(different, at=now)
            unit.uploads.confirm(held, at=now)
            unit.uploads.back_to_pending(files.missing())
            unit.centre.keep_proof(at=now, epoch=answer.epoch, held=len(answer.held), signature=answer.signature)
            unit.centre.keep_contact(at=now, server_time=answer.server_time)
            if (known := _told(centre, answer, whole=whole)) != centre:
                unit.centre.keep_centre(known)
            if whole:
                unit.incarnations.settle(Owed.PROOF)
            unit.commit()
        if held:
            self.forget(list(held))


def _told(centre: Centre, answer: ProofAnswer, *, whole: bool) -> Centre:
    """Give the centre as it is now: after a restore in another epoch, after a change of keys with the new ones.

    Its new epoch counts once the proof that it asks for came to its end: one that was cut is owed still.
    """
    known = replace(centre, epoch=answer.epoch) if whole else centre
    if answer.keys is None:
        return known
    sealing, verifying = answer.keys
    return replace(known, public_key=sealing, verify_key=verifying)


def compared(page: Asked, answer: ProofAnswer) -> tuple[list[EventId], list[EventId], list[EventId]]:
    """Give confirmed, missing and different events of a page; one that waits for its predecessor is none of them."""
    confirmed: list[EventId] = []
    missing: list[EventId] = []
    different: list[EventId] = []
    for _, id, sha256 in page:
        found = answer.held.get(id)
        if found is None:
            missing.append(id)
        elif found != sha256:
            different.append(id)
        elif id not in answer.waiting:
            confirmed.append(id)
    return confirmed, missing, different
