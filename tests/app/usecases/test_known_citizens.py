"""Somebody comes again: how often, by which facts, and what is taken over; who wanted to be hidden never shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.draft import Draft
from app.domain.errors import NotAllowed, UserProblem
from app.domain.ids import ComplaintId
from app.domain.known import PersonFact
from app.services import Known, Session
from tests.app.usecases.test_who_sees_what import listen
from tests.desk import another, filed, open_desk

Desk = tuple[DeskEntrance, Session]
NIK, PHONE, OTHER_NIK = "6472031205900007", "0812-5550-1234", "6472086505900003"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def draft(**values: str) -> Draft:
    return Draft(id=ComplaintId("019ab000-0000-7000-8000-0000000000aa"), values=values)


def known(desk: Desk, **values: str) -> Known:
    _, session = desk
    return session.services.known_citizens(session.officer, draft(**values))


@pytest.mark.parametrize(
    ("typed", "fact"),
    [
        ({"nik": "6472 0312 0590 0007"}, PersonFact.NIK),
        ({"phone": "+6281255501234"}, PersonFact.PHONE),
        ({"name": "budi  santoso", "area": "64.72.01.1001"}, PersonFact.NAME_AREA),
    ],
)
def test_somebody_is_known_by_any_of_the_facts(desk: Desk, typed: dict[str, str], fact: PersonFact) -> None:
    told = filed(*desk, area="64.72.01.1001")
    found = known(desk, **typed)
    assert (found.count, found.open_count, found.people) == (1, 1, 1)
    assert found.facts == {fact}
    (row,) = found.rows
    assert (row.id, row.number, row.name) == (told.id, told.number, "")
    assert row.days_left is not None


def test_nobody_is_known_by_a_name_alone_or_by_half_a_number(desk: Desk) -> None:
    filed(*desk)
    assert known(desk, name="Budi Santoso") == Known()
    assert known(desk, phone="0812-5550") == Known()
    assert known(desk, nik="64720312") == Known()


@pytest.mark.parametrize(
    "hidden", [{"identity": "anonymous"}, {"identity": "nameless", "nik": "", "name": "", "phone": ""}]
)
def test_hidden_people_show_in_no_count_and_no_row(desk: Desk, hidden: dict[str, str]) -> None:
    filed(*desk, **hidden)
    assert known(desk, nik=NIK, phone=PHONE, name="Budi Santoso") == Known()


def test_a_secret_report_is_known_to_nobody_but_its_recorder(desk: Desk) -> None:
    entrance, session = desk
    told = filed(entrance, session, secrecy="secret")
    supervisor = another(session, Role.SUPERVISOR)
    asked = draft(nik=NIK, phone=PHONE, name="Budi Santoso")
    assert session.services.known_citizens(supervisor, asked) == Known()
    with pytest.raises(UserProblem) as caught:
        session.services.known_citizens.take_over(supervisor, asked, told.id)
    assert caught.value.code == "known_no_more"
    own = session.services.known_citizens(session.officer, asked)
    assert [row.id for row in own.rows] == [told.id]


def test_taking_over_gives_the_person_s_own_data_and_is_logged_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    entrance, session = desk
    told = filed(entrance, session, area="64.72.01.1001", occupation="nelayan", contact_way="phone")
    logged = listen(monkeypatch)
    taken = session.services.known_citizens.take_over(session.officer, draft(nik=NIK, phone="0813-9999-0000"), told.id)
    assert taken.values["name"] == "Budi Santoso"
    assert taken.values["address"] == "Jl. Gerilya Gg. Keluarga RT 24"
    assert taken.values["occupation"] == "nelayan"
    assert taken.values["born_on"] == "12-05-1990"
    assert taken.different == {"phone": PHONE}
    assert not {"identity", "secrecy", "notice", "title", "text", "relation"} & {*taken.values, *taken.different}
    assert logged == [("known_taken_over", told.id, "nik")]


def test_what_was_taken_over_files_as_it_was_recorded(desk: Desk) -> None:
    entrance, session = desk
    first = filed(entrance, session, area="64.72.01.1001", returns_to_desk="ya", sex="male", disability="hearing")
    taken = session.services.known_citizens.take_over(session.officer, draft(nik=NIK), first.id)
    again = filed(entrance, session, title="Lampu jalan padam", **taken.values)
    see = session.services.open_case.identity
    assert see(session.officer, again.id, "menelepon balik") == see(session.officer, first.id, "menelepon balik")


def test_data_are_given_only_of_whom_the_draft_tells(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    entrance, session = desk
    told = filed(entrance, session, nik=OTHER_NIK, phone="0811-000-111")
    logged = listen(monkeypatch)
    with pytest.raises(UserProblem) as caught:
        session.services.known_citizens.take_over(session.officer, draft(nik=NIK), told.id)
    assert caught.value.code == "known_no_more"
    assert not logged


def test_several_people_on_one_telephone_are_told_apart_by_masked_names(desk: Desk) -> None:
    filed(*desk)
    filed(*desk, nik=OTHER_NIK, name="Siti Aminah", title="Pasar becek")
    found = known(desk, phone=PHONE)
    assert found.people == 2
    assert [row.name for row in found.rows] == ["S••• A•••••", "B••• S••••••"]


def test_opening_an_earlier_case_is_logged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    entrance, session = desk
    told = filed(entrance, session)
    logged = listen(monkeypatch)
    session.services.known_citizens.opened(session.officer, told.id)
    assert logged == [("known_opened", told.id, "")]


def test_whoever_may_not_record_is_told_nothing(desk: Desk) -> None:
    _, session = desk
    auditor = another(session, Role.AUDITOR)
    with pytest.raises(NotAllowed):
        session.services.known_citizens(auditor, draft(nik=NIK))
