"""The tripwires of ``conftest.py`` and ``pyproject.toml`` trip: each planted mistake turns its test red."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

PLANTED = """
import logging, os, socket, threading, warnings
import pytest

@pytest.fixture
def talkative():
    logging.getLogger("desk").error("while setting up")

def test_red_record_in_the_test(): logging.getLogger("desk").warning("unasked")
def test_red_record_in_a_fixture(talkative): pass
def test_red_record_from_a_thread(): _run(lambda: logging.getLogger("desk").error("unasked"))
def test_red_thread_that_dies(): _run(lambda: 1 / 0)
def test_red_warning(): warnings.warn("careless")
def test_red_qt_message(qapp):
    from PySide6.QtCore import qWarning
    qWarning("careless")
def test_red_slot_that_raises(qtbot):
    from PySide6.QtCore import QTimer
    with qtbot.waitSignal(qtbot_timer(QTimer).timeout): pass
def test_red_outside_network(): socket.create_connection(("192.0.2.1", 80), timeout=1)
def test_green_record_that_was_asked_for(caplog):
    logging.getLogger("desk").warning("asked for")
    assert caplog.messages == ["asked for"]
def test_green_loopback():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()): pass
def test_green_no_real_home_and_no_real_screen(qapp, tmp_path_factory):
    base = str(tmp_path_factory.getbasetemp())
    assert os.environ["HOME"].startswith(base) and os.environ["XDG_DATA_HOME"].startswith(base)
    assert "LOKET_DATA_DIR" not in os.environ and qapp.platformName() == "offscreen"

def _run(target):
    thread = threading.Thread(target=target)
    thread.start()
    thread.join()

def qtbot_timer(QTimer):
    timer = qtbot_timer.kept = QTimer(singleShot=True)
    timer.timeout.connect(lambda: 1 / 0)
    timer.start(0)
    return timer
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the outcome of every planted test, run by a pytest of its own."""
    house = tmp_path_factory.mktemp("planted")
    (house / "tests").mkdir()
    shutil.copy(ROOT / "pyproject.toml", house)
    shutil.copy(ROOT / "tests" / "conftest.py", house / "tests")
    (house / "tests" / "test_planted.py").write_text(PLANTED, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-rA", "--tb=no", "-p", "no:cacheprovider", "-p", "no:randomly"]
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LOKET_DATA_DIR", str(house / "somebody's desk"))
        environment.setenv("QT_QPA_PLATFORM", "minimal")
        environment.setenv("COLUMNS", "300")
        done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    found = re.findall(r"^((?:PASSED|FAILED|ERROR)) tests/test_planted\.py::(\w+)(.*)", done.stdout, re.MULTILINE)
    assert found, done.stdout + done.stderr
    return {name: outcome + reason for outcome, name, reason in found}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("record_in_the_test", "logged without being asked"),
        ("record_in_a_fixture", "logged without being asked"),
        ("record_from_a_thread", "logged without being asked"),
        ("thread_that_dies", "PytestUnhandledThreadExceptionWarning"),
        ("warning", "careless"),
        ("qt_message", ""),
        ("slot_that_raises", "Exceptions caught in Qt event loop"),
        ("outside_network", "A test tried to use socket.socket.connect()"),
    ],
)
def test_a_planted_mistake_is_caught(outcomes: dict[str, str], name: str, reason: str) -> None:
    outcome = outcomes[f"test_red_{name}"]
    assert outcome.startswith(("FAILED", "ERROR"))
    assert reason in outcome


@pytest.mark.parametrize("name", ["record_that_was_asked_for", "loopback", "no_real_home_and_no_real_screen"])
def test_what_is_allowed_passes(outcomes: dict[str, str], name: str) -> None:
    assert outcomes[f"test_green_{name}"] == "PASSED"
