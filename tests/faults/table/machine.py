"""Random orders of everything: a hypothesis machine plays officer, line and power cuts, and a model remembers.

The model is what the counter told: numbers with their texts, receipts, files.  A failing order is made as short as it
can be and printed with what repeats it.
"""

import traceback
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Final

from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.faults import twisting
from tests.faults.planted import CENTRE_POINTS, DESK_POINTS
from tests.faults.proxy import Cut
from tests.faults.table.judge import Verdict, judge, recover
from tests.faults.table.lab import Lab
from tests.faults.table.world import World
from tests.faults.twisting import Twist

STEPS: Final = 14
_ORDERS: Final = 3
_TWISTS: Final[dict[str, Twist]] = {
    "lost": twisting.lost,
    "unheard": twisting.unheard,
    "twice": twisting.twice,
    "asked twice": twisting.asked_twice,
    "earlier": twisting.earlier,
    "truncated": twisting.truncated,
    "wrong types": twisting.wrong_types,
    "login page": twisting.login_page,
    "500": twisting.status(500),
    "500 heard": twisting.status(500, heard=True),
    "503": twisting.status(503),
    "401": twisting.status(401, heard=True),
    "413": twisting.status(413),
}
_SEEDS: Final = st.integers(0, 1 << 30)


def random_orders(lab: Lab, target: str, from_seed: int) -> Verdict:
    """Play some orders, and give what the worst of them left behind."""
    worst = Verdict(runs=0)

    def note(verdict: Verdict) -> None:
        nonlocal worst
        verdict.runs = worst.runs + 1
        verdict.recovery_s = max(verdict.recovery_s, worst.recovery_s)
        worst = verdict if worst.sound or not verdict.sound else replace(worst, runs=verdict.runs)

    class Machine(Orders):
        world_of = staticmethod(lambda chance: World(lab, target, chance))
        judged = staticmethod(note)

    how = settings(
        max_examples=_ORDERS,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seed(from_seed)(Machine), settings=how)
    except Exception:  # noqa: BLE001 - whatever it is, this order kept no promise
        worst.lost += worst.sound
        worst.notes.append(traceback.format_exc())
    return worst


class Orders(RuleBasedStateMachine):
    """One counter, its line and its server; ``world_of`` makes them, ``judged`` hears what was left behind."""

    world_of: Callable[[Random], World]
    judged: Callable[[Verdict], None]

    def __init__(self) -> None:
        super().__init__()
        self.world = self.world_of(Random(0))
        self.counter = self.world.begin(filed=2)

    @rule(seed=_SEEDS, count=st.integers(1, 9))
    def file(self, seed: int, count: int) -> None:
        self.world.chance = Random(seed)
        self.world.work(self.counter, count)

    @rule()
    def sync(self) -> None:
        self.counter.ask("sync")

    @rule()
    def prove(self) -> None:
        self.counter.ask("prove")

    @rule(up=st.booleans(), after=st.integers(0, 3_000))
    def sync_while_the_line_is_cut(self, up: bool, after: int) -> None:
        self.world.line.drop()
        self.world.line.cuts.append(Cut("up" if up else "down", after))
        self.counter.ask("sync")

    @rule(sound=st.integers(0, 2), twists=st.lists(st.sampled_from(sorted(_TWISTS)), min_size=1, max_size=3))
    def sync_with_twisted_answers(self, sound: int, twists: list[str]) -> None:
        self.world.twister.twists[:] = [twisting.sound] * sound + [_TWISTS[name] for name in twists]
        self.counter.ask("sync")
        self.world.twister.twists.clear()

    @rule(point=st.sampled_from(DESK_POINTS), nth=st.integers(1, 6))
    def the_desk_dies(self, point: str, nth: int) -> None:
        if not self.counter.dies("plant", name="desk_dies", point=point, nth=nth):
            self.counter.dies("sync")
        self.counter.kill()

    @rule(point=st.sampled_from(CENTRE_POINTS), nth=st.integers(1, 4))
    def the_server_dies(self, point: str, nth: int) -> None:
        self.world.centre.kill()
        if self.world.centre.starts(("centre_dies", {"point": point, "nth": nth})):
            self.counter.ask("sync")
        self.world.centre.restart()

    @precondition(lambda self: self.world.centre.runs)
    @rule()
    def the_server_is_away_for_a_sync(self) -> None:
        self.world.centre.kill()
        self.counter.ask("sync")
        self.world.centre.start()

    @rule(kib=st.sampled_from((0, 4, 16, 64, 200)))
    def the_desk_has_no_room_for_a_sync(self, kib: int) -> None:
        self.counter.ask("plant", name="no_room", kib=kib)
        self.counter.ask("sync")
        self.counter.ask("plant", name="room_again")

    @rule(hours=st.integers(-72, 72))
    def the_clock_is_wrong(self, hours: int) -> None:
        self.counter.ask("plant", name="clock_moved", seconds=hours * 3_600.0)

    @rule()
    def the_program_is_closed(self) -> None:
        self.counter.close()

    def teardown(self) -> None:
        """Make all sound, send everything, compare."""
        verdict = Verdict()
        try:
            self.world.heal()
            self.counter.close()
            recover(self.world, verdict)
            judge(self.world, verdict)
        finally:
            self.world.close()
        self.judged(verdict)
        assert verdict.sound, "\n".join(verdict.notes)
