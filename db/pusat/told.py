"""What counters are told of records: to colleagues the case, to all of them what finds a second report of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final, Self

import sqlalchemy as sa

from app.domain.agency import AgencyId
from app.domain.area import AreaId
from app.domain.category import CategoryId
from app.domain.changes import ChangeKind, DigestGone, SharedCase, TrackingGiven, body_of
from app.domain.complaint import Secrecy
from app.domain.digest import DigestRow
from app.domain.ids import EventId
from app.domain.record import Record
from db.pusat.feed import Audience, Line, newest, topic_of
from db.pusat.tables import devices

OFFICE_ZONE: Final = timezone(timedelta(hours=8))
_AGENCIES: Final = sa.select(devices.c.id, devices.c.agency).where(
    devices.c.id.in_(sa.bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A record and what the server alone knows of it; ``event_id`` is the newest of its events."""

    record: Record
    device: str
    event_id: str
    central_number: str
    forwarder: str
    tracking_id: str | None
    is_new: bool
    tracking_told: bool = False

    @classmethod
    def of(cls, record: Record, row: Mapping[str, Any], *, event_id: str, is_new: bool) -> Self:
        """Give how a record stands by its row of complaints."""
        return cls(
            record=record,
            device=row["device"],
            event_id=event_id,
            central_number=row["central_number"],
            forwarder=row["forwarder"],
            tracking_id=row["tracking_id"],
            is_new=is_new,
        )

    @property
    def key(self) -> tuple[str, str]:
        """Whose record it is: the same complaint of two counters is two records."""
        return self.record.complaint_id, self.device


def lines_of(connection: sa.Connection, standings: Sequence[Standing], *, at: datetime) -> list[Line]:
    """Give the lines that tell how records stand, as far as anybody may hear of them."""
    ids = sorted({one.device for one in standings})
    agencies = {row.id: row.agency for row in connection.execute(_AGENCIES, {"ids": ids})}
    told_before = newest(connection, [_digest_topic(one) for one in standings if not one.is_new])
    lines: list[Line] = []
    for one in standings:
        if agency := agencies.get(one.device):
            lines.append(Line(told=case_of(one), agency=agency, audience=Audience.AGENCY, teller=one.device))
            if one.tracking_told and one.tracking_id:
                given = TrackingGiven(
                    complaint_id=one.record.complaint_id,
                    tracking_id=one.tracking_id,
                    at=one.record.changed_at or at,
                    source="desk",
                )
                lines.append(Line(told=given, agency=agency, audience=Audience.AGENCY, teller=one.device))
        told = _digest(one, None if one.is_new else told_before.get(_digest_topic(one)), at)
        if told is not None:
            lines.append(Line(told=told, audience=Audience.ALL, teller=one.device))
    return lines


def case_of(standing: Standing) -> SharedCase:
    """Give the case as colleagues may see it."""
    record = standing.record
    plain = record.secrecy is Secrecy.PLAIN
    shown = record.value if plain else _nothing
    event_on = record.value("event_on")
    return SharedCase(
        complaint_id=record.complaint_id,
        event_id=EventId(standing.event_id),
        number=record.number,
        device_id=standing.device,
        agency_id=record.agency_id,
        counter=record.counter,
        title=shown("title"),
        text=shown("text"),
        place=shown("place"),
        place_area=shown("place_area"),
        category=record.value("category"),
        agency=record.value("agency"),
        channel=record.value("channel"),
        classification=record.value("classification"),
        secrecy=record.secrecy.value,
        status=record.status.value,
        received_at=record.received_at,
        recorded_at=record.recorded_at,
        changed_at=record.changed_at,
        event_on=date.fromisoformat(event_on) if event_on else None,
        answer_due_on=record.answer_due_on,
        close_due_on=record.close_due_on,
        central_number=standing.central_number,
        tracking_id=standing.tracking_id,
        forwarder=standing.forwarder,
        joins=record.joins if plain else None,
        complete_by=record.complete_by,
        answer=record.answer if plain else None,
        answer_result=record.answer_result if plain else None,
        answer_told=record.answer_told if plain else None,
        status_code_hash=record.status_code_hash,
    )


def _nothing(_name: str) -> str:
    return ""


def _digest(
    standing: Standing, before: tuple[str, Mapping[str, object]] | None, at: datetime
) -> DigestRow | DigestGone | None:
    """Give what is new for finding similar reports: what is open to all, or that it no longer is."""
    record = standing.record
    if not (record.is_open and record.is_for_everybody):
        gone = before is not None and before[0] == ChangeKind.DIGEST
        return DigestGone(complaint_id=record.complaint_id, at=at) if gone else None
    row = DigestRow(
        id=record.complaint_id,
        number=record.number,
        agency=AgencyId(record.value("agency")),
        title=record.value("title"),
        place=record.value("place") or None,
        area=AreaId(record.value("place_area")) if record.value("place_area") else None,
        category=CategoryId(record.value("category")),
        status=record.status,
        received_on=record.received_at.astimezone(OFFICE_ZONE).date(),
        changed_at=at,
    )
    if before is not None and before[0] == ChangeKind.DIGEST:
        same = {**before[1], "changed_at": ""} == {**body_of(row), "changed_at": ""}
        return None if same else row
    return row


def _digest_topic(standing: Standing) -> str:
    return topic_of(DigestGone(complaint_id=standing.record.complaint_id, at=standing.record.recorded_at))
