"""Desks of released versions, kept as they were: each opens, loses nothing and does everything this program can.

A folder is named by its revision; phrase and PINs are those of ``tests.desk``, the desk is that of its ``PLAN``.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.asking import StatusAsked
from app.domain.complaint import Status
from app.domain.officer import Officer
from app.services import Session
from db.migrate import HEADS
from tests.desk import filed, reopen, typed

RELEASED = Path(__file__).parent / "released"
VERSIONS = sorted(folder.name for folder in RELEASED.iterdir() if folder.is_dir())
FIRST, SECRET, ANONYMOUS = "AWS-A-26-000001-88", "AWS-A-26-000002-85", "AWS-A-26-000003-82"

Desk = tuple[DeskEntrance, Session, Path]


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desk(version: str, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "desk"
    shutil.copytree(RELEASED / version, folder)
    entrance, session = reopen(folder)
    yield entrance, session, folder
    entrance.close()


def officer(session: Session, login: str) -> Officer:
    return next(one for one in session.services.manage_desk.officers(session.officer) if one.login == login)


def test_every_released_version_is_kept() -> None:
    assert VERSIONS == ["0001", "0002"]
    assert VERSIONS[-1] < HEADS["loket"]


def test_a_released_desk_opens_whole_beside_a_copy_of_what_it_was(desk: Desk, version: str) -> None:
    _, session, folder = desk
    services = session.services
    assert [row.number for row in services.find_complaints(session.officer).rows] == [ANONYMOUS, SECRET, FIRST]
    verified = services.verify_desk(session.officer)
    assert (verified.complaints, verified.findings) == (3, ())
    assert [file.name for file in folder.glob("loket.db.before-*")] == [f"loket.db.before-{version}"]


def test_drafts_of_a_released_desk_wait_for_their_own_officers(desk: Desk) -> None:
    _, session, _ = desk
    own = session.services.keep_draft.at_hand(session.officer).own
    assert [one.draft.get("title") for one in own] == ["Lampu koridor padam"]
    hers = session.services.keep_draft.at_hand(officer(session, "dewi")).own
    assert [one.draft.get("title") for one in hers] == ["Antrean loket"]
    session.services.hand_over_draft.offer(session.officer, [own[0].draft.id])
    taken = session.services.hand_over_draft.accept(officer(session, "dewi"), own[0].draft.id)
    assert taken.draft.get("text") == "Lampu koridor lantai dua padam"


def test_cases_of_a_released_desk_are_known_similar_corrected_and_void(desk: Desk) -> None:
    entrance, session, _ = desk
    services, actor = session.services, session.officer
    id = services.find_complaints.by_number(actor, FIRST)
    assert id is not None
    assert services.known_citizens(actor, typed(entrance)).count == 1
    assert FIRST in [row.number for row in services.similar_complaints(actor, typed(entrance))]
    told = services.ask_status(
        actor, StatusAsked(number=FIRST, facts={"nik": "6472031205900007", "name": "Budi Santoso"})
    )
    assert told.number == FIRST
    version = services.correct_complaint.begin(actor, id).version
    services.correct_complaint(actor, id, {"title": "Antrean obat lama"}, "judul keliru", seen_version=version)
    assert services.open_case(actor, id).title == "Antrean obat lama"
    services.call_back.add(actor, id, "jawaban apotek")
    other = services.find_complaints.by_number(actor, ANONYMOUS)
    assert other is not None
    services.void_complaint(actor, other, "tercatat dua kali", seen_version=services.open_case(actor, other).version)
    assert services.open_case(actor, other).status is Status.VOID
    assert services.verify_desk(actor).findings == ()


def test_a_released_desk_goes_on_counting_where_it_was(desk: Desk) -> None:
    entrance, session, _ = desk
    joined = filed(entrance, session, joins=FIRST, title="Apotek antre lama", text="Saya pun antre di apotek.")
    assert joined.number.split("-")[3] == "000004"
    assert session.services.verify_desk(session.officer).findings == ()
