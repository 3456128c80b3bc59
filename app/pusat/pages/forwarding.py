"""Penerusan: how forwarding to LAPOR! stands, and the ways out of what waits for a person."""

from typing import Final

from app.domain.forwarding import FOR_A_PERSON, Standing
from app.domain.staff import StaffRole
from app.pusat.copying import Copying
from app.pusat.pages.frame import ROOT, Answer, Goto, Pages, Shown, Visit

_PATH: Final = "/penerusan"
_LOOK: Final = frozenset({StaffRole.ADMIN, StaffRole.PENYALIN, StaffRole.AUDITOR})
_ACT: Final = frozenset({StaffRole.ADMIN, StaffRole.PENYALIN})
_SHOWN: Final = 200
_TILES: Final = (
    Standing.WAITING,
    Standing.OPEN,
    Standing.NEEDS_CHECK,
    Standing.REFUSED,
    Standing.UNMAPPED,
    Standing.DONE,
)


def add(pages: Pages) -> None:
    """Add the pages."""

    def desk(visit: Visit) -> Copying:
        return Copying(store=visit.pusat.store, reference=pages.look.reference, clock=visit.pusat.clock)

    @pages.page(_PATH, roles=_LOOK, menu="Penerusan")
    def forwarding(visit: Visit) -> Answer:
        """Show counts, and what waits for somebody."""
        store, now = visit.pusat.store.postings, visit.pusat.clock()
        store.recover(now)
        store.enlist(now)
        rows = store.for_a_person(limit=_SHOWN)
        return Shown("forwarding.html", {"rows": rows, "counts": store.counts(), "tiles": _TILES, "now": now})

    @pages.page(f"{_PATH}/{{id}}", roles=_LOOK)
    def posting(visit: Visit) -> Answer:
        """Show one posting with every attempt, and the ways out."""
        sheet = desk(visit).sheet(visit.path["id"])
        tries = visit.pusat.store.postings.attempts_of(visit.path["id"])
        may_act = visit.member.role in _ACT and sheet.posting.state in FOR_A_PERSON
        return Shown("posting.html", {"sheet": sheet, "tries": tries, "may_act": may_act})

    @pages.act(f"{_PATH}/{{id}}/nomor", roles=_ACT, fields=("tracking", "reason"), back=_PATH)
    def posting_done(visit: Visit) -> Answer:
        """It stands there: write down its Tracking ID."""
        fields = visit.form.fields
        desk(visit).stands_there(
            visit.path["id"], fields["tracking"], who=visit.member.login, reason=fields["reason"] or "dicari di LAPOR!"
        )
        return Goto(f"{ROOT}{_PATH}", said="posting_done")

    @pages.act(f"{_PATH}/{{id}}/ulang", roles=_ACT, fields=("reason",), back=_PATH)
    def posting_again(visit: Visit) -> Answer:
        """It is surely not there: let it go out again."""
        desk(visit).is_not_there(visit.path["id"], who=visit.member.login, reason=visit.form.fields["reason"])
        return Goto(f"{ROOT}{_PATH}", said="posting_again")

    @pages.act(f"{_PATH}/{{id}}/lepas", roles=_ACT, fields=("reason",), back=_PATH)
    def posting_drop(visit: Visit) -> Answer:
        """Do not forward it."""
        desk(visit).drop(visit.path["id"], who=visit.member.login, reason=visit.form.fields["reason"])
        return Goto(f"{ROOT}{_PATH}", said="posting_dropped")
