"""Cases at LAPOR! as they were last seen there, what was said in them, and the ids that people mapped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from app.domain.changes import CentralAnswer, Returned, Told
from app.domain.ids import ComplaintId, from_iso, to_iso
from app.domain.lapor import LaporFollowUp, LaporStatus, MapList
from db.pusat.audit import note
from db.pusat.central_words import looked, said_id, told_on
from db.pusat.feed import tell
from db.pusat.posting_rows import give_tracking
from db.pusat.tables_forwarding import cases_there, mappings, said_there
from db.pusat.transactions import Transactions

SOURCE: Final = "lapor"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseThere:
    """One case to look at."""

    event_id: str
    complaint_id: str
    device: str
    lapor_id: str
    status_name: str
    failures: int
    polled_at: datetime | None


class LaporCaseStore:
    """Polls and mapping."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def due(self, now: datetime, *, limit: int) -> Sequence[CaseThere]:
        """Give the cases that are to be looked at, the longest overdue first."""
        wanted = (
            sa.select(cases_there)
            .where(cases_there.c.final.is_(False), cases_there.c.next_poll_at <= to_iso(now))
            .order_by(cases_there.c.next_poll_at, cases_there.c.event_id)
            .limit(limit)
        )
        return self._transactions.read(lambda connection: [_case(row) for row in connection.execute(wanted)])

    def of_record(self, complaint_id: str, device: str) -> CaseThere | None:
        """Give the case that a record has there, None when it has none that is known by its id."""
        wanted = sa.select(cases_there).where(
            cases_there.c.complaint_id == complaint_id, cases_there.c.device == device
        )
        return self._transactions.read(
            lambda connection: next((_case(row) for row in connection.execute(wanted)), None)
        )

    def seen(
        self,
        case: CaseThere,
        status: LaporStatus,
        said: Sequence[LaporFollowUp],
        *,
        final: bool,
        returned: str | None,
        now: datetime,
        next_at: datetime,
    ) -> None:
        """Keep what was seen and tell what is new; ``returned`` is a code when the record comes back to its desk.

        What another forwarder saw meanwhile is not told again.
        """
        known = sa.select(cases_there.c.status_name).where(cases_there.c.event_id == case.event_id).with_for_update()

        def work(connection: sa.Connection) -> None:
            before = connection.execute(known).scalar_one()
            key = (case.complaint_id, case.device)
            word = looked(connection, *key, code=status.code, name=status.name, source=SOURCE, now=now)
            told: list[Told] = [word] if word is not None else []
            if status.name != before and returned is not None:
                id, reason = ComplaintId(case.complaint_id), status.name
                told.append(
                    Returned(complaint_id=id, code=returned, reason=reason, to_agency=status.institution, at=now)
                )
            told += self._new_words(connection, case, said, now)
            connection.execute(
                sa.update(cases_there)
                .where(cases_there.c.event_id == case.event_id)
                .values(
                    status_code=status.code,
                    status_name=status.name,
                    final=final,
                    failures=0,
                    polled_at=to_iso(now),
                    next_poll_at=to_iso(next_at),
                )
            )
            lines = give_tracking(connection, *key, status.tracking_id, source=SOURCE, now=now)
            lines += told_on(connection, *key, told)
            tell(connection, lines, at=now)

        self._transactions.write(work)

    def noted(
        self,
        event_id: str,
        complaint_id: str,
        device: str,
        *,
        lapor_id: str,
        name: str,
        who: str,
        source: str,
        now: datetime,
    ) -> bool:
        """Note by hand or from an export how a case stands; False when it is known to stand so."""

        def work(connection: sa.Connection) -> bool:
            told = looked(connection, complaint_id, device, code="", name=name, source=source, now=now)
            if told is None:
                return False
            values = {"status_code": "", "status_name": name, "polled_at": to_iso(now)}
            changed = connection.execute(
                sa.update(cases_there).where(cases_there.c.event_id == event_id).values(**values)
            )
            if changed.rowcount == 0:  # without a connector nobody looks again by itself
                row = {"event_id": event_id, "complaint_id": complaint_id, "device": device, "lapor_id": lapor_id}
                rest = {"final": True, "failures": 0, "next_poll_at": to_iso(now)}
                connection.execute(sa.insert(cases_there).values(**row, **rest, **values))
            tell(connection, told_on(connection, complaint_id, device, [told]), at=now)
            note(connection, now, "status_noted", event_id, source, who=who)
            return True

        return self._transactions.write(work)

    def not_seen(self, case: CaseThere, *, next_at: datetime) -> None:
        """Look again later: nobody answered."""
        changed = (
            sa.update(cases_there)
            .where(cases_there.c.event_id == case.event_id)
            .values(failures=cases_there.c.failures + 1, next_poll_at=to_iso(next_at))
        )
        self._transactions.write(lambda connection: connection.execute(changed))

    @staticmethod
    def _new_words(
        connection: sa.Connection, case: CaseThere, said: Sequence[LaporFollowUp], now: datetime
    ) -> list[Told]:
        heard = set(
            connection.execute(sa.select(said_there.c.said_id).where(said_there.c.event_id == case.event_id)).scalars()
        )
        new = {one.id: one for one in said if one.id not in heard}
        if new:
            connection.execute(sa.insert(said_there), [{"event_id": case.event_id, "said_id": id} for id in new])
        return [
            CentralAnswer(
                id=said_id(case.lapor_id, one.id),
                complaint_id=ComplaintId(case.complaint_id),
                text=one.text,
                from_name=one.from_name,
                at=one.at or now,
            )
            for one in new.values()
            if one.text and not one.text.startswith("[No. ")
        ]

    # ---- mapping ----

    def mapping(self) -> Mapping[MapList, Mapping[str, str]]:
        """Give the ids that people chose."""
        found: dict[MapList, dict[str, str]] = {}
        rows = self._transactions.read(lambda connection: connection.execute(sa.select(mappings)).all())
        for row in rows:
            found.setdefault(MapList(row.list), {})[row.id] = row.target
        return found

    def map(self, of: MapList, id: str, target: str, *, who: str, now: datetime) -> None:
        """Choose an id at LAPOR!; an empty one takes the choice back."""

        def work(connection: sa.Connection) -> None:
            connection.execute(sa.delete(mappings).where(mappings.c.list == of.value, mappings.c.id == id))
            if target:
                connection.execute(
                    sa.insert(mappings).values(list=of.value, id=id, target=target, at=to_iso(now), who=who)
                )
            note(connection, now, "lapor_mapped", f"{of.value}:{id}", target, who=who)

        self._transactions.write(work)


def _case(row: Any) -> CaseThere:
    return CaseThere(
        event_id=row.event_id,
        complaint_id=row.complaint_id,
        device=row.device,
        lapor_id=row.lapor_id,
        status_name=row.status_name,
        failures=row.failures,
        polled_at=from_iso(row.polled_at) if row.polled_at else None,
    )
