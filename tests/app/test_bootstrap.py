"""The entrance: one window per folder, and a log that is folded away when nobody waits."""

from pathlib import Path

import pytest

from app.bootstrap import DATABASE, DeskEntrance
from app.domain.errors import UserProblem
from app.domain.incarnation import Reason
from tests.desk import CHEAP, filed, open_desk, reopen, set_up


def test_a_second_window_on_the_folder_is_a_sentence(tmp_path: Path) -> None:
    first, second = set_up(tmp_path), DeskEntrance(tmp_path, costs=CHEAP)
    first.hold_window()
    first.hold_window()
    with pytest.raises(UserProblem, match="window_running"):
        second.hold_window()
    first.close()
    second.hold_window()
    second.close()


def test_the_command_line_works_beside_an_open_window(tmp_path: Path) -> None:
    window = set_up(tmp_path)
    window.hold_window()
    beside, session = reopen(tmp_path)
    assert filed(beside, session).number.startswith("AWS-A-")
    beside.close()
    window.close()


def test_what_was_saved_stands_in_the_database_itself_after_a_rest(tmp_path: Path) -> None:
    entrance, session = open_desk(tmp_path)
    told = filed(entrance, session)
    entrance.rest()
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in (DATABASE, "desk.key", "desk.key.2"):
        (copy / name).write_bytes((tmp_path / name).read_bytes())
    alone, again = reopen(copy)
    assert again.services.find_complaints.by_number(again.officer, told.number) == told.id
    alone.close()
    entrance.close()


def test_a_database_that_lost_its_newest_records_gives_no_number_twice(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    entrance, session = open_desk(folder)
    first = filed(entrance, session)
    entrance.rest()
    early = (folder / DATABASE).read_bytes()
    late = [filed(entrance, session).number for _ in range(3)]
    entrance.close()
    for rest in folder.glob(f"{DATABASE}*"):
        rest.unlink()
    (folder / DATABASE).write_bytes(early)  # as after a lost write-ahead log, or a backup put back
    again, session = reopen(folder)
    assert session.begun is not None
    assert (session.begun.reason, session.begun.lost) == (Reason.NUMBERS_LOST, 3)
    assert session.desk.series == "A2"
    new = filed(again, session).number
    assert new not in {first.number, *late}
    assert new.startswith("AWS-A2-")
    assert session.services.verify_desk(session.officer).findings == ()
    again.close()
    once_more, session = reopen(folder)
    assert (session.begun, session.desk.series) == (None, "A2")
    once_more.close()


def test_an_ordinary_restart_keeps_the_series(tmp_path: Path) -> None:
    entrance, session = open_desk(tmp_path)
    filed(entrance, session)
    entrance.close()
    again, session = reopen(tmp_path)
    assert (session.begun, session.desk.series) == (None, "A")
    again.close()
