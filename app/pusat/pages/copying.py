"""Meja salin: what is to be typed into LAPOR!'s site by hand, one record at a time, field by field."""

from typing import Final

from app.domain.errors import UserProblem
from app.domain.forwarding import Standing
from app.domain.staff import StaffRole
from app.pusat.copying import Copying
from app.pusat.pages.frame import ROOT, Answer, Goto, Pages, Shown, Visit

_PATH: Final = "/salin"
_WHO: Final = frozenset({StaffRole.ADMIN, StaffRole.PENYALIN})


def add(pages: Pages) -> None:
    """Add the pages."""

    def desk(visit: Visit) -> Copying:
        return Copying(store=visit.pusat.store, reference=pages.look.reference, clock=visit.pusat.clock)

    @pages.page(_PATH, roles=_WHO, menu="Meja salin")
    def copy_desk(visit: Visit) -> Answer:
        """Show what waits, and what I have in hand."""
        rows = desk(visit).queue()
        own = [row for row in rows if row.state is Standing.OPEN and row.held_by == visit.member.login]
        waiting = [row for row in rows if row.state is not Standing.OPEN]
        others = [row for row in rows if row.state is Standing.OPEN and row.held_by != visit.member.login]
        facts = {"own": own, "waiting": waiting, "others": others, "now": visit.pusat.clock()}
        return Shown("copying.html", facts)

    @pages.page(f"{_PATH}/{{id}}", roles=_WHO)
    def copy_sheet(visit: Visit) -> Answer:
        """Show a record to copy from; its text only to who has it in hand."""
        sheet = desk(visit).sheet(visit.path["id"])
        mine = sheet.posting.state is Standing.OPEN and sheet.posting.held_by == visit.member.login
        return Shown("copy_sheet.html", {"sheet": sheet, "mine": mine})

    @pages.act(f"{_PATH}/{{id}}/ambil", roles=_WHO, back=_PATH)
    def copy_take(visit: Visit) -> Answer:
        """Take a record to type it."""
        desk(visit).take(visit.path["id"], visit.member.login)
        return Goto(f"{ROOT}{_PATH}/{visit.path['id']}")

    @pages.act(f"{_PATH}/{{id}}/nomor", roles=_WHO, fields=("tracking", "same"), back=_PATH)
    def copy_done(visit: Visit) -> Answer:
        """Write down the Tracking ID and go on with the next one."""
        found, id, fields = desk(visit), visit.path["id"], visit.form.fields
        try:
            found.stands_there(
                id, fields["tracking"], who=visit.member.login, reason="disalin", same_number=bool(fields["same"])
            )
        except UserProblem as problem:
            if problem.code != "tracking_of_another":
                raise
            return Shown("copy_sheet.html", {"sheet": found.sheet(id), "mine": True, "another": problem.facts}, 422)
        following = next((row for row in found.queue() if row.state is not Standing.OPEN), None)
        if following is None:
            return Goto(f"{ROOT}{_PATH}", said="posting_copied")
        return Goto(f"{ROOT}{_PATH}/{following.event_id}", said="posting_copied")

    @pages.act(f"{_PATH}/{{id}}/kembali", roles=_WHO, back=_PATH)
    def copy_back(visit: Visit) -> Answer:
        """Put a record back that was surely not typed."""
        desk(visit).give_back(visit.path["id"], who=visit.member.login)
        return Goto(f"{ROOT}{_PATH}", said="posting_back")
