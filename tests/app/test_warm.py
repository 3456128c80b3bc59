"""What opening needs is loaded while the phrase is typed, so that the PIN waits for nothing."""

import subprocess
import sys
from pathlib import Path

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


def test_a_warm_entrance_imports_nothing_when_somebody_signs_in(tmp_path: Path) -> None:
    set_up(tmp_path).close()
    done = subprocess.run(
        [sys.executable, "-c", OPENING, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
