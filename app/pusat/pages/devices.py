"""Devices: counters, couriers and monitors; codes for new ones, and the way to replace or revoke one."""

from typing import Final

from app.domain.changes import FeedScope
from app.domain.errors import UserProblem
from app.domain.staff import StaffRole
from app.domain.token_role import TokenRole
from app.pusat.devices import Devices
from app.pusat.pages.frame import ROOT, Answer, Goto, Pages, Shown, Visit
from db.pusat.enrolments import CODE_LIFE
from db.pusat.records import DeviceRow

_PATH: Final = "/perangkat"
_WHO: Final = frozenset({StaffRole.ADMIN, StaffRole.OPERATOR})
_TOKENS: Final = (TokenRole.COURIER, TokenRole.MONITOR)


def add(pages: Pages) -> None:
    """Add the pages."""
    reference = pages.look.reference

    def devices_of(visit: Visit) -> Devices:
        return Devices(store=visit.pusat.store, clock=visit.pusat.clock, ca_pem=pages.ca_pem)

    @pages.page(_PATH, roles=_WHO, menu="Perangkat")
    def devices(visit: Visit) -> Answer:
        """Show every bearer of a token, and the codes that wait."""
        found = devices_of(visit)
        rows, waiting = found.rows(), found.waiting()
        agencies = [agency.short_name for agency in reference.agencies.all() if agency.active]
        facts = {"rows": rows, "waiting": waiting, "agencies": agencies, "roles": _TOKENS, "now": visit.pusat.clock()}
        return Shown("devices.html", facts)

    @pages.page(f"{_PATH}/{{id}}", roles=_WHO)
    def device(visit: Visit) -> Answer:
        """Show one bearer."""
        row = _found(devices_of(visit), visit.path["id"])
        return Shown("device.html", {"row": row, "scopes": tuple(FeedScope), "now": visit.pusat.clock()})

    @pages.act(f"{_PATH}/kode", roles=_WHO, fields=("agency", "counter"), back=_PATH)
    def make_code(visit: Visit) -> Answer:
        """Make a one-time code for a new counter."""
        agency = reference.agencies.understand(visit.form.fields["agency"])
        if agency is None:
            raise UserProblem("agency_unknown")
        counter = _letter(visit.form.fields["counter"])
        code = devices_of(visit).make_code(agency=agency, counter=counter, who=visit.member.login)
        return _code(str(code), agency, counter, replaced=False)

    @pages.act(f"{_PATH}/{{id}}/ganti", roles=_WHO, back=_PATH)
    def replace(visit: Visit) -> Answer:
        """Take the tokens of a counter back and make a code for the PC that follows."""
        found = devices_of(visit)
        row = _found(found, visit.path["id"])
        if row.role is not TokenRole.COUNTER:
            raise UserProblem("device_unknown")
        code = found.replace(agency=row.agency, counter=row.counter, who=visit.member.login)
        return _code(str(code), row.agency, row.counter, replaced=True)

    @pages.act(f"{_PATH}/{{id}}/lingkup", roles=_WHO, fields=("scope",), back=_PATH)
    def set_scope(visit: Visit) -> Answer:
        """Say whose cases a counter sees."""
        found = devices_of(visit)
        row = _found(found, visit.path["id"])
        scope = next((one for one in FeedScope if one.value == visit.form.fields["scope"]), None)
        if row.role is not TokenRole.COUNTER or scope is None:
            raise UserProblem("device_unknown")
        found.set_scope(agency=row.agency, counter=row.counter, scope=scope, who=visit.member.login)
        return Goto(f"{ROOT}{_PATH}/{row.id}", said="scope_set")

    @pages.act(f"{_PATH}/{{id}}/cabut", roles=_WHO, back=_PATH)
    def revoke(visit: Visit) -> Answer:
        """Take the tokens of one bearer back."""
        devices_of(visit).revoke_one(visit.path["id"], who=visit.member.login)
        return Goto(f"{ROOT}{_PATH}", said="device_revoked")

    @pages.act(f"{_PATH}/token", roles=_WHO, fields=("role", "label"), back=_PATH)
    def make_token(visit: Visit) -> Answer:
        """Make a token for a courier or a monitor."""
        role = next((role for role in _TOKENS if role.value == visit.form.fields["role"]), None)
        if role is None:
            raise UserProblem("device_unknown")
        label = visit.form.fields["label"]
        _, token = devices_of(visit).make_token(role=role, label=label, who=visit.member.login)
        return Shown("token.html", {"token": token, "role": role, "label": label})


def _found(devices: Devices, id: str) -> DeviceRow:
    row = next((row for row in devices.rows() if row.id == id), None)
    if row is None:
        raise UserProblem("device_unknown")
    return row


def _code(code: str, agency: str, counter: str, *, replaced: bool) -> Shown:
    hours = round(CODE_LIFE.total_seconds() / 3600)
    facts = {"code": code, "agency": agency, "counter": counter, "replaced": replaced, "hours": hours}
    return Shown("code.html", facts)


def _letter(typed: str) -> str:
    letter = typed.strip().upper()
    if not (len(letter) == 1 and "A" <= letter <= "Z"):
        raise UserProblem("counter_wrong")
    return letter
