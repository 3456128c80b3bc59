"""Change a shipped list for this desk: what was changed is kept apart, so that a new release still brings its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.access import Act, require
from app.domain.errors import UserProblem
from app.domain.officer import Officer
from app.ports.queries import ReferenceEdits
from app.ports.stores import Units
from app.ports.world import Clock

CATEGORY_WORDS: Final = "category_words"
AGENCIES: Final = "agencies"
RIGHTS: Final[Mapping[str, Act]] = {CATEGORY_WORDS: Act.MANAGE, AGENCIES: Act.EDIT_LISTS}
"""The lists that can be changed, and who may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditReference:
    """``content`` of an entry is whatever its list understands: texts, numbers, lists of them."""

    units: Units
    kept: ReferenceEdits
    clock: Clock

    def __call__(self, actor: Officer, name: str, id: str, content: Mapping[str, object]) -> None:
        """Keep what an entry of a list is to say here; an empty ``content`` gives back what was shipped.

        Raises UserProblem ``list_unknown``, NotAllowed, StorageProblem.
        """
        if name not in RIGHTS:
            raise UserProblem("list_unknown", list=name)
        require(actor, RIGHTS[name])
        with self.units() as unit:
            unit.reference_edits.keep(name, id, content, at=self.clock(), officer_id=actor.id)
            act = "reference_edited" if content else "reference_reset"
            unit.audit.add(at=self.clock(), officer_id=actor.id, act=act, subject=name, detail=id)
            unit.commit()

    def edits(self, name: str) -> Mapping[str, Mapping[str, object]]:
        """Give what was changed of a list, by the id of the entry; empty when nothing was."""
        return self.kept.of(name)

    def of(self, name: str) -> Callable[[], Mapping[str, Mapping[str, object]]]:
        """Give how to ask for what was changed of one list, at any later time."""
        return lambda: self.kept.of(name)
