"""People of the server and their sessions: only hashes of passwords and cookies are kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from app.domain.errors import UserProblem
from app.domain.ids import from_iso, to_iso
from app.domain.outbox import digest
from app.domain.staff import StaffRole
from db.pusat.audit import note
from db.pusat.records import StaffMember
from db.pusat.rows import insert_rows
from db.pusat.tables_staff import sign_in_tries, staff, staff_sessions
from db.pusat.transactions import Transactions

SESSION_LIFE: Final = timedelta(hours=12)
SESSION_IDLE: Final = timedelta(minutes=30)
_SEEN_EVERY: Final = timedelta(minutes=1)
_FREE_TRIES: Final = 3
_LONGEST_WAIT_S: Final = 300
_FORGOTTEN_AFTER: Final = timedelta(days=1)


class StaffStore:
    """People, sign-ins, sessions."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, *, login: str, name: str, role: StaffRole, password: str, now: datetime, who: str) -> None:
        """Add a person; ``password`` is its hash.  Raises UserProblem ``staff_known``."""

        def work(connection: sa.Connection) -> bool:
            row = {"login": login, "name": name, "role": role.value, "password": password, "active": True}
            if not insert_rows(connection, staff, [{**row, "created_at": to_iso(now), "last_seen_at": None}]):
                return False
            note(connection, now, "staff_added", login, role.value, who=who)
            return True

        if not self._transactions.write(work):
            raise UserProblem("staff_known", login=login)

    def people(self) -> Sequence[StaffMember]:
        """Give everybody, by login."""
        statement = sa.select(staff).order_by(staff.c.login)
        return self._transactions.read(lambda connection: [_member(row) for row in connection.execute(statement)])

    def set_password(self, login: str, password: str, *, now: datetime, who: str) -> None:
        """Keep another password hash; whoever is signed in under this login is signed out."""
        self._change(login, {"password": password}, "staff_password", now=now, who=who)

    def set_active(self, login: str, *, active: bool, now: datetime, who: str) -> None:
        """Let a person in again, or no more.  Raises UserProblem ``staff_last_admin``."""
        self._change(login, {"active": active}, "staff_enabled" if active else "staff_disabled", now=now, who=who)

    def _change(self, login: str, values: dict[str, object], act: str, *, now: datetime, who: str) -> None:
        def work(connection: sa.Connection) -> str | None:
            found = connection.execute(sa.select(staff).where(staff.c.login == login).with_for_update()).first()
            if found is None:
                return "staff_unknown"
            if values.get("active") is False and not _another_admin(connection, login):
                return "staff_last_admin"
            connection.execute(sa.update(staff).where(staff.c.login == login).values(**values))
            connection.execute(sa.delete(staff_sessions).where(staff_sessions.c.login == login))
            note(connection, now, act, login, who=who)
            return None

        problem = self._transactions.write(work)
        if problem is not None:
            raise UserProblem(problem, login=login)

    def password_hash(self, login: str) -> str | None:
        """Give the hash of a person who may sign in."""
        statement = sa.select(staff.c.password).where(staff.c.login == login, staff.c.active)
        return self._transactions.read(lambda connection: connection.execute(statement).scalar_one_or_none())

    def begin_try(self, login: str, *, now: datetime) -> int:
        """Count a try before it is judged, and give 0, or the seconds to wait before the next one is judged."""
        key = digest(login.encode())

        def work(connection: sa.Connection) -> int:
            connection.execute(
                sa.delete(sign_in_tries).where(sign_in_tries.c.wait_until < to_iso(now - _FORGOTTEN_AFTER))
            )
            insert_rows(connection, sign_in_tries, [{"login_sha256": key, "failures": 0, "wait_until": to_iso(now)}])
            row = connection.execute(
                sa.select(sign_in_tries).where(sign_in_tries.c.login_sha256 == key).with_for_update()
            ).first()
            if row is None:  # a try beside this one was right and has just taken it away
                return 0
            left = (from_iso(row.wait_until) - now).total_seconds()
            if 0 < left <= _LONGEST_WAIT_S:  # a longer one was begun by a clock that was ahead
                return max(1, round(left))
            failures = row.failures + 1
            wait_s = 0 if failures < _FREE_TRIES else min(_LONGEST_WAIT_S, 2 ** min(failures - _FREE_TRIES + 1, 20))
            connection.execute(
                sa.update(sign_in_tries)
                .where(sign_in_tries.c.login_sha256 == key)
                .values(failures=failures, wait_until=to_iso(now + timedelta(seconds=wait_s)))
            )
            if failures >= _FREE_TRIES:
                known = connection.execute(sa.select(staff.c.login).where(staff.c.login == login)).scalar_one_or_none()
                note(connection, now, "sign_in_slowed", known or "unknown", str(failures))
            return 0

        return self._transactions.write(work)

    def end_tries(self, login: str) -> None:
        """Forget failed tries: the password was right."""
        statement = sa.delete(sign_in_tries).where(sign_in_tries.c.login_sha256 == digest(login.encode()))
        self._transactions.write(lambda connection: connection.execute(statement))

    def begin_session(self, login: str, session_sha256: str, *, now: datetime) -> None:
        """Keep a session of a person whose password was right."""

        def work(connection: sa.Connection) -> None:
            connection.execute(
                sa.delete(staff_sessions).where(staff_sessions.c.started_at < to_iso(now - SESSION_LIFE))
            )
            at = to_iso(now)
            connection.execute(
                sa.insert(staff_sessions).values(sha256=session_sha256, login=login, started_at=at, seen_at=at)
            )
            connection.execute(sa.update(staff).where(staff.c.login == login).values(last_seen_at=at))
            note(connection, now, "signed_in", login, who=login)

        self._transactions.write(work)

    def member_of(self, session_sha256: str, *, now: datetime) -> StaffMember | None:
        """Give who is signed in with a session that is neither over nor left idle."""
        statement = (
            sa.select(staff, staff_sessions.c.started_at, staff_sessions.c.seen_at)
            .join(staff_sessions, staff_sessions.c.login == staff.c.login)
            .where(staff_sessions.c.sha256 == session_sha256, staff.c.active)
        )
        row = self._transactions.read(lambda connection: connection.execute(statement).one_or_none())
        if row is None or not -SESSION_IDLE <= now - from_iso(row.started_at) <= SESSION_LIFE:
            return None
        if now - from_iso(row.seen_at) > SESSION_IDLE:
            return None
        if now - from_iso(row.seen_at) > _SEEN_EVERY:
            self._seen(session_sha256, row.login, now)
        return _member(row)

    def _seen(self, session_sha256: str, login: str, now: datetime) -> None:
        def work(connection: sa.Connection) -> None:
            seen = {"seen_at": to_iso(now)}
            connection.execute(
                sa.update(staff_sessions).where(staff_sessions.c.sha256 == session_sha256).values(**seen)
            )
            connection.execute(sa.update(staff).where(staff.c.login == login).values(last_seen_at=to_iso(now)))

        self._transactions.write(work)

    def end_session(self, session_sha256: str) -> None:
        """Forget a session."""
        statement = sa.delete(staff_sessions).where(staff_sessions.c.sha256 == session_sha256)
        self._transactions.write(lambda connection: connection.execute(statement))


def _another_admin(connection: sa.Connection, login: str) -> bool:
    """Tell whether an active admin is left when this person is not counted, or is none."""
    others = sa.select(staff.c.login).where(
        staff.c.role == StaffRole.ADMIN.value, staff.c.active, staff.c.login != login
    )
    role = connection.execute(sa.select(staff.c.role).where(staff.c.login == login)).scalar_one()
    return role != StaffRole.ADMIN.value or connection.execute(others.limit(1)).first() is not None


def _member(row: "sa.Row[tuple[object, ...]]") -> StaffMember:
    named = row._mapping
    seen = named["last_seen_at"]
    return StaffMember(
        login=named["login"],
        name=named["name"],
        role=StaffRole(named["role"]),
        active=named["active"],
        created_at=from_iso(named["created_at"]),
        last_seen_at=None if seen is None else from_iso(seen),
    )
