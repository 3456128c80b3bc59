"""Nobody knows what an officer will press next: a random one finds no key that loses, blocks, leaks or files twice."""

import random
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

import ui.printing
from tests.builders import FixedClock
from tests.faults.monkey import Monkey, a_morning, journey
from tests.ui.page_desk import page_desk

# What the offscreen platform says of popups is no fault of the desk.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

# Timers decide what a key meets, so a seed is not the same journey each time: only with --faults-long.
_SEEDS, _STEPS = (1, 2, 3), 90
_LONG_SEEDS, _LONG_STEPS = 60, 220


def play(qtbot: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[str, str]]) -> None:
    """Play steps on a new desk; paper and file choosers answer at once."""
    monkeypatch.setattr(ui.printing, "print_on_default", lambda pdf, *, job_title: None)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(folder / "kept.pdf"), ""))
    (folder / "desk").mkdir(parents=True)
    with page_desk(folder / "desk", clock=FixedClock(a_morning())) as desk:
        monkey = Monkey(qtbot, desk, folder)
        try:
            monkey.play(steps)
        finally:
            monkey.end()


@pytest.mark.parametrize("seed", _SEEDS)
def test_a_random_officer_breaks_no_promise(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, seed: int
) -> None:
    if not request.config.getoption("--faults-long"):
        pytest.skip("only with --faults-long")
    play(qtbot, tmp_path, monkeypatch, journey(seed, _STEPS))


def test_many_random_officers_break_no_promise(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--faults-long"):
        pytest.skip("only with --faults-long")
    first = random.SystemRandom().randrange(10**9)
    for seed in range(first, first + _LONG_SEEDS):
        try:
            play(qtbot, tmp_path / str(seed), monkeypatch, journey(seed, _LONG_STEPS))
        except AssertionError as broken:
            raise AssertionError(f"seed {seed}: {broken}") from broken
