"""The answer to a parcel: what became of each event, and what the centre proves to hold, as if it had come by line."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.access import Act, require
from app.domain.attachment import AttachmentId
from app.domain.centre import ProofAnswer
from app.domain.errors import UserProblem
from app.domain.ids import EventId
from app.domain.incarnation import Owed
from app.domain.officer import Officer
from app.domain.outbox import Outcome
from app.domain.parcel import ParcelLeft
from app.domain.parcel_parts import ParcelAnswer, ToldPage
from app.ports.central import ParcelFiles
from app.ports.queries import ParcelQueries, SyncQueries, UploadQueries
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.export_parcel import enrolment
from app.usecases.prove import compared
from app.usecases.pull import Pull, wants_own
from app.usecases.send_files import SendFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTaken:
    """What an answer brought; ``repeated`` when this very one was taken in before, so that nothing changed."""

    n: int
    repeated: bool = False
    outcomes: tuple[tuple[str, EventId, Outcome, str | None], ...] = ()
    confirmed: int = 0
    missing: int = 0
    different: int = 0
    extra: int = 0

    def count(self, *wanted: Outcome) -> int:
        """Give how many events had one of these outcomes."""
        return sum(outcome in wanted for _, _, outcome, _ in self.outcomes)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInAnswer:
    """Reads an answer file."""

    units: Units
    sync: SyncQueries
    queries: ParcelQueries
    uploads: UploadQueries
    files: ParcelFiles
    send_files: SendFiles
    pull: Pull
    clock: Clock

    def __call__(self, actor: Officer, file: Path) -> AnswerTaken:
        """Take an answer in; the same again, or an older one than was taken in already, changes nothing.

        Raises NotAllowed, NetworkProblem ``not_connected``, UserProblem ``parcel_answer_unknown``,
        ``parcel_answer_older`` and those of ParcelFiles of app.ports, StorageProblem.
        """
        require(actor, Act.SYNC)
        centre, keys = enrolment(self.units)
        answer = self.files.read(file, keys=keys, centre=centre, hashes=self.queries.hashes)
        with self.units() as unit:
            parcel = unit.parcels.get(answer.parcel)
            newest = unit.parcels.newest_answer(answer.epoch)
        if parcel is None or (parcel.incarnation, parcel.sha256) != (answer.incarnation, answer.previous):
            raise UserProblem("parcel_answer_unknown")
        if (parcel.answer_epoch, parcel.answer_n) == (answer.epoch, answer.answer):
            return AnswerTaken(n=parcel.n, repeated=True)
        if answer.is_older(centre.epoch, newest):
            raise UserProblem("parcel_answer_older")
        return self._take_in(actor, parcel, answer)

    def _take_in(self, actor: Officer, parcel: ParcelLeft, answer: ParcelAnswer) -> AnswerTaken:
        now = self.clock()
        with self.units() as unit:
            unit.outbox.record(answer.outcomes, at=now)
            unit.commit()
        lost = self._take_in_files(answer.proofs)
        counts: Counter[str] = Counter()
        for proof in answer.proofs:
            counts += self._record(proof, lost)
        self._take_in_pages(answer.pages)
        with self.units() as unit:
            known = unit.centre.centre()
            if parcel.everything:
                unit.incarnations.settle(Owed.PROOF)
            elif known is not None and known.epoch != answer.epoch:  # a line is asked for everything too
                unit.incarnations.owe(Owed.PROOF, "epoch", at=now)
            unit.centre.keep_centre(replace(answer.centre, epoch=answer.epoch))
            unit.parcels.mark_answered(parcel.id, epoch=answer.epoch, answer=answer.answer, at=now)
            unit.audit.add(
                at=now, officer_id=actor.id, act="parcel_answered", subject=parcel.id, detail=f"{answer.answer}"
            )
            unit.commit()
        numbers = self.queries.numbers([one.event_id for one in answer.outcomes])
        return AnswerTaken(
            n=parcel.n,
            outcomes=tuple(
                (numbers.get(one.event_id, ""), one.event_id, one.outcome, one.code) for one in answer.outcomes
            ),
            confirmed=counts["confirmed"],
            missing=counts["missing"],
            different=counts["different"],
            extra=counts["extra"],
        )

    def _take_in_files(self, proofs: Sequence[ProofAnswer]) -> frozenset[AttachmentId]:
        """Note which files the centre proved to hold, sealed now or before a restore, and which it lacks.

        Gives those that had arrived and are gone; one that has other bytes there than arrived is gone too.
        """
        held = {id: sha256 for proof in proofs for id, sha256 in proof.files.items()}
        absent = {id for proof in proofs for id in proof.absent_files}
        sealed_as = self.queries.sealed_as([*held, *absent])
        arrived_as = self.queries.arrived_as([*sealed_as])
        proven = [id for id in held if id in sealed_as and arrived_as.get(id, held[id]) == held[id]]
        lost = arrived_as.keys() - set(proven)
        with self.units() as unit:
            for id in proven:
                unit.uploads.arrive(id)
            unit.uploads.confirm({id: held[id] for id in proven}, at=self.clock())
            unit.uploads.back_to_pending([id for id in sealed_as if id in absent or id in lost])
            unit.commit()
        self.send_files.forget(proven)
        return frozenset(lost)

    def _take_in_pages(self, pages: Sequence[ToldPage]) -> None:
        """Take in what the centre tells where this desk has read to; else a line was quicker, or asks again."""
        for told in pages:
            with self.units() as unit:
                cursor = unit.feed.cursor()
                own = wants_own(unit, anew=cursor is None or told.after is None)
            here = (cursor.epoch, cursor.seq) if cursor is not None else None
            newer = cursor is None or cursor.epoch != told.page.cursor.epoch or cursor.scope != told.page.cursor.scope
            if told.after == here or (told.after is None and newer):
                self.pull.store(told.page, snapshot=told.after is None, own=own, by_line=False)

    def _record(self, proof: ProofAnswer, lost: frozenset[AttachmentId]) -> Counter[str]:
        """Note what the centre proved of events that it said it stored; a record is proven only with its files.

        One of which a file is lost there goes out again with it, as by line.
        """
        now = self.clock()
        page = self.queries.sent([*proof.held, *proof.absent])
        proven, missing, different = compared(page, proof)
        files = self.uploads.of_events(proven)
        missing += [id for id in proven if not lost.isdisjoint(files.get(id, {}))]
        confirmed = [id for id in proven if all(files.get(id, {}).values())]
        with self.units() as unit:
            unit.outbox.confirm(confirmed, at=now)
            unit.outbox.back_to_pending(missing)
            unit.outbox.mark_different(different, at=now)
            unit.centre.keep_proof(at=now, epoch=proof.epoch, held=len(proof.held), signature=proof.signature)
            unit.commit()
        extra = self.sync.unknown(proof.extra) if proof.extra else ()
        return Counter(confirmed=len(confirmed), missing=len(missing), different=len(different), extra=len(extra))
