"""Filing a draft: number, receipt data, event and audit stand together or not at all."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.errors import DraftRefused, NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.number import ComplaintNumber
from app.domain.outbox import Delivery
from app.domain.secrets import status_code_hash
from app.ports.stores import UnitOfWork
from app.services import Session
from tests.desk import another, filed, open_desk, reopen, typed, with_values

Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def test_numbers_run_without_gaps_and_read_back(desk: Desk) -> None:
    entrance, session = desk
    numbers = [ComplaintNumber.parse(filed(entrance, session).number) for _ in range(5)]
    assert [n.running for n in numbers] == [1, 2, 3, 4, 5]
    assert {(n.agency, n.series) for n in numbers} == {("AWS", "A")}


def test_a_refused_draft_uses_no_number(desk: Desk) -> None:
    entrance, session = desk
    with pytest.raises(DraftRefused) as refused:
        session.services.register_complaint(session.officer, typed(entrance, title="ab", identity=""))
    assert [(p.field, p.code) for p in refused.value.problems] == [
        ("identity", "field_required"),
        ("title", "text_short"),
    ]
    assert ComplaintNumber.parse(filed(entrance, session).number).running == 1


def test_the_same_draft_filed_twice_is_one_complaint(desk: Desk) -> None:
    entrance, session = desk
    draft = typed(entrance)
    first = session.services.register_complaint(session.officer, draft)
    again = session.services.register_complaint(session.officer, with_values(draft, title="Judul lain lagi"))
    assert (again.number, again.status_code, again.title) == (first.number, first.status_code, first.title)
    assert session.services.desk_status(session.officer).recorded_this_year == 1


def test_what_was_filed_is_there_after_a_restart(desk: Desk, tmp_path: Path) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    entrance.close()
    entrance, session = reopen(tmp_path)
    view = session.services.open_case(session.officer, told.id)
    assert (view.number, view.title, view.delivery) == (told.number, told.title, Delivery.PENDING)
    assert [f.kind for f in view.facts] == [FactKind.RECORDED]
    entrance.close()


def test_the_status_code_is_stored_hashed_and_can_be_told_again(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    complaint = session.services.open_case.queries.complaint(told.id)
    assert complaint is not None
    assert complaint.status_code_hash == status_code_hash(told.id, told.status_code)
    assert told.status_code not in complaint.status_code_hash


def test_due_dates_are_given_for_the_own_agency_only(desk: Desk) -> None:
    entrance, session = desk
    own, other = filed(entrance, session), filed(entrance, session, agency="pupr")
    assert own.answer_due_on is not None
    assert own.close_due_on is not None
    assert own.close_due_on > own.answer_due_on
    assert (other.answer_due_on, other.close_due_on) == (None, None)


@pytest.mark.parametrize(("channel", "forwarder"), [("loket", "pusat"), ("lapor.go.id", "none")])
def test_what_came_out_of_lapor_is_forwarded_by_nobody(desk: Desk, channel: str, forwarder: str) -> None:
    entrance, session = desk
    told = filed(entrance, session, channel=str(entrance.lists.channels.understand(channel)))
    sync = session.services.sync
    (event,) = sync.queries.due(sync.clock(), after_seq=0, limit=9, max_bytes=1 << 20, ignore_wait=True)
    assert json.loads(event.body)["forwarder"] == forwarder
    assert session.services.issue_receipts.message(session.officer, told.id).from_lapor == (forwarder == "none")


def test_a_clock_before_the_newest_record_waits_for_a_person(desk: Desk) -> None:
    entrance, session = desk
    filed(entrance, session)
    register = session.services.register_complaint
    yesterday = replace(register, clock=lambda: register.clock() - timedelta(days=1))
    draft = typed(entrance)
    with pytest.raises(UserProblem, match="clock_behind"):
        yesterday(session.officer, draft)
    assert ComplaintNumber.parse(yesterday(session.officer, draft, clock_confirmed=True).number).running == 2


def test_a_record_made_while_this_one_waited_for_the_lock_is_no_wrong_clock(desk: Desk) -> None:
    entrance, session = desk
    register = session.services.register_complaint

    def behind_another() -> UnitOfWork:
        filed(entrance, session)
        return register.units()

    waiting = replace(register, units=behind_another)
    assert ComplaintNumber.parse(waiting(session.officer, typed(entrance)).number).running == 2


def test_a_clock_far_ahead_waits_for_a_person(desk: Desk) -> None:
    entrance, session = desk
    filed(entrance, session)
    register = session.services.register_complaint
    ahead = replace(register, clock=lambda: register.clock() + timedelta(days=31))
    with pytest.raises(UserProblem, match="clock_ahead"):
        ahead(session.officer, typed(entrance))


def test_an_auditor_may_not_file(desk: Desk) -> None:
    entrance, session = desk
    auditor = another(session, Role.AUDITOR)
    with pytest.raises(NotAllowed):
        filed(entrance, session, auditor)


def test_a_filed_draft_is_no_longer_offered(desk: Desk) -> None:
    entrance, session = desk
    keep = session.services.keep_draft
    draft = typed(entrance)
    keep(session.officer, draft)
    assert [k.draft for k in keep.at_hand(session.officer).own] == [draft]
    session.services.register_complaint(session.officer, draft)
    assert keep.at_hand(session.officer).own == ()


def test_drafts_never_cross_officers(desk: Desk) -> None:
    entrance, session = desk
    keep = session.services.keep_draft
    keep(session.officer, typed(entrance))
    other = another(session, Role.OFFICER)
    at_hand = keep.at_hand(other)
    assert at_hand.own == ()
    assert [told.officer_name for told in at_hand.others] == [session.officer.full_name]
