"""A sync with nobody there: only after an admin allowed it, only with the key of this desk, and it may only sync."""

import io
import json
import sys
from collections.abc import Generator
from functools import partial
from pathlib import Path

import keyring
import pytest

from app.bootstrap import DeskEntrance
from app.cli import frame
from app.domain.access import Role
from app.domain.errors import NotAllowed, UserProblem
from app.pusat.office import counts
from app.services import Session
from tests.app.adapters.keystore.test_os_keyring import Memory
from tests.desk import CHEAP, PHRASE, PIN, another, filed, open_desk
from tests.faults.scene import ServerProcess

Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def memory() -> Generator[Memory, None, None]:
    backend, former = Memory(), keyring.get_keyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(former)


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk, None, None]:
    entrance, session = open_desk(tmp_path / "desk")
    yield entrance, session
    entrance.close()


def test_only_an_admin_allows_it_and_it_is_logged(desk: Desk, memory: Memory) -> None:
    _, session = desk
    journey = session.services.unattended
    with pytest.raises(NotAllowed):
        journey.allow(another(session, Role.SUPERVISOR))
    assert memory.held == {}
    journey.allow(session.officer)
    assert journey.allowed(session.officer)
    journey.forbid(session.officer)
    assert (journey.allowed(session.officer), memory.held) == (False, {})
    assert session.services.verify_desk(session.officer).findings == ()


def test_who_opens_it_so_may_sync_and_nothing_else(desk: Desk, memory: Memory, tmp_path: Path) -> None:
    entrance, session = desk
    number = filed(entrance, session).number
    session.services.unattended.allow(session.officer)
    entrance.close()
    opened = DeskEntrance(tmp_path / "desk", costs=CHEAP)
    nobody = opened.open_unattended()
    try:
        for forbidden in (
            lambda: nobody.services.find_complaints.by_number(nobody.officer, number),
            lambda: nobody.services.unattended.forbid(nobody.officer),
            lambda: nobody.services.verify_desk(nobody.officer),
        ):
            with pytest.raises(NotAllowed):
                forbidden()
    finally:
        opened.close()


def test_a_key_of_another_desk_opens_nothing(desk: Desk, memory: Memory, tmp_path: Path) -> None:
    _, session = desk
    session.services.unattended.allow(session.officer)
    ((service, name),) = memory.held
    memory.held[service, name] = "00" * 32
    with pytest.raises(UserProblem, match="unattended_not_allowed"):
        DeskEntrance(tmp_path / "desk", costs=CHEAP).open_unattended()


def test_a_scheduler_syncs_without_phrase_and_pin(
    memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(frame, "DeskEntrance", partial(DeskEntrance, costs=CHEAP))
    entrance, session = open_desk(tmp_path / "desk")
    filed(entrance, session)
    database = f"sqlite:///{tmp_path / 'pusat.db'}"

    def loket(*words: str, typed: str = "") -> tuple[int, list[dict[str, object]], str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = frame.main([*words, "--data-dir", str(tmp_path / "desk"), "--json"])
        told = capsys.readouterr()
        return code, [json.loads(line) for line in told.out.splitlines()], told.err

    with ServerProcess(database, tmp_path) as server:
        from app.adapters.clock import system_now
        from app.pusat.office import make_code

        made = make_code(database, agency="aws", counter="A", ca_pem=None, clock=system_now)
        session.services.connect(session.officer, url=f"http://127.0.0.1:{server.port}", code=str(made))
        entrance.close()
        code, _, said = loket("sync", "--unattended")
        assert (code, "belum diizinkan" in said) == (frame.NOT_ALLOWED, True)
        admin = ("--user", "siti", "--pin-stdin")
        code, rows, said = loket("unattended", "allow", *admin, typed=f"{PHRASE}\n{PIN}\n")
        assert (code, rows, "Setiap program" in said) == (0, [{"allowed": True}], True)
        code, rows, _ = loket("sync", "--unattended")
        assert (code, rows[-1]["accepted"], rows[-1]["left"]) == (0, 1, 0)
        assert loket("unattended", "forbid", *admin, typed=f"{PHRASE}\n{PIN}\n")[1] == [{"allowed": False}]
        assert loket("sync", "--unattended")[0] == frame.NOT_ALLOWED
    assert counts(database)["complaints"] == 1
