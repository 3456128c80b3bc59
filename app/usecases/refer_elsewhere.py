"""Send a person on: whom to go to and how to reach them, as this desk knows it, and the slip that says so.

No complaint is needed for it and no identity is kept: a person sent on is a line in the log.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.access import Act, require
from app.domain.errors import UserProblem
from app.domain.officer import Desk, Officer
from app.domain.receipt import PaperSize
from app.domain.reference import Reference
from app.domain.referral import Contact, Referral, contacts_of
from app.ports.stores import Units
from app.ports.world import Clock, ReferralPaper

Edits = Callable[[], Mapping[str, Mapping[str, object]]]
"""Gives what this desk corrected of contacts, by the id of the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredSlip:
    """The slip as PDF and what its line in the log names."""

    pdf: bytes
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferElsewhere:
    """Give contacts and slips."""

    units: Units
    edits: Edits
    desk: Callable[[], Desk]
    lists: Reference
    paper: ReferralPaper
    clock: Clock

    def contacts(self, actor: Officer) -> Mapping[str, Contact]:
        """Give every body by its id, as this desk has corrected it."""
        require(actor, Act.READ)
        return contacts_of(self.lists.agencies, self.lists.bodies, self.edits())

    def preview(self, actor: Officer, bodies: Sequence[str], bring: Sequence[str] = ()) -> bytes:
        """Give the PDF that the next print would be; nothing is logged.  Raises as :meth:`__call__`."""
        return self._set(actor, bodies, bring)

    def __call__(self, actor: Officer, bodies: Sequence[str], bring: Sequence[str] = (), *, way: str) -> ReferredSlip:
        """Give the slip for these bodies, logged; ``bring`` are ids of documents, ``way`` is "print" or "pdf".

        Raises UserProblem ``referral_nowhere`` when none of the bodies is known; NotAllowed, StorageProblem.
        """
        pdf = self._set(actor, bodies, bring)
        self._log(actor, f"referral_{way}", bodies)
        return ReferredSlip(pdf=pdf, bodies=tuple(bodies))

    def failed(self, actor: Officer, slip: ReferredSlip) -> None:
        """Note that the printer refused."""
        require(actor, Act.PRINT)
        self._log(actor, "referral_failed", slip.bodies)

    def _log(self, actor: Officer, act: str, bodies: Sequence[str]) -> None:
        with self.units() as unit:
            unit.audit.add(at=self.clock(), officer_id=actor.id, act=act, subject=bodies[0], detail=",".join(bodies))
            unit.commit()

    def _set(self, actor: Officer, bodies: Sequence[str], bring: Sequence[str]) -> bytes:
        require(actor, Act.PRINT)
        known, desk = self.contacts(actor), self.desk()
        to = tuple(known[id] for id in dict.fromkeys(bodies) if id in known)
        if not to:
            raise UserProblem("referral_nowhere")
        referral = Referral(
            letterhead=desk.letterhead,
            agency_line=f"{desk.agency_name} · Loket {desk.counter}",
            contact_line=desk.address,
            phone=desk.phone,
            city=desk.city,
            bodies=to,
            bring=tuple(rule.label[desk.language] for rule in self.lists.documents if rule.id in frozenset(bring)),
            printed_at=self.clock(),
            utc_offset_minutes=desk.utc_offset_minutes,
        )
        return self.paper.referral(referral, PaperSize(desk.receipt_size), desk.language)
