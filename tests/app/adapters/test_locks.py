"""Locks end with their holder, whatever ends it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.adapters.locks import SyncLock, WindowLock
from app.domain.errors import StorageProblem, UserProblem

HOLD = """
import sys, time
from pathlib import Path
from app.adapters.locks import SyncLock
with SyncLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_holder_is_told_and_may_come_when_the_first_has_left(tmp_path: Path) -> None:
    with SyncLock(tmp_path), pytest.raises(UserProblem, match="sync_running"), SyncLock(tmp_path):
        pytest.fail("two held it")
    with SyncLock(tmp_path):
        pass


def test_window_and_sync_do_not_hinder_each_other(tmp_path: Path) -> None:
    refused = pytest.raises(UserProblem, match="window_running")
    with WindowLock(tmp_path), SyncLock(tmp_path), refused, WindowLock(tmp_path):
        pytest.fail("two windows")


def test_a_killed_holder_holds_no_longer(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(UserProblem, match="sync_running"), SyncLock(tmp_path):
            pytest.fail("two held it")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with SyncLock(tmp_path):
        pass


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match="folder_readonly"), SyncLock(tmp_path / "none"):
        pytest.fail("held nothing")
