"""Officers come and settings change, whatever breaks in between."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.errors import NotAllowed, StorageProblem, UserProblem
from app.domain.receipt import PaperSize
from app.services import Session
from db.unit_of_work import UnitOfWork
from tests.desk import another, open_desk, reopen

Desk = tuple[DeskEntrance, Session]
PIN = "835174"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def logins(session: Session) -> list[str]:
    return [officer.login for officer in session.services.manage_desk.officers(session.officer)]


def test_an_added_officer_signs_in(desk: Desk) -> None:
    entrance, session = desk
    added = another(session, Role.SUPERVISOR)
    assert entrance.sign_in("dewi", PIN).officer == added


def test_an_officer_whose_row_was_not_kept_has_no_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    entrance, session = desk

    def full(_: UnitOfWork) -> None:
        raise StorageProblem("disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(UnitOfWork, "commit", full)
        with pytest.raises(StorageProblem, match="disk_full"):
            another(session, Role.OFFICER)
    assert logins(session) == ["siti"]
    assert [name.login for name in entrance.names()] == ["siti"]
    added = another(session, Role.OFFICER)
    assert entrance.sign_in("dewi", PIN).officer == added


def test_an_officer_left_without_a_key_can_be_added_again(desk: Desk, tmp_path: Path) -> None:
    entrance, session = desk
    manage = session.services.manage_desk

    def cut(**_: str) -> None:
        raise StorageProblem("disk_full")

    with pytest.raises(StorageProblem, match="disk_full"):
        replace(manage, keys=cut).add_officer(
            session.officer, login="Dewi", full_name="Dewi L", nip="", role=Role.ADMIN, pin=PIN
        )
    with pytest.raises(UserProblem, match="officer_unknown"):
        entrance.sign_in("dewi", PIN)
    added = another(session, Role.OFFICER)
    assert logins(session) == ["siti", "dewi"]
    assert entrance.sign_in("dewi", PIN).officer == added
    entrance.close()
    entrance, session = reopen(tmp_path, "dewi", PIN)
    assert (session.officer.full_name, session.officer.role) == ("Dewi Lestari", Role.OFFICER)
    entrance.close()


def test_a_login_in_use_is_refused_and_changes_nobody(desk: Desk) -> None:
    entrance, session = desk
    first = another(session, Role.OFFICER)
    with pytest.raises(UserProblem, match="login_taken"):
        another(session, Role.ADMIN, login="DEWI", pin="618293")
    assert entrance.sign_in("dewi", PIN).officer == first


def test_a_weak_pin_leaves_no_row(desk: Desk) -> None:
    _, session = desk
    with pytest.raises(UserProblem, match="pin_run"):
        another(session, Role.OFFICER, pin="123456")
    assert logins(session) == ["siti"]


def test_paper_is_changed_by_an_admin_only(desk: Desk) -> None:
    _, session = desk
    settings = session.services.manage_desk.settings
    for role in (Role.OFFICER, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            settings(another(session, role, login=role.value), language="en")
    assert settings(session.officer, language="en").language == "en"
    changed = settings(session.officer, receipt_size=PaperSize.A5)
    assert (changed.language, changed.receipt_size) == ("en", "a5")
