"""What LAPOR! says of records, whoever heard it: the later word on how a case stands counts, and who is told of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from app.domain.central_words import answer_of, said_at, status_of
from app.domain.changes import CentralAnswer, CentralStatus, ChangeKind, Returned, Told
from app.domain.complaint import Secrecy
from app.domain.ids import ComplaintId, from_iso, to_iso
from app.domain.outbox import EventKind
from app.domain.record import Record
from db.pusat.feed import Audience, Line, newest
from db.pusat.ready import Waiting
from db.pusat.tables import complaints
from db.pusat.tables_forwarding import cases_there, said_there

_OF_RECORD: Final = sa.and_(
    complaints.c.complaint_id == sa.bindparam("of_complaint"), complaints.c.device == sa.bindparam("of_device")
)
_WORD: Final = (
    sa.select(complaints.c.central_status, complaints.c.central_status_at).where(_OF_RECORD).limit(1).with_for_update()
)
_KEEP: Final = (
    sa.update(complaints)
    .where(
        _OF_RECORD,
        sa.or_(
            complaints.c.central_status_at.is_(None),
            complaints.c.central_status_at < sa.bindparam("at"),
            sa.and_(
                complaints.c.central_status_at == sa.bindparam("at"), complaints.c.central_status < sa.bindparam("name")
            ),
        ),
    )
    .values(central_status=sa.bindparam("name"), central_status_at=sa.bindparam("at"))
)
_SAID: Final = (
    sa.select(cases_there.c.lapor_id, said_there.c.said_id)
    .join(said_there, said_there.c.event_id == cases_there.c.event_id)
    .where(
        cases_there.c.complaint_id == sa.bindparam("of_complaint"), cases_there.c.device == sa.bindparam("of_device")
    )
)
_WHOSE: Final = sa.select(complaints.c.desk_agency, complaints.c.secrecy).where(_OF_RECORD).limit(1)


def looked(
    connection: sa.Connection, complaint_id: str, device: str, *, code: str, name: str, source: str, now: datetime
) -> CentralStatus | None:
    """Give the word of whoever looks at a case now, None when that is known already or there is no such record.

    It is later than all that is known, whatever clocks of desks say.  The record's row is held until the transaction
    ends.
    """
    row = connection.execute(_WORD, _key(complaint_id, device)).first()
    if row is None or row.central_status == name:
        return None
    id, last = ComplaintId(complaint_id), None
    if row.central_status_at is not None:
        at = from_iso(row.central_status_at)
        last = CentralStatus(complaint_id=id, code="", name=row.central_status, at=at, source="")
    return CentralStatus(complaint_id=id, code=code, name=name, at=said_at(now, last), source=source)


def told_on(
    connection: sa.Connection, complaint_id: str, device: str, told: Sequence[Told], *, teller: str | None = None
) -> list[Line]:
    """Give the lines for the record's own counter and its agency; what is said in a secret one is for its own alone.

    A word on how a case stands is kept here, and told only when it is later than the one that is known.
    """
    row = connection.execute(_WHOSE, _key(complaint_id, device)).one_or_none()
    lines = []
    for one in told:
        if isinstance(one, CentralStatus) and row is not None and not _keep(connection, device, one):
            continue
        hidden = isinstance(one, CentralAnswer) and (row is None or row.secrecy == Secrecy.SECRET.value)
        if row is None or hidden or isinstance(one, Returned):
            lines.append(Line(told=one, device=device, teller=teller))
        else:
            lines.append(Line(told=one, device=device, agency=row.desk_agency, audience=Audience.AGENCY, teller=teller))
    return lines


def heard_at_desk(connection: sa.Connection, one: Waiting) -> list[Line]:
    """Give the lines that tell of what a desk heard; that desk itself is not told again."""
    told = status_of(one.facts.content) if one.kind == EventKind.CENTRAL_STATUS else answer_of(one.facts.content)
    return told_on(connection, one.facts.complaint_id, one.device, [told], teller=one.device)


def taken_back(connection: sa.Connection, record: Record, device: str) -> list[Line]:
    """Give the lines that empty what colleagues were told was said in a record, which is secret from now on.

    Its own counter may still ask for it.
    """
    ids = [one.id for one in record.central_answers]
    said = connection.execute(_SAID, _key(record.complaint_id, device))
    ids += [said_id(row.lapor_id, row.said_id) for row in said]
    told = newest(connection, [f"{ChangeKind.ANSWER}:{id}:{record.complaint_id}" for id in ids])
    lines = []
    for _, body in told.values():
        one = answer_of(body)
        if one.text:
            agency, empty = record.agency_id, replace(one, text="", from_name="")
            lines.append(Line(told=empty, agency=agency, audience=Audience.AGENCY, teller=device))
            lines.append(Line(told=one, device=device, teller=device))
    return lines


def said_id(lapor_id: str, id: str) -> str:
    """Give the id of something that was said in a case there, the same whoever heard it."""
    return f"lapor:{lapor_id}:{id}"


def _keep(connection: sa.Connection, device: str, told: CentralStatus) -> bool:
    values = {**_key(told.complaint_id, device), "name": told.name, "at": to_iso(told.at)}
    return connection.execute(_KEEP, values).rowcount > 0


def _key(complaint_id: str, device: str) -> dict[str, Any]:
    return {"of_complaint": complaint_id, "of_device": device}
