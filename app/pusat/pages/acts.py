"""The log of acts: newest first, and whether its chain is whole."""

from typing import Final

from app.domain.staff import StaffRole
from app.pusat.pages.frame import Answer, Pages, Shown, Visit

_WHO: Final = frozenset({StaffRole.ADMIN, StaffRole.AUDITOR})
_ROWS: Final = 50


def add(pages: Pages) -> None:
    """Add the page."""

    @pages.page("/catatan", roles=_WHO, menu="Catatan", asks=("sebelum",))
    def acts(visit: Visit) -> Answer:
        """Show who did what, and when."""
        asked = visit.query["sebelum"]
        before = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= 15 else None
        log = visit.pusat.store.audit
        rows = log.page(before=before, limit=_ROWS + 1)
        more = rows[_ROWS - 1].n if len(rows) > _ROWS else None
        facts = {"rows": rows[:_ROWS], "more": more, "before": before, "broken_at": log.broken_at()}
        return Shown("acts.html", facts)
