"""What is typed is kept: stored within a second of the last key, offered again to its officer and to nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.access import Act, require
from app.domain.draft import Draft
from app.domain.ids import ComplaintId, new_id
from app.domain.officer import Officer
from app.ports import Clock, Units


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft and when it was last stored."""

    draft: Draft
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftsAtHand:
    """One's own drafts, newest first, and of others only whose they are and since when."""

    own: tuple[KeptDraft, ...]
    others: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepDraft:
    """Store, offer and discard unfinished entries."""

    units: Units
    clock: Clock

    def new_id(self) -> ComplaintId:
        """Give the id that a new draft and later its complaint carry."""
        return ComplaintId(new_id(self.clock()))

    def __call__(self, actor: Officer, draft: Draft) -> datetime:
        """Store the draft durably and give the moment; one that was filed meanwhile is not brought back."""
        require(actor, Act.REGISTER)
        at = self.clock()
        with self.units() as unit:
            if unit.complaints.get(draft.id) is None:
                unit.drafts.keep(draft, actor.id, at)
                unit.commit()
        return at

    def discard(self, actor: Officer, id: ComplaintId) -> None:
        """Remove a draft that its officer gave up."""
        require(actor, Act.REGISTER)
        with self.units() as unit:
            unit.drafts.remove(id)
            unit.audit.add(at=self.clock(), officer_id=actor.id, act="draft_discarded", subject=id)
            unit.commit()

    def at_hand(self, actor: Officer) -> DraftsAtHand:
        """Give the drafts to offer to this officer."""
        with self.units() as unit:
            own: Sequence[tuple[Draft, datetime]] = unit.drafts.of_officer(actor.id)
            others = unit.drafts.of_others(actor.id)
        return DraftsAtHand(own=tuple(KeptDraft(draft=d, kept_at=at) for d, at in own), others=tuple(others))
