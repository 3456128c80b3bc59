"""Pemetaan: which id at LAPOR! stands for which of ours; what lacks one holds records back and comes first."""

from typing import Final

from app.domain.errors import UserProblem
from app.domain.forwarding import Standing
from app.domain.lapor import MapList
from app.domain.lapor_mapping import check_id, held_by, lacking, rows_of, target_of, without_one
from app.domain.staff import StaffRole
from app.pusat.pages.frame import ROOT, Answer, Goto, Pages, Shown, Visit

_PATH: Final = "/pemetaan"
_WHO: Final = frozenset({StaffRole.ADMIN, StaffRole.PENYALIN})
_MOST: Final = 1_000


def add(pages: Pages) -> None:
    """Add the pages."""
    reference = pages.look.reference

    @pages.page(_PATH, roles=_WHO, menu="Pemetaan", asks=("daftar",))
    def mapping(visit: Visit) -> Answer:
        """Show what lacks an id, then one of the lists."""
        chosen = visit.pusat.store.lapor_cases.mapping()
        waiting = visit.pusat.store.postings.reports([Standing.UNMAPPED], limit=_MOST)
        held = without_one(held_by(posting.detail for posting in waiting), chosen)
        shown = next((one for one in MapList if one.value == visit.query["daftar"]), MapList.AGENCY)
        rows = rows_of(reference, shown, holds=chosen, chosen=chosen, held=held)
        missing = lacking(reference, holds=chosen, chosen=chosen, held=held)
        return Shown("mapping.html", {"lacking": missing, "rows": rows, "shown": shown, "lists": tuple(MapList)})

    @pages.act(_PATH, roles=_WHO, fields=("list", "id", "target"), back=_PATH)
    def map_one(visit: Visit) -> Answer:
        """Choose an id at LAPOR!; records that waited for it go on."""
        fields = visit.form.fields
        of = next((one for one in MapList if one.value == fields["list"]), None)
        if of is None:
            raise UserProblem("mapping_unknown")
        check_id(reference, of, fields["id"])
        target, now = target_of(fields["target"]), visit.pusat.clock()
        visit.pusat.store.lapor_cases.map(of, fields["id"], target, who=visit.member.login, now=now)
        visit.pusat.store.postings.unmapped_back(now)
        return Goto(f"{ROOT}{_PATH}", said="mapping_kept")
