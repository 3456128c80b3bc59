"""What the feed of the centre brought: cursor, statuses and answers of cases, changed lists, cases of colleagues."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.changes import CentralAnswer, CentralStatus, Cursor, ReferenceChange, SharedCase
from app.domain.complaint import Secrecy
from app.domain.follow_up import CaseFact
from app.domain.ids import ComplaintId
from app.domain.listing import SearchTerms
from db import next_steps
from db.guards import SHARED_SEARCH, emptied, shared_search
from db.search_words import indexed
from db.tables import complaints
from db.tables_centre import central_answers, central_reference, central_statuses, feed, shared_cases, shared_facts

_CASE: Final = tuple(field.name for field in fields(SharedCase))
_STATUS: Final = tuple(field.name for field in fields(CentralStatus))
_ANSWER: Final = tuple(field.name for field in fields(CentralAnswer))
_FACT: Final = tuple(field.name for field in fields(CaseFact))
_MICROSECOND: Final = 1_000_000

_CURSOR: Final = select(feed.c.epoch, feed.c.seq, feed.c.scope)
_READ_ANEW: Final = delete(feed)
_NEW_CURSOR: Final = upsert(feed)
_KEEP_CURSOR: Final = _NEW_CURSOR.on_conflict_do_update(
    index_elements=[feed.c.only],
    set_={name: _NEW_CURSOR.excluded[name] for name in ("epoch", "seq", "scope", "read_at")},
)
_NEW_STATUS: Final = upsert(central_statuses)
_KEEP_STATUS: Final = _NEW_STATUS.on_conflict_do_update(
    index_elements=[central_statuses.c.complaint_id],
    set_={name: _NEW_STATUS.excluded[name] for name in _STATUS},
    where=or_(
        central_statuses.c.at < _NEW_STATUS.excluded["at"],
        and_(
            central_statuses.c.at == _NEW_STATUS.excluded["at"],
            central_statuses.c.name < _NEW_STATUS.excluded["name"],
        ),
    ),
)
STATUS: Final = select(*(central_statuses.c[name] for name in _STATUS)).where(
    central_statuses.c.complaint_id == bindparam("wanted")
)
_OWN_STATUS: Final = (
    update(complaints).where(complaints.c.id == bindparam("wanted")).values(central_status=bindparam("told"))
)
_ADD_ANSWER: Final = upsert(central_answers).on_conflict_do_nothing()
_DROP_ANSWERS: Final = delete(central_answers).where(central_answers.c.complaint_id == bindparam("told"))
_NEW_REFERENCE: Final = upsert(central_reference)
_KEEP_REFERENCE: Final = _NEW_REFERENCE.on_conflict_do_update(
    index_elements=[central_reference.c.list, central_reference.c.id],
    set_={name: _NEW_REFERENCE.excluded[name] for name in ("content", "at")},
    where=central_reference.c.at <= _NEW_REFERENCE.excluded["at"],
)
_REFERENCE: Final = (
    select(central_reference.c.id, central_reference.c.content)
    .where(central_reference.c.list == bindparam("of_list"))
    .order_by(central_reference.c.id)
)
_KNOWN: Final = select(shared_cases.c.row, shared_cases.c.told_seq).where(
    shared_cases.c.complaint_id == bindparam("told")
)
_TAKEN: Final = select(shared_cases.c.row).where(shared_cases.c.row == bindparam("wanted"))
_ADD_CASE: Final = insert(shared_cases)
_CHANGE_CASE: Final = update(shared_cases).where(shared_cases.c.row == bindparam("at_row"))
_INDEX: Final = insert(shared_search)
_UNINDEX: Final = delete(shared_search).where(shared_search.c.rowid == bindparam("at_row"))
_DROP_CASE: Final = delete(shared_cases).where(shared_cases.c.row == bindparam("at_row"))
_ADD_FACT: Final = insert(shared_facts)
_COUNT: Final = select(func.count()).select_from(shared_cases)


class FeedStore:
    """Fulfils FeedStore of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def cursor(self) -> Cursor | None:
        """Give how far the feed was read, None before the first page."""
        row = self._connection.execute(_CURSOR).first()
        return None if row is None else Cursor(epoch=row.epoch, seq=row.seq, scope=row.scope)

    def move(self, cursor: Cursor, *, at: datetime) -> None:
        """Note how far the feed was read."""
        row = {"only": 1, "epoch": cursor.epoch, "seq": cursor.seq, "scope": cursor.scope, "read_at": at}
        self._connection.execute(_KEEP_CURSOR, row)

    def read_anew(self) -> None:
        """Forget how far the feed was read, so that it is read from its beginning."""
        self._connection.execute(_READ_ANEW)

    def status(self, id: ComplaintId) -> CentralStatus | None:
        """Give how LAPOR! says a case stands, None when it said nothing yet."""
        row = self._connection.execute(STATUS, {"wanted": id}).mappings().first()
        return None if row is None else CentralStatus(**row)

    def keep_status(self, status: CentralStatus) -> bool:
        """Keep the newer word on how a case stands; tell whether it was news."""
        values: dict[str, Any] = {name: getattr(status, name) for name in _STATUS}
        news = self._connection.execute(_KEEP_STATUS, values).rowcount == 1
        if news:
            self._connection.execute(_OWN_STATUS, {"wanted": status.complaint_id, "told": status.name})
            next_steps.settle(self._connection, status.complaint_id)
        return news

    def keep_answer(self, answer: CentralAnswer) -> bool:
        """Keep what was said in a case; tell whether it was news."""
        values: dict[str, Any] = {name: getattr(answer, name) for name in _ANSWER}
        news = self._connection.execute(_ADD_ANSWER, values).rowcount == 1
        if news:
            next_steps.settle(self._connection, answer.complaint_id)
        return news

    def keep_reference(self, change: ReferenceChange) -> None:
        """Keep what an entry of a list says at the centre; empty content says nothing of it any more."""
        row = {"list": change.list, "id": change.id, "content": json.dumps(dict(change.content)), "at": change.at}
        self._connection.execute(_KEEP_REFERENCE, row)

    def keep_case(self, case: SharedCase, *, seq: int) -> None:
        """Keep a case of another counter with its search terms; an older line of the feed changes nothing.

        What was said in one that is secret by now is dropped.
        """
        held = self._connection.execute(_KNOWN, {"told": case.complaint_id}).first()
        if held is not None and held.told_seq >= seq:
            return
        values: dict[str, Any] = {name: getattr(case, name) for name in _CASE}
        values["told_seq"] = seq
        if held is None:
            at_row = self._free_row(case.recorded_at)
            self._connection.execute(_ADD_CASE, {**values, "row": at_row})
        else:
            at_row = held.row
            self._connection.execute(_UNINDEX, {"at_row": at_row})
            self._connection.execute(_CHANGE_CASE, {**values, "at_row": at_row})
        self._connection.execute(_INDEX, {"rowid": at_row, **_terms(case)})
        if case.secrecy != Secrecy.PLAIN:
            self._connection.execute(_DROP_ANSWERS, {"told": case.complaint_id})
        next_steps.settle(self._connection, case.complaint_id)

    def forget_case(self, id: ComplaintId) -> None:
        """Drop a case of another counter, as when the record is one of this desk after all."""
        held = self._connection.execute(_KNOWN, {"told": id}).first()
        if held is not None:
            self._connection.execute(_UNINDEX, {"at_row": held.row})
            self._connection.execute(_DROP_CASE, {"at_row": held.row})
            next_steps.settle(self._connection, id)

    def add_fact(self, fact: CaseFact) -> None:
        """Add to what this desk did in a case of another counter."""
        self._connection.execute(_ADD_FACT, {name: getattr(fact, name) for name in _FACT})

    def forget_cases(self) -> None:
        """Drop all cases of other counters and the words of them: a snapshot tells them anew."""
        next_steps.forget_shared(self._connection)
        for statement in emptied("shared_search", SHARED_SEARCH):
            self._connection.execute(statement)
        self._connection.execute(delete(shared_cases))

    def _free_row(self, recorded_at: datetime) -> int:
        row = moment_key(recorded_at)
        while self._connection.execute(_TAKEN, {"wanted": row}).first() is not None:
            row += 1
        return row


def moment_key(moment: datetime) -> int:
    """Give a moment as microseconds since 1970: by these rows are the cases of other counters kept in order."""
    whole = int(moment.timestamp())
    return whole * _MICROSECOND + moment.microsecond


def reference_of(engine: Engine, name: str) -> Mapping[str, Mapping[str, object]]:
    """Read what the centre changed in a list, by the ids of its entries."""
    with engine.connect() as connection:
        found = {row.id: json.loads(row.content) for row in connection.execute(_REFERENCE, {"of_list": name})}
    return {id: content for id, content in found.items() if content}


def _terms(case: SharedCase) -> dict[str, str]:
    """Give what the index may know: of a secret case its numbers alone."""
    plain = case.secrecy == Secrecy.PLAIN
    terms = indexed(SearchTerms(number=case.number, title=case.title if plain else "", text=case.text if plain else ""))
    numbers = [terms["number"], case.central_number, case.tracking_id if plain else None]
    return {**terms, "number": " ".join(number for number in numbers if number)}
