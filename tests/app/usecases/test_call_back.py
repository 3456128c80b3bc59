"""Who waits to be called: the longest first, numbers opened one by one, done in one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.call_back import Outcome, Reach, Waiting, outcome_read
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.ids import ComplaintId
from app.domain.officer import Officer
from app.services import Session
from tests.app.usecases.test_who_sees_what import listen
from tests.builders import FixedClock
from tests.desk import another, filed, open_desk
from tests.ui.page_desk import COUNTER_TIME, at_clock

Desk = tuple[DeskEntrance, Session]
WHY = "tanya hasil rontgen"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(COUNTER_TIME)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, at_clock(session, clock)
    entrance.close()


def asked(desk: Desk, reason: str = WHY, **values: str) -> ComplaintId:
    told = filed(*desk, **values)
    _, session = desk
    session.services.call_back.add(session.officer, told.id, reason)
    return told.id


def waiting(desk: Desk, looker: Officer | None = None) -> tuple[Waiting, ...]:
    _, session = desk
    return session.services.call_back.waiting(looker or session.officer)


def last_fact(desk: Desk, id: ComplaintId) -> tuple[FactKind, str]:
    _, session = desk
    fact = session.services.open_case(session.officer, id).facts[-1]
    return fact.kind, fact.detail


def test_the_list_says_who_waits_why_and_since_when_the_longest_first(desk: Desk, clock: FixedClock) -> None:
    first = asked(desk)
    clock.advance(minutes=5)
    asked(desk, "minta kabar", title="Pasar becek", name="Siti Aminah")
    one, other = waiting(desk)
    assert (one.complaint_id, one.name, one.reason, one.asked_at) == (first, "B••• S••••••", WHY, COUNTER_TIME)
    assert (one.reach, one.tries, one.hidden) == (Reach.PHONE, 0, False)
    assert other.name == "S••• A•••••"
    assert last_fact(desk, first) == (FactKind.CALL_BACK, WHY)


@pytest.mark.parametrize(
    ("values", "reach"),
    [
        ({"phone": "", "returns_to_desk": "ya"}, Reach.DESK),
        ({"phone": "", "address": "", "email": "budi@contoh.id"}, Reach.MAIL),
        ({"phone": ""}, Reach.LETTER),
        ({"identity": "nameless", "returns_to_desk": "ya"}, Reach.DESK),
    ],
)
def test_whoever_has_no_telephone_is_listed_as_reached_otherwise(
    desk: Desk, values: dict[str, str], reach: Reach
) -> None:
    asked(desk, **values)
    assert waiting(desk)[0].reach is reach


def test_one_not_reached_stays_with_a_note_and_one_reached_goes(desk: Desk) -> None:
    id = asked(desk)
    _, session = desk
    done = session.services.call_back.done
    (row,) = waiting(desk)
    done(session.officer, row.n, Outcome.NOT_REACHED, "tidak diangkat")
    (again,) = waiting(desk)
    assert (again.tries, again.last_note, again.last_tried_at) == (1, "tidak diangkat", COUNTER_TIME)
    done(session.officer, row.n, Outcome.REACHED)
    assert waiting(desk) == ()
    kind, detail = last_fact(desk, id)
    assert (kind, outcome_read(detail)) == (FactKind.CALLED_BACK, (Outcome.REACHED, ""))


def test_a_call_that_somebody_else_has_done_is_said(desk: Desk) -> None:
    asked(desk)
    _, session = desk
    (row,) = waiting(desk)
    session.services.call_back.done(session.officer, row.n, Outcome.WRONG_NUMBER)
    with pytest.raises(UserProblem) as caught:
        session.services.call_back.done(session.officer, row.n, Outcome.REACHED)
    assert caught.value.code == "call_back_done"


def test_a_case_stands_on_the_list_once_and_needs_a_reason(desk: Desk) -> None:
    id = asked(desk)
    _, session = desk
    for reason, code in ((WHY, "call_back_waiting"), ("  ", "call_back_reason"), ("a\x00bcd", "text_harmful")):
        with pytest.raises(UserProblem) as caught:
            session.services.call_back.add(session.officer, id, reason)
        assert caught.value.code == code


def test_the_telephone_is_opened_deliberately_and_logged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    id = asked(desk, contact_time="sore")
    _, session = desk
    logged = listen(monkeypatch)
    callee = session.services.call_back.open_phone(session.officer, waiting(desk)[0].n)
    assert (callee.name, callee.phone, callee.contact_time) == ("Budi Santoso", "0812-5550-1234", "sore")
    assert logged == [("call_back_phone_seen", id, "")]
    assert last_fact(desk, id) == (FactKind.IDENTITY_SEEN, WHY)


def test_an_anonymous_caller_is_called_without_a_name(desk: Desk) -> None:
    asked(desk, identity="anonymous")
    _, session = desk
    (row,) = waiting(desk)
    assert row.name == ""
    callee = session.services.call_back.open_phone(session.officer, row.n)
    assert (callee.name, callee.phone) == ("", "0812-5550-1234")


def test_of_a_secret_report_others_see_that_somebody_waits_and_no_more(desk: Desk) -> None:
    asked(desk, secrecy="secret")
    _, session = desk
    colleague = another(session, Role.OFFICER)
    (row,) = waiting(desk, colleague)
    assert (row.hidden, row.name, row.reason, row.last_note) == (True, "", "", "")
    for act in (
        lambda: session.services.call_back.open_phone(colleague, row.n),
        lambda: session.services.call_back.done(colleague, row.n, Outcome.REACHED),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_standing_of_the_desk_counts_who_waits(desk: Desk) -> None:
    asked(desk)
    _, session = desk
    assert session.services.desk_status(session.officer).calls_waiting == 1
