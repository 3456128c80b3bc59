"""No statement that the window waits for walks through a whole table, however full the desk is."""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, event

from app.domain.attempt import Target
from app.domain.complaint import Forwarder
from app.domain.copy_desk import CopyState
from app.domain.direct import DirectRecord
from app.domain.ids import ComplaintId
from app.domain.known import Asked
from app.domain.listing import PageEnd
from app.domain.outbox import Delivery, EventOutcome, Outcome
from app.domain.period import Period
from app.domain.task import Task, TaskKind, TaskOutcome
from app.domain.today import TodayGroup
from db import prepared
from db.call_backs import CallBackQueries
from db.central_edits import ConflictQueries
from db.copying import CopyQueries
from db.direct import DirectQueries
from db.feed_queries import FeedQueries
from db.known import KnownQueries
from db.reports import ReportQueries
from db.search import Queries
from db.sync_queries import SyncQueries
from db.tasks import TaskQueries
from db.today import TodayQueries
from db.unit_of_work import UnitOfWork
from tests.app.usecases.test_pull import a_status
from tests.builders import NOON, OFFICER_ID, a_complaint
from tests.database import record

BIG = (
    "shared_cases",
    "tasks",
    "central_edits",
    "central_answers",
    "complaints",
    "reporters",
    "case_facts",
    "outbox",
    "deliveries",
    "audit",
    "receipts",
    "call_backs",
    "attempts",
    "next_steps",
)
BY_STATE = "SEARCH deliveries USING INDEX ix_deliveries_state (target=? AND state=?"


