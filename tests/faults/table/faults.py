"""How a fault gets into the table: a function that lets it happen to a world, by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.faults.table.judge import Verdict
from tests.faults.table.lab import POSTGRESQL, SQLITE, Lab
from tests.faults.table.world import World

Happening = Callable[[World], None]
Play = Callable[[Lab, str, int], Verdict]
PUSAT: Final = (SQLITE, POSTGRESQL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One row of the table; ``weight`` is how many of the runs it gets, compared with the others.

    What is no single fault plays for itself, given the target and a seed.
    """

    name: str
    happen: Happening | None = None
    play: Play | None = None
    targets: tuple[str, ...]
    weight: int = 1


FAULTS: Final[dict[str, Fault]] = {}


def fault(*, targets: tuple[str, ...] = PUSAT, weight: int = 1) -> Callable[[Happening], Happening]:
    """Enter a function under its own name."""

    def enter(happen: Happening) -> Happening:
        name = happen.__name__
        FAULTS[name] = Fault(name=name, happen=happen, targets=targets, weight=weight)
        return happen

    return enter
