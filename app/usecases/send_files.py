"""Bring the files of records that the centre has: sealed once, from the byte where the last run was cut.

Text goes before them.  A broken line ends the run; what the centre refuses, or what fails while others pass, waits for
a person.  When it has no room for more files, what it has a part of is still completed, and files alone wait.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from app.domain.access import Act, require
from app.domain.attachment import AttachmentId
from app.domain.centre import Centre, OutgoingFile
from app.domain.errors import NetworkProblem, StorageProblem
from app.domain.ids import ComplaintId, to_iso
from app.domain.officer import Officer
from app.domain.outbox import file_info
from app.domain.sync_plan import LONGEST_ASKED, is_asked_to_wait
from app.domain.task import Task, TaskKind, TaskOutcome
from app.domain.upload import FileDue, SealedUpload
from app.ports.central import FileGateway, Seal
from app.ports.queries import UploadQueries
from app.ports.stores import Units
from app.ports.world import AttachmentStore, Clock

STRIKES: Final = 3
_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=1)
UNREADABLE: Final = frozenset({"attachment_missing", "attachment_damaged"})
_OF_ONE_FILE: Final = frozenset({"server_error", "batch_too_large"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesSent:
    """What a run of the files did; ``refused`` ones need a person."""

    arrived: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendFiles:
    """``files`` are the desk's own, ``outgoing`` keeps what is sealed for the centre until it is confirmed there.

    ``bytes_per_s`` is read at each file, None for as fast as the line.
    """

    units: Units
    queries: UploadQueries
    files: AttachmentStore
    outgoing: AttachmentStore
    gateway: FileGateway
    seal: Seal
    clock: Clock
    jitter: Callable[[float, float], float]
    bytes_per_s: Callable[[], int | None]

    def __call__(
        self,
        centre: Centre,
        *,
        told: Callable[[FileDue, int, int], None],
        stop: Callable[[], bool],
        ignore_wait: bool = True,
    ) -> FilesSent:
        """Send what is due, nothing while the centre has no room; ``told`` hears (file, bytes there, bytes altogether).

        Raises NetworkProblem for a fault of the line or the centre, StorageProblem when this disk is full.
        """
        arrived = refused = 0
        is_full = False
        if self.must_wait():
            return FilesSent(arrived=0, refused=0)
        failed: list[tuple[FileDue, NetworkProblem]] = []
        after = ""
        while due := self.queries.due(after=after, limit=1):
            (file,) = due
            after = file.id
            if stop():
                break
            rests = not ignore_wait and file.next_at is not None and file.next_at > self.clock()
            if rests or (is_full and not file.begun):
                continue
            try:
                if not self._send(centre, file, told=told, stop=stop):
                    break
                arrived += 1
            except StorageProblem as error:
                if error.code not in UNREADABLE:
                    raise
                refused += self.refuse(file, error.code)
            except NetworkProblem as error:
                if error.code == "file_refused":
                    refused += self.refuse(file, error.code)
                elif error.code in _OF_ONE_FILE:
                    failed.append((file, error))
                elif error.code == "server_busy":
                    self._make_wait(file, error)
                    if is_full:  # it takes no part of what it has begun either
                        break
                    is_full = True
                else:
                    raise
        if failed and not arrived:  # that tells of the centre, not of the files
            raise failed[0][1]
        refused += sum(self._put_off(file, error.code) for file, error in failed)
        return FilesSent(arrived=arrived, refused=refused)

    def left(self) -> int:
        """Count the files that wait to be sent."""
        return self.queries.due_count()

    def must_wait(self) -> bool:
        """Tell whether the centre takes no more files for now."""
        return is_asked_to_wait(self.clock(), self.queries.asked_to_wait())

    def again(self, actor: Officer, complaint_id: ComplaintId) -> int:
        """Let the refused files of a record be sent once more, and give how many.  Raises NotAllowed."""
        require(actor, Act.SYNC)
        with self.units() as unit:
            count = unit.uploads.again(complaint_id)
            unit.tasks.finish_of(complaint_id, TaskKind.FILE_REFUSED, TaskOutcome.DONE, at=self.clock(), by=actor.id)
            unit.commit()
        return count

    def forget(self, ids: Sequence[AttachmentId]) -> None:
        """Remove the ciphertexts of files that the centre proved to hold."""
        self.outgoing.remove([self.outgoing.name_of(id) for id in ids])

    def _send(
        self, centre: Centre, file: FileDue, *, told: Callable[[FileDue, int, int], None], stop: Callable[[], bool]
    ) -> bool:
        content, sealed = self.sealed(centre, file)
        reached = 0

        def moved(there: int, size: int) -> None:
            nonlocal reached
            reached = there
            told(file, there, size)

        outgoing = OutgoingFile(id=file.id, complaint_id=file.complaint_id, content=content, sha256=sealed.sha256)
        try:
            whole = self.gateway.upload(centre, outgoing, bytes_per_s=self.bytes_per_s(), told=moved, stop=stop)
        finally:
            with self.units() as unit:
                unit.uploads.move(file.id, reached)
                unit.commit()
        if whole:
            with self.units() as unit:
                unit.uploads.arrive(file.id)
                unit.commit()
        return whole

    def sealed(self, centre: Centre, file: FileDue) -> tuple[bytes, SealedUpload]:
        """Give the kept ciphertext, or make and keep it before its first byte leaves."""
        key = centre.public_key.hex()
        if file.sealed is not None and file.sealed.sealed_for == key:
            try:
                kept = self.outgoing.read(file.id, self.outgoing.name_of(file.id))
            except StorageProblem as problem:
                if problem.code not in UNREADABLE:
                    raise
            else:
                if hashlib.sha256(kept).hexdigest() == file.sealed.sha256:
                    return kept, file.sealed
        content = self.files.read(file.id, file.stored_as)
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise StorageProblem("attachment_damaged")
        fresh = self.seal(content, centre.public_key, file_info(file.id, file.sha256))
        sealed = SealedUpload(sealed_for=key, sha256=hashlib.sha256(fresh).hexdigest(), size_bytes=len(fresh))
        self.outgoing.keep(file.id, fresh)
        with self.units() as unit:
            unit.uploads.keep_sealed(file.id, file.complaint_id, sealed)
            unit.commit()
        return fresh, sealed

    def refuse(self, file: FileDue, code: str) -> int:
        """Let a file wait for a person, with a task."""
        task = Task(
            kind=TaskKind.FILE_REFUSED,
            complaint_id=file.complaint_id,
            cause=f"file {file.id} {code} {to_iso(self.clock())}",
            opened_at=self.clock(),
            code=code,
        )
        with self.units() as unit:
            unit.uploads.refuse(file.id, file.complaint_id, code=code)
            unit.tasks.open(task)
            unit.commit()
        return 1

    def _make_wait(self, file: FileDue, error: NetworkProblem) -> None:
        """Keep until when no files are taken, so that it outlives the program."""
        asked = error.facts.get("retry_after_s")
        wait = timedelta(seconds=float(asked)) if asked else _FIRST_WAIT
        with self.units() as unit:
            unit.uploads.make_wait(file.id, until=self.clock() + min(LONGEST_ASKED, wait))
            unit.commit()

    def _put_off(self, file: FileDue, code: str) -> int:
        """Let a file rest that failed while others passed; after three times it waits for a person."""
        if file.attempts + 1 >= STRIKES:
            return self.refuse(file, code)
        longest = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(file.attempts, 12))
        until = self.clock() + timedelta(seconds=self.jitter(0.0, longest.total_seconds()))
        with self.units() as unit:
            unit.uploads.put_off(file.id, until=until, code=code)
            unit.commit()
        return 0
