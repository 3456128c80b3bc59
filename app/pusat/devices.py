"""Counters and other bearers of tokens: codes made, devices replaced, tokens given and taken back; ``who`` acts."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.changes import FeedScope
from app.domain.enrolment import EnrolmentCode
from app.domain.errors import UserProblem
from app.domain.ids import new_id
from app.domain.outbox import digest
from app.domain.token_role import TokenRole
from db.pusat.records import DeviceRow, WaitingCode
from db.pusat.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Devices:
    """An operator's acts over an open store."""

    store: Store
    clock: Callable[[], datetime]
    ca_pem: str | None = None

    def rows(self) -> Sequence[DeviceRow]:
        """Give every bearer."""
        return self.store.devices.rows()

    def waiting(self) -> Sequence[WaitingCode]:
        """Give the codes that can still be used."""
        return self.store.devices.waiting(now=self.clock())

    def make_code(self, *, agency: str, counter: str, who: str) -> EnrolmentCode:
        """Give a fresh one-time code for a counter, kept as its hash only."""
        while True:
            code = EnrolmentCode.draw(ca_pem=self.ca_pem)
            if self.store.enrolments.add_code(
                selector=code.selector,
                code_sha256=code.sha256,
                agency=agency,
                counter=counter,
                now=self.clock(),
                who=who,
            ):
                return code

    def replace(self, *, agency: str, counter: str, who: str) -> EnrolmentCode:
        """Take a counter's tokens back and give a code for its next device.  Raises UserProblem ``device_unknown``."""
        while True:
            code = EnrolmentCode.draw(ca_pem=self.ca_pem)
            kept = self.store.devices.replace(
                selector=code.selector,
                code_sha256=code.sha256,
                agency=agency,
                counter=counter,
                now=self.clock(),
                who=who,
            )
            if kept is None:
                raise UserProblem("device_unknown")
            if kept:
                return code

    def set_scope(self, *, agency: str, counter: str, scope: FeedScope, who: str) -> None:
        """Say whose cases a counter sees; its feed begins anew.  Raises UserProblem ``device_unknown``."""
        if not self.store.enrolments.set_scope(agency=agency, counter=counter, scope=scope, now=self.clock(), who=who):
            raise UserProblem("device_unknown")

    def revoke(self, *, agency: str, counter: str, who: str) -> int:
        """Take the tokens and unused codes of a counter back and give how many tokens were valid."""
        return self.store.enrolments.revoke(agency=agency, counter=counter, now=self.clock(), who=who)

    def revoke_one(self, id: str, *, who: str) -> int:
        """Take the tokens of one bearer back.  Raises UserProblem ``device_unknown``."""
        return self.store.devices.revoke(id, now=self.clock(), who=who)

    def make_token(self, *, role: TokenRole, label: str, who: str) -> tuple[str, str]:
        """Give id and token of a new courier or monitor; the token is told this once, its hash is kept.

        Raises UserProblem ``token_label_wrong``.
        """
        label = " ".join(label.split())
        if not label or len(label) > 100 or not label.isprintable():
            raise UserProblem("token_label_wrong")
        id, token = new_id(self.clock()), secrets.token_hex(32)
        self.store.devices.add_token(
            id=id, sha256=digest(token.encode()), role=role, label=label, now=self.clock(), who=who
        )
        return id, token
