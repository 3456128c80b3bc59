"""The first page: what this server holds, in one look."""

from app.pusat.pages.frame import EVERYBODY, Answer, Pages, Shown, Visit


def add(pages: Pages) -> None:
    """Add the page."""

    @pages.page("/", roles=EVERYBODY, menu="Ringkasan")
    def home(visit: Visit) -> Answer:
        """Show what is held."""
        standing = visit.pusat.store.evidence.standing()
        return Shown(
            "home.html", {"standing": standing, "epoch": visit.pusat.identity.epoch, "now": visit.pusat.clock()}
        )
