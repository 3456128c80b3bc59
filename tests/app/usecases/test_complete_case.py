"""Sudah lengkap: the case is open again, its clocks start on that day, and the centre is told."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.complaint import Status
from app.domain.errors import DraftRefused, NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.outbox import EventKind
from app.services import Recorded, Session
from db.tables import outbox
from tests.builders import FixedClock
from tests.desk import another, filed, open_desk, typed
from tests.ui.page_desk import at_clock

Desk = tuple[DeskEntrance, Session, FixedClock]
SAID = "Sudah lengkap"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    clock = FixedClock(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    yield entrance, at_clock(session, clock), clock
    entrance.close()


def incomplete(desk: Desk, **changes: str) -> Recorded:
    entrance, session, _ = desk
    waits = {"complete_by": "07-12-2026", "missing_documents": "Surat kuasa bermeterai; foto meteran"}
    return filed(entrance, session, **{**waits, **changes})


def test_an_incomplete_entry_has_no_due_days_yet(desk: Desk) -> None:
    _, session, _ = desk
    told = incomplete(desk)
    view = session.services.open_case(session.officer, told.id)
    assert (view.status, view.complete_by, view.answer_due_on) == (Status.INCOMPLETE, date(2026, 12, 7), None)
    assert (told.answer_due_on, told.close_due_on) == (None, None)
    assert view.report["missing_documents"] == "Surat kuasa bermeterai; foto meteran"


def test_once_it_is_complete_the_clocks_start_on_that_day(desk: Desk) -> None:
    _, session, clock = desk
    told = incomplete(desk)
    clock.advance(days=7)
    session.services.complete_case(session.officer, told.id, SAID, seen_version=1)
    view = session.services.open_case(session.officer, told.id)
    assert (view.status, view.complete_by, view.answer_due_on) == (Status.RECORDED, None, date(2026, 12, 7))
    assert view.close_due_on is not None and "missing_documents" not in view.report
    assert (view.facts[-1].kind, view.version) == (FactKind.COMPLETED, 2)
    assert next((line.field, line.before) for line in view.corrections) == (
        "missing_documents",
        "Surat kuasa bermeterai; foto meteran",
    )
    assert not session.services.verify_desk(session.officer).findings
    assert session.services.find_complaints(session.officer, "antrean obat").rows[0].status is Status.RECORDED


def test_a_correction_neither_starts_the_clocks_nor_sets_them_back(desk: Desk) -> None:
    _, session, clock = desk
    told = incomplete(desk)
    changed = {"classification": "information"}
    correct = session.services.correct_complaint
    correct(session.officer, told.id, changed, "salah jenis", seen_version=1)
    assert session.services.open_case(session.officer, told.id).answer_due_on is None
    clock.advance(days=7)
    session.services.complete_case(session.officer, told.id, SAID, seen_version=2)
    clock.advance(days=1)
    correct(session.officer, told.id, {"classification": "complaint"}, "salah jenis lagi", seen_version=3)
    assert session.services.open_case(session.officer, told.id).answer_due_on == date(2026, 12, 7)


def test_the_clocks_of_another_agency_are_its_own(desk: Desk) -> None:
    _, session, _ = desk
    told = incomplete(desk, agency="dinkes")
    after = session.services.complete_case(session.officer, told.id, SAID, seen_version=1)
    assert (after.answer_due_on, after.close_due_on) == (None, None)


def test_the_event_follows_and_tells_what_changed_without_identity(desk: Desk) -> None:
    _, session, _ = desk
    told = incomplete(desk)
    session.services.complete_case(session.officer, told.id, SAID, seen_version=1)
    engine = session.services.open_case.queries._engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        first, event = connection.execute(select(outbox))
    body = json.loads(event.body)
    assert (event.kind, event.follows, event.identity) == (EventKind.CORRECTION, first.id, None)
    changed = {one["field"]: (one["before"], one["after"]) for one in body["changed"]}
    assert changed["complete_by"] == ("2026-12-07", "") and changed["answer_due_on"][0] == ""
    assert json.loads(first.body)["handling"]["complete_by"] == "2026-12-07"
    assert b"Budi" not in event.body


def test_it_happens_once_and_not_to_a_case_that_changed_meanwhile(desk: Desk) -> None:
    entrance, session, _ = desk
    told, complete = incomplete(desk), session.services.complete_case
    with pytest.raises(UserProblem, match="changed_meanwhile"):
        complete(session.officer, told.id, SAID, seen_version=7)
    complete(session.officer, told.id, SAID, seen_version=1)
    with pytest.raises(UserProblem, match="case_not_incomplete"):
        complete(session.officer, told.id, SAID, seen_version=2)
    with pytest.raises(UserProblem, match="case_not_incomplete"):
        complete(session.officer, filed(entrance, session, title="Lain").id, SAID, seen_version=1)
    with pytest.raises(UserProblem, match="complaint_unknown"):
        complete(session.officer, told.id[:-1] + "x", SAID, seen_version=1)  # type: ignore[arg-type]


def test_the_secret_report_of_another_needs_a_supervisor(desk: Desk) -> None:
    entrance, session, _ = desk
    told = incomplete(desk, secrecy="secret")
    colleague = another(session, Role.OFFICER)
    with pytest.raises(NotAllowed):
        session.services.complete_case(colleague, told.id, SAID, seen_version=1)
    with pytest.raises(NotAllowed):
        session.services.complete_case(another(session, Role.AUDITOR, "audit"), told.id, SAID, seen_version=1)
    assert entrance


def test_waiting_for_something_needs_to_be_said_and_is_not_an_answer(desk: Desk) -> None:
    entrance, session, _ = desk
    spot = {"answer": "Sudah dijelaskan", "result": "informed", "told": "desk"}
    with pytest.raises(DraftRefused) as refused:
        session.services.register_complaint(session.officer, typed(entrance, complete_by="07-12-2026"))
    assert [(p.field, p.code) for p in refused.value.problems] == [("missing_documents", "missing_documents_missing")]
    with pytest.raises(DraftRefused) as refused:
        incomplete(desk, **spot)
    assert [(p.field, p.code) for p in refused.value.problems] == [("complete_by", "incomplete_answered")]
