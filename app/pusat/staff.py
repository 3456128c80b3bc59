"""People of the server: added, let in with a password that waits longer after each wrong one, let out again."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import UserProblem
from app.domain.outbox import digest
from app.domain.staff import StaffRole, login_of, name_of, password_of, spelled
from app.pusat.passwords import Passwords
from db.pusat.records import StaffMember
from db.pusat.staff import StaffStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The journeys of people over their store; ``who`` is the login of whoever acts."""

    store: StaffStore
    passwords: Passwords
    clock: Callable[[], datetime]

    def add(self, *, login: str, name: str, role: StaffRole, password: str, who: str) -> str:
        """Add a person and give the login.

        Raises UserProblem ``staff_login_wrong``, ``staff_name_wrong``, ``staff_password_weak``, ``staff_known``.
        """
        login = login_of(login)
        hashed = self.passwords.hashed(password_of(password, login=login))
        self.store.add(login=login, name=name_of(name), role=role, password=hashed, now=self.clock(), who=who)
        return login

    def people(self) -> Sequence[StaffMember]:
        """Give everybody, by login."""
        return self.store.people()

    def set_password(self, login: str, password: str, *, who: str) -> None:
        """Give a person another password.  Raises UserProblem ``staff_unknown``, ``staff_password_weak``."""
        login = login_of(login)
        hashed = self.passwords.hashed(password_of(password, login=login))
        self.store.set_password(login, hashed, now=self.clock(), who=who)

    def set_active(self, login: str, *, active: bool, who: str) -> None:
        """Let a person in again, or no more.  Raises UserProblem ``staff_unknown``, ``staff_last_admin``."""
        self.store.set_active(login_of(login), active=active, now=self.clock(), who=who)

    def sign_in(self, login: str, password: str) -> str:
        """Give the cookie of a new session.

        Raises UserProblem ``staff_refused``, the same for an unknown login, a wrong password and a disabled person, and
        ``staff_wait`` with ``seconds`` while the next try is not judged yet.
        """
        try:
            login = login_of(login)
        except UserProblem as error:
            raise UserProblem("staff_refused") from error
        self.check(login, password)
        cookie = secrets.token_urlsafe(32)
        self.store.begin_session(login, digest(cookie.encode()), now=self.clock())
        return cookie

    def check(self, login: str, password: str) -> None:
        """Judge the password of somebody who is signed in, as slowly as at the door.  Raises as ``sign_in`` does."""
        wait_s = self.store.begin_try(login, now=self.clock())
        if wait_s:
            raise UserProblem("staff_wait", seconds=wait_s)
        if not self.passwords.is_right(spelled(password), self.store.password_hash(login)):
            raise UserProblem("staff_refused")
        self.store.end_tries(login)

    def member_of(self, cookie: str) -> StaffMember | None:
        """Give who is signed in."""
        return self.store.member_of(digest(cookie.encode()), now=self.clock())

    def sign_out(self, cookie: str) -> None:
        """End a session."""
        self.store.end_session(digest(cookie.encode()))
