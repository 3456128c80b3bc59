"""What the desk does with an entry as it files it: further report, incomplete, closed on the spot; in one save."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.complaint import Status
from app.domain.errors import DraftRefused
from app.domain.follow_up import FactKind
from app.services import Session
from tests.desk import filed, open_desk, typed

Desk = tuple[DeskEntrance, Session]
ON_THE_SPOT = {"answer": "Obat sudah tersedia di loket 2.", "result": "informed", "told": "desk"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def kinds(session: Session, id: str) -> list[FactKind]:
    return [fact.kind for fact in session.services.open_case.queries.facts(id)]


def test_an_answer_given_on_the_spot_closes_the_case_in_the_same_save(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session, **ON_THE_SPOT)
    queries = session.services.open_case.queries
    complaint = queries.complaint(told.id)
    assert complaint is not None
    assert complaint.status is Status.CLOSED
    (answer,) = queries.answers(told.id)
    assert (answer.text, answer.result, answer.told) == ("Obat sudah tersedia di loket 2.", "informed", "desk")
    assert kinds(session, told.id) == [FactKind.RECORDED, FactKind.ANSWERED, FactKind.CLOSED]
    with session.services.register_complaint.units() as unit:
        assert unit.outbox.last_event_of(told.id) is not None
    event = session.services.sync.queries.due(told.recorded_at, after_seq=0, limit=9, max_bytes=10**6, ignore_wait=True)
    assert json.loads(event[-1].body)["handling"] == ON_THE_SPOT


@pytest.mark.parametrize("missing", ["answer", "result", "told"])
def test_half_an_answer_is_refused_at_its_field(desk: Desk, missing: str) -> None:
    entrance, session = desk
    with pytest.raises(DraftRefused) as refused:
        filed(entrance, session, **{**ON_THE_SPOT, missing: ""})
    assert [(p.field, p.code) for p in refused.value.problems] == [(missing, "field_required")]


def test_what_is_incomplete_waits_until_its_day(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session, complete_by="lusa", missing_documents="KTP")
    complaint = session.services.open_case.queries.complaint(told.id)
    assert complaint is not None
    assert complaint.complete_by is not None
    assert (complaint.status, (complaint.complete_by - complaint.recorded_at.date()).days >= 1) == (
        Status.INCOMPLETE,
        True,
    )
    assert FactKind.INCOMPLETE in kinds(session, told.id)


@pytest.mark.parametrize(
    ("day", "code"), [("hari ini", "date_past"), ("01-01-2040", "date_far"), ("kapan", "date_wrong")]
)
def test_a_deadline_is_a_day_that_comes(desk: Desk, day: str, code: str) -> None:
    entrance, session = desk
    with pytest.raises(DraftRefused) as refused:
        session.services.register_complaint(session.officer, typed(entrance, complete_by=day))
    assert [(p.field, p.code) for p in refused.value.problems] == [("complete_by", code)]


def test_a_further_report_is_told_of_in_both_histories(desk: Desk) -> None:
    entrance, session = desk
    first = filed(entrance, session)
    further = filed(entrance, session, name="Siti Aminah", nik="", joins=first.number)
    assert FactKind.JOINED in kinds(session, first.id)
    assert FactKind.JOINED in kinds(session, further.id)
    complaint = session.services.open_case.queries.complaint(further.id)
    assert complaint is not None
    assert complaint.joins == first.number
    assert further.number != first.number


def test_a_further_report_of_another_counter_is_told_of_in_its_own_history_only(desk: Desk) -> None:
    entrance, session = desk
    further = filed(entrance, session, joins="DISHUB-A-26-000001-68")
    assert FactKind.JOINED in kinds(session, further.id)


def test_no_days_are_counted_for_what_was_closed_at_the_desk(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session, answer="Pukul delapan.", result="informed", told="desk")
    view = session.services.open_case(session.officer, told.id)
    assert view.answer_due_on is not None and (view.answer_days_left, view.close_days_left) == (None, None)
