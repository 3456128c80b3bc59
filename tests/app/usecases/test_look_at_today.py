"""The day as the page shows it: groups in their order, working days counted on the counter's own day."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.asking import AskedBy, Proof, StatusNote
from app.domain.call_back import Outcome
from app.domain.changes import CentralStatus
from app.domain.errors import NotAllowed
from app.domain.ids import ComplaintId
from app.domain.next_step import StepKind
from app.domain.officer import Officer
from app.domain.today import Today, TodayGroup, TodayRow
from app.services import Session
from tests.app.usecases.test_pull import a_case
from tests.builders import FixedClock, an_officer
from tests.desk import another, filed, open_desk
from tests.ui.page_desk import COUNTER_TIME, at_clock

TODAY = date(2026, 11, 23)
Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(COUNTER_TIME)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, at_clock(session, clock)
    entrance.close()


def look(desk: Desk, officer: Officer | None = None, limits: dict[TodayGroup, int] | None = None) -> Today:
    _, session = desk
    return session.services.look_at_today(officer or session.officer, limits)


def rows(desk: Desk, group: TodayGroup, officer: Officer | None = None) -> tuple[TodayRow, ...]:
    return next(part.rows for part in look(desk, officer).parts if part.group is group)


def received(desk: Desk, on: str, officer: Officer | None = None, **values: str) -> ComplaintId:
    typed = {"received_at": f"{on} 09.00", "backdate_reason": "dicatat di buku", **values}
    return filed(*desk, officer, **typed).id


def ended(desk: Desk, id: ComplaintId, clock: FixedClock) -> None:
    _, session = desk
    status = CentralStatus(complaint_id=id, code="4", name="Selesai", at=clock(), source="lapor")
    with session.services.work_off_tasks.units() as unit:
        unit.feed.keep_status(status)
        unit.commit()


def test_groups_stand_in_their_order_empty_ones_too(desk: Desk) -> None:
    today = look(desk)
    assert [part.group for part in today.parts] == list(TodayGroup)
    assert [part.count for part in today.parts] == [0] * len(TodayGroup)
    assert (today.on, today.connected, today.heard_at, today.only_here_since) == (TODAY, False, None, None)


def test_the_days_left_are_working_days(desk: Desk, clock: FixedClock) -> None:
    late = received(desk, "11-11-2026")
    due = received(desk, "16-11-2026")
    assert [(row.case.id, row.days_left) for row in rows(desk, TodayGroup.LATE)] == [(late, -3)]
    assert [(row.case.id, row.days_left) for row in rows(desk, TodayGroup.DUE)] == [(due, 0)]
    assert {row.case.id: row.days_left for row in rows(desk, TodayGroup.UNSENT)} == {late: -3, due: 0}
    clock.advance(days=5)
    assert [row.days_left for row in rows(desk, TodayGroup.LATE)] == [-7, -4]
    assert look(desk).on == date(2026, 11, 28)


def test_the_day_begins_at_midnight_of_the_counter(desk: Desk, clock: FixedClock) -> None:
    received(desk, "13-11-2026")
    assert look(desk).count(TodayGroup.LATE) == 1
    received(desk, "16-11-2026")
    clock.now = COUNTER_TIME.replace(hour=15, minute=59)
    assert (look(desk).count(TodayGroup.DUE), look(desk).count(TodayGroup.LATE)) == (1, 1)
    clock.advance(minutes=1)
    assert (look(desk).count(TodayGroup.DUE), look(desk).count(TodayGroup.LATE)) == (0, 2)


def test_a_year_without_a_calendar_tells_the_day_alone(desk: Desk, clock: FixedClock) -> None:
    received(desk, "11-11-2026")
    clock.now = COUNTER_TIME + timedelta(days=3650)
    (row,) = rows(desk, TodayGroup.LATE)
    assert (row.days_left, row.step.day if row.step else None) == (None, date(2026, 11, 18))


def test_the_days_of_a_hidden_case_are_not_told(desk: Desk) -> None:
    colleague = another(desk[1], Role.OFFICER)
    id = received(desk, "11-11-2026", secrecy="secret")
    (mine,) = rows(desk, TodayGroup.LATE)
    assert (mine.case.id, mine.days_left) == (id, -3)
    (theirs,) = rows(desk, TodayGroup.LATE, colleague)
    assert (theirs.case.id, theirs.case.title, theirs.days_left) == (id, "", None)
    assert theirs.step is not None
    assert (theirs.step.kind, theirs.step.day) == (StepKind.ANSWER, None)


def test_a_colleagues_counter_is_seen_too(desk: Desk) -> None:
    with desk[1].services.work_off_tasks.units() as unit:
        unit.feed.keep_case(a_case(answer_due_on=date(2026, 11, 20)), seq=1)
        unit.commit()
    (row,) = rows(desk, TodayGroup.LATE)
    assert (row.case.counter, row.days_left) == ("B", -1)
    standing = desk[1].services.desk_status(desk[1].officer)
    assert (standing.late, standing.due_today) == (1, 0)


def test_who_heard_how_it_ended_is_off_the_list(desk: Desk, clock: FixedClock) -> None:
    _, session = desk
    first, second = (filed(*desk, title=title).id for title in ("Lift mati", "Kran bocor"))
    for id in (first, second):
        ended(desk, id, clock)
    assert {row.case.id for row in rows(desk, TodayGroup.UNTOLD)} == {first, second}
    assert [row.days_left for row in rows(desk, TodayGroup.UNTOLD)] == [None, None]
    clock.advance(minutes=3)
    services, officer = session.services, session.officer
    services.ask_status.note(officer, first, StatusNote(by=AskedBy.PHONE, proof=Proof.CODE))
    services.call_back.add(officer, second, "kabari hasil")
    services.call_back.done(officer, services.call_back.waiting(officer)[0].n, Outcome.NOT_REACHED)
    assert [row.case.id for row in rows(desk, TodayGroup.UNTOLD)] == [second]
    services.call_back.done(officer, services.call_back.waiting(officer)[0].n, Outcome.REACHED)
    assert rows(desk, TodayGroup.UNTOLD) == ()


def test_more_rows_are_given_when_asked_for(desk: Desk) -> None:
    for n in range(3):
        received(desk, "11-11-2026", title=f"Lift {n} mati")
    limits = dict.fromkeys(TodayGroup, 1) | {TodayGroup.LATE: 2}
    late = next(part for part in look(desk, limits=limits).parts if part.group is TodayGroup.LATE)
    assert (late.count, len(late.rows)) == (3, 2)


def test_an_auditor_may_look_and_the_unattended_sync_may_not(desk: Desk) -> None:
    assert look(desk, an_officer(Role.AUDITOR)).parts
    with pytest.raises(NotAllowed):
        look(desk, an_officer(Role.UNATTENDED))
