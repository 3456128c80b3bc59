"""What a receipt promises, and that it is counted like the case itself."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.clocks import ClockId
from app.services import Session
from tests.desk import filed, open_desk

Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


@pytest.mark.parametrize(
    ("clock", "supervisory", "days"),
    [("first-response", "", 5), ("first-response", "ya", 10), ("complete-data", "", 0), ("hospital-red", "", 0)],
)
def test_the_days_to_an_answer_are_those_of_the_case_and_working_days(
    desk: Desk, clock: str, supervisory: str, days: int
) -> None:
    entrance, session = desk
    told = filed(entrance, session, supervisory=supervisory)
    issue = session.services.issue_receipts
    limits = {"complaint": (ClockId(clock), ClockId("complaint")), "supervisory": (ClockId("information-kip"),) * 2}
    form = replace(issue.form, clock_of_class=limits)
    assert replace(issue, form=form).message(session.officer, told.id).answer_working_days == days
