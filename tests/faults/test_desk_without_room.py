"""A full or read-only disk at every write of the desk: a sentence each time, nothing lost, nothing left half."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
_FULL = {"disk_full", "disk_fault"}
_NOT_WRITING = {"list": {"done"}, "sync": {"not_connected"}}
_BESIDE = {"wrong pin": {"pin_wrong", "pin_wait", "pin_phrase_needed"}}


def outcome(kind: str, folder: Path) -> dict[str, Any]:
    """Run the desk without room and give what it told."""
    folder.mkdir()
    command = [sys.executable, "-m", "tests.faults.desk_without_room", kind, str(folder)]
    if kind == "tmpfs":
        unshare = shutil.which("unshare")
        if unshare is None or os.geteuid() != 0:
            pytest.skip("a file system of one's own needs root and unshare(1)")
        command = [unshare, "-m", *command]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if (done.returncode in (1, 77) and "unshare" in done.stderr) or done.returncode == 77:
        pytest.skip("this machine lets nobody mount a file system")
    assert (done.returncode, done.stderr) == (0, "")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.skipif(sys.platform == "win32", reason="neither mount namespaces nor file size limits")
@pytest.mark.parametrize("kind", ["tmpfs", "limit"])
def test_without_room_every_write_is_a_sentence_and_all_stays_whole(kind: str, tmp_path: Path) -> None:
    told = outcome(kind, tmp_path / "disk")
    ends: dict[str, list[str]] = told.pop("ends")
    for name, expected in {
        "read-only: start": ["database_readonly"],
        "read-only: is set up": ["folder_readonly"],
        "read-only: set-up": ["folder_readonly"],
    }.items():
        assert ends.pop(name, expected) == expected
    for what, codes in ends.items():
        allowed = _NOT_WRITING.get(what) or _FULL | {"done"} | _BESIDE.get(what, set())
        assert set(codes) <= allowed | ({"folder_readonly"} if kind == "limit" else set()), what
        if what not in _NOT_WRITING:
            assert codes[0] != "done", f"{what} found room on a full disk"
    if kind == "tmpfs":
        assert set(ends["complaint"]) <= {"disk_full", "done"}
        assert set(ends["start"]) <= {"disk_full", "done"}
    numbers = told.pop("numbers")
    assert [number.split("-")[3] for number in numbers] == [f"{n:06d}" for n in range(1, len(numbers) + 1)]
    assert told == {"readable": [], "lost": [], "findings": [], "left behind": [], "officers without a row": []}
