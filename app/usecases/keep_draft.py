"""What is typed is kept: stored within a second of the last key, offered again to its officer and to nobody else."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.access import Act, require
from app.domain.draft import Draft
from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId, new_id
from app.domain.kept_draft import DraftsAtHand
from app.domain.officer import Officer
from app.ports.queries import DraftQueries
from app.ports.stores import UnitOfWork, Units
from app.ports.world import AttachmentStore, Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepDraft:
    """Store, offer and discard unfinished entries."""

    units: Units
    queries: DraftQueries
    files: AttachmentStore
    clock: Clock

    def new_id(self) -> ComplaintId:
        """Give the id that a new draft and later its complaint carry."""
        return ComplaintId(new_id(self.clock()))

    def __call__(self, actor: Officer, draft: Draft) -> datetime:
        """Store the draft durably and give the moment; one that was filed meanwhile is not brought back.

        Raises UserProblem ``draft_of_another`` for one that a colleague took over.
        """
        require(actor, Act.REGISTER)
        at = self.clock()
        with self.units() as unit:
            require_own(unit, actor, draft.id)
            if unit.complaints.get(draft.id) is None:
                unit.drafts.keep(draft, actor.id, at)
                unit.commit()
        return at

    def discard(self, actor: Officer, id: ComplaintId) -> None:
        """Remove a draft that its officer gave up, and the files attached to it.

        Raises UserProblem ``draft_of_another``.
        """
        require(actor, Act.REGISTER)
        with self.units() as unit:
            require_own(unit, actor, id)
            unit.drafts.remove(id)
            attached = unit.attachments.drop(id) if unit.complaints.get(id) is None else ()
            unit.audit.add(at=self.clock(), officer_id=actor.id, act="draft_discarded", subject=id)
            unit.commit()
        self.files.remove(attached)

    def emptied(self, actor: Officer, id: ComplaintId) -> None:
        """Remove a draft whose form was emptied; one that still has files attached stays, without its words."""
        require(actor, Act.REGISTER)
        with self.units() as unit:
            require_own(unit, actor, id)
            attached = unit.attachments.of(id)
            if attached and unit.complaints.get(id) is None:
                unit.drafts.keep(Draft(id=id, values={}), actor.id, self.clock())
                unit.commit()
        if not attached:
            self.discard(actor, id)

    def at_hand(self, actor: Officer) -> DraftsAtHand:
        """Give this officer's drafts, and of those of colleagues what may be known.  Raises NotAllowed."""
        require(actor, Act.REGISTER)
        return self.queries.at_hand(actor.id)


def require_own(unit: UnitOfWork, actor: Officer, id: ComplaintId) -> None:
    """Pass for one's own draft and for one that is not kept; else raise UserProblem ``draft_of_another``."""
    if unit.drafts.owner(id) not in (None, actor.id):
        raise UserProblem("draft_of_another")
