"""The first page: what this server holds per agency, and what somebody should look at."""

from datetime import timedelta
from typing import Final

from app.domain.token_role import TokenRole
from app.pusat.pages.frame import EVERYBODY, Answer, Pages, Shown, Visit

_SILENT_AFTER: Final = timedelta(days=3)


def add(pages: Pages) -> None:
    """Add the page."""

    @pages.page("/", roles=EVERYBODY, menu="Ringkasan")
    def home(visit: Visit) -> Answer:
        """Show the sums, and what is unusual."""
        store, now = visit.pusat.store, visit.pusat.clock()
        counters = [row for row in store.devices.rows() if row.role is TokenRole.COUNTER]
        valid = [row for row in counters if row.valid]
        facts = {
            "counts": store.monev.counts(),
            "sums": store.monev.sums(),
            "alarmed": [row for row in counters if row.alarms],
            "silent": [row for row in valid if now - (row.last_contact_at or row.since) > _SILENT_AFTER],
            "valid": len(valid),
            "now": now,
        }
        return Shown("home.html", facts)
