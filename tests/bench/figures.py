"""A figure beside its floor, how it is printed, and how samples become one: medians, with the sides taking turns."""

import json
import math
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Literal

ROUND_MS: Final = 3
ROUND_RATIO: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """``ratio`` is value by floor and is what ``goal`` is about, but for a goal in the value's own unit."""

    name: str
    value: float
    unit: str
    floor: float
    goal: float
    better: Literal["lower", "higher"] = "lower"
    goal_of_value: bool = False

    @property
    def ratio(self) -> float:
        """Give how often the floor goes into the value."""
        return self.value / self.floor

    @property
    def met(self) -> bool:
        """Tell whether the goal is met."""
        judged = self.value if self.goal_of_value else self.ratio
        return judged <= self.goal if self.better == "lower" else judged >= self.goal

    def line(self) -> str:
        """Give the figure as one line of JSON."""
        shown = {k: v for k, v in asdict(self).items() if k != "goal_of_value"}
        numbers = {
            "value": round(self.value, ROUND_MS),
            "floor": round(self.floor, ROUND_MS),
            "ratio": round(self.ratio, ROUND_RATIO),
        }
        order = ("name", "value", "unit", "floor", "ratio", "goal", "better")
        return json.dumps({name: {**shown, **numbers}[name] for name in order})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much is measured; the names of figures speak of the full size."""

    complaints: int = 100_000
    fewer: int = 10_000
    saves: int = 400
    searches: int = 5
    receipts: int = 80
    starts: int = 9
    synced: int = 1_000
    syncs: int = 3
    typed: int = 3
    sent: int = 10_000
    sent_alone: int = 500
    on_slow_line: int = 200
    batches: int = 40
    file_bytes: int = 5 << 20
    register: int = 20_000


FULL: Final = Scale()
TINY: Final = Scale(
    complaints=60,
    fewer=20,
    saves=6,
    searches=1,
    receipts=3,
    starts=1,
    synced=12,
    syncs=1,
    typed=0,
    register=60,
    sent=60,
    sent_alone=6,
    on_slow_line=4,
    batches=2,
    file_bytes=1 << 17,
)


def milliseconds(work: Callable[[], object]) -> float:
    """Give how long a piece of work took."""
    start = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - start) / 1e6


def in_turns(sides: Sequence[Callable[[], float]], *, rounds: int, warm_up: int) -> list[list[float]]:
    """Give the samples of each side, taken one after the other with the order turned every round."""
    samples: list[list[float]] = [[] for _ in sides]
    for n in range(-warm_up, rounds):
        for which in _turned(len(sides), n):
            sample = sides[which]()
            if n >= 0:
                samples[which].append(sample)
    return samples


def median(samples: Sequence[float]) -> float:
    """Give the value in the middle."""
    return statistics.median(samples)


def percentile(samples: Sequence[float], share: float) -> float:
    """Give the smallest sample that ``share`` of all do not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _turned(count: int, n: int) -> Iterator[int]:
    """Give the order of round ``n``: every side comes first, last and in between equally often."""
    order = [(n + i) % count for i in range(count)]
    return iter(order if (n // count) % 2 == 0 else order[::-1])
