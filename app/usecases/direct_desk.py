"""What people do about forwarding straight from this counter: the access, what waits, and what is unclear."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from app.domain.access import Act, require
from app.domain.attempt import Ended, Target
from app.domain.correction import names_reporter
from app.domain.direct import DirectRow, DirectState, LaporTerms
from app.domain.errors import UserProblem
from app.domain.follow_up import CaseFact, FactKind
from app.domain.ids import ComplaintId
from app.domain.lapor import MapList
from app.domain.lapor_mapping import held_by, without_one
from app.domain.officer import Officer
from app.domain.task import TaskKind, TaskOutcome
from app.ports.central import LaporDoor
from app.ports.queries import DirectQueries
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock
from app.usecases.void_complaint import reason_of

SHOWN: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSeen:
    """The kept access: whose it is, how the last run ended, how many of our ids have one there by list.

    ``held`` counts the ids that records wait for, ``waiting`` the records that are not there yet.
    """

    name: str
    address: str
    kept_at: datetime
    officer_name: str
    tried_at: datetime | None
    problem: str | None
    mapped: Mapping[MapList, int]
    held: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectDesk:
    """The access is an admin's; whoever follows cases up says what became of an unclear try."""

    units: Units
    queries: DirectQueries
    door: LaporDoor
    clock: Clock

    def set_up(self, actor: Officer, profile: Path, secrets: Path) -> LaporTerms:
        """Keep the access to LAPOR! in this desk's encrypted database; what was refused is tried anew with it.

        Raises UserProblem of the two files (see LaporDoor), NotAllowed.
        """
        require(actor, Act.MANAGE)
        access = self.door.read(profile, secrets)
        terms, line = self.door.open(access)
        line.close()
        now = self.clock()
        with self.units() as unit:
            unit.direct.keep_access(access, at=now, officer_id=actor.id)
            unit.audit.add(at=now, officer_id=actor.id, act="direct_set_up", subject=terms.name, detail=terms.address)
            unit.commit()
        return terms

    def forget(self, actor: Officer) -> None:
        """Forget the access: nothing more is posted from this counter."""
        require(actor, Act.MANAGE)
        with self.units() as unit:
            unit.direct.drop_access()
            unit.audit.add(at=self.clock(), officer_id=actor.id, act="direct_forgotten", subject="lapor")
            unit.commit()

    def terms(self, actor: Officer) -> LaporTerms | None:
        """Give what the kept profile says, None when there is no access."""
        require(actor, Act.READ)
        with self.units() as unit:
            access = unit.direct.access()
        if access is None:
            return None
        terms, line = self.door.open(access)
        line.close()
        return terms

    def seen(self, actor: Officer) -> AccessSeen | None:
        """Give the access as a person may see it, without what is secret, None when there is none."""
        require(actor, Act.READ)
        with self.units() as unit:
            access, kept = unit.direct.access(), unit.direct.kept()
            names = {one.id: one.full_name for one in unit.staff.officers()}
        if access is None or kept is None:
            return None
        terms, line = self.door.open(access)
        line.close()
        return AccessSeen(
            name=terms.name,
            address=terms.address,
            kept_at=kept.at,
            officer_name=names.get(kept.officer_id, ""),
            tried_at=kept.tried_at,
            problem=kept.problem,
            mapped={of: sum(1 for target in terms.mapping.get(of, {}).values() if target) for of in MapList},
            held=len(without_one(held_by(self.queries.unmapped(limit=SHOWN)), terms.mapping)),
            waiting=self.queries.waiting(),
        )

    def rows(self, actor: Officer, *, limit: int = SHOWN) -> tuple[DirectRow, ...]:
        """Give what this counter posts and has no number for yet, in the order of recording."""
        require(actor, Act.READ)
        return tuple(self.queries.rows(limit=limit))

    def not_there(self, actor: Officer, id: ComplaintId, reason: str) -> None:
        """Note that somebody looked, and what an unclear try was to bring is surely not at LAPOR!: it is sent again.

        Raises UserProblem ``nothing_unclear``, ``reason_missing``, ``reason_names_reporter``, NotAllowed.
        """
        require(actor, Act.FOLLOW_UP)
        said = reason_of(reason)
        with self.units() as unit:
            complaint = unit.complaints.get(id)
            if complaint is not None and names_reporter(said, (complaint.reporter,)):
                raise UserProblem("reason_names_reporter")
            self._settle(unit, actor, id, Ended.NOT_SENT, said)
            self._tell(unit, actor, id, FactKind.COPY_ABSENT, said)
            unit.commit()

    def piece_there(self, actor: Officer, id: ComplaintId) -> None:
        """Note that an unclear addition to a case stands there.  A report is there when its number is entered.

        Raises UserProblem ``nothing_unclear``, ``number_wanted`` when it was the report itself, NotAllowed.
        """
        require(actor, Act.FOLLOW_UP)
        with self.units() as unit:
            record = unit.direct.get(id)
            if record is None or record.state is not DirectState.THERE:
                raise UserProblem("number_wanted")
            self._settle(unit, actor, id, Ended.SENT, "follow_up")
            unit.direct.keep(replace(record, pieces_done=record.pieces_done + 1))
            unit.commit()

    def _settle(self, unit: UnitOfWork, actor: Officer, id: ComplaintId, ended: Ended, note: str) -> None:
        now = self.clock()
        attempt = unit.attempts.unsettled_of(id)
        if attempt is None or attempt.target is not Target.LAPOR or attempt.doubted_at is None:
            raise UserProblem("nothing_unclear")
        unit.attempts.settle(attempt.n, ended, at=now, note=note)
        unit.tasks.finish_of(id, TaskKind.FORWARD_UNCLEAR, TaskOutcome.DONE, at=now, by=actor.id)
        unit.audit.add(at=now, officer_id=actor.id, act="unclear_settled", subject=id, detail=ended.value)

    def _tell(self, unit: UnitOfWork, actor: Officer, id: ComplaintId, kind: FactKind, detail: str) -> None:
        unit.complaints.add_fact(
            CaseFact(
                complaint_id=id,
                at=self.clock(),
                kind=kind,
                officer_id=actor.id,
                officer_name=actor.full_name,
                detail=detail,
            )
        )
