"""An import taken back as one act: all its complaints void in one transaction, their numbers kept with the reason."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.access import Act, may, require
from app.domain.complaint import Status
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.import_run import ImportRun
from app.domain.officer import Desk, Officer
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.void_complaint import reason_of, void

_UNTOUCHED: Final = frozenset({Status.RECORDED, Status.INCOMPLETE})
_SHOWN: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoImport:
    """Show the last imports, and take one back while nobody has worked on what came in."""

    units: Units
    desk: Callable[[], Desk]
    clock: Clock
    salt: Callable[[], bytes]

    def runs(self, actor: Officer) -> Sequence[ImportRun]:
        """Give the last imports of this desk, newest first."""
        require(actor, Act.IMPORT)
        with self.units() as unit:
            return tuple(unit.imports.newest(_SHOWN))

    def __call__(
        self,
        actor: Officer,
        run_id: str,
        reason: str,
        *,
        progress: Callable[[tuple[int, int]], None] = lambda _: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> int:
        """Void what came in by an import of one's own, a supervisor's by any, and give how many; all or none.

        ``progress`` is told (done, total); a stop leaves everything as it was.
        Raises UserProblem ``reason_missing``, ``reason_names_reporter``, ``import_unknown``, ``import_undone``,
        ``import_worked_on`` with a ``count``, ``import_undo_stopped``; NotAllowed.
        """
        require(actor, Act.IMPORT)
        said, desk, now = reason_of(reason), self.desk(), self.clock()
        with self.units() as unit:
            run = unit.imports.get(run_id)
            if run is None:
                raise UserProblem("import_unknown")
            if run.officer_id != actor.id and not may(actor, Act.OPEN_SECRET):
                raise NotAllowed("not_allowed", act=Act.IMPORT.value, role=actor.role.value)
            if not unit.imports.mark_undone(run_id, at=now, officer_id=actor.id, reason=said):
                raise UserProblem("import_undone")
            ids = unit.imports.complaints_of(run_id)
            voided = worked_on = 0
            for done, id in enumerate(ids, start=1):
                complaint = unit.complaints.get(id)
                if complaint is None or complaint.status is Status.VOID:
                    continue  # taken back by itself before
                if complaint.status not in _UNTOUCHED or complaint.version > 1:
                    worked_on += 1
                elif not worked_on:
                    void(
                        unit,
                        actor,
                        desk,
                        complaint,
                        reason=said,
                        now=now,
                        salt=self.salt,
                        kind=FactKind.IMPORT_UNDONE,
                    )
                    voided += 1
                progress((done, len(ids)))
                if stop():
                    raise UserProblem("import_undo_stopped")
            if worked_on:
                raise UserProblem("import_worked_on", count=worked_on)
            hashed = hashlib.sha256(said.encode()).hexdigest()
            unit.audit.add(at=now, officer_id=actor.id, act="import_undone", subject=run_id, detail=hashed)
            unit.commit()
        return voided