class Plans:
    """Collects how SQLite means to do every statement of the engine."""

    def __init__(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps: list[tuple[str, str]] = []
        self._asked: set[str] = set()
        event.listen(engine, "before_cursor_execute", self._explain)
        self._speak = prepared.speak
        monkeypatch.setattr(prepared, "speak", self._explain_prepared)

    def _explain_prepared(self, connection: Connection, sql: str, values: Sequence[object]) -> object:
        cursor = connection.connection.cursor()
        self._explain(connection, cursor, sql, values)
        cursor.close()
        return self._speak(connection, sql, values)

    def _explain(self, _connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if re.match(r"SELECT|UPDATE|DELETE", statement) and statement not in self._asked:
            self._asked.add(statement)
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[attr-defined]
            self.steps += [(step[3], statement) for step in cursor.fetchall()]  # type: ignore[attr-defined]

    def walks(self) -> list[tuple[str, str]]:
        """Give the scans of big tables, but for those that end at the first row."""
        return [
            (step, sql)
            for step, sql in self.steps
            if re.fullmatch(rf"SCAN ({'|'.join(BIG)})\b.*", step) and ("WHERE" in sql or "LIMIT" not in sql)
        ]


@pytest.fixture
def filled(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> tuple[Engine, ComplaintId, Plans]:
    with UnitOfWork(engine) as unit:
        events = [record(unit, a_complaint()) for _ in range(60)]
        accepted = [EventOutcome(event_id=e.id, outcome=Outcome.ACCEPTED) for e in events[:50]]
        unit.outbox.record(accepted, at=NOON)
        unit.commit()
    return engine, events[0].complaint_id, Plans(engine, monkeypatch)


def test_lists_searches_and_the_case_page_walk_through_no_table(
    filled: tuple[Engine, ComplaintId, Plans],
) -> None:
    engine, id, plans = filled
    queries = Queries(engine)
    queries.newest(OFFICER_ID, after=PageEnd(30, 2**62), limit=10)
    for typed in ("antrean", "1285", "6472086505900003"):
        queries.search(OFFICER_ID, typed, after=PageEnd(30, 2**62), limit=10)
    complaint = queries.complaint(id)
    assert complaint
    queries.id_of_number(complaint.number)
    queries.facts(id)
    queries.delivery(id)
    queries.copies(id)
    queries.joined_by(complaint.number)
    queries.recorded_in_year(2026)
    told = FeedQueries(engine)
    told.case(id)
    told.id_of_number(complaint.number)
    told.status(id)
    told.answers(id)
    told.joined_by(complaint.number)
    told.facts(id)
    ConflictQueries(engine).taken_over(id)
    ConflictQueries(engine).waiting(id)
    TaskQueries(engine).waiting(OFFICER_ID, limit=10, of=id)
    assert len(plans.steps) > 30
    assert plans.walks() == []


def test_a_known_citizen_and_the_call_back_list_walk_through_no_table(
    filled: tuple[Engine, ComplaintId, Plans],
) -> None:
    engine, id, plans = filled
    asked = Asked(nik="6472086505900003", phone="081255112345", name="Siti Aminah", area="64.72.01.1001")
    assert len(KnownQueries(engine).earlier(OFFICER_ID, asked)) == 60
    with UnitOfWork(engine) as unit:
        for n, reason in enumerate(("tanya hasil", "minta kabar"), start=1):
            unit.call_backs.add(complaint_id=id, asked_at=NOON, officer_id=OFFICER_ID, reason=reason)
            unit.call_backs.waiting_of(id)
            unit.call_backs.get(n)
        unit.call_backs.finish(1, at=NOON, by=OFFICER_ID, outcome="reached")
        unit.commit()
    assert len(CallBackQueries(engine).waiting(OFFICER_ID, limit=10)) == 1
    assert CallBackQueries(engine).count() == 1
    assert len(plans.steps) > 12
    # The open rows are few and stand in an index of their own, in the order of the list.
    assert [step for step, _ in plans.walks() if "USING INDEX ix_call_backs_open" not in step] == []
    assert not any("TEMP B-TREE FOR ORDER BY" in step for step, _ in plans.steps)


def test_the_copy_desk_walks_through_nothing_but_what_waits_there(filled: tuple[Engine, ComplaintId, Plans]) -> None:
    engine, id, plans = filled
    queries = CopyQueries(engine)
    with UnitOfWork(engine) as unit:
        unit.complaints.hand_over(id, Forwarder.BY_HAND)
        n = unit.attempts.begin(complaint_id=id, target=Target.BY_HAND, run="1", at=NOON, officer_id=OFFICER_ID)
        unit.attempts.unsettled_of(id)
        unit.attempts.doubt(n, at=NOON)
        unit.commit()
    assert [row.state for row in queries.rows(OFFICER_ID, "1", limit=10)] == [CopyState.NEEDS_CHECK]
    assert (queries.count(), queries.number_with("9104417", but=id)) == (1, None)
    queries.last_attempt(id)
    assert [step for step, _ in plans.walks() if "USING INDEX ix_complaints_by_hand" not in step] == []


def test_the_way_straight_to_lapor_walks_through_nothing_but_what_waits_there(
    filled: tuple[Engine, ComplaintId, Plans],
) -> None:
    engine, id, plans = filled
    queries = DirectQueries(engine)
    with UnitOfWork(engine) as unit:
        unit.complaints.hand_over(id, Forwarder.DESK)
        assert unit.direct.get(id) is None
        assert not unit.direct.may_be_there(id)
        unit.direct.keep(DirectRecord(complaint_id=id, look_at=NOON))
        unit.direct.typed_by_hand()
        unit.direct.open_tries()
        unit.direct.last_seq(id)
        unit.commit()
    assert queries.to_report(NOON, limit=10) == [id]
    assert queries.waiting() == 1
    assert [row.complaint_id for row in queries.rows(limit=10)] == [id]
    assert [one.complaint_id for one in queries.to_look_at(NOON, limit=10)] == [id]
    queries.to_tell(NOON, limit=10)
    queries.later_events(id, 0)
    waiting = ("USING INDEX ix_complaints_direct", "USING INDEX uq_attempts_unsettled", "SCAN direct_records")
    assert [step for step, _ in plans.walks() if not any(one in step for one in waiting)] == []


def test_the_sync_walks_through_no_table(filled: tuple[Engine, ComplaintId, Plans]) -> None:
    engine, _, plans = filled
    queries = SyncQueries(engine)
    queries.state(NOON)
    due = queries.due(NOON, after_seq=0, limit=5, max_bytes=10**6, ignore_wait=False)
    ids = [event.id for event in due]
    queries.sealed(ids)
    queries.attempts(ids)
    queries.unknown(ids)
    assert plans.walks() == []


def test_what_is_due_and_what_is_shown_is_found_by_its_state(filled: tuple[Engine, ComplaintId, Plans]) -> None:
    engine, _, plans = filled
    queries = SyncQueries(engine)
    queries.due(NOON, after_seq=3, limit=5, max_bytes=10**6, ignore_wait=False)
    queries.due_count(NOON, ignore_wait=False)
    queries.rows(limit=10)
    steps = [step for step, _ in plans.steps if " deliveries " in step]
    assert len(steps) == 4  # due, its count, oldest and newest rows
    assert all(step.startswith(BY_STATE) for step in steps)
    assert not any("TEMP B-TREE" in step for step, _ in plans.steps)


def test_a_save_and_its_sync_walk_through_no_table(filled: tuple[Engine, ComplaintId, Plans]) -> None:
    engine, id, plans = filled
    with UnitOfWork(engine) as unit:
        unit.complaints.newest_recorded_at()
        unit.complaints.number_of_same_entry("0" * 64)
        unit.complaints.of_person("0" * 64, NOON.date(), NOON.date(), looker=OFFICER_ID)
        event = record(unit, a_complaint())
        unit.complaints.enter_tracking(id, "1", seen_version=1)
        unit.outbox.last_event_of(id)
        unit.outbox.keep_sealed(event.id, b"s")
        unit.outbox.put_off([event.id], until=NOON + timedelta(minutes=1), code="server_absent")
        unit.outbox.set_aside(event.id, code="server_error", at=NOON)
        assert unit.outbox.again(event.id) == 1
        unit.outbox.record([EventOutcome(event_id=event.id, outcome=Outcome.ACCEPTED, central_number="KT-1")], at=NOON)
        unit.outbox.confirm([event.id], at=NOON)
        unit.ledger.copies_of(id)
        unit.ledger.mark_failed(id, 0)
        unit.commit()
    assert Queries(engine).delivery(event.complaint_id) == (Delivery.CONFIRMED, NOON, NOON)
    assert len(plans.steps) > 12
    assert plans.walks() == []


def test_what_waits_for_a_person_is_found_in_an_index_of_its_own(filled: tuple[Engine, ComplaintId, Plans]) -> None:
    engine, id, plans = filled
    with UnitOfWork(engine) as unit:
        for n in range(30):
            unit.tasks.open(Task(kind=TaskKind.RETURNED, complaint_id=id, cause=str(n), opened_at=NOON))
        for n in range(1, 29):
            unit.tasks.finish(n, TaskOutcome.DONE, at=NOON, by=OFFICER_ID)
        unit.commit()
    tasks = TaskQueries(engine)
    assert (len(tasks.waiting(OFFICER_ID, limit=9)), tasks.count()) == (2, 2)
    assert ConflictQueries(engine).waiting() == []
    assert [
        step for step, _ in plans.walks() if "ix_tasks_open" not in step and "ix_central_edits_open" not in step
    ] == []
    assert not any("TEMP B-TREE FOR ORDER BY" in step for step, sql in plans.steps if "central_edits" not in sql)


def test_a_report_reads_its_period_from_indexes(filled: tuple[Engine, ComplaintId, Plans]) -> None:
    engine, _, plans = filled
    found = ReportQueries(engine).facts(Period.parse("2026-Q4"), counter="A", utc_offset_minutes=480)
    assert sum(one.n for one in found.times) == 60
    assert [step for step, _ in plans.walks() if "ix_tasks_returned" not in step] == []
    of_periods = [step for step, _ in plans.steps if "received_on>" in step or "received_at>" in step]
    assert of_periods
    assert all("_report (" in step and ("COVERING" in step or "ix_complaints" in step) for step in of_periods)


def test_the_day_is_found_in_indexes_and_only_what_is_refused_is_sorted(
    filled: tuple[Engine, ComplaintId, Plans],
) -> None:
    engine, id, plans = filled
    with UnitOfWork(engine) as unit:
        for n, kind in enumerate((TaskKind.RETURNED, TaskKind.SECOND_RECEIPT)):
            unit.tasks.open(Task(kind=kind, complaint_id=id, cause=str(n), opened_at=NOON))
        for minutes, name in enumerate(("Dalam Proses", "Selesai")):
            unit.feed.keep_status(a_status(id, name, minutes))
        unit.commit()
    queries = TodayQueries(engine)
    found = queries.look(OFFICER_ID, NOON.date(), dict.fromkeys(TodayGroup, 5))
    queries.pressing(NOON.date())
    assert {group.value: count for group, (count, _) in found.items() if count} == {
        "refused": 1,
        "unsent": 10,
        "untold": 1,
    }
    assert len(plans.steps) > 30
    assert plans.walks() == []
    sorted_here = [sql for step, sql in plans.steps if "TEMP B-TREE FOR ORDER BY" in step]
    assert [sql for sql in sorted_here if "FROM tasks" not in sql and '"row" DESC' not in sql] == []
    assert any("ix_tasks_kind" in step for step, _ in plans.steps)
