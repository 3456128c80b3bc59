"""Who may do and see what. Roles are rules, not cryptography: all officers of a desk share one data key."""

from enum import StrEnum
from typing import Protocol

from app.domain.complaint import Secrecy
from app.domain.errors import NotAllowed
from app.domain.ids import OfficerId


class Role(StrEnum):
    """The five roles of people at a desk, and that of the sync that runs when nobody is there."""

    OFFICER = "petugas"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    COORDINATOR = "koordinator"
    AUDITOR = "auditor"
    UNATTENDED = "tanpa_petugas"


class Act(StrEnum):
    """What a role permits."""

    REGISTER = "register"
    IMPORT = "import"
    READ = "read"
    PRINT = "print"
    PRINT_MANY = "print_many"
    SEE_IDENTITY = "see_identity"
    OPEN_SECRET = "open_secret"
    FOLLOW_UP = "follow_up"
    SYNC = "sync"
    EDIT_LISTS = "edit_lists"
    CONNECT = "connect"
    VERIFY = "verify"
    MANAGE = "manage"
    BACK_UP = "back_up"
    REPORT = "report"


_DESK_WORK = {Act.REGISTER, Act.IMPORT, Act.READ, Act.PRINT, Act.SEE_IDENTITY, Act.FOLLOW_UP, Act.SYNC, Act.VERIFY}
_SUPERVISION = _DESK_WORK | {Act.PRINT_MANY, Act.OPEN_SECRET, Act.EDIT_LISTS, Act.BACK_UP, Act.REPORT}
PERMITTED: dict[Role, frozenset[Act]] = {
    Role.OFFICER: frozenset(_DESK_WORK),
    Role.SUPERVISOR: frozenset(_SUPERVISION),
    Role.COORDINATOR: frozenset(_SUPERVISION),
    Role.ADMIN: frozenset(_SUPERVISION | {Act.CONNECT, Act.MANAGE}),
    Role.AUDITOR: frozenset({Act.READ, Act.VERIFY, Act.REPORT}),
    Role.UNATTENDED: frozenset({Act.SYNC}),
}
PEOPLE: tuple[Role, ...] = tuple(role for role in Role if role is not Role.UNATTENDED)
"""The roles that somebody can be given."""


class Actor(Protocol):
    """What the rules need to know of somebody."""

    @property
    def id(self) -> OfficerId: ...
    @property
    def role(self) -> Role: ...


def may(actor: Actor, act: Act) -> bool:
    """Tell whether the role of ``actor`` permits ``act``."""
    return act in PERMITTED[actor.role]


def require(actor: Actor, act: Act) -> None:
    """Pass, or raise NotAllowed ``not_allowed`` with the act and the role as facts."""
    if not may(actor, act):
        raise NotAllowed("not_allowed", act=act.value, role=actor.role.value)


def text_visible(actor: Actor, secrecy: Secrecy, recorded_by: OfficerId, *, opened: bool = False) -> bool:
    """Tell whether title and text may be shown: secret ones to who recorded them, or once opened with a reason."""
    return secrecy is Secrecy.PLAIN or recorded_by == actor.id or (opened and may(actor, Act.OPEN_SECRET))
