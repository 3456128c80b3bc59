"""The entries that are open beside one another: which is shown, what stands in the others, where the focus was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.draft import Draft
from app.domain.ids import ComplaintId


@dataclass(slots=True, kw_only=True)
class OpenDraft:
    """One open entry; ``values`` are those of the moment ``left_at`` when another was shown, ``blank`` the desk's own.

    ``field`` had the focus, "" when none had, and the caret stood at ``caret`` (-1: it has none);
    ``offered`` while it is offered to colleagues.
    """

    id: ComplaintId
    values: Mapping[str, str]
    blank: Mapping[str, str]
    begun_at: datetime
    left_at: datetime
    field: str = ""
    caret: int = -1
    offered: bool = False

    def draft(self) -> Draft:
        """Give it as it was left."""
        return Draft(id=self.id, values=self.values)


class OpenDrafts:
    """In the order in which they were opened; there is no limit to their number."""

    def __init__(self) -> None:
        self._open: list[OpenDraft] = []
        self._at = -1

    def __len__(self) -> int:
        return len(self._open)

    @property
    def all(self) -> tuple[OpenDraft, ...]:
        """Give all of them."""
        return tuple(self._open)

    @property
    def at(self) -> int:
        """The place of the one shown, -1 for none."""
        return self._at

    @property
    def current(self) -> OpenDraft | None:
        """The one shown."""
        return self._open[self._at] if self._open else None

    def ids(self) -> frozenset[ComplaintId]:
        """Give the ids of all of them."""
        return frozenset(one.id for one in self._open)

    def add(self, one: OpenDraft) -> None:
        """Add one at the end and show it; one that is open already is shown as it stands."""
        place = next((n for n, other in enumerate(self._open) if other.id == one.id), None)
        if place is None:
            self._open.append(one)
        self._at = len(self._open) - 1 if place is None else place

    def drop(self, id: ComplaintId) -> None:
        """Take one away that was filed, discarded, handed over or never begun; the next one takes its place."""
        place = next((n for n, other in enumerate(self._open) if other.id == id), None)
        if place is None:
            return
        del self._open[place]
        if place < self._at or self._at >= len(self._open):
            self._at -= 1
