"""Somebody asks how their case stands: shown to whom it belongs, every try logged, wrong ones slowed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.asking import AskedBy, Proof, StatusAsked, StatusNote
from app.domain.complaint import Status
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.number import ComplaintNumber
from app.services import AskStatus, Recorded, Session, StatusTold
from tests.app.usecases.test_who_sees_what import listen
from tests.builders import FixedClock
from tests.desk import another, filed, open_desk
from tests.ui.page_desk import COUNTER_TIME, at_clock

Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(COUNTER_TIME)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, at_clock(session, clock)
    entrance.close()


def ask(desk: Desk, told: Recorded, code: str = "", **facts: str) -> StatusTold:
    _, session = desk
    return session.services.ask_status(session.officer, StatusAsked(number=told.number, code=code, facts=facts))


def refused(desk: Desk, told: Recorded, code: str = "", **facts: str) -> UserProblem:
    with pytest.raises(UserProblem) as caught:
        ask(desk, told, code, **facts)
    return caught.value


def test_the_code_of_the_receipt_opens_the_status(desk: Desk) -> None:
    recorded = filed(*desk)
    told = ask(desk, recorded, recorded.status_code)
    assert (told.id, told.proof, told.status) == (recorded.id, Proof.CODE, Status.RECORDED)
    assert told.due_on == recorded.answer_due_on
    assert told.days_left is not None
    assert told.own_agency


def test_two_facts_open_it_without_the_paper(desk: Desk) -> None:
    recorded = filed(*desk)
    assert ask(desk, recorded, name="budi santoso", phone="081255501234").proof is Proof.FACTS


def test_what_is_told_holds_nothing_of_the_reporter_or_the_report(desk: Desk) -> None:
    recorded = filed(*desk)
    said = repr(ask(desk, recorded, recorded.status_code))
    for hidden in ("Budi", "6472031205900007", "0812", "Gerilya", "Antrean"):
        assert hidden not in said


def test_it_never_says_which_fact_was_wrong(desk: Desk) -> None:
    recorded = filed(*desk)
    name = refused(desk, recorded, name="Budi Santosa", phone="0812-5550-1234")
    phone = refused(desk, recorded, name="Budi Santoso", phone="0812-5550-9999")
    code = refused(desk, recorded, "AAAA-AA")
    assert {(p.code, tuple(p.facts)) for p in (name, phone, code)} == {("status_not_proven", ())}


def test_one_fact_is_too_little_to_try_and_counts_as_no_try(desk: Desk) -> None:
    recorded = filed(*desk)
    for _ in range(6):
        assert refused(desk, recorded, name="Budi Santoso").code == "status_needs_proof"
    assert ask(desk, recorded, recorded.status_code)


@pytest.mark.parametrize("hidden", [{"secrecy": "secret"}, {"identity": "anonymous"}])
def test_secret_and_hidden_ones_open_by_their_code_alone(desk: Desk, hidden: dict[str, str]) -> None:
    recorded = filed(*desk, **hidden)
    facts = {"name": "Budi Santoso", "phone": "0812-5550-1234", "nik": "6472031205900007"}
    assert refused(desk, recorded, **facts).code == "status_only_by_code"
    assert refused(desk, recorded, "AAAA-AA", **facts).code == "status_not_proven"
    assert ask(desk, recorded, recorded.status_code).proof is Proof.CODE


def test_wrong_tries_are_slowed_and_stay_slowed_after_a_restart(desk: Desk, clock: FixedClock) -> None:
    recorded = filed(*desk)
    for _ in range(3):
        assert refused(desk, recorded, "AAAA-AA").code == "status_not_proven"
    waiting = refused(desk, recorded, recorded.status_code)
    assert (waiting.code, waiting.facts["seconds"]) == ("status_wait", 10)
    clock.advance(seconds=10)
    assert ask(desk, recorded, recorded.status_code)


def test_every_try_is_logged_without_what_was_typed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = filed(*desk)
    logged = listen(monkeypatch)
    refused(desk, recorded, name="Budi Santosa", phone="0812-5550-1234")
    ask(desk, recorded, recorded.status_code)
    assert logged == [("status_refused", recorded.id, "name phone"), ("status_shown", recorded.id, "code")]
    _, session = desk
    facts = session.services.open_case(session.officer, recorded.id).facts
    assert [fact.kind for fact in facts].count(FactKind.STATUS_REFUSED) == 1


def test_a_number_that_is_not_here_and_one_that_is_none_are_said(desk: Desk) -> None:
    _, session = desk

    def code_of(number: str) -> str:
        with pytest.raises(UserProblem) as caught:
            session.services.ask_status(session.officer, StatusAsked(number=number, code="AAAA-AA"))
        return caught.value.code

    unknown = str(ComplaintNumber(agency="AWS", series="A", year=2026, running=9999))
    assert code_of(unknown) == "complaint_unknown"
    assert code_of(unknown.replace("9999", "9998")) == "number_check"
    assert code_of("halo") == "number_shape"


def test_what_was_told_is_kept_in_one_line(desk: Desk) -> None:
    recorded = filed(*desk)
    _, session = desk
    note = StatusNote(by=AskedBy.PHONE, proof=Proof.CODE, note="akan datang Senin")
    session.services.ask_status.note(session.officer, recorded.id, note)
    fact = session.services.open_case(session.officer, recorded.id).facts[-1]
    assert (fact.kind, StatusNote.read(fact.detail)) == (FactKind.STATUS_TOLD, note)


def test_an_auditor_tells_nobody_anything(desk: Desk) -> None:
    recorded = filed(*desk)
    _, session = desk
    auditor = another(session, Role.AUDITOR)
    with pytest.raises(NotAllowed):
        session.services.ask_status(auditor, StatusAsked(number=recorded.number, code=recorded.status_code))


def test_what_is_due_next_follows_the_status(desk: Desk) -> None:
    recorded = filed(*desk)
    _, session = desk
    journey: AskStatus = session.services.ask_status
    complaint = journey.queries.complaint(recorded.id)
    assert complaint is not None

    class Told:
        def __init__(self, **changes: object) -> None:
            self.case = replace(complaint, **changes)

        def __getattr__(self, name: str) -> object:
            return getattr(journey.queries, name)

        def complaint(self, _: object) -> object:
            return self.case

    def due(**changes: object) -> object:
        asked = StatusAsked(number=recorded.number, code=recorded.status_code)
        return replace(journey, queries=Told(**changes))(session.officer, asked).due_on  # type: ignore[arg-type]

    assert due(status=Status.ANSWERED) == complaint.close_due_on
    assert due(status=Status.CLOSED) is None
    assert due(status=Status.INCOMPLETE, complete_by=COUNTER_TIME.date()) == COUNTER_TIME.date()
