"""A desk of an agency that no list holds: it is made, takes complaints about itself, and mixes up no numbers."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.errors import UserProblem
from tests.desk import CHEAP, PIN, PLAN, filed, open_desk, reopen

TYPED = replace(PLAN, agency="", agency_name="UPTD Balai Latihan Kerja Penajam", agency_code="BLKP")


def test_a_typed_agency_is_in_the_lists_of_its_desk_and_answers_for_itself(tmp_path: Path) -> None:
    entrance, session = open_desk(tmp_path, TYPED)
    (own,) = entrance.lists.agencies.find("latihan kerja penajam", 1)
    told = filed(entrance, session, agency=own.id)
    assert told.number.startswith("BLKP-A-")
    assert told.own_agency
    assert told.answer_due_on is not None
    receipt = session.services.issue_receipts.message(session.officer, told.id)
    assert (receipt.target_agency, receipt.own_agency) == ("UPTD Balai Latihan Kerja Penajam", True)
    entrance.close()
    entrance, session = reopen(tmp_path, PLAN.login, PIN)
    assert session.services.open_case(session.officer, told.id).report["agency"] == "UPTD Balai Latihan Kerja Penajam"
    assert filed(entrance, session, agency=own.id).own_agency
    entrance.close()


def test_a_listed_agency_stands_in_the_lists_once(tmp_path: Path) -> None:
    entrance, session = open_desk(tmp_path)
    ids = [agency.id for agency in entrance.lists.agencies.all()]
    assert ids.count(ids[0]) == 1
    assert [id for id in ids if id == session.desk.agency_id] == [session.desk.agency_id]
    entrance.close()


def test_a_typed_code_that_another_agency_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserProblem, match="agency_code_taken"):
        DeskEntrance(tmp_path, costs=CHEAP).set_up(replace(TYPED, agency_code="aws"))
