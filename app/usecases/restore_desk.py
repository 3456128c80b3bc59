"""Bring a restored database into a state that may be used: whose hands it is in, which series it goes on in."""

from dataclasses import dataclass

from app.domain.access import Role
from app.domain.errors import UserProblem
from app.domain.incarnation import Reason
from app.domain.officer import Desk, Officer
from app.ports.stores import HighWaterMarks, Units
from app.ports.world import Clock, Machine
from app.usecases.begin_incarnation import begin


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreDesk:
    """The acts inside the database of a backup, before it is put in use."""

    units: Units
    marks: HighWaterMarks
    machine: Machine
    clock: Clock

    def admin(self, login: str) -> Officer:
        """Give the admin who will open the desk, the first one for "".  Raises UserProblem ``restore_not_admin``."""
        with self.units() as unit:
            admins = [one for one in unit.staff.officers() if one.active and one.role is Role.ADMIN]
        found = next((one for one in admins if login in ("", one.login)), None)
        if found is None:
            raise UserProblem("restore_not_admin")
        return found

    def begin(self, actor: Officer) -> Desk:
        """Begin a new incarnation on this machine, in a series behind every one that is known here."""
        now = self.clock()
        with self.units() as unit:
            desk = unit.staff.desk()
            mark = self.marks.read(desk.device_id)
            later = begin(unit, desk, Reason.RESTORED, at=now, known=[mark.series] if mark else [])
            unit.incarnations.forget_machine()
            unit.incarnations.keep_machine(self.machine(desk.device_id), at=now)
            unit.audit.add(
                at=now, officer_id=actor.id, act="desk_restored", subject=desk.device_id, detail=later.series
            )
            unit.commit()
        return later
