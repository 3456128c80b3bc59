"""Token buckets in memory: so many at once, so many each second after; the oldest keys are forgotten first."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_MOST_KEYS: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """``burst`` at once, then ``per_s`` each second."""

    burst: float
    per_s: float


class Buckets:
    """One bucket for each key, all of one rate; ``now`` gives seconds that only grow."""

    def __init__(self, rate: Rate, now: Callable[[], float]) -> None:
        self._rate: Final = rate
        self._now: Final = now
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._turn: Final = threading.Lock()

    def take(self, key: str, *, count: float = 1.0) -> float:
        """Take from the key's bucket and give 0, or leave it as it is and give the seconds until there is enough."""
        with self._turn:
            left = self._left(key)
            if left >= count:
                self._keep(key, left - count)
                return 0.0
            return (count - left) / self._rate.per_s

    def wait_s(self, key: str) -> float:
        """Give the seconds until one could be taken, without taking it."""
        with self._turn:
            return max(0.0, (1.0 - self._left(key)) / self._rate.per_s)

    def spend(self, key: str) -> None:
        """Take one though there be none, so that what comes next has to wait."""
        with self._turn:
            self._keep(key, max(-self._rate.burst, self._left(key) - 1.0))

    def _left(self, key: str) -> float:
        left, at = self._kept.get(key, (self._rate.burst, self._now()))
        return min(self._rate.burst, left + (self._now() - at) * self._rate.per_s)

    def _keep(self, key: str, left: float) -> None:
        self._kept[key] = (left, self._now())
        self._kept.move_to_end(key)
        while len(self._kept) > _MOST_KEYS:
            self._kept.popitem(last=False)
