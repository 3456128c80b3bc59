"""Before anything else: a crash of this program leaves no picture of its memory."""

import subprocess
import sys

import pytest

resource = pytest.importorskip("resource")

STARTED = """
import resource
from app.__main__ import main
try:
    main(["list", "--help"])
except SystemExit:
    print("limits", *resource.getrlimit(resource.RLIMIT_CORE))
"""


def test_a_crash_leaves_no_core_file() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    if most == 0:
        pytest.skip("this machine writes none whoever asks")
    allow = f"import resource; resource.setrlimit(resource.RLIMIT_CORE, ({most}, {most}))"
    told = subprocess.run([sys.executable, "-c", allow + STARTED], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "limits 0 0"
