"""Who may send: one-time codes, enrolled counters and their tokens. Only hashes of secrets are kept."""

import contextlib
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from app.domain.changes import FeedScope
from app.domain.errors import StorageProblem, UserProblem
from app.domain.ids import from_iso, to_iso
from app.domain.token_role import TokenRole
from db.pusat.audit import SYSTEM, note
from db.pusat.records import Device, Enrolment
from db.pusat.tables import codes, devices, tokens
from db.pusat.transactions import Transactions

CODE_LIFE: Final = timedelta(hours=24)
CODE_TRIES: Final = 5

_TOKEN = (
    sa.select(
        tokens.c.revoked_at,
        tokens.c.used_at,
        tokens.c.role,
        tokens.c.device,
        devices.c.agency,
        devices.c.counter,
        devices.c.scope,
    )
    .outerjoin(devices, devices.c.id == tokens.c.device)
    .where(tokens.c.sha256 == sa.bindparam("sha256"))
)
_USED_EVERY: Final = timedelta(minutes=1)


class EnrolmentStore:
    """Codes, counters, tokens."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add_code(
        self, *, selector: str, code_sha256: str, agency: str, counter: str, now: datetime, who: str = SYSTEM
    ) -> bool:
        """Keep a new code as its hash; False when the selector is in use, so that the caller draws another."""
        return self._transactions.write(
            lambda connection: keep_code(
                connection,
                selector=selector,
                code_sha256=code_sha256,
                agency=agency,
                counter=counter,
                now=now,
                who=who,
            )
        )

    def code_hash(self, selector: str) -> str | None:
        """Give the hash of the code behind a selector, None when there is none."""
        statement = sa.select(codes.c.code_sha256).where(codes.c.selector == selector)
        return self._transactions.read(lambda connection: connection.execute(statement).scalar_one_or_none())

    def enrol(self, asked: Enrolment, *, now: datetime) -> Device:
        """Give the counter that the code stands for, its token now valid; the same keys get the same again.

        Raises UserProblem ``enrol_code_wrong``, ``enrol_code_expired``, ``enrol_code_used`` (other keys: an alarm),
        ``enrol_device_known`` (this counter with other keys: an alarm), ``enrol_revoked``.
        """
        given = self._transactions.write(lambda connection: self._enrol(connection, asked, now))
        if isinstance(given, Device):
            return given
        raise UserProblem(given)

    def _enrol(self, connection: sa.Connection, asked: Enrolment, now: datetime) -> Device | str:
        """Give the counter, or the code of a refusal; a refusal is committed too: it has counted a try."""
        row = connection.execute(
            sa.select(codes).where(codes.c.selector == asked.selector).with_for_update()
        ).one_or_none()
        if row is None:
            return "enrol_code_wrong"
        if row.tries >= CODE_TRIES:
            return "enrol_code_expired"
        if row.code_sha256 != asked.code_sha256:
            return self._count_try(connection, asked, now, "enrol_wrong_code", "enrol_code_wrong")
        keys = f"{asked.signing_key}:{asked.sealing_key}"
        device = Device(id=asked.device, agency=row.agency, counter=row.counter)
        if row.used_at is not None:
            if (row.used_by, row.used_keys) != (asked.device, keys):
                return self._count_try(connection, asked, now, "enrol_alarm", "enrol_code_used")
            revoked = connection.execute(
                sa.select(tokens.c.revoked_at).where(tokens.c.sha256 == asked.token_sha256)
            ).scalar_one_or_none()
            return "enrol_revoked" if revoked is not None else device
        if now > from_iso(row.expires_at):
            return "enrol_code_expired"
        known = connection.execute(sa.select(devices).where(devices.c.id == asked.device)).one_or_none()
        if known is not None and (known.signing_key, known.sealing_key) != (asked.signing_key, asked.sealing_key):
            return self._count_try(connection, asked, now, "enrol_alarm", "enrol_device_known")
        self._certify(connection, asked, device, now, known=known is not None)
        connection.execute(
            sa.update(codes)
            .where(codes.c.selector == asked.selector)
            .values(used_by=asked.device, used_keys=keys, used_at=to_iso(now))
        )
        note(connection, now, "device_enrolled", asked.device)
        return device

    @staticmethod
    def _certify(connection: sa.Connection, asked: Enrolment, device: Device, now: datetime, *, known: bool) -> None:
        values = {
            "agency": device.agency,
            "counter": device.counter,
            "incarnation": asked.incarnation,
            "signing_key": asked.signing_key,
            "sealing_key": asked.sealing_key,
            "enrolled_at": to_iso(now),
        }
        if known:
            connection.execute(sa.update(devices).where(devices.c.id == device.id).values(**values))
            connection.execute(
                sa.update(tokens)
                .where(tokens.c.device == device.id, tokens.c.revoked_at.is_(None))
                .values(revoked_at=to_iso(now))
            )
        else:
            connection.execute(sa.insert(devices).values(id=device.id, scope=device.scope, **values))
        row = {"sha256": asked.token_sha256, "device": device.id, "role": TokenRole.COUNTER.value, "label": ""}
        connection.execute(sa.insert(tokens).values(**row, issued_at=to_iso(now)))

    @staticmethod
    def _count_try(connection: sa.Connection, asked: Enrolment, now: datetime, act: str, code: str) -> str:
        connection.execute(sa.update(codes).where(codes.c.selector == asked.selector).values(tries=codes.c.tries + 1))
        note(connection, now, act, asked.selector, asked.device)
        return code

    def device_of(self, token_sha256: str, *, now: datetime) -> Device:
        """Give who holds a token, noting to the minute that it was used.

        Raises UserProblem ``token_unknown`` or ``token_revoked``.
        """
        row = self._transactions.read(
            lambda connection: connection.execute(_TOKEN, {"sha256": token_sha256}).one_or_none()
        )
        if row is None:
            raise UserProblem("token_unknown")
        if row.revoked_at is not None:
            raise UserProblem("token_revoked")
        if row.used_at is None or now - from_iso(row.used_at) > _USED_EVERY:
            self._used(token_sha256, now)
        return Device(
            id=row.device,
            agency=row.agency or "",
            counter=row.counter or "",
            role=TokenRole(row.role),
            scope=row.scope or "device",
        )

    def _used(self, token_sha256: str, now: datetime) -> None:
        statement = sa.update(tokens).where(tokens.c.sha256 == token_sha256).values(used_at=to_iso(now))
        with contextlib.suppress(StorageProblem):  # a mark for the operator; the request itself may still succeed
            self._transactions.write(lambda connection: connection.execute(statement))

    def set_scope(self, *, agency: str, counter: str, scope: FeedScope, now: datetime, who: str = SYSTEM) -> int:
        """Let a counter's devices see their own cases alone or their agency's; give how many devices that are."""

        def work(connection: sa.Connection) -> int:
            changed = connection.execute(
                sa.update(devices)
                .where(devices.c.agency == agency, devices.c.counter == counter)
                .values(scope=scope.value)
            ).rowcount
            note(connection, now, "scope_set", f"{agency} {counter}", scope.value, who=who)
            return changed

        return self._transactions.write(work)

    def revoke(self, *, agency: str, counter: str, now: datetime, who: str = SYSTEM) -> int:
        """Take the tokens of a counter's devices back and give how many were valid."""
        return self._transactions.write(
            lambda connection: take_back(connection, agency=agency, counter=counter, now=now, who=who)
        )


