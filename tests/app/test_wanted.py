"""An attribute that several lanes want at the same moment is made once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, RLock

from app.bootstrap.wanted import Wanted

LANES = 4


class Kitchen:
    def __init__(self) -> None:
        self.making = RLock()
        self.made: list[str] = []

    @Wanted
    def flour(self) -> str:
        self.made.append("flour")
        return "flour"

    @Wanted
    def bread(self) -> list[str]:
        made = [self.flour]
        self.made.append("bread")
        return made


def test_nothing_is_made_before_it_is_wanted() -> None:
    kitchen = Kitchen()
    assert kitchen.made == []
    assert kitchen.bread == ["flour"]
    assert kitchen.made == ["flour", "bread"]


def test_lanes_that_come_together_get_the_same_one() -> None:
    kitchen, together = Kitchen(), Barrier(LANES)

    def come(_: int) -> list[str]:
        together.wait()
        return kitchen.bread

    with ThreadPoolExecutor(LANES) as lanes:
        got = list(lanes.map(come, range(LANES)))
    assert all(one is got[0] for one in got)
    assert kitchen.made == ["flour", "bread"]


def test_each_object_has_its_own() -> None:
    assert Kitchen().bread is not Kitchen().bread
