"""What opening needs is loaded while the phrase is typed, so that the PIN waits for nothing; the rest comes later."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import services
from tests.desk import set_up

ROOT = Path(__file__).resolve().parents[2]
OPENING = """
import sys
from pathlib import Path
from tests.desk import PHRASE, PIN, PLAN
from app.bootstrap import DeskEntrance
entrance = DeskEntrance(Path(sys.argv[1]))
entrance.warm()
entrance.open_phrase(PHRASE)
before = set(sys.modules)
entrance.sign_in(PLAN.login, PIN)
print(*sorted(set(sys.modules) - before))
"""
LATER = """
import sys
from pathlib import Path
from app.bootstrap import DeskEntrance
entrance = DeskEntrance(Path(sys.argv[1]))
entrance.warm()
print(*(name for name in sys.argv[2:] if name in sys.modules))
"""
FURTHER = """
import sys
from pathlib import Path
from tests.desk import PHRASE, PIN, PLAN
from app.bootstrap import DeskEntrance
entrance = DeskEntrance(Path(sys.argv[1]))
entrance.warm()
entrance.open_phrase(PHRASE)
session = entrance.sign_in(PLAN.login, PIN)
entrance.warm_further()
before = set(sys.modules)
from tests.desk import journeys_of
journeys_of(session)
print(*sorted(set(sys.modules) - before))
"""
NOT_FOR_OPENING = (
    "app.adapters.paper.receipt",
    "app.adapters.sheets.register_file",
    "app.usecases.known_citizens",
    "app.usecases.sync",
    "app.usecases.take_in_register",
    "app.usecases.verify_desk",
    "openpyxl",
    "pypdfium2",
    "rapidfuzz",
    "reportlab",
)


def in_a_program(code: str, *arguments: str) -> list[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def test_a_warm_entrance_imports_nothing_when_somebody_signs_in(tmp_path: Path) -> None:
    set_up(tmp_path).close()
    assert in_a_program(OPENING, str(tmp_path)) == []


def test_a_sign_in_waits_for_no_journey_that_its_first_page_does_not_need(tmp_path: Path) -> None:
    assert in_a_program(LATER, str(tmp_path), *NOT_FOR_OPENING) == []


def test_no_journey_imports_anything_when_it_is_wanted_after_all_was_loaded(tmp_path: Path) -> None:
    set_up(tmp_path).close()
    assert in_a_program(FURTHER, str(tmp_path)) == []


def test_a_name_of_a_journey_can_be_had_from_the_door_and_no_other() -> None:
    assert all(getattr(services, name).__name__ == name for name in services.__all__)
    with pytest.raises(AttributeError, match="has no attribute"):
        getattr(services, "Engine")  # noqa: B009  (a name that no type checker lets through)
