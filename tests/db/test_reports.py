"""The sums of the report, from real tables: each report once, in the counter's own days, of secret ones no word."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.domain.changes import CentralAnswer, Cursor, FeedScope
from app.domain.complaint import Complaint, Forwarder, Identity, Secrecy, Status
from app.domain.follow_up import CaseAnswer
from app.domain.outbox import Delivery, EventOutcome, Outcome
from app.domain.period import Period
from app.domain.receipt import Printing
from app.domain.report import HIDDEN, Cut, Evidence, ReportFacts
from app.domain.report_clocks import Timed
from app.domain.task import Task, TaskKind
from db.reports import ReportQueries
from db.unit_of_work import UnitOfWork
from tests.app.usecases.counter import CENTRE
from tests.app.usecases.test_pull import a_case, a_status
from tests.builders import NOON, OFFICER_ID, WITA, a_complaint
from tests.database import record, recorded

NOVEMBER = Period.parse("2026-11")
YEAR = Period.parse("2026")


def facts(engine: Engine, period: Period = YEAR) -> ReportFacts:
    return ReportQueries(engine).facts(period, counter="A", utc_offset_minutes=480)


def codes(found: ReportFacts, cut: Cut) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for cell in found.cells:
        if cell.cut is cut:
            counted[cell.code] += cell.n
    return dict(counted)


def keep(engine: Engine, *cases: Any) -> None:
    with UnitOfWork(engine) as unit:
        for seq, case in enumerate(cases, start=1):
            unit.feed.keep_case(case, seq=seq)
        unit.commit()


def the_time(found: ReportFacts) -> Timed:
    (one,) = found.times
    return one


CASES = st.lists(
    st.fixed_dictionaries(
        {
            "received_at": st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
            "channel": st.sampled_from(["walk-in.counter", "phone.call", "letter"]),
            "classification": st.sampled_from(["complaint", "information"]),
            "category": st.sampled_from(["kesehatan", "perhubungan"]),
            "place_area": st.sampled_from([None, "64.72.01.1001", "64.02.03.1004", "64"]),
            "agency": st.sampled_from(["aws", "dishub"]),
            "secrecy": st.sampled_from(Secrecy),
            "status": st.sampled_from(Status),
            "tracking_id": st.sampled_from([None, "9104417"]),
            "forwarder": st.sampled_from(Forwarder),
        }
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(own=CASES, shared=CASES, period=st.sampled_from([YEAR, NOVEMBER, Period.parse("2026-Q1")]))
def test_every_report_of_the_period_is_in_one_cell_of_every_cut(
    database: Any, own: list[dict[str, Any]], shared: list[dict[str, Any]], period: Period
) -> None:
    engine = _copy(database)
    made = [recorded(engine, **{**one, "received_at": one["received_at"]}) for one in own]
    cases = [
        a_case(**{**one, "place_area": one["place_area"] or "", "secrecy": one["secrecy"].value}) for one in shared
    ]
    keep(engine, *cases)
    found = facts(engine, period)
    inside = [one for one in (*own, *shared) if period.first <= _day(one["received_at"]) <= period.last]
    counted = [one for one in inside if one["status"] is not Status.VOID]
    for cut in Cut:
        assert sum(codes(found, cut).values()) == len(counted), cut
    assert sum(one.n for one in found.times) == len(inside)
    assert sum(cell.n for cell in found.cells if cell.cut is Cut.STATUS and cell.own) == sum(
        period.first <= _day(one.intake.received_at) <= period.last and one.status is not Status.VOID for one in made
    )
    secret = sum(one["secrecy"] is Secrecy.SECRET for one in counted)
    for cut in (Cut.CHANNEL, Cut.CATEGORY, Cut.AREA, Cut.AGENCY, Cut.CLASSIFICATION, Cut.AT_LAPOR, Cut.CENTRAL_STATUS):
        assert codes(found, cut).get(HIDDEN, 0) == secret
    by_month = Counter(_day(one["received_at"]).replace(day=1) for one in counted)
    assert by_month == Counter({m: n for m in period.months if (n := _of_month(found, m))})
    engine.dispose()


def _copy(database: Any) -> Engine:
    from db.engine import open_engine
    from tests.database import KEY

    path = database.with_name("sums.db")
    path.unlink(missing_ok=True)
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    path.write_bytes(database.read_bytes())
    return open_engine(path, KEY)


def _day(moment: datetime) -> date:
    return moment.astimezone(WITA).date()


def _of_month(found: ReportFacts, month: date) -> int:
    return sum(cell.n for cell in found.cells if cell.cut is Cut.CATEGORY and cell.month == month)


def test_the_first_hour_of_a_month_is_of_that_month_at_the_counter(engine: Engine) -> None:
    before, after = (datetime(2026, 10, 31, 15, 59, tzinfo=UTC), datetime(2026, 10, 31, 16, 0, tzinfo=UTC))
    recorded(engine, received_at=before)
    recorded(engine, received_at=after)
    keep(engine, a_case(received_at=before), a_case(received_at=after))
    assert codes(facts(engine, NOVEMBER), Cut.COUNTER) == {"A": 1, "B": 1}
    assert codes(facts(engine, Period.parse("2026-10")), Cut.COUNTER) == {"A": 1, "B": 1}


def test_a_case_that_is_here_is_not_counted_again_as_a_colleagues(engine: Engine) -> None:
    mine = recorded(engine)
    keep(engine, a_case(complaint_id=mine.id), a_case())
    assert codes(facts(engine), Cut.COUNTER) == {"A": 1, "B": 1}
    assert sum(one.n for one in facts(engine).times) == 2


def test_a_place_is_told_by_its_regency_and_no_place_as_none(engine: Engine) -> None:
    for area in ("64.72.08.1002", "64.72", None):
        recorded(engine, place_area=area)
    keep(engine, a_case(place_area=""), a_case(place_area="64.74.01"))
    assert codes(facts(engine), Cut.AREA) == {"64.72": 2, "": 2, "64.74": 1}


def test_what_waits_for_lapor_is_told_with_its_first_day(engine: Engine) -> None:
    recorded(engine, received_at=NOON - timedelta(days=9), tracking_id="9104417")
    recorded(engine, received_at=NOON - timedelta(days=8), forwarder=Forwarder.NONE)
    recorded(engine, received_at=NOON - timedelta(days=7), secrecy=Secrecy.SECRET)
    recorded(engine, received_at=NOON - timedelta(days=2))
    keep(engine, a_case(received_at=NOON - timedelta(days=3), forwarder="pusat"))
    found = facts(engine)
    assert codes(found, Cut.AT_LAPOR) == {"has_id": 1, "from_there": 1, HIDDEN: 1, "waiting": 2}
    assert found.waiting_since == (NOON - timedelta(days=3)).date()


def answer(unit: UnitOfWork, complaint: Complaint, at: datetime) -> None:
    told = {"officer_id": OFFICER_ID, "text": "Sudah.", "result": "solved", "told": "desk"}
    unit.complaints.add_answer(CaseAnswer(complaint_id=complaint.id, at=at, **told))  # type: ignore[arg-type]


def test_an_own_case_tells_its_first_answer_here_or_there_and_its_last(engine: Engine) -> None:
    mine = recorded(engine, status=Status.CLOSED, answer_due_on=date(2026, 11, 30), close_due_on=date(2026, 12, 11))
    with UnitOfWork(engine) as unit:
        answer(unit, mine, datetime(2026, 11, 25, 16, 30, tzinfo=UTC))
        answer(unit, mine, datetime(2026, 11, 27, 2, 0, tzinfo=UTC))
        there = CentralAnswer(id="a", complaint_id=mine.id, text="Ya.", from_name="RSUD", at=NOON + timedelta(days=1))
        unit.feed.keep_answer(there)
        unit.feed.keep_status(a_status(mine.id, name="Selesai", minutes=6 * 24 * 60))
        unit.commit()
    found = the_time(facts(engine))
    assert (found.answered_on, found.closed_on) == (date(2026, 11, 24), date(2026, 11, 27))
    assert (found.answered_exact, found.closed_exact) == (True, True)
    assert (found.central_status, found.central_on) == ("Selesai", date(2026, 11, 29))
    assert (found.answer_due_on, found.close_due_on) == (date(2026, 11, 30), date(2026, 12, 11))


@pytest.mark.parametrize("changed", [None, NOON + timedelta(days=4)])
def test_a_colleagues_end_is_known_to_the_day_only_when_nothing_changed_since(engine: Engine, changed: Any) -> None:
    keep(engine, a_case(status="closed", received_at=NOON, recorded_at=NOON, changed_at=changed))
    found = the_time(facts(engine))
    assert found.closed_on == found.answered_on == (changed or NOON).date()
    assert found.closed_exact == found.answered_exact == (changed is None)


def test_how_far_own_reports_have_come_and_what_came_back(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        events = [record(unit, a_complaint()) for _ in range(4)]
        accepted = [EventOutcome(event_id=one.id, outcome=Outcome.ACCEPTED) for one in events[:3]]
        unit.outbox.record(accepted, at=NOON)
        unit.outbox.confirm([events[0].id, events[1].id], at=NOON)
        for n, code in enumerate(("not_authority", "rejected", "not_authority")):
            came_back = Task(
                kind=TaskKind.RETURNED, complaint_id=events[n].complaint_id, cause=str(n), opened_at=NOON, code=code
            )
            unit.tasks.open(came_back)
        unit.commit()
    found = facts(engine)
    assert found.unproven == {Delivery.ACCEPTED: 1, Delivery.PENDING: 1}
    assert found.returned == {"not_authority": 2, "rejected": 1}
    assert facts(engine, Period.parse("2025")).returned == {}


def test_evidence_tells_nothing_of_hidden_reporters(engine: Engine) -> None:
    first = recorded(engine, sex="P", disability="sight", joins="AWS-A-26-000001-40")
    recorded(engine, sex="L", disability="none")
    recorded(engine, identity=Identity.ANONYMOUS, sex="P", disability="sight")
    recorded(engine, secrecy=Secrecy.SECRET, sex="P", disability="physical")
    with UnitOfWork(engine) as unit:
        for copy in (0, 1):
            printing = Printing(
                complaint_id=first.id,
                number=first.number,
                copy=copy,
                printed_at=NOON,
                officer_id=OFFICER_ID,
                way="pdf",
                size="a5",
                sha256="0" * 64,
            )
            unit.ledger.add(printing)
        unit.commit()
    assert facts(engine).evidence == Evidence(receipts=1, joined=1, women=1, men=1, special_needs=1)
    assert facts(engine, Period.parse("2025")).evidence == Evidence()


def test_when_and_in_what_scope_the_centre_was_listened_to(engine: Engine) -> None:
    assert (facts(engine).connected, facts(engine).scope, facts(engine).read_at) == (False, None, None)
    with UnitOfWork(engine) as unit:
        unit.centre.keep_centre(CENTRE)
        unit.feed.move(Cursor(epoch="e", seq=7, scope=FeedScope.AGENCY.value), at=NOON)
        unit.commit()
    found = facts(engine)
    assert (found.connected, found.scope, found.read_at) == (True, FeedScope.AGENCY, NOON)
