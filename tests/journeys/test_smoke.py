"""``loket --smoke`` draws every page of a throw-away desk in a process of its own, and fails when one cannot be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def smoke(code: str = "from app.__main__ import main; raise SystemExit(main(['--smoke']))") -> tuple[int, str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


@pytest.mark.journey
@pytest.mark.slow
def test_a_whole_build_draws_every_page() -> None:
    code, said = smoke()
    assert code == 0, said
    assert said.startswith("smoke: ")


@pytest.mark.journey
@pytest.mark.slow
def test_a_page_that_cannot_be_made_fails_it() -> None:
    code, said = smoke(
        """
import ui.pages.list_page
def broken(*_):
    raise RuntimeError("planted")
ui.pages.list_page.ListPage.__init__ = broken
from app.demo import smoke
raise SystemExit(smoke.smoke())
"""
    )
    assert code == 1
    assert "Traceback" in said
