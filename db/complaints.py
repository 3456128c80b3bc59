"""The complaints: one row for what was said, one for who said it, one in the search index, and their line of time."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.complaint import Complaint, Forwarder, Identity, Intake, Report, Reporter, Secrecy, Status
from app.domain.errors import UserProblem
from app.domain.follow_up import CaseAnswer, CaseFact, FactKind
from app.domain.ids import ComplaintId, OfficerId
from app.domain.listing import SearchTerms
from db import next_steps
from db.ends import Ends
from db.guards import complaint_search
from db.prepared import Prepared
from db.search_words import indexed
from db.tables import answers, case_facts, complaints, numbers, reporters

_INTAKE: Final = tuple(field.name for field in fields(Intake))
_REPORT: Final = tuple(field.name for field in fields(Report))
_REPORTER: Final = tuple(field.name for field in fields(Reporter))
_FACT: Final = tuple(field.name for field in fields(CaseFact))
_ANSWER: Final = tuple(field.name for field in fields(CaseAnswer))
_TERMS: Final = tuple(field.name for field in fields(SearchTerms))
_OWN: Final = tuple(
    field.name for field in fields(Complaint) if field.name not in ("row", "intake", "reporter", "report", "extra")
)

_NEXT: Final = Prepared(
    upsert(numbers)
    .values(last=1)
    .on_conflict_do_update(index_elements=[numbers.c.series, numbers.c.year], set_={"last": numbers.c.last + 1})
    .returning(numbers.c.last),
    "series",
    "year",
)
_LAST: Final = select(numbers.c.last).where(
    numbers.c.series == bindparam("series"), numbers.c.year == bindparam("year")
)
_ADD: Final = Prepared(insert(complaints), *_INTAKE, *_REPORT, *_OWN, "received_on", "extra", "same_entry_key")
_ADD_REPORTER: Final = Prepared(insert(reporters), "complaint_row", *_REPORTER, "person_key")
_ADD_SEARCH: Final = Prepared(insert(complaint_search), "rowid", *_TERMS)
_ADD_FACT: Final = Prepared(insert(case_facts), *_FACT)
_ADD_ANSWER: Final = Prepared(insert(answers), *_ANSWER)
_ID_OF: Final = select(complaints.c.id).where(complaints.c.number == bindparam("number"))
_COMPLETE: Final = (
    select(*complaints.c, *reporters.c)
    .join_from(complaints, reporters, reporters.c.complaint_row == complaints.c.row)
    .where(complaints.c.id == bindparam("wanted"))
)
_ENTER_TRACKING: Final = (
    update(complaints)
    .where(complaints.c.id == bindparam("wanted"), complaints.c.version == bindparam("seen"))
    .values(tracking_id=bindparam("entered"), version=complaints.c.version + 1)
)
_CHANGES: Final = complaints.c.id == bindparam("wanted"), complaints.c.version == bindparam("seen")
_CORRECT: Final = update(complaints).where(*_CHANGES).returning(complaints.c.row)
_CORRECT_REPORTER: Final = update(reporters).where(reporters.c.complaint_row == bindparam("of_row"))
_CORRECT_SEARCH: Final = update(complaint_search).where(complaint_search.c.rowid == bindparam("of_row"))
_HAND_OVER: Final = update(complaints).where(complaints.c.id == bindparam("wanted")).values(forwarder=bindparam("to"))
_VOID: Final = update(complaints).where(*_CHANGES).values(status=Status.VOID, version=complaints.c.version + 1)
_IS_THERE: Final = Prepared(select(complaints.c.row).where(complaints.c.id == bindparam("wanted")))
_SAME: Final = (
    select(complaints.c.number)
    .where(complaints.c.same_entry_key == bindparam("key"), complaints.c.status != Status.VOID)
    .order_by(complaints.c.row)
    .limit(1)
)
_OF_PERSON: Final = (
    select(complaints.c.number, complaints.c.title, complaints.c.text)
    .join_from(complaints, reporters, reporters.c.complaint_row == complaints.c.row)
    .where(
        reporters.c.person_key == bindparam("key"),
        complaints.c.received_on.between(bindparam("since"), bindparam("until")),
        complaints.c.status != Status.VOID,
        or_(complaints.c.secrecy == Secrecy.PLAIN, complaints.c.officer_id == bindparam("looker")),
    )
    .order_by(complaints.c.row.desc())
)


class Complaints:
    """Fulfils Complaints of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection, ends: Ends | None = None) -> None:
        self._connection = connection
        self._ends = ends or Ends(connection)

    def next_running(self, series: str, year: int) -> int:
        """Give the next running number of a series and year; the first is 1."""
        given = _NEXT.row(self._connection, {"series": series, "year": year})
        assert given is not None
        return int(given[0])

    def last_running(self, series: str, year: int) -> int:
        """Give the last running number given in a series and year, 0 before the first."""
        return self._connection.execute(_LAST, {"series": series, "year": year}).scalar() or 0

    def newest_recorded_at(self) -> datetime | None:
        """Give when the last complaint was recorded, by the order of recording."""
        return self._ends.recorded_at

    def add(
        self, complaint: Complaint, *, terms: SearchTerms, person_key: str | None, same_entry_key: str
    ) -> ComplaintId:
        """Store a new complaint; its ``row`` is given here."""
        row = _ADD.run(self._connection, _row_of(complaint, same_entry_key))
        self._ends.recorded_at = complaint.recorded_at
        reporter: dict[str, Any] = {name: getattr(complaint.reporter, name) for name in _REPORTER}
        _ADD_REPORTER.run(self._connection, {"complaint_row": row, **reporter, "person_key": person_key})
        _ADD_SEARCH.run(self._connection, {"rowid": row, **indexed(terms)})
        next_steps.begin(self._connection, complaint)
        return complaint.id

    def has(self, id: ComplaintId) -> bool:
        """Tell whether a complaint is one of this desk."""
        return _IS_THERE.row(self._connection, {"wanted": id}) is not None

    def get(self, id: ComplaintId) -> Complaint | None:
        """Give a complaint, complete."""
        if not self.has(id):
            return None  # as nearly always: a draft is filed once
        return complaint_of(self._connection, id)

    def enter_tracking(self, id: ComplaintId, tracking_id: str, *, seen_version: int) -> None:
        """Set the Tracking ID.  Raises UserProblem ``changed_meanwhile``, ``complaint_unknown``."""
        done = self._connection.execute(_ENTER_TRACKING, {"wanted": id, "seen": seen_version, "entered": tracking_id})
        if done.rowcount == 0:
            raise self._not_as_seen(id)

    def correct(
        self,
        complaint: Complaint,
        *,
        terms: SearchTerms,
        person_key: str | None,
        same_entry_key: str,
        seen_version: int,
    ) -> None:
        """Put a record in place of what stands under its id; the index forgets the words that went.

        ``complaint`` has the next version.  Raises UserProblem ``changed_meanwhile``, ``complaint_unknown``.
        """
        values = {**_row_of(complaint, same_entry_key), "version": seen_version + 1}
        changed = _CORRECT.values(**{name: values[name] for name in values if name != "id"})
        row = self._connection.execute(changed, {"wanted": complaint.id, "seen": seen_version}).scalar()
        if row is None:
            raise self._not_as_seen(complaint.id)
        reporter = {name: getattr(complaint.reporter, name) for name in _REPORTER}
        self._connection.execute(_CORRECT_REPORTER.values(**reporter, person_key=person_key), {"of_row": row})
        self._connection.execute(_CORRECT_SEARCH.values(**indexed(terms)), {"of_row": row})
        next_steps.settle(self._connection, complaint.id)

    def hand_over(self, id: ComplaintId, to: Forwarder) -> None:
        """Note who forwards a record from now on."""
        self._connection.execute(_HAND_OVER, {"wanted": id, "to": to.value})

    def void(self, id: ComplaintId, *, seen_version: int) -> None:
        """Mark a record as filed by mistake.  Raises UserProblem ``changed_meanwhile``, ``complaint_unknown``."""
        if self._connection.execute(_VOID, {"wanted": id, "seen": seen_version}).rowcount == 0:
            raise self._not_as_seen(id)
        next_steps.settle(self._connection, id)

    def _not_as_seen(self, id: ComplaintId) -> UserProblem:
        known = _IS_THERE.row(self._connection, {"wanted": id})
        return UserProblem("changed_meanwhile" if known else "complaint_unknown")

    def add_fact(self, fact: CaseFact) -> None:
        """Add a row to the history of a case."""
        _ADD_FACT.run(self._connection, {name: getattr(fact, name) for name in _FACT})
        if fact.kind in next_steps.TELLS:
            next_steps.settle(self._connection, fact.complaint_id)

    def add_answer(self, answer: CaseAnswer) -> None:
        """Add what the reporter of a case was answered."""
        _ADD_ANSWER.run(self._connection, {name: getattr(answer, name) for name in _ANSWER})

    def id_of_number(self, number: str) -> ComplaintId | None:
        """Give the id of exactly this number, None when it is not one of this desk."""
        found = self._connection.execute(_ID_OF, {"number": number}).scalar()
        return ComplaintId(found) if found else None

    def number_of_same_entry(self, same_entry_key: str) -> str | None:
        """Give the number of the first complaint that was entered with the same words by the same person."""
        return self._connection.execute(_SAME, {"key": same_entry_key}).scalar()

    def of_person(
        self, person_key: str, since: date, until: date, *, looker: OfficerId
    ) -> Sequence[tuple[str, str, str]]:
        """Give number, title and text of what one person brought in those days, newest first, if the looker may."""
        wanted = {"key": person_key, "since": since, "until": until, "looker": looker}
        found = self._connection.execute(_OF_PERSON, wanted)
        return [(number, title, text) for number, title, text in found]


