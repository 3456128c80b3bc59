"""Counters and other bearers of tokens, as an operator sees them: listed, replaced, revoked; each act is noted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from app.domain.errors import UserProblem
from app.domain.ids import from_iso, to_iso
from app.domain.token_role import TokenRole
from db.pusat.audit import note
from db.pusat.enrolments import CODE_TRIES, keep_code, take_back
from db.pusat.records import DeviceRow, WaitingCode
from db.pusat.tables import audit, codes, devices, events, tokens
from db.pusat.transactions import Transactions

ALARMS: Final = ("enrol_alarm", "conflict_kept", "clone_alarm", "parcel_forked", "fork_seen", "audit_forked")
"""Acts of the log that name a device as the first word of their detail, or as their subject."""

_EVENTS = sa.select(events.c.device, sa.func.count().label("events")).group_by(events.c.device)
_TOKENS = sa.select(
    tokens.c.device,
    sa.func.max(tokens.c.role).label("role"),
    sa.func.max(tokens.c.label).label("label"),
    sa.func.min(tokens.c.issued_at).label("issued_at"),
    sa.func.max(tokens.c.used_at).label("used_at"),
    sa.func.count().filter(tokens.c.revoked_at.is_(None)).label("valid"),
).group_by(tokens.c.device)


class DeviceStore:
    """Every bearer of a token, and the codes that wait for one."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def rows(self) -> Sequence[DeviceRow]:
        """Give counters by agency and letter, then couriers and monitors by label."""

        def work(connection: sa.Connection) -> list[DeviceRow]:
            counted = {row.device: row.events for row in connection.execute(_EVENTS)}
            alarms = _alarms(connection)
            enrolled = {row.id: row for row in connection.execute(sa.select(devices))}
            return [_row(row, enrolled.get(row.device), counted, alarms) for row in connection.execute(_TOKENS)]

        found = self._transactions.read(work)
        return sorted(found, key=lambda row: (row.role is not TokenRole.COUNTER, row.agency, row.counter, row.label))

    def waiting(self, *, now: datetime) -> Sequence[WaitingCode]:
        """Give codes that can still be used, oldest first."""
        statement = (
            sa.select(codes)
            .where(codes.c.used_at.is_(None), codes.c.expires_at > to_iso(now), codes.c.tries < CODE_TRIES)
            .order_by(codes.c.created_at)
        )
        return self._transactions.read(
            lambda connection: [
                WaitingCode(agency=row.agency, counter=row.counter, expires_at=from_iso(row.expires_at))
                for row in connection.execute(statement)
            ]
        )

    def replace(
        self, *, selector: str, code_sha256: str, agency: str, counter: str, now: datetime, who: str
    ) -> bool | None:
        """Take a counter's tokens back and keep a code for its next device, in one step.

        False when the selector is in use, None when no device of this counter was ever enrolled.
        """

        def work(connection: sa.Connection) -> bool | None:
            known = sa.select(devices.c.id).where(devices.c.agency == agency, devices.c.counter == counter).limit(1)
            if connection.execute(known).first() is None:
                return None
            if connection.execute(sa.select(codes.c.selector).where(codes.c.selector == selector)).first():
                return False
            take_back(connection, agency=agency, counter=counter, now=now, who=who)
            return keep_code(
                connection,
                selector=selector,
                code_sha256=code_sha256,
                agency=agency,
                counter=counter,
                now=now,
                who=who,
            )

        return self._transactions.write(work)

    def add_token(self, *, id: str, sha256: str, role: TokenRole, label: str, now: datetime, who: str) -> None:
        """Keep a token that belongs to no counter."""

        def work(connection: sa.Connection) -> None:
            row = {"sha256": sha256, "device": id, "role": role.value, "label": label}
            connection.execute(sa.insert(tokens).values(**row, issued_at=to_iso(now)))
            note(connection, now, "token_made", id, role.value, who=who)

        self._transactions.write(work)

    def revoke(self, id: str, *, now: datetime, who: str) -> int:
        """Take the tokens of one bearer back and give how many were valid.  Raises UserProblem ``device_unknown``."""

        def work(connection: sa.Connection) -> int | None:
            if connection.execute(sa.select(tokens.c.device).where(tokens.c.device == id).limit(1)).first() is None:
                return None
            revoked = connection.execute(
                sa.update(tokens)
                .where(tokens.c.device == id, tokens.c.revoked_at.is_(None))
                .values(revoked_at=to_iso(now))
            ).rowcount
            note(connection, now, "tokens_revoked", id, str(revoked), who=who)
            return revoked

        revoked = self._transactions.write(work)
        if revoked is None:
            raise UserProblem("device_unknown")
        return revoked


def _alarms(connection: sa.Connection) -> dict[str, int]:
    """Count alarms by device."""
    counted: dict[str, int] = {}
    statement = sa.select(audit.c.subject, audit.c.detail).where(audit.c.act.in_(ALARMS))
    for subject, detail in connection.execute(statement):
        for id in {subject, detail.partition(" ")[0]}:
            counted[id] = counted.get(id, 0) + 1
    return counted


def _row(
    token: Any,
    device: Any,
    counted: dict[str, int],
    alarms: dict[str, int],
) -> DeviceRow:
    """Give a row of tokens with what is known of its device; None when it belongs to no counter."""
    of_token, of_device = token._mapping, {} if device is None else device._mapping
    id, used_at = of_token["device"], of_token["used_at"]
    return DeviceRow(
        id=id,
        role=TokenRole(of_token["role"]),
        label=of_token["label"],
        agency=of_device.get("agency", ""),
        counter=of_device.get("counter", ""),
        incarnation=of_device.get("incarnation", ""),
        since=from_iso(of_token["issued_at"]),
        last_contact_at=None if used_at is None else from_iso(used_at),
        events=counted.get(id, 0),
        alarms=alarms.get(id, 0),
        valid=of_token["valid"] > 0,
        scope=of_device.get("scope", ""),
    )
