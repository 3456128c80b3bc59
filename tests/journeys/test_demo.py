"""The demo is the main job from end to end: real window, real keys, real server, a cable that is pulled."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Play it once, as a person without a display would."""
    out = tmp_path_factory.mktemp("demo")
    without_display = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-m", "app", "demo", "--out", str(out)],
        env=without_display,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    return out, done


def test_desk_paper_and_server_agree(played: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    out, done = played
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["problems"] == []
    assert done.returncode == 0
    assert summary["written"] == summary["centre"] == len(summary["numbers"]) == 10
    assert sorted(summary["receipts"]) == [f"{number}.pdf" for number in summary["numbers"]]


def test_it_leaves_receipts_and_pictures(played: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    out, _ = played
    assert all(file.read_bytes().startswith(b"%PDF-") for file in out.glob("*.pdf"))
    shown = {file.name[3:-4] for file in out.glob("[0-9]*.png")}
    assert shown == {"sign-in", "entry", "saved", "phone", "phone-saved", "list", "cable-pulled", "synced"}


def test_it_says_nothing_that_nobody_asked_for(played: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _, done = played
    assert "Traceback" not in done.stderr
    assert "10 aduan di loket" in done.stdout
