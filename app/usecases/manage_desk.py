"""What an admin changes: officers with their roles and keys, and the few settings of the desk."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from app.domain.access import Act, Role, require
from app.domain.complaint import Forwarder
from app.domain.errors import UserProblem
from app.domain.ids import OfficerId, new_id
from app.domain.officer import Desk, Officer
from app.domain.receipt import PaperSize
from app.domain.secrets import OfficerName, check_pin
from app.domain.text import clean_line, harmful
from app.ports.stores import Units
from app.ports.world import Clock

_LOGIN: Final = re.compile(r"[\w.\-' ]{2,60}")
LINE_LETTERS: Final = 200
_LANGUAGES: Final = ("id", "en")


class OfficerKeys(Protocol):
    """Makes the key wrap of a new officer, with the desk's opened keys."""

    def __call__(self, *, officer_id: OfficerId, login: str, display: str, pin: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ManageDesk:
    """Officers and settings.  ``names`` are those who have a key to sign in with."""

    units: Units
    refresh: Callable[[], None]
    keys: OfficerKeys
    names: Callable[[], Sequence[OfficerName]]
    clock: Clock

    def officers(self, actor: Officer) -> tuple[Officer, ...]:
        """Give all officers of the desk."""
        require(actor, Act.READ)
        with self.units() as unit:
            return tuple(unit.staff.officers())

    def add_officer(self, actor: Officer, *, login: str, full_name: str, nip: str, role: Role, pin: str) -> Officer:
        """Add somebody who may sign in.

        The row stands before the key that opens: whoever can sign in has a row, and one left without a key by a crash
        is taken up again.  Raises UserProblem ``login_taken``, ``officer_name_missing``, PIN codes.
        """
        require(actor, Act.MANAGE)
        check_pin(pin)
        officer = new_officer(OfficerId(new_id(self.clock())), login=login, full_name=full_name, nip=nip, role=role)
        with self.units() as unit:
            same = next((o for o in unit.staff.officers() if o.login.casefold() == officer.login.casefold()), None)
            if same is not None:
                if any(name.id == same.id for name in self.names()):
                    raise UserProblem("login_taken")
                officer = replace(officer, id=same.id)
            unit.staff.keep_officer(officer)
            unit.audit.add(
                at=self.clock(), officer_id=actor.id, act="officer_added", subject=officer.id, detail=role.value
            )
            unit.commit()
        self.refresh()
        self.keys(officer_id=officer.id, login=officer.login, display=officer.full_name, pin=pin)
        return officer

    def settings(
        self,
        actor: Officer,
        *,
        receipt_size: PaperSize | None = None,
        language: str | None = None,
        forwarder: Forwarder | None = None,
    ) -> Desk:
        """Change the size and language of the paper, or who forwards new records; give the desk as it now is.

        Records that were filed keep the forwarder they were filed with.  Raises UserProblem ``language_unknown``,
        ``forwarder_unknown``, ``direct_not_set_up`` for this desk itself while it has no access to LAPOR!.
        """
        require(actor, Act.MANAGE)
        if forwarder is Forwarder.NONE:
            raise UserProblem("forwarder_unknown")
        if language is not None and language not in _LANGUAGES:
            raise UserProblem("language_unknown")
        with self.units() as unit:
            if forwarder is Forwarder.DESK and unit.direct.access() is None:
                raise UserProblem("direct_not_set_up")
            desk = unit.staff.desk()
            changed = replace(
                desk,
                receipt_size=receipt_size.value if receipt_size else desk.receipt_size,
                language=language or desk.language,
                forwarder=forwarder or desk.forwarder,
            )
            unit.staff.keep_desk(changed)
            told = f"forwarder {changed.forwarder}" if changed.forwarder is not desk.forwarder else ""
            unit.audit.add(at=self.clock(), officer_id=actor.id, act="settings_changed", subject="desk", detail=told)
            unit.commit()
        self.refresh()
        return changed


def check_lines(*lines: str) -> None:
    """Pass lines that can be kept and printed.  Raises UserProblem ``text_harmful``."""
    if any(harmful(line) or len(line) > LINE_LETTERS for line in lines):
        raise UserProblem("text_harmful", most=LINE_LETTERS)


def new_officer(id: OfficerId, *, login: str, full_name: str, nip: str, role: Role) -> Officer:
    """Give an officer whose names fit the rules.  Raises UserProblem ``officer_name_missing``, ``text_harmful``."""
    check_lines(login, full_name, nip)
    name = clean_line(full_name)
    login = clean_line(login)
    if len(name) < 3 or not _LOGIN.fullmatch(login):
        raise UserProblem("officer_name_missing")
    return Officer(id=id, login=login, full_name=name, nip=clean_line(nip), role=role)
