"""At a counter that forwards by itself an admin types which id at LAPOR! stands for which of ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.access import Act, require
from app.domain.errors import UserProblem
from app.domain.lapor import MapList
from app.domain.lapor_mapping import MapRow, check_id, held_by, lacking, rows_of, target_of, without_one
from app.domain.officer import Officer
from app.domain.reference import Reference
from app.ports.central import LaporDoor
from app.ports.queries import DirectQueries
from app.ports.stores import Units
from app.ports.world import Clock

_MOST: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSeen:
    """What holds records back, and all lists whole."""

    lacking: tuple[MapRow, ...]
    lists: Mapping[MapList, tuple[MapRow, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapForLapor:
    """What is typed stands before the profile and stays when the profile is exchanged."""

    units: Units
    queries: DirectQueries
    door: LaporDoor
    reference: Reference
    clock: Clock

    def __call__(self, actor: Officer, of: MapList, id: str, target: str) -> None:
        """Keep the id at LAPOR! of one of ours, "" takes the choice back; records that waited for it go on.

        Raises NotAllowed, UserProblem ``mapping_unknown``, ``mapping_target_wrong``, ``direct_not_set_up``.
        """
        require(actor, Act.MANAGE)
        check_id(self.reference, of, id)
        kept, now = target_of(target), self.clock()
        with self.units() as unit:
            if unit.direct.access() is None:
                raise UserProblem("direct_not_set_up")
            unit.direct.choose(of, id, kept, at=now, officer_id=actor.id)
            unit.audit.add(at=now, officer_id=actor.id, act="lapor_mapped", subject=f"{of.value}:{id}", detail=kept)
            unit.commit()

    def seen(self, actor: Officer) -> MapSeen:
        """Give what lacks an id and what has one.  Raises NotAllowed, UserProblem ``direct_not_set_up``."""
        require(actor, Act.MANAGE)
        with self.units() as unit:
            access = unit.direct.access()
        if access is None:
            raise UserProblem("direct_not_set_up")
        terms, line = self.door.open(access)
        line.close()
        held = without_one(held_by(self.queries.unmapped(limit=_MOST)), terms.mapping)
        lists = {
            of: rows_of(self.reference, of, holds=terms.mapping, chosen=access.chosen, held=held) for of in MapList
        }
        missing = lacking(self.reference, holds=terms.mapping, chosen=access.chosen, held=held)
        return MapSeen(lacking=missing, lists=lists)
