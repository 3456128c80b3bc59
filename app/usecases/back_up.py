"""A second, encrypted copy of the whole desk in one file: read back and opened before it counts, and noted."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.domain.access import Act, require
from app.domain.backup import ALONE, BackupMade, Follow, LastDone, Rehearsed
from app.domain.officer import Officer
from app.domain.secrets import RecoveryCode
from app.ports.stores import UnitOfWork, Units
from app.ports.world import Clock, MakeBackup, Rehearse

_MADE: Final = "backup_made"
_REHEARSED: Final = "backup_rehearsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBackups:
    """When a backup was last made, and when one was last rehearsed."""

    made: LastDone | None
    rehearsed: LastDone | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackUp:
    """Make a backup; it opens by the recovery code alone."""

    units: Units
    make: MakeBackup
    try_out: Rehearse
    clock: Clock

    def __call__(self, actor: Officer, file: Path, *, follow: Follow = ALONE) -> BackupMade:
        """Write the file and give what is in it.

        Raises NotAllowed, UserProblem ``backup_stopped``, StorageProblem; then no file is left half.
        """
        require(actor, Act.BACK_UP)
        now = self.clock()
        made = self.make(file.absolute(), now, follow=follow)
        self._note(actor, _MADE, f"{made.complaints} complaints, {made.files} files, {made.absent} absent")
        return made

    def rehearse(self, actor: Officer, file: Path, code: str, *, follow: Follow = ALONE) -> Rehearsed:
        """Restore a backup where nothing is kept, check it, and forget it again; this desk is not touched.

        Raises NotAllowed, UserProblem ``recovery_code_wrong``, ``backup_stopped``, those of a backup; StorageProblem.
        """
        require(actor, Act.BACK_UP)
        found = self.try_out(file.absolute(), RecoveryCode.parse(code), follow=follow)
        self._note(actor, _REHEARSED, f"{found.complaints} complaints, {found.findings} findings")
        return found

    def last(self, actor: Officer) -> LastBackups:
        """Give when both were last done, as far as this desk knows."""
        require(actor, Act.BACK_UP)
        with self.units() as unit:
            return LastBackups(made=_last(unit, _MADE), rehearsed=_last(unit, _REHEARSED))

    def _note(self, actor: Officer, act: str, detail: str) -> None:
        with self.units() as unit:
            unit.audit.add(at=self.clock(), officer_id=actor.id, act=act, subject="desk", detail=detail)
            unit.commit()


def _last(unit: UnitOfWork, act: str) -> LastDone | None:
    found = unit.audit.last(act)
    if found is None:
        return None
    at, officer_id = found
    name = next((one.full_name for one in unit.staff.officers() if one.id == officer_id), "")
    return LastDone(at=at, officer_name=name)
