"""First start: whose desk this is, which letter it has, and who its first officer is."""

import re
from dataclasses import dataclass, field
from typing import Final

from app.domain.access import Role
from app.domain.errors import UserProblem
from app.domain.ids import DeviceId, OfficerId, new_id
from app.domain.officer import Desk, Officer
from app.domain.reference import Reference
from app.domain.text import clean_line
from app.ports.stores import Units
from app.ports.world import Clock
from app.usecases.manage_desk import check_lines, new_officer

_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{1,9}")
WITA_MINUTES: Final = 480


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPlan:
    """What the wizard or ``loket init`` was told.

    ``agency`` is an id, code or short name of the list; or ``agency_name`` and ``agency_code`` are typed for one that
    is not in it.  Empty letterhead lines and address are taken from the list.
    """

    agency: str = ""
    agency_name: str = ""
    agency_code: str = ""
    letterhead: tuple[str, ...] = ()
    city: str = "Samarinda"
    address: str = ""
    phone: str = ""
    service_hours: str = "Sen-Kam 07.30-16.00, Jum 07.30-11.30 WITA"
    counter: str = "A"
    login: str
    full_name: str
    nip: str = ""
    phrase: str = field(repr=False)
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpDesk:
    """Reads a plan and writes the first rows of a new desk."""

    lists: Reference
    form_version: str
    clock: Clock

    def read(self, plan: DeskPlan, *, status_key: bytes) -> tuple[Desk, Officer]:
        """Give desk and first officer of a plan.

        Raises UserProblem ``agency_unknown``, ``agency_code_taken``, ``counter_wrong``, ``officer_name_missing``.
        """
        now = self.clock()
        check_lines(plan.agency, plan.agency_name, plan.agency_code, *plan.letterhead)
        check_lines(plan.city, plan.address, plan.phone, plan.service_hours, plan.counter)
        counter = plan.counter.strip().upper()
        if not re.fullmatch(r"[A-Z]", counter):
            raise UserProblem("counter_wrong")
        agency_id, code, name, letterhead, address = self._agency(plan)
        officer = new_officer(
            OfficerId(new_id(now)), login=plan.login, full_name=plan.full_name, nip=plan.nip, role=Role.ADMIN
        )
        desk = Desk(
            agency_id=agency_id,
            agency_code=code,
            agency_name=name,
            letterhead=letterhead,
            city=clean_line(plan.city),
            address=clean_line(plan.address) or address,
            phone=clean_line(plan.phone),
            service_hours=clean_line(plan.service_hours),
            counter=counter,
            series=counter,
            device_id=DeviceId(new_id(now)),
            incarnation=new_id(now),
            utc_offset_minutes=WITA_MINUTES,
            form_version=self.form_version,
            created_at=now,
            status_key=status_key,
        )
        return desk, officer

    def write(self, units: Units, desk: Desk, officer: Officer) -> None:
        """Write both into a fresh database."""
        with units() as unit:
            unit.staff.keep_desk(desk)
            unit.staff.keep_officer(officer)
            unit.audit.add(at=self.clock(), officer_id=officer.id, act="desk_set_up", subject=desk.device_id)
            unit.commit()

    def _agency(self, plan: DeskPlan) -> tuple[str, str, str, tuple[str, ...], str]:
        typed_lines = tuple(line for line in map(clean_line, plan.letterhead) if line)
        if plan.agency:
            found = self.lists.agencies.understand(plan.agency)
            agency = self.lists.agencies.by_id(found or plan.agency)
            if agency is None or not agency.code:
                raise UserProblem("agency_unknown")
            return agency.id, agency.code, agency.name, typed_lines or agency.letterhead, agency.address or ""
        name, code = clean_line(plan.agency_name), plan.agency_code.strip().upper()
        if len(name) < 3 or not _CODE.fullmatch(code):
            raise UserProblem("agency_unknown")
        if same := next((agency for agency in self.lists.agencies.all() if agency.code == code), None):
            raise UserProblem("agency_code_taken", typed=code, agency=same.name)
        return f"own.{code.lower()}", code, name, typed_lines or (name,), ""
