"""Drafts change hands only when one officer offers and another accepts; both are noted, nothing else crosses."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.access import Act, require
from app.domain.errors import UserProblem
from app.domain.ids import ComplaintId
from app.domain.kept_draft import KeptDraft
from app.domain.officer import Officer
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.keep_draft import require_own


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverDraft:
    """Offer, take back and accept; what hangs on a draft by its id goes along."""

    units: Units
    clock: Clock

    def offer(self, actor: Officer, ids: Sequence[ComplaintId]) -> None:
        """Offer drafts to whoever goes on, all or none; they stay the officer's until they are accepted.

        Raises UserProblem ``draft_gone`` or ``draft_of_another``.
        """
        require(actor, Act.REGISTER)
        at = self.clock()
        with self.units() as unit:
            for id in ids:
                require_own(unit, actor, id)
                if not unit.drafts.offer(id, at):
                    raise UserProblem("draft_gone")
                unit.audit.add(at=at, officer_id=actor.id, act="draft_offered", subject=id)
            unit.commit()

    def take_back(self, actor: Officer, id: ComplaintId) -> None:
        """Offer it no longer.  Raises UserProblem ``draft_gone`` or ``draft_of_another``."""
        require(actor, Act.REGISTER)
        with self.units() as unit:
            require_own(unit, actor, id)
            if not unit.drafts.offer(id, None):
                raise UserProblem("draft_gone")
            unit.audit.add(at=self.clock(), officer_id=actor.id, act="draft_offer_withdrawn", subject=id)
            unit.commit()

    def accept(self, actor: Officer, id: ComplaintId) -> KeptDraft:
        """Make an offered draft one's own and give it.

        Raises UserProblem ``draft_gone`` when it was filed, discarded or taken meanwhile or is offered no longer.
        """
        require(actor, Act.REGISTER)
        with self.units() as unit:
            former = unit.drafts.owner(id)
            kept = unit.drafts.take_over(id, actor.id) if former not in (None, actor.id) else None
            if kept is None:
                raise UserProblem("draft_gone")
            at = self.clock()
            unit.audit.add(at=at, officer_id=actor.id, act="draft_accepted", subject=id, detail=f"from {former}")
            unit.commit()
        return kept