def keep_code(
    connection: sa.Connection, *, selector: str, code_sha256: str, agency: str, counter: str, now: datetime, who: str
) -> bool:
    """Keep a new code as its hash; False when the selector is in use."""
    if connection.execute(sa.select(codes.c.selector).where(codes.c.selector == selector)).first():
        return False
    connection.execute(
        sa.insert(codes).values(
            selector=selector,
            code_sha256=code_sha256,
            agency=agency,
            counter=counter,
            created_at=to_iso(now),
            expires_at=to_iso(now + CODE_LIFE),
            tries=0,
        )
    )
    note(connection, now, "code_made", f"{agency} {counter}", who=who)
    return True


def take_back(connection: sa.Connection, *, agency: str, counter: str, now: datetime, who: str) -> int:
    """Take the tokens and unused codes of a counter back and give how many tokens were valid."""
    of_counter = sa.select(devices.c.id).where(devices.c.agency == agency, devices.c.counter == counter)
    revoked = connection.execute(
        sa.update(tokens)
        .where(tokens.c.device.in_(of_counter), tokens.c.revoked_at.is_(None))
        .values(revoked_at=to_iso(now))
    ).rowcount
    connection.execute(
        sa.update(codes)
        .where(codes.c.agency == agency, codes.c.counter == counter, codes.c.used_at.is_(None))
        .values(expires_at=to_iso(now))
    )
    note(connection, now, "tokens_revoked", f"{agency} {counter}", str(revoked), who=who)
    return revoked