def complaint_of(connection: Connection, id: ComplaintId) -> Complaint | None:
    """Read one complaint, complete."""
    row = connection.execute(_COMPLETE, {"wanted": id}).mappings().first()
    return None if row is None else _complaint(row)


def add_facts(connection: Connection, facts: Sequence[CaseFact]) -> None:
    """Add rows to histories."""
    _ADD_FACT.many(connection, [{name: getattr(fact, name) for name in _FACT} for fact in facts])


def fact_of(row: RowMapping) -> CaseFact:
    """Give a row of history as its value."""
    return CaseFact(
        complaint_id=ComplaintId(row["complaint_id"]),
        at=row["at"],
        kind=FactKind(row["kind"]),
        officer_id=OfficerId(row["officer_id"]) if row["officer_id"] else None,
        officer_name=row["officer_name"],
        detail=row["detail"],
    )


def _row_of(complaint: Complaint, same_entry_key: str) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(complaint.intake, name) for name in _INTAKE}
    row |= {name: getattr(complaint.report, name) for name in _REPORT}
    row |= {name: getattr(complaint, name) for name in _OWN}
    zone = timezone(timedelta(minutes=complaint.utc_offset_minutes))
    row["received_on"] = complaint.intake.received_at.astimezone(zone).date()
    row["extra"] = json.dumps(dict(complaint.extra), ensure_ascii=False)
    row["same_entry_key"] = same_entry_key
    return row


def _complaint(row: RowMapping) -> Complaint:
    own = {name: row[name] for name in _OWN}
    reporter = {name: row[name] for name in _REPORTER}
    report = {name: row[name] for name in _REPORT}
    return Complaint(
        **{
            **own,
            "row": row["row"],
            "secrecy": Secrecy(own["secrecy"]),
            "status": Status(own["status"]),
            "forwarder": Forwarder(own["forwarder"]),
            "intake": Intake(**{name: row[name] for name in _INTAKE}),
            "reporter": Reporter(
                **{
                    **reporter,
                    "identity": Identity(reporter["identity"]),
                    "returns_to_desk": bool(reporter["returns_to_desk"]),
                }
            ),
            "report": Report(**{**report, "supervisory": bool(report["supervisory"])}),
            "extra": json.loads(row["extra"]),
        }
    )
