"""A second, encrypted copy of the whole desk in one file: read back and opened before it counts, and noted."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.access import Act, require
from app.domain.backup import BackupMade
from app.domain.officer import Officer
from app.ports.stores import Units
from app.ports.world import Clock, MakeBackup


@dataclass(frozen=True, slots=True, kw_only=True)
class BackUp:
    """Make a backup; it opens by the recovery code alone."""

    units: Units
    make: MakeBackup
    clock: Clock

    def __call__(self, actor: Officer, file: Path) -> BackupMade:
        """Write the file and give what is in it.  Raises NotAllowed, StorageProblem; then no file is left half."""
        require(actor, Act.BACK_UP)
        now = self.clock()
        made = self.make(file.absolute(), now)
        with self.units() as unit:
            detail = f"{made.complaints} complaints, {made.files} files, {made.absent} absent"
            unit.audit.add(at=now, officer_id=actor.id, act="backup_made", subject="desk", detail=detail)
            unit.commit()
        return made
