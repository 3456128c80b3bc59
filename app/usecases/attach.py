"""Attach files to an entry or a case: sealed first, then named in one short transaction; opened only by who may.

A file without a row is swept away after a while; a row without its file is found when the entry is saved.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from app.domain.access import Act, require
from app.domain.attachment import Attachment, AttachmentId, Scan, Sealed, Taken, check_room, shown_name
from app.domain.complaint import Complaint, Identity, Secrecy
from app.domain.draft import Draft
from app.domain.errors import AppError, NotAllowed, UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId, OfficerId, new_id
from app.domain.officer import Desk, Officer
from app.domain.outbox import EventKind, attached_body
from app.ports.queries import AttachmentRows, Queries
from app.ports.stores import UnitOfWork, Units
from app.ports.world import AttachmentReader, AttachmentStore, Clock, Scans
from app.usecases.later_event import add_event

OPEN_FOR: Final = timedelta(minutes=15)
"""How long the reason given for an identity or a secret report also opens its attachments."""
GRACE: Final = timedelta(hours=1)


def _untold(_done: int, _whole: int) -> None:
    """Nobody asked how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach:
    """Everything that is done with attachments."""

    units: Units
    rows: AttachmentRows
    queries: Queries
    store: AttachmentStore
    reader: AttachmentReader
    scans: Scans
    desk: Callable[[], Desk]
    clock: Clock
    salt: Callable[[], bytes]

    # ---- taking ----

    def seal(
        self, actor: Officer, source: Path | bytes, name: str, told: Callable[[int, int], None] = _untold
    ) -> Sealed:
        """Read, check, shrink and seal a file at one go, on the read lane; nothing is attached yet."""
        return self.keep(self.look_through(self.take(actor, source, name, told)))

    def take(
        self, actor: Officer, source: Path | bytes, name: str, told: Callable[[int, int], None] = _untold
    ) -> Taken:
        """Read, check and shrink a file in memory; ``told`` hears bytes read and bytes to read.

        May take seconds, and belongs on the lane of files.  Raises the problems of AttachmentReader of app.ports.
        """
        require(actor, Act.REGISTER)
        raw = source if isinstance(source, bytes) else self.reader.read(source, told)
        content, media_type = self.reader.kept(raw)
        return Taken(name=shown_name(name, media_type), media_type=media_type, content=content, pages=None)

    def look_through(self, taken: Taken) -> Taken:
        """Count the pages; quick, but on the read lane, where PDFium is.  Raises UserProblem ``attachment_broken``."""
        return replace(taken, pages=self.reader.pages(taken.content, taken.media_type))

    def keep(self, taken: Taken) -> Sealed:
        """Seal what was taken; nothing is attached yet.  Raises StorageProblem ``disk_full``, ``folder_readonly``."""
        id = AttachmentId(new_id(self.clock()))
        return Sealed(
            id=id,
            name=taken.name,
            media_type=taken.media_type,
            size_bytes=len(taken.content),
            sha256=hashlib.sha256(taken.content).hexdigest(),
            stored_as=self.store.keep(id, taken.content),
            pages=taken.pages,
        )

    def __call__(self, actor: Officer, draft: Draft, sealed: Sealed) -> Sequence[Attachment]:
        """Attach a sealed file to a draft and give all it has; the draft is stored if it was not yet.

        One that was filed meanwhile gets the file as a case does.  Raises UserProblem ``attachments_full`` or
        ``attachment_twice``, NotAllowed; then the sealed file is gone again.
        """
        require(actor, Act.REGISTER)
        return self._add(actor, draft.id, sealed, draft=draft)

    def to_case(self, actor: Officer, id: ComplaintId, sealed: Sealed) -> Sequence[Attachment]:
        """Attach a sealed file to a recorded complaint: a fact in its history, and an event.

        Raises as adding to a draft does.
        """
        require(actor, Act.FOLLOW_UP)
        return self._add(actor, id, sealed, draft=None)

    def give_up(self, sealed: Sealed) -> None:
        """Forget a sealed file that was not attached after all."""
        self.store.remove([sealed.stored_as])

    def _add(self, actor: Officer, id: ComplaintId, sealed: Sealed, *, draft: Draft | None) -> Sequence[Attachment]:
        try:
            with self.units() as unit:
                complaint = unit.complaints.get(id)
                at = self.clock()
                if complaint is not None:
                    self._check_sight(actor, complaint)
                    fact = CaseFact(
                        complaint_id=id,
                        at=at,
                        kind=FactKind.ATTACHED,
                        officer_id=actor.id,
                        officer_name=actor.full_name,
                        detail=sealed.media_type.ending,
                    )
                    unit.complaints.add_fact(fact)
                elif draft is None:
                    raise UserProblem("complaint_unknown")
                elif (owner := unit.drafts.owner(id)) is None:
                    unit.drafts.keep(draft, actor.id, at)
                else:
                    _check_owner(actor, owner)
                held = self._with(unit, actor, id, sealed)
                if complaint is not None:
                    self._tell(unit, actor, complaint, held[-1], at)
                unit.audit.add(at=at, officer_id=actor.id, act="attachment_added", subject=id, detail=sealed.id)
                unit.commit()
        except AppError:
            self.give_up(sealed)
            raise
        return held

    def _tell(self, unit: UnitOfWork, actor: Officer, complaint: Complaint, one: Attachment, at: datetime) -> None:
        """Let the centre hear that a filed record has one file more; the file itself goes after the text."""
        body = attached_body(complaint.id, complaint.number, [one], at=at, officer_id=actor.id, salt=self.salt())
        add_event(unit, self.desk(), EventKind.ATTACHED, complaint_id=complaint.id, body=body, at=at)

    def _with(self, unit: UnitOfWork, actor: Officer, id: ComplaintId, sealed: Sealed) -> Sequence[Attachment]:
        held = unit.attachments.of(id)
        one = Attachment(
            id=sealed.id,
            complaint_id=id,
            place=check_room(held, sealed.sha256),
            name=sealed.name,
            media_type=sealed.media_type,
            size_bytes=sealed.size_bytes,
            sha256=sealed.sha256,
            stored_as=sealed.stored_as,
            pages=sealed.pages,
            added_at=self.clock(),
            officer_id=actor.id,
        )
        unit.attachments.add(one)
        return (*held, one)

    def remove(self, actor: Officer, id: AttachmentId) -> Sequence[Attachment]:
        """Take a file away from a draft and give what is left.

        Raises UserProblem ``attachment_filed`` once the draft is recorded, NotAllowed.
        """
        require(actor, Act.REGISTER)
        with self.units() as unit:
            one = unit.attachments.get(id)
            if one is None:
                raise UserProblem("attachment_unknown")
            if unit.complaints.get(one.complaint_id) is not None:
                raise UserProblem("attachment_filed")
            _check_owner(actor, unit.drafts.owner(one.complaint_id) or one.officer_id)
            unit.attachments.remove(id)
            left = unit.attachments.of(one.complaint_id)
            unit.audit.add(
                at=self.clock(), officer_id=actor.id, act="attachment_removed", subject=one.complaint_id, detail=id
            )
            unit.commit()
        self.store.remove([one.stored_as])
        return left

    # ---- showing ----

    def of_draft(self, actor: Officer, id: ComplaintId) -> Sequence[Attachment]:
        """Give what is attached to one's own draft; nothing of a draft of somebody else."""
        require(actor, Act.REGISTER)
        owner = self.rows.draft_owner(id)
        return self.rows.of(id) if owner in (None, actor.id) and self.queries.complaint(id) is None else ()

    def of_case(self, actor: Officer, id: ComplaintId) -> Sequence[Attachment]:
        """Give what is attached to a case: nothing of a hidden one, no names where they may tell who reported."""
        require(actor, Act.READ)
        held = self.rows.of(id)
        complaint = self.queries.complaint(id) if held else None
        if complaint is None:
            return ()
        try:
            self._check_sight(actor, complaint)
        except UserProblem as problem:
            if problem.code != "attachment_identity":
                return ()
            return [replace(one, name=f"lampiran-{n}.{one.media_type.ending}") for n, one in enumerate(held, start=1)]
        return held

    def content(self, actor: Officer, id: AttachmentId) -> bytes:
        """Give the content, checked against what was kept; opening one of a case is logged first.

        Raises UserProblem ``attachment_unknown``, ``attachment_hidden``, ``attachment_identity``, NotAllowed;
        StorageProblem ``attachment_missing`` or ``attachment_damaged``.
        """
        require(actor, Act.READ)
        one = self.rows.get(id)
        if one is None:
            raise UserProblem("attachment_unknown")
        complaint = self.queries.complaint(one.complaint_id)
        if complaint is None:
            _check_owner(actor, self.rows.draft_owner(one.complaint_id) or one.officer_id)
        else:
            self._check_sight(actor, complaint)
            with self.units() as unit:
                unit.audit.add(
                    at=self.clock(), officer_id=actor.id, act="attachment_seen", subject=one.complaint_id, detail=id
                )
                unit.commit()
        return self.store.read(id, one.stored_as)

    # ---- the folders ----

    def new_scans(self, actor: Officer) -> Sequence[Scan]:
        """Give the whole new files in the scanner's folder; asking again soon finds those that come meanwhile."""
        require(actor, Act.REGISTER)
        return self.scans.new()

    def sweep(self) -> int:
        """Remove files that belong to nothing, left by a crash, and give how many; young ones may yet be named."""
        old = self.store.older_than(self.clock() - GRACE)
        if not old:
            return 0
        with self.units() as unit:
            known = unit.attachments.stored_names()
        stray = [name for name in old if name not in known]
        self.store.remove(stray)
        return len(stray)

    def _check_sight(self, actor: Officer, complaint: Complaint) -> None:
        """Pass who recorded the complaint; others need the reason that its secrecy or hidden identity asks for."""
        if complaint.officer_id == actor.id:
            return
        if complaint.secrecy is Secrecy.SECRET and not self._opened(actor, complaint.id, FactKind.SECRET_OPENED):
            raise UserProblem("attachment_hidden")
        hides = complaint.reporter.identity is Identity.ANONYMOUS
        if hides and not self._opened(actor, complaint.id, FactKind.IDENTITY_SEEN):
            raise UserProblem("attachment_identity")

    def _opened(self, actor: Officer, id: ComplaintId, kind: FactKind) -> bool:
        since = self.clock() - OPEN_FOR
        return any(f.kind is kind and f.officer_id == actor.id and f.at >= since for f in self.queries.facts(id))


def _check_owner(actor: Officer, owner: OfficerId) -> None:
    if owner != actor.id:
        raise NotAllowed("not_allowed", act=Act.REGISTER.value, role=actor.role.value)
