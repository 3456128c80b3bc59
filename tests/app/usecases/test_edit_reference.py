"""A list changed at the desk: kept apart, logged by ids, taken back by saying nothing, and only by whom it is given."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.errors import NotAllowed, UserProblem
from app.services import Session
from tests.app.usecases.test_who_sees_what import listen
from tests.desk import another, open_desk, reopen

Desk = tuple[DeskEntrance, Session]
WORDS = {"added": ["siring", "obat 'murah'"], "removed": []}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def test_what_was_changed_is_there_after_a_restart(tmp_path: Path) -> None:
    entrance, session = open_desk(tmp_path)
    session.services.edit_reference(session.officer, "category_words", "agama", WORDS)
    entrance.close()
    entrance, session = reopen(tmp_path)
    assert session.services.edit_reference.edits("category_words") == {"agama": WORDS}
    assert session.services.edit_reference.edits("agencies") == {}
    entrance.close()


def test_a_later_change_stands_over_an_earlier_one_and_nothing_gives_back_what_was_shipped(desk: Desk) -> None:
    _, session = desk
    edit = session.services.edit_reference
    edit(session.officer, "agencies", "pln", {"phone": "123"})
    edit(session.officer, "agencies", "pln", {"phone": "0541-1"})
    assert edit.edits("agencies") == {"pln": {"phone": "0541-1"}}
    edit(session.officer, "agencies", "pln", {})
    assert edit.edits("agencies") == {}


def test_every_change_is_logged_by_ids_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, session = desk
    logged = listen(monkeypatch)
    session.services.edit_reference(session.officer, "category_words", "agama", WORDS)
    session.services.edit_reference(session.officer, "category_words", "agama", {})
    assert logged == [
        ("reference_edited", "category_words", "agama"),
        ("reference_reset", "category_words", "agama"),
    ]


def test_words_are_for_admins_contacts_for_supervisors_too(desk: Desk) -> None:
    _, session = desk
    supervisor, officer = another(session, Role.SUPERVISOR), another(session, Role.OFFICER, "rina", "927461")
    edit = session.services.edit_reference
    edit(supervisor, "agencies", "pln", {"phone": "123"})
    with pytest.raises(NotAllowed):
        edit(supervisor, "category_words", "agama", WORDS)
    with pytest.raises(NotAllowed):
        edit(officer, "agencies", "pln", {})
    assert edit.edits("agencies") == {"pln": {"phone": "123"}}


def test_a_list_that_is_none_is_refused(desk: Desk) -> None:
    _, session = desk
    with pytest.raises(UserProblem, match="list_unknown"):
        session.services.edit_reference(session.officer, "colours", "red", {"a": 1})
