"""The groups of the day: true counts, the most pressing first, colleagues' cases among them, secrets hidden."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from app.domain.changes import SharedCase
from app.domain.complaint import Complaint, Secrecy, Status
from app.domain.ids import ComplaintId
from app.domain.next_step import Step, StepKind
from app.domain.outbox import Delivery, EventKind, EventOutcome, Outcome
from app.domain.task import Task, TaskKind, TaskOutcome
from app.domain.today import TodayFound, TodayGroup, Trouble
from db.today import TodayQueries
from db.unit_of_work import UnitOfWork
from tests.app.usecases.test_pull import a_case, a_status
from tests.builders import NOON, OFFICER_ID, a_complaint, an_event
from tests.database import add_officer, record, recorded

TODAY = NOON.date()
DUE, LATE, WAITING, REFUSED, UNSENT, UNTOLD = TodayGroup

Found = Mapping[TodayGroup, tuple[int, Sequence[TodayFound]]]


def look(engine: Engine, limit: int = 20) -> Found:
    return TodayQueries(engine).look(OFFICER_ID, TODAY, dict.fromkeys(TodayGroup, limit))


def ids(found: Found, group: TodayGroup) -> list[ComplaintId]:
    return [one.case.id for one in found[group][1]]


def owed(engine: Engine, days: int, **values: object) -> ComplaintId:
    """Record a complaint whose answer is due so many days from today."""
    return recorded(engine, answer_due_on=TODAY + timedelta(days=days), **values).id


def shared(engine: Engine, *cases: SharedCase) -> None:
    with UnitOfWork(engine) as unit:
        for seq, case in enumerate(cases, start=1):
            unit.feed.keep_case(case, seq=seq)
        unit.commit()


def tasked(engine: Engine, id: str, kind: TaskKind, **values: object) -> None:
    with UnitOfWork(engine) as unit:
        cause = f"{kind.value} {id}"
        defaults = {"opened_at": NOON, **values}
        unit.tasks.open(Task(kind=kind, complaint_id=ComplaintId(id), cause=cause, **defaults))  # type: ignore[arg-type]
        unit.commit()


def sent(engine: Engine, outcome: Outcome, complaint: Complaint | None = None, **values: object) -> ComplaintId:
    complaint = complaint or a_complaint()
    with UnitOfWork(engine) as unit:
        event = record(unit, complaint)
        unit.outbox.record([EventOutcome(event_id=event.id, outcome=outcome, **values)], at=NOON)  # type: ignore[arg-type]
        unit.commit()
    return complaint.id


def test_an_empty_desk_has_empty_groups(engine: Engine) -> None:
    assert look(engine) == dict.fromkeys(TodayGroup, (0, []))
    assert TodayQueries(engine).pressing(TODAY) == (0, 0)


def test_what_is_due_today_and_what_is_late_stand_apart_the_latest_first(engine: Engine) -> None:
    two, due, nine, closing = owed(engine, -2), owed(engine, 0), owed(engine, -9), recorded(
        engine, close_due_on=TODAY - timedelta(days=5)
    ).id  # fmt: skip
    owed(engine, 1)
    found = look(engine)
    assert (ids(found, DUE), ids(found, LATE)) == ([due], [nine, closing, two])
    assert [one.step for one in found[LATE][1]] == [
        Step(kind=StepKind.ANSWER, day=TODAY - timedelta(days=9)),
        Step(kind=StepKind.CLOSE, day=TODAY - timedelta(days=5)),
        Step(kind=StepKind.ANSWER, day=TODAY - timedelta(days=2)),
    ]
    assert TodayQueries(engine).pressing(TODAY) == (3, 1)


def test_rows_are_limited_and_counts_are_not(engine: Engine) -> None:
    for days in range(1, 6):
        owed(engine, -days)
    count, rows = look(engine, limit=2)[LATE]
    assert (count, [one.step.day for one in rows if one.step]) == (5, [TODAY - timedelta(days=n) for n in (5, 4)])
    assert look(engine, limit=2)[UNSENT][0] == 5


def test_a_colleagues_case_stands_among_the_own_ones_with_its_counter(engine: Engine) -> None:
    own = owed(engine, -2)
    case = a_case(answer_due_on=TODAY - timedelta(days=3), close_due_on=TODAY + timedelta(days=3))
    incomplete = a_case(status="incomplete")
    shared(engine, case, incomplete)
    found = look(engine)
    assert [(one.case.id, one.case.counter) for one in found[LATE][1]] == [(case.complaint_id, "B"), (own, "")]
    assert [(one.case.counter, one.step) for one in found[WAITING][1]] == [("B", Step(kind=StepKind.BRING, day=None))]
    assert [one.case.name for one in found[LATE][1]] == ["", "S••• A•••••"]


def test_of_secret_cases_of_others_neither_title_nor_words_of_the_centre_leave(engine: Engine) -> None:
    colleague = add_officer(engine)
    hidden = owed(engine, -2, secrecy=Secrecy.SECRET, officer_id=colleague.id, title="Pungutan liar")
    shared(engine, a_case(secrecy="secret", title="", text="", close_due_on=TODAY))
    tasked(engine, hidden, TaskKind.RETURNED, code="rejected", detail="pungutan di ruang operasi")
    found = look(engine)
    (late,), (due,), (refused,) = (found[group][1] for group in (LATE, DUE, REFUSED))
    assert (late.case.title, late.case.name, late.case.answer_due_on) == ("", "", None)
    assert (due.case.title, due.case.answer_due_on) == ("", None)
    assert refused.trouble == Trouble(task=TaskKind.RETURNED, code="rejected", detail="")


def test_who_is_to_bring_something_stands_by_the_day_and_last_without_one(engine: Engine) -> None:
    later, sooner = (
        recorded(engine, status=Status.INCOMPLETE, complete_by=TODAY + timedelta(days=days)).id for days in (4, 1)
    )
    count, rows = look(engine)[WAITING]
    assert (count, [one.case.id for one in rows]) == (2, [sooner, later])


@pytest.mark.parametrize(
    ("outcome", "delivery"), [(Outcome.REJECTED, Delivery.REJECTED), (Outcome.CONFLICT, Delivery.CONFLICT)]
)
def test_what_the_centre_refused_says_why(engine: Engine, outcome: Outcome, delivery: Delivery) -> None:
    id = sent(engine, outcome, code="shape")
    found = look(engine)
    assert [(one.case.id, one.trouble) for one in found[REFUSED][1]] == [(id, Trouble(delivery=delivery, code="shape"))]
    assert found[UNSENT] == (0, [])


def test_tasks_of_the_sync_stand_with_what_was_refused_each_case_once(engine: Engine) -> None:
    id, other = sent(engine, Outcome.ACCEPTED), sent(engine, Outcome.ACCEPTED)
    rejected = sent(engine, Outcome.REJECTED, a_complaint(recorded_at=NOON + timedelta(minutes=30)), code="shape")
    tasked(engine, id, TaskKind.RETURNED, opened_at=NOON + timedelta(minutes=9))
    tasked(engine, id, TaskKind.FILE_REFUSED, opened_at=NOON + timedelta(minutes=5))
    tasked(engine, rejected, TaskKind.EDIT_DIFFERS, opened_at=NOON + timedelta(minutes=40))
    tasked(engine, other, TaskKind.SECOND_RECEIPT)
    tasked(engine, other, TaskKind.FORWARD_REFUSED)
    with UnitOfWork(engine) as unit:
        unit.tasks.finish_of(other, TaskKind.FORWARD_REFUSED, TaskOutcome.DONE, at=NOON, by=OFFICER_ID)
        unit.commit()
    tasked(engine, "019ab000-0000-7000-8000-000000000fff", TaskKind.RETURNED)
    count, rows = look(engine)[REFUSED]
    assert count == 2
    assert [(one.case.id, one.trouble.task if one.trouble else None) for one in rows] == [
        (id, TaskKind.FILE_REFUSED),
        (rejected, None),
    ]


def test_what_exists_only_here_stands_oldest_first_without_later_events(engine: Engine) -> None:
    first, second = recorded(engine).id, owed(engine, -1)
    gone = sent(engine, Outcome.ACCEPTED)
    with UnitOfWork(engine) as unit:
        seq = unit.outbox.next_seq()
        unit.outbox.add(an_event(a_complaint(id=gone), seq=seq, kind=EventKind.CORRECTION))
        unit.commit()
    found = look(engine)
    assert (found[UNSENT][0], ids(found, UNSENT)) == (2, [first, second])
    assert [one.step is not None for one in found[UNSENT][1]] == [False, True]


def test_what_ended_at_the_centre_waits_to_be_told_the_longest_first(engine: Engine) -> None:
    new, old = recorded(engine).id, recorded(engine).id
    with UnitOfWork(engine) as unit:
        unit.feed.keep_status(a_status(new, "Selesai", 60 * 24 * 2))
        unit.feed.keep_status(a_status(old, "Selesai"))
        unit.commit()
    count, rows = look(engine)[UNTOLD]
    assert (count, [one.case.id for one in rows]) == (2, [old, new])
    assert [one.step.day for one in rows if one.step] == [TODAY, TODAY + timedelta(days=2)]
    assert rows[0].case.central_status == "Selesai"


def test_a_case_of_this_desk_that_is_also_told_of_is_shown_as_its_own(engine: Engine) -> None:
    id = owed(engine, -1)
    shared(engine, a_case(complaint_id=id, answer_due_on=date(2026, 1, 1)))
    assert [(one.case.counter, one.step) for one in look(engine)[LATE][1]] == [
        ("", Step(kind=StepKind.ANSWER, day=TODAY - timedelta(days=1)))
    ]
