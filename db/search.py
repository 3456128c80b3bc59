"""Reads for lists and the case page. What a list's looker may not see does not leave the database; names leave masked.

Secret reports of others show number, times and status only, and their text is not in the index; anonymous names
neither.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from heapq import merge
from typing import Any, Final, TypeVar

from sqlalchemy import (
    Column,
    Label,
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
)

from app.domain.complaint import Complaint, Identity, Secrecy, Status
from app.domain.correction import CorrectedField
from app.domain.follow_up import CaseAnswer, CaseFact
from app.domain.ids import ComplaintId, OfficerId
from app.domain.listing import ListPage, ListRow, PageEnd
from app.domain.outbox import Delivery, EventKind
from app.domain.person import key_of_nik, masked_name
from db.complaints import complaint_of, fact_of
from db.corrections import corrections_of
from db.guards import complaint_search
from db.interruptible import Interruptible
from db.ledger import copies_of
from db.outbox import PUSAT, STORED
from db.search_words import match_of, nik_of
from db.shared_rows import BY_WORDS, NEWEST, shared_rows
from db.tables import answers, case_facts, complaints, deliveries, number_marks, numbers, outbox, reporters

_T = TypeVar("_T")
_Rows = Select[*tuple[Any, ...]]
_BEYOND: Final = 2**63 - 1

_VISIBLE: Final = or_(complaints.c.secrecy == Secrecy.PLAIN, complaints.c.officer_id == bindparam("looker"))
_NAMED: Final = reporters.c.identity == Identity.OPEN


def _seen(column: Column[_T]) -> Label[_T]:
    """Give a column under its own name, "" where the looker may not see it."""
    return case((_VISIBLE, column), else_="").label(column.name)


def _seen_or_none(column: Column[_T]) -> Label[_T | None]:
    return case((_VISIBLE, column), else_=None).label(column.name)


ROWS: Final = (
    select(
        complaints.c.row,
        complaints.c.id,
        complaints.c.number,
        complaints.c.received_at,
        complaints.c.recorded_at,
        _seen(complaints.c.title),
        case((and_(_NAMED, _VISIBLE), reporters.c.name), else_=None).label("name"),
        _seen(complaints.c.channel),
        _seen(complaints.c.category),
        _seen(complaints.c.agency),
        complaints.c.status,
        complaints.c.secrecy,
        reporters.c.identity,
        _seen_or_none(complaints.c.answer_due_on),
        deliveries.c.state,
        _seen_or_none(complaints.c.tracking_id),
        complaints.c.officer_id,
        _seen_or_none(complaints.c.central_status),
    )
    .join_from(complaints, reporters, reporters.c.complaint_row == complaints.c.row)
    .outerjoin(outbox, and_(outbox.c.complaint_id == complaints.c.id, outbox.c.kind == EventKind.COMPLAINT))
    .outerjoin(deliveries, and_(deliveries.c.target == PUSAT, deliveries.c.seq == outbox.c.seq))
    .order_by(complaints.c.row.desc())
    .limit(bindparam("limit"))
)
_BEFORE: Final = complaints.c.row < bindparam("after")
_NEWEST: Final = ROWS.where(_BEFORE)
_BY_NIK: Final = ROWS.where(_BEFORE, reporters.c.person_key == bindparam("person"), _NAMED, _VISIBLE)
_HITS: Final = (
    select(complaint_search.c.rowid)
    .where(
        literal_column("complaint_search").op("MATCH")(bindparam("match")),
        complaint_search.c.rowid < bindparam("after"),
    )
    .order_by(complaint_search.c.rowid.desc())
    .limit(bindparam("limit"))
)
_BY_WORDS: Final = ROWS.where(complaints.c.row.in_(_HITS))

_ID_OF: Final = select(complaints.c.id).where(complaints.c.number == bindparam("number"))
_FACTS: Final = select(case_facts).where(case_facts.c.complaint_id == bindparam("complaint")).order_by(case_facts.c.n)
_ANSWERS: Final = (
    select(*(answers.c[name] for name in CaseAnswer.__dataclass_fields__))
    .where(answers.c.complaint_id == bindparam("complaint"))
    .order_by(answers.c.n)
)
_JOINED_BY: Final = (
    select(complaints.c.number)
    .where(complaints.c.joins == bindparam("joined"), complaints.c.status != Status.VOID)
    .order_by(complaints.c.row)
)
_DELIVERY: Final = (
    select(deliveries.c.state, deliveries.c.decided_at, deliveries.c.received_at, deliveries.c.confirmed_at)
    .join_from(outbox, deliveries, and_(deliveries.c.target == PUSAT, deliveries.c.seq == outbox.c.seq))
    .where(outbox.c.complaint_id == bindparam("complaint"), outbox.c.kind == EventKind.COMPLAINT)
)
_GIVEN: Final = select(func.coalesce(func.sum(numbers.c.last), 0)).where(numbers.c.year == bindparam("year"))
_MARKED: Final = select(func.count()).select_from(number_marks).where(number_marks.c.year == bindparam("year"))


class Queries(Interruptible):
    """Fulfils Queries of app.ports; every call is one short read transaction, lists and searches can be interrupted."""

    def newest(self, looker: OfficerId, *, after: PageEnd | None, limit: int) -> ListPage:
        """Give the newest complaints behind ``after``, those of colleagues' counters among them."""
        return self._page(_NEWEST, NEWEST, {"looker": looker}, after, limit)

    def search(self, looker: OfficerId, typed: str, *, after: PageEnd | None, limit: int) -> ListPage:
        """Give the newest hits: a whole NIK finds exactly that, words and numbers are matched as prefixes."""
        if nik := nik_of(typed):
            return self._page(_BY_NIK, None, {"looker": looker, "person": key_of_nik(nik)}, after, limit)
        match = match_of(typed)
        if match is None:
            return ListPage(rows=(), after=None)
        return self._page(_BY_WORDS, BY_WORDS, {"looker": looker, "match": match}, after, limit)

    def id_of_number(self, number: str) -> ComplaintId | None:
        """Give the id of exactly this number."""
        with self._engine.connect() as connection:
            found = connection.execute(_ID_OF, {"number": number}).scalar()
        return ComplaintId(found) if found else None

    def complaint(self, id: ComplaintId) -> Complaint | None:
        """Give a complaint, complete and unmasked."""
        with self._engine.connect() as connection:
            return complaint_of(connection, id)

    def facts(self, id: ComplaintId) -> Sequence[CaseFact]:
        """Give the history of a case, oldest first."""
        with self._engine.connect() as connection:
            return [fact_of(row) for row in connection.execute(_FACTS, {"complaint": id}).mappings()]

    def answers(self, id: ComplaintId) -> Sequence[CaseAnswer]:
        """Give what the reporter of a case was answered, oldest first."""
        with self._engine.connect() as connection:
            return [CaseAnswer(**row) for row in connection.execute(_ANSWERS, {"complaint": id}).mappings()]

    def joined_by(self, number: str) -> Sequence[str]:
        """Give the numbers of the further reports of a case, oldest first, without those made void."""
        with self._engine.connect() as connection:
            return connection.execute(_JOINED_BY, {"joined": number}).scalars().all()

    def corrections(self, id: ComplaintId) -> Sequence[CorrectedField]:
        """Give what was corrected of a case, oldest first."""
        with self._engine.connect() as connection:
            return corrections_of(connection, id)

    def delivery(self, id: ComplaintId) -> tuple[Delivery, datetime | None, datetime | None] | None:
        """Give how far the complaint has come with the centre: state, since when it is there, when it was proven."""
        with self._engine.connect() as connection:
            row = connection.execute(_DELIVERY, {"complaint": id}).first()
        if row is None:
            return None
        state = Delivery(row.state)
        return state, (row.received_at or row.decided_at) if state in STORED else None, row.confirmed_at

    def copies(self, id: ComplaintId) -> int:
        """Give which copy the next receipt would be: 0 for the original."""
        with self._engine.connect() as connection:
            return copies_of(connection, id)

    def recorded_in_year(self, year: int) -> int:
        """Give how many complaints have a number of that year."""
        with self._engine.connect() as connection:
            given = connection.execute(_GIVEN, {"year": year}).scalar_one()
            return given - connection.execute(_MARKED, {"year": year}).scalar_one()

    def _page(
        self,
        own: _Rows,
        shared: _Rows | None,
        values: Mapping[str, object],
        after: PageEnd | None,
        limit: int,
    ) -> ListPage:
        """Give a page of two lists, each read behind its own last row and merged by the moment of recording."""
        begin = after or PageEnd(own=_BEYOND, shared=_BEYOND)
        asked = {**values, "limit": limit + 1}
        with self._reading() as connection:
            found = [list_row(row) for row in connection.execute(own, {**asked, "after": begin.own})]
            others = shared_rows(connection, shared, {**asked, "after": begin.shared}) if shared is not None else ()
        merged = list(merge(found, others, key=lambda row: row.recorded_at, reverse=True))
        rows = tuple(merged[:limit])
        if len(merged) <= limit:
            return ListPage(rows=rows, after=None)
        last = {bool(row.counter): row.row for row in rows}
        return ListPage(rows=rows, after=PageEnd(own=last.get(False, begin.own), shared=last.get(True, begin.shared)))


def list_row(row: Row[*tuple[Any, ...]]) -> ListRow:
    """Give a row of :data:`ROWS` as its value."""
    return ListRow(
        row=row.row,
        id=ComplaintId(row.id),
        number=row.number,
        received_at=row.received_at,
        recorded_at=row.recorded_at,
        title=row.title,
        name=masked_name(row.name),
        channel=row.channel,
        category=row.category,
        agency=row.agency,
        status=Status(row.status),
        secrecy=Secrecy(row.secrecy),
        identity=Identity(row.identity),
        answer_due_on=row.answer_due_on,
        delivery=Delivery(row.state) if row.state else None,
        tracking_id=row.tracking_id,
        recorded_by=OfficerId(row.officer_id),
        central_status=row.central_status,
    )
