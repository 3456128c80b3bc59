"""Every figure is measured once at a tiny size: lines and keys are right; how long things take is not judged."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bench import corpus
from tests.bench.figures import TINY, Figure, in_turns, percentile
from tests.bench.run import GROUPS, main, measure

KEYS = ["name", "value", "unit", "floor", "ratio", "goal", "better"]

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _builds_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "BUILD", tmp_path / "bench")


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_prints_its_figures_with_their_floors(group: str) -> None:
    figures = list(measure([group], TINY))
    assert [figure.name for figure in figures] == list(GROUPS[group])
    for figure in figures:
        line = json.loads(figure.line())
        assert list(line) == KEYS
        assert line["name"] == figure.name
        assert figure.value > 0 or figure.name == "effort.pointer"
        assert figure.floor > 0
        assert figure.goal > 0 or figure.name == "effort.pointer"
        assert figure.better in ("lower", "higher")
        assert "\n" not in figure.line()


def test_one_figure_can_be_asked_for_alone() -> None:
    assert [figure.name for figure in measure(["save.growth"], TINY)] == ["save.growth"]


def test_a_desk_made_in_bulk_is_a_sound_desk() -> None:
    folder = corpus.desk_of(60, 12)
    with corpus.open_desk(folder) as (_, session):
        verified = session.services.verify_desk(session.officer)
        standing = session.services.desk_status(session.officer)
    assert verified.findings == ()
    assert verified.complaints == 60
    assert standing.sync.only_here == 12
    assert corpus.desk_of(60, 12) == folder


def test_a_name_that_is_no_figure_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["saving"]) == 2
    assert "saving" in capsys.readouterr().err


def a_figure(value: float, **values: Any) -> Figure:
    return Figure(**{"name": "f", "unit": "ms", "floor": 2.0, "goal": 2.0, "value": value, **values})


def test_a_goal_is_about_the_ratio_unless_it_is_about_the_value() -> None:
    assert a_figure(3.9).met
    assert not a_figure(4.1).met
    assert a_figure(4.1, better="higher").met
    assert not a_figure(3.9, better="higher").met
    assert not a_figure(3.9, goal_of_value=True).met


def test_sides_take_turns_and_each_comes_first() -> None:
    came: list[int] = []

    def side(which: int) -> float:
        came.append(which)
        return float(which)

    samples = in_turns([lambda: side(0), lambda: side(1), lambda: side(2)], rounds=6, warm_up=1)
    assert samples == [[0.0] * 6, [1.0] * 6, [2.0] * 6]
    assert {came[n] for n in range(3, len(came), 3)} == {0, 1, 2}


def test_a_percentile_is_a_sample() -> None:
    assert percentile([5.0, 1.0, 4.0, 2.0, 3.0], 0.95) == 5.0
    assert percentile([float(n) for n in range(1, 101)], 0.95) == 95.0
    assert percentile([7.0], 0.95) == 7.0
