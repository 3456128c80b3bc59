"""One record by its number, and behind a reason that is noted: whose it is."""

from typing import Final

from app.domain.complaint import Secrecy
from app.domain.errors import UserProblem
from app.domain.staff import StaffRole
from app.pusat.identities import Identities, OpeningReason
from app.pusat.pages.frame import Answer, Pages, Shown, Visit
from db.pusat.records import FoundRecord

_PATH: Final = "/aduan"
_WHO: Final = frozenset({StaffRole.ADMIN, StaffRole.PENYALIN})
_ORDER: Final = ("name", "phone", "email", "address", "nik")


def add(pages: Pages) -> None:
    """Add the pages."""
    reference = pages.look.reference

    @pages.page(_PATH, roles=_WHO, menu="Aduan", asks=("nomor",))
    def find(visit: Visit) -> Answer:
        """Find a record by a number."""
        typed = visit.query["nomor"].strip().upper().lstrip("#")
        found = visit.pusat.store.found.by_number(typed) if typed else ()
        return Shown("records.html", {"typed": typed, "found": found})

    @pages.page(f"{_PATH}/{{id}}", roles=_WHO)
    def record(visit: Visit) -> Answer:
        """Show one record, without its identity."""
        return _shown(visit, _found(visit))

    @pages.act(f"{_PATH}/{{id}}/identitas", roles=_WHO, fields=("reason", "reference"), back=_PATH)
    def open_identity(visit: Visit) -> Answer:
        """Open the identity of one record."""
        found = _found(visit)
        reason = next((one for one in OpeningReason if one.value == visit.form.fields["reason"]), None)
        if reason is None:
            raise UserProblem("opening_reason_missing")
        told = Identities(pusat=visit.pusat).open(
            found, reason=reason, reference=visit.form.fields["reference"], who=visit.member.login
        )
        names = [*(name for name in _ORDER if name in told), *(name for name in told if name not in _ORDER)]
        shown = {name: reference.areas.line(told[name]) if name == "area" else told[name] for name in names}
        return _shown(visit, found, shown)

    def _found(visit: Visit) -> FoundRecord:
        found = visit.pusat.store.found.by_event(visit.path["id"])
        if found is None:
            raise UserProblem("record_unknown")
        return found

    def _shown(visit: Visit, found: FoundRecord, identity: dict[str, str] | None = None) -> Shown:
        openings = visit.pusat.store.audit.about("identity_opened", found.central_number)
        facts = {"record": found, "identity": identity, "openings": openings, "reasons": tuple(OpeningReason)}
        is_secret = found.secrecy == Secrecy.SECRET.value
        return Shown(
            "record.html", {**facts, "is_secret": is_secret, "channel": reference.channels.label(found.channel)}
        )
