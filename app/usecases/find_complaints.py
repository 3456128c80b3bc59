"""Find: newest first, or by what was typed, page after page; rows come masked for whoever looks."""

from dataclasses import dataclass
from typing import Final

from app.domain.access import Act, require
from app.domain.ids import ComplaintId
from app.domain.listing import ListPage, PageEnd
from app.domain.officer import Officer
from app.domain.text import harmful
from app.ports.queries import FeedQueries, Queries

PAGE: Final = 50
LETTERS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FindComplaints:
    """The list and the search."""

    queries: Queries
    feed: FeedQueries

    def __call__(self, actor: Officer, typed: str = "", *, after: PageEnd | None = None, limit: int = PAGE) -> ListPage:
        """Give a page of rows newest first, those of colleagues' counters among them.

        A search begins at two letters, shorter ones give the plain list.
        """
        require(actor, Act.READ)
        if len(typed.strip()) < LETTERS:
            return self.queries.newest(actor.id, after=after, limit=limit)
        return self.queries.search(actor.id, typed, after=after, limit=limit)

    def interrupt(self) -> None:
        """Break off the list or search that runs in another thread; it ends with ``query_interrupted``."""
        self.queries.interrupt()

    def by_number(self, actor: Officer, number: str) -> ComplaintId | None:
        """Give the id of exactly this number, of this desk or a colleague's counter, None when it is not here."""
        require(actor, Act.READ)
        return None if harmful(number) else self.queries.id_of_number(number) or self.feed.id_of_number(number)
