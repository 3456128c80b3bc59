"""The entrance: one window per folder, and a log that is folded away when nobody waits."""

from pathlib import Path

import pytest

from app.bootstrap import DATABASE, DeskEntrance
from app.domain.errors import UserProblem
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
